"""tallybook extract, as scripts use it."""
import json
import os
import subprocess
import tempfile
import unittest

from program import SANITIZED

TALLYBOOK = os.environ["TALLYBOOK"]
TEXT = "In Šuma at least 12 men were hanged, an increase of 5 percent.\n"


def run(*arguments, given=b""):
    done = subprocess.run([TALLYBOOK, "extract", *arguments], input=given,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    return done.returncode, done.stdout, done.stderr.decode()


def extract(*arguments, given=b""):
    status, out, errors = run(*arguments, given=given)
    return status, [json.loads(line) for line in out.splitlines()], errors


def line(**fields):
    return json.dumps(fields).encode() + b"\n"


PAGE = b"""<!DOCTYPE html><html><head><title>Fire at the old mill</title>
</head><body><article><h1>Fire at the old mill</h1>
<p>The fire at the old mill of Orland killed 23 people on the first floor,
where they had been asleep, said the mayor of the town.</p>
<p>Neighbours had called for better stairs and doors since the spring, but the
owner of the building, a company of traders, never answered their letters.</p>
<p>The council will meet in the coming days to talk about what is to be done
with the ruin, and about where those who lost their beds are to stay.</p>
</article></body></html>"""


# The same news in languages that have no pack.
NEWS = {
    "ar": "قال عمال الإنقاذ يوم الثلاثاء إن الفيضان دمر الجسر وقتل 12 شخصا، وإن "
          "كثيرا من العائلات لا تزال تنتظر المساعدة في البلدة القديمة.",
    "de": "Die Rettungskräfte erklärten am Dienstag, das Hochwasser habe die "
          "Brücke zerstört und 12 Menschen getötet, und viele Familien "
          "warteten in der Altstadt noch immer auf Hilfe.",
    "es": "Los equipos de rescate dijeron el martes que la inundación había "
          "destruido el puente y matado a 12 personas, y que muchas familias "
          "seguían esperando ayuda en la ciudad vieja.",
    "fa": "امدادگران روز سه‌شنبه گفتند که سیل پل را ویران کرده و 12 نفر را کشته "
          "است و خانواده‌های زیادی هنوز در شهر قدیم در انتظار کمک هستند.",
    "fr": "Les secouristes ont annoncé mardi que la crue avait détruit le pont "
          "et tué 12 personnes, et que de nombreuses familles attendaient "
          "encore de l'aide dans la vieille ville.",
    "it": "I soccorritori hanno detto martedì che la piena ha distrutto il "
          "ponte e ucciso 12 persone, e che molte famiglie aspettano ancora "
          "aiuto nella città vecchia.",
    "nl": "Reddingswerkers zeiden dinsdag dat de overstroming de brug had "
          "verwoest en 12 mensen had gedood, en dat veel gezinnen in de oude "
          "stad nog altijd op hulp wachten.",
    "pt": "As equipes de resgate disseram na terça-feira que a enchente "
          "destruiu a ponte e matou 12 pessoas, e que muitas famílias ainda "
          "esperavam por ajuda na cidade velha.",
    "ru": "Спасатели сообщили во вторник, что наводнение разрушило мост и "
          "убило 12 человек, а многие семьи в старом городе всё ещё ждут "
          "помощи от властей и соседей.",
    "tr": "Kurtarma ekipleri salı günü selin köprüyü yıktığını ve 12 kişiyi "
          "öldürdüğünü, birçok ailenin eski şehirde hâlâ yardım beklediğini "
          "söyledi.",
}
ENGLISH = ("Rescue workers said on Tuesday that the flood had destroyed the "
           "bridge and killed 12 people, and that many families were still "
           "waiting for help in the old town.")


def page_of(text, lang):
    return (f"<!DOCTYPE html><html lang={lang}><title>A</title><body><article>"
            f"<h1>A</h1><p>{text}</p></article></body></html>")


class Language(unittest.TestCase):
    def languages(self, *documents):
        status, rows, errors = extract("-", given=b"".join(
            line(id=i, **fields) for i, fields in enumerate(documents)))
        self.assertEqual((status, errors), (0, ""))
        return [(row["lang"], len(row["figures"])) for row in rows]

    def test_every_field_is_explained_by_a_rule_and_its_words(self):
        status, (row,), errors = extract(
            "--explain=json", "-", given=line(
                id="a", published="2024-05-10", lang="en",
                text="At least 23 women were shot dead at Harmond prison on "
                     "Friday, the Orland Rights Monitor said."))
        self.assertEqual((status, errors), (0, ""))
        figure, = row["figures"]
        self.assertEqual(
            {field: why["words"] for field, why in figure["explain"].items()},
            {"value": "23", "qualifier": "At least", "counted": "women",
             "metric": "shot dead", "measure": "shot dead",
             "facility": "Harmond prison", "period": "on Friday",
             "origin": "the Orland Rights Monitor"})
        for why in figure["explain"].values():
            self.assertTrue(why["rule"])
            self.assertEqual(row["text"][why["start"]:why["end"]],
                             why["words"])

    def test_figures_are_explained_for_people(self):
        status, out, errors = run("--explain", "-", given=line(
            id="a", lang="en", text="The army denied that 300 protesters had "
                                    "been killed."))
        self.assertEqual((status, errors), (0, ""))
        text = out.decode()
        self.assertIn("300 in: The army denied", text)
        self.assertIn('modality   denied -- within a denial: "denied"', text)
        self.assertIn("metric     killed -- ", text)
        self.assertEqual(run("--explain=html", "-")[0], 64)

    def test_a_place_that_no_registry_knows_is_named_where_it_is_explained(
            self):
        out = run("--explain", "-", given=line(
            id="a", lang="en", text="A bomb killed nine people in Qelmun "
                                    "Hills near Homs."))[1].decode()
        self.assertIn("place      Qelmun Hills, ", out)
        out = run("--explain", "-", given=line(
            id="a", lang="en", text="A bomb killed nine people in Qelmun "
                                    "Hills."))[1].decode()
        self.assertIn("place      Qelmun Hills -- ", out)

    def test_a_text_without_a_pack_gets_its_language_and_no_figures(self):
        self.assertEqual(
            self.languages(*({"text": text} for text in NEWS.values())),
            [(lang, 0) for lang in NEWS])

    def test_a_page_that_says_a_wrong_language_is_not_believed(self):
        self.assertEqual(
            self.languages(*({"html": page_of(text, "en-US")}
                             for text in NEWS.values())),
            [(lang, 0) for lang in NEWS])
        self.assertEqual(
            self.languages({"html": page_of(ENGLISH, "fr")}), [("en", 1)])

    def test_a_page_that_says_its_language_is_believed(self):
        pages = [{"html": page_of(text, f"{lang}-XA")}
                 for lang, text in NEWS.items()]
        self.assertEqual(self.languages(*pages),
                         [(f"{lang}-XA", 0) for lang in NEWS])
        self.assertEqual(self.languages({"html": page_of(ENGLISH, "en-GB")}),
                         [("en-GB", 1)])

    def test_the_language_that_is_given_holds(self):
        self.assertEqual(
            self.languages({"text": NEWS["fr"], "lang": "ca"},
                           {"text": ENGLISH, "lang": "fr"}),
            [("ca", 0), ("fr", 0)])

    def test_what_is_short_or_mixed_is_left_open(self):
        self.assertEqual(
            self.languages({"text": "Neuf personnes sont mortes."},
                           {"text": "1 2 3 4 5 6 7 8 9 " * 20},
                           {"text": NEWS["fr"] * 4 + NEWS["ru"] * 4}),
            [(None, 0)] * 3)

    def test_letters_that_are_not_english_are_not_read_as_english(self):
        self.assertEqual(
            self.languages({"html": page_of(NEWS["ar"] * 2 + NEWS["fa"] * 2,
                                            "en")}), [(None, 0)])

    def test_without_models_english_is_known_by_its_words(self):
        os.environ["TMPDIR"] = "/nowhere/at/all"
        self.addCleanup(os.environ.pop, "TMPDIR")
        self.assertEqual(
            self.languages({"text": ENGLISH}, {"text": NEWS["fr"]}),
            [("en", 1), (None, 0)])

    def test_any_number_of_jobs_finds_the_same_languages(self):
        given = b"".join(line(text=text) for text in NEWS.values()) * 5
        one = run("--jobs=1", "-", given=given)
        self.assertEqual(one[1].count(b'"lang":"'), 50)
        self.assertTrue(run("--jobs=7", "-", given=given) == one)


class Extract(unittest.TestCase):
    def test_a_text_comes_back_as_given_with_offsets_in_characters(self):
        status, rows, _ = extract("-", given=line(id="a", text=TEXT, lang="en"))
        self.assertEqual(status, 0)
        self.assertEqual(rows[0]["id"], "a")
        self.assertEqual(rows[0]["text"], TEXT)
        figure = rows[0]["figures"][0]
        self.assertEqual(TEXT[figure["start"]:figure["end"]], "at least 12")
        self.assertEqual(figure["value_low"], 12)
        self.assertIsNone(figure["value_high"])
        self.assertEqual(figure["qualifier"], "at_least")
        self.assertEqual(figure["metric"], "executed")

    def test_a_dateline_tells_when_a_text_was_published(self):
        for head, day in (("ORLIN, 3 Jan 91 (EXA) -- ", "1991-01-03"),
                          ("ORLIN, 3 Jan 1991 (EXA) - ", "1991-01-03"),
                          ("ORLIN, 3 JAN 21 -- ", "2021-01-03"),
                          ("ORLIN, 3 Jan 91 men met. ", None)):
            _, (row,), _ = extract("-", given=line(
                text=head + "Nine men died on the way to Dunn yesterday, "
                "people who live in the valley said.", lang="en"))
            self.assertEqual(row["published"], day, head)

    def test_every_character_is_printed_so_that_it_can_be_read_back(self):
        text = (20 * TEXT + "".join(map(chr, range(1, 0x80))) +
                "é „Ort“ ١٢ 😀 \\u0041 eight letters\" and then \\ and \t.")
        _, (row,), _ = extract("-", given=line(id='a"\\\n', text=text))
        self.assertEqual(row["text"], text)
        self.assertEqual(row["id"], 'a"\\\n')

    def test_a_file_name_that_is_no_utf8_is_still_an_id(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(os.fsencode(folder), b"a\xffb.txt")
            with open(path, "w", encoding="utf-8") as out:
                out.write("It is quiet in Orlin.\n")
            _, (row,), _ = extract(path)
        self.assertEqual(row["id"], "a\ufffdb")

    def test_a_row_of_initials_costs_no_more_than_its_length(self):
        done = subprocess.run([TALLYBOOK, "extract", "-"], timeout=60,
                              input=line(text=300000 * "U.", lang="en"),
                              stdout=subprocess.DEVNULL)
        self.assertEqual(done.returncode, 0)

    def test_an_id_is_printed_as_given(self):
        _, rows, _ = extract("-", given=line(id=7, text=TEXT) +
                             line(id="7", text=TEXT))
        self.assertEqual([row["id"] for row in rows], [7, "7"])

    def test_offsets_can_count_bytes(self):
        _, rows, _ = extract("--offsets=bytes", "-",
                             given=line(id="a", text=TEXT, lang="en"))
        figure = rows[0]["figures"][0]
        found = TEXT.encode()[figure["start"]:figure["end"]]
        self.assertEqual(found, b"at least 12")

    def test_the_id_of_a_file_is_its_stem(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "report.txt")
            with open(path, "w", encoding="utf-8") as out:
                out.write("The fire at the mill killed 23 people on Monday.")
            status, rows, _ = extract(path)
        self.assertEqual(status, 0)
        self.assertEqual(rows[0]["id"], "report")
        self.assertEqual(rows[0]["lang"], "en")
        self.assertEqual(len(rows[0]["figures"]), 1)

    def test_a_bad_line_is_named_and_the_rest_is_read(self):
        given = line(id="a", text=TEXT) + b"{nonsense\n" + \
            line(id="b", text=TEXT) + line(id="c")
        status, rows, errors = extract("-", given=given)
        self.assertEqual(status, 65)
        self.assertEqual([row["id"] for row in rows], ["a", "b"])
        self.assertIn(":2:", errors)
        self.assertIn(":4:", errors)

    def test_lines_are_json_as_the_standard_has_it_or_refused(self):
        read = {
            rb'"text":"\ud83d\ude00 \u00e9\n\"q\" \\ \/ \u0041"':
                '\U0001f600 \xe9\n"q" \\ / A',
            rb'"m":[1,{"text":[]},true,false,null,-1.5e+3],"text":"a"': "a",
            rb'"text":"a","text":"b"': "b",
            rb'"\u0074ext":"a"': "a",
            b'"text" : "a" , "m" : ' + b"[" * 400 + b"]" * 400 + b" ": "a"}
        refused = [
            rb'"text":"\ud83d"', rb'"text":"\udc00"', rb'"text":"\x"',
            b'"text":"a\x01"', b'"text":"a\xff"', b'"text":"a\xe2\x82"',
            b'"text":"a",', b'"text" "a"', b'"text":"a"} {', b'"text":"a"}}',
            b'"text":"a","m":[1,2', b'"text":"a","m":01', b'"text":"a","m":.5',
            b'"text":"a","m":1.', b'"text":"a","m":1e', b'"text":"a","m":tru',
            b'"text":"a","m":-', b'"text":"a","id":9223372036854775808',
            b'"text":"a","m":' + b"[" * 10000, b'"text":"a', b'"text":"a\\']
        given = b"".join(b"{" + row + b"}\n" for row in [*read, *refused])
        _, rows, errors = extract("-", given=given)
        self.assertEqual([row["text"] for row in rows], [*read.values()])
        self.assertEqual(errors.count("not JSON: "), len(refused))

    def test_a_text_of_blanks_is_no_article(self):
        status, rows, errors = extract("-", given=line(id="a", text=" \n"))
        self.assertEqual((status, rows), (65, []))
        self.assertIn("text", errors)

    def test_a_page_without_a_text_says_what_it_says_of_itself(self):
        status, rows, errors = extract("-", given=line(
            id="a", html="<html lang=en><head><title>Orland in pictures"
            "</title></head><body><h1>Orland in pictures</h1><p>3 March 2025"
            "</p><img src=a></body></html>"))
        self.assertEqual(status, 65)
        self.assertIn("no article text", errors)
        self.assertEqual([(row["title"], row["published"], row["text"])
                          for row in rows],
                         [("Orland in pictures", "2025-03-03", "")])

    def test_a_figure_of_a_live_blog_has_the_time_of_its_entry(self):
        # 2025-03-11 was a Tuesday.
        _, rows, _ = extract("-", given=line(
            published="2025-03-14", lang="en", text="""\
Flood in Orland: what we know

10:20 GMT, 14 March 2025
The school of Ombrel takes in families whose homes are lost.

08:05 GMT, 14 March 2025
The bridge of the old mill has been closed to carts and people.

19:40 GMT, 11 March 2025
At least 12 people were killed on Tuesday in the lower town, rescuers said.
"""))
        self.assertEqual([entry["at"] for entry in rows[0]["entries"]],
                         ["2025-03-14T10:20Z", "2025-03-14T08:05Z",
                          "2025-03-11T19:40Z"])
        figure = rows[0]["figures"][0]
        self.assertEqual(figure["said"], "2025-03-11T19:40Z")
        self.assertEqual(figure["period_start"], "2025-03-11")

    def test_what_is_said_in_an_interview_is_of_the_one_who_speaks(self):
        text = """\
Talk with a harbour master

Tidings: How was the night of the flood for you?
Tavor: We had no light at all.
At least 12 people were killed in the lower town.
Tidings: Are there others that you look for?
Tavor: We do not know yet.
"""
        _, rows, _ = extract("--attributions", "-",
                             given=line(lang="en", text=text))
        self.assertEqual([turn["speaker"] for turn in rows[0]["turns"]],
                         ["Tidings", "Tavor"] * 2)
        self.assertEqual(rows[0]["figures"][0]["origin"], "Tavor")

    def test_a_page_is_found_by_looking(self):
        status, rows, _ = extract("-", given=PAGE)
        self.assertEqual(status, 0)
        self.assertNotIn("<p>", rows[0]["text"])
        self.assertEqual(rows[0]["figures"][0]["value_low"], 23)

    def test_articles_are_printed_with_what_their_pages_tell_and_no_figures(
            self):
        text = "".join(f"<p>The river rose by {n} centimetres in the night of "
                       f"day {n}, and {n} men were killed.</p>"
                       for n in range(3, 9))
        page = line(
            id="a", html="<html lang=en><head><title>River rises</title><meta "
            "property=article:section content=World><meta "
            "property=article:modified_time content=2025-03-04T10:00:00Z>"
            "</head><body><h1>River rises</h1><p class=byline>By Ana Sample"
            f"</p><time datetime=2025-03-03>3 March</time>{text}</body></html>")
        status, (row,), errors = extract("--articles", "-", given=page)
        self.assertEqual((status, errors), (0, ""))
        self.assertEqual(
            {name: row[name] for name in (
                "title", "title_from", "author", "author_from", "published",
                "published_from", "modified", "section", "agency",
                "agency_from", "note")},
            {"title": "River rises", "title_from": "element",
             "author": "Ana Sample", "author_from": "element",
             "published": "2025-03-03", "published_from": "element",
             "modified": "2025-03-04T10:00:00Z", "section": "World",
             "agency": None, "agency_from": None, "note": None})
        self.assertRegex(row["signature"], "^[0-9a-f]{256}$")
        self.assertNotIn("figures", row)

    def test_how_sure_a_value_is_follows_from_what_the_page_says_twice(self):
        def article(head, body):
            _, (row,), _ = extract("--articles", "-", given=line(
                url="https://tidings.example/river", html=f"<html lang=en>"
                f"<head>{head}</head><body>{body}<p>{ENGLISH}</p></body>"))
            return row

        told = ('<title>Flood in Orland</title><meta name=author '
                'content="Ana Sample"><meta property=article:published_time '
                'content=2025-03-03><meta property=og:site_name '
                'content=Tidings><meta property=article:section '
                'content=World>')
        once = article(told, "")
        twice = article(told, "<h1>Flood in Orland</h1><p class=byline>By Ana "
                        "Sample</p><p>3 March 2025</p>")
        against = article(told, "<h1>Flood in Orland</h1><p>9 March 2025</p>")
        names = "title_sure", "author_sure", "published_sure"
        self.assertEqual([once[name] for name in names],
                         ["doubtful", "doubtful", "likely"])
        self.assertEqual([twice[name] for name in names], ["sure"] * 3)
        self.assertEqual(against["published_sure"], "doubtful")
        self.assertEqual(
            [twice[name] for name in ("publisher_from", "section_from",
                                      "lang_from", "url_from",
                                      "modified_from")],
            ["meta", "meta", "element", "given", None])

    def test_articles_have_no_quantities(self):
        status, rows, errors = extract("--articles", "--quantities", "-",
                                       given=PAGE)
        self.assertEqual((status, rows), (64, []))
        self.assertIn("--articles", errors)

    def test_a_profile_is_told_beside_the_same_output(self):
        _, plain, _ = extract("-", given=PAGE)
        for jobs in 1, 2:
            status, rows, told = extract("--profile", f"--jobs={jobs}", "-",
                                         given=PAGE)
            self.assertEqual((status, rows), (0, plain))
            self.assertRegex(told, r"^1 documents, \d+\.\d MB, \d")
            for stage in "input", "tree", "dates", "figures":
                self.assertRegex(told, rf"(?m)^{stage} +\d+\.\d %")
        *_, told = extract("--profile", "--articles", "-", given=PAGE)
        self.assertRegex(told, r"(?m)^signature +\d+\.\d %")
        self.assertNotRegex(told, "(?m)^figures")

    def test_quantities_and_attributions_are_printed_when_asked_for(self):
        given = line(id="a", text="Officials said 12 men fled.", lang="en")
        _, rows, _ = extract("-", given=given)
        self.assertNotIn("quantities", rows[0])
        self.assertNotIn("attributions", rows[0])
        _, rows, _ = extract("--quantities", "--attributions", "-", given=given)
        self.assertEqual(rows[0]["quantities"][0]["unit"], "men")
        self.assertEqual(rows[0]["quantities"][0]["metric"], "displaced")
        self.assertEqual(rows[0]["attributions"][0]["source"], "Officials")

    def mixed(self, folder):
        """Files with pages, texts long and short, and all kinds of errors."""
        path = os.path.join(folder, "mixed.ndjson")
        with open(path, "wb") as out:
            for i in range(150):
                out.write(line(id=i, text=TEXT * (1 + i * 37 % 31)))
                if i % 7 == 0:
                    out.write(b"{nonsense\n\n")
                if i % 11 == 0:
                    out.write(line(id=f"page {i}", html=PAGE.decode()))
                if i % 13 == 0:
                    out.write(line(id=f"empty {i}", text="  "))
        text = os.path.join(folder, "report.txt")
        with open(text, "w", encoding="utf-8") as out:
            out.write(TEXT)
        blank = os.path.join(folder, "blank.txt")
        with open(blank, "w", encoding="utf-8") as out:
            out.write(" \n")
        return [path, text, os.path.join(folder, "absent"), path, blank, text]

    def test_any_number_of_jobs_prints_the_same_in_the_same_order(self):
        with tempfile.TemporaryDirectory() as folder:
            files = self.mixed(folder)
            one = run("--jobs=1", *files)
            for jobs in ["--jobs=2"], ["--jobs=7"], []:
                self.assertTrue(run(*jobs, *files) == one)
        status, out, errors = one
        rows = [json.loads(line) for line in out.splitlines()]
        self.assertEqual(status, 65)
        numbers = [row["id"] for row in rows if isinstance(row["id"], int)]
        self.assertEqual(numbers, list(range(150)) * 2)
        self.assertEqual(rows[-1]["id"], "report")
        self.assertEqual(len(rows), 2 * (150 + 14) + 2)
        self.assertEqual(len(errors.splitlines()), 2 * (22 + 12) + 2)

    def test_the_status_is_that_of_the_last_document_that_was_wrong(self):
        with tempfile.TemporaryDirectory() as folder:
            files = self.mixed(folder)
            for jobs in "--jobs=1", "--jobs=7":
                self.assertEqual(extract(jobs, *files[:3])[0], 66)
                self.assertEqual(extract(jobs, *files[1:2])[0], 0)

    def test_a_line_is_answered_before_the_next_one_comes(self):
        terminal, out = os.openpty()
        with open(terminal, "rb") as answers:
            done = subprocess.Popen([TALLYBOOK, "extract", "--jobs=3", "-"],
                                    stdin=subprocess.PIPE, stdout=out)
            for i in range(20):
                done.stdin.write(line(id=i, text=TEXT))
                done.stdin.flush()
                self.assertEqual(json.loads(answers.readline())["id"], i)
            done.stdin.close()
            self.assertEqual(done.wait(), 0)
        os.close(out)

    def peak(self, documents):
        """The most memory, in KiB, that many documents took."""
        with tempfile.TemporaryFile() as given:
            for i in range(documents):
                given.write(line(id=i, text="So they went on. " * 600))
            given.seek(0)
            done = subprocess.Popen([TALLYBOOK, "extract", "--jobs=2", "-"],
                                    stdin=given, stdout=subprocess.DEVNULL)
            _, status, usage = os.wait4(done.pid, 0)
        done.returncode = os.waitstatus_to_exitcode(status)
        self.assertEqual(done.returncode, 0)
        return usage.ru_maxrss

    def test_memory_does_not_grow_with_the_number_of_documents(self):
        if SANITIZED:
            self.skipTest("the sanitizer keeps what was freed")
        self.assertLess(self.peak(1500), self.peak(150) + 8 * 1024)

    def test_jobs_are_a_number(self):
        for wrong in "0", "-1", "257", "many", "2x", "":
            status, rows, errors = extract(f"--jobs={wrong}", "-")
            self.assertEqual((status, rows), (64, []))
            self.assertIn("--jobs", errors)

    def test_a_missing_file_is_no_such_thing(self):
        status, rows, errors = extract("/nowhere/at/all")
        self.assertEqual((status, rows), (66, []))
        self.assertIn("/nowhere/at/all", errors)

    def test_no_file_is_a_usage_error(self):
        self.assertEqual(extract()[0], 64)
        self.assertEqual(extract("--offsets=words", "-")[0], 64)


if __name__ == "__main__":
    unittest.main()
