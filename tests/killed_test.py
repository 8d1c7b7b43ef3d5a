"""Each command that writes is killed at moments all over the time that it takes
when it is left alone. It has done nothing or all; what it leaves is sound; and
done again, it comes to what it comes to when nobody kills it."""
import contextlib
import json
import os
import random
import shutil
import signal
import sqlite3
import time
import unittest

from program import at_moment, needs_faketime
from reextract_test import FACILITIES
from review_test import COUNCIL, Reviewing, line

# How often each is killed; more is a better test and takes longer.
KILLS = int(os.environ.get("TALLYBOOK_KILLS", "3"))
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

    def told(self):
        """All that the store says, but for when it was written."""
        with contextlib.closing(sqlite3.connect(self.store)) as db:
            derived = db.execute("SELECT kind, key, content FROM "
                                 "derived_content ORDER BY 1, 2").fetchall()
            read = db.execute("SELECT v.public_id, count(m.id) FROM version v "
                              "LEFT JOIN mention_now m ON m.version = v.id "
                              "GROUP BY v.id ORDER BY 1").fetchall()
        return {"derived": derived, "read": read,
                **{" ".join(q): self.json(*q) for q in (
                    ("disputes",), ("digest", "--peek"), ("review", "log"))}}

    def assertSound(self):
        self.succeed("verify")
        self.assertRebuilds()
        copy = self.folder / "copy.db"
        if copy.exists():
            self.write("copied/tallybook.yaml", f"store: {copy}\n")
            self.succeed("verify", "--config=copied")

    def kill(self, call, seconds):
        """Whether it was still at work, and what it had said."""
        with self.start(*call) as process:
            time.sleep(seconds)
            process.send_signal(signal.SIGKILL)
            out = process.communicate()[0]
        return process.returncode == -signal.SIGKILL, out

    def undisturbed(self, call):
        """What it says, what it comes to, and how long it takes."""
        self.restore()
        before = self.told()
        started = time.monotonic()
        out = self.succeed(*call)
        whole = time.monotonic() - started
        return out, before, self.told(), whole

    def finish(self, call, done):
        """Again, where it must be said again."""
        if call[0] == "backup":
            (self.folder / "copy.db").unlink(missing_ok=True)
        if not done or call[0] not in ("review", "digest"):
            self.succeed(*call)

    def assertKilledIsAsDone(self, call, partly):
        out, before, after, whole = self.undisturbed(call)
        caught = 0
        for i in range(KILLS):
            self.restore()
            at_work, said = self.kill(
                call, whole * (i + random.random()) / KILLS)
            caught += at_work
            self.assertSound()
            found = self.told()
            if not partly:
                self.assertIn(found, (before, after))
            done = found == after != before
            if done and call[0] == "digest":
                self.assertEqual(said, out)
            self.finish(call, done)
            self.assertRebuilds()
            self.assertEqual(self.told(), after)
        self.assertGreater(caught, 0)

    def test_leaves_a_sound_store_and_is_done_by_the_next(self):
        for call, partly in self.commands():
            with self.subTest(" ".join(call)):
                self.assertKilledIsAsDone(call, partly)


if __name__ == "__main__":
    unittest.main()
