"""Texts, from their characters to figures, sources and claims, beside what it
takes to find their words with ICU (words_floor.c), on the same file.

The texts are made of sentences as news has them, half of them with somebody
who speaks, and come as JSON lines of about 4 KB. Program and floor run in
turn, with one thread; what is told is the median, without the start. One text
alone, and one twice as long, show that work grows as the text does.
"""
import json
import random
import statistics

import feeds
from measure import run

RUNS = 5
MEGABYTES = 8
ONE = 1000000  # bytes of a long text, and twice that
PEOPLE = ("Ana Sample", "Dr. Ilan Toro", "Mara al-Senn", "Governor R. Halim",
          "the head of the clinic, Oda Perrin,", "Colonel Tesfa Amani")
BODIES = ("the Sundra Relief Society", "the health ministry", "the army",
          "the Committee for the Missing of Ilvoka (CMI)", "the rebels",
          "the provincial governor's office", "the Open Records Council")
SAYING = (
    '"We had no water and no bread for {few} days," {person} said. "Then they '
    'told us to leave, and we walked until it was dark."',
    "{person} told reporters in {place} on Tuesday that the number was \"much "
    "higher than what has been written\", and that {body} knew it.",
    "According to {body}, {n:,} families have fled the villages of {place} "
    "since the beginning of March, most of them on foot.",
    "{body} rejected the figure of {n} dead, calling it baseless, and said "
    "that its own count, which is based on hospital lists, stood at {few}.",
    "In a statement, {body} denied that anybody had been held in {place} "
    "prison after 2019, though {person} had written of {n} detainees there.",
    "It was the third time in a year that {body} promised to open the road, "
    "he added, speaking from his house on the hill above {place}.",
)
PLAIN = (
    "The meeting, which was to begin at 10:30, was put off without a reason, "
    "and those who had come from {place} went home before noon.",
    "What had been a quiet street of workshops and tea houses is now a row of "
    "walls; the school's roof lies in the yard, and nobody has moved it.",
    "Bread costs {few} times what it did in the spring, and of the 12.5 "
    "million that were promised for repairs about 40 percent has come.",
    "Between {n} and {more} people live in the camp north of {place}, among "
    "them children who have never seen a town.",
    "Trucks of the United Nations with flour and tents came from Jordan and "
    "Turkey last week; {n} more are to follow by the end of the month.",
)


def sentence(rng):
    n = rng.randint(3, 900)
    return rng.choice(rng.choice((SAYING, PLAIN, feeds.SENTENCES,
                                  feeds.FILLER, SAYING))).format(
        n=n, more=2 * n, few=rng.randint(2, 9), person=rng.choice(PEOPLE),
        body=rng.choice(BODIES), cause=rng.choice(feeds.CAUSES),
        place=rng.choice(("Sundra", "Ilvoka", "Rumel", "Thoban", "Karil")))


def text(rng, n_bytes):
    paragraphs, size = [], 0
    while size < n_bytes:
        sentences = [sentence(rng) for _ in range(rng.randint(1, 3))]
        paragraphs.append(" ".join(s[0].upper() + s[1:] for s in sentences))
        size += len(paragraphs[-1]) + 1
    return "\n".join(paragraphs) + "\n"


def write(path, *sizes):
    rng = random.Random(2018)
    with open(path, "w", encoding="utf-8") as out:
        for n_bytes in sizes:
            out.write(json.dumps({"text": text(rng, n_bytes)},
                                 ensure_ascii=False) + "\n")
    return path


def measure(build, scratch):
    # Not one string for each text: this program must stay small.
    many = write(scratch / "texts.ndjson",
                 *(4200 for _ in range(MEGABYTES * 1000000 // 4200)))
    lone = [write(scratch / f"{n}.ndjson", n * ONE) for n in (1, 2)]
    program = [build / "tallybook", "extract", "--jobs=1"]
    starts, floors, all_of_it, ones, twos = [], [], [], [], []
    for _ in range(RUNS):
        starts.append(run([*program, "/dev/null"]).cpu)
        floors.append(run([build / "bench/words_floor", many]).cpu)
        all_of_it.append(run([*program, many]))
        ones.append(run([*program, lone[0]]).cpu)
        twos.append(run([*program, lone[1]]).cpu)
    start = statistics.median(starts)
    size = many.stat().st_size / 1e6
    took = [result.cpu - start for result in all_of_it]
    ratio = statistics.median(a / b for a, b in zip(took, floors))
    growth = statistics.median(
        (two - start) / (one - start) for one, two in zip(ones, twos))
    print(f"\ntexts, {size:.1f} MB as JSON lines, one thread; starting takes "
          f"{start * 1000:.0f} ms")
    print(f"floor: words by ICU {size / statistics.median(floors):10.1f} MB/s")
    print(f"extract             {size / statistics.median(took):10.1f} MB/s, "
          f"{ratio:.1f} times the floor, "
          f"{max(result.memory for result in all_of_it):.1f} MB")
    print(f"a text twice as long as {ONE / 1e6:.0f} MB takes {growth:.2f} "
          "times as long")
