"""What the tests of the whole program share: a folder for each test, a way to
run the program in it, and a web server that says what it was asked."""
import contextlib
import glob
import http.server
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import threading
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = os.environ.get("TALLYBOOK", str(ROOT / "build/tallybook"))

# Of a program with the sanitizers little can be said of memory and time.
SANITIZED = b"__asan_init" in pathlib.Path(PROGRAM).read_bytes()

FAKETIME = glob.glob("/usr/lib/*/faketime/libfaketime.so.1")


def needs_preload(test):
    return unittest.skipIf(
        SANITIZED, "the sanitizers want to be loaded first")(test)


def needs_faketime(test):
    return unittest.skipIf(
        not FAKETIME, "libfaketime is not installed")(needs_preload(test))


def at_moment(env, moment):
    """An environment in which it is then: "@..." lets time go on from there."""
    return {**env, "LD_PRELOAD": FAKETIME[0], "FAKETIME": moment,
            "FAKETIME_DONT_FAKE_MONOTONIC": "1", "TZ": "UTC"}

# What kills the program at a change that it makes to a file: tests/die.c
DIE = pathlib.Path(PROGRAM).parent / "tests/die.so"


def dying(env, **settings):
    """An environment in which it is so: at=N, full=N, count=FILE; see
    tests/die.c."""
    assert DIE.exists(), f"{DIE} is missing; run: make {DIE}"
    loaded = [str(DIE), *env.get("LD_PRELOAD", "").split()]
    return {**env, "LD_PRELOAD": " ".join(loaded),
            **{f"DIE_{k.upper()}": str(v) for k, v in settings.items()}}


def changes_of(case, *call, status=0):
    """Run a command to its end: how many changes it makes, and its output."""
    count = case.folder / "changes"
    done = case.run_program(*call, env=dying(case.env, count=count))
    case.assertEqual(done.status, status, done.err)
    return int(count.read_text()), done.out


def is_killed_at(case, change, *call):
    """Kill a command before that change; what it had printed."""
    done = case.run_program(*call, env=dying(case.env, at=change))
    case.assertEqual(done.status, -signal.SIGKILL, done.err)
    return done.out

SETTINGS = """store: tallybook.db
pace: 0s
every: 0s
recheck: [0s]
timeout: 20s
fail_limit: 0
"""


class Case(unittest.TestCase):
    """Each test has a folder, and the program knows no other."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        self.store = self.folder / "tallybook.db"
        self.write("tallybook.yaml", SETTINGS)
        self.env = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "TALLYBOOK_CONFIG": str(self.folder),
        }
        for name in "ASAN_OPTIONS", "UBSAN_OPTIONS":
            if name in os.environ:
                self.env[name] = os.environ[name]

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def start(self, *arguments, **options):
        options.setdefault("cwd", self.folder)
        options.setdefault("env", self.env)
        options.setdefault("stdin", subprocess.DEVNULL)
        options.setdefault("stdout", subprocess.PIPE)
        return subprocess.Popen([PROGRAM, *map(str, arguments)],
                                stderr=subprocess.PIPE, encoding="utf-8",
                                **options)

    def run_program(self, *arguments, **options):
        """Run to the end: an object with out, err and status."""
        with self.start(*arguments, **options) as process:
            process.out, process.err = process.communicate(timeout=120)
        process.status = process.returncode
        return process

    def succeed(self, *arguments, **options):
        done = self.run_program(*arguments, **options)
        self.assertEqual(done.status, 0, done.err)
        return done.out

    def assertFails(self, status, pattern, *arguments, **options):
        """It ends with a status, and with a message and no crash."""
        done = self.run_program(*arguments, **options)
        self.assertRegex(done.err, pattern)
        self.assertEqual(done.status, status, done.err)
        return done

    def as_nobody(self):
        """Options that run the program as a user who may not write here."""
        self.folder.chmod(0o755)
        for path in self.folder.iterdir():
            path.chmod(0o444)
        if os.getuid() != 0:
            self.folder.chmod(0o555)
            self.addCleanup(self.folder.chmod, 0o755)
            return {}
        copy = self.folder / "tallybook"
        shutil.copy(PROGRAM, copy)
        copy.chmod(0o755)
        return {"executable": str(copy), "user": 65534, "group": 65534}


class Page:
    def __init__(self, body, kind="text/html; charset=utf-8", status=200):
        self.body = body.encode() if isinstance(body, str) else body
        self.kind = kind
        self.status = status
        self.etag = None
        self.headers = {}


class Server:
    """Serves self.pages by path. Pages that carry an etag answer 304; all that
    was asked is in self.log as (path, headers, status)."""

    def __init__(self):
        self.pages = {"/robots.txt": Page("User-agent: *\nAllow: /\n",
                                          "text/plain")}
        self.log = []
        self.gate = threading.Event()  # clear it to make every answer wait
        self.gate.set()
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                outer.answer(self)

            def log_message(self, *_):
                pass

        self.httpd = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.httpd.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.httpd.server_port}"
        self.thread = threading.Thread(target=self.httpd.serve_forever,
                                       kwargs={"poll_interval": 0.05})
        self.thread.start()

    def close(self):
        self.gate.set()
        self.httpd.shutdown()
        self.thread.join()
        self.httpd.server_close()

    def answer(self, request):
        page = self.pages.get(request.path,
                              Page("not here", "text/plain", 404))
        status = page.status
        if page.etag and request.headers.get("If-None-Match") == page.etag:
            status = 304
        self.log.append((request.path, request.headers, status))
        self.gate.wait(30)
        # The program may have gone away, which is what some tests are about.
        with contextlib.suppress(ConnectionError):
            request.send_response(status)
            if page.etag:
                request.send_header("ETag", page.etag)
            for name, value in page.headers.items():
                request.send_header(name, value)
            if status != 304:
                request.send_header("Content-Type", page.kind)
                request.send_header("Content-Length", str(len(page.body)))
            request.end_headers()
            if status != 304:
                request.wfile.write(page.body)

    def asked(self, path):
        return [entry for entry in self.log if entry[0] == path]
