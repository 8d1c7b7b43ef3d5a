"""sources import, export, add and check, as an administrator runs them."""
import contextlib
import gzip
import json
import re
import sqlite3
import time
import unittest

from collecting import ARTICLE as TEMPLATE
from program import Case, Page, Server

ARTICLE = TEMPLATE.format(title="Ferry sinks off Ilvo", day=3, count=31)

OLD = """# Mine.
- key: ostvar
  name: Ostvar Wire
  url: https://ostvar.example/rss/
  lang: fr
"""

ITEM = ("<item><title>Report {0}</title><guid>{0}</guid>"
        "<link>{1}/{0}</link>"
        "<pubDate>Mon, 03 Mar 2025 0{2}:00:00 GMT</pubDate></item>")


def feed(url, n=3, title="Ostvar Wire", language="en", extra=""):
    items = "".join(ITEM.format(f"r{i}", url, 1 + i) for i in range(n))
    return Page('<?xml version="1.0"?><rss version="2.0"><channel>'
                f"<title>{title}</title><link>{url}/</link>"
                f"<language>{language}</language>"
                f"<description>News</description>{extra}{items}"
                "</channel></rss>", "application/rss+xml")


def site(*feeds):
    links = "".join(f'<link rel="alternate" type="application/rss+xml" '
                    f'title="{title}" href="{href}">'
                    for href, title in feeds)
    return Page('<!DOCTYPE html><html lang="en"><head><title>Hill Post'
                f"</title>{links}</head><body><p>Welcome</p></body></html>")


def opml(*outlines):
    return f'<opml version="2.0"><body>{"".join(outlines)}</body></opml>'


