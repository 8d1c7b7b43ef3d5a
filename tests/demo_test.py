"""The demonstration, run whole: what its articles hold is what is found."""
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

from program import PROGRAM, ROOT


class Demo(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        done = subprocess.run(
            [ROOT / "tools/demo/run", PROGRAM, cls.folder / "demo"],
            stdout=subprocess.PIPE, encoding="utf-8", timeout=300)
        assert done.returncode == 0, done.stdout
        cls.out = done.stdout
        cls.env = {**os.environ,
                   "TALLYBOOK_CONFIG": str(cls.folder / "demo")}

    @classmethod
    def ask(cls, *arguments):
        out = subprocess.run([PROGRAM, *arguments, "--json"], env=cls.env,
                             stdout=subprocess.PIPE, check=True).stdout
        return json.loads(out)

    @classmethod
    def figures(cls, metric, *options, origin=None, low=None):
        statements = cls.ask("history", metric, *options)["statements"]
        return [figure for figure in (said["figure"] for said in statements)
                if figure and origin in (None, figure["origin"]["name"])
                and low in (None, figure["value_low"])]

    def figure(self, *arguments, **options):
        found = self.figures(*arguments, **options)
        self.assertEqual(len(found), 1, found)
        return found[0]

    def disputes(self, kind, *origins):
        """Those of a kind between these origins that stand."""
        found = [self.ask("disputes", "show", dispute["id"])
                 for dispute in self.ask("disputes")["disputes"]
                 if dispute["kind"] == kind
                 and dispute["state"] in ("open", "narrowed")]
        return [dispute for dispute in found
                if set(origins) <= {side["origin_name"]
                                    for side in dispute["sides"]}]

    def events(self, kind):
        digest = self.ask("digest", "--since=2000-01-01")
        return [event for part in ("disputes", "changed", "denials",
                                   "corrections", "restated", "facilities",
                                   "behind")
                for event in digest[part] if event["kind"] == kind]

    def test_the_digest_is_printed_and_its_page_is_there(self):
        page = self.folder / "demo/digest.html"
        self.assertIn("TALLYBOOK DIGEST", self.out)
        self.assertIn(str(page), self.out)
        self.assertIn("Kharobin", page.read_text("utf-8"))

    def test_what_the_last_lines_say_to_try_works(self):
        commands = self.out.split("Try next:\n")[1].splitlines()
        self.assertGreaterEqual(len(commands), 3)
        for command in commands[1:]:
            done = subprocess.run(f"{commands[0]}; {command}", shell=True,
                                  cwd=ROOT, stdout=subprocess.PIPE)
            self.assertEqual(done.returncode, 0, command)
            self.assertTrue(done.stdout, command)

    def test_the_server_is_stopped(self):
        self.assertFalse((self.folder / "demo/server/nginx.pid").exists())

    def test_the_second_day_is_asked_for_with_validators(self):
        log = (self.folder / "demo/server/requests.log").read_text()
        self.assertIn(" 304 ", log)
        self.assertRegex(log, r'torvin-quarry-grave-4458 200 "[^-]')

    def test_every_figure_leads_to_its_words_in_a_text_whose_hash_holds(self):
        figures = self.figures("casualties") + self.figures("detained")
        self.assertGreater(len(figures), 10)
        for figure in figures:
            mention = self.ask("show", figure["mention"])
            version, = self.ask("show", mention["version"]["id"])["versions"]
            text = version["text"].encode()
            self.assertEqual(hashlib.sha256(text).hexdigest(),
                             version["text_sha256"])
            found = text[mention["start"]:mention["end"]].decode()
            self.assertIn(found, figure["surface"])
            self.assertIn(found, figure["quote"])

    def test_two_named_origins_that_disagree_are_a_dispute(self):
        self.assertEqual(len(self.disputes(
            "contradiction", "Justice Beyond Borders",
            "Veldanian Justice Ministry")), 1)
        self.assertEqual(len(self.disputes(
            "contradiction", "Ostrel Health Authority",
            "Veldanian Interior Ministry")), 1)

    def test_the_digest_lists_a_metric_where_the_registry_wants_it(self):
        def listed():
            return [row["figure"]["metric"] for row in self.ask(
                "digest", "--since=2000-01-01")["behind"]]

        self.assertEqual(len(self.figures("interviewed")), 2)
        self.assertNotIn("interviewed", listed())
        self.assertEqual(listed()[-1], "facilities")
        own = self.folder / "demo/metrics.yaml"
        self.addCleanup(own.unlink)
        own.write_text(re.sub(r"(?m)^(- .key: killed,.*)}$",
                              r"\1, digest: never}",
                              (ROOT / "config/metrics.yaml").read_text()))
        self.assertNotIn("killed", listed())
        self.assertEqual({row["figure"]["metric"] for row in self.ask(
            "digest", "--since=2000-01-01")["changed"]}, {"displaced"})

    def test_a_denial_opens_a_dispute_and_deletes_nothing(self):
        disputes = self.disputes("denial", "Veldanian Interior Ministry")
        self.assertEqual(len(disputes), 1)
        self.assertEqual({side["claim"]["kind"]
                          for side in disputes[0]["sides"] if side["claim"]},
                         {"denial"})
        figure, = (side["figure"] for side in disputes[0]["sides"]
                   if side["figure"])
        self.assertEqual(figure["origin"]["key"], "vhrm")
        self.assertEqual(figure["value_low"], 41372)
        self.assertEqual(figure["status"], "contested")

    def test_a_lost_qualifier_is_a_finding(self):
        self.assertIn('"Up to 14,000" became "14,000"',
                      [event["words"]
                       for event in self.events("qualifier_lost")])

    def test_a_correction_supersedes_and_the_old_figure_stays(self):
        old = self.figure("bodies_found", low=54)
        new = self.figure("bodies_found", low=45)
        self.assertEqual(old["superseded_by"], new["id"])
        self.assertEqual(old["superseded_how"], "correction")
        self.assertEqual(old["status"], "corrected")
        correction, = self.events("correction")
        self.assertIn("An earlier version", correction["version"]["note"])

    def test_a_change_without_a_note_is_a_silent_edit(self):
        edit, = self.events("silent_edit")
        self.assertIn("brunnok-detention-centre", edit["version"]["url"])

    def test_parts_are_no_rivals_of_their_whole(self):
        whole = self.figure("detained", low=41372)
        self.assertEqual(whole["origin"]["key"], "vhrm")
        for low, group in (2117, "children"), (3940, "women"):
            part = self.figure("detained", low=low)
            self.assertEqual(part["part_of"], whole["id"])
            self.assertEqual(part["group"], group)
            self.assertIsNone(part["dispute"])

    def test_a_count_that_rises_is_an_update(self):
        old = self.figure("displaced", low=18400)
        new = self.figure("displaced", low=21900)
        self.assertEqual(new["qualifier"], "more_than")
        self.assertEqual(old["superseded_by"], new["id"])
        self.assertEqual(old["superseded_how"], "update")

    def test_what_was_planned_is_not_counted_as_done(self):
        for planned in self.figures("executed", "--at", "kharobin", low=8):
            self.assertEqual(planned["modality"], "planned")
            self.assertEqual(planned["period_start"], "2025-03-07")
            self.assertIsNone(planned["dispute"])

    def test_three_spellings_are_one_facility(self):
        found = [facility for facility in self.ask("facilities")["facilities"]
                 if facility["key"] == "kharobin"]
        self.assertEqual(len(found), 1)
        for spelling in "Kharobin", "Harobin", "Kharobeen":
            self.assertIn(spelling, found[0]["surfaces"])

    def test_a_name_that_is_in_no_registry_is_a_candidate(self):
        candidates = [facility["name"] for facility
                      in self.ask("facilities")["facilities"]
                      if facility["candidate"]]
        self.assertEqual(candidates, ["Brunnok Detention Centre"])

    def test_copies_of_an_agency_are_one_figure_of_one_origin(self):
        fire = self.figure("killed", low=23)
        self.assertEqual(fire["origin"]["key"], "halvik-governor")
        self.assertEqual(
            (fire["n_mentions"], fire["n_publishers"], fire["n_origins"]),
            (2, 2, 1))
        self.assertEqual(fire["status"], "reported")

    def test_unnamed_sources_do_not_confirm_each_other(self):
        freed = self.figures("released", low=130)
        self.assertEqual([figure["origin"]["unnamed"] for figure in freed],
                         [True] * len(freed))
        self.assertNotIn("corroborated",
                         {figure["status"] for figure in freed})

    def test_other_years_do_not_conflict(self):
        for low, year in (312, "2023"), (96, "2024"):
            figure = self.figure("died_in_custody", "--at", "kharobin",
                                 low=low)
            self.assertEqual(figure["period_start"][:4], year)
            self.assertIsNone(figure["dispute"])

    def test_a_number_that_changes_its_meaning_has_drifted(self):
        killed = self.figure("killed", low=41372)
        relations = self.ask("show", killed["id"])["relations"]
        self.assertIn("number_drift",
                      [relation["kind"] for relation in relations])


if __name__ == "__main__":
    unittest.main()
