"""Several programs at one store: nobody is turned away."""
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


if __name__ == "__main__":
    unittest.main()
