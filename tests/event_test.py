"""By what kind of event the counted were killed, hurt or driven out. The
places and people are invented."""
import json
import unittest

import program

# A text, and of each figure: number, kind of event, one incident or several.
# A kind with a question mark is not told in the figure's own words.
NAMED = (
    ("A car bomb killed 12 people in the market of Breska.",
     ["12 bombing one"]),
    ("12 people were killed when a car bomb exploded in Breska.",
     ["12 bombing one"]),
    ("At least 38 villagers died in the earthquake.",
     ["38 earthquake one"]),
    ("The death toll of the earthquake has risen to 38.",
     ["38 earthquake one"]),
    ("Nine people were killed in clashes with the army.",
     ["Nine fighting one"]),
    ("Nine people were killed in a clash with the army.",
     ["Nine fighting one"]),
    ("Two air strikes killed 14 people.", ["Two - -", "14 air_strike several"]),
    ("Floods have displaced 40,000 people.", ["40,000 flood one"]),
    ("A ferry capsized off Orlin and 27 people drowned.",
     ["27 transport_accident one"]),
    ("Cholera has killed 61 people in the camp.", ["61 disease one"]),
    ("Nine villagers were massacred.", ["Nine attack one"]),
    ("The war has killed 400 people.", ["400 fighting several"]),
    ("Nine farmers were killed by a gang.", ["Nine attack one"]),
    ("12 people drowned.", ["12 - -"]),
    # more than one by a number before it, which no year is
    ("Nine people were killed in 386 clashes.",
     ["Nine fighting several", "386 - -"]),
    ("Nine people died in several armed clashes.", ["Nine fighting several"]),
    ("Nine people died in the May 1986 clash.", ["Nine fighting one"]),
)

NEAREST = (
    # each count has the event that stands nearest on the side of its verb
    ("Nine people died in the flood and six were killed by a landslide.",
     ["Nine flood one", "six landslide one"]),
    ("The flood killed nine people, and a bomb killed six in Dunn.",
     ["nine flood one", "six bombing one"]),
    ("Shelling killed nine people in Dunn, and six died in a road accident.",
     ["nine shelling one", "six transport_accident one"]),
    ("Twelve people were killed and 30 injured in an explosion.",
     ["Twelve explosion one", "30 explosion one"]),
    # a kind within another says more than it
    ("Nine people died in the attack, in which a bomb went off.",
     ["Nine bombing one"]),
    # what was seen yields to what brought it about
    ("When houses collapsed in the earthquake, nine people died.",
     ["nine earthquake one"]),
    ("Nine people died in a fire after the shelling of Dunn.",
     ["Nine shelling one"]),
    ("Nine people died in a fire.", ["Nine fire one"]),
    # the word that tells what became of the counted, not what is joined to it
    ("The bombings of towns and the murder of nine priests go on.",
     ["nine attack one"]),
    ("Nine priests were murdered in a bombing.", ["Nine bombing one"]),
    # said to be another
    ("Nine people died not as a result of the bombings, but of the clashes.",
     ["Nine fighting one"]),
    # words that are none by themselves
    ("Nine people died on the day of the cease-fire.", ["Nine - -"]),
    ("The fire department said nine people died.", ["nine - -"]),
    ("Nine people were injured in a general strike.", ["Nine - -"]),
)

BY_METRIC = (
    ("Gunmen kidnapped nine nuns after the attack.", ["nine abduction one"]),
    ("Nine men were executed after the riot.", ["Nine execution one"]),
    ("Police arrested nine men after the attack.", ["nine - -"]),
    ("The riot began after nine men were jailed.", ["nine - -"]),
    ("Nine air strikes hit Dunn.", ["Nine - -"]),
)

BY_WHOM = (
    ("Gunmen killed nine people in Dunn.", ["nine attack? one"]),
    ("The armed group that killed nine farmers is not known.",
     ["nine attack? one"]),
    ("Nine people were killed on Friday by unknown gunmen.",
     ["Nine attack? one"]),
    ("Nine people were killed by the army in Dunn.", ["Nine attack? one"]),
    ("Gunmen killed nine people in a raid.", ["nine attack one"]),
    # a body that the text abbreviates
    ("The Red Road Liberation Army (RRLA) is small. On Monday the RRLA killed "
     "nine farmers.", ["nine attack? one"]),
    ("The RRU [Red Road Guerrilla Union] is small. On Monday nine farmers were "
     "killed by the RRU.", ["nine attack? one"]),
    ("The Red Road Union (RRU) is small. On Monday the RRU killed nine "
     "farmers.", ["nine - -"]),
    # who was taken was not killed by it
    ("Gunmen kidnapped nine nuns and killed six farmers.",
     ["nine abduction one", "six attack? one"]),
    ("Nine people were saved by the army.", ["Nine - -"]),
    ("The mayor killed nine people in Dunn.", ["nine - -"]),
    ("In a village of the rebels nine people died.", ["nine - -"]),
)

