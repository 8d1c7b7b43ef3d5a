#include <string.h>

#include "base/hash.h"
#include "store/custody.h"

#define PAGE         500
#define FINDINGS_MAX 20

/* The statements that give the lines of what an entry is about. */
static const struct {
	const char *kind;
	size_t statements[3];
	size_t n;
} kinds[] = {
    [CUSTODY_VERSION] = {"version",
			 {SQL_CUSTODY_VERSION, SQL_CUSTODY_VERSION_MENTIONS,
	    SQL_CUSTODY_VERSION_CLAIMS},
			 3						     },
    [CUSTODY_READING] = {"reading",
			 {SQL_CUSTODY_READING, SQL_CUSTODY_READING_MENTIONS}, 2},
    [CUSTODY_DECISION] = {"decision", {SQL_CUSTODY_DECISION},                  1},
    [CUSTODY_RUN] = {"run",      {SQL_CUSTODY_RUN},                       1},
};

/* A link, and a line: the next link. */
static void
chain(unsigned char link[SHA256_SIZE], struct str line, struct arena *arena)
{
	struct buf b = {.arena = arena};

	buf_add(&b, (struct str){(const char *)link, SHA256_SIZE});
	buf_add(&b, line);
	sha256(buf_str(&b), link);
}

static bool
chain_rows(struct store *s, size_t statement, int64_t row,
    unsigned char link[SHA256_SIZE], struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, statement);

	query_int(&q, row);
	while (query_row(&q, err)) {
		CLEANUP(arena_free) struct arena arena = {0};

		chain(link, query_get_text(&q, &arena), &arena);
	}
	return query_ok(&q);
}

/* The link of an entry, from the one before it. */
static bool
next_link(struct store *s, enum custody kind, int64_t row, int64_t at,
    unsigned char link[SHA256_SIZE], struct error *err)
{
	CLEANUP(arena_free) struct arena arena = {0};
	struct buf head = {.arena = &arena};

	buf_printf(&head, "%s %lld %lld", kinds[kind].kind, (long long)row,
	    (long long)at);
	chain(link, buf_str(&head), &arena);
	for (size_t i = 0; i < kinds[kind].n; i++)
		if (!chain_rows(s, kinds[kind].statements[i], row, link, err))
			return false;
	return true;
}

/* Zeros before the first. */
static bool
last_link(struct store *s, unsigned char link[SHA256_SIZE], struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_CUSTODY_LAST);

	memset(link, 0, SHA256_SIZE);
	while (query_row(&q, err))
		(void)query_get_blob(&q, link, SHA256_SIZE);
	return query_ok(&q);
}

bool
custody_add(struct store *s, enum custody kind, int64_t row, int64_t at,
    struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_CUSTODY_ADD);
	unsigned char link[SHA256_SIZE];

	if (!last_link(s, link, err) || !next_link(s, kind, row, at, link, err))
		return false;
	query_words(&q, kinds[kind].kind);
	query_int(&q, row);
	query_int(&q, at);
	query_blob(&q, link, sizeof(link));
	return query_run(&q, err);
}

/* A walk along the log. */
struct walk {
	struct store *store;
	struct arena *arena;
	struct custody_report *report;
	unsigned char link[SHA256_SIZE];
};

static void
find(struct walk *w, struct str words)
{
	struct custody_report *r = w->report;

	r->n_findings++;
	if (r->n_findings <= FINDINGS_MAX)
		*LIST_ADD(w->arena, r->findings, r->n_shown) = words;
}

struct entry {
	int64_t id, subject, at;
	enum custody kind;
	bool known;
	unsigned char link[SHA256_SIZE];
};

/*
 * An entry is held against what its row says now and the link before it, as
 * that stands there: so the one that does not fit is the one that was touched.
 */
static bool
check_entry(struct walk *w, const struct entry *e, struct error *err)
{
	struct buf words = {.arena = w->arena};

	if (e->known &&
	    !next_link(w->store, e->kind, e->subject, e->at, w->link, err))
		return false;
	if (!e->known || memcmp(w->link, e->link, SHA256_SIZE) != 0) {
		buf_printf(&words,
		    "entry %lld (%s %lld): it is not what was written, or "
		    "does not follow the one before",
		    (long long)e->id, e->known ? kinds[e->kind].kind : "?",
		    (long long)e->subject);
		find(w, buf_str(&words));
	}
	memcpy(w->link, e->link, SHA256_SIZE);
	w->report->n_entries++;
	return true;
}

static bool
read_entries(struct walk *w, int64_t after, struct arena *arena,
    struct entry **all, size_t *n, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_CUSTODY_AFTER);

	query_int(&q, after);
	query_int(&q, PAGE);
	while (query_row(&q, err)) {
		struct entry *e = LIST_ADD(arena, *all, *n);
		struct str kind;

		*e = (struct entry){.id = query_get_int(&q)};
		kind = query_get_text(&q, arena);
		for (size_t i = 0; i < COUNT(kinds); i++)
			if (str_eq(kind, str_from(kinds[i].kind))) {
				e->kind = (enum custody)i;
				e->known = true;
			}
		e->subject = query_get_int(&q);
		e->at = query_get_int(&q);
		e->known &= query_get_blob(&q, e->link, SHA256_SIZE);
	}
	return query_ok(&q);
}

static bool
find_missing(
    struct walk *w, size_t statement, const char *what, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(w->store, statement);

	while (query_row(&q, err)) {
		struct buf words = {.arena = w->arena};
		struct str id = query_get_text(&q, w->arena);

		buf_printf(&words, "%s %.*s: nothing tells that it was stored",
		    what, STR_ARG(id));
		find(w, buf_str(&words));
	}
	return query_ok(&q);
}

bool
store_custody(struct store *s, struct arena *arena,
    struct custody_report *report, struct error *err)
{
	struct walk w = {.store = s, .arena = arena, .report = report};
	int64_t after = 0;
	size_t n;

	*report = (struct custody_report){0};
	do {
		CLEANUP(arena_free) struct arena page = {0};
		struct entry *all = NULL;

		n = 0;
		if (!read_entries(&w, after, &page, &all, &n, err))
			return false;
		for (size_t i = 0; i < n; i++) {
			if (!check_entry(&w, &all[i], err))
				return false;
			after = all[i].id;
		}
	} while (n > 0);
	report->head = hex_text(arena, w.link, SHA256_SIZE);
	return find_missing(&w, SQL_CUSTODY_MISSING_VERSION, "version", err) &&
	       find_missing(&w, SQL_CUSTODY_MISSING_DECISION, "decision", err);
}
