"""Several programs at one store: nobody is turned away, and whatever is killed
leaves a store that verify passes."""
import random
import signal
import threading
import time
import unittest

from review_test import COUNCIL, Reviewing, line

SECONDS = 6


class Several(Reviewing):
    def texts(self, first, n):
        return {f"t{i}": (f"Outlet {i % 5}", f"2025-04-{1 + i % 28:02}",
                          f"{COUNCIL} said on Monday that {100 + i} people "
                          "were killed at Norhal Prison in Ilvo. Report "
                          f"number {i} of the day was short.")
                for i in range(first, first + n)}

    def test_at_once_turn_nobody_away(self):
        figure = self.figure(300)["id"]
        until = time.monotonic() + SECONDS
        wrong, done = [], {}

        def repeat(name, call):
            while time.monotonic() < until:
                process = self.run_program(*call(done.get(name, 0)))
                done[name] = done.get(name, 0) + 1
                if process.status:
                    wrong.append((name, process.err))

        def load(n):
            return "import", self.write(f"load{n}.jsonl", "".join(
                self.one_line(*t) for t in self.texts(20 * n, 20).items()))

        calls = {
            "import": load,
            "note": lambda n: ("review", "note", figure, f"Note {n}."),
            "rebuild": lambda n: ("rebuild",),
            "history": lambda n: ("history", "killed", "--json"),
            "digest": lambda n: ("digest",),
            "search": lambda n: ("search", "prison"),
        }
        threads = [threading.Thread(target=repeat, args=item)
                   for item in calls.items()]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(wrong, [])
        self.assertEqual(sorted(done), sorted(calls))
        self.assertRebuilds()
        self.succeed("verify")

    def one_line(self, name, text):
        return line(name, *text)

    def test_that_are_killed_leave_a_sound_store(self):
        queue = self.queue()
        first = self.succeed("review", "merge", queue["Nurhal Prison"]["id"],
                             queue["Norhal Prison"]["id"], "--why=x")
        self.succeed("review", "undo", first.split()[1], "--why=x")
        self.write("load.jsonl", "".join(
            self.one_line(*t) for t in self.texts(0, 60).items()))
        started = time.monotonic()
        self.succeed("rebuild")
        whole = time.monotonic() - started
        calls = [
            ("import", "load.jsonl"),
            ("review", "merge", queue["Nurhal Prison"]["id"],
             queue["Norhal Prison"]["id"], "--why=x"),
            ("review", "note", queue["Norhal Prison"]["id"], "A note."),
            ("backup", "copy.db"),
            ("reextract", "--apply"),
        ]
        for call in calls * 2:
            with self.start(*call) as process:
                time.sleep(random.uniform(0, 1.2 * whole))
                process.send_signal(signal.SIGKILL)
                process.communicate()
            self.succeed("verify")
        self.succeed("import", "load.jsonl")
        (self.folder / "copy.db").unlink(missing_ok=True)
        self.succeed("backup", "copy.db")
        self.assertRebuilds()


if __name__ == "__main__":
    unittest.main()
