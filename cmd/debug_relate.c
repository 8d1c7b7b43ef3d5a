/*
 * The rule of conflicts on figures that are given ready, one JSON object a
 * line. They are put in order of place, facility, metric and day, and each is
 * compared with those of the days after it, as far as the window goes.
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/attr.h"
#include "base/vocabulary.h"
#include "cmd/cmd.h"
#include "cmd/debug.h"
#include "cmd/options.h"
#include "report/json.h"
#include "store/relate.h"

#define MAX_FIGURES 1000000
#define MAX_LINE    ((size_t)64 * 1024) /* bytes */
#define MAX_DAYS    3660

struct given {
	struct relatable figure;
	struct str id, place, metric, voice;
	int64_t day;
	size_t line; /* from 1 */
};

/* Two voices that conflict on one matter, and in how many pairs. */
struct conflict {
	const struct given *a, *b; /* the first pair; voices in order */
	enum relation relation;
	size_t n;
};

struct given_list {
	struct arena arena;
	struct given *all;
	size_t n, size;
	struct conflict *conflicts;
	size_t n_conflicts, conflicts_size;
};

static struct str
text_of(struct arena *a, const json_t *o, const char *name)
{
	const json_t *value = json_object_get(o, name);

	return arena_copy(a,
	    (struct str){json_string_value(value), json_string_length(value)});
}

static struct date
date_of(struct arena *a, const json_t *o, const char *name)
{
	struct date d;

	return date_parse(text_of(a, o, name), &d) ? d : (struct date){0};
}

/* "syria/homs": from the widest to the narrowest. */
static struct path
path_of(struct str text)
{
	struct path path = {0};
	size_t start = 0;

	for (size_t i = 0; i <= text.len; i++) {
		if (i < text.len && text.ptr[i] != '/')
			continue;
		if (i > start && path.n < COUNT(path.steps))
			path.steps[path.n++] =
			    (struct str){text.ptr + start, i - start};
		start = i + 1;
	}
	return path;
}

static int
word_of(const json_t *o, const char *name, const char *const *words, size_t n)
{
	const json_t *value = json_object_get(o, name);
	int i = vocabulary_find(words, n,
	    (struct str){json_string_value(value), json_string_length(value)});

	return i < 0 ? 0 : i;
}
#define WORD_OF(o, name, words) word_of(o, name, words, COUNT(words))

static int64_t
bound_of(const json_t *o, const char *name, int64_t otherwise)
{
	const json_t *value = json_object_get(o, name);

	return json_is_integer(value) ? json_integer_value(value) : otherwise;
}

/* A number for a text; equal texts have the same (FNV-1a). */
static int64_t
number_of(struct str s)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);

	for (size_t i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.ptr[i]) * UINT64_C(0x100000001b3);
	return (int64_t)(h >> 1);
}

static void
read_times(struct arena *a, const json_t *o, struct given *g)
{
	struct relatable *f = &g->figure;
	struct date stands;

	f->period_start = date_of(a, o, "period_start");
	f->period_end = date_of(a, o, "period_end");
	f->as_of = date_of(a, o, "as_of");
	f->base = text_of(a, o, "base");
	stands = f->as_of.year ? f->as_of : f->period_end;
	g->day = stands.year ? date_last_day(stands) : 0;
	f->said = (struct moment){g->day * 86400, stands.year ? DAY : 0};
}

static bool
read_given(struct arena *a, const json_t *o, struct given *g)
{
	struct relatable *f = &g->figure;
	struct str group = text_of(a, o, "origin_group");

	g->id = text_of(a, o, "id");
	g->place = text_of(a, o, "place");
	g->metric = text_of(a, o, "metric");
	f->metric = path_of(g->metric);
	f->place = path_of(g->place);
	f->group = path_of(text_of(a, o, "group"));
	f->facility = text_of(a, o, "facility");
	f->origin_name = text_of(a, o, "origin");
	f->unit = (enum unit)WORD_OF(o, "unit", unit_names);
	f->measure = (enum measure)WORD_OF(o, "measure", measure_names);
	f->modality = (enum modality)WORD_OF(o, "modality", modality_names);
	f->basis = (enum basis)WORD_OF(o, "basis", basis_names);
	f->interval.low = bound_of(o, "low", 0);
	f->interval.high = bound_of(o, "high", INTERVAL_MAX);
	f->origin = number_of(f->origin_name);
	g->voice = group.len ? group : f->origin_name;
	f->origin_group = number_of(g->voice);
	read_times(a, o, g);
	return f->metric.n > 0 && f->origin_name.len > 0 &&
	       f->interval.low >= 0 && f->interval.low <= f->interval.high;
}

static void *
grow(void *list, size_t n, size_t *size, size_t each)
{
	if (n < *size)
		return list;
	*size = *size ? *size * 2 : 256;
	list = realloc(list, *size * each);
	if (list == NULL)
		abort();
	return list;
}

static int
bad_line(size_t line, const char *why)
{
	fprintf(stderr, "tallybook: debug relate: line %zu: %s\n", line, why);
	return EX_DATAERR;
}

static int
read_line(struct given_list *l, const char *text, size_t len, size_t line)
{
	json_error_t why;
	json_t *o = json_loadb(text, len, 0, &why);
	struct given g = {.line = line};
	bool ok = json_is_object(o) && read_given(&l->arena, o, &g);

	json_decref(o);
	if (!ok)
		return bad_line(line,
		    o == NULL ? why.text
			      : "metric and origin are missing, or the bounds "
				"are not in order");
	if (l->n == MAX_FIGURES)
		return bad_line(line, "there are too many figures");
	l->all = grow(l->all, l->n, &l->size, sizeof(*l->all));
	l->all[l->n++] = g;
	return EX_OK;
}

