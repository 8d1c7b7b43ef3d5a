"""The dates of pages, through the program, and the file of their words."""
import json
import unittest

import program

PAGE = """<html lang=xx><head>{head}</head><body>
<h1>The bridge of Orland is open again</h1><p>{line}</p>
<p>The bridge of Orland was opened again on market day, and the first to cross
it were two carts of apples, said the keeper of the toll house.</p>
<p>The repair took the masons of three villages eleven weeks, and the river
had to be led round the middle pillar for most of that time.</p>
</body></html>"""


class Dates(program.Case):
    def published(self, head="", line=""):
        page = self.write("page.html", PAGE.format(head=head, line=line))
        return json.loads(self.succeed("extract", page))["published"]

    def test_a_moment_is_printed_in_the_zone_that_the_page_tells(self):
        self.assertEqual(
            self.published('<meta property="article:published_time" '
                           'content="2025-02-03T23:30:00-05:00">'),
            "2025-02-03T23:30:00-05:00")

    def test_a_user_can_add_the_months_of_a_language(self):
        line = "Printed 3 Thaw 2025"
        self.assertIsNone(self.published(line=line))
        self.write("lang/dates.tsv", "# ours\nxx\t2\tthaw|meltmoon\n")
        self.assertEqual(self.published(line=line), "2025-02-03")

    def test_a_month_of_two_languages_is_that_of_the_pages_own(self):
        line = "Printed 3 Thaw 2025"
        self.write("lang/dates.tsv", "yy\t3\tthaw\nxx\t2\tthaw\n")
        self.assertEqual(self.published(line=line), "2025-02-03")
        self.write("lang/dates.tsv", "yy\t3\tthaw\nzz\t2\tthaw\n")
        self.assertIsNone(self.published(line=line))

    def test_a_wrong_row_is_named_with_file_and_line(self):
        page = self.write("page.html", PAGE.format(head="", line=""))
        for row in "xx\t13\tthaw", "xx\tmonth\tthaw", "xx\t2", \
                "xx\torder\tdym":
            self.write("lang/dates.tsv", f"# ours\n{row}\n")
            self.assertFails(78, r"lang/dates\.tsv:2: expected",
                             "extract", page)


if __name__ == "__main__":
    unittest.main()
