"""What the command line promises: help, messages, exit statuses."""
import contextlib
import os
import re
import sqlite3
import unittest

from program import SETTINGS, Case

TEXT = ("The Sundra harbour office said on 3 March 2025 that 31 people were "
        "killed when a ferry sank off the island of Ilvo.\n")


class Help(Case):
    def test_no_arguments_is_a_short_help(self):
        out = self.succeed()
        self.assertIn("tallybook collect", out)
        self.assertLess(len(out.splitlines()), 36)
        self.assertLessEqual(max(map(len, out.splitlines())), 80)

    def test_every_way_to_ask_for_help_works(self):
        overview = self.succeed()
        for arguments in ["-h"], ["--help"], ["help"]:
            self.assertEqual(self.succeed(*arguments), overview)

    def commands(self):
        listed = self.succeed("help").split("Commands:\n")[1]
        return [line.split()[0] for line in listed.split("\n\n")[0]
                .splitlines()]

    def test_every_command_has_its_help(self):
        self.assertIn("collect", self.commands())
        for name in self.commands():
            with self.subTest(name):
                out = self.succeed("help", name)
                self.assertIn(f"usage: tallybook {name}", out)
                self.assertEqual(self.succeed(name, "--help"), out)
                self.assertEqual(self.succeed(name, "-h"), out)

    def test_every_option_of_a_help_is_taken(self):
        tried = 0
        for name in self.commands():
            usage = self.succeed("help", name).split("usage: ")[1]
            usage = usage.split("\n\n")[0]
            if name == "debug":  # its parsers have their own
                continue
            for option, more in set(re.findall(r"--([a-z][a-z-]*)(\[?=)?", usage)):
                with self.subTest(command=name, option=option):
                    value = "=1" if more else ""
                    self.assertFails(64, "no option --xyzzyx", name,
                                     f"--{option}{value}", "--xyzzyx")
                tried += 1
        self.assertGreater(tried, 20)

    def test_an_unknown_command_is_answered_with_the_nearest(self):
        self.assertFails(64, "no command colect\n.*tallybook collect",
                         "colect")
        self.assertFails(64, "no command xyzzyx", "xyzzyx")
        self.assertFails(64, "no command xyzzyx", "help", "xyzzyx")
        self.assertFails(64, "no command digset\n.*tallybook help digest",
                         "help", "digset")

    def test_it_tells_its_version(self):
        self.assertRegex(self.succeed("--version"),
                         r"^tallybook \d+\.\d+\.\d+\n$")

    def test_an_address_that_is_not_written_is_told_with_what_to_write(self):
        folder = self.folder / "own"
        self.succeed("init", "--contact=desk@example.org", folder)
        self.assertIn('contact: "desk@example.org"',
                      (folder / "tallybook.yaml").read_text())
        told = self.succeed("init", "--contact=ana@example.org", folder)
        self.assertIn("was there before", told)
        self.assertIn("contact: ana@example.org", told)
        self.assertNotIn("ana", (folder / "tallybook.yaml").read_text())

    def test_a_near_match_is_not_run(self):
        self.assertEqual(self.assertFails(64, "digest", "digst").out, "")

    def test_an_unknown_option_is_answered_with_the_nearest(self):
        for name in self.commands():
            with self.subTest(name):
                self.assertFails(64, f"tallybook {name}: .*--no-such-thing",
                                 name, "--no-such-thing")
        self.assertFails(64, "--jsn.*\n?.*--json", "digest", "--jsn")

    def test_no_configuration_is_needed_to_extract(self):
        path = self.write("ferry.txt", TEXT)
        del self.env["TALLYBOOK_CONFIG"]
        self.assertIn('"ferry"', self.succeed("extract", path))


class Configuration(Case):
    def assertWrong(self, name, text, pattern):
        self.write("tallybook.yaml", SETTINGS)
        self.write("sources.yaml", "[]\n")
        self.write(name, text)
        done = self.assertFails(78, pattern, "collect")
        self.assertEqual(len(done.err.splitlines()), 1, done.err)
        (self.folder / name).unlink()

    def test_a_missing_configuration_says_how_to_make_one(self):
        del self.env["TALLYBOOK_CONFIG"]
        empty = self.folder / "empty"
        empty.mkdir()
        self.assertFails(78, "tallybook init", "collect", cwd=empty)

    def test_a_wrong_setting_is_shown_with_file_line_and_what_is_expected(
            self):
        self.assertWrong("tallybook.yaml", "reader: me\npace: soon\n",
                         r'tallybook\.yaml:2: .*"soon".*expected')
        self.assertWrong("tallybook.yaml", "reader: me\n\npaec: 1s\n",
                         r"tallybook\.yaml:3: .*paec")

    def test_a_file_that_is_no_yaml_is_shown_with_its_line(self):
        self.assertWrong("tallybook.yaml", "reader: me\npace: [1s\n",
                         r"tallybook\.yaml:\d")

    def test_a_wrong_source_is_shown_with_its_line(self):
        self.assertWrong(
            "sources.yaml",
            "- key: north\n  name: North\n  url: http://n.example/feed\n"
            "- key: south\n  name: South\n  url: gopher://s.example/feed\n",
            r"sources\.yaml:6: .*http")
        self.assertWrong("sources.yaml", "- key: north\n  name: North\n",
                         r"sources\.yaml:\d.*url")

    def test_a_wrong_registry_is_shown_with_its_line(self):
        self.assertWrong(
            "facilities.yaml",
            "- key: gate\n  kind: castle\n  names: [{text: The Gate}]\n",
            r"facilities\.yaml:2: .*castle.*expected.*prison")

    def test_init_writes_a_configuration_that_collect_accepts(self):
        del self.env["TALLYBOOK_CONFIG"]
        self.env["XDG_CONFIG_HOME"] = str(self.folder / "config")
        self.env["XDG_DATA_HOME"] = str(self.folder / "data")
        (self.folder / "tallybook.yaml").unlink()
        self.succeed("init")
        made = self.folder / "config/tallybook"
        self.assertIn("tallybook.yaml", os.listdir(made))
        (made / "sources.yaml").write_text("[]\n")
        self.succeed("collect")
        self.assertTrue((self.folder / "data/tallybook/tallybook.db").exists())

    def test_init_keeps_what_is_there(self):
        path = self.write("tallybook.yaml", "reader: me\n")
        self.run_program("init")
        self.assertEqual(path.read_text(), "reader: me\n")


