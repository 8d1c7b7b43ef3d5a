"""tallybook verify: it finds whatever does not agree, and nothing else."""
import gzip
import hashlib
import re
import unittest
import zlib

from collecting import ARTICLE, Collecting
from program import SETTINGS, Page


def members(data):
    while data:
        unpacker = zlib.decompressobj(31)
        plain = unpacker.decompress(data)
        yield plain
        data = unpacker.unused_data


CUSTODY = r"custody log: \d+ entries, head [0-9a-f]{64}"
TOUCHED = "^custody log: entry 1 .* is not what was written"


class Verify(Collecting):
    def setUp(self):
        super().setUp()
        self.add_source("north", 3)

    def collect(self):
        self.succeed("collect", "--all")

    @property
    def files(self):
        return sorted((self.folder / "archive").iterdir())

    def find(self, *patterns):
        """These and no other findings, in any order; then the sum."""
        done = self.run_program("verify")
        *lines, custody, summary = done.out.splitlines()
        self.assertEqual(done.err, "")
        self.assertEqual(done.status, 1, done.out)
        self.assertRegex(custody, CUSTODY)
        self.assertRegex(summary, f": {len(lines)} findings?$")
        for pattern in patterns:
            found = [line for line in lines if re.search(pattern, line)]
            self.assertTrue(found, f"{pattern} is not in\n{done.out}")
            lines = [line for line in lines if line not in found]
        self.assertEqual(lines, [])

    def set(self, assignment, where="id = 1", table="version"):
        with self.database() as db:
            for (name,) in db.execute("SELECT name FROM sqlite_master "
                                      "WHERE type = 'trigger'").fetchall():
                db.execute(f'DROP TRIGGER "{name}"')
            db.execute(f"UPDATE {table} SET {assignment} WHERE {where}")

    def rewrite(self, pattern, replacement, number=0):
        """Change one record that matches, and pack it as it was."""
        path, records = self.files[0], []
        for plain in members(self.files[0].read_bytes()):
            if re.search(pattern, plain, re.S):
                if number == 0:
                    plain = re.sub(pattern, replacement, plain, 1, re.S)
                number -= 1
            records.append(gzip.compress(plain))
        self.assertLess(number, 0)
        path.write_bytes(b"".join(records))

    def place(self):
        """File, offset and length of the first version's bytes."""
        return self.rows("SELECT archive, archive_offset, archive_length "
                         "FROM version WHERE id = 1")[0]


class Sound(Verify):
    def test_what_was_collected_agrees(self):
        self.give_etags()
        self.server.pages["/north.xml"].etag = None
        for _ in range(3):
            self.collect()
        out = self.succeed("verify")
        self.assertRegex(out, f"^{CUSTODY}\n"
                         r"\d+ records in 1 file, 3 versions: all agree\n$")
        self.assertGreater(int(out.splitlines()[1].split()[0]), 15)

    def test_several_versions_and_removed_pages_agree(self):
        self.collect()
        self.server.pages["/north-0"] = Page(ARTICLE.format(
            title="Ferry sinks off Ilvo, report north-0", day=1, count=900))
        self.server.pages["/north-1"] = Page("gone", "text/plain", 410)
        self.set("due = 1", "1", "item")
        self.collect()
        self.assertEqual(self.count("version"), 5)
        self.assertRegex(self.succeed("verify"), " 5 versions: all agree")

    def test_packed_pages_in_other_charsets_agree(self):
        page = ARTICLE.format(title="Ferry sinks off Îlvo", day=1, count=7)
        self.server.pages["/north-0"] = Page(
            page.encode("latin-1"), "text/html; charset=iso-8859-1")
        self.server.pages["/north-1"] = Page(
            ARTICLE.format(title="Two", day=2, count=8) +
            "<p>3 hours ago</p>" * 20)
        self.collect()
        self.assertRegex(self.succeed("verify"), " 3 versions: all agree")

    def test_after_collect_was_killed_the_next_one_makes_it_whole(self):
        self.add_source("north", 40)
        for pages in 3, 15, 30:
            before = len(self.server.log)
            with self.start("collect", "--all") as process:
                self.wait_for(lambda: process.poll() is not None or
                              len(self.server.log) > before + pages)
                process.kill()
                process.communicate()
        with self.files[0].open("ab") as file:  # of a write cut short
            file.write(self.files[0].read_bytes()[:100])
        self.collect()
        self.assertEqual(self.count("version"), 40)
        self.assertRegex(self.succeed("verify"), " 40 versions: all agree")

    def test_imported_versions_have_no_bytes_and_are_counted(self):
        self.collect()
        self.succeed("import", self.write("a.txt", "9 were killed.\n"))
        self.assertRegex(self.succeed("verify"),
                         r"4 versions, 1 of them without bytes kept: all "
                         "agree")

    def test_without_an_archive_the_texts_are_checked(self):
        self.write("tallybook.yaml", SETTINGS + "archive: off\n")
        self.collect()
        self.assertRegex(
            self.succeed("verify"),
            f"^{CUSTODY}\n0 records in 0 files, 3 versions, 3 of them "
            "without bytes kept: all agree\n$")
        self.set(f"text_sha256 = '{64 * '0'}'")
        self.find("version v.*: its text is not what its sha256 says",
                  TOUCHED)

    def test_another_extractor_is_not_asked(self):
        self.collect()
        text = "Nobody was killed."
        digest = hashlib.sha256(text.encode()).hexdigest()
        self.set(f"extractor = '0', text = '{text}', "
                 f"text_sha256 = '{digest}'")
        self.find("^store: mentions that are not in their text: 1", TOUCHED)

    def test_there_must_be_a_store(self):
        self.assertFails(78, "tallybook collect|no store", "verify")


