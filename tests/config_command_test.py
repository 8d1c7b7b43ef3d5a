"""init and config, as a user runs them."""

import os
import pathlib
import pty
import subprocess
import tempfile
import unittest

PROGRAM = os.environ["TALLYBOOK"]


class ConfigCommands(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = pathlib.Path(self.folder.name)
        self.env = {"HOME": str(self.root / "home"), "PATH": os.environ["PATH"]}

    def tearDown(self):
        self.folder.cleanup()

    def run_it(self, *arguments, **more):
        more.setdefault("stdin", subprocess.DEVNULL)
        return subprocess.run(
            [PROGRAM, *arguments], env=self.env, cwd=self.root, text=True,
            capture_output=True, timeout=60, **more)

    def test_init_writes_and_names_the_next_step(self):
        done = self.run_it("init")
        self.assertEqual(done.returncode, 0, done.stderr)
        written = self.root / "home/.config/tallybook"
        for name in ("tallybook.yaml", "sources.yaml", "facilities.yaml",
                     "actors.yaml", "places.yaml", "metrics.yaml",
                     "groups.yaml", "events.yaml"):
            self.assertTrue((written / name).is_file(), name)
            self.assertIn(name, done.stdout)
        self.assertIn("tallybook collect", done.stdout)
        self.assertIn("contact", done.stdout)
        self.assertEqual(done.stderr, "")

    def test_init_keeps_a_file_and_says_so(self):
        (self.root / "c").mkdir()
        (self.root / "c/sources.yaml").write_text("# mine\n")
        done = self.run_it("init", "--contact=desk@example.org", "c")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("kept    sources.yaml", done.stdout)
        self.assertEqual((self.root / "c/sources.yaml").read_text(), "# mine\n")
        self.assertIn('contact: "desk@example.org"',
                      (self.root / "c/tallybook.yaml").read_text())

    def test_init_asks_on_a_terminal_only(self):
        try:
            master, terminal = pty.openpty()
        except OSError as error:
            self.skipTest(f"no terminal to be had here: {error}")
        os.write(master, b"desk@example.org\n")
        done = subprocess.run([PROGRAM, "init", "c"], env=self.env,
                              cwd=self.root, stdin=terminal, stderr=terminal,
                              stdout=subprocess.DEVNULL, timeout=60)
        os.close(terminal)
        os.close(master)
        self.assertEqual(done.returncode, 0)
        self.assertIn('contact: "desk@example.org"',
                      (self.root / "c/tallybook.yaml").read_text())

    def test_init_where_nothing_can_be_written(self):
        (self.root / "file").write_text("")
        done = self.run_it("init", "file/below")
        self.assertEqual(done.returncode, 74)
        self.assertIn("file/below", done.stderr)

    def test_check_passes_what_init_wrote(self):
        self.run_it("init", "c")
        done = self.run_it("config", "check", "--config=c")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("facilities", done.stdout)

    def check_with(self, name, line):
        """Check a folder with a line of its own at the end of a file."""
        self.run_it("init", "c")
        file = self.root / "c" / name
        was = file.read_text()
        file.write_text(was + line + "\n")
        done = self.run_it("config", "check", "--config=c")
        file.write_text(was)
        return done, f"c/{name}:{len(was.splitlines()) + 1}: "

    def test_check_names_what_two_entries_share_by_file_and_line(self):
        fields = "{key: x, kind: %s, names: [%s]}"
        cases = (
            ("actors.yaml", "witness", "{text: snhr}",
             'the name "snhr" of x is also that of snhr'),
            ("actors.yaml", "witness", "{text: Orlin Desk}, {text: Orlin Desk}",
             'the name "Orlin Desk" stands twice in x'),
            ("actors.yaml", "witness", "{text: Hayat Tahrír al-Sham}",
             'the name "Hayat Tahrír al-Sham" of x is found where a text has '
             '"Hayʼat Tahrir al-Sham" of hts'),
            ("facilities.yaml", "prison", "{text: Sednayaa Prison, kind: "
             "transliteration}",
             'the name "Sednayaa Prison" of x is found where a text has '),
        )
        for file, kind, names, expected in cases:
            done, where = self.check_with(file, "- " + fields % (kind, names))
            self.assertEqual(done.returncode, 78, names)
            self.assertIn(where + expected, done.stderr)
            self.assertIn("tallybook: 1 thing to set right", done.stderr)

    def test_check_names_two_places_with_one_code(self):
        done, where = self.check_with(
            "places.yaml", "- {key: x, kind: country, iso: SYR, "
            "names: [{text: Orlin}]}")
        self.assertEqual(done.returncode, 78)
        self.assertIn(where + 'the iso code "SYR" of x is also that of syria',
                      done.stderr)

    def test_check_names_keys_that_are_nowhere(self):
        done, where = self.check_with(
            "facilities.yaml", "- {key: x, kind: prison, place: orlin, "
            "operator: vela, names: [{text: Orlin Prison}]}")
        self.assertEqual(done.returncode, 78)
        self.assertIn(where + 'place "orlin" is no key of places.yaml',
                      done.stderr)
        self.assertIn(where + 'operator "vela" is no key of actors.yaml',
                      done.stderr)
        self.assertIn("tallybook: 2 things to set right", done.stderr)

    def test_check_names_all_that_is_wrong_with_the_words_of_a_pack(self):
        self.run_it("init", "c")
        pack = self.root / "c/lang/xx"
        pack.mkdir(parents=True)
        (pack / "pack.tsv").write_text("lexicon\twords.tsv\n")
        (pack / "words.tsv").write_text(
            "# mine\n"
            "dead\tstate\tkiled\n"
            "folk\tnoun\tperson\tciviliens\tdetained\tprisson\n"
            "gaol\tfacility\tprison\tprison camp\n"
            "quake\tcause\ttremor\n"
            "word\tverbs\n"
            "folk\tnoun\tperson\n")
        done = self.run_it("config", "check", "--config=c")
        self.assertEqual(done.returncode, 78)
        self.assertEqual(
            [line.removeprefix("c/lang/xx/words.tsv:")
             for line in done.stderr.splitlines()],
            ["2: is no key of metrics.yaml: kiled",
             "3: is no key of groups.yaml: civiliens",
             "3: is no key of kinds.yaml: prisson",
             "4: is no key of kinds.yaml: camp",
             "5: is no key of events.yaml: tremor",
             "6: there is no class: verbs",
             "7: is already in this class: folk",
             "tallybook: 7 things to set right"])

    def test_a_pack_that_is_built_in_is_right_beside_metrics_of_ones_own(self):
        self.run_it("init", "c")
        (self.root / "c/metrics.yaml").write_text(
            "- {key: killed, hxl: '#affected+killed', label: Killed, "
            "extract: killed}\n")
        done = self.run_it("config", "check", "--config=c")
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_parents_that_are_none_are_refused(self):
        one = "- {key: %s, kind: prison, parent: %s, names: [{text: %s}]}"
        for lines, expected in (
                (one % ("x", "orlin", "X1"),
                 'unknown parent "orlin"; expected the key of an entry in '
                 "this file"),
                (one % ("x", "y", "X1") + "\n" + one % ("y", "x", "Y1"),
                 '"x" is its own parent, over "y"')):
            done, where = self.check_with("facilities.yaml", lines)
            self.assertEqual(done.returncode, 78)
            self.assertIn(where + expected, done.stderr)

    def test_two_actors_may_share_an_acronym(self):
        done, _ = self.check_with(
            "actors.yaml", "- {key: x, kind: witness, names: [{text: Orlin "
            "Desk}, {text: SNHR, kind: acronym}]}")
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_a_kind_that_is_none_is_refused(self):
        cases = (("kind: fed", 'kind "fed" of x: expected one of feed, '
                  "sitemap, reliefweb, page, site"),
                 ("kind: page", "links is missing"),
                 ("kind: page, links: 'a(b'", "links: the pattern is wrong at "
                  "offset 3"))
        (self.root / "tallybook.yaml").write_text("contact: desk@a.example\n")
        for fields, expected in cases:
            (self.root / "sources.yaml").write_text(
                "# mine\n- {key: x, name: X, url: 'http://127.0.0.1:9/', "
                + fields + "}\n")
            for command in (("config", "check"), ("collect",)):
                done = self.run_it(*command)
                self.assertEqual(done.returncode, 78, done.stderr)
                self.assertIn("./sources.yaml:2: " + expected, done.stderr)

    def test_a_wrong_file_is_78(self):
        (self.root / "tallybook.yaml").write_text("evry: 3h\n")
        done = self.run_it("config", "check")
        self.assertEqual(done.returncode, 78)
        self.assertTrue(done.stderr.startswith(
            'tallybook: ./tallybook.yaml:1: unknown field "evry"; '
            "expected one of store, "), done.stderr)
        self.assertTrue(done.stderr.endswith(" reliefweb_appname\n"))
        self.assertEqual(done.stdout, "")

    @unittest.skipIf(os.geteuid() == 0, "root may read anywhere")
    def test_a_folder_that_may_not_be_read_is_not_called_empty(self):
        (self.root / "closed").mkdir(mode=0)
        done = self.run_it("config", "check", f"--config={self.root}/closed")
        self.assertEqual(done.returncode, 74)
        self.assertIn("Permission denied", done.stderr)

    def test_show_says_where_a_setting_comes_from(self):
        (self.root / "tallybook.yaml").write_text("every: 3h\n")
        done = self.run_it("config", "show")
        rows = {row.split()[0]: row.split()[1:]
                for row in done.stdout.splitlines()}
        self.assertEqual(rows["every"], ["3h", "tallybook.yaml"])
        self.assertEqual(rows["pace"], ["1s", "default"])

    def test_usage(self):
        for arguments in (["config"], ["config", "chekc"],
                          ["init", "a", "b"], ["config", "check", "x"]):
            done = self.run_it(*arguments)
            self.assertEqual(done.returncode, 64, arguments)


if __name__ == "__main__":
    unittest.main()
