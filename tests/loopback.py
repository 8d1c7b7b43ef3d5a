"""Hosts on loopback addresses of their own, as good or as bad as a test makes
them, that remember when they were asked for what."""
import contextlib
import socket
import threading
import time

TIMEOUT = 120  # seconds after which a host gives up on a client


class Request:
    """What a host was asked. The end is a moment at which the last byte of the
    answer had not been sent; None while it is answered."""

    def __init__(self, host, connection, head):
        self.began = time.monotonic()
        self.ended = None
        self.host = host
        self.connection = connection
        first, *lines = head.decode("latin-1").split("\r\n")
        self.path = first.split(" ")[1]
        self.headers = {
            name.strip().lower(): value.strip()
            for name, _, value in (line.partition(":") for line in lines)}

    def send(self, data):
        self.connection.sendall(data)

    def answer(self, status=200, body=b"", kind="text/html; charset=utf-8",
               headers=(), keep=False):
        """A whole answer with the right length."""
        if isinstance(body, str):
            body = body.encode()
        lines = [f"HTTP/1.1 {status} Status", f"Content-Length: {len(body)}",
                 f"Content-Type: {kind}", *headers,
                 f"Connection: {'keep-alive' if keep else 'close'}", "", ""]
        self.send("\r\n".join(lines).encode() + body[:-1])
        self.ended = time.monotonic()
        self.send(body[-1:])
        return keep


class Host:
    """Answers each request with answer(request), which returns whether the
    connection is to be kept. All hosts of a process have their own address,
    but for one that is to share another's under another port."""

    last = 1

    def __init__(self, answer, tls=None, beside=None):
        Host.last += beside is None
        self.answer = answer
        self.tls = tls
        self.log = []
        self.connections = 0
        self.left = []  # when a client closed its connection
        self.closed = False
        self.listener = socket.socket()
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.listener.bind((beside.name if beside else
                            f"127.0.{Host.last >> 8}.{Host.last & 255}", 0))
        self.listener.listen(256)
        self.name, self.port = self.listener.getsockname()
        self.url = f"{'https' if tls else 'http'}://{self.name}:{self.port}"
        threading.Thread(target=self.accept, daemon=True).start()

    def close(self):
        self.closed = True
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()

    def accept(self):
        # It ends when the listener is closed.
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self.listener.accept()
                threading.Thread(target=self.serve, args=(connection,),
                                 daemon=True).start()

    def serve(self, connection):
        """The client may go away at any moment."""
        connection.settimeout(TIMEOUT)
        self.connections += 1
        with contextlib.suppress(OSError), connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self.tls:
                connection = self.tls.wrap_socket(connection, True)
            while head := read_head(connection):
                request = Request(self, connection, head)
                self.log.append(request)
                try:
                    if not self.answer(request):
                        return
                finally:
                    request.ended = request.ended or time.monotonic()
            self.left.append(time.monotonic())

    def asked(self, path):
        return [request for request in self.log if request.path == path]


def read_head(connection):
    head = b""
    while b"\r\n\r\n" not in head:
        data = connection.recv(65536)
        if not data:
            return b""
        head += data
    return head
