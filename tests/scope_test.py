"""In which place a count holds: that of what is said, not that of who says
it. The places are the demo's, which are invented."""
import json
import unittest

from world import World

SAID = (
    ("The health ministry of Veldania said 37 people were killed in "
     "Breska.",
     ["Breska"]),
    ("The health ministry of Veldania said that 37 people were "
     "killed in Breska.",
     ["Breska"]),
    ("37 people were killed in Breska, the health ministry of "
     "Veldania said.",
     ["Breska"]),
    ("37 people were killed in Breska, according to the health "
     "ministry of Veldania.",
     ["Breska"]),
    ("According to the health ministry of Veldania, 37 people were "
     "killed in Breska.",
     ["Breska"]),
    ("Veldania's health ministry said 37 people were killed in "
     "Breska.",
     ["Breska"]),
    ("In Breska, 37 people were killed, the health ministry of "
     "Veldania said.",
     ["Breska"]),
    ("In Breska, the health ministry of Veldania said, 37 people "
     "were killed.",
     ["Breska"]),
    ("The governor of Ostrel said that in the shelling of Breska 37 "
     "people were killed.",
     ["Breska"]),
    ("The governor of Ostrel told reporters 37 people were killed "
     "when shells hit the market in Breska.",
     ["Breska"]),
    ("The governor of Ostrel told reporters in Karsova that 37 "
     "people were killed in Breska.",
     ["Breska"]),
    ("The health ministry of Veldania said 37 people were killed.",
     ["Veldania"]),
    ("The governor of Ostrel said 37 people were killed on Monday.",
     ["Ostrel"]),
    ("Residents of Breska said 37 people were killed.",
     ["Breska"]),
    ("“In Breska 37 people were killed,” the governor of Ostrel "
     "said.",
     ["Breska"]),
    ("“37 people were killed,” the governor of Ostrel said of the "
     "shelling of Breska.",
     ["Breska"]),
    ("A spokesman for the government of Veldania, Jon Arl, said 37 "
     "people were killed in Breska on Sunday.",
     ["Breska"]),
    ("The health ministry of Veldania denied that 37 people were "
     "killed in Breska.",
     ["Breska"]),
    ("The Breska hospital said 37 people were killed in Ostrel.",
     ["Ostrel"]),
    ("The Veldanian health ministry reported 37 deaths in Breska.",
     ["Breska"]),
    ("The ministry of Veldania counted 37 people killed in Breska.",
     ["Breska"]),
    ("37 people were killed in Breska and 12 injured in Ostrel, the "
     "governor of Halvik said.",
     ["Breska", "Ostrel"]),
    ("The governor of Ostrel said in Karsova that 37 people were "
     "killed.",
     ["Ostrel"]),
    ("The police in Karsova said 37 people were killed in Breska.",
     ["Breska"]),
    ("In its report the Ostrel Health Authority said 37 people had "
     "been killed in Breska since May.",
     ["Breska"]),
    ("Speaking in Karsova, the minister said 37 people were killed "
     "in Breska.",
     ["Breska"]),
    ("The Embassy of Veldania in Karsova said 37 people were killed "
     "in Breska.",
     ["Breska"]),
)

WRITTEN = (
    ("The army freed 40 people when it took the city centre of breska.",
     ["Breska"]),
    ("The army freed 40 people when it took the city of Breska.",
     ["Breska"]),
    ("In the town of halvik 40 people were killed.", ["Halvik"]),
    ("The army freed 40 people and left breska behind.", [None]),
)

WHOLE = ("At least 38 people were killed in Breska on Monday and 70 were "
         "injured, the health ministry of Veldania said. ")
PARTS = ("The dead include six women.",
         "Among the dead were six women.",
         "Six of those killed were women.",
         "Of the dead, six were women.",
         "The fire burned for hours.\n\nThe dead also include six women.")


