"""What collect leaves behind when it is killed, when the disk is full, and when
the clock is wrong."""
import contextlib
import gzip
import os
import pathlib
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import time
import unittest
import zlib

from collecting import ARTICLE
from loopback import Host
from program import PROGRAM, Case, at_moment, needs_faketime

# How often a run is killed; more is a better test and takes longer.
KILLS = int(os.environ.get("TALLYBOOK_KILLS", "8"))
N_HOSTS = 3
N_FIRST = 8  # articles of each host, to begin with

SETTINGS = """store: {store}
archive: {archive}
pace: 0s
every: 0s
recheck: [never]
timeout: 20s
fail_limit: 0
"""


class Outlet:
    """A host with a feed of articles, which change."""

    def __init__(self, number):
        self.number = number
        self.counts = []  # of each article, as it says now
        self.updates = []
        self.rules = "Allow: /\n"
        self.host = Host(self.answer)
        for _ in range(N_FIRST):
            self.publish()

    def publish(self):
        self.counts.append(100 + len(self.counts))
        self.updates.append(0)

    def correct(self, i):
        self.counts[i] += 1000
        self.updates[i] += 1

    def article(self, i):
        return ARTICLE.format(
            title=f"Ferry sinks off Ilvo, report {self.number}-{i}",
            day=1 + i % 9, count=self.counts[i])

    def feed(self):
        entries = "".join(
            f"<entry><id>tag:{self.number}:{i}</id><title>Report {i}</title>"
            f'<link href="{self.host.url}/{i}"/>'
            f"<updated>2025-03-03T{n // 60 % 24:02}:{n % 60:02}:00Z</updated>"
            "</entry>" for i, n in enumerate(self.updates))
        return ('<feed xmlns="http://www.w3.org/2005/Atom"><title>Outlet '
                f"{self.number}</title><id>tag:{self.number}</id>"
                "<updated>2025-03-03T09:00:00Z</updated>"
                f"{entries}</feed>")

    def answer(self, request):
        time.sleep(0.005)
        if request.path == "/robots.txt":
            return request.answer(body="User-agent: *\n" + self.rules,
                                  kind="text/plain", keep=True)
        if request.path == "/feed":
            return request.answer(body=self.feed(), keep=True,
                                  kind="application/atom+xml")
        return request.answer(body=self.article(int(request.path[1:])),
                              keep=True)


class Crash(Case):
    def setUp(self):
        super().setUp()
        self.archive = self.folder / "archive"
        self.settle()
        self.outlets = [Outlet(i) for i in range(N_HOSTS)]
        for outlet in self.outlets:
            self.addCleanup(outlet.host.close)
        self.write("sources.yaml", "".join(
            f"- key: s{outlet.number}\n  name: Outlet {outlet.number}\n"
            f"  url: {outlet.host.url}/feed\n  private: true\n"
            for outlet in self.outlets))

    def settle(self, more=""):
        self.write("tallybook.yaml", SETTINGS.format(
            store=self.store, archive=self.archive) + more)

    def rows(self, query):
        with contextlib.closing(sqlite3.connect(self.store)) as db:
            return db.execute(query).fetchall()

    def assertSound(self):
        self.assertEqual(self.rows("PRAGMA integrity_check"), [("ok",)])
        self.assertEqual(self.rows("PRAGMA foreign_key_check"), [])
        for table, columns in (("item", "feed, guid"), ("item", "feed, url"),
                               ("document", "url"),
                               ("version", "document, text_sha256"),
                               ("archived", "file, offset")):
            self.assertEqual(self.rows(
                f"SELECT {columns} FROM {table} GROUP BY {columns} "
                "HAVING count(*) > 1"), [], table)

    def assertArchived(self):
        """What the store names is in the archive, whole."""
        named = self.rows(
            "SELECT f.name, a.offset, a.length, a.url FROM archived a "
            "JOIN archive_file f ON f.id = a.file")
        named += self.rows(
            "SELECT v.archive, v.archive_offset, v.archive_length, d.url "
            "FROM version v JOIN document d ON d.id = v.document")
        for file, offset, length, url in named:
            with open(self.archive / file, "rb") as archive:
                archive.seek(offset)
                record = gzip.decompress(archive.read(length))
            self.assertIn(f"WARC-Target-URI: {url}\r\n".encode(), record)

    def assertNothingIsLost(self):
        """The store has every article as it is now."""
        wanted = sorted((f"{outlet.host.url}/{i}", count)
                        for outlet in self.outlets
                        for i, count in enumerate(outlet.counts))
        stored = sorted(self.rows(
            "SELECT d.url, max(m.value_low) FROM document d JOIN version v "
            "ON v.document = d.id JOIN mention m ON m.version = v.id "
            "GROUP BY d.url"))
        self.assertEqual(stored, wanted)

    def assertFilesAreWhole(self):
        """No member of the archive is torn."""
        for path in self.archive.glob("*"):
            rest = path.read_bytes()
            while rest:
                member = zlib.decompressobj(31)
                member.decompress(rest)
                self.assertTrue(member.eof, path)
                rest = member.unused_data


