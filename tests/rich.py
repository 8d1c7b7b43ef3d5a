"""A store that has some of everything: sources with items and an archive,
pages in several versions, figures, claims, disputes with their history, what an
analyst decided, a reading by another extractor. It is kept at three stages."""
import json

from collecting import ARTICLE, feed
from program import Page, Server
from world import World

MONITOR = "Veldanian Human Rights Monitor"
MINISTRY = "health ministry of Veldania"
ROAD = ("The road from the town to the coast has been closed since the "
        "weekend, and a convoy with blankets and tents is expected to arrive "
        "before the rain does, said a driver who waits there.")
FACILITIES = """
- key: norhal
  kind: prison
  names:
    - {text: Norhal Prison}
    - {text: Nurhal Prison, kind: transliteration}
"""


class Rich(World):
    """Not a test: those have a copy of its folder, with the stores in it."""
    READ = "read.db"            # what was read
    DECIDED = "decided.db"      # and what was decided
    READ_AGAIN = "again.db"     # and read again by an extractor that learned

    def build(self):
        self.collect()
        self.read_articles()
        self.succeed("digest")
        self.keep(self.READ)
        self.env["TALLYBOOK_USER"] = "ana"
        self.decide()
        self.succeed("digest")
        self.keep(self.DECIDED)
        self.read_again()
        self.keep(self.READ_AGAIN)

    def keep(self, name):
        self.succeed("backup", self.folder / name)

    def json(self, *arguments):
        return json.loads(self.succeed(*arguments, "--json"))

    def put(self, *articles):
        """At once, in this order."""
        self.succeed("import", self.write("articles.jsonl", "".join(
            json.dumps(article) + "\n" for article in articles)))

    def collect(self):
        """A feed of which a page changes, and one that is not there."""
        server = Server()
        self.addCleanup(server.close)
        names = ["one", "two", "three"]
        server.pages["/feed"] = feed(server.url, names)
        for i, name in enumerate(names):
            server.pages["/" + name] = Page(ARTICLE.format(
                title=f"Ferry sinks off Ilvo, report {name}", day=1 + i,
                count=100 + i))
        server.pages["/feed"].etag = '"e1"'
        self.write("sources.yaml", "".join(
            f"- key: {key}\n  name: The {key} Paper\n"
            f"  url: {server.url}/{path}\n  private: true\n"
            for key, path in (("harbour", "feed"), ("closed", "gone"))))
        self.run_program("collect")
        page = server.pages["/two"]
        page.body = page.body.replace(b"101 people", b"110 people")
        self.run_program("collect")

    def changed(self, before, after, **more):
        page = self.article(before, **more)
        self.put(page, {**page, "text": after + "\n"})

    def read_articles(self):
        self.read_totals()
        self.read_denials()
        self.read_changes()
        self.read_unknown()
        self.put(self.article(
            f"The {MONITOR} said that 136,614 people were detained in "
            "Veldania between March 2011 and August 2023, including 3,698 "
            "children and 8,504 women."),
            self.article(f"The {MONITOR} said that 100,127 people are missing "
                         "in Veldania as of 2023."),
            self.article("Justice Beyond Borders said that 100,127 people "
                         "have died in Veldania as of March 2024."),
            self.article("\u0642\u0627\u0644\u062a "
                         "\u0627\u0644\u0645\u0646\u0638\u0645\u0629 "
                         "\u0627\u0646\u062a\u0638\u0631\u0648\u0627.",
                         lang="ar"))
        text = f"Fifty-four people were killed in Ostrel. {ROAD}"
        self.put(self.article(text),
                 self.article(text, publisher="Maren Herald"))

    def read_totals(self):
        """Two that disagree, come nearer, and one that lowers its count."""
        self.put(self.total("15,899", "2024-03-04"),
                 self.total("9,127", "2024-03-05", MONITOR),
                 self.total("15,523", "2024-03-06"),
                 self.total("15,523", "2024-03-06", "Justice Beyond Borders"),
                 self.total("9,400", "2024-03-08", MONITOR))
        for day, value, origin in (("03", "37", "Ostrel Health Authority"),
                                   ("03", "nine", MONITOR),
                                   ("07", "39", "Ostrel Health Authority")):
            self.put(self.article(
                f"The {origin} said that {value} people were killed in Breska "
                "on 1 March 2024.", f"2024-03-{day}"))

    def read_denials(self):
        self.put(
            self.article("Justice Beyond Borders said that up to 13,000 "
                         "people were executed in Kharobin Prison."),
            self.article("The government of Veldania rejected Justice Beyond "
                         "Borders' figure of 13,000 executed. “These claims "
                         "are baseless,” the government of Veldania said.",
                         publisher="Maren Herald"),
            self.article("Meridian Relief said that 13,000 people were "
                         "executed in Kharobin Prison.",
                         publisher="Karsova Times"),
            self.article(f"The {MONITOR} said that more than 14,000 people "
                         "have died in custody in Veldania since March 2011."),
            self.article("The government of Veldania acknowledged that 836 "
                         "people have died in custody in Veldania since March "
                         "2011.", publisher="Maren Herald"))

    def read_changes(self):
        said = f"The {MINISTRY} said that 54 people were injured in Ostrel."
        self.changed(said, said.replace("54", "45") +
                     "\nCorrection: An earlier version gave a wrong number.")
        said = f"The {MINISTRY} said that 71 people were injured in Halvik."
        self.changed(said, said.replace("71", "77"), publisher="Maren Herald")
        said = f"The {MONITOR} said that 12 people were abducted in Halvik."
        self.changed(said, "Retraction: The number could not be confirmed.\n")

    def read_unknown(self):
        """Prisons and a council that no registry knows, in two spellings."""
        for name, day, value, prison in (
                ("Council", "03-01", 120, "Norhal"),
                ("Council", "03-02", 300, "Nurhal"),
                ("Counsel", "03-03", 120, "Norhal")):
            self.put(self.article(
                f"The Sundra Relief {name} said that {value} people were "
                f"killed at {prison} Prison in Breska.", f"2025-{day}"))

    def decide(self):
        queue = {row["name"]: row["id"] for part in ("facilities", "origins")
                 for row in self.json("review")[part]}
        for call in (
                ("merge", queue["Nurhal Prison"], queue["Norhal Prison"]),
                ("merge", queue["Sundra Relief Counsel"],
                 queue["Sundra Relief Council"]),
                ("correct", self.history("killed")[300]["mention"],
                 "value=330"),
                ("discard", self.history("missing")[100127]["mention"]),
                ("prefer", self.history("killed")[9400]["id"]),
                ("deprecate", self.history("injured")[77]["id"])):
            self.review(*call)
        one, other = [d["id"] for d in self.json("disputes")["disputes"]][:2]
        self.review("undo", self.review("resolve", one))
        self.review("explain", one)
        self.review("resolve", other)
        self.review("reopen", other)
        self.succeed("review", "note", self.history("killed")[39]["id"],
                     "See", "this.")

    def review(self, *call):
        return self.succeed("review", *call, "--why=it is so").split()[1]

    def read_again(self):
        known = (self.folder / "facilities.yaml").read_text()
        self.write("learned/facilities.yaml", known + FACILITIES)
        for name in "actors", "places":
            self.write(f"learned/{name}.yaml",
                       (self.folder / f"{name}.yaml").read_text())
        self.write("learned/tallybook.yaml", f"store: {self.store}\n")
        self.succeed("reextract", "--apply", "--quiet", "--config=learned")
