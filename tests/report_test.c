/*
 * Reports of a store that is built here, against the texts in tests/report.
 * With TALLYBOOK_GOLDEN=write in the environment the texts are written anew;
 * git diff is the review.
 */
#include <ctype.h>

#include "report/layout.h"
#include "report/report.h"
#include "report/unicode.h"
#include "tests/store_build.h"

#define WINDOW_END (DAY_0 + 10 * DAYS)

static const char died[] =
    "The Ardesh Prison Monitor said more than 30,000 detainees died in "
    "Norhal Prison between 2011 and 2018.\n";
static const char hanged[] =
    "Between 5,000 and 13,000 people were hanged at Nurhal prison, Open "
    "Relief said. Up to 13,000 died there in custody, it said. Some were "
    "moved to Old Mill camp.\n";
static const char denied[] =
    "The Interior Ministry of Ardesh called the figure of more than 30,000 "
    "baseless.\n";
static const char restated[] =
    "At Norhal Prison 13,000 people died in custody, according to Open "
    "Relief.\n";
static const char first_count[] =
    "The health ministry said 54 people were killed in Kelmar on Tuesday.\n";
static const char corrected_count[] =
    "The health ministry said 45 people were killed in Kelmar on Tuesday.\n";
static const char later_count[] =
    "At least 120 people were killed in Kelmar on Tuesday, the monitor "
    "said.\n";

static const char missing[] =
    "At least 900 people are missing in Ardesh, the Ardesh Prison Monitor "
    "said.\n";
static const char more_missing[] =
    "Now more than 1,100 people are missing in Ardesh, including 38 children, "
    "the Ardesh Prison Monitor said.\n";

static void
quote_all(struct built *b)
{
	size_t n = b->x.article.text.len;

	for (size_t i = 0; i < b->x.n_mentions; i++)
		b->x.mentions[i].quote = (struct span){0, n - 1};
	for (size_t i = 0; i < b->x.n_claims; i++)
		b->x.claims[i].content = find_words(b, "called", 0);
}

static void
see(struct built *b, const char *surface, const char *key, const char *name)
{
	b->x.sightings[b->x.n_sightings++] =
	    (struct sighting){.facility = str_from(key),
		.name = str_from(name),
		.kind = STR("prison"),
		.surface = find_words(b, surface, 0)};
}

static void
put_died(struct store *s)
{
	struct built b;

	article_begin(
	    &b, "https://wire.example/norhal", "Kelmar Wire", 0, died);
	say(&b, "more than 30,000",
	    (struct mention){
		.value_low = 30000,
		.value_high = VALUE_NONE,
		.qualifier = MORE_THAN,
		.metric = STR("died_in_custody"),
		.term = STR("died"),
		.measure = CUMULATIVE,
		.facility = STR("Norhal Prison"),
		.place = STR("kelmar"),
		.period_start = {2011, 0, 0},
		.period_end = {2018, 0, 0},
		.origin = ACTOR("monitor")
        });
	see(&b, "Norhal Prison", "norhal", "Norhal Prison");
	quote_all(&b);
	put_built(s, &b);
}

static void
put_hanged(struct store *s)
{
	struct mention m = {.value_low = 5000,
	    .value_high = 13000,
	    .qualifier = RANGE,
	    .metric = STR("executed"),
	    .term = STR("hanged"),
	    .measure = CUMULATIVE,
	    .facility = STR("Norhal Prison"),
	    .place = STR("kelmar"),
	    .origin = ACTOR("relief")};
	struct built b;

	article_begin(
	    &b, "https://post.example/hanged", "Ardesh Post", 1, hanged);
	say(&b, "Between 5,000 and 13,000", m);
	m.value_low = VALUE_NONE;
	m.qualifier = UP_TO;
	m.metric = STR("died_in_custody");
	m.term = STR("died");
	m.period_start = (struct date){2011, 0, 0};
	m.period_end = (struct date){2018, 0, 0};
	say(&b, "Up to 13,000", m);
	see(&b, "Nurhal prison", "norhal", "Norhal Prison");
	see(&b, "Old Mill camp", "", "Old Mill camp");
	quote_all(&b);
	put_built(s, &b);
}

