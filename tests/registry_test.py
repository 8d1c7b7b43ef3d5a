"""What the registries make of texts: facilities, actors, groups; no more."""

import json
import os
import subprocess
import unittest

PROGRAM = os.environ["TALLYBOOK"]


def read(*texts):
    """The documents that come of texts, in one run."""
    lines = "".join(json.dumps({"id": str(i), "text": text, "lang": "en"}) +
                    "\n" for i, text in enumerate(texts))
    done = subprocess.run([PROGRAM, "extract", "-"], input=lines, text=True,
                          capture_output=True, timeout=60, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


class Facilities(unittest.TestCase):
    def test_one_facility_has_its_spellings(self):
        rows = (
            ("Sednaya Military Prison", "Sednaya", "Saydnaya prison", "Sidnaya"),
            ("Branch 300", "Counter-espionage Branch", "the Branch 300"),
            ("State Security branch in Hama", "Branch 320",
             "Hama State Security branch"),
            ("Kober Prison", "Kobar prison", "Kooper Prison"),
            ("Okrestina", "Akrestsina", "Okrestina detention centre"),
            ("Tariq al-Sikka detention centre", "Triq al-Sikka",
             "the Tariq al-Sikka detention center"),
            ("Dheisheh Camp", "Deheisheh refugee camp"),
            ("SIZO-2 in Taganrog", "Taganrog SIZO-2",
             "the Taganrog pre-trial detention centre"),
        )
        for name, *spellings in rows:
            for spelling, doc in zip(spellings, read(*(
                    f"On Monday 40 men were freed from {s}, officials said."
                    for s in spellings))):
                names = [f["name"] for f in doc["facilities"]]
                self.assertEqual(names, [name], spelling)
                self.assertEqual(doc["figures"][0]["facility"], name, spelling)

    def test_a_part_is_told_from_its_whole(self):
        for text, name in (
                ("Ward 209 of Evin Prison", "Ward 209 of Evin Prison"),
                ("Scorpion Prison", "Scorpion Prison"),
                ("the Al-Hol Annex", "Al-Hol Annex"),
                ("the red building of Sednaya", "Sednaya Red Building"),
                ("Hagadera refugee camp", "Hagadera Camp")):
            doc, = read(f"At least 12 people died in {text}, doctors said.")
            self.assertEqual([f["name"] for f in doc["facilities"]], [name])

    def test_a_place_that_lends_its_name_is_none(self):
        for text in (
                "Some 40 people fled the town of Tocorón on Monday.",
                "In Chernokozovo 12 houses burned down, the mayor said.",
                "People of Homs, Daraa and Marka counted 40 dead.",
                "The Adra road was closed after 12 people were killed.",
                "Lipa, a singer, sold 40,000 records to people in Kale.",
                "Rocks at Hota fell on 12 people.",
                "A Rhino killed 12 people near the camp fire.",
                "The Baptist preacher spoke to 40 people in Mile End.",
                "He hurt 12 people with a black dolphin and a white swan.",
                "The bank opened a branch at Bab Touma; 40 people came."):
            doc, = read(text)
            self.assertEqual(doc["facilities"], [], text)

    def test_a_count_without_a_place_is_where_its_facility_is(self):
        doc, = read("Kenya, Peru, Peru. At least 12 men died in Obo Prison.")
        self.assertEqual(doc["figures"][0]["place"], "Mandalay")
        doc, = read("At least 12 men from Kenya died in Obo Prison.")
        self.assertEqual(doc["figures"][0]["place"], "Kenya")


class Actors(unittest.TestCase):
    def origin(self, who):
        doc, = read(f"At least 12 people were killed, {who} said on Monday.")
        return doc["figures"][0]["origin"]

    def test_an_actor_has_its_names(self):
        for who, name in (
                ("OVD-Info", "OVD-Info"),
                ("Libya Crimes Watch", "Libya Crimes Watch"),
                ("Ukraine's Defense Ministry", "Ukrainian Defence Ministry"),
                ("the Kivu Security Tracker", "Kivu Security Tracker"),
                ("the CCSD", "Central Committee of Sudanese Doctors"),
                ("Human Rights Center Viasna", "Viasna"),
                ("Gulagu.net", "Gulagu.net"),
                ("the Indian Express", "The Indian Express")):
            self.assertEqual(self.origin(who), name)

    def test_an_acronym_is_that_of_the_actor_named_in_full(self):
        for first, name in (
                ("Reporters Without Borders", "Reporters Without Borders"),
                ("The Rapid Support Forces", "Rapid Support Forces")):
            doc, = read(f"{first} published a report. At least 12 people were "
                        "killed, the RSF said on Monday.")
            self.assertEqual(doc["figures"][0]["origin"], name)

    def test_an_acronym_that_a_text_spells_out_is_its_own(self):
        for name, acronym in (("Royal Scottish Forum", "RSF"),
                              ("Association of Fire Pilots", "AFP")):
            doc, = read(f"The {name} ({acronym}) said 40 people died. At least 12 "
                        f"people were killed on Monday, the {acronym} said.")
            self.assertEqual({f["origin"] for f in doc["figures"]}, {name})
        doc, = read("The Syrian Net for Human Rights (SNHR) said 40 died.")
        self.assertEqual(doc["figures"][0]["origin"],
                         "Syrian Network for Human Rights")

    def test_words_are_no_actors(self):
        for text, name in (
                ("Adalah 12 people were killed", "Adalah Legal Center"),
                ("Just security men were killed, 12 in all", "Just Security"),
                ("People in need are 12 million", "People in Need"),
                ("Fair trials were given to 12 people", "Fair Trials"),
                ("Bitter winter killed 12 people", "Bitter Winter"),
                ("Refugees in Libya number 12,000", "Refugees in Libya"),
                ("Important stories of 12 people were told", "iStories")):
            doc, = read(text + ", it said.")
            told = [f["origin"] for f in doc["figures"]]
            told += [c["claimant"] for c in doc["claims"]]
            self.assertNotIn(name, told, text)

    def test_the_second_name_of_a_general_is_no_party(self):
        self.assertEqual(self.origin("Abdel Fatah al-Orlani"),
                         "Abdel Fatah al-Orlani")


class Groups(unittest.TestCase):
    def test_groups_have_their_words(self):
        for counted, group in (("prisoners of war", "prisoners_of_war"),
                               ("POWs", "prisoners_of_war"),
                               ("unaccompanied minors",
                                "unaccompanied_children"),
                               ("asylum seekers", "asylum_seekers")):
            doc, = read(f"At least 40 {counted} were freed on Monday.")
            self.assertEqual(doc["figures"][0]["group"], group)


if __name__ == "__main__":
    unittest.main()
