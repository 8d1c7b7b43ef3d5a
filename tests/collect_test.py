"""collect, against a server that a test controls."""
import os
import random
import time
import unittest

from collecting import Collecting
from program import SETTINGS, Page

# How often a run is killed; more is a better test and takes longer.
KILLS = int(os.environ.get("TALLYBOOK_KILLS", "8"))


class Collect(Collecting):
    def test_a_run_that_goes_well_is_silent_and_stores_each_article(self):
        self.add_source("north", 3)
        done = self.run_program("collect")
        self.assertEqual((done.out, done.err, done.status), ("", "", 0))
        self.assertEqual(self.count("document"), 3)
        self.assertGreaterEqual(self.count("mention"), 3)

    def test_a_second_run_sends_validators_and_stores_nothing(self):
        self.add_source("north", 3)
        self.give_etags()
        self.succeed("collect")
        before = self.stored()
        self.server.log.clear()
        done = self.run_program("collect")
        self.assertEqual((done.out, done.err, done.status), ("", "", 0))
        self.assertEqual(self.stored(), before)
        again = [entry for entry in self.server.log
                 if entry[0] != "/robots.txt"]
        self.assertEqual({path for path, _, _ in again},
                         {"/north.xml", "/north-0", "/north-1", "/north-2"})
        for path, headers, status in again:
            self.assertEqual(headers["If-None-Match"], f'"{path}"')
            self.assertEqual(status, 304)

    def test_a_page_without_validators_is_not_stored_twice(self):
        self.add_source("north", 2)
        self.succeed("collect")
        before = self.stored()
        self.succeed("collect")
        self.assertEqual(len(self.server.asked("/north-0")), 2)
        self.assertEqual(self.stored(), before)

    def test_a_changed_article_is_a_new_version_and_the_old_one_stays(self):
        self.add_source("north", 2)
        self.succeed("collect")
        page = self.server.pages["/north-0"]
        page.body = page.body.replace(b"100 people", b"104 people")
        self.succeed("collect")
        self.assertEqual(self.count("document"), 2)
        self.assertEqual(self.count("version"), 3)

    def test_a_failed_source_does_not_stop_the_others(self):
        self.add_source("north", 2)
        self.add_source("south", 2)
        self.server.pages["/north.xml"].status = 500
        done = self.run_program("collect")
        self.assertEqual(done.status, 75)
        self.assertEqual(done.out, "")
        first, second = done.err.splitlines()
        self.assertEqual(first,
                         "tallybook: 1 of 2 sources failed (limit 0)")
        self.assertRegex(second, r"^  north  .*500")
        self.assertEqual(self.count("document"), 2)

    def test_failures_within_the_limit_are_silent(self):
        self.write("tallybook.yaml",
                   SETTINGS.replace("fail_limit: 0", "fail_limit: 1"))
        self.add_source("north", 1)
        self.point("gone", f"{self.server.url}/gone.xml")
        done = self.run_program("collect")
        self.assertEqual((done.out, done.err, done.status), ("", "", 0))
        self.assertRegex(self.succeed("sources"), r"fail +gone .*404")

    def assertReason(self, pattern):
        """The one source fails, and the reason is readable."""
        done = self.assertFails(75, "1 of 1 sources failed", "collect",
                                "--all")
        self.assertRegex(done.err.splitlines()[1], pattern)

    def test_a_host_that_does_not_answer_is_named(self):
        self.point("north", "http://127.0.0.1:1/feed.xml")
        self.assertReason(r"^  north  .*127\.0\.0\.1")

    def test_a_name_that_no_one_knows_is_named(self):
        self.point("north", "http://no-such-host.invalid/feed.xml")
        self.assertReason(r"^  north  .*no-such-host\.invalid")

    def test_a_feed_that_is_no_feed_is_said_to_be_none(self):
        for body in "Closed for holidays.", "<html><p>Hello</p></html>", "":
            with self.subTest(body):
                self.server.pages["/north.xml"] = Page(body)
                self.point("north", f"{self.server.url}/north.xml")
                self.assertReason(r"^  north  .*feed")

    def test_a_private_address_is_refused_unless_the_source_allows_it(self):
        self.add_source("north", 1)
        self.point("north", f"{self.server.url}/north.xml", private="false")
        self.assertReason(r"^  north  .*private")
        self.assertEqual(self.server.log, [])

    def test_pages_that_are_no_article_leave_the_rest(self):
        self.add_source("north", 4)
        self.server.pages["/north-0"].status = 404
        self.server.pages["/north-1"].body = b"<html><body></body></html>"
        self.server.pages["/north-2"] = Page(
            bytes(range(256)) * 40, "image/jpeg")
        done = self.run_program("collect")
        self.assertEqual((done.out, done.err, done.status), ("", "", 0))
        self.assertEqual(self.count("document"), 1)

    def test_what_robots_txt_disallows_is_not_asked_for(self):
        self.add_source("north", 2)
        self.server.pages["/robots.txt"].body = (
            b"User-agent: *\nDisallow: /north-1\n")
        self.run_program("collect")
        self.assertEqual(self.server.asked("/north-1"), [])
        self.assertEqual(len(self.server.asked("/north-0")), 1)

    def test_a_robots_txt_that_failed_once_is_asked_for_again(self):
        self.add_source("north", 1)
        self.server.pages["/robots.txt"].status = 503
        self.assertReason(r"^  north  .*robots\.txt.*503")
        self.server.pages["/robots.txt"].status = 200
        self.succeed("collect", "--all")
        self.assertEqual(self.count("document"), 1)

    def test_a_second_run_at_the_same_time_leaves_quietly(self):
        self.add_source("north", 2)
        self.succeed("collect")
        self.server.log.clear()
        self.server.gate.clear()
        with self.start("collect") as first:
            self.wait_for(lambda: self.server.log)
            for _ in range(2):
                done = self.run_program("collect")
                self.assertEqual((done.out, done.err, done.status),
                                 ("", "", 0))
            self.assertFails(75, "another collect", "collect")
            self.server.gate.set()
            self.assertEqual(first.communicate(timeout=60), ("", ""))
        self.assertEqual(first.returncode, 0)

    def test_a_run_that_is_asked_to_stop_keeps_what_it_has(self):
        self.add_source("north", 3)
        with self.start("collect") as run:
            self.wait_for(lambda: self.server.log)
            self.server.gate.clear()
            started = time.monotonic()
            run.terminate()
            run.communicate(timeout=60)
        self.assertLess(time.monotonic() - started, 5)
        self.server.gate.set()
        self.succeed("collect")
        self.assertEqual(self.count("document"), 3)

    def test_killed_runs_lose_nothing_and_store_nothing_twice(self):
        for key in "north", "south", "east":
            self.add_source(key, 12, first=len(self.sources) * 20)
        started = time.monotonic()
        self.succeed("collect")
        whole = time.monotonic() - started
        expected = self.natural_keys()
        for path in self.folder.glob("tallybook.db*"):
            path.unlink()
        for _ in range(KILLS):
            with self.start("collect") as run:
                time.sleep(random.uniform(0, whole))
                run.kill()
                run.communicate()
            if self.store.exists() and self.store.stat().st_size:
                self.assertEqual(self.rows("PRAGMA integrity_check"),
                                 [("ok",)])
        self.succeed("collect")
        self.assertEqual(self.natural_keys(), expected)
        self.assertEqual(self.rows("PRAGMA integrity_check"), [("ok",)])


if __name__ == "__main__":
    unittest.main()