# What a place says of somebody else is not where it happened.
OF_OTHERS = (
    ("The Breska-based monitor said 37 people were killed in Halvik.",
     "Halvik"),
    ("Breska-backed rebels left. 37 people were killed near Halvik.",
     "Halvik"),
    ("A Breska-based monitor spoke. At least 37 people were killed.",
     "Veldania"),
    ("The Breska-Halvik road was hit, killing 37 people.", "Halvik"),
    ("Readers of the Breska Post heard that 37 people were killed.",
     "Veldania"),
    ("An NC soldier came, and 37 people were killed.", "Veldania"),
    ("N.C. strikes on the town killed 37 people.", "Veldania"),
    ("In the NC 37 people were killed.", "North Coast"),
    ("The murder of 37 NC missionaries shook the town.", "Veldania"),
    ("AN N.C. MISSIONARY AND 37 PRIESTS WERE KILLED.", "Veldania"),
    ("FLOODS KILLED 37 PEOPLE IN THE NC.", "North Coast"),
    ("FLOODS KILLED 37 PEOPLE IN BRESKA PROVINCE.", "Breska"),
    ("General Breska was hurt. At least 37 people were killed.", "Veldania"),
    ("General Idris Breska was hurt, and 37 people were killed.", "Veldania"),
    ("A GENERAL IN BRESKA SAID 37 PEOPLE WERE KILLED.", "Breska"),
    ("Rockets fired from Breska killed 37 people in Halvik.", "Halvik"),
    ("At least 37 people from northern Breska were killed in Halvik.",
     "Halvik"),
    ("At least 37 people from Breska were killed.", "Breska"),
    ("The army freed 37 men, including 12 in Halvik.", "Veldania"),
    ("The army freed 37 men, including 12 women, in Halvik.", "Halvik"),
    ("The army freed 37 men with 12 women in Halvik.", "Halvik"),
    ("It freed 37 men near Tall Marwan, and nine in Halvik.", "Veldania"),
    ("It freed 37 men and hurt nine in Halvik.", "Halvik"),
    ("Breska prison holds 37 men.", "Breska"),
    ("The army left Breska hospital, where it held 37 men.", "Breska"),
    ("At least 37 people were displaced from Breska and came to Halvik.",
     "Breska"),
)

COAST = """
- key: north-coast
  kind: country
  names:
    - text: North Coast
    - {text: NC, kind: acronym}
    - {text: N.C., kind: acronym}
"""


class Scope(World):
    def places(self, texts):
        rows = "".join(json.dumps(self.article(text)) + "\n"
                       for text in texts)
        told = self.succeed("extract", self.write("said.jsonl", rows))
        return [[figure["place"] for figure in json.loads(line)["figures"]]
                for line in told.splitlines()]

    def test_a_place_in_a_speakers_name_is_not_where_it_happened(self):
        texts = [text for text, _ in SAID]
        for (text, places), found in zip(SAID, self.places(texts),
                                         strict=True):
            with self.subTest(text):
                self.assertEqual(found, places)

    def test_a_part_told_in_a_sentence_of_its_own_has_the_scope_of_its_whole(
            self):
        for text in PARTS:
            path = self.write("part.jsonl", json.dumps(
                self.article(WHOLE + text)) + "\n")
            whole, _, part = json.loads(self.succeed("extract", path))[
                "figures"]
            with self.subTest(text):
                self.assertEqual(part["subset_of"], whole["surface"])
                for field in "place", "period_start", "origin", "metric":
                    self.assertEqual(part[field], whole[field])
                self.assertEqual(part["place"], "Breska")
                self.assertLess(part["confidence"], whole["confidence"])

    def test_a_part_told_in_a_sentence_of_its_own_breaks_no_bound(self):
        self.put(self.article(WHOLE + "Seven of the dead were children."),
                 self.article("Veldania's health ministry said nine people "
                              "were killed in Ostrel.\n\nSix of them were "
                              "women."))
        self.assertEqual(self.disputes(), [])
        figures = self.history("killed")
        self.assertEqual(figures[6]["place"], "ostrel")

    def test_a_place_that_says_whose_something_is_is_not_where_it_happened(
            self):
        with open(f"{self.folder}/places.yaml", "a", encoding="utf-8") as more:
            more.write(COAST)
        found = self.places([text + " Breska and Halvik lie in Veldania."
                             for text, _ in OF_OTHERS])
        for (text, place), places in zip(OF_OTHERS, found, strict=True):
            with self.subTest(text):
                self.assertEqual(places[0], place)

    def test_a_pronoun_in_capitals_is_no_country(self):
        with open(f"{self.folder}/places.yaml", "a", encoding="utf-8") as more:
            more.write(COAST.replace("{text: NC", "{text: US"))
        found = self.places(["BRESKA LIES IN VELDANIA. THE MEN TOLD US THAT "
                             "37 PEOPLE WERE KILLED.",
                             "A FLOOD KILLED 37 PEOPLE IN THE US."])
        self.assertEqual(found, [["Veldania"], ["North Coast"]])

    def test_a_word_for_a_place_goes_before_one_without_a_capital(self):
        found = self.places([text for text, _ in WRITTEN])
        self.assertEqual(found, [places for _, places in WRITTEN])


if __name__ == "__main__":
    unittest.main()
