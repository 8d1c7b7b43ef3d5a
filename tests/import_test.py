"""tallybook import of web archives and folders."""
import gzip
import json
import resource
import sqlite3
import unittest
import zlib

from program import SANITIZED, Case

PAGE = """<!doctype html><html lang="en"><head><title>Ferry sinks</title>
</head><body><article><h1>Ferry sinks off Ilvo</h1>
<p>The Sundra harbour office said that {n} people were killed when a ferry
sank off the island of Ilvo on Monday.</p>
<p>Divers went on with their search through the night, the office said, and
the harbour stayed closed to other ships.</p></article></body></html>
"""


def record(kind, block, number, fields="", version="1.0",
           date="2021-05-06T07:08:09Z"):
    block = block.encode() if isinstance(block, str) else block
    head = (f"WARC/{version}\r\nWARC-Type: {kind}\r\nWARC-Date: {date}\r\n"
            f"WARC-Record-ID: <urn:uuid:{number:032x}>\r\n{fields}"
            f"Content-Length: {len(block)}\r\n\r\n")
    return head.encode() + block + b"\r\n\r\n"


def response(number, body, url="https://outlet.example/ferry", status=200,
             kind="text/html; charset=utf-8", headers="", **options):
    body = body.encode() if isinstance(body, str) else body
    head = (f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\n{headers}\r\n")
    return record("response", head.encode() + body, number,
                  f"WARC-Target-URI: {url}\r\n"
                  "Content-Type: application/http; msgtype=response\r\n",
                  **options)


def chunked(body):
    body = body.encode()
    half = len(body) // 2
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part)
                    for part in (body[:half], body[half:], b""))


def archive(*records):
    return b"".join(map(gzip.compress, records))


class Import(Case):
    def rows(self, sql):
        with sqlite3.connect(self.store) as db:
            return db.execute(sql).fetchall()

    def put(self, *records, name="crawl.warc.gz"):
        return self.succeed("import", self.write(name, archive(*records)))


