"""What iso-codes adds to the places: every division, and no word for one."""

import json
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

PROGRAM = os.environ["TALLYBOOK"]
ISO = pathlib.Path("/usr/share/iso-codes/json")


def place_in(text):
    """The place of the one figure of a text."""
    done = subprocess.run([PROGRAM, "extract", "-"], input=text, text=True,
                          capture_output=True, timeout=60, check=True)
    figures = json.loads(done.stdout)["figures"]
    return figures[0]["place"]


class Divisions(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([PROGRAM, "init", folder], check=True, timeout=60,
                           capture_output=True, stdin=subprocess.DEVNULL)
            cls.text = (pathlib.Path(folder) / "places.yaml").read_text()
        cls.codes = re.findall(r"iso: ([A-Z]{2}-\w+)", cls.text)

    def test_every_division_has_one_entry(self):
        rows = json.loads((ISO / "iso_3166-2.json").read_text())["3166-2"]
        top = {row["code"]: row["type"] for row in rows if "parent" not in row}
        self.assertEqual(sorted(self.codes), sorted(set(self.codes)))
        self.assertEqual(set(self.codes) - set(top), set())
        # What has a code of its own in ISO 3166-1 too is a territory.
        for code in set(top) - set(self.codes):
            self.assertRegex(top[code], "^(Overseas|Country|Outlying|Dependency"
                             "|Island council|Special administrative)", code)

    def test_the_source_and_its_licence_are_named(self):
        self.assertTrue("iso-codes, GNU LGPL 2.1 or later" in self.text)

    def test_a_division_is_found_by_its_name(self):
        for name in ("Antioquia", "Nangarhar", "Kasaï Oriental",
                     "Matabeleland North", "Vinnytsia region", "Shan State",
                     "Delta State"):
            text = f"On Monday 40 people were killed in {name}."
            self.assertIsNotNone(place_in(text), name)

    def test_a_word_or_a_person_is_no_division(self):
        for name in ("Delta", "Unity", "Centre", "Batman", "Mendoza", "Victoria",
                     "Gulf", "Mila", "Mauricio", "Guadalupe"):
            text = f"On Monday 40 people were killed near {name}."
            self.assertIsNone(place_in(text), name)

    def test_a_city_keeps_its_name_from_its_division(self):
        for name in ("Homs", "Kandahar", "Basra", "Jenin"):
            text = f"On Monday 40 people were killed in {name}."
            self.assertEqual(place_in(text), name)

    def test_countries_are_named_in_more_languages(self):
        for name in ("Ливан", "Ліван", "Líbano", "Lübnan", "לבנון"):
            self.assertTrue("text: " + name in self.text, name)


if __name__ == "__main__":
    unittest.main()
