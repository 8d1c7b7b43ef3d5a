"""Pages that are read again: which figure changed, from which mention to
which, and what is no change."""
import json
import time
import unittest

from world import World

FIRST = ("The health ministry of Veldania said that 54 people were killed in "
         "Ostrel. The road to the coast is closed.")


class Versions(World):
    def page(self, *texts):
        """One page with these texts, one after the other."""
        page = self.article(texts[0])
        self.put(*({**page, "text": text + "\n"} for text in texts))

    def changes(self):
        return json.loads(self.succeed("digest", "--since=2000-01-01",
                                       "--json"))["corrections"]

    def mention(self, name):
        return json.loads(self.succeed("show", name, "--json"))

    def assert_goes_from(self, event, before, after):
        self.assertEqual(self.mention(event["before"])["surface"], before)
        self.assertEqual(self.mention(event["after"])["surface"], after)
        self.assertLessEqual(event["seen"], event["at"])

    def test_a_silent_edit_goes_from_mention_to_mention(self):
        self.page(FIRST, FIRST.replace("54", "45"))
        event, = self.changes()
        self.assertEqual(event["kind"], "silent_edit")
        self.assert_goes_from(event, "54", "45")
        self.assertNotEqual(self.mention(event["before"])["version"]["id"],
                            self.mention(event["after"])["version"]["id"])
        for text in (self.succeed("digest", "--since=2000-01-01"),
                     self.succeed("show", event["version"]["id"])):
            words = " ".join(text.split())
            self.assertRegex(words, f"{event['before']} seen until .*, "
                             f"{event['after']} first seen")

    def test_a_number_that_was_edited_is_changed_and_not_corrected(self):
        self.page(FIRST, FIRST.replace("54", "45"))
        before = self.changes()[0]["before"]
        figure = self.mention(before)["figure"]
        for name in (before, figure):
            words = self.succeed("show", name)
            self.assertIn("changed", words)
            self.assertNotIn("corrected", words)

    def test_a_version_tells_in_what_it_differs_from_the_one_before(self):
        self.page(FIRST, FIRST.replace("54", "45"))
        document = self.mention(self.changes()[0]["after"])["document"]
        first, second = json.loads(self.succeed(
            "show", document, "--json"))["versions"]
        self.assertEqual(first["changes"], [])
        self.assertEqual([c["kind"] for c in second["changes"]],
                         ["silent_edit"])
        self.assertIn('"54"', second["changes"][0]["words"])

    def test_a_number_that_is_gone_is_told_with_where_it_stood(self):
        self.page(FIRST, "The road to the coast is closed.")
        event, = self.changes()
        self.assertEqual(self.mention(event["before"])["surface"], "54")
        self.assertIsNone(event["after"])
        digest = " ".join(self.succeed("digest",
                                       "--since=2000-01-01").split())
        self.assertIn(f"{event['before']} seen until", digest)
        self.assertIn("gone since", digest)

    def test_a_retraction_takes_back_what_nobody_else_says(self):
        self.page(FIRST, "Retraction: The number could not be confirmed.\n"
                  + FIRST)
        self.assertEqual(self.history("killed")[54]["status"], "retracted")
        event, = self.changes()
        self.assertEqual(event["kind"], "retraction")
        digest = self.succeed("digest", "--since=2000-01-01")
        self.assertEqual(digest.count("not be confirmed"), 1)
        history = self.succeed("history", "killed")
        self.assertRegex(history, "54 - .* killed\n- retracted by who")
        self.assertIn("retracted by Ostrel Post: 54", history)
        self.assertIn("retracted its article",
                      self.succeed("digest", "--since=2000-01-01"))
        self.assertIn("The number could not be confirmed",
                      self.succeed("show", event["version"]["id"]))

    def test_the_note_of_a_correction_without_a_figure_is_told_once(self):
        note = "Correction: an earlier version misnamed the road"
        self.page(FIRST, f"{FIRST}\n\n{note} to the coast.")
        self.assertEqual([e["kind"] for e in self.changes()], ["correction"])
        for how in ("--plain",), ("--html",):
            digest = self.succeed("digest", "--since=2000-01-01", *how)
            self.assertEqual(digest.count("misnamed"), 1, how)

    def test_a_history_marks_what_was_replaced_and_whom_it_counts(self):
        self.page(FIRST.replace("people", "children"),
                  FIRST.replace("54 people", "45 children"))
        text = self.succeed("history", "killed")
        self.assertRegex(text, "45 .* children, killed\n")
        self.assertRegex(text, "54 ~ .* children, killed\n")
        self.assertIn("~ replaced since", text)
        self.assertIn("changed by Ostrel Post: 54", text)
        page = self.succeed("history", "killed", "--html")
        self.assertEqual(page.count("replaced since"), 1)

    def test_what_another_outlet_still_says_is_not_retracted(self):
        self.put(self.article(
            "At dawn the health ministry of Veldania said that 54 people were "
            "killed in Ostrel, and thanked the drivers.",
            publisher="Maren Herald"))
        self.page(FIRST, "Retraction: The number could not be confirmed.\n")
        self.assertEqual(self.history("killed")[54]["status"], "reported")

    def test_what_is_said_again_is_no_longer_retracted(self):
        self.page(FIRST, "Retraction: The number could not be confirmed.\n")
        self.assertEqual(self.history("killed")[54]["status"], "retracted")
        self.put(self.article(
            "At noon the health ministry of Veldania said that 54 people were "
            "killed in Ostrel, and thanked the drivers.",
            publisher="Maren Herald"))
        self.assertEqual(self.history("killed")[54]["status"], "reported")
        self.succeed("rebuild", "--check")

    def test_a_retraction_ends_the_dispute_it_was_in(self):
        self.put(self.total("9,127", "2024-03-05",
                            "Veldanian Human Rights Monitor"))
        text = self.total("15,523", "2024-03-04")["text"]
        page = self.article(text, "2024-03-04", publisher="Maren Herald")
        self.put(page)
        self.assertEqual(self.disputes(), ["contradiction"])
        self.put({**page, "text": "This article has been retracted.\n"})
        dispute, = json.loads(self.succeed("disputes", "--json"))["disputes"]
        self.assertEqual(dispute["state"], "resolved")

    def versions(self):
        figure = self.history("killed")[54]
        shown = json.loads(self.succeed("show", figure["id"], "--json"))
        return json.loads(self.succeed(
            "show", shown["mentions"][0]["document"], "--json"))["versions"]

    def test_what_is_retracted_is_replaced_by_nothing(self):
        self.put(self.total("9,127", "2024-03-05",
                            "Veldanian Human Rights Monitor"))
        page = self.total("15,523", "2024-03-04")
        self.put(page, {**page, "text": "This article has been retracted.\n"})
        dispute, = json.loads(self.succeed("disputes", "--json"))["disputes"]
        text = self.succeed("disputes", "show", dispute["id"])
        self.assertIn("retracted\n", text)
        for digest in (self.succeed("digest", "--since=2000-01-01"),
                       self.succeed("digest", "--since=2000-01-01", "--html")):
            self.assertIn("resolved, begun 2024-03-0", digest)
        self.assertNotIn("()", text)

    def test_a_change_is_cited_from_the_page_that_changed(self):
        other = self.article(FIRST, publisher="Maren Herald")
        self.put(other)
        self.page(FIRST, FIRST.replace("54", "45"))
        self.put({**other, "text": FIRST.replace("54", "45") + "\n"})
        told = {event["version"]["publisher"]: event["evidence"]
                for event in self.changes()}
        self.assertEqual({name: evidence["publisher"]
                          for name, evidence in told.items()},
                         {"Maren Herald": "Maren Herald",
                          "Ostrel Post": "Ostrel Post"})

    def test_what_a_page_was_changed_to_was_said_when_it_was_read(self):
        self.put(self.total("9,127", "2024-03-05",
                            "Veldanian Human Rights Monitor"))
        page = self.total("15,523", "2024-03-04")
        self.put(page, {**page,
                        "text": page["text"].replace("15,523", "15,623")})
        dispute, = json.loads(self.succeed("disputes", "--json"))["disputes"]
        text = " ".join(self.succeed("show", dispute["id"]).split())
        today = time.strftime("%Y-%m-%d", time.gmtime())
        self.assertIn(f"replaced by 15,623 on {today} (", text)

    def test_counters_and_titles_of_others_make_no_version(self):
        for tail in ("1,204 views\nRiver rises in Maren",
                     "1,377 views\nMarket opens again\nA bridge is built",
                     "Comments (12)"):
            self.page(f"{FIRST}\n{tail}")
            self.n -= 1  # it is the same page
        self.assertEqual(len(self.versions()), 1)
        self.assertEqual(self.changes(), [])

    def test_a_sentence_more_makes_a_version(self):
        self.page(f"{FIRST}\n1,204 views",
                  f"{FIRST}\nThe coast guard is on its way.\n1,204 views")
        self.assertEqual(len(self.versions()), 2)

    def test_a_line_in_which_something_was_read_makes_a_version(self):
        self.page(f"{FIRST}\nForty killed in Ostrel",
                  f"{FIRST}\nFifty killed in Ostrel")
        self.assertEqual(len(self.versions()), 2)


if __name__ == "__main__":
    unittest.main()
