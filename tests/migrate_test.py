"""A store of an older schema is brought up to date with all it holds, also when
that is killed or the disk is full; one of a newer schema is refused."""
import json
import os
import random
import shutil
import sqlite3
import subprocess
import unittest
from contextlib import closing

import old_store
from old_store import MIGRATIONS, PRESENT, number
from program import (ROOT, Case, changes_of, dying, is_killed_at,
                     needs_preload)
from rich import Rich

# How often each migration is killed; as often as it makes changes is every one.
KILLS = int(os.environ.get("TALLYBOOK_KILLS", "3"))

# It brings the store up to date, and then finds nothing to do.
OPEN = ("review", "note", "m0000000000", "x")

# Tables that came later and are filled from what a store of that schema has.
COMPUTED = {"story_part": 2, "support": 4}

# What a store of an older schema cannot tell: from which one on it can.
UNKNOWN = {
    ("item", "document"): 2,
    ("item", "first_read"): 2,
    ("reading", "version"): 2,
    ("item", "key"): 7,     # its address stands for it: store_migrate_test.c
    ("feed", "full"): 7,
    ("feed", "failure"): 7,
    ("step", "at"): 30,
    ("step", "kept"): 30,
}


def setUpModule():
    Migrating.rich = Rich()
    unittest.addModuleCleanup(Migrating.rich.doCleanups)
    Migrating.rich.setUp()
    Migrating.rich.build()


class Migrating(Case):
    """Old stores have what Rich made, at the stage that their schema knows."""

    def setUp(self):
        super().setUp()
        shutil.copytree(self.rich.folder, self.folder, dirs_exist_ok=True)
        self.env["TALLYBOOK_USER"] = "ana"

    def rich_of(self, n):
        return self.folder / (Rich.READ if n < 11 else Rich.DECIDED if n < 12
                              else Rich.READ_AGAIN)

    def old(self, n):
        """A store as it was at schema n; 0: a file that is not one yet."""
        if n > 0:
            old_store.make(self.store, n, self.rich_of(n))
        else:
            old_store.remove(self.store)
            self.store.touch()

    def use(self, store):
        old_store.remove(self.store)
        shutil.copy(store, self.store)

    def rows(self, query, store=None):
        with closing(sqlite3.connect(store or self.store)) as db:
            return db.execute(query).fetchall()

    def version(self):
        return self.rows("PRAGMA user_version")[0][0]


class Migrate(Migrating):
    def expected(self, n):
        """What the rich store has, and of what schema n does not know, what a
        new store has."""
        known = set(old_store.contents(self.store))
        old_store.make(self.folder / "new.db", PRESENT)
        new = old_store.contents(self.folder / "new.db")
        return {table: rows if table in known or n >= COMPUTED.get(table, 99)
                else new[table]
                for table, rows in
                old_store.contents(self.rich_of(n)).items()}

    def without_unknown(self, n, told):
        hidden = [column for column, since in UNKNOWN.items() if n < since]
        return {table: sorted(({name: value for name, value in row.items()
                                if (table, name) not in hidden}
                               for row in rows), key=repr)
                for table, rows in told.items()}

    def test_keeps_every_row_of_every_table(self):
        for n in range(1, PRESENT + 1):
            with self.subTest(schema=n):
                self.old(n)
                expected = self.without_unknown(n, self.expected(n))
                self.assertRebuilds(n)
                self.assertEqual(self.version(), PRESENT)
                self.assertEqual(self.rows("PRAGMA foreign_key_check"), [])
                found = self.without_unknown(
                    n, old_store.contents(self.store))
                self.assertEqual(list(found), list(expected))
                for table in expected:
                    self.assertEqual(found[table], expected[table], table)
                self.assertIn("all agree", self.succeed("verify"))

    def assertRebuilds(self, n):
        """Of the texts of two schemas nothing had been derived."""
        done = self.run_program("rebuild", "--check")
        self.assertEqual(done.status, int(n in (2, 3)), done.err)
        if n != 2:  # in which nothing is said yet
            self.assertRegex(done.out, "All is as|disputes .* new")

    def questions(self, store):
        """What an analyst may ask of what is in a store."""
        self.use(store)
        told = json.loads(self.succeed("disputes", "--json"))["disputes"]
        self.assertLessEqual({"contradiction", "denial"},
                             {d["kind"] for d in told})
        dispute, = self.rows("SELECT max(public_id) FROM dispute")[0]
        return [("disputes",), ("history", "killed"), ("review",),
                ("review", "log"), ("search", "people were killed"),
                ("show", dispute, "--json")]

    def go_on(self):
        """One more text comes, which sees to the index of words."""
        self.succeed("import", self.write("more.jsonl", json.dumps({
            "id": "more", "url": "https://more.example/", "lang": "en",
            "publisher": "Ostrel Post", "published": "2025-05-01",
            "text": "The road to the coast is open again, and 14 people were "
                    "injured in Halvik, a driver said.\n"})))

    def assertIsWatched(self):
        """A decision that is made now must be in the log."""
        mention, = self.rows("SELECT public_id FROM mention "
                             "WHERE surface = '14'")[0]
        self.succeed("review", "discard", mention, "--why=x")
        self.assertIn("all agree", self.succeed("verify"))
        with closing(sqlite3.connect(self.store)) as db, db:
            db.execute("DELETE FROM custody WHERE id = "
                       "(SELECT max(id) FROM custody)")
        done = self.run_program("verify")
        self.assertIn("nothing tells that it was stored", done.out)

    def test_answers_as_before_and_goes_on(self):
        for stage in Rich.READ, Rich.DECIDED, Rich.READ_AGAIN:
            store = self.folder / stage
            questions = self.questions(store)
            self.go_on()
            expected = [self.succeed(*call) for call in questions]
            for n in range(3, PRESENT + 1):
                if self.rich_of(n) != store:
                    continue
                with self.subTest(schema=n):
                    self.old(n)
                    self.succeed("rebuild")
                    self.go_on()
                    for call, was in zip(questions, expected):
                        self.assertEqual(self.succeed(*call), was)
                    self.assertIsWatched()

    def test_can_be_searched_at_once(self):
        """Before schema 14 no words were indexed."""
        for n in 3, 13:
            with self.subTest(schema=n):
                self.old(n)
                self.run_program(*OPEN)
                self.assertEqual(self.version(), PRESENT)
                done = self.run_program("search", "people were killed")
                self.assertEqual((done.status, done.err), (0, ""))
                self.assertIn("[[people were killed]]", done.out)
                self.assertIn("all agree", self.succeed("verify"))

    def test_cannot_all_be_searched_by_those_who_only_read(self):
        self.old(13)
        self.run_program(*OPEN)
        done = self.run_program("search", "people were killed",
                                **self.as_nobody())
        self.assertEqual((done.status, done.out), (1, ""))
        self.assertRegex(done.err, "not all texts can be searched until the "
                         "next collect: .*cannot be written")

    def test_is_asked_for_by_those_who_only_read(self):
        self.old(7)
        self.assertFails(65, "older tallybook", "history", "killed")
        self.succeed("rebuild")
        self.assertIn("120", self.succeed("history", "killed"))

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
        self.old(PRESENT)
        with closing(sqlite3.connect(self.store)) as db, db:
            db.execute(f"PRAGMA user_version = {PRESENT + 1}")
        before = self.store.read_bytes()
        for command in (("rebuild",), ("history", "killed"), ("verify",),
                        ("reextract",), ("digest",)):
            self.assertFails(65, "newer", *command)
        self.assertEqual(self.store.read_bytes(), before)


