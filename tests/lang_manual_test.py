"""tallybook-lang(7) against the program: its names and its example."""
import json
import re
import unittest

import program

MANUAL = (program.ROOT / "man/tallybook-lang.7").read_text()


def section(name):
    return re.search(rf"^\.Sh {name}\n(.*?)^\.Sh ", MANUAL, re.S | re.M)[1]


def literal(text):
    return text.replace("\\e", "\\").replace("\\&", "")


class Manual(program.Case):
    def test_every_class_stands_in_the_manual_and_no_other(self):
        source = (program.ROOT / "extract/class.c").read_text()
        classes = re.findall(r'\[CLASS_\w+\] = "(\w+)"', source)
        described = re.findall(r"^\.It Cm (\w+)", section("LEXICON FILES"),
                               re.M)
        self.assertGreater(len(classes), 50)
        self.assertEqual(sorted(described), sorted(classes))

    def test_every_pattern_of_the_english_pack_stands_in_the_manual(self):
        described = set(re.findall(r"\w+", section("PATTERN FILES")))
        for path in sorted((program.ROOT / "config/lang/en").glob("*.re")):
            for name in re.findall(r"^(\w+):$", path.read_text(), re.M):
                self.assertIn(name, described, path.name)

    def test_the_example_is_read_as_the_manual_says(self):
        example = section("EXAMPLES")
        files = re.findall(r"^\.Pa (lang/\S+) :\n\.Bd [^\n]*\n(.*?)^\.Ed",
                           example, re.S | re.M)
        self.assertEqual(len(files), 3)
        for name, text in files:
            self.write(name, literal(text))
        text = re.search(r"^The text\n\.Bd [^\n]*\n(.*?)^\.Ed", example,
                         re.S | re.M)[1]
        done = self.run_program("extract", self.write("text.txt", text))
        self.assertEqual((done.err, done.status), ("", 0))
        found = json.loads(done.out)
        self.assertEqual(found["lang"], "xx")
        self.assertEqual(
            [(f["metric"], f["value_low"], f["value_high"], f["origin"],
              f["period_start"]) for f in found["figures"]],
            [("killed", 10000, None, "ministro", None),
             ("killed", 1250, 1250, None, "2024-03-03")])

    def test_config_check_reads_the_packs(self):
        self.write("lang/xx/pack.tsv", "lexicon\twords.tsv\n")
        self.write("lang/xx/words.tsv", "dek\tnumber\t10\nmil\tnuber\n")
        self.assertFails(78, r"lang/xx/words\.tsv:2: there is no class: nuber",
                         "config", "check")


if __name__ == "__main__":
    unittest.main()