static void
put_denial(struct store *s)
{
	struct built b;

	article_begin(
	    &b, "https://post.example/denial", "Ardesh Post", 2, denied);
	say(&b, "more than 30,000",
	    (struct mention){
		.value_low = 30000,
		.value_high = VALUE_NONE,
		.qualifier = MORE_THAN,
		.metric = STR("died_in_custody"),
		.term = STR("died"),
		.measure = CUMULATIVE,
		.facility = STR("Norhal Prison"),
		.place = STR("kelmar"),
		.period_start = {2011, 0, 0},
		.period_end = {2018, 0, 0},
		.origin = ACTOR("monitor")
        });
	claim_of(&b, "baseless",
	    (struct claim){.kind = DENIAL,
		.origin = ACTOR("interior-ministry"),
		.target = 0,
		.target_origin = STR("Ardesh Prison Monitor")});
	quote_all(&b);
	put_built(s, &b);
}

static void
put_restated(struct store *s)
{
	struct built b;

	article_begin(
	    &b, "https://echo.example/13000", "The Echo", 3, restated);
	say(&b, "13,000",
	    (struct mention){
		.value_low = 13000,
		.value_high = 13000,
		.qualifier = EXACT,
		.metric = STR("died_in_custody"),
		.term = STR("died"),
		.measure = CUMULATIVE,
		.facility = STR("Norhal Prison"),
		.place = STR("kelmar"),
		.period_start = {2011, 0, 0},
		.period_end = {2018, 0, 0},
		.origin = ACTOR("relief")
        });
	quote_all(&b);
	put_built(s, &b);
}

static void
put_count(struct store *s, const char *url, const char *publisher, int day,
    const char *text, const char *surface, struct mention m, const char *note)
{
	struct built b;

	article_begin(&b, url, publisher, day, text);
	b.x.article.published.at = DAY_0 + 4 * DAYS;
	b.x.article.note = str_from(note);
	b.capture.raw_sha256 = str_from(surface);
	m.metric = STR("killed");
	m.term = STR("killed");
	m.measure = FLOW;
	m.place = STR("kelmar");
	m.period_start = m.period_end = (struct date){2023, 11, 14};
	say(&b, surface, m);
	quote_all(&b);
	put_built(s, &b);
}

static void
put_killed(struct store *s)
{
	struct mention m = {.value_low = 54,
	    .value_high = 54,
	    .origin = ACTOR("health-ministry")};

	put_count(s, "https://wire.example/kelmar", "Kelmar Wire", 4,
	    first_count, "54", m, "");
	m.value_low = m.value_high = 45;
	put_count(s, "https://wire.example/kelmar", "Kelmar Wire", 5,
	    corrected_count, "45", m,
	    "Correction: an earlier version gave 54.");
	m = (struct mention){.value_low = 120,
	    .value_high = VALUE_NONE,
	    .qualifier = AT_LEAST,
	    .origin = ACTOR("monitor")};
	put_count(s, "https://echo.example/kelmar", "The Echo", 6, later_count,
	    "At least 120", m, "");
}

static void
put_missing(struct store *s)
{
	struct mention m = {
	    .value_low = 900,
	    .value_high = VALUE_NONE,
	    .qualifier = AT_LEAST,
	    .metric = STR("missing"),
	    .measure = STOCK,
	    .place = STR("ardesh"),
	    .as_of = {2023, 11, 20},
	    .origin = ACTOR("monitor")
        };
	struct built b;

	article_begin(
	    &b, "https://wire.example/missing", "Kelmar Wire", 6, missing);
	say(&b, "At least 900", m);
	quote_all(&b);
	put_built(s, &b);
	article_begin(&b, "https://wire.example/missing-2", "Kelmar Wire", 8,
	    more_missing);
	m.value_low = 1100;
	m.qualifier = MORE_THAN;
	m.as_of.day = 22;
	say(&b, "more than 1,100", m);
	m.value_low = m.value_high = 38;
	m.qualifier = EXACT;
	m.group = STR("children");
	m.part_of = 1;
	say(&b, "38", m)->part_of = 0;
	quote_all(&b);
	put_built(s, &b);
}

#define N_COLLECTED 2 /* of the sources; the others are in other states */

