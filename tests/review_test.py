"""review: what an analyst decides, what follows from it, and that it lasts."""
import json
import unittest

from program import Case, at_moment, needs_faketime

COUNCIL = "The Sundra Relief Council"
TEXTS = {
    "a1": ("Kelmar Wire", "2025-03-01", f"{COUNCIL} said on Saturday that "
           "120 people were killed at Norhal Prison in Ilvo.\nFamilies waited "
           "outside the gate."),
    "a2": ("Ilvo Post", "2025-03-02", "The Interior Ministry of Sundra said "
           "on Sunday that 300 people were killed at Nurhal Prison in Ilvo.\n"
           "No names were given."),
    "a3": ("Ilvo Post", "2025-03-03", "The Sundra Relief Counsel said on "
           "Monday that 120 people were killed at Norhal Prison."),
}


def line(name, publisher, published, text):
    return json.dumps({"id": name, "url": f"https://{name}.example/",
                       "publisher": publisher, "published": published,
                       "lang": "en", "text": text}) + "\n"


class Reviewing(Case):
    def setUp(self):
        super().setUp()
        self.env["TALLYBOOK_USER"] = "ana"
        # Only these texts are to be like each other.
        self.write("facilities.yaml", "[]\n")
        self.import_texts(TEXTS)

    def import_texts(self, texts):
        path = self.write("texts.jsonl", "".join(
            line(name, *text) for name, text in texts.items()))
        self.succeed("import", path)

    def json(self, *arguments):
        return json.loads(self.succeed(*arguments, "--json"))

    def review(self, *arguments, why="it is so"):
        out = self.succeed("review", *arguments, f"--why={why}")
        return out.split()[1]

    def figures(self):
        return {(s["figure"]["facility_name"], s["figure"]["origin"]["name"],
                 s["figure"]["value_low"]): s["figure"]
                for s in self.json("history", "killed")["statements"]
                if s["figure"]}

    def figure(self, value):
        for key, figure in self.figures().items():
            if key[2] == value:
                return figure
        self.fail(f"no figure {value}")

    def disputes(self):
        return self.json("disputes")["disputes"]

    def queue(self):
        return {row["name"]: row for part in ("facilities", "origins")
                for row in self.json("review")[part]}

    def assertRebuilds(self):
        """What is derived step by step is what is derived anew."""
        self.assertIn("All is as it was", self.succeed("rebuild", "--check"))

    def merge_prisons(self):
        queue = self.queue()
        return self.review("merge", queue["Nurhal Prison"]["id"],
                           queue["Norhal Prison"]["id"])


class Names(Reviewing):
    def test_that_no_registry_knows_wait_with_what_they_may_be(self):
        queue = self.queue()
        self.assertEqual(queue["Nurhal Prison"]["match"],
                         queue["Norhal Prison"]["id"])
        self.assertEqual(queue["Norhal Prison"]["n_figures"], 2)
        self.assertEqual(queue["Sundra Relief Counsel"]["match"],
                         queue["Sundra Relief Council"]["id"])
        self.review("confirm", queue["Norhal Prison"]["id"])
        self.assertNotIn("Norhal Prison", self.queue())

    def test_merged_facilities_are_one_and_their_figures_meet(self):
        self.assertEqual(self.disputes(), [])
        decision = self.merge_prisons()
        self.assertEqual({key[0] for key in self.figures()},
                         {"Norhal Prison"})
        self.assertEqual([d["kind"] for d in self.disputes()],
                         ["contradiction"])
        self.assertNotIn("Nurhal Prison", self.queue())
        self.assertIn("written: Norhal Prison, Nurhal Prison",
                      self.succeed("facilities"))
        self.assertIn("300", self.succeed("history", "killed", "--at",
                                          "nurhal prison"))
        self.assertRebuilds()
        self.review("undo", decision)
        self.assertEqual(self.disputes(), [])
        self.assertIn("Nurhal Prison", self.queue())
        self.assertRebuilds()

    def test_merged_hold_for_articles_that_come_later(self):
        self.merge_prisons()
        self.import_texts({"a4": ("Kelmar Wire", "2025-03-05",
                                  f"{COUNCIL} said on Wednesday that 125 "
                                  "people were killed at Nurhal Prison.")})
        self.assertEqual(self.figure(125)["facility_name"], "Norhal Prison")
        self.assertRebuilds()

    def test_merges_of_merges_lead_to_the_last(self):
        queue = self.queue()
        ids = [queue[name]["id"] for name in (
            "Sundra Relief Counsel", "Sundra Relief Council",
            "Interior Ministry of Sundra")]
        self.review("merge", ids[0], ids[1])
        self.review("merge", ids[1], ids[2])
        self.assertEqual({key[1] for key in self.figures()},
                         {"Interior Ministry of Sundra"})
        self.assertFails(65, "already", "review", "merge", ids[2], ids[0],
                         "--why=x")
        self.assertRebuilds()

    def test_one_is_split_by_its_mentions(self):
        figure = self.figure(300)
        queue = self.queue()
        self.review("split", queue["Nurhal Prison"]["id"], "Old Mill Prison",
                    figure["mention"])
        self.assertEqual(self.figure(300)["facility_name"], "Old Mill Prison")
        split = self.figure(300)["facility"]
        self.assertIn("Old Mill Prison", self.succeed("show", split))
        self.assertRegex(self.succeed("facilities"),
                         r"Old Mill Prison +p\w+\n +.*0 documents, 1 figure\n")
        self.assertRebuilds()


