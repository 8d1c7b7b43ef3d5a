"""A store as it was at an older schema: made by the migrations up to it, and
filled with what a store of today holds, as far as that schema can."""
import pathlib
import sqlite3
from contextlib import closing

from program import ROOT

MIGRATIONS = sorted((ROOT / "store/sqlite").glob("*.sql"))
APPLICATION_ID = 0x54616c79
PART = 4  # bytes of a part of a signature
EMPTY_PART = b"\xff" * PART


def number(path):
    """The schema that a migration leads to."""
    return int(path.name[:4])


PRESENT = number(MIGRATIONS[-1])


def remove(store):
    for tail in "", "-wal", "-shm", "-journal":
        pathlib.Path(f"{store}{tail}").unlink(missing_ok=True)


def tables(db, schema="main"):
    """All that hold rows of their own: not the one that is made of others."""
    return sorted(name for name, sql in db.execute(
        f"SELECT name, sql FROM {schema}.sqlite_schema WHERE type = 'table' "
        "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
        if not sql.startswith("CREATE VIRTUAL"))


def columns(db, table, schema="main"):
    return [row[1] for row in
            db.execute(f"PRAGMA {schema}.table_info({table})")]


def contents(path):
    """Every row of every table, without an order: {table: rows}."""
    with closing(sqlite3.connect(path)) as db:
        return {table: sorted(
            (dict(zip(columns(db, table), row)) for row in
             db.execute(f"SELECT * FROM {table}")), key=repr)
            for table in tables(db)}


def bands(signature):
    """Two neighbouring parts each, the second in the higher bits; not those
    of a text that has neither."""
    for i in range(0, len(signature) // PART, 2):
        pair = signature[i * PART:(i + 2) * PART]
        if pair != 2 * EMPTY_PART:
            yield i // 2, int.from_bytes(pair, "little", signed=True)


# What is otherwise in older stores than in the rich one: from schema, up to
# schema.
ONLY_THEN = (
    # There are no documents yet.
    (1, 1, "UPDATE item SET document = NULL"),
    # Every relation was kept, also those that nothing follows from.
    (4, 8, """INSERT INTO relation
        SELECT a.id, b.id, 'not_comparable', 'other period'
        FROM figure a JOIN figure b ON b.id = a.id + 1
        WHERE NOT EXISTS (SELECT 1 FROM relation WHERE figure = a.id
            AND other = b.id)"""),
    # Who denies was not written with the side.
    (9, 15, "UPDATE dispute_side SET origin = NULL WHERE claim IS NOT NULL"),
)


def fill(db, n):
    """From the store that is attached as "rich"."""
    there = tables(db, "rich")
    for table in tables(db):
        db.execute(f"DELETE FROM {table}")
        if table not in there:
            continue
        names = [name for name in columns(db, table)
                 if name in columns(db, table, "rich")]
        db.execute(f"INSERT INTO {table} ({', '.join(names)}) "
                   f"SELECT {', '.join(names)} FROM rich.{table}")
    if "signature_band" in tables(db):
        db.executemany(
            "INSERT INTO signature_band VALUES (?, ?, ?)",
            [(band, value, version) for version, signature in
             db.execute("SELECT id, signature FROM version").fetchall()
             for band, value in bands(signature)])
    for first, last, sql in ONLY_THEN:
        if first <= n <= last:
            db.execute(sql)


def migrate(db, n):
    for path in MIGRATIONS[:n]:
        # Only the program has the tokenizer: it is named afterwards.
        db.executescript(path.read_text().replace(
            "'tallybook'", "'unicode61'"))
    db.execute("PRAGMA writable_schema = ON")
    db.execute("UPDATE sqlite_schema SET sql = "
               "replace(sql, 'unicode61', 'tallybook')")
    db.execute("PRAGMA writable_schema = OFF")


def make(store, n, rich=None):
    """A store of schema n with what the rich one holds; None: with nothing."""
    remove(store)
    with closing(sqlite3.connect(f"file:{store}", uri=True)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        if rich is not None:
            db.execute("ATTACH ? AS rich", (f"file:{rich}?mode=ro",))
        with db:
            migrate(db, n)
            if rich is not None:
                fill(db, n)
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            db.execute(f"PRAGMA user_version = {n}")