class Killed(Crash):
    def change(self):
        for outlet in self.outlets:
            outlet.publish()
            outlet.correct(random.randrange(len(outlet.counts)))

    def run_and_kill(self, seconds):
        with self.start("collect") as run:
            time.sleep(random.uniform(0, seconds))
            run.kill()
            run.communicate()

    def test_killed_runs_lose_nothing_and_store_nothing_twice(self):
        started = time.monotonic()
        self.succeed("collect")
        whole = (time.monotonic() - started) * 1.2
        self.assertNothingIsLost()
        for _ in range(KILLS):
            self.change()
            self.run_and_kill(whole)
            self.assertSound()
            self.assertArchived()
        self.succeed("collect")
        self.assertSound()
        self.assertArchived()
        self.assertFilesAreWhole()
        self.assertNothingIsLost()
        self.succeed("verify")

    def test_a_torn_tail_of_the_archive_is_cut_off_by_the_next_run(self):
        self.succeed("collect")
        self.change()
        newest = max(self.archive.glob("*"))
        whole = newest.stat().st_size
        with open(newest, "ab") as file:
            file.write(gzip.compress(b"WARC/1.1\r\n" * 500)[:60])
        done = self.run_program("verify")
        self.assertRegex(done.out + done.err, f"{newest.name}.*{whole}")
        self.assertNotEqual(done.status, 0)
        self.succeed("collect")
        self.assertFilesAreWhole()
        self.assertArchived()
        self.assertNothingIsLost()
        self.succeed("verify")


