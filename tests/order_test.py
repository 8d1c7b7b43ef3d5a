"""In whatever order articles are read, the same comes of them: the same
figures with the same mentions, what replaced them, what they are to each other,
which of them are contested or corroborated, who denies them, and the same
disputes, with their ids, sides, gaps, reasons and states, be they open or over.
What was news on the way there may differ: events, and the history of a dispute,
which is of what was known when."""
import contextlib
import json
import os
import random
import sqlite3
import unittest

from world import World

RUNS = int(os.environ.get("TALLYBOOK_ORDERS", "3"))
ENDED_FIRST = (30,)  # a conflict is read last that was over before the others
ARTICLES = 25
ORIGINS = ("The health ministry of Veldania",
           "The Veldanian Human Rights Monitor", "Justice Beyond Borders")
OUTLETS = ("Ostrel Post", "Maren Herald", "Coast Courier")
WORDS = ("harbour lamp orchard mill ferry cellar bridge market quarry tower "
         "kiln meadow ditch pump lantern barge fence wagon spring gate").split()
NAMES = WORDS + ["anchor", "basin", "candle", "dairy", "elm", "forge",
                 "gravel", "hollow", "island", "jetty"]


class Orders(World):
    def sentence(self, number, day):
        """One statement; running counts grow, so that they are a series."""
        value = 3000 + 137 * day + number.randrange(3)
        stated = f"{value:,}"
        where = number.choice(("Veldania", "Ostrel"))
        return number.choice((
            f"{stated} people have been killed in {where} since March 2023",
            f"at least {stated} people have been killed in {where} since "
            "March 2023",
            f"{number.randrange(20, 90)} people were killed in {where} on "
            f"{day} March 2024",
            f"{number.randrange(100, 900)} people are held in Kharobin "
            "Prison",
            f"{stated} people are missing in {where}"))

    def article_of(self, number):
        day = number.randrange(2, 25)
        said = self.sentence(number, day)
        scene = " ".join(number.sample(WORDS, 14))
        text = (f"{number.choice(ORIGINS)} said that {said}. Behind the "
                f"{scene}.")
        if number.random() < 0.2:
            text += (f" The government of Veldania denied that {said}.")
        return {**self.article(text, publisher=number.choice(OUTLETS)),
                "published": f"2024-03-{day:02}T10:{self.n:02}:00Z"}

    def put_all(self, articles):
        """Into a store of its own."""
        for file in self.folder.glob("tallybook.db*"):
            file.unlink()
        path = self.write("articles.jsonl", "".join(
            json.dumps(article) + "\n" for article in articles))
        self.succeed("import", path)
        self.assertIn("All is as it was", self.succeed("rebuild", "--check"))

    def derived(self):
        """What was derived, by what things are and not by their rows."""
        with contextlib.closing(sqlite3.connect(self.store)) as db:
            said = {}  # what a figure is: the mentions that support it
            for figure, mention in db.execute(
                    "SELECT f.id, m.public_id FROM figure f "
                    "JOIN figure_mention x ON x.figure = f.id "
                    "JOIN mention m ON m.id = x.mention"):
                said.setdefault(figure, set()).add(mention)
            name = {None: None, **{
                figure: " ".join(sorted(mentions))
                for figure, mentions in said.items()}}
            figures = {name[row[0]]: (*row[1:-2], name[row[-2]],
                                      name[row[-1]])
                       for row in db.execute(
                           "SELECT id, metric, value_low, value_high, "
                           "qualifier, period_start, as_of, n_mentions, "
                           "n_publishers, superseded_how, "
                           "iif(superseded_by IS NULL, n_origins, 0), "
                           "iif(superseded_by IS NULL, status, ''), "
                           "superseded_by, part_of FROM figure")}
            relations = {(frozenset((name[a], name[b])), kind, reason)
                         for a, b, kind, reason in db.execute(
                             "SELECT figure, other, kind, reason "
                             "FROM relation")}
            denials = {(claim, name[figure]) for claim, figure in db.execute(
                "SELECT c.public_id, t.figure FROM claim_target t "
                "JOIN claim c ON c.id = t.claim")}
            disputes = sorted(
                (kind, self.sides(db, dispute, name), state, low, high,
                 *(() if kind == "denial" else (key, since, reason, cause)))
                for dispute, kind, state, low, high, key, since, reason, cause
                in db.execute("SELECT id, kind, state, coalesce(gap_low, -1), "
                              "coalesce(gap_high, -1), public_id, since, "
                              "reason, cause FROM dispute"))
        return figures, relations, denials, disputes

    @staticmethod
    def sides(db, dispute, name):
        """Who stands together; of a denial, what is denied."""
        sides = {}
        for side, figure, claim in db.execute(
                "SELECT side, figure, (SELECT public_id FROM claim "
                "WHERE id = s.claim) FROM dispute_side s WHERE dispute = ?",
                (dispute,)):
            sides.setdefault(side, []).append(name[figure] or claim)
        return sorted(map(sorted, sides.values()))

    def test_of_reading_changes_nothing(self):
        for seed in (*range(RUNS), *ENDED_FIRST):
            number = random.Random(seed)
            self.n = 0
            articles = [self.article_of(number) for _ in range(ARTICLES)]
            self.put_all(articles)
            first = self.derived()
            number.shuffle(articles)
            self.put_all(articles)
            second = self.derived()
            with self.subTest(seed=seed):
                for one, other in zip(first, second):
                    self.assertEqual(one, other)

    def said_by_many(self, number):
        """By sixty, of one place: some for the second time, and in four ways
        of counting."""
        who = number.randrange(60)
        body = ("Committee", "Union")[who % 2]
        day = number.randrange(1, 13)
        total = f"{10000 + 37 * who + 60 * day:,}"
        said = number.choices((
            f"{total} people have been killed in Veldania since March 2023",
            f"{total} people are missing in Veldania",
            f"{number.randrange(20, 90)} people were killed in Veldania on "
            f"{day} March 2024",
            f"{total} people were killed in Veldania between March 2023 and "
            f"{day} March 2024"), (12, 3, 3, 2))[0]
        return {**self.article(f"The {body} of the "
                               f"{NAMES[who // 2].capitalize()} said that "
                               f"{said}."),
                "published": f"2024-03-{day:02}T10:{self.n % 60:02}:00Z"}

    def test_of_more_than_a_figure_is_compared_with_changes_nothing(self):
        for seed in range(RUNS):
            number = random.Random(seed)
            self.n = 0
            articles = [self.said_by_many(number) for _ in range(110)]
            self.put_all(articles)
            first = self.derived()
            number.shuffle(articles)
            self.put_all(articles)
            with self.subTest(seed=seed):
                for one, other in zip(first, self.derived()):
                    self.assertEqual(one, other)

    def test_of_two_articles_changes_no_id(self):
        """Not of the dispute either, which is of the two figures, nor which
        of them stands first, though both were said in the same second."""
        articles = [self.total("9,120", "2024-03-05"),
                    self.total("15,523", "2024-03-05",
                               "Veldanian Human Rights Monitor")]
        ids = []
        for order in (articles, articles[::-1]):
            self.put_all(order)
            told = json.loads(self.succeed("disputes", "--json"))
            dispute, = (d["id"] for d in told["disputes"])
            shown = json.loads(self.succeed("disputes", "show", dispute,
                                            "--json"))
            ids.append([dispute, *(side["figure"]["id"]
                                   for side in shown["sides"])])
            self.assertEqual(len(ids[-1]), 3)
        self.assertEqual(*ids)

    def test_of_an_earlier_conflict_gives_an_id_to_which_the_old_one_leads(self):
        monitor = "Veldanian Human Rights Monitor"
        self.put(self.total("9,120", "2024-03-08"),
                 self.total("15,523", "2024-03-08", monitor))
        old = json.loads(self.succeed("disputes", "--json"))["disputes"][0]
        self.put(self.total("8,950", "2024-03-05"),
                 self.total("15,110", "2024-03-05", monitor))
        told = json.loads(self.succeed("disputes", "--json"))["disputes"]
        self.assertEqual(len(told), 1)
        self.assertNotEqual(told[0]["id"], old["id"])
        shown = json.loads(self.succeed("disputes", "show", old["id"],
                                        "--json"))
        self.assertEqual(shown["id"], told[0]["id"])

    def decide(self, action, thing):
        return self.succeed("review", action, thing, "--why=x").split()[1]

    def decided(self, *of):
        return [d["id"] for d in json.loads(self.succeed(
            "review", "log", *of, "--json"))["decisions"]]

    def test_of_an_earlier_conflict_keeps_what_was_decided_by_any_id(self):
        monitor = "Veldanian Human Rights Monitor"
        self.put(self.total("9,120", "2024-03-08"),
                 self.total("15,523", "2024-03-08", monitor))
        old = json.loads(self.succeed("disputes", "--json"))["disputes"][0]
        first = self.decide("suspend", old["id"])
        self.put(self.total("8,950", "2024-03-05"),
                 self.total("15,110", "2024-03-05", monitor))
        told = json.loads(self.succeed("disputes", "--json"))["disputes"][0]
        self.assertNotEqual(told["id"], old["id"])
        self.assertEqual(told["state"], "dormant")
        second = self.decide("resolve", old["id"])
        for thing in old["id"], told["id"]:
            self.assertEqual(self.decided(thing), [second, first])
        for action, thing, state in (("reopen", told["id"], "reopened"),
                                     ("explain", old["id"], "explained")):
            self.decide(action, thing)
            told, = json.loads(self.succeed("disputes", "--json"))["disputes"]
            self.assertEqual(told["state"], state)
            self.assertIn("All is as", self.succeed("rebuild", "--check"))
        for decision in self.decided(old["id"])[:-1]:
            self.decide("undo", decision)
            self.assertIn("All is as", self.succeed("rebuild", "--check"))
        told, = json.loads(self.succeed("disputes", "--json"))["disputes"]
        self.assertEqual(told["state"], "dormant")
        self.assertEqual(json.loads(self.succeed("review", "--json"))
                         ["pointless"], [])


if __name__ == "__main__":
    unittest.main()
