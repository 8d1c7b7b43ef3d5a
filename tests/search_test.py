"""search: texts by their words in several scripts, and by what they say."""
import unittest

from review_test import Reviewing, line


class Search(Reviewing):
    def setUp(self):
        super().setUp()
        path = self.write("more.jsonl", line(
            "b1", "Al Manar al Jadid", "2025-04-01",
            "\u0642\u0627\u0644\u062a \u0627\u0644\u0645\u064f\u0646\u0638\u064e"
            "\u0651\u0645\u0629 \u0625\u0646 \u0627\u0644\u0623\u0647\u0627\u0644\u064a "
            "\u0627\u0646\u062a\u0638\u0631\u0648\u0627.") + line(
            "b2", "Caf\u00e9 News", "2025-04-02",
            "Les \u00c9v\u00e9nements de No\u00ebl: 12 bless\u00e9s."))
        self.succeed("import", path)

    def find(self, *arguments):
        return [row["url"][8:10] for row in self.json(
            "search", *arguments)["found"]]

    def none(self, *arguments):
        done = self.run_program("search", *arguments)
        self.assertEqual((done.status, done.out), (1, ""), done.err)

    def test_finds_all_words_a_phrase_and_beginnings(self):
        self.assertEqual(self.find("families", "gate"), ["a1"])
        self.assertEqual(self.find("waited outside"), ["a1"])
        self.none("outside waited")
        self.none("famil")
        self.assertEqual(self.find("famil*"), ["a1"])
        self.assertEqual(sorted(self.find("prison")), ["a1", "a2", "a3"])

    def test_knows_no_case_accents_and_arabic_spellings(self):
        self.assertEqual(self.find("EVENEMENTS"), ["b2"])
        self.assertEqual(self.find("noel", "bl\u00e9sses"), ["b2"])
        for word in ("\u0627\u0644\u0645\u0646\u0638\u0645\u0647",
                     "\u0645\u0646\u0638\u0645\u0629",
                     "\u0627\u0644\u0627\u0647\u0627\u0644\u0649"):
            self.assertEqual(self.find(word), ["b1"], word)

    def test_is_narrowed_by_what_is_said_by_whom_and_when(self):
        self.assertEqual(self.find("prison", "--by=Sundra Relief Council"),
                         ["a1"])
        self.assertEqual(self.find("prison", "--at=nurhal prison"), ["a2"])
        self.assertEqual(self.find("pris*", "--at=nurhal prison",
                                   "--since=2025-03-02"), ["a2"])
        self.none("prison", "--at=nurhal prison", "--since=2025-03-03")
        self.assertEqual(sorted(self.find("people", "--metric=killed")),
                         ["a1", "a2", "a3"])
        self.none("people", "--metric=injured")
        self.assertEqual(sorted(self.find(
            "prison", "--publisher=ilvo post")), ["a2", "a3"])
        self.assertEqual(self.find("prison", "--since=2025-03-02",
                                   "--until=2025-03-02"), ["a2"])
        out = self.succeed("search", "prison", "--metric=killed", "--limit=1")
        self.assertIn("[[Prison]]", out)
        self.assertIn("people were", out)

    def test_shows_the_number_that_was_said(self):
        self.succeed("import", self.write("long.jsonl", line(
            "c1", "Kelmar Wire", "2025-04-03",
            "The Sundra Council for Missing and Detained Persons said at "
            "least 214 people were killed by the river.")))
        self.assertIn("Sundra Council for Missing and Detained …: at least 214 ",
                      self.succeed("search", "river"))

    def test_compares_the_last_thousand_texts_and_finds_the_others(self):
        """A word that most texts have must not be ranked in all of them."""
        texts = {0: "ferry " * 40, 1: "ferry ferry anchor", 5: "ferry " * 9}
        path = self.write("many.jsonl", "".join(line(
            f"n{i:04}", "Kelmar Wire", "2025-05-01",
            texts.get(i, f"The ferry of day {i} left.")) for i in range(1004)))
        self.succeed("import", path)
        first, = self.json("search", "ferry", "--limit=1")["found"]
        self.assertIn("n0005", first["url"])
        first, = self.json("search", "ferry", "anchor")["found"]
        self.assertIn("n0001", first["url"])

    def test_takes_signs_for_words(self):
        for words in ('"', "a AND", "NEAR(", "title:x", "x -gate", "* *"):
            done = self.run_program("search", words)
            self.assertIn(done.status, (0, 1), done.err)

    def test_refuses_what_is_not_known(self):
        self.assertFails(66, "no publisher", "search", "x",
                         "--publisher=Nobody")
        self.assertFails(64, "1 to", "search", "x", "--limit=0")
        self.assertFails(64, "words", "search")
        self.assertFails(64, "after --until", "search", "x",
                         "--since=2025-03-02", "--until=2025-03-01")


if __name__ == "__main__":
    unittest.main()
