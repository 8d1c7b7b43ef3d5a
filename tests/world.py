"""Articles of the demo's world, which is invented, through the program: what
is put, and the figures and disputes that come of it."""
import json
import shutil

from program import ROOT, Case


class World(Case):
    def setUp(self):
        super().setUp()
        for name in "places", "actors", "facilities":
            shutil.copy(ROOT / f"tools/demo/config/{name}.yaml", self.folder)
        self.write("sources.yaml", "[]\n")
        self.n = 0

    def article(self, text, day="2024-03-05", publisher="Ostrel Post", **more):
        self.n += 1
        return {"id": str(self.n), "lang": "en", "publisher": publisher,
                "url": f"https://outlet.example/{self.n}", "text": text + "\n",
                "published": f"{day}T10:00:00Z", **more}

    def put(self, *articles):
        """Each is read on its own, as pages are."""
        for article in articles:
            path = self.write("articles.jsonl", json.dumps(article) + "\n")
            self.succeed("import", path)

    def history(self, metric):
        """The figures of a metric by the number that was stated."""
        made = self.run_program("history", metric, "--json")
        self.assertIn(made.status, (0, 1), made.err)
        found = json.loads(made.out)["statements"] if made.out else []
        return {s["figure"]["value_high"] or s["figure"]["value_low"]:
                s["figure"] for s in found if s.get("figure")}

    def disputes(self):
        made = json.loads(self.succeed("disputes", "--json"))
        return [d["kind"] for d in made["disputes"]]

    def total(self, value, day, origin="health ministry of Veldania"):
        return self.article(
            f"The {origin} said that {value} people have been killed in "
            "Veldania since March 2023.", day)

    def relation(self, one, other):
        told = json.loads(self.succeed(
            "show", one["id"], f"--against={other['id']}", "--json"))
        return told["kind"], told["reason"]
