"""What a count has from the text around its sentence. The places are the
demo's, which are invented; the articles are of Tuesday, 5 March 2024."""
import json
import unittest

from world import World

# The time of the last count.
TIMES = (
    # when it was published stands in a line of its own
    ("Fire in Breska\n\n3 hours ago\n\nTwelve people were killed.", None),
    ("Fire in Breska\n\nTwo days ago\n\nTwelve people were killed.", None),
    ("Fire in Breska\n\nTwo days ago twelve people were killed.",
     "2024-03-03"),
    # when it was said is not when it happened
    ("Gunmen raided Breska, the army said on Monday. Twelve people were "
     "killed.", None),
    ("The army said on Monday that gunmen raided Breska. Twelve people were "
     "killed.", None),
    ("On Monday, the army said gunmen raided Breska. Twelve people were "
     "killed.", None),
    ("Speaking on Monday, the governor said gunmen raided Breska. Twelve "
     "people were killed.", None),
    ("The governor told reporters on 3 January that the raid was over. "
     "Twelve people were killed.", None),
    ("The Ostrel Post reported in January that gunmen raided Breska. Twelve "
     "people were killed.", None),
    ("The army said gunmen raided Breska on Monday. Twelve people were "
     "killed.", "2024-03-04"),
    ("Gunmen raided Breska on Monday, the army said. Twelve people were "
     "killed.", "2024-03-04"),
    ("Gunmen raided Breska on Sunday. The army said on Monday that they had "
     "left. Twelve people were killed.", "2024-03-03"),
    ("In January the monitor recorded nine raids. Twelve people were killed.",
     "2024-01"),
    # when those who did it were held is not when they did it
    ("The gunmen who killed five judges were arrested on Monday.", None),
    ("The bomb that killed five judges was planted on Monday.", "2024-03-04"),
    # what a count is compared with has its own time
    ("In 2023 courts hanged 83 people, up from 58 in 2022.", "2022"),
    ("Deaths rose to 83 in January, compared with 58 in December 2023.",
     "2023-12"),
    ("Courts hanged 83 people, the most since 2015.", None),
    # another day by the one that is told before it
    ("Gunmen raided Breska on Saturday. The next day 12 people were killed.",
     "2024-03-03"),
    ("Gunmen raided Breska on Saturday. They killed 12 people two days "
     "later.", "2024-03-04"),
    ("On Saturday gunmen raided Breska, and the following day they killed 12 "
     "people.", "2024-03-03"),
    ("Gunmen raided Breska on Saturday. The raid had begun a day earlier, "
     "when 12 people were killed.", "2024-03-01"),
    ("The army said on Saturday that gunmen raided Breska. The next day 12 "
     "people were killed.", None),
    ("Gunmen raided Breska on Saturday. On Monday the army said 12 people "
     "were killed, and two days later raised it to 40 killed.", None),
    ("Gunmen raided Breska in January. The next day 12 people were killed.",
     None),
    # when a toll was so high is not when it came to be
    ("Sunday's fire killed many people. The toll rose to 12 on Monday.",
     "2024-03-03"),
    ("The number of people killed by Sunday's fire rose to 12 on Monday.",
     "2024-03-03"),
    ("The number of people killed in the fire rose to 12 on Monday.", None),
    # of one sentence the counts of the same are of one time
    ("The market burned on Sunday.\n\nThe fire in January killed nine people, "
     "a guard said, while the army said 12 people were killed.", "2024-01"),
    # of two times the one whose event is told
    ("The number of people killed in Sunday's fire rose to 12 on Monday. "
     "Another 40 were injured.", "2024-03-03"),
    ("A fire killed nine on Sunday, and the army came on Monday. Another 40 "
     "were injured.", None),
    # what is told of somebody has a time of its own
    ("Soldiers killed nine men who had come in January.", None),
    ("Nine men who had come in January were killed.", None),
    ("The monitor spoke to nine men who came this month.", None),
    ("Nine bodies were found in a village which was raided in January.", None),
    ("Soldiers killed nine men whose sons had fled in January.", None),
    ("Nine men who were killed in January were farmers.", "2024-01"),
    ("Nine men, who were farmers, were killed in January.", "2024-01"),
    ("Soldiers killed nine men, who were farmers, in January.", "2024-01"),
    ("Soldiers killed nine men in January who had fled.", "2024-01"),
    # those counted in one sentence are of one time
    ("Nine people were rescued off Ostrel on Monday.\n\nThe navy rescued nine "
     "people from a boat, which also carried 17 bodies.", "2024-03-04"),
    ("Nine people were rescued off Ostrel on Monday.\n\nThe navy rescued nine "
     "people, and 17 others drowned.", "2024-03-04"),
    ("Nine people were killed in Breska on Monday.\n\nThe shells killed nine "
     "people and injured 17.", "2024-03-04"),
    ("Nine people were killed in Breska on Monday.\n\nThe shells killed nine "
     "people, while 17 are missing.", None),
    ("Nine people were killed in Breska on Monday.\n\nThe shells killed nine "
     "people, while 17 were injured in January.", "2024-01"),
    # what is told again is of the time that was told
    ("Nine people were rescued off Ostrel on Monday. The boat carried 17 "
     "bodies.\n\nThe 17 bodies were taken to Ostrel.", "2024-03-04"),
    ("Nine people were killed in Breska on Monday. Another 17 were injured."
     "\n\nHospitals took in the 17 injured.", "2024-03-04"),
    ("Nine people were killed in Breska on Monday. Shells injured 17 people."
     "\n\nThe 17 injured were treated.", "2024-03-04"),
    ("Nine people were killed in Breska on Monday. Soldiers arrested 17 men."
     "\n\nThe 17 men were arrested at dawn.", "2024-03-04"),
    ("Nine people were killed in Breska on Monday. Shells injured 17 people."
     "\n\nIn January, 17 were injured.", "2024-01"),
    ("The army killed 1,700 people between 2011 and 2018.\n\nSome 1,700 people "
     "were killed, the mayor said. It rained.\n\nThe army killed 1,700 people "
     "in the war.", None),
    # a list is of the time of its heading
    ("Families displaced in January:\nBreska: 40\nHalvik: 12", "2024-01"),
    ("Killed by town since May 2023:\nBreska: 40\nHalvik: 12", "2023-05"),
)

