#!/usr/bin/env python3
"""A strict reader of WARC files as Tallybook is to write them, made from ISO
28500:2017 (WARC 1.1) and not from the writer: whatever the standard says shall
be is asked for, and so is what it recommends for revisits.

    warc_strict.py FILE...          the files of one archive, oldest first
    warc_strict.py --each FILE...   each is an archive of its own

Prints a line for each finding; the status is 1 if there are any."""
import base64
import hashlib
import ipaddress
import pathlib
import re
import sys
import zlib

TOKEN = rb"[!#$%&'*+\-.0-9A-Z^_`a-z|~]+"
FIELD = re.compile(rb"(" + TOKEN + rb"):[ \t]*([^\x00-\x08\x0a-\x1f\x7f]*)")
URI = re.compile(
    r"[A-Za-z][A-Za-z0-9+.\-]*:"
    r"(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2}|%)*")
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z")
DIGEST = re.compile(rb"(" + TOKEN + rb"):(" + TOKEN + rb")")
TYPES = {"warcinfo", "response", "resource", "request", "metadata", "revisit",
         "conversion", "continuation"}
PROFILE = "http://netpreserve.org/warc/1.1/revisit/"

# Clause 5: which types a field may stand in.
ONLY_IN = {
    "warc-filename": {"warcinfo"},
    "warc-profile": {"revisit"},
    "warc-refers-to": {"metadata", "revisit", "conversion"},
    "warc-refers-to-target-uri": {"revisit"},
    "warc-refers-to-date": {"revisit"},
    "warc-target-uri": TYPES - {"warcinfo"},
    "warc-concurrent-to": TYPES - {"warcinfo", "conversion", "continuation"},
    "warc-ip-address": TYPES - {"warcinfo", "conversion", "continuation"},
    "warc-payload-digest": TYPES - {"warcinfo", "metadata"},
    "warc-segment-origin-id": {"continuation"},
    "warc-segment-total-length": {"continuation"},
}


class Wrong(Exception):
    pass


def need(condition, words):
    if not condition:
        raise Wrong(words)


def members(data):
    """Each gzip member by itself: (offset, length, bytes)."""
    offset = 0
    while offset < len(data):
        unpacker, plain, end = zlib.decompressobj(31), b"", offset
        while not unpacker.eof:
            need(end < len(data), f"offset {offset}: a member without an end")
            try:
                plain += unpacker.decompress(data[end:end + 4096])
            except zlib.error as error:
                raise Wrong(f"offset {offset}: {error}") from None
            end += 4096
        end = min(end, len(data)) - len(unpacker.unused_data)
        yield offset, end - offset, plain
        offset = end


def digest_of(labelled, data):
    match = DIGEST.fullmatch(labelled.encode())
    need(match, f"no labelled digest: {labelled}")
    algorithm, value = (part.decode() for part in match.groups())
    need(algorithm in ("sha1", "sha256"), f"unknown digest {algorithm}")
    raw = hashlib.new(algorithm, data).digest()
    return value.lower() in (raw.hex(),
                             base64.b32encode(raw).decode().strip("=").lower())


def unchunk(body):
    out = b""
    while True:
        match = re.match(rb"([0-9A-Fa-f]+)[^\r\n]*\r\n", body)
        need(match, "a chunk without a size")
        size = int(match[1], 16)
        body = body[match.end():]
        if size == 0:
            return out
        need(body[size:size + 2] == b"\r\n", "a chunk without an end")
        out += body[:size]
        body = body[size + 2:]


def http_body(block):
    """(first line, headers, entity-body)"""
    head, gap, body = block.partition(b"\r\n\r\n")
    need(gap, "an HTTP head without an end")
    first, *lines = head.split(b"\r\n")
    headers = {}
    for line in lines:
        name, colon, value = line.partition(b":")
        need(colon, f"no HTTP header: {line!r}")
        headers.setdefault(name.strip().lower(), value.strip())
    if headers.get(b"transfer-encoding", b"").lower().endswith(b"chunked"):
        if body:
            body = unchunk(body)
    return first, headers, body


class Record:
    def __init__(self, plain):
        head, gap, rest = plain.partition(b"\r\n\r\n")
        need(gap, "a head without an end")
        version, *lines = head.split(b"\r\n")
        need(version == b"WARC/1.1", f"the version is {version!r}")
        self.fields = {}
        for line in lines:
            self.read_field(line)
        length = self.fields.get("content-length", "")
        need(re.fullmatch(r"\d+", length), "no Content-Length")
        self.block = rest[:int(length)]
        need(len(self.block) == int(length), "the block is too short")
        need(rest[int(length):] == b"\r\n\r\n",
             "a block is followed by two CRLF and nothing else")

    def read_field(self, line):
        match = FIELD.fullmatch(line)
        need(match, f"no named field: {line!r}")
        name = match[1].decode().lower()
        need(name not in self.fields or name == "warc-concurrent-to",
             f"{name} twice")
        self.fields[name] = match[2].decode("utf-8")

    def get(self, name):
        return self.fields.get(name.lower(), "")

    @property
    def type(self):
        return self.get("WARC-Type")

    @property
    def id(self):
        return self.get("WARC-Record-ID")


