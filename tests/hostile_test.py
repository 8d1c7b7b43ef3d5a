"""collect beside servers that mean no good: each is ended within its limit,
costs little memory, has its reason told, and holds up nobody else."""
import itertools
import json
import pathlib
import ssl
import struct
import subprocess
import time
import unittest
import zlib

from collecting import ARTICLE
from loopback import Host
from program import SANITIZED, Case

SETTINGS = """store: tallybook.db
pace: 0s
every: 0s
recheck: [never]
timeout: 2s
connect_timeout: 2s
max_body: 1MB
max_header: 16kB
max_redirects: 3
max_items: 100
fail_limit: 100
"""
MB = 1024 * 1024
MOST_SECONDS = 60

HEAD = ('<?xml version="1.0"?><rss version="2.0"><channel><title>Test</title>'
        "<link>http://test.example/</link><description>Test</description>")
TAIL = "</channel></rss>"


def item(url):
    return (f"<item><title>Report</title><guid>{url}</guid>"
            f"<link>{url}</link></item>")


def feed(*urls):
    return HEAD + "".join(map(item, urls)) + TAIL


def answer_robots(request):
    """Whether it was asked for; all are allowed everything."""
    if request.path != "/robots.txt":
        return False
    request.answer(body="User-agent: *\nAllow: /\n", kind="text/plain")
    return True


def answer_well(request):
    if answer_robots(request):
        return
    if request.path == "/feed":
        request.answer(body=feed(request.host.url + "/page"),
                       kind="application/rss+xml")
    else:
        request.answer(body=ARTICLE.format(title="Ferry", day=3, count=31))


def repeat_packed(first, block, times):
    """The gzip of first + block * times, in pieces, without making it: what
    ends in a full flush can be repeated."""
    def pack(data):
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        return packer.compress(data) + packer.flush(zlib.Z_FULL_FLUSH)

    yield b"\x1f\x8b\x08" + bytes(6) + b"\xff" + pack(first)
    yield from itertools.repeat(pack(block), times)
    check = zlib.crc32(first)
    for _ in range(times):
        check = zlib.crc32(block, check)
    yield b"\x03\x00" + struct.pack(
        "<II", check, len(first) + len(block) * times)


def send_head(request, *lines):
    request.send("\r\n".join(["HTTP/1.1 200 OK",
                              "Content-Type: application/rss+xml", *lines,
                              "Connection: close", "", ""]).encode())


def send_packed(request, pieces):
    send_head(request, "Content-Encoding: gzip")
    for piece in pieces:
        request.send(piece)


class Hostile(Case):
    usual = None  # bytes of memory that collecting from the good one takes

    def setUp(self):
        super().setUp()
        self.write("tallybook.yaml", SETTINGS)
        self.sources = {}
        self.good = self.host(answer_well)
        self.point("good", self.good.url + "/feed")
        if Hostile.usual is None:
            Hostile.usual = self.collect()
            for path in self.folder.glob("tallybook.db*"):
                path.unlink()
            self.good.log.clear()

    def host(self, answer, **options):
        host = Host(answer, **options)
        self.addCleanup(host.close)
        return host

    def point(self, key, url):
        self.sources[key] = (f"- key: {key}\n  name: The {key} Paper\n"
                             f"  url: {url}\n  private: true\n")
        self.write("sources.yaml", "".join(self.sources.values()))

    def bad(self, answer, key="bad", **options):
        """A source whose host answers so, but for its robots.txt."""
        def answer_all(request):
            if not answer_robots(request):
                answer(request)

        host = self.host(answer_all, **options)
        self.point(key, host.url + "/feed")
        return host

    def collect(self, *arguments):
        """Run it: the most memory that it had, in bytes."""
        started = time.monotonic()
        with self.start("collect", *arguments) as run:
            most = 0
            while run.poll() is None:
                most = max(most, resident(run.pid))
                time.sleep(0.01)
            out, err = run.communicate()
        self.assertEqual((out, err, run.returncode), ("", "", 0))
        self.assertLess(time.monotonic() - started, MOST_SECONDS)
        return most

    def source(self, key="bad"):
        listed = json.loads(self.succeed("sources", "--json"))["sources"]
        return next(one for one in listed if one["key"] == key)

    def assertGoodIsCollected(self):
        self.assertEqual(self.source("good")["state"], "ok")
        self.assertEqual(self.source("good")["n_articles"], 1)

    def assertBounded(self, memory=64):
        """That a run takes at most so many MB more than usual, and that the
        good source is collected in it."""
        most = self.collect()
        self.assertGoodIsCollected()
        if not SANITIZED:
            self.assertLess(most - Hostile.usual, memory * MB)

    def assertRefused(self, answer, reason, memory=64, **options):
        host = self.bad(answer, **options)
        self.assertBounded(memory)
        self.assertRegex(self.source()["reason"] or "no reason", reason)
        return host


def resident(pid):
    """The most memory that a process has had, in bytes; 0: it is gone."""
    try:
        status = pathlib.Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    found = [line for line in status.splitlines()
             if line.startswith("VmHWM:")]
    return int(found[0].split()[1]) * 1024 if found else 0


