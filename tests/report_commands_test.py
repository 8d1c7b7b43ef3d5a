"""The commands that print reports, on a store that import makes."""
import json
import os
import stat
import subprocess
import tempfile
import unittest

TALLYBOOK = os.environ["TALLYBOOK"]

ARTICLES = [
    {"id": "a", "url": "https://wire.example/a", "publisher": "Kelmar Wire",
     "published": "2023-11-14T10:00:00Z", "lang": "en",
     "text": "At least 120 people were killed in Kelmar on 13 November 2023, "
             "the Ardesh Prison Monitor said on Tuesday.\n"},
    {"id": "b", "url": "https://post.example/b", "publisher": "Ardesh Post",
     "published": "2023-11-15T10:00:00Z", "lang": "en",
     "text": "More than 3,000 people are missing in Ardesh, Open Relief "
             "said on Wednesday.\n"},
]
LATER = [
    {"id": "d", "url": "https://post.example/d", "publisher": "Ardesh Post",
     "published": "2023-11-14T09:00:00Z", "lang": "en",
     "text": "At least 40 people are missing in Kelmar, the Ardesh Prison "
             "Monitor said on Monday.\n"},
    {"id": "c", "url": "https://post.example/c", "publisher": "Ardesh Post",
     "published": "2023-11-16T10:00:00Z", "lang": "en",
     "text": "Nine detainees were released on Thursday, the Justice Ministry "
             "of Ardesh said.\n"},
]


