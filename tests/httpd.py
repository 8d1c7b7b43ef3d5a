"""A server for tests, good and bad. Prints its port, serves 127.0.0.1 to
127.0.0.3 on it until its standard input closes."""
import gzip
import http.server
import sys
import threading
import time

count = {}
log = []
FEED = """<?xml version="1.0" encoding="%s"?><rss version="2.0"><channel>
<title>T\u00e9l\u00e9gramme</title></channel></rss>"""


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

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

    def endless(self, chunk, pause):
        self.send_response(200)
        self.send_header("Connection", "close")
        self.end_headers()
        end = time.monotonic() + 10
        while time.monotonic() < end:
            self.wfile.write(chunk)
            time.sleep(pause)

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
        self.answer(200, gzip.compress(b"a" * 10000000),
                    Content_Encoding="gzip")

    def on_gzip(self):
        self.answer(200, gzip.compress(b"hello"), Content_Encoding="gzip")

    def on_drip(self):
        self.endless(b"x", 0.05)

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

    def handle_error(self, *args):
        pass  # the client went away, which is what the tests are about


def main():
    port = 0
    for host in ("127.0.0.1", "127.0.0.2", "127.0.0.3"):
        server = Server((host, port), Handler)
        port = server.server_port
        threading.Thread(target=server.serve_forever, daemon=True).start()
    print(port, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