class Unsound(Verify):
    def setUp(self):
        super().setUp()
        self.collect()

    def test_a_torn_tail_is_named_as_such_until_the_next_collect(self):
        path = self.files[0]
        whole = path.read_bytes()
        path.write_bytes(whole + whole[:77])
        self.find(f"^{path.name}: offset {len(whole)}: 77 bytes after the "
                  "last whole record; the next collect cuts them off$")
        self.collect()
        self.assertIn("all agree", self.succeed("verify"))

    def test_a_damaged_record_is_named_with_what_depends_on_it(self):
        name, offset, length = self.place()
        path = self.folder / "archive" / name
        data = bytearray(path.read_bytes())
        data[offset + length // 2] ^= 0xff
        path.write_bytes(data)
        self.find(f"^/.*{name}: offset {offset}: damaged",
                  f"^{name}: offset {offset}: the record that the store "
                  "names is not there",
                  f"^{name}: offset {offset}: version v\\w+: .*damaged")

    def test_changed_bytes_are_found_by_their_digests(self):
        self.rewrite(rb"that 100 people", b"that 900 people")
        self.find("urn:uuid:.*: the payload is not what its digest says",
                  "it is not as the store names it",
                  "offset 0: urn:uuid|version v")

    def test_a_record_with_another_id_is_not_the_one_that_is_named(self):
        self.rewrite(rb"WARC-Record-ID: <urn:uuid:........", rb"WARC-Record"
                     rb"-ID: <urn:uuid:00000000", 1)
        self.find("the record that the store names is not there",
                  "it is not as the store names it", "version v")

    def test_a_file_that_is_not_there_is_named(self):
        name = self.files[0].name
        self.files[0].unlink()
        self.find(f"^{name}: offset .*: the record that the store names is "
                  "not there",
                  f"^{name}: offset .*: version v.*No such file")

    def test_a_revisit_must_refer_to_an_earlier_record(self):
        for field, replacement, words in [
                ("", rb"<urn:uuid:00000000", "not before it"),
                ("-Date", rb"1999-01-01", "wrong address or date"),
                ("-Target-URI", rb"http://x/", "wrong address or date")]:
            with self.subTest(field):
                self.collect()
                pattern = rb"(WARC-Refers-To%s: )\S+" % field.encode()
                saved = self.files[0].read_bytes()
                self.set("archive = ''", "1")
                self.set("url = url", "1", "archived")
                self.rewrite(pattern, rb"\g<1>" + replacement)
                out = self.run_program("verify").out
                self.assertIn(words, out)
                self.files[0].write_bytes(saved)

    def test_bytes_that_are_not_those_of_the_version_are_named(self):
        name, offset, _ = self.place()
        for assignment in (f"raw_sha256 = '{64 * '0'}'",
                           "raw_size = 7"):
            self.set(assignment)
            self.find(f"^{name}: offset {offset}: version v\\w+: its bytes "
                      "are not what its sha256 says", TOUCHED)

    def test_a_text_that_the_bytes_do_not_give_is_named(self):
        self.set("text = text || ' More.'")
        self.find("version v.*: its text is not what its sha256 says",
                  "version v.*: its bytes are read to another text")

    def test_a_version_that_is_another_s_record_is_named(self):
        self.set("archive_offset = 0")
        self.find("offset 0: version v.*: its record is not at its place",
                  TOUCHED)

    def test_a_quote_that_was_moved_is_found(self):
        self.set("quote_end = 1000000", "id = 1", "mention")
        self.find("^store: mentions that are not in their text: 1$", TOUCHED)


if __name__ == "__main__":
    unittest.main()