CARRIED = (
    # what the paragraph named before
    ("A ferry sank off Orlin on Monday. The boat was old. Nine people died.",
     ["Nine transport_accident? one"]),
    # two kinds: nobody can tell of which
    ("A flood and a riot were reported. Nine people died.", ["Nine - -"]),
    # something else
    ("A ferry sank off Orlin. Meanwhile nine people died in Dunn.",
     ["nine - -"]),
    # a register is of no one event
    ("A bomb went off in Dunn. In all 900 people are missing.",
     ["900 - -"]),
    # the only one that the text has named
    ("A bomb went off in Dunn.\n\nThe mayor came.\n\nNine people died.",
     ["Nine bombing? one"]),
    ("A bomb went off in Dunn.\n\nA storm came.\n\nNine people died.",
     ["Nine - -"]),
    # what is told next as known, before any other
    ("Nine people were killed in Dunn.\n\nThe blast tore off roofs.",
     ["Nine explosion? one"]),
    ("Nine people were killed in Dunn. A flood hit Orlin.\n\nThe blast "
     "tore off roofs.", ["Nine - -"]),
    ("Nine people were killed in Dunn.\n\nBlasts tore off roofs.",
     ["Nine - -"]),
    # a part is of its whole's event
    ("A flood killed 38 people in Dunn. The dead include six women.",
     ["38 flood one", "six flood? one"]),
)

# Of each figure its number, that of its incident, and the number that it is
# against.
INCIDENTS = (
    # who says otherwise of the same
    ("A bomb killed three people in Dunn on Monday, police said. Witnesses "
     "put the death toll at five.",
     ["three 1", "five 1 three"]),
    ("Police said nine people were killed when a bomb went off in Dunn. "
     "A doctor said twelve people were killed in the attack.",
     ["nine 1", "twelve 1 nine"]),
    ("A bomb killed nine soldiers in Dunn, the army said. A doctor put the "
     "death toll at twelve.",
     ["nine 1", "twelve 1 nine"]),
    # in capitals, what is known as a word is no place
    ("POLICE SAID THAT A BOMB IN DUNN KILLED NINE MEN. THE MAYOR SAID THAT 12 "
     "MEN DIED IN INCIDENTS AFTER THE BOMB.",
     ["NINE 1", "12 1 NINE"]),
    # no conflict: it may be so many
    ("A bomb killed nine people, police said. At least four people died in "
     "the attack, a doctor said.",
     ["nine 1", "At least four 1"]),
    # the same one says that it is no longer so
    ("The blast killed nine people, the ministry said. The toll later rose to "
     "12, it said.",
     ["nine 1", "12 1 nine"]),
    ("Nine people died in the blast, the ministry said. The number of dead has "
     "since risen to 12.",
     ["Nine 1", "12 1 Nine"]),
    # only an auxiliary tells what became of them
    ("Police said three people died in the blast, while witnesses said five "
     "did.",
     ["three 1", "five 1 three"]),
    # "earlier" is when it was said
    ("Nine people died in the blast, the ministry said. A doctor had earlier "
     "said that six people had died.",
     ["Nine 1", "six 1 Nine"]),
    # one who says less tells of others or of a part
    ("A bomb killed nine people in Dunn, police said. The bomb killed three "
     "people at the gate, police said.",
     ["nine 1", "three 1"]),
    # others, a part, another group, another metric
    ("A bomb killed nine people, police said. A doctor said that six more "
     "people had been killed in the attack.",
     ["nine 1", "six 1"]),
    ("A bomb killed nine people, police said. Two of the dead were women, a "
     "doctor said.",
     ["nine 1", "Two 1"]),
    ("The army said that two rebels died in the clash. The rebels said that "
     "ten soldiers died in the clash.",
     ["two 1", "ten 1"]),
    ("A bomb killed nine people and injured 30, police said.",
     ["nine 1", "30 1"]),
    # told again
    ("A bomb killed nine people in Dunn. The attack killed nine people.",
     ["nine 1", "nine 1"]),
    # what goes on from one, though its word means an event of its own
    ("In Dunn a raid killed nine people and 12 were kidnapped, police said.",
     ["nine 1", "12 1"]),
    # another incident: introduced, of another day, of another kind, elsewhere
    ("A bomb killed three people in Dunn, police said. Another bomb killed "
     "five people, witnesses said.",
     ["three 1", "five 2"]),
    ("A raid killed three people in Dunn, police said. A second raid killed "
     "five people, witnesses said.",
     ["three 1", "five 2"]),
    ("The raid killed nine people on 3 May 2021. The raid killed four people "
     "on 5 May 2021.",
     ["nine 1", "four 2"]),
    ("A flood killed nine people in Dunn. The bomb killed four people.",
     ["nine 1", "four 2"]),
    ("Gunmen shot nine people dead in Dunn. Five people were shot dead in "
     "Orlin.",
     ["nine 1", "Five 2"]),
    ("The raid killed nine people. Elsewhere the raid killed four people.",
     ["nine 1", "four 2"]),
    ("The attack on Dunn killed nine people. The attack on Orlin killed four "
     "people.",
     ["nine 1", "four 2"]),
    # what has come together since is of no one incident
    ("The monitor said that 900 people had been kidnapped since 2014.",
     ["900 -"]),
    ("From 1 March 2021 to 4 April 2021 the siege killed 60 people.",
     ["60 -"]),
    # of several, or of none that is told
    ("Air strikes killed nine people in Dunn, the army said. 12 people "
     "drowned.",
     ["nine -", "12 -"]),
)


