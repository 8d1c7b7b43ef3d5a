"""collect asks each host for one thing at a time, not too soon, and for nothing
that its robots.txt forbids; by the log of the hosts that are asked."""
import threading
import time
import unittest

from collecting import ARTICLE
from hostile_test import feed
from loopback import Host
from program import Case

PACE = 0.15  # seconds
TICK = 0.002  # the program counts in milliseconds
DELAY = 1   # of a robots.txt that asks for more
N_HOSTS = 5
N_FEEDS = 2  # of each host
N_PAGES = 2  # of each feed

SETTINGS = f"""store: tallybook.db
pace: {int(PACE * 1000)}ms
every: 0s
recheck: [never]
parallel: 50
fail_limit: 0
"""


class Polite(Case):
    def setUp(self):
        super().setUp()
        self.write("tallybook.yaml", SETTINGS)
        self.hosts = [Host(self.answer) for _ in range(N_HOSTS)]
        for host in self.hosts:
            self.addCleanup(host.close)
            host.rules = "Disallow: /secret\n"
        self.write("sources.yaml", "".join(
            f"- key: s{i}-{k}\n  name: Outlet {i}\n"
            f"  url: {host.url}/feed/{k}\n  private: true\n"
            for i, host in enumerate(self.hosts) for k in range(N_FEEDS)))
        self.running = 0
        self.most_running = 0
        self.lock = threading.Lock()

    def count(self, change):
        with self.lock:
            self.running += change
            self.most_running = max(self.most_running, self.running)

    def answer(self, request):
        self.count(1)
        time.sleep(0.03)  # so that two at a time are seen to be
        self.count(-1)
        kind, body = self.page(request)
        return request.answer(body=body, kind=kind, keep=True)

    def page(self, request):
        if request.path == "/robots.txt":
            return "text/plain", f"User-agent: *\n{request.host.rules}"
        if not request.path.startswith("/feed/"):
            return "text/html", ARTICLE.format(
                title=f"Ferry {request.path}", day=3, count=31)
        feed_n = request.path.removeprefix("/feed/")
        i = self.hosts.index(request.host)
        # Every other page is another host's.
        return "application/rss+xml", feed(*(
            f"{self.hosts[(i + n) % N_HOSTS].url}/page/{i}-{feed_n}-{n}"
            for n in range(N_PAGES)), f"{request.host.url}/secret/{feed_n}")

    def assertPolite(self, host, pace=PACE):
        for before, after in zip(host.log, host.log[1:]):
            self.assertGreaterEqual(
                after.began - before.ended, pace - TICK,
                f"{after.path} of {host.name} after {before.path}")

    def test_no_two_at_a_time_and_none_too_soon(self):
        self.succeed("collect")
        for host in self.hosts:
            self.assertEqual(len(host.log), 1 + N_FEEDS * (1 + N_PAGES))
            self.assertPolite(host)
        # And yet the hosts do not wait for each other.
        self.assertGreater(self.most_running, 1)

    def test_robots_txt_is_asked_for_once_and_first(self):
        for _ in range(2):
            self.succeed("collect")
        for host in self.hosts:
            self.assertEqual(host.log[0].path, "/robots.txt")
            self.assertEqual(len(host.asked("/robots.txt")), 1)

    def test_what_is_forbidden_is_never_asked_for(self):
        self.hosts[0].rules = "Disallow: /feed/1\nDisallow: /page\n"
        self.run_program("collect")
        forbidden = [request.path for request in self.hosts[0].log
                     if request.path.startswith(("/feed/1", "/page"))]
        for host in self.hosts[1:]:
            forbidden += [request.path for request in host.log
                          if request.path.startswith("/secret")]
        self.assertEqual(forbidden, [])
        self.assertEqual(len(self.hosts[0].asked("/feed/0")), 1)

    def test_a_longer_delay_that_robots_txt_asks_for_is_kept(self):
        self.hosts[0].rules += f"Crawl-delay: {DELAY}\n"
        self.succeed("collect")
        self.assertPolite(self.hosts[0], DELAY)
        self.assertPolite(self.hosts[1])

    def answer_same(self, request):
        if not request.path.startswith("/feed/"):
            return self.answer(request)
        if "if-none-match" in request.headers:
            return request.answer(304, headers=['ETag: "1"'], keep=True)
        return request.answer(body=feed(), headers=['ETag: "1"'],
                              kind="application/rss+xml", keep=True)

    def test_a_connection_is_left_when_nothing_is_new_and_nothing_waits(self):
        same, slow = self.hosts[:2]
        same.answer = self.answer_same
        self.succeed("collect")
        before = same.connections
        slow.answer = lambda request: (
            time.sleep(1), self.answer(request))[1]
        self.succeed("collect")
        self.assertEqual(same.connections, before + 1)  # for both feeds
        self.assertLess(same.left[-1], slow.log[-1].ended - 0.5)

    def lead_elsewhere(self, rules):
        """A feed and a page of the first host have moved to another site."""
        elsewhere = Host(self.answer_elsewhere, beside=self.hosts[0])
        elsewhere.rules = rules
        self.addCleanup(elsewhere.close)
        self.hosts[0].answer = lambda request: (
            self.answer(request) if request.path == "/robots.txt" else
            request.answer(301, headers=[
                f"Location: {elsewhere.url}{request.path}"]))
        self.run_program("collect")
        return elsewhere

    def answer_elsewhere(self, request):
        if request.path == "/robots.txt":
            return self.answer(request)
        return request.answer(body=feed(f"{request.host.url}/page/1"),
                              kind="application/rss+xml")

    def test_where_a_redirect_leads_is_asked_for_its_robots_txt_first(self):
        elsewhere = self.lead_elsewhere("Disallow: /feed/1\nCrawl-delay: 1\n")
        self.assertEqual(elsewhere.log[0].path, "/robots.txt")
        self.assertEqual(len(elsewhere.asked("/robots.txt")), 1)
        self.assertEqual(len(elsewhere.asked("/feed/0")), 1)
        self.assertEqual(elsewhere.asked("/feed/1"), [])
        self.assertPolite(elsewhere, 1)
        told = " ".join(
            self.run_program("sources", "check", "s0-1").out.split())
        self.assertRegex(told, r"redirected to \S+/feed/1: its robots\.txt "
                               r"forbids this address")

    def test_a_site_that_a_redirect_leads_to_may_have_no_robots_txt(self):
        elsewhere = self.lead_elsewhere("")
        self.assertEqual(len(elsewhere.asked("/feed/0")), 1)
        self.assertEqual(len(elsewhere.asked("/feed/1")), 1)


if __name__ == "__main__":
    unittest.main()
