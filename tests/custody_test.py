"""The custody log names what was touched; backup makes a whole copy."""
import fcntl
import re
import shutil
import sqlite3
import threading
import unittest
from contextlib import closing

import old_store
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

    def said_in(self, name):
        self.write("other/tallybook.yaml", f"store: {self.folder / name}\n")
        return self.succeed("history", "killed", "--json", "--config=other")

    def test_takes_the_place_of_an_earlier_copy(self):
        """As a cron job makes one each night."""
        copy = self.folder / "copy.db"
        self.succeed("backup", copy)
        copy.chmod(0o600)
        (self.folder / "link.db").symlink_to(copy)
        before = self.said_in("copy.db")
        self.review("correct", self.figure(300)["mention"], "value=310")
        self.assertEqual(self.said_in("copy.db"), before)
        self.succeed("backup", "link.db")
        self.assertEqual(self.said_in("copy.db"),
                         self.succeed("history", "killed", "--json"))
        self.assertEqual(copy.stat().st_mode & 0o777, 0o600)
        self.assertTrue((self.folder / "link.db").is_symlink())
        self.assertEqual(list(self.folder.glob("copy.db.part*")), [])
        self.succeed("backup", copy)  # nothing is new
        self.write("empty.db", "")
        self.succeed("backup", "empty.db")

    def test_takes_the_place_of_a_copy_from_before_an_upgrade(self):
        old_store.make(self.folder / "copy.db", 13, self.store)
        self.succeed("backup", "copy.db")
        self.said_in("copy.db")

    def test_overwrites_nothing_else(self):
        self.write("copy.db", "mine")
        (self.folder / "folder.db").mkdir()
        with closing(sqlite3.connect(
                self.folder / "other.db")) as db, db:
            db.execute("CREATE TABLE mine (x)")
        for name in "copy.db", "other.db":
            before = (self.folder / name).read_bytes()
            self.assertFails(73, f"{name} is there and is no copy of a store",
                             "backup", name)
            self.assertEqual((self.folder / name).read_bytes(), before)
        self.assertFails(73, "no regular file", "backup", "folder.db")
        self.assertFails(73, "the store itself", "backup", self.store)
        (self.folder / "hard.db").hardlink_to(self.store)
        self.assertFails(73, "the store itself", "backup", "hard.db")
        self.assertFails(73, "no/such", "backup", "no/such/copy.db")

    def test_does_not_replace_what_only_the_copy_has(self):
        """The store was lost, and begun anew; or an old one was restored."""
        self.succeed("backup", "old.db")
        self.review("correct", self.figure(300)["mention"], "value=310")
        self.succeed("backup", "copy.db")
        copy = (self.folder / "copy.db").read_bytes()
        old_store.remove(self.store)
        shutil.copy(self.folder / "old.db", self.store)
        self.assertFails(73, "has what this store has not", "backup",
                         "copy.db")
        self.import_texts({"a9": ("Wire", "2025-03-02", "It rains in Ilvo.")})
        self.assertFails(73, "has what this store has not", "backup",
                         "copy.db")
        old_store.remove(self.store)
        self.import_texts({"a9": ("Wire", "2025-03-02", "It rains in Ilvo.")})
        self.assertFails(73, "has what this store has not", "backup",
                         "copy.db")
        self.assertEqual((self.folder / "copy.db").read_bytes(), copy)
        self.assertFalse((self.folder / "copy.db.part").exists())

    def test_leaves_a_copy_that_somebody_works_in(self):
        self.succeed("backup", "copy.db")
        (self.folder / "copy.db-wal").write_bytes(b"x")
        self.assertFails(73, "not closed", "backup", "copy.db")

    def test_is_made_by_one_at_a_time(self):
        with open(self.folder / "copy.db.part", "w") as part:
            fcntl.flock(part, fcntl.LOCK_EX)
            self.assertFails(75, "another backup", "backup", "copy.db")
        self.succeed("backup", "copy.db")
        self.said_in("copy.db")

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
