"""reextract: what an extractor of today would read is shown, and then holds;
what was read before is kept, and so are decisions."""
import sqlite3
import unittest
from contextlib import closing

from review_test import Reviewing, line

FACILITIES = """- key: norhal
  kind: prison
  names:
    - {text: Norhal Prison}
    - {text: Nurhal Prison, kind: transliteration}
"""


class Reextract(Reviewing):
    def learn(self):
        """The registry knows the prison, in both spellings."""
        self.write("facilities.yaml", FACILITIES)

    def rows(self, query):
        with closing(sqlite3.connect(self.store)) as db:
            return db.execute(query).fetchall()

    def said(self):
        return self.rows("SELECT * FROM derived_content ORDER BY 1, 2")

    def test_of_the_same_extractor_finds_nothing(self):
        before = self.rows("SELECT * FROM mention")
        self.assertIn("3 versions read again, 0 otherwise",
                      self.succeed("reextract", "--apply"))
        self.assertEqual(self.rows("SELECT * FROM mention"), before)
        self.store.unlink()
        self.succeed("import", self.write("one.jsonl", line(
            "a9", "Ilvo Post", "2025-03-01", "Nine people were killed.")))
        self.assertIn("1 version read again, 0 otherwise",
                      self.succeed("reextract"))

    def test_shows_what_would_change_and_replaces_nothing(self):
        self.learn()
        before = self.said()
        out = self.succeed("reextract")
        self.assertRegex(out, r"~ m\w+ \"300\"  facility: Nurhal Prison -> "
                         "Norhal Prison")
        self.assertIn("6 changed", out)
        self.assertEqual(self.said(), before)
        self.assertEqual(self.rows("SELECT max(since) FROM mention"), [(1,)])

    def test_applied_is_in_force_and_what_was_read_is_kept(self):
        self.learn()
        mention = self.figure(300)["mention"]
        self.succeed("reextract", "--apply", "--quiet")
        self.assertEqual({key[0] for key in self.figures()},
                         {"Norhal Prison"})
        self.assertEqual(len(self.disputes()), 1)
        shown = self.json("show", mention)
        self.assertIsNone(shown["ended"])
        self.assertEqual(self.rows(
            f"SELECT since, until FROM mention WHERE public_id = '{mention}'"
            " ORDER BY since"), [(1, 2), (2, None)])
        self.assertRebuilds()
        self.succeed("verify")
        self.assertIn("0 otherwise", self.succeed("reextract"))

    def test_keeps_decisions(self):
        figure = self.figure(300)
        self.review("correct", figure["mention"], "value=330")
        self.review("prefer", self.figure(330)["id"], why="seen on paper")
        discarded = self.figure(120)["mention"]
        self.review("discard", discarded)
        self.learn()
        self.succeed("reextract", "--apply")
        corrected = self.figure(330)
        self.assertEqual(corrected["facility_name"], "Norhal Prison")
        self.assertEqual(corrected["rank"], "preferred")
        self.assertEqual(self.json("show", discarded)["amended"], "discarded")
        self.assertEqual(self.json("review")["pointless"], [])
        self.assertRebuilds()

    def test_what_is_read_again_keeps_the_id_that_it_had(self):
        """An earlier release made ids otherwise."""
        with closing(sqlite3.connect(self.store)) as db, db:
            db.execute("UPDATE mention SET "
                       "public_id = printf('m%010d', 9000 + id)")
            db.execute("UPDATE claim SET "
                       "public_id = printf('c%010d', 9000 + id)")
        self.succeed("rebuild")
        self.assertIn("3 versions read again, 0 otherwise",
                      self.succeed("reextract"))
        self.learn()
        changed = self.figure(300)["mention"]
        self.assertIn(f'~ {changed} "300"',
                      self.succeed("reextract", "--apply"))
        self.assertEqual(self.rows(
            "SELECT count(*) FROM mention WHERE public_id NOT LIKE 'm000%'"
            " UNION ALL SELECT count(*) FROM claim"
            " WHERE public_id NOT LIKE 'c000%'"), [(0,), (0,)])
        now = self.figure(300)
        self.assertEqual((now["mention"], now["facility_name"]),
                         (changed, "Norhal Prison"))

    def test_finds_a_mention_again_by_its_words(self):
        """An older extractor took it for another metric: another id."""
        with closing(sqlite3.connect(self.store)) as db, db:
            db.execute("UPDATE mention SET metric = 'injured', "
                       "public_id = 'm0000000000' WHERE value_low = 300")
        self.succeed("rebuild")
        self.review("correct", "m0000000000", "value=330")
        self.succeed("review", "note", "m0000000000", "Odd.")
        out = self.succeed("reextract", "--apply")
        self.assertRegex(out, r'\+ m\w+ "300"')
        self.assertIn('- m0000000000 "300"', out)
        self.assertNotEqual(self.figure(330)["mention"], "m0000000000")
        self.assertEqual(self.json("review")["pointless"], [])


if __name__ == "__main__":
    unittest.main()