class Size(Hostile):
    def allow_much(self):
        self.write("tallybook.yaml", SETTINGS
                   .replace("max_body: 1MB", "max_body: 200MB")
                   .replace("\ntimeout: 2s", "\ntimeout: 40s"))

    def test_an_endless_body_is_ended_at_its_limit(self):
        def answer(request):
            send_head(request)
            while True:
                request.send(b"x" * 65536)

        self.assertRefused(answer, "larger than")

    def test_a_length_beyond_the_limit_is_not_even_read(self):
        def answer(request):
            send_head(request, "Content-Length: 99999999999")
            request.send(b"x" * 1000)

        self.assertRefused(answer, "larger than")

    def test_a_gigabyte_packed_in_a_megabyte_is_not_unpacked(self):
        def answer(request):
            send_packed(request, repeat_packed(
                HEAD.encode(), b"a" * 16 * MB, 64))

        self.assertRefused(answer, "larger than|unpack")

    def test_a_header_without_end_is_ended(self):
        def answer(request):
            request.send(b"HTTP/1.1 200 OK\r\n")
            for i in itertools.count():
                request.send(f"X-{i}: {'x' * 1000}\r\n".encode())

        self.assertRefused(answer, "header")

    def test_a_header_line_without_end_is_ended(self):
        def answer(request):
            request.send(b"HTTP/1.1 200 OK\r\nX-Long: ")
            while True:
                request.send(b"x" * 65536)

        self.assertRefused(answer, "header")

    def test_of_a_million_items_as_many_are_kept_as_may_be(self):
        self.allow_much()

        def answer(request):
            if request.path != "/feed":
                request.answer(404)
                return
            send_head(request, "Content-Encoding: gzip")
            packer = zlib.compressobj(1, zlib.DEFLATED, 31)
            request.send(packer.compress(HEAD.encode()))
            for start in range(0, 1000000, 1000):
                request.send(packer.compress("".join(
                    item(f"{request.host.url}/{i}")
                    for i in range(start, start + 1000)).encode()))
            request.send(packer.compress(TAIL.encode()) + packer.flush())

        host = self.bad(answer)
        self.assertBounded(memory=400)
        pages = {request.path for request in host.log} - {
            "/feed", "/robots.txt"}
        self.assertEqual(pages, {f"/{i}" for i in range(100)})

    def test_50_megabytes_of_nesting_are_read_as_far_as_is_sane(self):
        self.allow_much()

        def answer(request):
            send_packed(request, repeat_packed(
                HEAD.encode() + b"<item>", b"<a>" * 349525, 50))

        self.bad(answer)
        self.assertBounded(memory=400)

    def test_entities_that_multiply_are_not_multiplied(self):
        names = "abcdefghij"
        bomb = "".join(
            f'<!ENTITY {name} "{f"&{before};" * 10}">'
            for before, name in zip(names, names[1:]))

        def answer(request):
            request.answer(body='<?xml version="1.0"?><!DOCTYPE rss ['
                           f'<!ENTITY a "ha">{bomb}]><rss version="2.0">'
                           "<channel><title>&j;</title><item><title>&j;"
                           f"</title><link>{request.host.url}/&j;</link>"
                           "</item></channel></rss>",
                           kind="application/rss+xml")

        self.bad(answer)
        self.assertBounded()

    def test_a_file_outside_is_not_read_into_a_feed(self):
        self.write("secret", "the-secret-word")

        def answer(request):
            request.answer(
                body='<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY s SYSTEM '
                f'"file://{self.folder}/secret">]>' + HEAD +
                f"<item><title>&s;</title><link>{request.host.url}/&s;"
                "</link></item>" + TAIL, kind="application/rss+xml")

        host = self.bad(answer)
        self.collect()
        self.assertEqual([request.path for request in host.log
                          if "secret" in request.path], [])


class Ways(Hostile):
    def test_redirects_in_a_circle_are_followed_so_many_times(self):
        def answer(request):
            request.answer(302, headers=["Location: " + request.path + "x"])

        host = self.assertRefused(answer, "redirect")
        self.assertEqual(len(host.log) - len(host.asked("/robots.txt")), 4)

    def test_a_redirect_to_a_file_is_not_followed(self):
        def answer(request):
            request.answer(302, headers=["Location: file:///etc/passwd"])

        self.assertRefused(answer, "file:///etc/passwd.*no http")

    def test_a_redirect_into_the_inner_network_is_not_followed(self):
        def answer(request):
            request.answer(302, headers=[
                "Location: http://169.254.169.254/latest/meta-data/"])

        self.assertRefused(answer, r"169\.254\.169\.254.*private")

    def test_a_page_in_the_inner_network_is_not_asked_for(self):
        inside = self.host(answer_well)

        def answer(request):
            if request.path == "/feed":
                request.answer(body=feed(request.host.url + "/page"),
                               kind="application/rss+xml")
            else:
                request.answer(302, headers=[
                    f"Location: {inside.url}/page"])

        self.bad(answer)
        self.collect()
        self.assertEqual([request.path for request in inside.log], [])
        self.assertGoodIsCollected()

    def test_a_certificate_that_nobody_vouches_for_is_refused(self):
        key, certificate = self.folder / "key.pem", self.folder / "cert.pem"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
             "ec_paramgen_curve:prime256v1", "-nodes", "-subj",
             "/CN=elsewhere.example", "-keyout", key, "-out", certificate],
            check=True, capture_output=True)
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(certificate, key)
        host = self.assertRefused(answer_well, "certificate", tls=tls)
        self.assertEqual(host.log, [])


