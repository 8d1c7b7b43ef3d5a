"""Article pages, from bytes to text, metadata and signature, beside libxml2's
HTML parser with callbacks that do nothing (sax_floor.c), on the same files.

Both read each file many times in one process, so that starting hardly counts;
they run in turn, and what is told is the median. The speed of extract is also
told as a share of that of the floor: 1.0 is as fast. Two jobs are measured by
the clock, and mean something where two processors are free. Memory is told of
ten times as many pages too, given as JSON lines.
"""
import json
import pathlib
import random
import statistics
import subprocess

import feeds
from measure import run

PAGES = 60      # made, where no folder is given
RUNS = 3
LOOKS = 1000    # at pages, in one run
MANY = 10000    # pages given as JSON lines
SCRIPT = ("function f{0}(a,b){{if(a<b&&b>{0}){{return '<div class=\"x{0}\">'"
          "+a+'</div>';}}for(var i=0;i<{0};i++)window.q.push([a,i]);}}\n")
STYLE = ".c{0} > a:hover,.c{0} li{{margin:0 {0}px;color:#0{0:05}}}\n"
TEASER = ('<div class="card teaser-item col-md-{0}" data-id="{0}" '
          'data-track=\'{{"pos":{0}}}\'>\n        <a href="/news/{0}/{1}" '
          'class="card__link" title="{2}" rel="bookmark">\n          '
          '<img src="/img/{0}.jpg?w=320&amp;h=180" width="320" height="180" '
          'loading="lazy" alt="">\n          <h3 class="card__title">{2}</h3>'
          '</a>\n        <time class="card__date" '
          'datetime="2026-09-{3:02}T08:00:00Z">{3} September 2026</time>\n'
          '      </div>\n')


def sentence(rng, place):
    pool = rng.choice((feeds.SENTENCES, feeds.FILLER, feeds.FILLER))
    return rng.choice(pool).format(n=rng.randint(3, 900), place=place,
                                   cause=rng.choice(feeds.CAUSES))


def page(rng, n):
    """About 170 KB, most of it scripts, menus and teasers."""
    place = rng.choice(("Sundra", "Ilvoka", "Rumel", "Thoban", "Karil"))
    title = f"{place} counts its losses, report {n}"
    day = 1 + n % 28
    told = {"@context": "https://schema.org", "@type": "NewsArticle",
            "headline": title, "datePublished": f"2026-09-{day:02}T09:00:00Z",
            "author": [{"@type": "Person", "name": "Ana Sample"}],
            "publisher": {"@type": "Organization", "name": "Tidings"}}
    scripts = [f"<script>{''.join(SCRIPT.format(k + i) for k in range(60))}"
               "</script>\n" for i in range(10)]
    menu = "".join(f'<li class="nav-item menu-{i}"><a class="nav-link" '
                   f'href="/section/{i}">Section {i}</a></li>\n'
                   for i in range(80))
    teasers = [TEASER.format(i, n, sentence(rng, place), 1 + i % 28)
               for i in range(60)]
    text = "".join(f"<p>{' '.join(sentence(rng, place) for _ in range(3))}"
                   "</p>\n" for _ in range(16))
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{title} | Tidings</title>\n"
        f'<meta property="og:title" content="{title}">\n'
        f'<style>{"".join(STYLE.format(i) for i in range(400))}</style>\n'
        f'<script type="application/ld+json">{json.dumps(told)}</script>\n'
        f'{"".join(scripts[:4])}</head>\n<body class="single post">\n'
        f'<nav class="main-nav"><ul>{menu}</ul></nav>\n<main>\n'
        f'<article class="post"><h1 class="headline">{title}</h1>\n'
        '<p class="byline">By <a href="/ana" rel="author">Ana Sample</a></p>'
        f"\n<time datetime=\"2026-09-{day:02}T09:00:00Z\">{day} September "
        f'2026</time>\n<div class="entry-content">{text}</div></article>\n'
        f'<aside class="related"><h2>Read more</h2>{"".join(teasers)}'
        f'</aside></main>\n<footer><ul>{menu}</ul></footer>\n'
        f'{"".join(scripts[4:])}</body></html>\n')


def make(folder):
    rng = random.Random(2018)
    folder.mkdir()
    for n in range(PAGES):
        (folder / f"{n}.html").write_text(page(rng, n))
    return folder


def say(name, pages, result, note=""):
    print(f"{name:34}{pages / result.seconds:9.0f} "
          f"{result.cpu * 1000 / pages:12.3f} {result.memory:8.1f} {note}",
          flush=True)
    if result.status != 0 and "no article text" not in result.err:
        print(f"    ended with {result.status}: {result.err.strip()[-300:]}")


def middle(results):
    return sorted(results, key=lambda result: result.cpu)[len(results) // 2]


def lines(names, n):
    """n pages as JSON lines, written by a process of its own."""
    writer = ("import json,sys\nfiles=[json.dumps({'html':open(f,'rb').read()"
              ".decode(errors='replace')})+'\\n' for f in sys.argv[2:]]\n"
              "for i in range(int(sys.argv[1])):"
              "sys.stdout.write(files[i%len(files)])")
    return subprocess.Popen(["python3", "-c", writer, str(n), *names],
                            stdout=subprocess.PIPE)


def measure_lines(program, names):
    for n in MANY // 10, MANY:
        with lines(names, n) as writer:
            say("extract, JSON lines", n,
                run([*program, "--jobs=2", "-"], stdin=writer.stdout))


def measure(build, scratch, folder):
    folder = folder.resolve() if folder else make(scratch / "articles")
    names = sorted(path.name for path in folder.glob("*.html"))
    looks = [str(folder / name)
             for name in names] * max(1, LOOKS // len(names))
    program = [build / "tallybook", "extract", "--articles"]
    start = middle([run([*program, pathlib.Path("/dev/null")])
                    for _ in range(RUNS)])
    floors, ones, twos = [], [], []
    for _ in range(RUNS):
        floors.append(run([build / "bench/sax_floor", *looks]))
        ones.append(run([*program, "--jobs=1", *looks]))
        twos.append(run([*program, "--jobs=2", *looks]))
    share = statistics.median(
        floor.cpu / (one.cpu - start.cpu) for floor, one in zip(floors, ones))
    gain = statistics.median(
        one.seconds / two.seconds for one, two in zip(ones, twos))
    size = sum((folder / name).stat().st_size for name in names)
    print(f"\n{len(names)} article pages, {size / len(names) / 1000:.0f} KB "
          f"each, {len(looks)} looks; starting takes {start.cpu * 1000:.0f} ms"
          f"\n{'':34}{'pages/s':>9} {'CPU ms/page':>12} {'peak MB':>8}")
    say("floor: libxml2 by SAX", len(looks), middle(floors))
    say("extract --articles, 1 job", len(looks), middle(ones),
        f"{share:.2f} of the floor, without the start")
    say("extract --articles, 2 jobs", len(looks), middle(twos),
        f"{gain:.2f} times as fast as one")
    measure_lines(program, [str(folder / name) for name in names])
