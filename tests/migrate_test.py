"""A store of an older schema is brought up to date, also when that is killed;
one of a newer schema is refused."""
import hashlib
import pathlib
import re
import signal
import sqlite3
import subprocess
import time
import unittest
from contextlib import closing

from program import ROOT, Case

MIGRATIONS = sorted((ROOT / "store/sqlite").glob("*.sql"))
APPLICATION_ID = 0x54616c79
TEXT = "The Harbour Office said on Monday that 40 people were killed."
SHA = hashlib.sha256(TEXT.encode()).hexdigest()

# A store as one of schema 7 was: an article with one figure.
ROWS = f"""
INSERT INTO source (public_id, key, name, kind, unnamed, root) VALUES
    ('s1', '', 'Kelmar Wire', 'media_outlet', 0, 's1'),
    ('s2', '', 'Harbour Office', 'unknown', 0, 's2');
INSERT INTO document (public_id, address, url, publisher, translated_from,
    first_read, checked) VALUES ('d1', 'https://wire.example/1',
    'https://wire.example/1', 1, '', 1740000000, 1740000000);
UPDATE document SET story = id;
INSERT INTO version VALUES (1, 'v1', 1, 'first', '', 1740000000, 1740000000,
    1740000000, 5, 0, 0, 0, '', '', 'en', 'A title', '', '', '{TEXT}', '{SHA}',
    {len(TEXT)}, '{SHA}', x'', '', 0, 0, '1', NULL, '');
INSERT INTO mention VALUES (1, 'm1', 1, 39, 41, 39, 41, 0, {len(TEXT)}, 19, 23,
    '40', '{TEXT}', 40, 40, 'exact', 'people', 'killed', 'killed', '',
    'person', 'unknown', 'occurred', 'affirmed', 'unstated', 'indirect', NULL,
    '', '', '', '', '', 2, 1, NULL, NULL, 90);
INSERT INTO figure (public_id, origin, attributed, metric, family, unit,
    measure, modality, basis, population, place, place_path, value_low,
    value_high, qualifier, stated, period_start, period_end, as_of, base,
    status, n_mentions, n_publishers, first_read, said, said_precision, best)
    VALUES ('f1', 2, 1, 'killed', 'casualties', 'person', 'unknown',
    'occurred', 'unstated', '', '', '/', 40, 40, 'exact', 40, '', '', '', '',
    'reported', 1, 1, 1740000000, 1740000000, 5, 1);
INSERT INTO figure_mention (mention, figure) VALUES (1, 1);
"""


def number(path):
    """The schema that a migration leads to."""
    return int(path.name[:4])


class Migrate(Case):
    def old(self, n, rows=""):
        """A store as it was at schema n; rows are those of schema 7."""
        self.store.unlink(missing_ok=True)
        for tail in "-wal", "-shm":
            pathlib.Path(f"{self.store}{tail}").unlink(missing_ok=True)
        with closing(sqlite3.connect(self.store)) as db, db:
            for path in MIGRATIONS:
                if number(path) > n:
                    break
                # Only the program has the tokenizer: it is named afterwards.
                db.executescript(path.read_text().replace(
                    "'tallybook'", "'unicode61'"))
                if number(path) == 7:
                    db.executescript(rows)
            db.execute("PRAGMA writable_schema = ON")
            db.execute("UPDATE sqlite_schema SET sql = "
                       "replace(sql, 'unicode61', 'tallybook')")
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            db.execute(f"PRAGMA user_version = {n}")

    def version(self):
        with closing(sqlite3.connect(self.store)) as db:
            return db.execute("PRAGMA user_version").fetchone()[0]

    def test_of_every_older_schema_keeps_what_there_was(self):
        for n in map(number, MIGRATIONS[:-1]):
            with self.subTest(schema=n):
                self.old(n, ROWS)
                self.succeed("rebuild")
                self.assertEqual(self.version(), number(MIGRATIONS[-1]))
                self.succeed("verify")
                self.succeed("rebuild", "--check")
                if n >= 7:
                    self.assertIn("40", self.succeed("history", "killed"))
                    self.assertIn("Harbour Office",
                                  self.succeed("show", "m1"))

    def test_keeps_what_there_was(self):
        self.old(7, ROWS)
        self.assertFails(65, "older tallybook", "history", "killed")
        self.succeed("rebuild")
        self.assertIn("40", self.succeed("history", "killed"))
        self.assertIn("Harbour Office", self.succeed("show", "m1"))
        self.assertIn("all agree", self.succeed("verify"))

    def test_that_is_killed_is_done_by_the_next(self):
        self.old(7, ROWS)
        started = time.monotonic()
        self.succeed("rebuild")
        whole = time.monotonic() - started
        for i in range(5):
            self.old(7, ROWS)
            with self.start("rebuild") as process:
                time.sleep(whole * i / 5)
                process.send_signal(signal.SIGKILL)
                process.communicate()
            self.assertIn(self.version(), (7, number(MIGRATIONS[-1])))
            self.succeed("rebuild")
            self.assertIn("all agree", self.succeed("verify"))

    def test_its_number_is_that_of_its_file(self):
        self.assertEqual(list(map(number, MIGRATIONS)),
                         list(range(1, len(MIGRATIONS) + 1)))
        for names, wrong in ((("0001-a", "0003-b"), "0003-b.sql"),
                             (("0001-a", "0001-b"), "0001-b.sql"),
                             (("0002-a",), "0002-a.sql")):
            paths = [self.write(f"{name}.sql", "SELECT 1;\n")
                     for name in names]
            made = subprocess.run(
                ["awk", "-v", "table=migration", "-v", "whole=1", "-f",
                 ROOT / "tools/sql2h.awk", *paths],
                capture_output=True, encoding="utf-8")
            self.assertNotEqual(made.returncode, 0)
            self.assertIn(wrong + ": expected 000", made.stderr)

    def test_of_a_newer_schema_is_refused(self):
        self.old(7, ROWS)
        self.succeed("rebuild")
        with closing(sqlite3.connect(self.store)) as db, db:
            db.execute(f"PRAGMA user_version = {number(MIGRATIONS[-1]) + 1}")
        before = self.store.read_bytes()
        for command in (("rebuild",), ("history", "killed"), ("verify",),
                        ("reextract",)):
            self.assertFails(65, "newer", *command)
        self.assertEqual(self.store.read_bytes(), before)
        self.assertTrue(re.search("newer", self.run_program("digest").err))


if __name__ == "__main__":
    unittest.main()
