"""rebuild: what it says, that it mends, and that nobody waits for it."""
import signal
import time
import unittest

from collecting import Collecting


class Rebuild(Collecting):
    def setUp(self):
        super().setUp()
        self.add_source("a", 12)
        self.add_source("b", 12, first=6)
        self.succeed("collect")
        self.before = self.derived()

    def derived(self):
        return {query: self.rows(query) for query in (
            "SELECT kind, key, content FROM derived_content ORDER BY 1, 2",
            "SELECT at, kind, words, version FROM event ORDER BY id",
            "SELECT * FROM figure_mention ORDER BY mention",
            "SELECT dispute, side, figure, claim FROM dispute_side "
            "ORDER BY rowid")}

    def spoil(self):
        with self.database() as db:
            db.execute("UPDATE figure SET status = 'conceded' WHERE id < 4")
            db.execute("DELETE FROM event WHERE id = 2")

    def test_of_what_was_collected_gives_the_same(self):
        out = self.succeed("rebuild")
        self.assertIn("All is as it was.", out)
        self.assertRegex(out, r"(?m)^versions +24$")
        self.assertRegex(out, r"(?m)^figures +\d+$")
        self.assertEqual(self.derived(), self.before)

    def test_says_what_is_otherwise_and_mends_it(self):
        self.spoil()
        spoiled = self.derived()
        done = self.run_program("rebuild", "--check")
        self.assertEqual(done.status, 1, done.err)
        self.assertRegex(done.out, r"(?m)^figures .* 0 gone, 0 new, 3 changed")
        self.assertEqual(self.derived(), spoiled)
        self.assertIn("replaced", self.succeed("rebuild"))
        self.assertEqual(self.derived(), self.before)
        self.succeed("rebuild", "--check")

    def test_that_is_killed_has_done_nothing_or_all(self):
        started = time.monotonic()
        self.succeed("rebuild")
        whole = time.monotonic() - started
        for i in range(10):
            self.spoil()
            spoiled = self.derived()
            with self.start("rebuild") as process:
                time.sleep(whole * i / 9)
                process.send_signal(signal.SIGKILL)
                process.communicate()
            self.assertIn(self.derived(), (spoiled, self.before))
            self.succeed("verify")
        self.succeed("rebuild")
        self.assertEqual(self.derived(), self.before)
        self.assertEqual(self.rows("PRAGMA foreign_key_check"), [])


if __name__ == "__main__":
    unittest.main()
