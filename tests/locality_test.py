"""Places that no registry knows: what is said of one is no count of the country
that holds it, and no count of another."""
import json
import unittest

from world import World

MONITOR = "Veldanian Human Rights Monitor"
FILLER = "It was quiet in the streets, and the shops had not opened again."


class Localities(World):
    def killed(self, value, where, who=MONITOR, **more):
        return self.article(
            f"The {who} said that {value} people were killed in {where} on "
            "1 March 2024. It has followed the war in Veldania for years.",
            **more)

    def test_its_name_stands_behind_a_preposition_and_means_nothing_else(self):
        for text, locality in (
                ("The monitor said 17 people were killed in Tall Marwan.",
                 "Tall Marwan"),
                ("Nine people were killed near Qelmun on Monday.", "Qelmun"),
                ("In the village of Zorvakh 40 people were killed.",
                 "Zorvakh"),
                ("In Zorvakh, a town in Veldania, 14 people were killed.",
                 "Zorvakh"),
                ("Shelling killed 17 people at Ras Belun, and 12 people were "
                 "injured in Ostrel.", "Ras Belun"),
                ("Gunmen from the village of Zorvakh killed 12 people.",
                 "Zorvakh"),
                ("The shelling of Zorvakh killed 12 people.", "Zorvakh"),
                ("A fire in nearby Zorvakh killed 12 people.", "Zorvakh"),
                ("A fire in northern Ras Belun killed 12 people.",
                 "Ras Belun"),
                ("Northern Zorvakh fighters killed 12 people.", None),
                ("The speech of Zorvakh led to the killing of 12 people.",
                 None),
                ("The ministry said 12 people were killed in Ostrel.", None),
                ("In March 30 people were killed in Veldania.", None),
                ("In Sunni areas 12 people were killed.", None),
                ("12 people were killed in Kharobin Prison.", None),
                ("12 people were killed by Tall Marwan.", None),
                ("Residents of Veldania said 12 people were killed.", None)):
            with self.subTest(text):
                path = self.write("text.txt", text + " " + FILLER + "\n")
                figures = json.loads(self.succeed("extract", path))["figures"]
                self.assertEqual(figures[0].get("locality"), locality)

    def test_it_may_be_told_before_in_the_paragraph(self):
        for text, place, locality in (
                ("Gunmen came to the village of Zorvakh. Houses burned. They "
                 "killed 12 people.", "Veldania", "Zorvakh"),
                ("Nine people were killed in Zorvakh. Gunmen burned 12 houses.",
                 "Veldania", "Zorvakh"),
                ("Gunmen came to Zorvakh, a village in Ostrel. They killed 12 "
                 "people.", "Ostrel", None),
                ("Gunmen came at night to the village of Zorvakh, in Ostrel. "
                 "They killed 12 people.", "Ostrel", "Zorvakh"),
                ("Gunmen left Ostrel for the village of Zorvakh. They killed "
                 "12 people.", "Ostrel", None),
                ("Gunmen came to the village of Zorvakh. In Ras Belun they "
                 "killed 12 people.", "Veldania", "Ras Belun"),
                ("Gunmen came to the villages of Zorvakh and Ras Belun, and "
                 "to the village of Tarn. They killed 12 people.", "Veldania",
                 None),
                ("Gunmen came to the village of Zorvakh. In another raid 12 "
                 "people were killed.", "Veldania", None),
                ("Gunmen came to the village of Zorvakh.\n\nThey killed 12 "
                 "people.", "Veldania", None)):
            with self.subTest(text):
                path = self.write("text.txt",
                                  text + "\n\nVeldania is at war.\n")
                figure = json.loads(self.succeed("extract", path))[
                    "figures"][-1]
                self.assertEqual((figure["place"], figure.get("locality")),
                                 (place, locality))

    def spots(self):
        return sorted(f["place_name"] for f in self.history("killed").values())

    def test_two_of_one_day_do_not_contradict_each_other(self):
        self.put(self.killed(17, "Tall Marwan"),
                 self.killed(54, "Qelmun Hills", "Justice Beyond Borders"))
        self.assertEqual(self.disputes(), [])
        self.assertEqual(self.spots(), ["Qelmun Hills, Veldania",
                                        "Tall Marwan, Veldania"])

    def test_one_is_disputed_however_it_is_spelled(self):
        self.put(self.killed(17, "Tall Marwan"),
                 self.killed(54, "Tal Marwaan", "Justice Beyond Borders"))
        self.assertEqual(self.disputes(), ["contradiction"])

    def test_one_is_a_part_of_its_country(self):
        self.put(self.killed(54, "Tall Marwan"),
                 self.killed(17, "Veldania", "Justice Beyond Borders"))
        self.assertEqual(self.disputes(), ["bound_violation"])

    def test_figures_of_one_are_told_with_those_of_its_country(self):
        self.put(self.killed(17, "Tall Marwan"))
        told = json.loads(self.succeed("history", "killed", "--place=veldania",
                                       "--json"))
        self.assertEqual(len(told["statements"]), 1)
        self.assertIn("Killed, Tall Marwan, Veldania",
                      self.succeed("digest"))

    def test_a_place_without_figures_names_the_one_around_it_that_has_some(self):
        self.put(self.killed(17, "Veldania"))
        done = self.run_program("history", "killed", "--place=ostrel")
        self.assertEqual(
            (done.status, done.err),
            (1, "tallybook: nobody has said a figure for killed in ostrel\n"
             "tallybook: in Veldania, around it, there are 1: ask with "
             "--place=veldania\n"))
        done = self.run_program("history", "missing", "--place=ostrel")
        self.assertEqual(
            done.err,
            "tallybook: nobody has said a figure for missing in ostrel\n")

    def test_one_origin_says_the_same_number_of_two(self):
        self.put(self.killed(17, "Tall Marwan"),
                 self.killed(17, "Qelmun Hills", day="2024-03-06"))
        told = json.loads(self.succeed("history", "killed", "--json"))
        self.assertEqual(len(told["statements"]), 2)

    def test_a_rebuild_gives_the_same(self):
        self.put(self.killed(17, "Tall Marwan"), self.killed(54, "Veldania"),
                 self.killed(19, "Tal Marwan", "Justice Beyond Borders"))
        self.assertIn("All is as it was", self.succeed("rebuild", "--check"))


if __name__ == "__main__":
    unittest.main()
