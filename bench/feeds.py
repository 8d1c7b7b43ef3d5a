#!/usr/bin/env python3
"""Write feeds and article pages to measure with; the same ones every time.

    feeds.py FOLDER FEEDS PAGES

N.xml are feeds of 30 items and about 40 KB, two of three RSS, the third Atom,
of words that no language has, in five scripts. pN.html are article pages, in
sentences from which figures are read. HOST, which is as long as what replaces
it, is put in by bench/server.c: its own name, and the version of the item.
"""
import html
import pathlib
import random
import sys

HOST = "127.100.100.100:10000/a/001"
ITEMS = 30
ITEM_BYTES = 700  # of the text of an item, in UTF-8

# First and last letter of what words are made of.
SCRIPTS = {"la": "az", "ar": "بي", "ru": "ая", "hi": "कह", "am": "ሀቈ"}

SENTENCES = (
    "{n} people were killed when {cause} struck the {place} district, the "
    "provincial health office said.",
    "At least {n} people were injured in {place}, according to the {place} "
    "Relief Society.",
    "The ministry of health of {place} denied that {n} people had died in the "
    "camp.",
    "More than {n} families were displaced from the villages around {place} "
    "between Monday and Thursday.",
    "Rescue workers in {place} said that up to {n} people were still missing.",
    "A spokesman for the governor said {n} of them were children.",
)
FILLER = (
    "The road from {place} to the coast has been closed since the weekend.",
    "Prices of flour and fuel in the markets of {place} have doubled.",
    "Residents said that the clinic had no electricity for most of the week.",
    "A convoy with blankets and tents is expected in {place} on Friday.",
    "The river has fallen, but the fields will not be dry before the spring.",
    "Teachers in {place} have opened the school for those without a roof.",
)
CAUSES = ("a flood", "a landslide", "shelling", "an earthquake", "a storm")


def vocabulary(rng, script):
    first, last = SCRIPTS[script]
    letters = [chr(c) for c in range(ord(first), ord(last) + 1)
               if chr(c).isalpha()]
    return ["".join(rng.choices(letters, k=rng.randint(3, 9)))
            for _ in range(600)]


def words(rng, vocab, n_bytes):
    """Words of so many bytes, with their spaces."""
    out, size = [], 0
    while size < n_bytes:
        out.append(rng.choice(vocab))
        size += len(out[-1].encode()) + 1
    return " ".join(out)


def paragraphs(rng, pool, n_bytes):
    out, size = [], 0
    while size < n_bytes:
        out.append(f"<p>{rng.choice(pool)}.</p>")
        size += len(out[-1].encode())
    return "".join(out)


def rss_item(feed, i, title, teaser, body):
    address = f"http://{HOST}-{feed}-{i}"
    return (f"<item><title>{title}</title><link>{address}</link>"
            f'<guid isPermaLink="true">{address}</guid>'
            f"<pubDate>Mon, 21 Sep 2026 {23 - i // 2:02}:{i:02}:00 GMT"
            f"</pubDate><dc:creator>Reporter {i}</dc:creator>"
            f"<category>{title.split()[0]}</category>"
            f"<description>{teaser}</description>"
            f"<content:encoded><![CDATA[{body}]]></content:encoded></item>\n")


def atom_item(feed, i, title, teaser, body):
    at = f"2026-09-21T{23 - i // 2:02}:{i:02}:00Z"
    return (f"<entry><id>tag:{HOST}-{feed}-{i}</id><title>{title}</title>"
            f'<link href="http://{HOST}-{feed}-{i}"/>'
            f"<published>{at}</published><updated>{at}</updated>"
            f"<author><name>Reporter {i}</name></author>"
            f"<summary>{teaser}</summary>"
            f'<content type="html">{html.escape(body)}</content></entry>\n')


def rss(title, lang, items):
    return ('<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" '
            'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
            f"<title>{title}</title><link>http://{HOST}</link>"
            f"<description>{title}</description><language>{lang}</language>\n"
            f"{items}</channel></rss>\n")


def atom(title, lang, items):
    return ('<?xml version="1.0" encoding="utf-8"?>\n<feed '
            f'xmlns="http://www.w3.org/2005/Atom" xml:lang="{lang}">'
            f"<title>{title}</title><id>tag:{HOST}</id>"
            f'<link href="http://{HOST}"/>'
            "<updated>2026-09-21T23:00:00Z</updated>\n"
            f"{items}</feed>\n")


def make_feed(rng, n, pools):
    lang = list(SCRIPTS)[n % len(SCRIPTS)]
    vocab, pool = pools[lang]
    make, wrap = (atom_item, atom) if n % 3 == 0 else (rss_item, rss)
    items = "".join(make(n, i, words(rng, vocab, 60), words(rng, vocab, 150),
                         paragraphs(rng, pool, ITEM_BYTES))
                    for i in range(ITEMS))
    return wrap(words(rng, vocab, 30), lang, items)


def make_page(rng, n):
    place = "".join(rng.choices(("sun", "dra", "il", "vo", "ka", "ru", "mel",
                                 "tho", "ban", "ri"), k=3)).capitalize()
    told = rng.sample(SENTENCES, 3) + rng.choices(FILLER, k=9)
    rng.shuffle(told)
    text = "".join(
        "<p>" + s.format(n=rng.randint(3, 900), place=place,
                         cause=rng.choice(CAUSES)) + "</p>\n" for s in told)
    title = f"{place} counts its losses, report {n}"
    links = "".join(f'<li><a href="/section/{i}">Section {i}</a></li>'
                    for i in range(120))
    return (f'<!DOCTYPE html>\n<html lang="en"><head><title>{title}</title>'
            '<meta property="article:published_time" '
            f'content="2026-09-{1 + n % 28:02}T09:00:00Z"></head><body>'
            f"<nav><ul>{links}</ul></nav><article><h1>{title}</h1>\n{text}"
            f"</article><footer><ul>{links}</ul></footer></body></html>\n")


def main():
    folder, n_feeds, n_pages = pathlib.Path(sys.argv[1]), *map(
        int, sys.argv[2:])
    rng = random.Random(2017)
    pools = {}
    for script in SCRIPTS:
        vocab = vocabulary(rng, script)
        pools[script] = vocab, [words(rng, vocab, 120) for _ in range(500)]
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(n_feeds):
        (folder / f"{n}.xml").write_text(make_feed(rng, n, pools))
    for n in range(n_pages):
        (folder / f"p{n}.html").write_text(make_page(rng, n))


if __name__ == "__main__":
    main()