@needs_preload
class Interrupted(Migrating):
    def moments(self, changes):
        """Each of as many stretches of the work has one."""
        n = min(KILLS, changes)
        return [random.randint(changes * i // n + 1, changes * (i + 1) // n)
                for i in range(n)]

    def assertWhole(self, n):
        """It is of the one schema or the other; seen in a copy, so that the
        program itself has to find what was left."""
        look = self.folder / "look.db"
        old_store.remove(look)
        for tail in "", "-wal", "-journal":
            left = self.folder / f"{self.store.name}{tail}"
            if left.exists():
                shutil.copy(left, f"{look}{tail}")
        self.assertIn(self.rows("PRAGMA user_version", look)[0][0],
                      (n, PRESENT))
        self.assertEqual(self.rows("PRAGMA integrity_check", look), [("ok",)])

    def test_is_done_by_the_next(self):
        kept = self.folder / "kept.db"
        for n in range(PRESENT):
            self.old(n)
            shutil.copy(self.store, kept)
            changes, _ = changes_of(self, *OPEN, status=66)
            whole = old_store.contents(self.store)
            for moment in self.moments(changes):
                with self.subTest(schema=n, change=moment, of=changes):
                    self.use(kept)
                    is_killed_at(self, moment, *OPEN)
                    self.assertWhole(n)
                    self.run_program(*OPEN)
                    self.assertEqual(self.version(), PRESENT)
                    self.assertEqual(old_store.contents(self.store), whole)

    def test_on_a_full_disk_is_done_when_there_is_room_again(self):
        kept = self.folder / "kept.db"
        for n in 0, 6, 11, 13, PRESENT - 1:
            self.old(n)
            shutil.copy(self.store, kept)
            changes, _ = changes_of(self, *OPEN, status=66)
            whole = old_store.contents(self.store)
            for moment in self.moments(changes):
                with self.subTest(schema=n, change=moment, of=changes):
                    self.use(kept)
                    done = self.run_program(
                        *OPEN, env=dying(self.env, full=moment))
                    self.assertIn(done.status, (66, 74), done.err)
                    if done.status == 74:
                        self.assertRegex(done.err, "is full|No space left")
                    self.assertWhole(n)
                    self.run_program(*OPEN)
                    self.assertEqual(self.version(), PRESENT)
                    self.assertEqual(old_store.contents(self.store), whole)
                    self.assertIn("all agree", self.succeed("verify"))


if __name__ == "__main__":
    unittest.main()