# The place of the last count: of the sentences before it in its paragraph.
PLACES = (
    # where those who did it were held is not where they did it
    ("Gunmen raided Breska. The gunmen who killed five judges were arrested "
     "in Halvik.", "Breska"),
    ("Gunmen raided a village near Breska. Houses were burnt. At least 12 "
     "people were killed.", "Breska"),
    ("Gunmen raided Breska. At least 12 people were killed.", "Breska"),
    ("Shells fell on Breska in Veldania on Monday. The market burned. Smoke "
     "was seen from afar. At least 12 people were killed.", "Breska"),
    ("A bomb went off in Halvik. Windows broke. It killed 12 people.",
     "Halvik"),
    ("The road to Breska was hit. Two cars burned. Nine men were injured.",
     "Breska"),
    ("Gunmen raided Breska. Twelve people were killed. Another 40 were "
     "injured.", "Breska"),
    ("Gunmen raided Breska. Another 12 people were killed and 40 injured.",
     "Breska"),
    ("Gunmen raided Breska. Another 12 people were killed, including four "
     "children.", "Breska"),
    ("Gunmen raided Breska. Another 12 people were killed, including four in "
     "Halvik.", "Halvik"),
    ("A mudslide buried houses in Breska. Another 12 people are missing.",
     "Breska"),
    ("A mudslide buried houses in Breska. The army holds 12 people.",
     "Veldania"),
    # of two nobody can tell which; the text is about the country
    ("Gunmen raided Breska and Halvik. Houses were burnt. At least 12 people "
     "were killed.", "Veldania"),
    # elsewhere, and another event
    ("Gunmen raided Breska. Elsewhere, 12 people were killed.", "Veldania"),
    ("Gunmen raided Breska. In another raid 12 people were killed.",
     "Veldania"),
    # who speaks there is not where it was
    ("The governor of Breska spoke on Monday. The raid is over, he said. At "
     "least 12 people were killed.", "Veldania"),
    ("Gunmen raided Breska. The raid led to the release of thousands of men.",
     "Veldania"),
    # a toll is that of the event that the text opens with
    ("Nine people were killed in Breska.\n\nThe market burned.\n\nThe toll "
     "later rose to 12.", "Breska"),
    ("Nine people were killed in Breska.\n\nThe market burned.\n\nA doctor "
     "put the number of the dead at 12.", "Breska"),
    ("Nine people were killed in Breska.\n\nThe market burned.\n\nThe number "
     "of the injured rose to 12.", "Veldania"),
    ("Nine people were killed in Breska.\n\nThe market burned.\n\nElsewhere, "
     "the toll rose to 12.", "Veldania"),
    ("Nine people were killed in Breska.\n\nThe market burned.\n\nThe toll in "
     "Halvik rose to 12.", "Halvik"),
    # a paragraph of its own, and what is no event
    ("Gunmen raided Breska.\n\nAt least 12 people were killed.", "Veldania"),
    ("Gunmen raided Breska. The army holds 400 men.", "Veldania"),
    ("Gunmen raided Breska. In Veldania 400 people have been killed since "
     "May.", "Veldania"),
    # what is told again is where it was told
    ("In Breska 12 people were killed.\n\nThe 12 people were killed at dawn.",
     "Breska"),
    ("Shells killed 12 people in Breska on Monday. \n\nThe army shot the 12 "
     "dead, a witness said.", "Breska"),
)

