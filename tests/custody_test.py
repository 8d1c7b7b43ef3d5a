"""The custody log names what was touched; backup makes a whole copy."""
import re
import sqlite3
import threading
import unittest
from contextlib import closing

from review_test import Reviewing


class Log(Reviewing):
    def setUp(self):
        super().setUp()
        self.dispute = None
        self.merge_prisons()
        self.review("resolve", self.disputes()[0]["id"])

    def verify(self):
        done = self.run_program("verify")
        return done.status, done.out

    def touch(self, sql):
        with closing(sqlite3.connect(self.store)) as db, db:
            db.execute("PRAGMA ignore_check_constraints = ON")
            db.execute(sql)

    def test_has_an_entry_for_all_that_matters(self):
        status, out = self.verify()
        self.assertEqual(status, 0, out)
        self.assertRegex(out, r"custody log: 5 entries, head [0-9a-f]{64}")

    def test_names_the_entry_that_was_touched(self):
        for sql, named in (
                ("UPDATE version SET title = 'x' WHERE id = 2",
                 "entry 2 .version 2"),
                ("UPDATE mention SET value_low = 7 WHERE version = 3",
                 "entry 3 .version 3"),
                ("UPDATE decision SET why = 'because' WHERE id = 1",
                 "entry 4 .decision 1"),
                ("UPDATE custody SET at = 5 WHERE id = 1",
                 "entry 1 .version 1"),
                ("DELETE FROM custody WHERE id = 2", "entry 3 "),
                ("INSERT INTO decision SELECT 9, 'r9', kind, target, other, "
                 "value, who, at, why, version, anchor, undoes FROM decision "
                 "WHERE id = 2", "decision r9: nothing tells")):
            kept = self.store.read_bytes()
            self.touch(sql)
            status, out = self.verify()
            self.assertRegex(out, "custody log: " + named)
            self.assertEqual(status, 1)
            for name in "tallybook.db-wal", "tallybook.db-shm":
                (self.folder / name).unlink(missing_ok=True)
            self.store.write_bytes(kept)
        self.assertEqual(self.verify()[0], 0)

    def test_goes_on_through_reextract_and_rebuild(self):
        self.write("facilities.yaml", "- key: norhal\n  kind: prison\n"
                   "  names:\n    - {text: Norhal Prison}\n")
        self.succeed("reextract", "--apply")
        self.succeed("rebuild")
        status, out = self.verify()
        self.assertEqual(status, 0, out)
        self.assertIn("custody log: 6 entries", out)
        self.touch("UPDATE mention SET value_low = 8 WHERE since = 2")
        self.assertRegex(self.verify()[1], "entry 6 .reading 2")


class Backup(Reviewing):
    def test_is_a_store_with_all_that_was_there(self):
        self.succeed("backup", "copy.db")
        before = self.succeed("history", "killed", "--json")
        self.write("tallybook.yaml", "store: copy.db\n")
        self.assertEqual(self.succeed("history", "killed", "--json"), before)
        self.succeed("verify")

    def test_overwrites_nothing(self):
        self.write("copy.db", "mine")
        self.assertFails(78, "there already", "backup", "copy.db")
        self.assertEqual((self.folder / "copy.db").read_text(), "mine")
        self.assertFails(74, "no/such", "backup", "no/such/copy.db")

    def test_is_whole_while_others_write(self):
        stop = threading.Event()
        wrong = []

        def write():
            n = 0
            while not stop.is_set():
                n += 1
                done = self.run_program("review", "note",
                                        self.figure_id, f"Note {n}.")
                if done.status:
                    wrong.append(done.err)

        self.figure_id = self.figure(300)["id"]
        thread = threading.Thread(target=write)
        thread.start()
        try:
            for i in range(4):
                self.succeed("backup", f"copy{i}.db")
        finally:
            stop.set()
            thread.join()
        self.assertEqual(wrong, [])
        for i in range(4):
            self.write("tallybook.yaml", f"store: copy{i}.db\n")
            self.assertTrue(re.search("all agree", self.succeed("verify")))


if __name__ == "__main__":
    unittest.main()
