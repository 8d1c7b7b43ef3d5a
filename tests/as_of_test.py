"""--as-of: what was known when, and nothing that came later."""
import sqlite3
import time
import unittest
from contextlib import closing

from review_test import Reviewing


class AsOf(Reviewing):
    """Each text is fetched on the day on which it was published."""

    def setUp(self):
        super().setUp()
        with closing(sqlite3.connect(self.store)) as db, db:
            db.execute("UPDATE version SET fetched = published + 3600")
            db.execute("UPDATE document SET first_read = (SELECT min(fetched) "
                       "FROM version WHERE document = document.id)")
        self.succeed("rebuild")

    def known(self, day):
        return sorted(s["figure"]["value_low"] for s in self.json(
            "history", "killed", f"--as-of={day}")["statements"])

    def test_shows_what_had_been_read_by_the_end_of_the_day(self):
        self.assertEqual(self.known("2025-03-01"), [120])
        self.assertEqual(self.known("2025-03-02"), [120, 300])
        self.assertEqual(self.known("2025-03"), [120, 120, 300])
        done = self.run_program("history", "killed", "--as-of=2025-02-28")
        self.assertEqual(done.status, 1)
        self.assertIn("As of 2025-03-02", self.succeed(
            "history", "killed", "--as-of", "2025-03-02"))

    def test_leaves_the_store_as_it_is(self):
        before = self.succeed("history", "killed")
        self.store.chmod(0o444)
        self.known("2025-03-01")
        self.assertEqual(self.succeed("history", "killed"), before)

    def test_knows_no_decision_that_was_made_later(self):
        self.merge_prisons()
        dispute = self.disputes()[0]["id"]
        then = time.time()
        while time.time() < then + 1.1:
            time.sleep(0.1)
        between = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        while time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()) == between:
            time.sleep(0.1)
        self.review("resolve", dispute)
        self.assertEqual(self.disputes()[0]["state"], "resolved")
        self.assertEqual([d["state"] for d in self.json(
            "disputes", "--as-of=" + between)["disputes"]], ["open"])
        self.assertEqual(
            self.json("disputes", "--as-of=2025-03-03")["disputes"], [])
        self.assertIn("open", self.succeed("disputes", "show", dispute,
                                           "--as-of", between))

    def test_of_a_digest_is_that_day(self):
        out = self.succeed("digest", "--as-of=2025-03-02")
        self.assertIn("300", out)
        self.assertNotIn("Counsel", out)
        self.assertNotIn("Relief Council: 120", out)
        self.assertIn("300", self.succeed("digest"))
        self.assertIn("Sunday, 2 March 2025", out)
        self.assertIn("Sunday, 2 March 2025", self.succeed(
            "digest", "--html", "--since=2025-03-02", "--until=2025-03-02"))

    def test_shows_nothing_that_was_not_there(self):
        figure = self.figure(300)
        self.assertFails(66, "nothing has", "show", figure["id"],
                         "--as-of=2025-03-01")
        self.assertIn("300", self.succeed("show", figure["id"],
                                          "--as-of=2025-03-02"))

    def test_wants_a_date(self):
        self.assertFails(64, "no date", "disputes", "--as-of=yesterday")


if __name__ == "__main__":
    unittest.main()