def check_fields(r):
    need(r.type in TYPES, f"no known type: {r.type}")
    need(DATE.fullmatch(r.get("WARC-Date")), "no WARC-Date")
    for name in "WARC-Record-ID", "WARC-Concurrent-To", "WARC-Refers-To":
        value = r.get(name)
        need(not value or (value[0] == "<" and value[-1] == ">" and
                           URI.fullmatch(value[1:-1])),
             f"{name} is no <uri>: {value}")
    need(r.id, "no WARC-Record-ID")
    for name in ("WARC-Target-URI", "WARC-Refers-To-Target-URI",
                 "WARC-Profile"):
        value = r.get(name)
        need(not value or URI.fullmatch(value), f"{name}: no URI: {value}")
    for name, types in ONLY_IN.items():
        need(name not in r.fields or r.type in types, f"{name} in {r.type}")
    if r.type not in ("warcinfo", "metadata"):
        need(r.get("WARC-Target-URI"), "no WARC-Target-URI")
    need(not r.block or r.get("Content-Type"), "no Content-Type")
    if r.get("WARC-IP-Address"):
        ipaddress.ip_address(r.get("WARC-IP-Address"))
    need(r.get("WARC-Truncated") in
         ("", "length", "time", "disconnect", "unspecified"),
         "an unknown reason of truncation")


def check_digests(r):
    # The payload of a response is nearly all of its block.
    payload = r.type == "response" and http_body(r.block)[2]
    need(r.get("WARC-Block-Digest") or payload, "no WARC-Block-Digest")
    need(not r.get("WARC-Block-Digest") or
         digest_of(r.get("WARC-Block-Digest"), r.block),
         "the block is not what its digest says")
    if r.type == "response":
        need(r.get("WARC-Payload-Digest"), "no WARC-Payload-Digest")
        need(digest_of(r.get("WARC-Payload-Digest"), http_body(r.block)[2]),
             "the payload is not what its digest says")


def check_http(r):
    if r.type == "warcinfo":
        need(r.get("Content-Type") == "application/warc-fields",
             "a warcinfo of another Content-Type")
        for line in r.block.split(b"\r\n")[:-1]:
            need(FIELD.fullmatch(line), f"no warcinfo field: {line!r}")
        return
    kind = "request" if r.type == "request" else "response"
    need(re.fullmatch(f"application/http; ?msgtype={kind}",
                      r.get("Content-Type")), "not application/http")
    first = http_body(r.block)[0]
    pattern = rb"[A-Z]+ \S+ HTTP/1\.[01]" if kind == "request" else \
        rb"HTTP/1\.[01] \d\d\d( .*)?"
    need(re.fullmatch(pattern, first), f"no HTTP: {first!r}")


def check_revisit(r, earlier):
    profile = r.get("WARC-Profile")
    need(profile.startswith(PROFILE), f"an unknown profile: {profile}")
    origin = earlier.get(r.get("WARC-Refers-To"))
    need(origin, "WARC-Refers-To names no earlier record")
    need(origin.type == "response", "WARC-Refers-To names no response")
    for name in "Target-URI", "Date":
        need(r.get(f"WARC-Refers-To-{name}") == origin.get(f"WARC-{name}"),
             f"WARC-Refers-To-{name} is not that of the record")
    first, headers, body = http_body(r.block)
    need(body == b"", "a revisit with a body")
    if profile == PROFILE + "server-not-modified":
        need(b" 304" in first, "not modified, but not 304")
        return
    need(profile == PROFILE + "identical-payload-digest", "unknown profile")
    digest = r.get("WARC-Payload-Digest")
    need(digest, "an identical payload without a digest")
    need(digest == origin.get("WARC-Payload-Digest"),
         "an identical payload with another digest")
    empty = headers.get(b"content-length") == b"0"
    need(empty or r.get("WARC-Truncated") == "length",
         "a body was left out and WARC-Truncated does not say so")


def check_concurrent(records):
    for r in records.values():
        name = r.get("WARC-Concurrent-To")
        if r.type == "request":
            need(name, "a request that belongs to nothing")
        if not name:
            continue
        other = records.get(name)
        need(other, f"WARC-Concurrent-To names no record: {name}")
        for field in "WARC-Target-URI", "WARC-Date":
            need(r.get(field) == other.get(field),
                 f"{field} differs within an event")


def check_file(path, records):
    """Adds the file's records to those of the archive, by their ids."""
    for number, (offset, _, plain) in enumerate(members(path.read_bytes())):
        try:
            r = Record(plain)
            check_fields(r)
            check_digests(r)
            check_http(r)
            need((number == 0) == (r.type == "warcinfo"),
                 "one warcinfo is first, and only there")
            if r.get("WARC-Filename"):
                need(r.get("WARC-Filename") == path.name, "another file name")
            need(r.id not in records, "an id for the second time")
            if r.type == "revisit":
                check_revisit(r, records)
            records[r.id] = r
        except (Wrong, ValueError) as error:
            raise Wrong(f"offset {offset}: {error}") from None


def check_archive(paths):
    """What is wrong with it, in words; empty if nothing is."""
    records = {}
    for path in paths:
        try:
            check_file(path, records)
        except Wrong as error:
            return f"{path}: {error}"
    try:
        check_concurrent(records)
    except Wrong as error:
        return f"{paths[0].parent}: {error}"
    return ""


def main(arguments):
    each = arguments[:1] == ["--each"]
    paths = [pathlib.Path(name) for name in arguments[each:]]
    archives = [[path] for path in paths] if each else [paths]
    findings = [words for words in map(check_archive, archives) if words]
    print("\n".join(findings), end="\n" if findings else "")
    return 1 if findings or not paths else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