class Store(Case):
    def setUp(self):
        super().setUp()
        self.write("sources.yaml", "[]\n")
        self.ferry = self.write("ferry.txt", TEXT)

    READERS = (["digest"], ["history", "killed"], ["disputes"],
               ["facilities"], ["sources"], ["show", "abc123"])

    def test_without_a_store_readers_say_what_makes_one(self):
        for arguments in self.READERS:
            with self.subTest(arguments):
                if arguments != ["sources"]:  # which lists what it is to be
                    self.assertFails(78, "tallybook collect", *arguments)

    def test_a_store_from_a_newer_version_is_left_alone(self):
        self.succeed("import", self.ferry)
        with contextlib.closing(sqlite3.connect(self.store)) as db:
            db.execute("PRAGMA user_version = 9999")
        before = self.store.read_bytes()
        for arguments in (*self.READERS, ["collect"],
                          ["import", self.ferry]):
            with self.subTest(arguments):
                done = self.assertFails(65, "newer", *arguments)
                self.assertIn(str(self.store), done.err)
        self.assertEqual(self.store.read_bytes(), before)

    def test_a_file_that_is_no_store_is_left_alone(self):
        self.store.write_text("Dear diary, " * 1000)
        before = self.store.read_bytes()
        self.assertFails(65, "tallybook.db", "collect")
        self.assertEqual(self.store.read_bytes(), before)

    def test_a_read_only_store_can_be_read_and_says_it_is_read_only(self):
        self.succeed("import", self.ferry)
        program = self.as_nobody()
        for arguments in ["history", "killed"], ["disputes"], ["digest"]:
            with self.subTest(arguments):
                self.succeed(*arguments, **program)
        for arguments in ["collect"], ["import", self.ferry]:
            with self.subTest(arguments):
                self.assertFails(74, r"tallybook\.db", *arguments, **program)

    def test_a_full_disk_is_said(self):
        self.succeed("import", self.ferry)
        for arguments in (["digest", "--json"], ["history", "killed"],
                          ["extract", self.ferry], ["help"]):
            with self.subTest(arguments), open("/dev/full", "w") as full:
                done = self.start(*arguments, stdout=full)
                _, err = done.communicate(timeout=60)
                self.assertRegex(err, "No space left")
                self.assertEqual(done.returncode, 74)

    def test_an_id_that_no_one_has_is_no_such_thing(self):
        self.succeed("import", self.ferry)
        self.assertFails(66, "zzzzzz", "show", "zzzzzz")
        self.assertFails(66, "zzzzzz", "disputes", "show", "zzzzzz")

    def test_a_metric_that_is_none_is_answered_with_what_there_is(self):
        self.succeed("import", self.ferry)
        self.assertFails(64, "kiled.*killed", "history", "kiled")
        self.assertFails(64, "metric", "history")


class Input(Case):
    def test_a_file_that_is_not_there_is_named(self):
        self.assertFails(66, "nowhere.txt", "extract", "nowhere.txt")

    def test_bytes_that_are_no_text_are_an_error_with_the_name(self):
        noise = self.write("noise.txt", bytes(range(256)) * 64)
        self.assertFails(65, "noise.txt", "extract", noise)

    def test_a_page_in_another_charset_is_decoded(self):
        page = self.write("page.html", (
            "<html><head><meta charset='windows-1252'><title>Ferry</title>"
            "</head><body><article><h1>Ferry</h1><p>The harbour master, "
            "José Lëvi, said that 31 people were killed when the “Ilvo” "
            "sank.</p><p>It was the second ferry to sink there within a "
            "year, he said, and he asked for the pier to be closed.</p>"
            "</article></body></html>").encode("cp1252"))
        self.assertIn("José Lëvi", self.succeed("extract", page))

    def test_one_bad_line_does_not_stop_the_rest(self):
        lines = self.write("lines.ndjson",
                           '{"id": "a", "text": "Nine people died."}\n'
                           '{"id": "b", "text": \n'
                           '{"id": "c", "text": "Ten people died."}\n')
        done = self.assertFails(65, r"lines\.ndjson:2", "extract", lines)
        self.assertEqual(len(done.out.splitlines()), 2)

    def test_a_dash_is_standard_input(self):
        with open(self.write("ferry.txt", TEXT)) as given:
            self.assertIn('"figures"',
                          self.succeed("extract", "-", stdin=given))


if __name__ == "__main__":
    unittest.main()