# Metric and place of all counts: of a heading and a list.
LISTS = (
    ("Displaced by province:\nOstrel: 4,000\nBreska: 12,500\nHalvik: 900",
     [("displaced", "Ostrel"), ("displaced", "Breska"),
      ("displaced", "Halvik")]),
    ("The ministry gave figures.\n\nKilled by town:\n- Breska: 40\n- "
     "Halvik: 12", [("killed", "Breska"), ("killed", "Halvik")]),
    ("Number of people detained in each town\n\nBreska: 4,000\n\nHalvik: "
     "1,250", [("detained", "Breska"), ("detained", "Halvik")]),
    ("Missing persons by town:\n\u2022 Breska \u2013 400\n\u2022 Halvik "
     "\u2013 120", [("missing", "Breska"), ("missing", "Halvik")]),
    ("Deaths per town:\nBreska: 40 people\nHalvik: 12 people",
     [("killed", "Breska"), ("killed", "Halvik")]),
    ("Houses destroyed:\nBreska: 40\nHalvik: 12",
     [("destroyed_housing", "Breska"), ("destroyed_housing", "Halvik")]),
    ("Families displaced in March:\nBreska: 40\nHalvik: 12",
     [("displaced", "Breska"), ("displaced", "Halvik")]),
    # of two it is not told which; of none there is nothing
    ("Killed and injured by town:\nBreska: 40\nHalvik: 12", []),
    ("Winners by town:\nBreska: 40\nHalvik: 12", []),
    ("Killed by town:\nThe town hall is open.\nBreska: 40", []),
    # an entry that says what it is
    ("Killed by town:\nBreska: 40\nHalvik: 12 injured",
     [("killed", "Breska"), ("injured", "Halvik")]),
)

# The facility of the last count: it stands in the headline only.
HEADLINES = (
    ("Fire at Arun Hospital kills 12\n\nAt least 12 people were killed when a "
     "fire broke out on Monday.", "Arun Hospital"),
    ("Blast hits Arun General Hospital\n\nThe blast killed nine people.",
     "Arun General Hospital"),
    ("Army shells Arun Camp\n\nAt least 12 people died on Sunday, officials "
     "said.", "Arun Camp"),
    ("Riot in Arun Prison\n\nNine men were injured, guards said.",
     "Arun Prison"),
    ("Raid on Arun School\n\nGunmen abducted 40 girls on Monday.",
     "Arun School"),
    # all words have capitals: where the name starts is not told
    ("Fire Kills 12 At Arun Hospital\n\nAt least 12 people were killed when a "
     "fire broke out on Monday.", None),
    ("Fire at Arun Hospital kills 12\n\nIn another fire in Halvik, nine "
     "people were killed.", None),
)


class Carried(World):
    def figures(self, texts):
        rows = "".join(json.dumps(self.article(text)) + "\n"
                       for text in texts)
        told = self.succeed("extract", self.write("said.jsonl", rows))
        return [json.loads(line)["figures"] for line in told.splitlines()]

    def test_a_count_is_of_the_time_that_is_told_of_it(self):
        texts = [text for text, _ in TIMES]
        for (text, start), found in zip(TIMES, self.figures(texts),
                                        strict=True):
            with self.subTest(text):
                self.assertEqual(found[-1]["period_start"], start)

    def test_a_count_is_of_the_place_that_is_told_before_it(self):
        texts = [text for text, _ in PLACES]
        for (text, place), found in zip(PLACES, self.figures(texts),
                                        strict=True):
            with self.subTest(text):
                self.assertEqual(found[-1]["place"], place)

    def test_the_entries_of_a_list_count_what_its_heading_says(self):
        texts = [text for text, _ in LISTS]
        for (text, want), found in zip(LISTS, self.figures(texts),
                                       strict=True):
            with self.subTest(text):
                self.assertEqual([(figure["metric"], figure["place"])
                                  for figure in found], want)

    def test_a_facility_may_stand_in_the_headline_only(self):
        texts = [text for text, _ in HEADLINES]
        for (text, facility), found in zip(HEADLINES, self.figures(texts),
                                           strict=True):
            with self.subTest(text):
                self.assertEqual(found[-1]["facility"], facility)


if __name__ == "__main__":
    unittest.main()
