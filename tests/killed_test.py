"""Each command that writes is killed between changes that it makes to files,
all over its work. It has done nothing or all; what it leaves is sound; and done
again, it comes to what it comes to when nobody kills it."""
import contextlib
import json
import os
import random
import shutil
import sqlite3
import unittest

from program import at_moment, changes_of, is_killed_at, needs_faketime
from reextract_test import FACILITIES
from review_test import COUNCIL, Reviewing, line

# How often each is killed; as often as it makes changes is every one.
KILLS = int(os.environ.get("TALLYBOOK_KILLS", "5"))
N_TEXTS = 40

WHY = ("--why=x",)


def texts(first, n):
    return "".join(
        line(f"t{i}", f"Outlet {i % 5}", f"2025-04-{1 + i % 28:02}",
             f"{COUNCIL} said on Monday that {100 + i} people were killed at "
             f"Norhal Prison in Ilvo. Report number {i} of the day was short.")
        for i in range(first, first + n))


@needs_faketime
class Killed(Reviewing):
    def setUp(self):
        super().setUp()
        self.store.unlink()
        self.env = at_moment(self.env, "2026-05-01 10:00:00")
        self.succeed("import", self.folder / "texts.jsonl",
                     self.write("base.jsonl", texts(0, N_TEXTS)))
        self.succeed("digest")
        self.merged = self.merge_prisons()
        # The clock stands still, so that what is made again is the same.
        self.env = at_moment(self.env, "2026-05-02 10:00:00")
        self.write("more.jsonl", texts(N_TEXTS, N_TEXTS))
        for name in "tallybook.yaml", "learned/tallybook.yaml":
            self.write(name, f"store: {self.store}\nreader: ana\n")
        self.write("learned/facilities.yaml", FACILITIES)
        self.base = self.folder / "base.db"
        self.succeed("backup", self.base)

    def commands(self):
        """Each command, and whether it may have done a part of its work."""
        queue, mention = self.queue(), self.figure(300)["mention"]
        return [
            (("import", "more.jsonl"), True),
            (("rebuild",), False),
            (("reextract", "--apply", "--quiet", "--config=learned"), False),
            (("backup", "copy.db"), False),
            (("digest",), False),
            (("review", "merge", queue["Sundra Relief Counsel"]["id"],
              queue["Sundra Relief Council"]["id"], *WHY), False),
            (("review", "correct", mention, "value=330", *WHY), False),
            (("review", "discard", mention, *WHY), False),
            (("review", "resolve", self.disputes()[0]["id"], *WHY), False),
            (("review", "undo", self.merged, *WHY), False),
            (("review", "note", mention, "A note."), False),
        ]

    def restore(self):
        for file in self.folder.glob("tallybook.db*"):
            file.unlink()
        for file in self.folder.glob("copy.db*"):
            file.unlink()
        shutil.copy(self.base, self.store)

    # All that the store holds, but for row numbers.
    TOLD = (
        "SELECT kind, key, content FROM derived_content ORDER BY 1, 2",
        "SELECT v.public_id, v.change, v.last_seen, count(m.id) FROM version v "
        "LEFT JOIN mention_now m ON m.version = v.id GROUP BY v.id ORDER BY 1",
        "SELECT at, kind, figure, other, claim, dispute, version, facility, "
        "words FROM event_shown ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9",
        "SELECT id, kind, target, other, value, who, at, why, undone_by "
        "FROM decision_shown ORDER BY 1",
        "SELECT public_id, kind, cause, state, reason FROM dispute "
        "ORDER BY 1",
        "SELECT d.public_id, h.at, h.state, h.reason FROM dispute_history h "
        "JOIN dispute d ON d.id = h.dispute ORDER BY 1, 2, 3, 4",
        "SELECT * FROM reading ORDER BY 1",
    )

    def told(self):
        with contextlib.closing(sqlite3.connect(self.store)) as db:
            return [db.execute(query).fetchall() for query in self.TOLD]

    def assertSound(self):
        self.succeed("verify")
        copy = self.folder / "copy.db"
        if copy.exists():
            self.write("copied/tallybook.yaml", f"store: {copy}\n")
            self.succeed("verify", "--config=copied")

    def undisturbed(self, call):
        """What it says, what was and is told, and how many changes it makes."""
        self.restore()
        before = self.told()
        changes, out = changes_of(self, *call)
        self.assertRebuilds()
        return out, before, self.told(), changes

    def finish(self, call, done):
        """Again, where it must be said again."""
        if call[0] == "backup":
            (self.folder / "copy.db").unlink(missing_ok=True)
        if not done or call[0] not in ("review", "digest"):
            self.succeed(*call)

    def moments(self, changes):
        """Each of as many stretches of the work has one."""
        n = min(KILLS, changes)
        return [random.randint(changes * i // n + 1, changes * (i + 1) // n)
                for i in range(n)]

    def assertKilledIsAsDone(self, call, partly):
        out, before, after, changes = self.undisturbed(call)
        for moment in self.moments(changes):
            self.restore()
            said = is_killed_at(self, moment, *call)
            self.assertSound()
            found = self.told()
            # These two are what a rebuild comes to.
            if found not in (before, after):
                self.assertTrue(partly, f"a part is done at change {moment}")
                self.assertRebuilds()
            done = found == after != before
            if done and call[0] == "digest":
                self.assertEqual(said, out)
            self.finish(call, done)
            self.assertEqual(self.told(), after, f"killed at {moment}")

    def test_leaves_a_sound_store_and_is_done_by_the_next(self):
        for call, partly in self.commands():
            with self.subTest(" ".join(call)):
                self.assertKilledIsAsDone(call, partly)


if __name__ == "__main__":
    unittest.main()