class Mentions(Reviewing):
    def test_that_are_corrected_say_something_else_and_stay_as_read(self):
        figure = self.figure(300)
        decision = self.review(
            "correct", figure["mention"], "value=30", "qualifier=more_than",
            "facility=Norhal Prison", why="miscounted")
        corrected = self.figure(30)
        self.assertEqual(corrected["qualifier"], "more_than")
        self.assertIsNone(corrected["value_high"])
        self.assertEqual(corrected["facility_name"], "Norhal Prison")
        self.assertEqual(corrected["surface"], "300")
        shown = self.json("show", corrected["id"])
        self.assertEqual(shown["mentions"][0]["amended"], "corrected")
        self.assertEqual(shown["mentions"][0]["value_low"], 300)
        self.assertIn("miscounted",
                      self.succeed("show", figure["mention"]))
        self.assertRebuilds()
        self.review("undo", decision)
        self.assertEqual(self.figure(300)["id"], figure["id"])

    def test_that_are_discarded_support_no_figure(self):
        self.merge_prisons()
        self.assertEqual(len(self.disputes()), 1)
        self.review("discard", self.figure(300)["mention"])
        self.assertNotIn(300, [key[2] for key in self.figures()])
        self.assertEqual(self.disputes(), [])
        self.assertRebuilds()

    def denied(self, denied_first):
        """A denial of a number that was misread; the id of its mention."""
        texts = [("b1", ("Ilvo Post", "2025-04-01", "The Interior Ministry of "
                         "Sundra denied that 540 people were killed in "
                         "Ilvo.")),
                 ("b2", ("Kelmar Wire", "2025-04-01", f"{COUNCIL} said that "
                         "450 people were killed in Ilvo."))]
        for name, text in texts if denied_first else texts[::-1]:
            self.import_texts({name: text})
        found, = self.json("search", "denied that 540 people")["found"]
        version, = self.json("show", found["version"])["versions"]
        mention, = version["mentions"]
        self.assertEqual(mention["polarity"], "denied")
        return mention["id"]

    def test_a_corrected_number_is_the_one_that_is_denied(self):
        for first in True, False:
            with self.subTest(denied_first=first):
                mention = self.denied(first)
                self.assertEqual(self.disputes(), [])
                decision = self.review("correct", mention, "value=450")
                self.assertEqual([d["kind"] for d in self.disputes()],
                                 ["denial"])
                self.assertRebuilds()
                self.review("undo", decision)
                self.assertEqual(self.disputes(), [])
                self.store.unlink()

    def period(self):
        figure = self.figure(300)
        return figure["period_start"], figure["period_end"]

    def test_have_no_period_that_starts_after_its_end(self):
        mention = self.figure(300)["mention"]
        self.review("correct", mention, "start=2024-03", "end=2024-06")
        for words in ["start=2024-07"], ["end=2024-02-28"], \
                ["end=2025", "start=2026"]:
            self.assertFails(65, "start at 20.*after its end", "review",
                             "correct", mention, *words, "--why=x")
        self.assertEqual(self.period(), ("2024-03", "2024-06"))
        self.review("correct", mention, "start=2024-06-30")
        self.assertEqual(self.period(), ("2024-06-30", "2024-06"))
        last = self.review("correct", mention, "start=2025-02", "end=2025-04")
        self.review("correct", mention, "start=2025-03")
        self.assertRebuilds()
        self.review("undo", last)  # the end of before is no end of this
        self.assertEqual(self.period(), ("2025-03", None))
        self.assertRebuilds()

    def test_are_corrected_only_to_what_there_is(self):
        mention = self.figure(300)["mention"]
        for words, pattern in (("metric=deaths", "metrics.yaml"),
                               ("value=many", "a number"),
                               ("qualifier=over", "more_than"),
                               ("colour=red", "nothing is called colour"),
                               ("start=May", "a date")):
            self.assertFails(65, pattern, "review", "correct", mention, words,
                             "--why=x")
        self.assertFails(66, "known", "review", "correct", mention,
                         "origin=Nobody At All", "--why=x")
        self.assertEqual(self.json("review", "log")["decisions"], [])


