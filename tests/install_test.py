"""make install: what a server needs is where it looks for it."""
import os
import pathlib
import shutil
import subprocess
import unittest

from program import PROGRAM, ROOT, Case


class Install(Case):
    def setUp(self):
        super().setUp()
        # Of the program that is tested: no other one is built for this.
        build = pathlib.Path(PROGRAM).parent
        subprocess.run(
            ["make", "-s", "-C", ROOT, "install", "PREFIX=/usr",
             f"B={build}", "-o", "all", f"DESTDIR={self.folder}"],
            check=True, capture_output=True,
            env={"PATH": os.environ["PATH"]})
        self.lib = self.folder / "usr/lib"

    def test_the_program_and_its_manuals_are_there(self):
        for name in ("bin/tallybook", "share/man/man1/tallybook.1",
                     "share/man/man5/tallybook.yaml.5",
                     "share/man/man7/tallybook-lang.7"):
            self.assertTrue((self.folder / "usr" / name).is_file(), name)

    def test_the_service_runs_the_installed_program_for_the_timer(self):
        unit = (self.lib / "systemd/system/tallybook.service").read_text()
        self.assertIn("\nExecStart=/usr/bin/tallybook collect\n", unit)
        self.assertNotIn("@", unit.replace("@system-service", "")
                         .replace("~@privileged @resources", ""))
        self.assertTrue(
            (self.lib / "systemd/system/tallybook.timer").is_file())
        self.assertIn("u tallybook ", (
            self.lib / "sysusers.d/tallybook.conf").read_text())

    @unittest.skipUnless(shutil.which("systemd-analyze"), "no systemd here")
    def test_systemd_finds_no_fault_with_the_units(self):
        for name in "tallybook.service", "tallybook.timer":
            path = self.lib / "systemd/system" / name
            path.write_text(path.read_text().replace(
                "/usr/bin/tallybook", "/bin/true"))
            path.write_text("\n".join(
                line for line in path.read_text().splitlines()
                if not line.startswith("Documentation=")))
        done = subprocess.run(
            ["systemd-analyze", "verify",
             self.lib / "systemd/system/tallybook.timer",
             self.lib / "systemd/system/tallybook.service"],
            capture_output=True, text=True)
        self.assertEqual((done.stderr, done.returncode), ("", 0))


if __name__ == "__main__":
    unittest.main()