class Archive(Import):
    def test_a_page_is_stored_with_the_archive_s_address_and_time(self):
        self.assertEqual(self.put(response(1, PAGE.format(n=31))),
                         "1 new, 0 changed, 0 already there\n")
        self.assertEqual(
            self.rows("SELECT fetched, status, archive FROM version"),
            [(1620284889, 0, "")])
        self.assertEqual(self.rows("SELECT url FROM document"),
                         [("https://outlet.example/ferry",)])
        figures = json.loads(self.succeed("history", "killed", "--json"))
        self.assertIn('"value_low": 31', json.dumps(figures))

    def test_captures_of_one_page_become_its_versions(self):
        out = self.put(
            response(1, PAGE.format(n=31), date="2021-05-06T07:08:09Z"),
            response(2, PAGE.format(n=31), date="2021-05-06T09:00:00Z"),
            response(3, PAGE.format(n=34), date="2021-05-07T07:08:09.25Z"))
        self.assertEqual(out, "1 new, 1 changed, 1 already there\n")
        self.assertEqual(self.rows("SELECT count(*) FROM document"), [(1,)])
        self.assertEqual(
            self.rows("SELECT fetched FROM version ORDER BY fetched"),
            [(1620284889,), (1620371289,)])

    def test_what_is_no_article_is_counted_and_passed_over(self):
        out = self.put(
            record("warcinfo", "software: own\r\n", 1),
            record("request", "GET /ferry HTTP/1.1\r\n\r\n", 2),
            record("metadata", "x", 3), record("tally", "x", 4),
            record("revisit", "HTTP/1.1 200 OK\r\n\r\n", 5),
            response(6, PAGE.format(n=1), status=404),
            response(7, "\x89PNG", kind="image/png"),
            response(8, "User-agent: *\n", kind="text/plain",
                     url="https://outlet.example/robots.txt"),
            response(9, "<html><body></body></html>"),
            response(10, PAGE.format(n=2), headers="Content-Encoding: br\r\n"),
            record("response", "no HTTP at all", 11),
            response(12, PAGE.format(n=31)))
        self.assertEqual(out, "1 new, 0 changed, 0 already there, "
                         "11 records that are no articles\n")

    def test_bodies_are_unpacked(self):
        page = PAGE.format(n=31)
        packed = "Content-Encoding: gzip\r\n"
        bodies = [
            (page, ""), (gzip.compress(page.encode()), packed),
            (zlib.compress(page.encode()), "Content-Encoding: deflate\r\n"),
            (chunked(page), "Transfer-Encoding: chunked\r\n"),
            (page, packed),  # the writer unpacked it
        ]
        for number, (body, headers) in enumerate(bodies):
            self.put(response(number, body, headers=headers,
                              url=f"https://outlet.example/{number}"))
        hashes = self.rows("SELECT DISTINCT hex(raw_sha256) FROM version")
        self.assertEqual(len(hashes), 1)
        self.assertEqual(self.rows("SELECT count(*) FROM version"), [(5,)])

    def test_archives_of_every_make_are_read(self):
        records = [response(n, PAGE.format(n=30 + n), version=version,
                            url=f"https://outlet.example/{n}")
                   for n, version in enumerate(["1.0", "1.1", "1.1"])]
        for name, bytes_ in [("a.warc", b"".join(records)),
                             ("b.warc.gz", gzip.compress(b"".join(records))),
                             ("c.warc.gz", archive(*records))]:
            self.store.unlink(missing_ok=True)
            self.assertEqual(self.succeed("import", self.write(name, bytes_)),
                             "3 new, 0 changed, 0 already there\n")

    def test_a_bad_record_is_told_and_stops_no_other(self):
        records = [gzip.compress(response(
            n, PAGE.format(n=31 + n), url=f"https://outlet.example/{n}"))
            for n in range(3)]
        broken = bytearray(records[1])
        broken[len(broken) // 2] ^= 0xff
        path = self.write("crawl.warc.gz",
                          records[0] + broken + records[2] + records[0][:99])
        done = self.assertFails(
            65, rf"crawl\.warc\.gz: offset {len(records[0])}: .*\n"
            r".*crawl\.warc\.gz: offset \d+: torn", "import", path)
        self.assertEqual(done.out, "2 new, 0 changed, 0 already there\n")

    def test_a_packed_file_that_is_no_archive_is_told(self):
        path = self.write("page.html.gz", gzip.compress(b"<p>31 killed</p>"))
        self.assertFails(65, r"page\.html\.gz: .*no WARC record", "import",
                         path)

    def test_a_large_archive_takes_no_more_memory_than_a_small_one(self):
        image = gzip.compress(response(1, bytes(1 << 20), kind="image/png"))
        path = self.write("crawl.warc.gz", image * 400 + gzip.compress(
            response(2, PAGE.format(n=31))))

        def limit():
            resource.setrlimit(resource.RLIMIT_DATA, (1 << 27, 1 << 27))

        if SANITIZED:  # they keep what was freed
            limit = None
        self.assertIn("1 new", self.succeed("import", path,
                                            preexec_fn=limit))

    def test_extract_reads_them_as_well(self):
        path = self.write("crawl.warc.gz", archive(
            response(7, PAGE.format(n=31)), response(8, "<p></p>")))
        row = json.loads(self.succeed("extract", path))
        self.assertEqual(row["id"], f"urn:uuid:{7:032x}")
        self.assertEqual(row["figures"][0]["value_low"], 31)


class Folder(Import):
    def test_all_files_in_a_folder_are_read_in_order(self):
        first = archive(response(1, PAGE.format(n=31)))
        second = archive(response(2, PAGE.format(n=34),
                                  date="2021-05-07T00:00:00Z"))
        self.write("crawls/2021/b.warc.gz", second)
        self.write("crawls/2021/a.warc.gz", first)
        self.write("crawls/note.txt", "9 people were killed in Ilvo.\n")
        self.write("crawls/.hidden/c.txt", "8 people were killed.\n")
        self.write("crawls/.d.txt", "7 people were killed.\n")
        (self.folder / "crawls/again").symlink_to(self.folder / "crawls")
        self.assertEqual(self.succeed("import", self.folder / "crawls"),
                         "2 new, 1 changed, 0 already there\n")
        self.assertEqual(
            self.rows("SELECT fetched FROM version WHERE fetched < 1700000000 "
                      "ORDER BY rowid"), [(1620284889,), (1620345600,)])

    def test_a_bad_file_stops_no_other(self):
        self.write("crawls/a.json", '{"id": 1}\n')
        self.write("crawls/b.txt", "9 people were killed in Ilvo.\n")
        done = self.assertFails(65, r"crawls/a\.json", "import", "crawls")
        self.assertEqual(done.out, "1 new, 0 changed, 0 already there\n")

    def test_folders_are_read_to_a_bounded_depth(self):
        self.write("/".join(["d"] * 40) + "/a.txt", "9 were killed.\n")
        self.assertFails(74, "more than 32 folders", "import", "d")

    def test_an_empty_folder_is_nothing(self):
        (self.folder / "empty").mkdir()
        self.assertEqual(self.succeed("import", "empty"),
                         "0 new, 0 changed, 0 already there\n")


if __name__ == "__main__":
    unittest.main()
