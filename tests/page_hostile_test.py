#!/usr/bin/env python3
"""Pages that are made to cost time, memory or the text: each is read in
bounds, and its article is found, or it is refused with a reason."""
import json
import resource
import subprocess
import unittest

import program

FIRST = ("The governor of Eastmark said on Tuesday that the river had risen "
         "two metres, and that more rain was expected.")
LAST = ("Families left the lower town at night, carrying what they could, "
        "while boats searched the flooded streets for others.")
BODY = f"<p>{FIRST}</p><p>{LAST}</p>"
MB = 1 << 20
MILLION = 10 ** 6
CPU_S = 120
MEMORY = 1024 * MB


def limit():
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
    if not program.SANITIZED:  # which reserve terabytes of addresses
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


class HostilePages(program.Case):
    def extract(self, before, piece="", times=0, after=""):
        """Run the program on a page that says one thing many times."""
        if isinstance(before, str):
            before, piece, after = (
                part.encode() for part in (before, piece, after))
        path = self.folder / "page.html"
        with open(path, "wb") as page:
            page.write(before)
            for _ in range(times // 1000):
                page.write(piece * 1000)
            page.write(piece * (times % 1000))
            page.write(after)
        return subprocess.run(
            [program.PROGRAM, "extract", str(path)], env=self.env,
            capture_output=True, preexec_fn=limit, timeout=600)

    def read(self, *page):
        done = self.extract(*page)
        self.assertEqual(done.stderr.decode(), "")
        self.assertEqual(done.returncode, 0)
        return json.loads(done.stdout)["text"]

    def found(self, *page):
        text = self.read(*page)
        self.assertIn(FIRST, text)
        self.assertIn(LAST, text)
        return text

    def refused(self, reason, *page):
        done = self.extract(*page)
        self.assertEqual(done.returncode, 65)
        self.assertRegex(done.stderr.decode(), reason)
        self.assertEqual(json.loads(done.stdout)["text"], "")

    def test_a_page_of_50_megabytes_is_searched_for_its_text(self):
        for before, piece, after in (
                (BODY + "<script>", "'<p>x</p>' ", "</script>"),
                ("<!--", "<p>x</p> ", "-->" + BODY),
                (BODY + "<svg>", "<path d=M0>", "</svg>")):
            with self.subTest(before[-8:]):
                self.found(before, piece, 50 * MB // len(piece), after)

    def test_a_text_of_50_megabytes_is_refused(self):
        self.refused("larger than", "<h1>R</h1>", BODY, 50 * MB // len(BODY))

    def test_a_million_elements_do_not_hide_the_text(self):
        for before, piece, after in (
                ("", "<div>", BODY), (BODY, "<b>", ""), (BODY, "<p>x", ""),
                (BODY + "<ul>", "<li>x", ""), (BODY, "<form>", ""),
                (BODY, "<div><form></form></div>", ""),
                (BODY, "<article>", ""), (BODY, "<b></i>", ""),
                (BODY + "<p>", "<span hidden>x", ""),
                (BODY + "<p>", "<span hidden>x</span>", ""),
                (BODY, "<h2>x y z</h2>", ""), (BODY, "<b class=byline>", ""),
                (BODY, "<p class=headline>a b c", ""),
                (BODY, "<table><tr><td>", ""), (BODY, "</b>", "")):
            with self.subTest(before[-8:] + piece):
                self.found(before, piece, MILLION, after)

    def cpu(self, *page):
        """The best of two: other programs can only add to it."""
        took = []
        for _ in range(2):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            self.extract(*page)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            took.append(after.ru_utime - before.ru_utime)
        return min(took)

    def test_four_times_the_page_costs_four_times_as_much(self):
        # By the square of it, sixteen times.
        for before, piece in (
                (BODY, "<h2>x y z</h2>"), (BODY, "<a><b></a></b>"),
                (BODY, "<p>Published 3 May 2020 by us"),
                (BODY + "<div class='date x'>" * 400,
                 "<time datetime=2020-01-01>3 May 2020</time><br>"),
                (BODY + "<p>", "x<br>"), (BODY + "<p>", "&"),
                (BODY + "<p title='", "id=a ")):
            with self.subTest(piece):
                times = MB // len(piece)
                self.assertLess(self.cpu(before, piece, 4 * times),
                                9 * self.cpu(before, piece, times))

    def test_a_text_behind_too_many_elements_is_refused_with_the_reason(self):
        self.refused("too many elements", "<h1>R</h1>", "<p>x</p>", MILLION,
                     BODY)

    def test_megabytes_in_one_attribute_are_passed_over(self):
        for name in "class", "id", "style", "href", "data-x", "content":
            with self.subTest(name):
                self.found(f"<div {name}='", "display: a ", 2 * MILLION,
                           f"'>{BODY}")
        self.found("<div ", "id=1 class=x ", MILLION, f">{BODY}")

    def test_millions_of_entities_are_read_once_each(self):
        for entity, char in (("&amp;", "&"), ("&#x41;", "A"),
                             ("&zz;", "&zz;")):
            with self.subTest(entity):
                text = self.read("<p>", entity, 2 * MILLION, "</p>")
                self.assertEqual(text, char * 2 * MILLION + "\n")
        self.found(f"{BODY}<p>", "&#99999999;", 2 * MILLION, "</p>")

    def test_entities_that_a_page_declares_are_not_multiplied(self):
        text = self.found(
            "<!DOCTYPE html [<!ENTITY a 'aaaaaaaa'><!ENTITY b '&a;&a;'>]>"
            + BODY + "<p>", "&b;", 1000, "</p>")
        self.assertNotIn("aaaaaaaa", text)

    def test_broken_utf_8_costs_its_own_bytes_only(self):
        self.found(b"<meta charset=utf-8>", BODY.encode() + b"<p>\xff\xc3\x28"
                   b"\xe2\x82\xf0\x9f</p>", MB // 256, BODY.encode())

    def test_broken_utf_16_costs_its_own_bytes_only(self):
        for mark, code in (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff",
                                                       "utf-16-be"):
            body = BODY.encode(code)
            lone = "\ud800x".encode(code, "surrogatepass")
            with self.subTest(code):
                self.found(mark, body + lone, MB // 512, body + b"\x41")

    def test_markup_in_a_script_is_no_text(self):
        text = self.found(
            BODY, "<script>var a = '</p><p>This is a string of a script, and "
            "as long as a paragraph of a text would be.</p>';</script>", 50000)
        self.assertEqual(text, f"{FIRST}\n{LAST}\n")


if __name__ == "__main__":
    unittest.main()
