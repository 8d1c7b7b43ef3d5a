"""collect: which sources it asks when, and what it makes of their answers."""
import gzip
import subprocess
import sys
import time
import unittest

from collecting import ARTICLE, DAY, Runs, feed
from program import ROOT, SETTINGS, Page

NEVER = 4102444800

SITEMAP = ('<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/'
           'schemas/sitemap/0.9">{}</urlset>')
INDEX = ('<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/'
         'schemas/sitemap/0.9">{}</sitemapindex>')


class Rules(Runs):
    # Kinds of source

    def test_a_sites_address_finds_its_feed_and_keeps_it(self):
        self.add_source("north", 2)
        self.server.pages["/"] = Page(
            '<html lang="en"><head><title>The North Paper</title>'
            '<link rel="alternate" type="application/rss+xml" '
            'href="/north.xml" title="News"></head><body>Hello</body></html>')
        self.point("north", f"{self.server.url}/")
        self.assertIn("/north.xml", self.collect())
        self.assertEqual(self.count("document"), 2)
        asked = self.collect()
        self.assertIn("/north.xml", asked)
        self.assertNotIn("/", asked)

    def test_a_found_feed_that_is_gone_is_looked_for_again(self):
        self.test_a_sites_address_finds_its_feed_and_keeps_it()
        self.server.pages["/new.xml"] = self.server.pages.pop("/north.xml")
        self.server.pages["/"].body = self.server.pages["/"].body.replace(
            b"north.xml", b"new.xml")
        self.run_program("collect", "--all")
        self.assertIn("/new.xml", self.collect("--all"))

    def test_a_sitemap_index_leads_to_articles(self):
        self.add_source("north", 3)
        part = "".join(f"<url><loc>{self.server.url}/north-{i}</loc></url>"
                       for i in range(3))
        self.server.pages["/part.xml.gz"] = Page(
            gzip.compress(SITEMAP.format(part).encode()), "application/gzip")
        self.server.pages["/index.xml"] = Page(
            INDEX.format(f"<sitemap><loc>{self.server.url}/part.xml.gz</loc>"
                         "<lastmod>2025-03-03</lastmod></sitemap>"),
            "application/xml")
        self.point("north", f"{self.server.url}/index.xml")
        self.collect()
        asked = self.collect()
        self.assertEqual(self.count("document"), 3)
        # The index does not say that its part has changed.
        self.assertIn("/index.xml", asked)
        self.assertNotIn("/part.xml.gz", asked)
        self.server.pages["/index.xml"].body = (
            self.server.pages["/index.xml"].body.replace(b"03-03", b"03-04"))
        self.assertIn("/part.xml.gz", self.collect())

    def test_a_section_page_gives_the_links_that_match(self):
        self.add_source("north", 2)
        self.server.pages["/section"] = Page(
            "<html><body><a href='/about'>About</a>"
            "<a href='/north-0'>First</a><a href='/north-1#top'>Second</a>"
            "</body></html>")
        self.server.pages["/about"] = Page(ARTICLE.format(
            title="About", day=1, count=7))
        self.point("north", f"{self.server.url}/section")
        self.sources["north"] += "  kind: page\n  links: '/north-[0-9]+$'\n"
        self.write("sources.yaml", self.sources["north"])
        self.assertNotIn("/about", self.collect())
        self.assertEqual(self.count("document"), 2)

    def test_the_api_of_reliefweb_says_that_it_wants_an_approved_name(self):
        self.point("north", f"{self.server.url}/v2/reports")
        self.sources["north"] += "  kind: reliefweb\n"
        self.write("sources.yaml", self.sources["north"])
        done = self.assertFails(75, "1 of 1", "collect")
        self.assertRegex(done.err, "reliefweb_appname")
        self.assertEqual(self.server.asked("/v2/reports"), [])

    # Identity

    def test_a_feed_that_changes_all_its_guids_gives_no_article_twice(self):
        self.add_source("north", 3)
        self.collect()
        page = self.server.pages["/north.xml"]
        page.body = page.body.replace(b"<guid>", b"<guid>new-")
        self.collect()
        self.assertEqual(self.count("item"), 3)
        self.assertEqual(self.count("document"), 3)

    def test_an_article_that_two_sources_list_is_fetched_once(self):
        self.add_source("north", 2)
        self.server.pages["/south.xml"] = self.server.pages["/north.xml"]
        self.point("south", f"{self.server.url}/south.xml")
        asked = self.collect()
        self.assertEqual(asked.count("/north-0"), 1)
        self.assertEqual(self.count("document"), 2)

    def test_one_article_at_two_addresses_is_one_document(self):
        self.add_source("north", 1)
        plain = self.server.pages["/north-0"]
        plain.body = plain.body.replace(
            b"</head>", b'<link rel="canonical" href="%s/north-0"></head>'
            % self.server.url.encode())
        self.server.pages["/amp/north-0"] = plain
        items = (f"{self.server.url}/north-0?utm_source=feed",
                 f"{self.server.url}/amp/north-0")
        self.server.pages["/north-0?utm_source=feed"] = plain
        page = feed(self.server.url, ["x", "y"])
        for name, url in zip("xy", items):
            page.body = page.body.replace(
                f"{self.server.url}/{name}<".encode(), f"{url}<".encode())
        self.server.pages["/north.xml"] = page
        self.collect()
        self.assertEqual(self.count("item"), 2)
        self.assertEqual(self.count("document"), 1)
        self.assertEqual(self.count("version"), 1)

    # Schedule

    def test_a_source_that_does_not_change_is_asked_less_often(self):
        self.write("tallybook.yaml", SETTINGS.replace(
            "every: 0s", "every_min: 1h\nevery_max: 4h"))
        self.add_source("north", 1)
        self.collect("--all")
        first = self.state("interval")
        self.collect("--all")
        second = self.state("interval")
        self.assertGreater(second, first)
        for _ in range(5):
            self.collect("--all")
        self.assertEqual(self.state("interval"), 4 * 3600)
        self.add_source("north", 2)
        self.collect("--all")
        self.assertLess(self.state("interval"), 4 * 3600)

    def test_a_source_that_is_not_due_is_not_asked(self):
        self.write("tallybook.yaml",
                   SETTINGS.replace("every: 0s", "every: 6h"))
        self.add_source("north", 1)
        self.collect()
        self.assertNotIn("/north.xml", self.collect())

    def test_about_weekly_a_source_is_read_without_validators(self):
        self.add_source("north", 1)
        self.give_etags()
        self.collect()
        self.collect()
        self.assertEqual(self.server.asked("/north.xml")[0][2], 304)
        self.change("UPDATE feed SET full = full - ?", 8 * DAY)
        self.collect()
        headers = self.server.asked("/north.xml")[0][1]
        self.assertNotIn("If-None-Match", headers)
        self.collect()
        self.assertEqual(self.server.asked("/north.xml")[0][2], 304)

    def test_a_304_that_nobody_asked_for_is_a_failure(self):
        self.add_source("north", 1)
        self.server.pages["/north.xml"].status = 304
        done = self.assertFails(75, "1 of 1", "collect")
        self.assertRegex(done.err, "304")

    def test_validators_are_replaced_by_every_answer(self):
        self.add_source("north", 1)
        page = self.server.pages["/north.xml"]
        page.etag = '"one"'
        self.collect()
        page.etag = '"two"'
        self.collect()
        self.assertEqual(self.state("etag"), '"two"')
        page.etag = None
        self.collect()
        self.assertEqual(self.state("etag"), "")

    def test_a_source_that_answers_410_is_not_asked_again(self):
        self.add_source("north", 1)
        self.server.pages["/north.xml"].status = 410
        done = self.assertFails(75, "1 of 1", "collect")
        self.assertRegex(done.err, "410")
        self.assertEqual(self.state("due"), NEVER)
        self.assertNotIn("/north.xml", self.collect())
        self.server.pages["/north.xml"].status = 200
        self.assertIn("/north.xml", self.collect("--all"))
        self.assertLess(self.state("due"), NEVER)

    def test_a_permanent_redirect_is_believed_after_days(self):
        self.add_source("north", 1)
        self.server.pages["/new.xml"] = self.server.pages["/north.xml"]
        self.redirect("/north.xml", 301, "/new.xml")
        for _ in range(4):
            self.assertIn("/north.xml", self.collect())
        self.change("UPDATE feed SET moved_since = moved_since - ?", 2 * DAY)
        self.assertIn("/north.xml", self.collect())
        self.assertNotIn("/north.xml", self.collect())
        self.assertIn("/new.xml", [path for path, _, _ in self.server.log])

    def test_a_temporary_redirect_is_never_believed(self):
        self.add_source("north", 1)
        self.server.pages["/new.xml"] = self.server.pages["/north.xml"]
        self.redirect("/north.xml", 302, "/new.xml")
        for _ in range(4):
            self.collect()
            self.change("UPDATE feed SET moved_since = moved_since - ?",
                        2 * DAY)
        self.assertIn("/north.xml", self.collect())

    def test_an_address_moved_to_that_fails_is_given_up(self):
        self.test_a_permanent_redirect_is_believed_after_days()
        self.server.pages.pop("/new.xml")
        self.add_source("north", 1)
        self.run_program("collect", "--all")
        self.assertIn("/north.xml", self.collect("--all"))

    # Politeness

    def test_a_host_that_asks_for_a_pause_is_left_alone_by_the_next_run(self):
        self.add_source("north", 1)
        self.server.pages["/north.xml"].status = 429
        self.server.pages["/north.xml"].headers["Retry-After"] = "3600"
        self.assertFails(75, "429", "collect")
        self.server.log.clear()
        self.run_program("collect", "--all")
        self.assertEqual(self.server.log, [])
        self.change("UPDATE rest SET until = ?", int(time.time()))
        self.server.pages["/north.xml"].status = 200
        self.assertIn("/north.xml", self.collect("--all"))

    def test_a_source_of_a_host_that_is_left_alone_says_why(self):
        self.add_source("north", 1)
        self.add_source("south", 1)
        self.server.pages["/north.xml"].status = 429
        self.server.pages["/north.xml"].headers["Retry-After"] = "3600"
        self.assertFails(75, "429", "collect")
        self.assertEqual(self.server.asked("/south.xml"), [])
        self.assertEqual(self.state("last_try", "south"), 0)
        self.assertRegex(self.state("reason", "south"), "left alone")
        self.assertRegex(self.succeed("sources"), "fail +south .*left alone")
        digest = self.succeed("digest")
        self.assertIn("2 of 2 sources failed", digest)
        self.assertIn("0 of 2 sources", digest)

    def test_the_pause_that_robots_txt_asks_for_is_kept(self):
        self.add_source("north", 3)
        self.server.pages["/robots.txt"].body = (
            b"User-agent: *\nCrawl-delay: 1\n")
        started = time.monotonic()
        self.collect()
        self.assertGreaterEqual(time.monotonic() - started, 3)
        self.assertEqual(self.count("document"), 3)

    def test_no_longer_pause_is_kept_than_the_settings_allow(self):
        self.write("tallybook.yaml", SETTINGS + "crawl_delay_max: 0s\n")
        self.add_source("north", 3)
        self.server.pages["/robots.txt"].body = (
            b"User-agent: *\nCrawl-delay: 60\n")
        self.collect()
        self.assertEqual(self.count("document"), 3)

    # Pages that go away

    def test_a_page_that_is_gone_is_a_removed_version_and_stays(self):
        self.add_source("north", 1)
        self.collect()
        figures = self.count("figure")
        self.change("UPDATE item SET due = 1")
        self.server.pages["/north-0"].status = 410
        self.collect()
        self.assertEqual(self.rows("SELECT change FROM version ORDER BY id"),
                         [("first",), ("removed",)])
        self.assertEqual(self.count("figure"), figures)

    def test_a_page_that_is_not_found_once_is_no_removed_page(self):
        self.add_source("north", 1)
        self.collect()
        page = self.server.pages.pop("/north-0")
        self.change("UPDATE item SET due = 1")
        self.collect()
        self.assertEqual(self.count("version"), 1)
        self.server.pages["/north-0"] = page
        self.change("UPDATE item SET due = 1")
        self.collect()
        self.server.pages.pop("/north-0")
        self.change("UPDATE item SET due = 1")
        self.collect()
        self.assertEqual(self.count("version"), 1)
        self.change("UPDATE item SET due = 1")
        self.collect()
        self.assertEqual(self.count("version"), 2)

    def test_a_page_that_leads_to_the_front_page_is_not_read(self):
        self.add_source("north", 1)
        self.server.pages["/"] = Page(ARTICLE.format(
            title="All the news", day=1, count=7))
        self.redirect("/north-0", 301, "/")
        self.collect()
        self.assertEqual(self.count("document"), 0)

    # Around a run

    def test_a_ping_tells_of_a_good_and_of_a_bad_run(self):
        self.server.pages["/ping"] = Page("ok")
        self.server.pages["/ping/fail"] = Page("ok")
        self.write("tallybook.yaml",
                   SETTINGS + f"ping: {self.server.url}/ping\n")
        self.add_source("north", 1)
        self.assertEqual(self.collect()[-1], "/ping")
        self.server.pages["/north.xml"].status = 404
        self.assertFails(75, "404", "collect")
        self.assertEqual(self.server.log[-1][0], "/ping/fail")

    def test_an_unknown_kind_of_source_is_refused_before_anything(self):
        self.add_source("north", 1)
        self.sources["north"] += "  kind: pigeon\n"
        self.write("sources.yaml", self.sources["north"])
        done = self.run_program("collect")
        self.assertEqual(done.status, 78)
        self.assertRegex(done.err, "pigeon.*feed")
        self.assertEqual(self.server.log, [])

    # Evidence

    def test_what_is_fetched_is_in_the_archive_that_the_store_names(self):
        self.add_source("north", 2)
        self.collect()
        for name, offset, length in self.rows(
                "SELECT archive, archive_offset, archive_length FROM version"):
            packed = (self.folder / "archive" / name).read_bytes()
            record = gzip.decompress(packed[offset:offset + length])
            self.assertRegex(record, rb"^WARC/1.1\r\n")
            self.assertIn(b"The harbour office of Sundra", record)

    def test_an_archive_of_several_runs_is_read_by_a_strict_reader(self):
        self.add_source("north", 3)
        self.redirect("/moved", 302, "/north.xml")
        self.point("north", f"{self.server.url}/moved")
        self.collect()
        self.give_etags()
        self.collect("--all")
        self.collect("--all")
        files = sorted((self.folder / "archive").iterdir())
        done = subprocess.run(
            [sys.executable, ROOT / "tests/warc_strict.py", *files],
            capture_output=True, text=True)
        self.assertEqual((done.stdout, done.returncode), ("", 0))
        text = gzip.decompress(files[0].read_bytes())
        self.assertEqual(text.count(b"WARC-Type: response\r\n"), 8)
        self.assertIn(b"/revisit/server-not-modified", text)
        self.assertIn(b"/revisit/identical-payload-digest", text)

    def test_the_archive_can_be_off_and_the_hash_stays(self):
        self.write("tallybook.yaml", SETTINGS + "archive: off\n")
        self.add_source("north", 1)
        self.collect()
        self.assertFalse((self.folder / "archive").exists())
        self.assertEqual(
            self.rows("SELECT archive, length(raw_sha256) FROM version"),
            [("", 64)])


if __name__ == "__main__":
    unittest.main()