class Folder(unittest.TestCase):
    """A folder with a configuration, and a store once something is put."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.configure(folder.name)

    @classmethod
    def configure(cls, path):
        cls.path = path
        with open(os.path.join(path, "tallybook.yaml"), "w") as f:
            f.write("store: store.db\n")
        with open(os.path.join(path, "sources.yaml"), "w") as f:
            f.write("[]\n")

    @classmethod
    def call(cls, *words):
        return subprocess.run([TALLYBOOK, *words], capture_output=True,
                              text=True, timeout=60, cwd=cls.path,
                              check=False, env={**os.environ,
                                                "TALLYBOOK_CONFIG": cls.path})

    def run_tallybook(self, *words, status=0):
        got = self.call(*words)
        self.assertEqual(got.returncode, status, got.stderr)
        self.err = got.stderr
        return got.stdout

    @classmethod
    def put(cls, articles):
        name = os.path.join(cls.path, "articles.jsonl")
        with open(name, "w") as f:
            for article in articles:
                f.write(json.dumps(article) + "\n")
        got = cls.call("import", name)
        if got.returncode != 0:
            raise AssertionError(got.stderr)


class Issues(Folder):
    """What changes the store: readings."""

    def test_without_a_store_they_say_what_to_do(self):
        for words in (["digest"], ["history", "killed"], ["disputes"],
                      ["show", "f0"], ["facilities"]):
            self.assertEqual(self.run_tallybook(*words, status=78), "")
            self.assertIn("no store at", self.err)
            self.assertIn("tallybook collect", self.err)

    def test_a_digest_starts_where_the_last_one_ended(self):
        self.put(ARTICLES)
        first = self.run_tallybook("digest", "--json")
        self.assertEqual(json.loads(first)["issue"], 1)
        self.assertEqual(len(json.loads(first)["behind"]), 2)
        empty = json.loads(self.run_tallybook("digest", "--peek", "--json"))
        self.assertEqual(empty["behind"], [])
        self.assertIsNone(empty["issue"])
        self.assertIn("Nothing new since", self.run_tallybook("digest"))
        everything = self.run_tallybook("digest", "--since=2000-01-01")
        self.assertIn("more than 3,000", everything)

    def test_a_peek_is_no_reading(self):
        self.put(ARTICLES)
        peek = self.run_tallybook("digest", "--peek")
        self.assertNotIn("issue", peek.splitlines()[0])
        self.assertIn("issue 1", self.run_tallybook("digest"))

    def test_a_page_is_written_beside_the_text(self):
        self.put(ARTICLES)
        text = self.run_tallybook("digest", "--html=today.html")
        self.assertIn("more than 3,000", text)
        self.assertTrue(text.endswith("Page: today.html\n"))
        with open(os.path.join(self.path, "today.html")) as f:
            page = f.read()
        self.assertTrue(page.startswith("<!DOCTYPE html>"))
        self.assertIn("more than 3,000", page)
        self.assertEqual(page.split("</style>")[1],
                         page.split("</style>")[-1])
        self.run_tallybook("digest", "--html=no/such/folder/x", status=73)
        self.assertIn("no/such/folder/x", self.err)

    @unittest.skipIf(os.geteuid() == 0, "root may write anywhere")
    def test_a_store_that_cannot_be_written_is_read(self):
        self.put(ARTICLES)
        os.chmod(os.path.join(self.path, "store.db"), stat.S_IRUSR)
        os.chmod(self.path, stat.S_IRUSR | stat.S_IXUSR)
        try:
            self.assertIn("more than 3,000", self.run_tallybook("digest"))
            self.assertIn("not recorded", self.err)
        finally:
            os.chmod(self.path, stat.S_IRWXU)


class Questions(Folder):
    """What only reads: one store for all."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.configure(folder.name)
        cls.put(ARTICLES + LATER)

    def setUp(self):
        pass

    def test_every_id_of_a_digest_can_be_shown(self):
        digest = json.loads(self.run_tallybook("digest", "--peek", "--json"))
        for entry in digest["behind"]:
            figure, version = entry["figure"], entry["evidence"]["version"]
            text = self.run_tallybook("show", figure["id"])
            self.assertIn("[[", text)
            self.assertIn(figure["publisher"], text)
            for name in (figure["id"], figure["mention"], version,
                         figure["origin"]["id"]):
                shown = self.run_tallybook("show", name, "--json")
                self.assertIn("type", json.loads(shown))
        self.run_tallybook("show", "f0000000000", status=66)
        self.assertIn("f0000000000", self.err)

    def test_a_history_is_asked_for_in_many_ways(self):
        for words in (["missing"], ["Missing"], ["missing", "--by",
                                                 "Open Relief"]):
            history = self.run_tallybook("history", *words)
            self.assertIn("more than 3,000", history)
            self.assertIn("https://post.example/b", history)
        rows = self.run_tallybook("history", "missing", "--csv")
        self.assertEqual(len(rows.splitlines()), 3)
        rows = self.run_tallybook("history", "missing", "--hxl").splitlines()
        self.assertTrue(rows[1].startswith("#meta+id,#indicator+code,"))
        self.assertEqual(len(rows), 4)
        page = self.run_tallybook("history", "missing", "--html")
        self.assertIn("<td>", page)
        self.run_tallybook("history", "executed", status=1)
        self.run_tallybook("history", "mising", status=64)
        self.assertIn('did you mean "missing"', self.err)
        self.run_tallybook("history", "missing", "--at=nowhere", status=66)
        self.run_tallybook("history", "missing", "--place=nowhere", status=66)

    def test_a_place_for_a_facility_is_answered_with_the_option_for_it(self):
        for wrong, right in (("--at=syria", "--place=syria"),
                             ("--place=zaatari", "--at=zaatari")):
            self.run_tallybook("history", "missing", wrong, status=66)
            self.assertIn(f"did you mean {right}?", self.err)

    def test_a_question_by_origin_names_it_in_full(self):
        text = self.run_tallybook("history", "missing", "--by=open relief")
        self.assertEqual(text.splitlines()[0],
                         "Missing, as said by Open Relief")

    def test_nothing_as_of_a_day_is_nothing_of_what_had_been_read_then(self):
        self.run_tallybook("history", "missing", "--as-of=2001-01-01",
                           status=1)
        self.assertIn("figure for missing, of what had been read by "
                      "2001-01-01", self.err)

    def test_a_month_is_not_shown_as_its_year(self):
        self.put([{"id": "m", "url": "https://post.example/m", "lang": "en",
                   "published": "2023-07-02T10:00:00Z", "publisher": "Post",
                   "text": "Between 700 and 900 people were displaced in "
                           "Kelmar in May 2023, the Justice Ministry said.\n"
                   }])
        text = self.run_tallybook("history", "displaced")
        self.assertRegex(text, r"700 to 900 +2023-05 ")

    def test_a_facility_is_called_by_the_label_of_its_kind(self):
        self.put([{"id": "z", "url": "https://post.example/z", "lang": "en",
                   "published": "2023-07-02T10:00:00Z", "publisher": "Post",
                   "text": "Two people were injured at the Zaatari camp, the "
                           "Justice Ministry said.\n"}])
        self.assertIn("Refugee camp, ", self.run_tallybook("facilities"))

    def test_what_is_no_dispute_is_not_called_unknown(self):
        rows = self.run_tallybook("history", "missing", "--csv").splitlines()
        figure = rows[1].split(",")[0]
        self.run_tallybook("disputes", "show", figure, status=66)
        self.assertIn(f"no dispute has the id {figure}", self.err)

    def test_what_a_limit_leaves_out_is_told(self):
        every = json.loads(self.run_tallybook("history", "missing", "--json"))
        self.assertEqual(len(every["statements"]), 2)
        self.assertEqual(every["left_out"], 0)
        one = json.loads(self.run_tallybook("history", "missing", "--limit=1",
                                            "--json"))
        self.assertEqual(one["statements"], every["statements"][:1])
        self.assertEqual(one["left_out"], 1)
        told = "1 figure said before these is left out"
        text = self.run_tallybook("history", "missing", "--limit=1")
        self.assertIn(told + ": --limit=all", text)
        self.assertIn(told, self.run_tallybook("history", "missing",
                                               "--limit=1", "--html"))
        self.assertNotIn("left out", self.run_tallybook("history", "missing"))
        self.assertNotIn("left out", self.run_tallybook(
            "history", "missing", "--limit=all"))
        disputes = json.loads(self.run_tallybook("disputes", "--limit=1",
                                                 "--json"))
        self.assertEqual((disputes["left_out"], disputes["left_out_open"]),
                         (0, 0))

    def test_lists_are_json_and_csv(self):
        for name in ("sources", "facilities", "disputes"):
            rows = json.loads(self.run_tallybook(name, "--json"))[name]
            self.assertIsInstance(rows, list)
            self.assertTrue(
                self.run_tallybook(name, "--csv").startswith("id,"))

    def test_what_is_wrong_is_said(self):
        for words, near in ((["digest", "--jsno"], "--json"),
                            (["digest", "--since=yesterdayish"], "2024-12-09"),
                            (["digest", "--since=9999-01-01"], "yet to come"),
                            (["digest", "--since=2025-03-02",
                              "--until=2025-03-01"], "after --until"),
                            (["history"], "metric"),
                            (["history", "a", "b"], "metric"),
                            (["history", "missing", "--limit=0"], "or all"),
                            (["history", "missing", "--limit=x"], "or all"),
                            (["disputes", "--limit=-1"], "or all"),
                            (["disputes", "show", "d0", "--limit=1"], "show"),
                            (["search", "x", "--limit=all"], "1 to 1000"),
                            (["disputes", "shwo"], "disputes show ID"),
                            (["disputes", "show"], "id"),
                            (["show"], "id"),
                            (["sources", "x"], "takes no"),
                            (["sources", "--json", "--csv"], "one of")):
            self.run_tallybook(*words, status=64)
            self.assertIn(near, self.err)


if __name__ == "__main__":
    unittest.main()
