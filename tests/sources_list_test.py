"""sources: what is collected from, and what does not work, as the administrator
is told of it there and in the digest."""
import json
import unittest

from collecting import DAY, Runs
from program import Page


class Sources(Runs):
    def listed(self):
        return {row["key"]: row for row in json.loads(
            self.succeed("sources", "--json"))["sources"]}

    def states(self):
        return {key: row["state"] for key, row in self.listed().items()}

    def line(self, key):
        line, = [line for line in self.succeed("sources").splitlines()
                 if f" {key} " in line]
        return line

    def age(self, seconds):
        """As if all of it had been that long ago."""
        self.change("UPDATE item SET last_try = last_try - ?1, "
                    "due = due - ?1", seconds)
        self.change("UPDATE version SET fetched = fetched - ?1", seconds)


class Listing(Sources):
    def test_shows_what_is_to_be_collected_before_anything_was(self):
        self.point("south", "https://south.example/feed")
        self.point("north", "https://north.example/feed")
        self.assertEqual(self.states(), {"north": "wait", "south": "wait"})
        self.assertRegex(self.line("north"), r"^wait .* never ")
        self.assertIn("north,wait", self.succeed("sources", "--csv"))
        self.assertFalse(self.store.exists())
        self.store.touch()  # as when the disk was full
        self.assertEqual(self.states(), {"north": "wait", "south": "wait"})
        self.write("sources.yaml", "[]\n")
        self.assertIn("sources add URL", self.succeed("sources"))
        self.write("sources.yaml", "- key: [\n")
        self.assertFails(78, "sources.yaml", "sources")
        (self.folder / "tallybook.yaml").unlink()
        self.assertFails(78, "tallybook init", "sources")

    def test_shows_what_was_added_since_the_last_run(self):
        self.add_source("south", 1)
        self.collect()
        self.point("north", "https://north.example/feed")
        self.assertEqual(self.states(), {"north": "wait", "south": "ok"})

    def test_counts_what_was_new_within_a_week(self):
        self.add_source("north", 2)
        self.collect()
        self.assertRegex(self.line("north"), r" 2 +2$")
        self.age(8 * DAY)
        self.assertRegex(self.line("north"), r" - +-$")
        row = self.listed()["north"]
        self.assertEqual((row["n_articles"], row["n_figures"]), (2, 2))

    def test_tells_what_is_paused_or_no_more_there_apart(self):
        for key in "east", "north", "south":
            self.point(key, f"{self.server.url}/none")
        self.assertEqual(self.run_program("collect").status, 75)
        self.assertIn("3 of 3 sources failed", self.succeed("digest"))
        self.sources["north"] += "  paused: true\n"
        del self.sources["south"]
        self.add_source("east", 1)
        self.assertEqual(self.states(), {
            "east": "wait", "north": "off", "south": "out"})
        self.collect()
        self.assertEqual(self.states(), {
            "east": "ok", "north": "off", "south": "out"})
        self.assertRegex(self.line("north"), "paused in sources.yaml$")
        self.assertRegex(self.line("south"), "in sources.yaml no more$")
        out = self.succeed("digest")
        self.assertNotIn("failed", out)
        self.assertIn("1 of 1 source", out)
        self.point("south", f"{self.server.url}/none")
        self.assertEqual(self.run_program("collect", "--all").status, 75)
        self.assertEqual(self.states()["south"], "fail")


class Named(Sources):
    def test_a_source_is_collected_as_people_type_its_key(self):
        self.add_source("north-wire", 1)
        self.add_source("north_wire", 2)
        self.assertIn("/north-wire.xml", self.collect("North-Wire"))
        self.assertIn("/north_wire.xml", self.collect("north_wire"))
        self.assertFails(66, "did you mean north-wire", "collect",
                         "nort-wire")
        self.assertFails(66, "tallybook sources. lists them", "collect",
                         "xyzzyx")