static const struct source sources[] = {
    {.key = STR_INIT("kelmar-wire"),
     .name = STR_INIT("Kelmar Wire"),
     .url = STR_INIT("https://wire.example/feed"),
     .lang = STR_INIT("en"),
     .every = 1800},
    {.key = STR_INIT("echo-ar"),
     .name = STR_INIT("The Echo, Arabic"),
     .url = STR_INIT("https://echo.example/feed"),
     .lang = STR_INIT("ar"),
     .every = 86400},
    {.key = STR_INIT("gone"),
     .name = STR_INIT("The Old Paper"),
     .url = STR_INIT("https://old.example/feed"),
     .every = -1           },
    {.key = STR_INIT("moved"),
     .name = STR_INIT("The Hill Post"),
     .url = STR_INIT("http://hill.example/feed"),
     .lang = STR_INIT("en"),
     .every = -1},
    {.key = STR_INIT("site"),
     .name = STR_INIT("The Port"),
     .url = STR_INIT("https://port.example/"),
     .kind = STR_INIT("site"),
     .every = -1},
    {.key = STR_INIT("waits"),
     .name = STR_INIT("The Dune"),
     .url = STR_INIT("https://dune.example/feed"),
     .every = 0			       },
};

static void
put_sources(struct store *s)
{
	const struct source_state bad = {.key = STR("echo-ar"),
	    .last_try = WINDOW_END - 7200,
	    .due = WINDOW_END,
	    .failures = 1,
	    .failure = STR("temporary"),
	    .reason = STR("the certificate expired on 2023-11-20")};
	const struct source_state good = {.key = STR("kelmar-wire"),
	    .last_try = WINDOW_END - 360,
	    .last_good = WINDOW_END - 360,
	    .due = WINDOW_END};
	struct error err = {0};
	size_t n_new;

	if (!store_sync_sources(s, sources, N_COLLECTED, &err) ||
	    !store_put_answer(s, &bad, NULL, 0, &n_new, &err) ||
	    !store_put_answer(s, &good, NULL, 0, &n_new, &err))
		fail_msg("%s", err.text);
}

/* One in each state that put_sources has none in. */
static void
put_states(struct store *s)
{
	const struct source_state gone = {.key = STR("gone"),
	    .last_try = WINDOW_END - 7200,
	    .failures = 1,
	    .interval = 1800,
	    .failure = STR("gone"),
	    .reason = STR("HTTP 410, the address is gone")};
	const struct source_state moved = {.key = STR("moved"),
	    .last_try = WINDOW_END - 360,
	    .last_good = WINDOW_END - 360,
	    .interval = 6900,
	    .address = STR("https://news.hill.example/feed")};
	const struct source_state site = {.key = STR("site"),
	    .last_try = WINDOW_END - 360,
	    .last_good = WINDOW_END - 360,
	    .interval = 90000,
	    .address = STR("https://port.example/rss")};
	struct error err = {0};
	size_t n_new;

	if (!store_sync_sources(s, sources, COUNT(sources), &err) ||
	    !store_put_answer(s, &gone, NULL, 0, &n_new, &err) ||
	    !store_put_answer(s, &moved, NULL, 0, &n_new, &err) ||
	    !store_put_answer(s, &site, NULL, 0, &n_new, &err))
		fail_msg("%s", err.text);
}

static void
put_all(struct store *s)
{
	put_died(s);
	put_hanged(s);
	put_denial(s);
	put_restated(s);
	put_killed(s);
	put_missing(s);
	put_sources(s);
}

static struct report
begin(struct place_of_store *p, struct buf *out, enum format format)
{
	return (struct report){.store = p->store,
	    .registry = &registry,
	    .out = out,
	    .format = format,
	    .now = WINDOW_END};
}

static struct str
read_file(struct arena *arena, const char *path)
{
	struct buf b = {.arena = arena};
	char piece[4096];
	size_t n;
	FILE *f = fopen(path, "r");

	if (f == NULL)
		return (struct str){0};
	while ((n = fread(piece, 1, sizeof(piece), f)) > 0)
		buf_add(&b, (struct str){piece, n});
	fclose(f);
	return buf_str(&b);
}

/* Is it what the file of that name holds? */
static void
compare(struct buf *out, const char *name)
{
	const char *write = getenv("TALLYBOOK_GOLDEN");
	char path[128];
	struct str want;
	FILE *f;

	snprintf(path, sizeof(path), "tests/report/%s", name);
	if (write != NULL && strcmp(write, "write") == 0) {
		f = fopen(path, "w");
		assert_non_null(f);
		fwrite(out->ptr, 1, out->len, f);
		fclose(f);
		return;
	}
	want = read_file(out->arena, path);
	if (!str_eq(buf_str(out), want))
		fail_msg("%s differs; it is now:\n%.*s", path,
		    STR_ARG(buf_str(out)));
}