static int
read_all(struct given_list *l)
{
	static char line[MAX_LINE];
	int status = EX_OK;

	for (size_t n = 1; status == EX_OK; n++) {
		size_t len;

		if (fgets(line, sizeof(line), stdin) == NULL)
			return ferror(stdin) ? EX_IOERR : EX_OK;
		len = strlen(line);
		if (len + 1 == sizeof(line))
			return bad_line(n, "it is too long");
		if (len > 1)
			status = read_line(l, line, len, n);
	}
	return status;
}

static int
compare_text(struct str a, struct str b)
{
	int order = memcmp(a.ptr ? a.ptr : "", b.ptr ? b.ptr : "",
	    a.len < b.len ? a.len : b.len);

	return order ? order : (a.len > b.len) - (a.len < b.len);
}

/* Of one matter: a place or facility, and a metric. */
static int
by_matter(const struct given *a, const struct given *b)
{
	int order = compare_text(a->place, b->place);

	if (order == 0)
		order = compare_text(a->figure.facility, b->figure.facility);
	return order ? order : compare_text(a->metric, b->metric);
}

static int
by_time(const void *x, const void *y)
{
	const struct given *a = x, *b = y;
	int order = by_matter(a, b);

	if (order == 0)
		order = (a->day > b->day) - (a->day < b->day);
	return order ? order : (a->line > b->line) - (a->line < b->line);
}

static void
put_id(json_t *o, const char *name, const struct given *g)
{
	json_put(o, name,
	    g->id.len ? json_of_str(g->id) : json_integer((json_int_t)g->line));
}

static void
print(json_t *o)
{
	json_dumpf(o, stdout, JSON_COMPACT);
	putchar('\n');
	json_decref(o);
}

static void
keep(struct given_list *l, const struct given *a, const struct given *b,
    enum relation relation)
{
	l->conflicts = grow(l->conflicts, l->n_conflicts, &l->conflicts_size,
	    sizeof(*l->conflicts));
	l->conflicts[l->n_conflicts++] =
	    compare_text(a->voice, b->voice) <= 0
		? (struct conflict){a, b, relation, 1}
		: (struct conflict){b, a, relation, 1};
}

static void
compare(struct given_list *l, const struct given *a, const struct given *b)
{
	struct verdict v = relate(&a->figure, &b->figure);
	struct arena arena = {0};
	json_t *o;

	if (v.relation != CONTRADICTION && v.relation != BOUND_VIOLATION)
		return;
	o = json_object();
	put_id(o, "a", a);
	put_id(o, "b", b);
	json_put(o, "relation", json_string(relation_names[v.relation]));
	json_put(o, "days", json_integer(b->day - a->day));
	json_put(o, "reason",
	    json_of_str(verdict_reason(&arena, &v, &a->figure, &b->figure)));
	print(o);
	arena_free(&arena);
	keep(l, a, b, v.relation);
}

static int
by_voices(const void *x, const void *y)
{
	const struct conflict *p = x, *q = y;
	int order = by_matter(p->a, q->a);

	if (order == 0)
		order = compare_text(p->a->voice, q->a->voice);
	if (order == 0)
		order = compare_text(p->b->voice, q->b->voice);
	if (order == 0)
		order = (int)p->relation - (int)q->relation;
	return order;
}

static void
print_dispute(const struct conflict *c)
{
	json_t *o = json_object();

	json_put(o, "dispute", json_string(relation_names[c->relation]));
	json_put(o, "metric", json_of_str(c->a->metric));
	json_put(o, "place", json_of_str(c->a->place));
	json_put(o, "facility", json_of_str(c->a->figure.facility));
	json_put(o, "between",
	    json_pack(
		"[o,o]", json_of_str(c->a->voice), json_of_str(c->b->voice)));
	json_put(o, "pairs", json_integer((json_int_t)c->n));
	print(o);
}

/* One dispute for each matter and pair of voices. */
static void
print_disputes(struct given_list *l)
{
	if (l->n_conflicts)
		qsort(l->conflicts, l->n_conflicts, sizeof(*l->conflicts),
		    by_voices);
	for (size_t i = 0, k; i < l->n_conflicts; i = k) {
		struct conflict c = l->conflicts[i];

		for (k = i + 1;
		     k < l->n_conflicts && by_voices(&c, &l->conflicts[k]) == 0;
		     k++)
			c.n++;
		print_dispute(&c);
	}
}

static void
relate_all(struct given_list *l, int64_t days)
{
	if (l->n)
		qsort(l->all, l->n, sizeof(*l->all), by_time);
	for (size_t i = 0; i < l->n; i++)
		for (size_t k = i + 1; k < l->n; k++) {
			const struct given *a = &l->all[i], *b = &l->all[k];

			if (by_matter(a, b) != 0 || b->day - a->day > days)
				break;
			compare(l, a, b);
		}
	print_disputes(l);
}

int
debug_relate(int argc, char **argv)
{
	const char *days = "7";
	const struct option table[] = {
	    {"days", NULL, &days, false},
            {0}
        };
	struct given_list l = {0};
	int status = options_read(&argc, argv, table);
	char *end;
	long n;

	if (status != EX_OK)
		return status;
	n = strtol(days, &end, 10);
	if (argc != 1 || *end != '\0' || n < 0 || n > MAX_DAYS)
		return cmd_usage("debug",
		    "relate reads standard input; --days is at most %d",
		    MAX_DAYS);
	if ((status = read_all(&l)) == EX_OK)
		relate_all(&l, n);
	free(l.all);
	free(l.conflicts);
	arena_free(&l.arena);
	return status;
}