class Lists(Case):
    """What needs no network."""

    def setUp(self):
        super().setUp()
        self.write("sources.yaml", OLD)

    def entries(self):
        return (self.folder / "sources.yaml").read_text()

    def test_import_adds_what_is_new_and_counts_what_is_not(self):
        self.write("feeds.opml", opml(
            '<outline text="Press"><outline text="Hill &amp; Port" '
            'xmlUrl="https://hill.example/feed" language="en"/></outline>'
            '<outline text="O" xmlUrl="http://ostvar.example/rss"/>'
            '<outline text="Порт" xmlUrl="http://www.port.example/x"/>'
            '<outline text="Twice" xmlUrl="https://hill.example/feed/"/>'
            '<outline xmlUrl="https://noname.example/feed"/>'
            '<outline text="Mail" xmlUrl="mailto:a@b.example"/>'))
        done = self.run_program("sources", "import", "feeds.opml")
        self.assertEqual(done.status, 0, done.err)
        self.assertIn("3 sources added, 2 there already, 1 without", done.out)
        self.assertIn("sources.yaml from line 6 on", done.out)
        self.assertIn("Next: tallybook collect", done.out)
        self.assertIn("passed over Mail, mailto:a@b.example", done.err)
        self.assertEqual(self.entries(), OLD + """- key: hill-port
  name: Hill & Port
  url: https://hill.example/feed
  lang: en
- key: port-example
  name: "Порт"
  url: http://www.port.example/x
- key: noname-example
  name: noname.example
  url: https://noname.example/feed
""")
        self.succeed("config", "check")
        again = self.succeed("sources", "import", "feeds.opml")
        self.assertIn("0 sources added, 5 there already", again)
        self.assertNotIn("Next", again)

    def test_import_reads_standard_input_and_several_files(self):
        one = opml('<outline text="A" xmlUrl="https://a.example/"/>')
        self.write("b.opml", opml(
            '<outline text="A" xmlUrl="https://b.example/"/>'))
        with self.start("sources", "import", "-", "b.opml",
                        stdin=-1) as process:
            out, err = process.communicate(one, timeout=60)
        self.assertEqual(process.returncode, 0, err)
        self.assertIn("2 sources added", out)
        self.assertIn("- key: a\n", self.entries())
        self.assertIn("- key: a-2\n", self.entries())

    def test_import_is_all_or_nothing(self):
        self.write("good.opml", opml(
            '<outline text="A" xmlUrl="https://a.example/"/>'))
        self.write("bad.opml", "<rss/>")
        self.assertFails(65, "bad.opml: not OPML", "sources", "import",
                         "good.opml", "bad.opml")
        self.assertFails(66, "none.opml: No such file", "sources", "import",
                         "good.opml", "none.opml")
        self.assertEqual(self.entries(), OLD)

    def test_import_takes_nothing_that_would_not_load(self):
        self.write("odd.opml", opml(
            '<outline text="Line&#10;break &#x202e;evil" language="English!" '
            'xmlns:t="urn:x-tallybook:opml:1" t:kind="odd" t:links="(" '
            't:every="soon" t:key="Not A Key" '
            'xmlUrl="https://odd.example/"/>',
            f'<outline text="{"x" * 5000}" xmlUrl="https://long.example/"/>',
            '<outline text="P" xmlns:t="urn:x-tallybook:opml:1" '
            't:kind="page" t:links="(" xmlUrl="https://p.example/"/>'))
        self.succeed("sources", "import", "odd.opml")
        self.assertTrue(self.entries().startswith(
            OLD + "- key: not-a-key\n  name: Line break evil\n"
            "  url: https://odd.example/\n- key: xxx"))
        self.assertTrue(self.entries().endswith(
            "- key: p\n  name: P\n  url: https://p.example/\n"))
        self.succeed("config", "check")

    def test_what_is_exported_can_be_imported_elsewhere(self):
        self.write("sources.yaml", OLD + """- key: port
  name: "Порт \\"&\\" <b>"
  url: https://port.example/list?a=1&b=2
  kind: page
  links: "^https://port\\\\.example/\\\\d+$"
  every: 90m
  private: true
  paused: true
""")
        exported = self.succeed("sources", "export")
        self.assertTrue(exported.startswith("<?xml"))
        self.assertEqual(self.succeed("sources", "export", "out.opml"), "")
        self.assertEqual((self.folder / "out.opml").read_text(), exported)
        before = self.succeed("sources", "export", "-")
        self.write("sources.yaml", "")
        self.succeed("sources", "import", "out.opml")
        self.assertEqual(self.succeed("sources", "export"), before)

    def test_a_list_that_is_no_plain_list_is_left_alone(self):
        text = "[{key: a, name: A, url: https://a.example/}]\n"
        self.write("sources.yaml", text)
        self.write("b.opml", opml(
            '<outline text="B" xmlUrl="https://b.example/"/>'))
        self.assertFails(78, "by hand", "sources", "import", "b.opml")
        self.assertEqual(self.entries(), text)

    def test_what_is_wrong_is_said(self):
        for words, near in (
                (["import"], "files to import"),
                (["export", "a", "b"], "one file"),
                (["exprot"], "did you mean: tallybook sources export"),
                (["xyzzyx"], "takes no xyzzyx"),
                (["add"], "one address"),
                (["add", "a", "b"], "one address"),
                (["add", "example.org"], "http:// or https://"),
                (["add", "ftp://a.example/"], "http:// or https://"),
                (["add", "https://a.example/", "--key=A B"], "letters a-z"),
                (["add", "https://a.example/", "--key=ostvar"], "another"),
                (["add", "https://a.example/", "--every=soon"], "30m"),
                (["add", "https://a.example/", "--lang=!"], "language"),
                (["add", "https://a.example/", "--kind=odd"], "sitemap"),
                (["add", "https://a.example/", "--links=x"], "--kind=page"),
                (["add", "https://a.example/", "--kind=page", "--links=("],
                 "--kind=page: "),
                (["add", "https://a.example/", "--json"], "option of"),
                (["check"], "name of a source"),
                (["check", "a", "b"], "name of a source"),
                (["--key=a"], "sources add"),
                (["check", "ostvar", "--csv"], "takes no --csv")):
            with self.subTest(words):
                self.assertFails(64, re.escape(near), "sources", *words)
        self.assertEqual(self.entries(), OLD)
        self.assertFails(73, "no/such", "sources", "export", "no/such/file")

    def test_without_a_configuration_they_say_what_to_do(self):
        (self.folder / "tallybook.yaml").unlink()
        for words in (["import", "-"], ["export"], ["check", "a"],
                      ["add", "https://a.example/"]):
            self.assertFails(78, "tallybook init", "sources", *words)


class Networked(Case):
    def setUp(self):
        super().setUp()
        self.server = Server()
        self.addCleanup(self.server.close)
        self.url = self.server.url
        self.write("sources.yaml", "# Mine.\n")

    def entries(self):
        return (self.folder / "sources.yaml").read_text()

    def serve(self, path, page):
        self.server.pages[path] = page
        return self.url + path


