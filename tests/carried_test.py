"""What a count has from the text around its sentence. The places are the
demo's, which are invented; the articles are of Tuesday, 5 March 2024."""
import json
import unittest

from world import World

# The time of the last count.
TIMES = (
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


if __name__ == "__main__":
    unittest.main()
