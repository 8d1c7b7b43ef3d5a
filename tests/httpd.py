"""A server for tests, good and bad. Serves 127.0.0.1 to 127.0.0.3 on one port
until its standard input closes, and 127.0.0.1 over TLS with each certificate
of CERTIFICATES. Prints the port, the ports of those, and the name of the file
with the authorities to trust."""
import email.utils
import gzip
import http.server
import io
import pathlib
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import zlib

count = {}
log = []
sent = {}   # by path: the last answer, byte for byte
asked = {}  # the same of the request
PACKED = gzip.compress(b"words " * 40)


def bare_deflate(text):
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(text) + packer.flush()


def chunk(body, extension=b""):
    return b"%x%s\r\n%s\r\n" % (len(body), extension, body)


# The pieces of answers, one packet each.
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
LENGTH = b"HTTP/1.1 200 OK\r\ncontent-LENGTH:   5\r\nX-Odd: \t a  b \r\n\r\n"
WIRE = {
    "one-packet": [CHUNKED + chunk(b"hello ") + chunk(b"world") + b"0\r\n\r\n"],
    "split": [CHUNKED[:20], CHUNKED[20:] + b"0", b"06\r", b"\nhel", b"lo \r",
              b"\n5;a=b\r\nworld\r\n0\r\n", b"\r\n"],
    "trailers": [CHUNKED + chunk(b"hello ", b";x=\"y\"") + b"5\r\nworld\r\n",
                 b"0\r\nX-Sum: 1\r\nX-", b"Rest: 2\r\n\r\n"],
    "no-chunks": [CHUNKED + b"0\r\n\r\n"],
    "leftover": [CHUNKED + chunk(b"hello ") + chunk(b"world") +
                 b"0\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"],
    "length": [LENGTH + b"hello"],
    "length-split": [LENGTH, b"he", b"llo"],
    "excess": [LENGTH + b"hello world"],
    "until-close": [b"HTTP/1.0 200 OK\nServer: plain\n\nhello", b" world"],
    "interim": [b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n"
                b"Link: </x>\r\n\r\n" + LENGTH, b"hello"],
    "not-modified": [b"HTTP/1.1 304 Not Modified\r\nETag: \"v1\"\r\n\r\n"],
    "packed": [b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n"
               b"Content-Length: %d\r\n\r\n" % len(PACKED), PACKED],
    "packed-chunks": [CHUNKED[:-2] + b"Content-Encoding: gzip\r\n\r\n",
                      chunk(PACKED[:7]) + chunk(PACKED[7:]), b"0\r\n\r\n"],
    "hop": [b"HTTP/1.1 302 Found\r\nLocation: /wire/hop2\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n", chunk(b"moved")
            + b"0\r\n\r\n"],
    "hop2": [b"HTTP/1.1 301 Moved\r\nLocation: one-packet\r\n"
             b"Content-Encoding: br\r\nContent-Length: 3\r\n\r\nno!"],
    "long-line": [b"HTTP/1.1 200 OK\r\nX: ", b"x" * 150000,
                  b"\r\nContent-Length: 0\r\n\r\n"],
    "not-http": [b"220 mail.example ready\r\n"],
}
ENDS = {"leftover", "excess", "until-close", "not-http"}  # the connection
FEED = """<?xml version="1.0" encoding="%s"?><rss version="2.0"><channel>
<title>T\u00e9l\u00e9gramme</title></channel></rss>"""


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def parse_request(self):
        """Keep the head as it came before it is taken apart."""
        lines = [self.raw_requestline]
        while lines[-1].strip() and len(lines) < 100:
            lines.append(self.rfile.readline(65536))
        reader, self.rfile = self.rfile, io.BytesIO(b"".join(lines[1:]))
        good = super().parse_request()
        self.rfile = reader
        if good and self.path.startswith("http://"):  # as to a proxy
            self.path = "/" + self.path.split("/", 3)[3]
        if good:
            asked[self.path] = b"".join(lines)
        return good

    def do_GET(self):
        log.append("%.3f %s %s" % (time.monotonic(),
                                   self.headers["Host"], self.path))
        name = self.path.strip("/").split("/")[0].split("?")[0]
        count[self.path] = count.get(self.path, 0) + 1
        getattr(self, "on_" + name, self.on_missing)()

    def answer(self, status, body=b"", length=None, **headers):
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key.replace("_", "-"), value)
        self.send_header("Content-Length", length or len(body))
        self.end_headers()
        self.wfile.write(body)

    def redirect(self, status, target):
        self.answer(status, Location=target)

    def endless(self, chunk, pause, seconds=10):
        self.send_response(200)
        self.send_header("Connection", "close")
        self.end_headers()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.wfile.write(chunk)
            time.sleep(pause)

    def on_wire(self):
        name = self.path.split("/")[2].split("?")[0]
        sent[self.path] = b"".join(WIRE[name])
        for piece in WIRE[name]:
            self.wfile.write(piece)
            time.sleep(0.02)
        if name in ENDS:
            self.close_connection = True

    def on_sent(self):
        self.answer(200, sent["/" + self.path.split("/", 2)[2]])

    def on_asked(self):
        self.answer(200, asked["/" + self.path.split("/", 2)[2]])

    def on_coded(self):
        """/coded/CODING/FORM"""
        coding, form = self.path.split("/")[2:4]
        text = b"hello"
        body = {
            "gzip": gzip.compress(text),
            "members": gzip.compress(b"he") + gzip.compress(b"llo"),
            "padded": gzip.compress(text) + b"\0" * 20,
            "zlib": zlib.compress(text),
            "bare": bare_deflate(text),
            "plain": text,
            "empty": b"",
            "cut": gzip.compress(text * 100)[:-9],
        }[form]
        self.answer(200, body, Content_Encoding=coding)

    def on_missing(self):
        self.answer(404, b"no such thing")

    def on_ok(self):
        self.answer(200, b"hello", ETag='"v1"', Content_Type="text/plain",
                    Last_Modified="Sat, 01 Nov 2025 00:00:00 GMT")

    def on_etag(self):
        tag = self.headers.get("If-None-Match")
        date = self.headers.get("If-Modified-Since")
        if tag == '"v1"' and date == "Sat, 01 Nov 2025 00:00:00 GMT":
            self.answer(304, ETag='"v2"')
        else:
            self.on_ok()

    def on_flaky(self):
        if count[self.path] < 3:
            self.answer(503, b"later")
        else:
            self.on_ok()

    def on_down(self):
        self.answer(503, b"down")

    def on_greedy(self):
        self.answer(503, Retry_After="3600")

    def on_ask_later(self):
        """/ask_later/STATUS/SECONDS, as a date"""
        status, seconds = self.path.split("/")[2:4]
        self.answer(int(status), Retry_After=email.utils.formatdate(
            time.time() + int(seconds), usegmt=True))

    def on_ask_later_seconds(self):
        self.answer(429, Retry_After=self.path.split("/")[2])

    def on_status(self):
        self.answer(int(self.path.split("/")[2]))

    def on_to(self):
        """/to/ADDRESS, with the port of this server for PORT"""
        target = urllib.parse.unquote(self.path, "latin-1").split("/", 2)[2]
        self.redirect(302, target.replace(
            "PORT", str(self.server.server_port)))

    def on_moved(self):
        self.redirect(301, "/ok")

    def on_mixed(self):
        self.redirect(302, "/moved")

    def on_elsewhere(self):
        self.redirect(301, "http://127.0.0.2:%d/ok"
                      % self.server.server_port)

    def on_file(self):
        self.redirect(301, "file:///etc/passwd")

    def on_metadata(self):
        self.redirect(302, "http://169.254.169.254/latest/meta-data/")

    def on_loop(self):
        self.redirect(302, self.path + "/x")

    def on_big(self):
        self.answer(200, b"x" * 100000)

    def on_unbounded(self):
        self.endless(b"x" * 1000, 0.001)

    def on_bomb(self):
        self.answer(200, gzip.compress(b"a" * 1000000) * 2000,
                    Content_Encoding="gzip")

    def on_gzip(self):
        self.answer(200, gzip.compress(b"hello"), Content_Encoding="gzip")

    def on_extensions(self):
        """One chunk, whose size line has no end."""
        self.wfile.write(CHUNKED + b"5;")
        for _ in range(400):
            self.wfile.write(b"x" * 1000)

    def on_headers(self):
        """What fills half of a header limit of 64 KiB, and a redirect."""
        self.send_response(302)
        for i in range(30):
            self.send_header("X-%d" % i, "x" * 1000)
        self.send_header("Location", "/headers/x" + self.path[8:])
        self.send_header("Content-Length", "0")
        self.end_headers()

    def on_interim_flood(self):
        for _ in range(20000):
            self.wfile.write(b"HTTP/1.1 103 Early Hints\r\n\r\n")

    def on_drip(self):
        self.endless(b"x", 0.05)

    def on_trickle(self):
        self.endless(b"x", 0.5, 40)

    def on_hang(self):
        time.sleep(10)

    def on_slow(self):
        time.sleep(0.3)
        self.on_ok()

    def on_short(self):
        self.answer(200, b"half", length=8, Connection="close")
        self.close_connection = True

    def on_flood(self):
        self.send_response(200)
        for i in range(90):
            self.send_header("X-%d" % i, "x" * 1000)
        self.end_headers()

    def on_latin(self):
        self.answer(200, (FEED % "ISO-8859-1").encode("latin-1"),
                    Content_Type="text/xml; charset=utf-8")

    def on_agent(self):
        self.answer(200, self.headers["User-Agent"].encode())

    def on_log(self):
        self.answer(200, "\n".join(log[:-1]).encode())

    def log_message(self, *args):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 100

    def handle_error(self, *args):
        pass  # the client went away, which is what the tests are about

    def start(self):
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self.server_port


