"""The hard cases of the model through the program: articles in, disputes and
history out. The world in them is that of the demo, which is invented."""
import json
import unittest

from world import World


class HardCases(World):
    def test_01_forty_outlets_repeat_one_origin(self):
        lines = []
        for i in range(40):
            lines.append(json.dumps(self.article(
                f"Outlet {i} has learned more. The health ministry of Veldania"
                " said that 54 people were killed in Ostrel.",
                publisher=f"Outlet {i}")))
        self.succeed("import", self.write("all.jsonl", "\n".join(lines)))
        figure = self.history("killed")[54]
        self.assertEqual((figure["n_mentions"], figure["n_publishers"],
                          figure["n_origins"], figure["status"]),
                         (40, 40, 1, "reported"))
        shown = json.loads(self.succeed("show", figure["id"], "--json"))
        for mention in shown["mentions"]:
            self.assertIn("citation", mention["one_origin"]["by"])
            self.assertIn("quotes health ministry of Veldania",
                          mention["one_origin"]["reason"])
        self.assertIn("one origin: 40 quote it",
                      self.succeed("history", "killed"))

    FILLER = ("The road from the town to the coast has been closed since the "
              "weekend, and a convoy with blankets and tents is expected to "
              "arrive before the rain does, said a driver who waits there.")

    def bonds(self, figure):
        shown = json.loads(self.succeed("show", figure["id"], "--json"))
        return [(m["publisher"], m["one_origin"]["by"],
                 m["one_origin"]["reason"]) for m in shown["mentions"]]

    def test_01_a_copy_without_a_source_is_of_the_text_it_copies(self):
        text = f"Fifty-four people were killed in Ostrel. {self.FILLER}"
        self.put(self.article(text),
                 self.article(text, publisher="Maren Herald"))
        figure = self.history("killed")[54]
        self.assertEqual((figure["n_publishers"], figure["n_origins"]), (2, 1))
        own, copy = self.bonds(figure)
        self.assertEqual(own[:2], ("Ostrel Post", ["own"]))
        self.assertEqual(copy[:2], ("Maren Herald", ["same_text"]))
        self.assertRegex(copy[2], r"has the text of d\w+ \(Ostrel Post\)")
        self.assertIn("one origin: 1 copies a text, 1 is its own",
                      self.succeed("history", "killed"))

    def test_01_texts_of_one_agency_are_of_one_origin(self):
        for publisher in "Ostrel Post", "Maren Herald":
            self.put(self.article(
                "Fifty-four people were killed in Ostrel on Monday.\n"
                f"{publisher} readers sent this.\nSource: Continental Press Service",
                publisher=publisher))
        figure = self.history("killed")[54]
        self.assertEqual((figure["n_publishers"], figure["n_origins"]), (2, 1))
        self.assertEqual(figure["origin"]["name"], "Continental Press Service")
        for _, kinds, reason in self.bonds(figure):
            self.assertEqual(kinds, ["agency"])
            self.assertEqual(reason, "carries a text of Continental Press Service")

    def test_01_outlets_of_one_owner_do_not_confirm_each_other(self):
        with open(self.folder / "actors.yaml", "a") as actors:
            actors.write("""
- {key: vela_group, kind: media_outlet, names: [{text: Vela Group}]}
- {key: vela_post, kind: media_outlet, parent: vela_group, names: [{text: Vela Post}]}
- {key: vela_news, kind: media_outlet, parent: vela_group, names: [{text: Vela News}]}
""")
        self.put(
            self.article("Vela Post said that 3,127 people have been killed "
                         "in Veldania since March 2023."),
            self.article("Vela News said that more than 3,000 people have "
                         "been killed in Veldania since March 2023.",
                         publisher="Maren Herald"))
        figures = self.history("killed")
        self.assertEqual([f["n_origins"] for f in figures.values()], [1, 1])
        self.assertEqual(self.relation(*figures.values()),
                         ("re_report",
                          "not a conflict: both belong to Vela Group"))

    def corrected(self, note=""):
        old = self.article("The health ministry of Veldania said that 54 "
                           "people were killed in Ostrel.")
        self.put(old, {**old, "text": old["text"].replace("54", "45") + note})
        return self.history("killed")

    def test_02_a_silent_edit_names_what_was_there(self):
        figures = self.corrected()
        self.assertEqual(figures[54]["superseded_by"], figures[45]["id"])
        self.assertEqual(self.disputes(), [])
        self.assertIn("silent", self.succeed(
            "digest", "--since=2000-01-01", "--json"))

    def test_02_a_correction_with_its_note_ends_the_old_figure(self):
        figures = self.corrected(
            "\nCorrection: An earlier version gave a wrong number.\n")
        self.assertEqual(figures[54]["status"], "corrected")
        self.assertEqual(figures[54]["superseded_how"], "correction")
        self.assertEqual(figures[54]["superseded_by"], figures[45]["id"])
        self.assertEqual(self.disputes(), [])
        told = self.succeed("digest", "--since=2000-01-01", "--json")
        self.assertIn("An earlier version gave", told)
        self.assertNotIn("silent", told)

    def test_03_other_metric_and_longer_period_are_no_contradiction(self):
        self.put(
            self.article("Justice Beyond Borders said that between 5,000 and "
                         "13,000 people were executed in Kharobin Prison "
                         "between September 2011 and December 2015."),
            self.article("The Veldanian Human Rights Monitor said that 30,000 "
                         "people died in Kharobeen Prison since 2011."))
        figures = {**self.history("executed"), **self.history("killed")}
        self.assertEqual({f["facility"] for f in figures.values()},
                         {"kharobin"})
        self.assertNotIn("contradiction", self.disputes())

    def test_04_parts_hang_on_their_whole(self):
        self.put(self.article(
            "The Veldanian Human Rights Monitor said that 136,614 people were "
            "detained in Veldania, including 3,698 children and 8,504 women."))
        figures = self.history("detained")
        for part in 3698, 8504:
            self.assertEqual(figures[part]["part_of"], figures[136614]["id"])
        self.assertEqual(self.disputes(), [])

    def sums(self, text):
        self.put(self.article(text))
        whole = max(self.history("detained").items())[1]
        shown = json.loads(self.succeed("show", whole["id"], "--json"))
        return [(s["kind"], s["reason"]) for s in shown["sums"]]

    def test_04_parts_that_do_not_add_up_are_shown(self):
        self.assertEqual(self.sums(
            "The Veldanian Human Rights Monitor said that 54 people were "
            "detained in Veldania, including 31 women and 27 children."),
            [("exceeds", "31 (Women) + 27 (Children) = 58, more than the "
              "whole, 54")])
        self.assertEqual(self.disputes(), [])

    def test_04_parts_may_be_less_than_the_whole(self):
        (kind, reason), = self.sums(
            "The Veldanian Human Rights Monitor said that 54 people were "
            "detained in Veldania, including 11 women and 7 children.")
        self.assertEqual(kind, "is_part")
        self.assertIn("= 18, no more than the whole, 54", reason)

    def test_04_parts_that_are_everybody_must_be_all(self):
        (kind, reason), = self.sums(
            "The Veldanian Human Rights Monitor said that 54 people were "
            "detained in Veldania, including 11 women, 7 children and 22 men.")
        self.assertEqual(kind, "falls_short")
        self.assertIn("= 40, less than the whole, 54", reason)

    def balance(self, left, *others):
        """Of 5,012 arrested 1,203 were released; so many are said to be left,
        and what else is said."""
        self.put(self.article(
            "The Veldanian Human Rights Monitor said that 5,012 people have "
            "been arrested in Veldania since March 2023. The monitor said "
            "1,203 of them have been released since then. It said "
            f"{left} people are still detained in Veldania. "
            + " ".join(others)))
        told = []
        for metric, value in (("detained", left), ("released", "1,203"),
                              ("detained", "5,012")):
            figure = self.history(metric)[int(value.replace(",", ""))]
            shown = json.loads(self.succeed("show", figure["id"], "--json"))
            told.append([(s["kind"], s["reason"]) for s in shown["sums"]])
        self.assertEqual(told[0], told[1])
        self.assertEqual(told[0], told[2])
        self.assertEqual(self.disputes(), [])
        return told[0]

    def test_04_who_left_is_not_among_those_held(self):
        self.assertEqual(self.balance("4,205"), [(
            "leaves_less", "5,012 (Arrested) - 1,203 (Released) = 3,809, "
            "less than the 4,205 of then")])

    def test_04_more_may_have_left_than_is_counted(self):
        (kind, reason), = self.balance("3,405")
        self.assertEqual(kind, "may_balance")
        self.assertIn("no less than the 3,405", reason)

    def test_04_those_held_are_all_that_did_not_leave(self):
        died = "It said 45 detainees have died in custody since March 2023."
        (kind, reason), = self.balance("3,405", died)
        self.assertEqual(kind, "leaves_more")
        self.assertIn("= 3,764, more than", reason)

    def test_04_what_came_in_less_what_went_out_is_left(self):
        died = "It said 45 detainees have died in custody since March 2023."
        self.assertEqual([k for k, _ in self.balance("3,764", died)],
                         ["balances"])

    def test_05_a_daily_count_is_one_chain(self):
        self.put(self.total("4,137", "2024-03-05"),
                 self.total("4,231", "2024-03-06"),
                 self.total("4,529", "2024-03-07"))
        figures = self.history("killed")
        self.assertEqual(figures[4137]["superseded_by"], figures[4231]["id"])
        self.assertEqual(figures[4231]["superseded_by"], figures[4529]["id"])
        self.assertEqual(figures[4231]["superseded_how"], "update")
        self.assertEqual(self.disputes(), [])

    def test_06_a_count_that_starts_again_is_rebased(self):
        for value, since, day in (("4,047", "October 2023", "2024-03-05"),
                                  ("123", "March 2024", "2024-03-20")):
            self.put(self.article(
                f"The health ministry of Veldania said that {value} people "
                f"have been killed in Veldania since {since}.", day))
        figures = self.history("killed")
        self.assertEqual(figures[4047]["superseded_how"], "rebase")
        self.assertEqual(figures[4047]["superseded_by"], figures[123]["id"])

    def test_07_lower_later_is_a_revision_or_a_contradiction(self):
        self.put(self.total("15,899", "2024-03-05"),
                 self.total("15,523", "2024-03-06"))
        self.assertEqual(self.history("killed")[15899]["superseded_how"],
                         "revision_down")
        self.assertEqual(self.disputes(), [])
        self.put(self.total("9,127", "2024-03-07",
                            "Veldanian Human Rights Monitor"))
        self.assertEqual(self.disputes(), ["contradiction"])

    def test_08_a_denial_opens_a_dispute(self):
        self.put(self.article(
            "Justice Beyond Borders said that up to 13,000 people were "
            "executed in Kharobin Prison. The government of Veldania rejected "
            "Justice Beyond Borders' claims, calling them baseless."))
        self.assertEqual(self.disputes(), ["denial"])

    def test_08_what_one_article_denies_three_times_is_denied_once(self):
        denial = ("The government of Veldania rejected Justice Beyond Borders'"
                  " figure of 13,000 executed. ")
        self.put(
            self.article("Justice Beyond Borders said that up to 13,000 people"
                         " were executed in Kharobin Prison."),
            self.article(denial + "“These claims are baseless,” the government "
                         "of Veldania said. The government of Veldania also "
                         "denied the claims of Justice Beyond Borders."),
            self.article(denial, publisher="Maren Herald"))
        told = json.loads(self.succeed("history", "executed", "--json"))
        answers = [(said["as_said"], said["evidence"]["publisher"],
                    len(said["repeats"]))
                   for said in told["statements"] if said["claim"]]
        self.assertEqual(sorted(answers), [("denied", "Maren Herald", 0),
                                           ("denied", "Ostrel Post", 2)])
        self.assertEqual(self.succeed("history", "executed").count("again"), 2)
        shown = self.succeed("disputes", "show", json.loads(
            self.succeed("disputes", "--json"))["disputes"][0]["id"])
        self.assertIn("denied 2 times", shown)
        self.assertIn("in 2 articles", shown)
        digest = json.loads(self.succeed("digest", "--json"))
        self.assertEqual(len(digest["denials"]), 2)

    def test_08_a_party_concedes_a_part_of_what_is_held_against_it(self):
        self.put(
            self.article("The Veldanian Human Rights Monitor said that more "
                         "than 14,000 people have died in custody in Veldania "
                         "since March 2011."),
            self.article("The government of Veldania acknowledged that 836 "
                         "people have died in custody in Veldania since March "
                         "2011.", publisher="Maren Herald"))
        figures = self.history("died_in_custody")
        self.assertEqual(figures[836]["status"], "conceded")
        self.assertEqual(figures[14000]["status"], "contested")
        self.assertEqual(self.disputes(), ["contradiction"])

    def test_09_a_garbled_copy_is_a_mention_of_what_it_copies(self):
        text = ("The Veldanian Human Rights Monitor said that 1,467 people "
                "were killed in Ostrel. The road from the town to the coast "
                "has been closed since the weekend, and a convoy with blankets "
                "and tents is expected to arrive before the rain does.")
        self.put(self.article(text),
                 self.article(text.replace("1,467", "1,647"),
                              publisher="Maren Herald"))
        figures = self.history("killed")
        self.assertEqual(list(figures), [1467])
        self.assertEqual(figures[1467]["n_mentions"], 2)
        self.assertEqual(self.disputes(), [])

    def test_10_unnamed_sources_confirm_nobody(self):
        self.put(
            self.article("A security source said that 61 people were killed "
                         "in Ostrel."),
            self.article("Sixty-one people were killed in Ostrel, a security "
                         "source said after a night of shelling.",
                         publisher="Maren Herald"))
        for figure in self.history("killed").values():
            self.assertEqual((figure["n_origins"], figure["status"]),
                             (1, "reported"))

    def test_11_what_is_planned_is_not_what_occurred(self):
        self.put(
            self.article("The Veldanian Human Rights Monitor said that 54 men "
                         "were to be executed in Kharobin Prison on Sunday."),
            self.article("Justice Beyond Borders said that three men were "
                         "executed in Kharobin Prison on Sunday."))
        figures = self.history("executed")
        self.assertEqual(figures[54]["modality"], "planned")
        self.assertEqual(self.disputes(), [])

    def test_12_one_origin_counts_on_two_bases(self):
        self.put(self.article(
            "The Veldanian Human Rights Monitor said it has documented by "
            "name 117,000 people who are detained in Veldania, and estimates "
            "that the number of detained people exceeds 215,000."))
        figures = self.history("detained")
        self.assertEqual(sorted(figures), [117000, 215000])
        kind, reason = self.relation(figures[117000], figures[215000])
        self.assertEqual(kind, "basis_difference")
        self.assertIn("documented_by_name against estimate", reason)
        self.assertEqual([f["superseded_by"] for f in figures.values()],
                         [None, None])
        self.assertEqual(self.disputes(), [])

    def test_04_detainees_who_are_held_are_all_who_are_held(self):
        self.put(
            self.article("The Veldanian Human Rights Monitor said that 4,100 "
                         "detainees are held in Kharobin Prison."),
            self.article("Justice Beyond Borders said that 900 people are "
                         "held in Kharobin Prison.", publisher="Maren Herald"))
        self.assertEqual(self.disputes(), ["contradiction"])

    def test_05_what_is_counted_since_a_day_is_not_what_is_held(self):
        self.put(
            self.article("The Veldanian Human Rights Monitor said that the "
                         "number of detainees in Veldania from March 2011 to "
                         "August 2023 amounted to 136,614 people."),
            self.article("Justice Beyond Borders said that 90,127 people are "
                         "detained in Veldania.", publisher="Maren Herald"))
        figures = self.history("detained")
        self.assertEqual(figures[136614]["measure"], "cumulative")
        kind, reason = self.relation(figures[136614], figures[90127])
        self.assertEqual(kind, "not_comparable")
        self.assertIn("cumulative against stock", reason)
        self.assertEqual(self.disputes(), [])

    def test_13_injured_are_not_those_treated(self):
        self.put(self.article(
            "The health ministry of Veldania said that 16,740 people were "
            "injured and 73,356 people were hospitalised in Veldania."))
        self.assertIn(16740, self.history("injured"))
        self.assertEqual(self.disputes(), [])

    def test_14_a_province_is_part_of_its_country(self):
        self.put(
            self.article("Justice Beyond Borders said that 3,127 people have "
                         "been killed in Ostrel since March 2023."),
            self.total("9,131", "2024-03-05",
                       "Veldanian Human Rights Monitor"))
        self.assertEqual(self.disputes(), [])

    def test_15_what_is_no_count_is_no_figure(self):
        self.put(self.article(
            "On 12 March 2021, under Section 13, a 45-year-old man paid 300 "
            "dollars; 40 percent of the road was flooded."))
        self.assertEqual(self.history("killed"), {})
        self.assertEqual(self.disputes(), [])


if __name__ == "__main__":
    unittest.main()