def told(figure):
    sure = figure["event_sure"] in ("sure", None)
    return (f"{figure['surface'].split()[-1]} {figure['event'] or '-'}"
            f"{'' if sure else '?'} {figure['incidents'] or '-'}")


class Events(program.Case):
    def check(self, cases):
        rows = "".join(json.dumps({"id": str(i), "text": text, "lang": "en"})
                       + "\n" for i, (text, _) in enumerate(cases))
        done = self.run_program("extract", self.write("said.jsonl", rows))
        self.assertEqual((done.err, done.status), ("", 0))
        for (text, events), line in zip(cases, done.out.splitlines(),
                                        strict=True):
            with self.subTest(text):
                self.assertEqual([told(figure) for figure
                                  in json.loads(line)["figures"]], events)

    def test_a_figure_is_of_the_event_that_its_sentence_names(self):
        self.check(NAMED)

    def test_of_two_events_the_nearest_is_taken_that_says_most(self):
        self.check(NEAREST)

    def test_a_metric_says_of_which_event_it_is_or_that_it_is_of_none(self):
        self.check(BY_METRIC)

    def test_killed_by_the_armed_is_an_attack_if_nothing_else_is_said(self):
        self.check(BY_WHOM)

    def test_an_event_is_carried_to_a_sentence_that_tells_of_no_other(self):
        self.check(CARRIED)

    def test_figures_of_one_incident_have_its_number(self):
        for text, expected in INCIDENTS:
            with self.subTest(text):
                done = self.run_program(
                    "extract", self.write("a.txt", text + "\n"))
                self.assertEqual((done.err, done.status), ("", 0))
                figures = json.loads(done.out)["figures"]
                surface = {f["start"]: f["surface"] for f in figures}
                self.assertEqual(
                    [" ".join([f["surface"], str(f.get("incident", "-")),
                               surface.get(f.get("rival_of"), "")]).strip()
                     for f in figures], expected)

    def test_a_count_told_again_has_the_event_that_was_told(self):
        path = self.write("a.txt", "A bomb killed nine people in Dunn.\n\n"
                          "The riot went on. Nine people were killed.\n")
        done = self.run_program("extract", path)
        first, again = json.loads(done.out)["figures"]
        self.assertEqual((again["event"], again["event_sure"]),
                         ("bombing", "likely"))

    def test_armed_groups_of_the_registry_attack(self):
        self.write("actors.yaml", "- {key: road, kind: armed_group, names: "
                   "[{text: Red Road}]}\n")
        path = self.write("a.txt", "Red Road killed nine people in Dunn.\n"
                          "12 members of Red Road were killed in Orlin.\n")
        done = self.run_program("extract", path)
        self.assertEqual((done.err, done.status), ("", 0))
        nine, twelve = json.loads(done.out)["figures"]
        self.assertEqual((nine["event"], twelve["group"]),
                         ("attack", "fighters"))

    def test_an_event_is_explained_by_its_rule_and_words(self):
        path = self.write("a.txt", "A car bomb killed 12 people in Dunn.\n"
                          "The dead include two women.\n")
        done = self.run_program("extract", "--explain", path)
        self.assertIn('  event      bombing -- the event named nearest to it: '
                      '"car bomb"\n', done.out)
        self.assertIn("  event      bombing, likely -- that of the count that "
                      'it is a part of: "12"\n', done.out)

    def test_kinds_and_their_words_are_data(self):
        self.write("events.yaml", "- {key: tide, label: Tide}\n")
        self.write("metrics.yaml", "- {key: killed, hxl: x, label: Killed, "
                   "extract: killed, event: tide}\n")
        path = self.write("a.txt", "Nine people were killed in Dunn.\n")
        done = self.run_program("extract", path)
        self.assertEqual((done.err, done.status), ("", 0))
        figure, = json.loads(done.out)["figures"]
        self.assertEqual(figure["event"], "tide")


if __name__ == "__main__":
    unittest.main()
