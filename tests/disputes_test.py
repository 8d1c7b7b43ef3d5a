"""What a reader is told of a dispute: which sides stand, and what came before
them. The world is that of the demo, which is invented."""
import json
import unittest

from world import World


class Disputes(World):
    MONITOR = "Veldanian Human Rights Monitor"

    def toll(self, value, day, origin):
        return self.article(f"The {origin} said that {value} people were "
                            "killed in Breska on 1 March 2024.", day)

    def only(self):
        """The one dispute, as it is shown, and as its text is."""
        told = json.loads(self.succeed("disputes", "--json"))["disputes"]
        self.assertEqual(len(told), 1)
        return (json.loads(self.succeed("disputes", "show", told[0]["id"],
                                        "--json")),
                " ".join(self.succeed("show", told[0]["id"]).split()))

    def test_what_was_replaced_is_no_side_that_stands(self):
        self.put(self.toll("37", "2024-03-03",
                           "Ostrel Health Authority"),
                 self.toll("nine", "2024-03-03", self.MONITOR),
                 self.toll("39", "2024-03-07", "Ostrel Health Authority"))
        shown, text = self.only()
        stands = {side["value"]: side["stands"] for side in shown["sides"]}
        self.assertEqual(stands, {"39": True, "9": True, "37": False})
        self.assertEqual([side["value"] for side in shown["sides"]][-1], "37")
        self.assertEqual([side["figure"]["status"] for side in shown["sides"]],
                         ["contested", "contested", "reported"])
        self.assertEqual((shown["n_sides"], shown["gap_low"],
                          shown["gap_high"], shown["state"]),
                         (2, 9, 39, "open"))
        self.assertNotIn("37", shown["reason"])
        self.assertIn("before: 37 replaced by 39 on 2024-03-07 (revision up)",
                      text)
        self.assertIn('said that 37 people were killed', text)
        digest = " ".join(self.succeed("digest").split())
        self.assertIn("before: 37 replaced by 39 on 2024-03-07", digest)
        self.assertIn("replaced by 39 on 2024-03-07",
                      self.succeed("digest", "--html", "--since=2000-01-01"))

    def test_a_title_says_once_whom_a_metric_counts(self):
        self.put(self.article(f"The {self.MONITOR} said there were 5,200 "
                              "internally displaced people in Veldania."))
        self.assertRegex(self.succeed("history", "idps"),
                         "\n   Internally displaced people, Veldania\n")

    def test_a_digest_has_them_in_one_order_however_they_were_read(self):
        def read(pairs):
            self.store.unlink(missing_ok=True)
            self.n = 0
            for place, day in pairs:
                self.put(*(self.article(
                    f"The {who} said that {n} people were killed in {place} "
                    "on 1 March 2024.", day) for who, n in
                           ((self.MONITOR, 37), ("Veldanian Red Cross", 9))))
            told = json.loads(self.succeed("digest", "--since=2000-01-01",
                                           "--json"))["disputes"]
            return [entry["dispute"]["since"][:10] for entry in told]

        pairs = [("Breska", "2024-03-03"), ("Halvik", "2024-03-05"),
                 ("Torvin", "2024-03-04")]
        expected = ["2024-03-05", "2024-03-04", "2024-03-03"]
        self.assertEqual(read(pairs), expected)
        self.assertEqual(read(pairs[::-1]), expected)

    def test_unnamed_sides_of_one_name_are_told_apart(self):
        text = ("Residents said that {} people were killed in Breska on "
                "1 March 2024.")
        self.put(self.article(text.format(37), "2024-03-03"),
                 self.article(text.format(59), "2024-03-03",
                              publisher="Maren Herald"))
        text = self.only()[1]
        self.assertIn("Residents, in Ostrel Post 37", text)
        self.assertIn("Residents, in Maren Herald 59", text)

    def test_a_denial_stands_against_what_was_said_then(self):
        self.put(self.total("9,120", "2024-03-05", self.MONITOR),
                 self.article("The Veldanian Interior Ministry denied that "
                              "9,120 people have been killed in Veldania "
                              "since March 2023. The Veldanian Interior "
                              "Ministry again denied that 9,120 people have "
                              "been killed in Veldania since March 2023.",
                              "2024-03-06"),
                 self.total("9,400", "2024-03-09", self.MONITOR))
        shown, text = self.only()
        self.assertEqual(shown["n_sides"], 2)
        self.assertIn("9,120", [side["value"] for side in shown["sides"]
                                if side["stands"]])
        self.assertIn("replaced by 9,400 on 2024-03-09", text)

    def test_an_article_that_repeats_a_denial_denies_once(self):
        self.put(self.total("9,120", "2024-03-05", self.MONITOR))
        denied = ("The Veldanian Interior Ministry denied that 9,120 people "
                  "have been killed in Veldania since March 2023. ")
        self.put(self.article(denied + denied.replace(
            "denied", "on Tuesday again denied"), "2024-03-06"))
        shown, text = self.only()
        self.assertEqual(sum(side["value"] == "denied"
                             for side in shown["sides"]), 2)
        self.assertNotIn("times", text)
        self.put(self.article("A reporter asked. " + denied, "2024-03-08",
                              publisher="Maren Herald"))
        self.assertIn("denied 2 times", self.only()[1])

    def test_answers_that_a_limit_leaves_out_are_told_as_claims(self):
        self.put(self.toll("37", "2024-03-03", self.MONITOR),
                 *(self.article("The Veldanian Interior Ministry denied that "
                                f"37 people were killed in Breska on 1 March "
                                f"2024, as the {self.MONITOR} has said.", day)
                   for day in ("2024-03-04", "2024-03-05", "2024-03-06")))
        text = self.succeed("history", "killed", "--limit=1")
        self.assertIn("\n2 claims about these are left out: --limit=all",
                      text)
        self.assertNotIn("left out", self.succeed("history", "killed"))

    def test_the_denial_of_another_thing_disputes_no_number(self):
        self.put(self.article(
            f"The {self.MONITOR} said that 37 people were killed in Breska. "
            "The Veldanian army denied that it had fired at the town."))
        self.assertEqual(self.disputes(), [])
        self.put(self.article(
            "At least 40 people were killed in Halvik. “These claims are "
            "baseless,” the Justice Ministry said."))
        self.assertEqual(self.disputes(), ["denial"])

    def test_a_capital_letter_is_no_difference_in_what_is_counted(self):
        for text, origin in (("Missing are 9,400 people in Breska", self.MONITOR),
                             ("8,000 people are missing in Breska",
                              "Ostrel Health Authority")):
            self.put(self.article(f"{text}, the {origin} said on Tuesday."))
        terms = {side["figure"]["term"] for side in self.only()[0]["sides"]}
        self.assertEqual({term.lower() for term in terms}, {"missing"})
        self.assertEqual(len(terms), 2)
        self.assertNotIn("differ counts", self.only()[1])


if __name__ == "__main__":
    unittest.main()