static void
digest_of(struct place_of_store *p, struct buf *out, enum format format,
    int64_t from, int64_t to)
{
	const struct digest_options o = {.from = from, .to = to, .number = 7};
	struct report r = begin(p, out, format);
	struct error err = {0};

	if (!report_digest(&r, &o, &err))
		fail_msg("%s", err.text);
}

static void
the_digest_is_text_of_72_columns(void **state)
{
	struct arena arena = {0};
	struct buf out = {.arena = &arena};
	size_t start = 0;

	put_all(((struct place_of_store *)*state)->store);
	digest_of(*state, &out, FORMAT_TEXT, 0, WINDOW_END);
	for (size_t i = 0; i < out.len; i++) {
		if (out.ptr[i] != '\n')
			continue;
		assert_in_range(
		    layout_width((struct str){out.ptr + start, i - start}), 0,
		    PAGE_WIDTH);
		assert_true(i == start || out.ptr[i - 1] != ' ');
		start = i + 1;
	}
	compare(&out, "digest.txt");
	arena_free(&arena);
}

static void
an_empty_digest_is_one_line(void **state)
{
	struct arena arena = {0};
	struct buf out = {.arena = &arena};

	put_died(((struct place_of_store *)*state)->store);
	digest_of(*state, &out, FORMAT_TEXT, WINDOW_END, WINDOW_END + DAYS);
	compare(&out, "empty.txt");
	arena_free(&arena);
}

/* Are the elements closed in the order in which they were opened? */
static void
assert_balanced(const char *html)
{
	static const char *const empty[] = {"meta", "br"};
	char open[64][16];
	size_t depth = 0, n;

	for (const char *p = strchr(html, '<'); p != NULL;
	     p = strchr(p + 1, '<')) {
		const char *name = p[1] == '/' ? p + 2 : p + 1;
		const char *end = strchr(p, '>');
		bool skip = p[1] == '!' || (end != NULL && end[-1] == '/');

		assert_non_null(end);
		n = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789");
		for (size_t i = 0; i < COUNT(empty); i++)
			skip |= n == strlen(empty[i]) &&
				strncmp(name, empty[i], n) == 0;
		if (skip)
			continue;
		assert_in_range(n, 1, 15);
		if (p[1] == '/') {
			assert_true(depth-- > 0);
			assert_int_equal(strlen(open[depth]), n);
			assert_memory_equal(open[depth], name, n);
			continue;
		}
		assert_true(depth < COUNT(open));
		snprintf(open[depth++], 16, "%.*s", (int)n, name);
	}
	assert_int_equal(depth, 0);
}

static void
the_digest_page_is_whole(void **state)
{
	struct arena arena = {0};
	struct buf out = {.arena = &arena};

	put_all(((struct place_of_store *)*state)->store);
	digest_of(*state, &out, FORMAT_HTML, 0, WINDOW_END);
	assert_balanced(out.ptr);
	compare(&out, "digest.html");
	arena_free(&arena);
}

#define HOSTILE "<script>alert(1)</script>\"'><img src=x>\033[2J\xe2\x80\xae"

static const char hostile[] =
    HOSTILE " said 77 " HOSTILE " were killed in Kelmar. " HOSTILE "\n";

static void
put_hostile(struct store *s)
{
	struct built b;

	article_begin(&b, "javascript:alert(1)//" HOSTILE, HOSTILE, 0, hostile);
	b.x.article.title = b.x.article.note = STR(HOSTILE);
	b.x.article.lang = STR("en\"><script>");
	say(&b, "77",
	    (struct mention){
		.value_low = 77,
		.value_high = 77,
		.metric = STR("killed"),
		.term = STR(HOSTILE),
		.counted = STR(HOSTILE),
		.facility = STR(HOSTILE),
		.base = STR(HOSTILE),
		.origin = {ORIGIN_NAMED, {0}, STR("=" HOSTILE)}
        });
	see(&b, HOSTILE, "", HOSTILE);
	quote_all(&b);
	put_built(s, &b);
}