class SecureServer(Server):
    """The handshake is the thread's own business, not the listener's."""

    def __init__(self, address, certificate):
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(certificate)
        super().__init__(address, Handler)

    def finish_request(self, request, address):
        with self.context.wrap_socket(request, server_side=True) as secure:
            super().finish_request(secure, address)


# Name of the server, days until it ends, and whether it is trusted.
CERTIFICATES = [
    ("IP:127.0.0.1", 30, True),
    ("DNS:other.example", 30, True),
    ("IP:127.0.0.1", -1, True),
    ("IP:127.0.0.1", 30, False),
]


def openssl(folder, *arguments):
    subprocess.run(("openssl",) + arguments, cwd=folder, check=True,
                   stdin=subprocess.DEVNULL, capture_output=True)


def make_certificate(folder, i, name, days):
    """A file with a key, and with a certificate that it signed itself."""
    key, out = "%d.key" % i, "%d.crt" % i
    (folder / "extensions").write_text("subjectAltName=%s\n" % name)
    openssl(folder, "req", "-newkey", "ec", "-pkeyopt",
            "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", key,
            "-out", "request", "-subj", "/CN=test%d" % i)
    openssl(folder, "x509", "-req", "-in", "request", "-signkey", key,
            "-out", out, "-days", str(days), "-extfile", "extensions")
    certificate = (folder / out).read_bytes()
    (folder / out).write_bytes((folder / key).read_bytes() + certificate)
    return folder / out, certificate


def start_secure(folder):
    trusted = folder / "authorities.pem"
    with trusted.open("wb") as authorities:
        for i, (name, days, is_trusted) in enumerate(CERTIFICATES):
            path, certificate = make_certificate(folder, i, name, days)
            if is_trusted:
                authorities.write(certificate)
            yield SecureServer(("127.0.0.1", 0), path).start()


def main():
    port = 0
    for host in ("127.0.0.1", "127.0.0.2", "127.0.0.3"):
        port = Server((host, port), Handler).start()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        print(port, *start_secure(folder), folder / "authorities.pem",
              flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