class FullDisk(Crash):
    """Each disk that is too small is a tmpfs in a mount namespace, which lives
    as long as the shell in it; or a limit to the size of files."""

    # collect, once while the disk is full, then twice with room on it.
    SCRIPT = """set -u
mount -t tmpfs -o size=$2,mode=777 none "$1" || exit 99
"$3" collect 2>err
echo $? >status
"$3" sources --json >while || exit 98
mount -o remount,size=100m "$1" || exit 99
"$3" collect 2>>err2 && "$3" collect 2>>err2 || exit 97
cp -R "$1/." copy
"""

    def on_a_small_disk(self, folder, size):
        folder.mkdir()
        (self.folder / "copy").mkdir()
        options = ["-m"] if os.getuid() == 0 else ["-rm"]
        done = subprocess.run(
            ["unshare", *options, "sh", "-c", self.SCRIPT, "sh", folder, size,
             PROGRAM], cwd=self.folder, env=self.env, capture_output=True,
            timeout=120)
        if done.returncode in (1, 99) and b"shm" not in done.stderr:
            self.skipTest(f"no tmpfs here: {done.stderr.decode()}")
        self.assertEqual(done.returncode, 0, done.stderr)
        for path in (self.folder / "copy").iterdir():
            shutil.copy(path, folder / path.name)
        return ((self.folder / "status").read_text().strip(),
                (self.folder / "err").read_text())

    def test_of_the_store_is_said_and_the_next_run_goes_on(self):
        disk = self.folder / "disk"
        self.store = disk / "tallybook.db"
        self.settle()
        status, err = self.on_a_small_disk(disk, "600k")
        self.assertRegex(err, r"tallybook\.db.*(full|No space left)")
        self.assertEqual(status, "74", err)
        self.assertSound()
        self.assertNothingIsLost()

    def test_of_the_archive_is_said_and_the_next_run_goes_on(self):
        self.archive = self.folder / "disk"
        self.settle()
        status, err = self.on_a_small_disk(self.archive, "8k")
        self.assertRegex(err, r"/disk.*No space left")
        self.assertEqual(status, "74", err)
        self.assertSound()
        self.assertArchived()
        self.assertFilesAreWhole()
        self.assertNothingIsLost()

    def test_files_that_may_grow_no_further(self):
        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (200000, -1))

        done = self.run_program("collect", preexec_fn=limit)
        self.assertRegex(done.err, r"tallybook\.db")
        self.assertEqual(done.status, 74, done.err)
        self.succeed("collect")
        self.assertSound()
        self.assertNothingIsLost()


class ReadOnly(Crash):
    def test_an_archive_that_may_not_be_written_is_said(self):
        self.archive.mkdir()
        self.archive.chmod(0o555)
        self.addCleanup(self.archive.chmod, 0o755)
        self.folder.chmod(0o777)
        self.assertFails(74, r"/archive.*(ermission|Read-only)", "collect",
                         **self.as_nobody())
        self.assertEqual(self.rows("SELECT count(*) FROM document"), [(0,)])
        self.archive.chmod(0o755)
        self.succeed("collect")
        self.assertNothingIsLost()
        self.assertArchived()

    def as_nobody(self):
        if os.getuid() != 0:
            return {}
        copy = self.folder / "tallybook"
        shutil.copy(PROGRAM, copy)
        copy.chmod(0o755)
        return {"executable": str(copy), "user": 65534, "group": 65534}


@needs_faketime
class Clock(Crash):
    def setUp(self):
        super().setUp()
        self.write("tallybook.yaml", "store: tallybook.db\npace: 0s\n")

    def collect_at(self, when):
        """At a moment, from where time goes on; what was asked for."""
        return self.collect(env=at_moment(self.env, f"@{when}"))

    def collect(self, **options):
        for outlet in self.outlets:
            outlet.host.log.clear()
        self.succeed("collect", **options)
        return [request.path for outlet in self.outlets
                for request in outlet.host.log]

    def test_one_that_was_ahead_leaves_nothing_stuck(self):
        self.collect()
        for outlet in self.outlets:
            outlet.publish()
        self.assertIn("/8", self.collect_at("2040-01-01 00:00:00"))
        for outlet in self.outlets:
            outlet.publish()
            outlet.correct(0)
        asked = self.collect()
        self.assertEqual(asked.count("/robots.txt"), N_HOSTS)
        self.assertEqual(asked.count("/feed"), N_HOSTS)
        self.assertEqual(asked.count("/9"), N_HOSTS)
        self.assertEqual(asked.count("/0"), N_HOSTS)
        # And nothing is asked for again and again.
        self.assertEqual(self.collect(), [])

    def test_one_that_was_behind_leaves_nothing_stuck(self):
        self.assertIn("/7", self.collect_at("2001-01-01 00:00:00"))
        for outlet in self.outlets:
            outlet.publish()
        asked = self.collect()
        self.assertEqual(asked.count("/feed"), N_HOSTS)
        self.assertEqual(asked.count("/8"), N_HOSTS)
        self.assertEqual(self.collect(), [])


if __name__ == "__main__":
    unittest.main()