class Answers(Hostile):
    def test_an_empty_answer_is_no_feed(self):
        self.assertRefused(lambda request: request.answer(), "empty")

    def test_not_modified_since_nothing_is_no_answer(self):
        self.assertRefused(
            lambda request: request.answer(304, headers=['ETag: "v1"']),
            "304")

    def test_an_answer_without_http_is_refused(self):
        self.assertRefused(lambda request: request.send(b"SSH-2.0-x\r\n"),
                           "HTTP")

    def test_more_than_the_length_says_is_cut_there(self):
        body = feed().encode()

        def answer(request):
            send_head(request, f"Content-Length: {len(body)}")
            request.send(body + b"<rss>" * 1000)

        self.bad(answer)
        self.collect()
        self.assertEqual(self.source()["state"], "ok")
        self.assertGoodIsCollected()


class Time(Hostile):
    """What takes time takes it together, in one run."""

    def drip(self, request):
        send_head(request)
        while True:
            request.send(b" ")
            time.sleep(0.05)

    def hang(self, request):
        request.connection.recv(1)

    def cut(self, request):
        send_head(request, "Content-Length: 5000")
        request.send(HEAD.encode())

    def unavailable(self, request):
        request.answer(503)

    def test_each_ends_within_its_limit_and_holds_up_nobody(self):
        told = {"drip": "time|2 s", "hang": "time|2 s",
                "cut": "ended before", "unavailable": "503"}
        bad = {name: self.bad(getattr(self, name), name) for name in told}
        locked = self.host(lambda request: request.answer(500))
        self.point("locked", locked.url + "/feed")
        told["locked"] = r"robots\.txt.*500"
        self.collect()
        self.assertEqual(locked.asked("/feed"), [])
        self.assertGoodIsCollected()
        for name, reason in told.items():
            with self.subTest(name):
                self.assertRegex(self.source(name)["reason"], reason)
                self.assertEqual(self.source(name)["state"], "fail")
        page = self.good.asked("/page")[0]
        for name in "drip", "hang":
            self.assertLess(page.began, bad[name].asked("/feed")[0].ended)

    def test_a_host_that_asks_for_an_hour_is_left_alone(self):
        def answer(request):
            request.answer(429, headers=["Retry-After: 3600"])

        host = self.bad(answer, "b0")
        for i in range(1, 5):
            self.point(f"b{i}", f"{host.url}/feed{i}")
        self.collect()
        asked = [request.path for request in host.log
                 if request.path != "/robots.txt"]
        self.assertEqual(len(asked), 1, asked)
        self.assertGoodIsCollected()
        self.point("b5", f"{host.url}/feed5")
        host.log.clear()
        for options in [], ["--all"]:
            self.collect(*options)
        self.assertEqual([request.path for request in host.log], [])
        self.assertRegex(self.source("b0")["reason"], "429")

    def test_pages_that_fail_for_ever_are_not_asked_for_at_every_run(self):
        def answer(request):
            if request.path == "/feed":
                request.answer(body=feed(request.host.url + "/page"),
                               kind="application/rss+xml")
            else:
                request.answer(404)

        host = self.bad(answer)
        for _ in range(3):
            self.collect()
        self.assertEqual(len(host.asked("/page")), 1)


class Robots(Hostile):
    """What a robots.txt may do to us is make us stay away."""

    def collect_under(self, robots):
        def answer(request):
            if request.path.startswith("/robots.txt"):
                robots(request)
            else:
                answer_well(request)

        host = self.host(answer)
        self.point("bad", host.url + "/feed")
        self.assertBounded()
        return host

    def test_one_without_end_is_ended(self):
        def robots(request):
            send_head(request)
            while True:
                request.send(b"Disallow: /elsewhere\n" * 4096)

        host = self.collect_under(robots)
        self.assertEqual(len(host.asked("/robots.txt")), 1)

    def test_one_that_redirects_for_ever_is_ended(self):
        def robots(request):
            request.answer(302, headers=["Location: " + request.path + "x"])

        host = self.collect_under(robots)
        self.assertLessEqual(
            len([1 for request in host.log if "robots" in request.path]), 6)

    def test_of_one_of_5_megabytes_the_beginning_holds(self):
        self.write("tallybook.yaml",
                   SETTINGS.replace("max_body: 1MB", "max_body: 10MB"))
        rules = "User-agent: *\nDisallow: /page\n" + (
            "Disallow: /elsewhere\n" * (5 * MB // 21))
        host = self.collect_under(
            lambda request: request.answer(body=rules, kind="text/plain"))
        self.assertEqual(host.asked("/page"), [])
        self.assertEqual(len(host.asked("/feed")), 1)


if __name__ == "__main__":
    unittest.main()