class Add(Networked):
    def add(self, *words):
        return self.succeed("sources", "add", "--private", *words)

    def assertRefused(self, status, pattern, *words):
        before = self.entries()
        done = self.assertFails(status, pattern, "sources", "add",
                                "--private", *words)
        self.assertEqual(done.out, "")
        self.assertEqual(self.entries(), before)

    def test_a_feed_is_added_with_what_it_says_of_itself(self):
        url = self.serve("/rss", feed(self.url))
        out = self.add(url)
        self.assertEqual(self.entries(), f"""# Mine.
- key: ostvar-wire
  name: Ostvar Wire
  url: {url}
  lang: en
  private: true
""")
        self.assertIn("Added ostvar-wire in ", out)
        self.assertIn("sources.yaml:2\n", out)
        self.assertIn("3 entries", out)
        self.assertIn("Next: tallybook collect ostvar-wire", out)
        self.assertEqual([path for path, _, _ in self.server.log],
                         ["/robots.txt", "/rss"])

    def test_it_says_who_asks(self):
        with open(self.folder / "tallybook.yaml", "a") as f:
            f.write("contact: desk@tally.example\n")
        self.add(self.serve("/rss", feed(self.url)))
        for _, headers, _ in self.server.log:
            self.assertRegex(headers["User-Agent"],
                             r"^tallybook/.*desk@tally\.example")

    def test_what_is_given_holds_over_what_is_found(self):
        url = self.serve("/rss", feed(self.url))
        self.add(url, "--key=mine", "--name=My: Wire", "--lang=fr",
                 "--every=90m", "--kind=feed")
        self.assertEqual(self.entries(), f"""# Mine.
- key: mine
  name: "My: Wire"
  url: {url}
  kind: feed
  lang: fr
  every: 90m
  private: true
""")

    def test_a_site_leads_to_its_best_feed_and_names_the_others(self):
        self.serve("/news.xml", feed(self.url, title="Hill Post"))
        self.serve("/more.xml", feed(self.url, title="More"))
        url = self.serve("/", site((self.url + "/news.xml", "News"),
                                   (self.url + "/more.xml", "More of it")))
        out = self.add(url)
        self.assertIn("other feeds", out)
        self.assertIn(f"  {self.url}/more.xml", out)
        self.assertNotIn(f"  {self.url}/news.xml  ", out)
        self.assertIn(f"  url: {self.url}/news.xml\n", self.entries())
        self.assertIn("- key: hill-post\n", self.entries())
        again = self.add(url)
        self.assertIn("There already: hill-post", again)

    def test_a_feed_of_a_site_that_fails_is_followed_by_the_next(self):
        self.serve("/more.xml", feed(self.url, title="More"))
        url = self.serve("/", site((self.url + "/gone.xml", "News"),
                                   (self.url + "/more.xml", "More")))
        self.add(url)
        self.assertIn(f"  url: {self.url}/more.xml\n", self.entries())

    def test_one_that_is_there_is_not_added_again(self):
        url = self.serve("/rss", feed(self.url))
        self.add(url)
        before = self.entries()
        self.server.log.clear()
        secure = url.replace("http://", "https://")
        for same in url, url + "/", secure, url + "#top", url + "?":
            with self.subTest(same):
                self.assertIn("There already: ostvar-wire", self.add(same))
        self.assertEqual(self.entries(), before)
        self.assertEqual(self.server.log, [])

    def test_an_address_that_moved_for_good_is_added_where_it_is_now(self):
        self.serve("/rss", feed(self.url))
        old = self.serve("/old", Page("", status=301))
        self.server.pages["/old"].headers["Location"] = "/rss"
        self.add(old)
        self.assertIn(f"  url: {self.url}/rss\n", self.entries())
        self.assertIn("There already", self.add(old))

    def test_an_address_that_leads_elsewhere_for_now_is_kept(self):
        self.serve("/rss", feed(self.url))
        old = self.serve("/old", Page("", status=302))
        self.server.pages["/old"].headers["Location"] = "/rss"
        self.add(old)
        self.assertIn(f"  url: {self.url}/old\n", self.entries())

    def test_what_robots_txt_forbids_is_not_asked_for(self):
        url = self.serve("/rss", feed(self.url))
        self.server.pages["/robots.txt"].body = (
            b"User-agent: tallybook\nDisallow: /rss\n")
        self.assertRefused(1, "robots.txt forbids.*\nAdvice: ask the site",
                           url)
        self.assertEqual(self.server.asked("/rss"), [])

    def test_a_robots_txt_that_cannot_be_read_forbids_all(self):
        url = self.serve("/rss", feed(self.url))
        self.server.pages["/robots.txt"].status = 503
        self.assertRefused(75, "robots.txt.*503", url)
        self.assertEqual(self.server.asked("/rss"), [])

    def test_where_there_is_no_feed_it_says_so(self):
        for body in "Closed.", "", "<html><body><p>Hello</p></body></html>":
            with self.subTest(body):
                url = self.serve("/rss", Page(body))
                self.assertRefused(65, "there is no feed there", url)

    def test_a_site_whose_feeds_are_none_is_refused(self):
        url = self.serve("/", site((self.url + "/page.html", "News")))
        self.serve("/page.html", Page("<html><body>No</body></html>"))
        self.assertRefused(65, "no feed", url)

    def test_what_the_server_says_is_told_with_an_advice(self):
        for code, status in ((404, 66), (410, 66), (403, 65), (401, 65),
                             (429, 75), (503, 75)):
            with self.subTest(code):
                self.serve("/rss", Page("no", status=code))
                self.assertRefused(status, f"HTTP {code}.*\nAdvice: ",
                                   self.url + "/rss")

    def test_what_does_not_answer_is_told_with_an_advice(self):
        self.assertRefused(75, "127.0.0.1.*\nAdvice: ",
                           "http://127.0.0.1:1/rss")
        self.assertRefused(75, "no-such-host.*\nAdvice: ",
                           "http://no-such-host.invalid/rss")

    def test_an_inner_address_needs_the_option(self):
        url = self.serve("/rss", feed(self.url))
        self.assertFails(65, "private.*\nAdvice: .*--private", "sources",
                         "add", url)
        self.assertEqual(self.server.log, [])

    def test_a_feed_without_entries_or_addresses_is_told_so(self):
        url = self.serve("/empty", feed(self.url, n=0, title="Empty"))
        self.assertIn("0 entries", self.add(url))
        page = feed(self.url, n=2, title="Bare")
        page.body = re.sub(b"<link>[^<]*/r.</link>", b"", page.body)
        page.body = re.sub(b"<guid>", b'<guid isPermaLink="false">',
                           page.body)
        self.assertIn("nothing to read", self.add(self.serve("/bare", page)))

    def test_a_title_cannot_write_yaml_or_move_the_cursor(self):
        title = "A\n- key: evil \x1b[2J &quot;: #x \u202eback"
        title = title.replace("\x1b", "&#x9b;")
        out = self.add(self.serve("/rss", feed(self.url, title=title)))
        self.assertNotIn("\x9b", out)
        self.assertNotIn("\u202e", out)
        self.assertEqual(self.entries().count("- key:"), 2)
        self.succeed("config", "check")
        self.assertIn('  name: "A - key: evil', self.entries())

    def test_two_that_add_at_once_both_add(self):
        urls = [self.serve(f"/{i}", feed(self.url, title=f"Paper {i}"))
                for i in range(4)]
        runs = [self.start("sources", "add", "--private", url)
                for url in urls]
        for run in runs:
            run.communicate(timeout=60)
            self.assertEqual(run.returncode, 0)
        self.assertEqual(self.entries().count("- key: paper-"), 4)