static void
hostile_words_stay_words(void **state)
{
	struct place_of_store *p = *state;
	struct arena arena = {0};
	struct buf page = {.arena = &arena}, text = {.arena = &arena};
	struct buf history = {.arena = &arena}, csv = {.arena = &arena};
	const struct figure_query q = {.metric = STR("killed")};
	struct report r = begin(p, &history, FORMAT_HTML);
	struct error err = {0};
	bool found;

	put_hostile(p->store);
	digest_of(p, &page, FORMAT_HTML, 0, WINDOW_END);
	assert_balanced(page.ptr);
	assert_null(strstr(page.ptr, "<script"));
	assert_null(strstr(page.ptr, "<img"));
	assert_null(strstr(page.ptr, "href=\"javascript"));
	assert_null(strchr(page.ptr, '\033'));
	digest_of(p, &text, FORMAT_TEXT, 0, WINDOW_END);
	assert_null(strchr(text.ptr, '\033'));
	assert_null(strstr(text.ptr, "\xe2\x80\xae"));
	if (!report_history(&r, &q, &found, &err))
		fail_msg("%s", err.text);
	assert_true(found);
	assert_balanced(history.ptr);
	assert_null(strstr(history.ptr, "<script"));
	r.format = FORMAT_CSV;
	r.out = &csv;
	if (!report_history(&r, &q, &found, &err))
		fail_msg("%s", err.text);
	assert_non_null(strstr(csv.ptr, "\"'=<script>"));
	arena_free(&arena);
}

static void
history_of(struct place_of_store *p, struct buf *out, enum format format,
    const char *metric)
{
	const struct figure_query q = {.metric = str_from(metric),
	    .facility = STR("norhal"),
	    .superseded = true};
	struct report r = begin(p, out, format);
	struct error err = {0};
	bool found = false;

	r.hxl = true;
	if (!report_history(&r, &q, &found, &err))
		fail_msg("%s", err.text);
	assert_true(found);
}

static void
a_history_shows_each_statement_with_its_quote(void **state)
{
	struct arena arena = {0};
	struct buf text = {.arena = &arena}, csv = {.arena = &arena};

	put_all(((struct place_of_store *)*state)->store);
	history_of(*state, &text, FORMAT_TEXT, "killed");
	compare(&text, "history.txt");
	history_of(*state, &csv, FORMAT_CSV, "killed");
	compare(&csv, "history.csv");
	arena_free(&arena);
}

static void
disputes_show_their_sides(void **state)
{
	struct place_of_store *p = *state;
	struct arena arena = {0};
	struct buf out = {.arena = &arena};
	struct report r = begin(p, &out, FORMAT_TEXT);
	struct dispute_row *rows;
	struct error err = {0};
	bool found = false;
	size_t n;

	put_all(p->store);
	if (!report_disputes(&r, 0, &err))
		fail_msg("%s", err.text);
	n = disputes_of(p->store, &arena, &rows);
	assert_true(n > 0);
	for (size_t i = 0; i < n; i++) {
		buf_char(&out, '\n');
		if (!report_show(&r, rows[i].id, &found, &err))
			fail_msg("%s", err.text);
		assert_true(found);
	}
	compare(&out, "disputes.txt");
	arena_free(&arena);
}

static const char denied_twice[] =
    "The Interior Ministry of Ardesh called the figure of more than 30,000 "
    "a lie. It called the number invented.\n";

/* The ministry denies again in another article: twice in one sentence. */
static void
put_denials(struct store *s)
{
	static const char *const words[] = {
	    "called the figure", "a lie", "called the number"};
	struct built b;

	article_begin(
	    &b, "https://echo.example/lie", "The Echo", 3, denied_twice);
	say(&b, "more than 30,000",
	    (struct mention){
		.value_low = 30000,
		.value_high = VALUE_NONE,
		.qualifier = MORE_THAN,
		.metric = STR("died_in_custody"),
		.term = STR("died"),
		.measure = CUMULATIVE,
		.facility = STR("Norhal Prison"),
		.place = STR("kelmar"),
		.period_start = {2011, 0, 0},
		.period_end = {2018, 0, 0},
		.origin = ACTOR("monitor")
        });
	for (size_t i = 0; i < COUNT(words); i++)
		claim_of(&b, words[i],
		    (struct claim){.kind = DENIAL,
			.origin = ACTOR("interior-ministry"),
			.target = 0,
			.target_origin = STR("Ardesh Prison Monitor")});
	put_built(s, &b);
}

static size_t
times(struct str s, const char *word)
{
	size_t n = 0;

	for (size_t i = 0; i + strlen(word) <= s.len; i++)
		n += memcmp(s.ptr + i, word, strlen(word)) == 0;
	return n;
}

