"""What the tests of collect share: feeds of invented articles on a server that
the test controls, and a look into the store."""
import contextlib
import sqlite3
import time

from program import Case, Page, Server

DAY = 24 * 3600

ARTICLE = """<!DOCTYPE html>
<html lang="en"><head><title>{title}</title>
<meta property="article:published_time" content="2025-03-0{day}T09:00:00Z">
</head><body><article><h1>{title}</h1>
<p>The harbour office of Sundra said on Monday that {count} people were killed
when a ferry sank off the island of Ilvo in bad weather.</p>
<p>Fishermen from the villages along the coast brought the survivors to the
pier, where the Sundra Red Lamp Society had put up tents against the rain. The
society asked relatives to come with photographs.</p>
</article></body></html>
"""


def feed(url, names):
    items = "".join(
        f"<item><title>Article {name}</title><guid>{name}</guid>"
        f"<link>{url}/{name}</link>"
        "<pubDate>Mon, 03 Mar 2025 09:00:00 GMT</pubDate></item>"
        for name in names)
    return Page('<?xml version="1.0"?><rss version="2.0"><channel>'
                f"<title>Test</title><link>{url}/</link>"
                f"<description>Test</description>{items}</channel></rss>",
                "application/rss+xml")


class Collecting(Case):
    def setUp(self):
        super().setUp()
        self.server = Server()
        self.addCleanup(self.server.close)
        self.sources = {}

    def add_source(self, key, n, first=0):
        """A feed of n articles, each with a count of its own."""
        names = [f"{key}-{i}" for i in range(first, first + n)]
        for i, name in enumerate(names):
            self.server.pages["/" + name] = Page(ARTICLE.format(
                title=f"Ferry sinks off Ilvo, report {name}", day=1 + i % 9,
                count=100 + first + i))
        self.server.pages[f"/{key}.xml"] = feed(self.server.url, names)
        self.point(key, f"{self.server.url}/{key}.xml")

    def point(self, key, url, private="true"):
        self.sources[key] = (f"- key: {key}\n  name: The {key} Paper\n"
                             f"  url: {url}\n  private: {private}\n")
        self.write("sources.yaml", "".join(self.sources.values()))

    def give_etags(self):
        for path, page in self.server.pages.items():
            page.etag = f'"{path}"'

    @contextlib.contextmanager
    def database(self):
        with contextlib.closing(sqlite3.connect(self.store)) as db, db:
            yield db

    def rows(self, query):
        with self.database() as db:
            return db.execute(query).fetchall()

    def count(self, table):
        return self.rows(f"SELECT count(*) FROM {table}")[0][0]

    def stored(self):
        return {table: self.count(table)
                for table in ("document", "version", "mention", "figure",
                              "claim", "event")}

    def wait_for(self, condition):
        until = time.monotonic() + 30
        while not condition():
            self.assertLess(time.monotonic(), until, "waited too long")
            time.sleep(0.01)

    def natural_keys(self):
        """The public ids, which are the same in every store."""
        return {table: sorted(self.rows(f"SELECT public_id FROM {table}"))
                for table in ("document", "version", "mention", "figure")}


class Runs(Collecting):
    """Runs that go well, and changes of what the store knows."""

    def change(self, query, *values):
        with self.database() as db:
            db.execute(query, values)

    def state(self, column, key="north"):
        return self.rows(
            f"SELECT {column} FROM feed WHERE key = '{key}'")[0][0]

    def collect(self, *arguments):
        """A good and silent run, and what it asked for."""
        self.server.log.clear()
        done = self.run_program("collect", *arguments)
        self.assertEqual((done.out, done.err, done.status), ("", "", 0))
        return [path for path, _, _ in self.server.log]

    def redirect(self, path, status, target):
        self.server.pages[path] = Page("", status=status)
        self.server.pages[path].headers["Location"] = target