class Unread(Sources):
    """Pages that a source lists and that cannot be had."""

    def fail(self, *pages, status):
        for page in pages:
            self.server.pages[page] = Page("no", status=status)

    def again(self):
        self.change("UPDATE item SET due = 1 WHERE due IS NOT NULL")
        self.collect()

    def test_that_fail_again_and_again_are_told(self):
        for status, words in ((404, "404"), (500, "500"), (403, "403")):
            with self.subTest(status=status):
                self.add_source("north", 3)
                self.fail("/north-1", status=status)
                self.collect()
                self.assertEqual(self.listed()["north"]["n_unread"], 0)
                self.again()
                row = self.listed()["north"]
                self.assertEqual((row["state"], row["n_unread"]), ("ok", 1))
                self.assertIn("/north-1", row["unread_url"])
                self.assertRegex(self.line("north"),
                                 f"1 page could not be read; the last: .*"
                                 f"{words}.*/north-1")
                out = self.succeed("digest")
                self.assertRegex(" ".join(out.split()),
                                 "1 page could not be read; the last: .*"
                                 f"{words}.*/north-1")
                told = json.loads(self.succeed(
                    "digest", "--json", "--since=2020-01-01"))
                self.assertEqual([s["key"] for s in
                                  told["sources_with_unread"]], ["north"])
                self.assertEqual(told["sources_failing"], [])
                self.assertIn("1 page could not be read", self.succeed(
                    "digest", "--html", "--since=2020-01-01"))
                self.assertIn("1 page could not be read", self.succeed(
                    "sources", "check", "north"))
                self.store.unlink()

    def test_of_many_sources_are_told_in_sum_in_the_digest(self):
        for i in range(8):
            self.add_source(f"s{i}", 2)
            self.fail(f"/s{i}-1", status=410)
        self.collect()
        out = self.succeed("digest", "--peek")
        self.assertEqual(out.count("1 page could not be read"), 5)
        self.assertIn("3 pages of 3 more sources could not be read: tallybook "
                      "sources", " ".join(out.split()))
        self.assertIn("3 pages of 3 more", self.succeed(
            "digest", "--html", "--peek"))
        told = json.loads(self.succeed("digest", "--json"))
        self.assertEqual(len(told["sources_with_unread"]), 8)
        self.assertEqual(self.succeed("sources").count("1 page could"), 8)

    def test_that_are_gone_at_once_are_told_when_they_are_given_up(self):
        self.add_source("north", 2)
        self.fail("/north-1", status=410)
        self.collect()
        self.assertRegex(self.line("north"), "^ok .*1 page could.*/north-1")

    def test_are_told_no_more_when_they_can_be_read(self):
        self.add_source("north", 1)
        page = self.server.pages["/north-0"]
        self.fail("/north-0", status=500)
        self.collect()
        self.again()
        self.assertRegex(self.line("north"), "^look .*1 page could")
        self.server.pages["/north-0"] = page
        self.again()
        self.assertRegex(self.line("north"), "^ok .*1$")
        self.assertNotIn("could not be read", self.succeed("digest"))

    def test_of_long_ago_are_told_no_more(self):
        self.add_source("north", 2)
        self.fail("/north-1", status=410)
        self.collect()
        self.assertIn("1 page could not be read", self.succeed("digest"))
        self.age(8 * DAY)
        self.assertNotIn("could not be read", self.succeed("sources"))
        self.assertNotIn("could not be read", self.succeed("digest"))

    def test_that_were_read_before_are_removed_and_not_unread(self):
        self.add_source("north", 1)
        self.collect()
        self.fail("/north-0", status=404)
        self.again()
        self.again()
        self.assertEqual(self.count("version"), 2)
        self.assertEqual(self.states(), {"north": "ok"})
        self.assertNotIn("could not be read", self.succeed("sources"))


if __name__ == "__main__":
    unittest.main()