class Verdicts(Reviewing):
    def setUp(self):
        super().setUp()
        self.merge_prisons()
        self.dispute = self.disputes()[0]["id"]

    def state(self):
        return self.disputes()[0]["state"]

    def test_on_disputes_hold_while_articles_come(self):
        for action, state in (("resolve", "resolved"),
                              ("explain", "explained"),
                              ("suspend", "dormant"), ("reopen", "reopened"),
                              ("resolve", "resolved")):
            last = self.review(action, self.dispute)
            self.assertEqual(self.state(), state)
        self.import_texts({"a4": ("Wire", "2025-03-02",
                                  "The Interior Ministry of Sundra said on "
                                  "Sunday that 310 people were killed at "
                                  "Nurhal Prison in Ilvo.")})
        self.assertEqual(self.state(), "resolved")
        self.assertRebuilds()
        self.review("undo", last)
        self.assertEqual(self.state(), "reopened")
        self.assertRebuilds()

    @needs_faketime
    def test_made_twice_within_a_second_are_two(self):
        self.env = at_moment(self.env, "2026-05-01 10:00:00")
        made = [self.review(action, self.dispute) for action in
                ("resolve", "reopen", "resolve")]
        figure = self.figure(300)["mention"]
        made += [self.review("correct", figure, "value=301"),
                 self.review("correct", figure, "value=301")]
        self.assertEqual(len(set(made)), 5)
        self.assertEqual(self.state(), "resolved")
        self.assertRebuilds()

    def test_undone_leave_what_follows_from_the_figures(self):
        first = self.review("resolve", self.dispute)
        status = self.figure(300)["status"]
        self.review("undo", first)
        self.assertEqual(self.state(), "open")
        self.assertEqual((status, self.figure(300)["status"]),
                         ("reported", "contested"))
        self.assertRebuilds()

    def test_on_figures_are_shown_with_them(self):
        figure = self.figure(120)
        self.review("prefer", figure["id"], why="counted by name")
        self.review("deprecate", self.figure(300)["id"])
        self.assertEqual(self.figure(120)["rank"], "preferred")
        self.assertEqual(self.figure(120)["rank_reason"],
                         "ana: counted by name")
        out = self.succeed("history", "killed")
        self.assertRegex(out, r"120 \^")
        self.assertRegex(out, r"300 /")
        self.assertIn("counted by name", self.succeed("show", figure["id"]))
        self.assertRebuilds()

    def test_are_in_the_digest_once(self):
        self.succeed("digest")
        self.review("resolve", self.dispute, why="two days were counted")
        self.succeed("review", "note", self.figure(300)["id"], "See", "this.")
        out = self.succeed("digest")
        self.assertIn("two days were counted", out)
        self.assertIn("See this.", out)
        self.assertNotIn("two days", self.succeed("digest"))
        self.assertIn("DECISIONS",
                      self.succeed("disputes", "show", self.dispute))


class Calls(Reviewing):
    def test_need_a_reason_a_thing_and_somebody(self):
        figure = self.figure(300)["id"]
        self.assertFails(64, "say why", "review", "prefer", figure)
        self.assertFails(65, "reason", "review", "prefer", figure, "--why=")
        self.assertFails(64, "no action praise\n", "review", "praise", figure)
        self.assertFails(64, "did you mean: tallybook review correct",
                         "review", "corect", figure)
        self.assertFails(66, "nothing has", "review", "prefer", "f0000000000",
                         "--why=x")
        self.assertFails(65, "dispute", "review", "resolve", figure,
                         "--why=x")
        self.assertFails(66, "nothing has", "review", "undo", "r0000000000",
                         "--why=x")
        self.env["TALLYBOOK_USER"] = ""
        self.review("prefer", figure)
        self.assertNotEqual(self.json("review", "log")["decisions"][0]["who"],
                            "")

    def test_are_undone_once(self):
        first = self.review("prefer", self.figure(300)["id"])
        undo = self.review("undo", first)
        self.assertFails(65, "undone already", "review", "undo", first,
                         "--why=x")
        self.assertFails(65, "again instead", "review", "undo", undo,
                         "--why=x")
        self.assertEqual(self.figure(300)["rank"], "normal")


if __name__ == "__main__":
    unittest.main()