static void
an_origin_that_denies_again_is_one_side(void **state)
{
	struct place_of_store *p = *state;
	struct arena arena = {0};
	struct buf out = {.arena = &arena}, json = {.arena = &arena};
	struct buf said = {.arena = &arena}, said_json = {.arena = &arena};
	struct report r = begin(p, &out, FORMAT_TEXT);
	struct dispute_row *rows;
	struct error err = {0};
	bool found = false;
	size_t n, i;

	put_died(p->store);
	put_denial(p->store);
	put_denials(p->store);
	n = disputes_of(p->store, &arena, &rows);
	for (i = 0; i < n && !str_eq(rows[i].kind, STR("denial")); i++)
		;
	assert_true(i < n);
	assert_int_equal(rows[i].n_sides, 2);
	assert_true(report_dispute(&r, rows[i].id, &found, &err) && found);
	assert_int_equal(times(buf_str(&out), "denied 2 times"), 2);
	assert_int_equal(times(buf_str(&out), "in 2 articles; first"), 1);
	assert_int_equal(times(buf_str(&out), "again"), 2);
	assert_int_equal(times(buf_str(&out), "a lie.\""), 1);
	assert_int_equal(times(buf_str(&out), "invented.\""), 1);
	r = begin(p, &json, FORMAT_JSON);
	assert_true(report_dispute(&r, rows[i].id, &found, &err) && found);
	assert_int_equal(times(buf_str(&json), "\"value\":\"denied\"") +
			     times(buf_str(&json), "\"value\": \"denied\""),
	    4);
	history_of(p, &said, FORMAT_TEXT, "died_in_custody");
	assert_int_equal(times(buf_str(&said), "denied"), 4);
	assert_int_equal(times(buf_str(&said), "again"), 2);
	history_of(p, &said_json, FORMAT_JSON, "died_in_custody");
	assert_int_equal(times(buf_str(&said_json), "\"invented"), 0);
	assert_int_equal(times(buf_str(&said_json), "called the number"), 2);
	arena_free(&arena);
}

static void
a_figure_without_a_source_is_marked(void **state)
{
	struct place_of_store *p = *state;
	struct arena arena = {0};
	struct buf said = {.arena = &arena}, page = {.arena = &arena};
	struct buf disputed = {.arena = &arena};
	struct report r = begin(p, &disputed, FORMAT_TEXT);
	struct dispute_row *rows;
	struct error err = {0};
	struct built b;
	bool found;

	put_died(p->store);
	article_begin(&b, "https://post.example/own", "Ardesh Post", 1, hanged);
	say(&b, "Up to 13,000",
	    (struct mention){
		.value_low = VALUE_NONE,
		.value_high = 13000,
		.qualifier = UP_TO,
		.metric = STR("died_in_custody"),
		.measure = CUMULATIVE,
		.facility = STR("Norhal Prison"),
		.place = STR("kelmar"),
		.period_start = {2011, 0, 0},
		.period_end = {2018, 0, 0}
        });
	put_built(p->store, &b);
	history_of(p, &said, FORMAT_TEXT, "died_in_custody");
	assert_int_equal(times(buf_str(&said), "Ardesh Post ?"), 1);
	assert_int_equal(times(buf_str(&said), "? no source given"), 1);
	history_of(p, &page, FORMAT_HTML, "died_in_custody");
	assert_int_equal(times(buf_str(&page), ">no source given<"), 1);
	assert_int_equal(disputes_of(p->store, &arena, &rows), 1);
	assert_true(report_dispute(&r, rows->id, &found, &err) && found);
	assert_int_equal(
	    times(buf_str(&disputed), "Ardesh Post, no source given"), 1);
	arena_free(&arena);
}

static void
everything_can_be_shown(void **state)
{
	struct place_of_store *p = *state;
	struct arena arena = {0};
	struct buf out = {.arena = &arena};
	struct report r = begin(p, &out, FORMAT_TEXT);
	struct figure_row *rows;
	struct mention_row *mentions;
	struct error err = {0};
	bool found = false;
	size_t n;

	put_all(p->store);
	assert_true(figures_of(p->store, &arena, "executed", &rows) == 1);
	if (!store_mentions(p->store, rows->id, 0, &arena, &mentions, &n, &err))
		fail_msg("%s", err.text);
	assert_int_equal(n, 1);

	const struct str ids[] = {rows->id, mentions->id, mentions->version,
	    mentions->document, rows->origin};
	for (size_t i = 0; i < COUNT(ids); i++) {
		if (!report_show(&r, ids[i], &found, &err))
			fail_msg("%s", err.text);
		assert_true(found);
		buf_add(&out, STR("====\n"));
	}
	compare(&out, "show.txt");
	if (!report_show(&r, STR("f0000000000"), &found, &err))
		fail_msg("%s", err.text);
	assert_false(found);
	if (!report_show(&r, STR("?"), &found, &err))
		fail_msg("%s", err.text);
	assert_false(found);
	arena_free(&arena);
}