class Check(Networked):
    def setUp(self):
        super().setUp()
        self.page = feed(self.url)
        self.address = self.serve("/rss", self.page)
        for name in "r0", "r1", "r2":
            self.serve(f"/{name}", Page(ARTICLE))
        self.point(self.address)

    def point(self, url, more=""):
        self.write("sources.yaml",
                   "# Mine.\n- key: ostvar-wire\n  name: Ostvar Wire\n"
                   f"  url: {url}\n  private: true\n{more}")

    def change(self, statement, *values):
        """The store as other days would have made it."""
        with contextlib.closing(sqlite3.connect(self.store)) as db, db:
            db.execute(statement, values)

    def check(self, status=0):
        """The words, with all white space one space, and the object."""
        done = self.run_program("sources", "check", "ostvar-wire")
        self.assertEqual(done.status, status, done.out + done.err)
        self.assertEqual(done.err, "")
        self.assertLessEqual(
            max(len(line) for line in done.out.splitlines()
                if "http" not in line and "sources.yaml" not in line), 72)
        again = self.run_program("sources", "check", "ostvar-wire", "--json")
        self.assertEqual(again.status, status, again.err)
        found = json.loads(again.out)
        self.assertEqual(found["works"], status == 0)
        return " ".join(done.out.split()), found

    def assertFailsAt(self, step, reason, advice):
        text, found = self.check(1)
        self.assertEqual(found["failure"]["step"], step)
        self.assertRegex(found["failure"]["reason"], reason)
        self.assertRegex(text, f"FAILS: .*{reason}")
        self.assertRegex(text, f"it does not work: .*{reason}")
        if advice:
            self.assertRegex(text, f"advice: .*{advice}")
        self.assertIn(" next ", text)

    def test_a_source_that_works_is_told_step_by_step(self):
        self.page.etag = '"v1"'
        text, found = self.check()
        for words in ("sources.yaml:2", self.address, "there is none yet",
                      "/robots.txt asked for now: HTTP 200 allows it",
                      "HTTP 200 from 127.0.0.1", "with an ETag",
                      "feed: Ostvar Wire; charset UTF-8",
                      "3 entries, 3 not in the store yet",
                      "the newest is of 2025-03-03T03:00:00Z",
                      f"page {self.url}/r0 its robots.txt allows it",
                      "next due", "result it works"):
            self.assertIn(words, text)
        self.assertIsNone(found["failure"])
        self.assertEqual(found["request"]["size"], len(self.page.body))
        self.assertEqual(found["request"]["etag"], '"v1"')
        self.assertEqual(found["answer"]["new"], 3)
        self.assertEqual(found["next"], {"does": "ask", "due": None})

    def test_it_changes_nothing(self):
        self.check()
        self.assertFalse(self.store.exists())
        self.succeed("collect")
        before = self.dump()
        self.page.body = feed(self.url, n=4).body
        self.page.status = 200
        text, found = self.check()
        self.assertEqual(found["answer"]["new"], 1)
        self.page.status = 410
        self.check(1)
        self.assertEqual(self.dump(), before)

    def dump(self):
        """All rows; the index of searches has words of its own kind."""
        with contextlib.closing(sqlite3.connect(self.store)) as db:
            tables = db.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'table' "
                "AND sql NOT LIKE '%USING fts5%'").fetchall()
            return {name: db.execute(f'SELECT * FROM "{name}"').fetchall()
                    for (name,) in tables}

    def test_robots_txt_of_the_store_is_believed_for_a_day(self):
        self.succeed("collect")
        self.server.log.clear()
        text, found = self.check()
        self.assertIn("kept for a day", text)
        self.assertFalse(found["robots"]["asked_now"])
        self.assertEqual(self.server.asked("/robots.txt"), [])
        self.change("UPDATE robots SET at = at - 90000")
        self.assertTrue(self.check()[1]["robots"]["asked_now"])

    def test_robots_txt_that_forbids_is_obeyed_and_told(self):
        self.server.pages["/robots.txt"].body = (
            b"User-agent: *\nDisallow: /rss\n")
        self.assertFailsAt("robots", "robots.txt forbids", "ask the site")
        self.assertEqual(self.server.asked("/rss"), [])

    def test_robots_txt_that_forbids_the_pages_is_told(self):
        self.server.pages["/robots.txt"].body = (
            b"User-agent: *\nDisallow: /r0\n")
        self.assertFailsAt("page", "robots.txt forbids", "ask the site")

    def test_a_site_without_robots_txt_allows_all(self):
        self.server.pages["/robots.txt"].status = 404
        self.assertIn("the site has none", self.check()[0])

    def test_a_robots_txt_that_fails_forbids_all(self):
        self.server.pages["/robots.txt"].status = 503
        self.assertFailsAt("robots", "HTTP 503", "by itself")
        self.assertEqual(self.server.asked("/rss"), [])

    def test_a_crawl_delay_is_told(self):
        with open(self.folder / "tallybook.yaml", "a") as f:
            f.write("crawl_delay_max: 1s\n")
        self.server.pages["/robots.txt"].body = (
            b"User-agent: *\nCrawl-delay: 7\n")
        text, found = self.check()
        self.assertIn("asks for 7 s between requests; crawl_delay_max", text)
        self.assertEqual(found["robots"]["crawl_delay_s"], 7)

    def test_each_redirect_is_told(self):
        self.point(self.serve("/old", Page("", status=301)))
        self.server.pages["/old"].headers["Location"] = "/older"
        self.serve("/older", Page("", status=308))
        self.server.pages["/older"].headers["Location"] = "/rss"
        text, found = self.check()
        self.assertEqual([hop["status"] for hop in found["request"]["hops"]],
                         [301, 308, 200])
        self.assertIn(f"moved for good, it says: put {self.address}", text)
        self.server.pages["/older"].status = 302
        self.assertIn("elsewhere for now", self.check()[0])

    def test_a_packed_answer_is_told_in_both_sizes(self):
        whole = len(self.page.body)
        self.page.body = gzip.compress(self.page.body)
        self.page.headers["Content-Encoding"] = "gzip"
        text, found = self.check()
        self.assertEqual(found["request"]["size_packed"],
                         len(self.page.body))
        self.assertEqual(found["request"]["size"], whole)
        self.assertIn(f"unpacked {whole}", text)

    def test_what_the_server_says_is_told_with_an_advice(self):
        for code, advice in ((401, "password"), (403, "contact"),
                             (404, "new address"), (410, "for good"),
                             (429, "too often"), (500, "the site's")):
            with self.subTest(code):
                self.page.status = code
                self.assertFailsAt("request", f"HTTP {code}", advice)

    def test_a_host_that_does_not_answer_is_told_at_robots_txt(self):
        self.point("http://127.0.0.1:1/rss")
        self.assertFailsAt("robots", "connect", "browser")
        self.point("http://no-such-host.invalid/rss")
        self.assertFailsAt("robots", "no address is known", "spelled right")

    def test_an_inner_address_is_told(self):
        self.point(self.address)
        path = self.folder / "sources.yaml"
        path.write_text(path.read_text().replace("private: true", ""))
        self.assertFailsAt("robots", "private", "private: true")

    def test_what_is_no_feed_is_told(self):
        self.page.body = b"<html><body>Closed</body></html>"
        self.assertFailsAt("answer", "feed", "finds the feeds")

    def test_a_damaged_feed_is_told(self):
        self.page.body = self.page.body[:-60]
        text, found = self.check()
        self.assertTrue(found["answer"]["damaged"])
        self.assertIn("it breaks off", text)

    def test_entries_without_an_address_are_told(self):
        self.page.body = re.sub(
            b"<guid>", b'<guid isPermaLink="false">',
            re.sub(b"<link>[^<]*/r1</link>", b"", self.page.body))
        text, found = self.check()
        self.assertEqual(found["answer"]["with_address"], 2)
        self.assertIn("1 of them without an address", text)

    def test_a_site_is_followed_to_its_feed(self):
        self.point(self.serve("/", site((self.address, "News"))))
        text, found = self.check()
        self.assertIn("names 1 feed; collect reads the first", text)
        self.assertEqual(found["answer"]["kind"], "feed")
        self.page.body = site((self.url + "/other", "News")).body
        self.assertFailsAt("answer", "names feeds again", "the site")

    def test_what_the_store_knows_of_failures_is_told(self):
        self.succeed("collect")
        self.page.status = 503
        self.run_program("collect")
        self.page.status = 200
        self.change("UPDATE feed SET due = ?, failures = 3",
                    int(time.time()) + 7300)
        text, found = self.check()
        self.assertIn("3 failures in a row, which may pass by itself; the "
                      "last: HTTP 503", text)
        self.assertRegex(text, "next due .* UTC, in 2 h; until then")
        self.assertIn("tallybook collect --all ostvar-wire", text)
        self.assertEqual(found["store"]["failures"], 3)
        self.assertEqual(found["store"]["failure"], "temporary")
        self.assertEqual(found["next"]["does"], "wait")

    def test_one_that_is_gone_can_be_asked_all_the_same(self):
        self.page.status = 410
        self.run_program("collect")
        listed = self.succeed("sources")
        self.assertRegex(listed, "gone +ostvar-wire .*--all ostvar-wire")
        self.assertIn("Explain one: tallybook sources check ostvar-wire",
                      listed)
        text, found = self.check(1)
        self.assertIn("does not ask it any more", text)
        self.assertEqual(found["next"], {"does": "nothing", "due": None})
        self.page.status = 200
        self.assertIn("does not ask it any more", self.check()[0])
        self.succeed("collect", "--all", "ostvar-wire")
        self.assertRegex(self.succeed("sources"), "ok +ostvar-wire")

    def test_a_move_that_is_not_believed_yet_is_told(self):
        self.succeed("collect")
        self.change("UPDATE feed SET moved_to = 'https://new.example/rss', "
                    "moved_since = last_try - 86400, moved_seen = 2")
        text, found = self.check()
        self.assertIn("it said 2 times that it is now at "
                      "https://new.example/rss", text)
        self.assertEqual(found["store"]["moved_seen"], 2)

    def test_a_move_that_is_believed_is_followed_and_listed(self):
        self.succeed("collect")
        self.serve("/new", feed(self.url))
        self.change("UPDATE feed SET address = ?", self.url + "/new")
        text, found = self.check()
        self.assertIn(f"asked at {self.url}/new", text)
        self.assertEqual(found["request"]["url"], self.url + "/new")
        self.assertRegex(self.succeed("sources"),
                         f"move +ostvar-wire .*{self.url}/new now: put")

    def test_an_entry_with_another_address_starts_anew(self):
        self.page.status = 410
        self.run_program("collect")
        self.point(self.serve("/new", feed(self.url)))
        text, found = self.check()
        self.assertIn("collect forgets", text)
        self.assertEqual(found["next"]["does"], "ask")

    def test_a_host_that_wants_to_be_left_alone_is_not_asked(self):
        self.succeed("collect")
        self.change("INSERT INTO rest (host, until, reason) VALUES "
                    "('127.0.0.1', ?, 'it answered HTTP 429')",
                    int(time.time()) + 4000)
        self.server.log.clear()
        self.assertFailsAt("robots", "left alone until .*HTTP 429", "by itself")
        text, found = self.check(1)
        self.assertIn("collect leaves the host alone until then", text)
        self.assertEqual(found["next"]["does"], "wait")
        self.assertFails(75, "left alone until", "sources", "add",
                         "--private", self.url + "/other")
        self.assertEqual(self.server.log, [])

    def test_a_paused_one_is_asked_and_said_to_be_paused(self):
        self.point(self.address, "  paused: true\n")
        text, found = self.check()
        self.assertIn("PAUSED", text)
        self.assertEqual(found["next"]["does"], "nothing")

    def test_the_next_time_asks_only_for_changes(self):
        self.page.etag = '"v1"'
        self.succeed("collect")
        self.assertIn("asks it whether it has changed", self.check()[0])

    def test_a_kind_that_needs_a_name_says_how_to_get_one(self):
        self.point("https://api.reliefweb.int/v2/reports",
                   "  kind: reliefweb\n")
        self.assertFailsAt("request", "appname", "")

    def test_an_entry_that_cannot_be_read_is_told_with_its_line(self):
        for more in "  kind: odd\n", "  kind: page\n  links: '('\n":
            with self.subTest(more):
                self.point(self.address, more)
                self.assertFailsAt("entry", "sources.yaml:2: ", "")
        self.assertEqual(self.server.log, [])

    def test_an_unknown_name_is_answered_with_the_nearest(self):
        self.assertFails(66, "did you mean ostvar-wire?", "sources", "check",
                         "ostvr-wire")
        self.assertFails(66, "did you mean ostvar-wire?", "sources", "check",
                         "Ostvar Wir")
        done = self.assertFails(66, "no source xyzzyx", "sources", "check",
                                "xyzzyx")
        self.assertNotIn("mean", done.err)
        self.succeed("sources", "check", "OSTVAR_WIRE")

    def test_a_store_that_cannot_be_read_is_an_error(self):
        self.store.write_bytes(b"no database" * 100)
        done = self.run_program("sources", "check", "ostvar-wire")
        self.assertNotIn(done.status, (0, 1))
        self.assertIn("tallybook.db", done.err)


if __name__ == "__main__":
    unittest.main()