/* The page of the wire's item: stored, and gone two days later. */
static void
put_gone(struct store *s)
{
	const struct source source = {.key = STR("kelmar-wire"),
	    .name = STR("Kelmar Wire"),
	    .url = STR("https://wire.example/feed")};
	const struct item item = {.url = STR("https://wire.example/kelmar")};
	const struct source_state state = {.key = STR("kelmar-wire")};
	struct capture gone = {.fetched = DAY_0 + 6 * DAYS, .status = 410};
	struct arena arena = {0};
	struct due_item *due;
	struct error err = {0};
	enum put_result result;
	struct built b;
	size_t n;

	if (!store_sync_sources(s, &source, 1, &err) ||
	    !store_put_answer(s, &state, &item, 1, &n, &err) ||
	    !store_due_items(s, state.key, 0, 0, &arena, &due, &n, &err))
		fail_msg("%s", err.text);
	article_begin(
	    &b, "https://wire.example/kelmar", "Kelmar Wire", 4, first_count);
	b.x.article.title = STR("Kelmar counts its <dead>");
	b.capture.item = gone.item = due->row;
	say(&b, "54", toll(54, (struct origin)HEALTH));
	put_built(s, &b);
	if (!store_put_removed(s, &gone, &result, &err))
		fail_msg("%s", err.text);
	arena_free(&arena);
}

static void
a_page_that_is_gone_is_told_with_what_it_said_last(void **state)
{
	struct place_of_store *p = *state;
	struct arena arena = {0};
	struct buf out = {.arena = &arena};
	struct report r = begin(p, &out, FORMAT_TEXT);
	struct version_row *versions;
	struct error err = {0};
	int64_t after = 0;
	size_t n;
	bool found;

	put_gone(p->store);
	digest_of(p, &out, FORMAT_TEXT, DAY_0 + 5 * DAYS, WINDOW_END);
	buf_add(&out, STR("====\n"));
	if (!store_versions_after(
		p->store, &after, 9, &arena, &versions, &n, &err) ||
	    !report_show(&r, versions[1].id, &found, &err))
		fail_msg("%s", err.text);
	buf_add(&out, STR("====\n"));
	digest_of(p, &out, FORMAT_JSON, DAY_0 + 5 * DAYS, WINDOW_END);
	compare(&out, "removed.txt");
	out = (struct buf){.arena = &arena};
	digest_of(p, &out, FORMAT_HTML, DAY_0 + 5 * DAYS, WINDOW_END);
	assert_balanced(out.ptr);
	compare(&out, "removed.html");
	arena_free(&arena);
}

static void
sources_and_facilities_are_tables(void **state)
{
	struct place_of_store *p = *state;
	struct arena arena = {0};
	struct buf out = {.arena = &arena};
	struct report r = begin(p, &out, FORMAT_TEXT);
	struct error err = {0};

	put_all(p->store);
	put_states(p->store);
	r.sources = sources;
	r.n_sources = COUNT(sources);
	if (!report_sources(&r, &err) || !report_facilities(&r, &err))
		fail_msg("%s", err.text);
	compare(&out, "lists.txt");
	arena_free(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    STORE_TEST(the_digest_is_text_of_72_columns),
	    STORE_TEST(the_digest_page_is_whole),
	    STORE_TEST(hostile_words_stay_words),
	    STORE_TEST(an_empty_digest_is_one_line),
	    STORE_TEST(a_history_shows_each_statement_with_its_quote),
	    STORE_TEST(disputes_show_their_sides),
	    STORE_TEST(an_origin_that_denies_again_is_one_side),
	    STORE_TEST(a_figure_without_a_source_is_marked),
	    STORE_TEST(everything_can_be_shown),
	    STORE_TEST(a_page_that_is_gone_is_told_with_what_it_said_last),
	    STORE_TEST(sources_and_facilities_are_tables),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
