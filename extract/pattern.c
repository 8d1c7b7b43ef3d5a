#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

#include "base/buf.h"
#include "extract/pattern.h"

/* What one match may cost; patterns on a sentence need far less. */
#define STEPS_MAX 200000
#define DEPTH_MAX 1000
#define SLOTS     64          /* of the names; a power of two */
#define STARTS    (128 * 128) /* two characters of ASCII */

enum start { NOT_ASKED, MAY_MATCH, CANNOT_MATCH };

struct pattern {
	struct str name;
	size_t line; /* of its name */
	struct buf source;
	pcre2_code *code;
	atomic_bool fast; /* it has been compiled to machine code */
	/*
	 * Of one that matches at the start of a text only: can a text that
	 * starts with these two characters match? PCRE2 is asked once for each.
	 */
	_Atomic uint8_t *starts; /* enum start, STARTS of them; or NULL */
	struct {
		struct str name;
		uint32_t number;
	} groups[COUNT(((struct pattern_match *)0)->groups)];
	size_t n_groups;
	struct pattern *next; /* as they were added */
	struct pattern *also; /* in the same slot */
};

struct patterns {
	struct arena *arena;
	struct pattern *first, **last;
	struct pattern *by_name[SLOTS];
	pcre2_match_context *limits;
	uint32_t most; /* groups of one of them, and its whole */
	/* Of the match before, for the next one; NULL while one is on. */
	_Atomic(pcre2_match_data *) *spare;
	pthread_mutex_t *lock; /* for who compiles to machine code */
};

struct patterns *
patterns_new(struct arena *arena)
{
	struct patterns *p = arena_alloc(arena, 1, sizeof(*p));

	p->arena = arena;
	p->last = &p->first;
	p->spare = arena_alloc(arena, 1, sizeof(*p->spare));
	p->lock = arena_alloc(arena, 1, sizeof(*p->lock));
	pthread_mutex_init(p->lock, NULL);
	p->limits = pcre2_match_context_create(NULL);
	if (p->limits != NULL) {
		pcre2_set_match_limit(p->limits, STEPS_MAX);
		pcre2_set_depth_limit(p->limits, DEPTH_MAX);
	}
	return p;
}

void
patterns_free(struct patterns *p)
{
	if (p == NULL)
		return;
	for (struct pattern *q = p->first; q != NULL; q = q->next)
		pcre2_code_free(q->code);
	pcre2_match_data_free(*p->spare);
	pcre2_match_context_free(p->limits);
	pthread_mutex_destroy(p->lock);
}

/* By its length and its ends, in which most names differ. */
static size_t
slot_of(struct str name)
{
	size_t n = name.len;

	if (n == 0)
		return 0;
	return (n + 13U * (unsigned char)name.ptr[0] +
		   5U * (unsigned char)name.ptr[n - 1]) &
	       (SLOTS - 1);
}

static struct pattern *
find(const struct patterns *p, struct str name)
{
	for (struct pattern *q = p->by_name[slot_of(name)]; q != NULL;
	     q = q->also)
		if (str_eq(q->name, name))
			return q;
	return NULL;
}

/* The groups by name, in the order of their numbers. */
static bool
read_groups(struct pattern *q, struct str where, struct error *err)
{
	uint32_t n = 0, size = 0;
	PCRE2_SPTR row = NULL;
	size_t at;

	pcre2_pattern_info(q->code, PCRE2_INFO_NAMECOUNT, &n);
	pcre2_pattern_info(q->code, PCRE2_INFO_NAMEENTRYSIZE, &size);
	pcre2_pattern_info(q->code, PCRE2_INFO_NAMETABLE, &row);
	if (n > COUNT(q->groups))
		return error_set(err, ERROR_CONFIG,
		    "%.*s:%zu: %.*s has more than %zu named groups",
		    STR_ARG(where), q->line, STR_ARG(q->name),
		    COUNT(q->groups));
	for (; q->n_groups < n; q->n_groups++, row += size) {
		uint32_t number = (uint32_t)row[0] << 8 | row[1];

		for (at = q->n_groups;
		     at > 0 && q->groups[at - 1].number > number; at--)
			q->groups[at] = q->groups[at - 1];
		q->groups[at].name = str_from((const char *)row + 2);
		q->groups[at].number = number;
	}
	return true;
}

static bool
compile(
    struct patterns *p, struct pattern *q, struct str where, struct error *err)
{
	PCRE2_UCHAR message[160];
	size_t line = q->line + 1;
	uint32_t groups;
	PCRE2_SIZE at;
	int code;

	q->code = pcre2_compile((PCRE2_SPTR)q->source.ptr, q->source.len,
	    PCRE2_UTF | PCRE2_UCP | PCRE2_EXTENDED | PCRE2_CASELESS |
		PCRE2_DUPNAMES,
	    &code, &at, NULL);
	if (q->code != NULL) {
		pcre2_pattern_info(q->code, PCRE2_INFO_CAPTURECOUNT, &groups);
		p->most = groups + 1 > p->most ? groups + 1 : p->most;
		return read_groups(q, where, err);
	}
	/* An end that is missing is missing in the last line. */
	for (size_t i = 0; i < at && i + 1 < q->source.len; i++)
		line += q->source.ptr[i] == '\n';
	pcre2_get_error_message(code, message, sizeof(message));
	return error_set(err, ERROR_CONFIG, "%.*s:%zu: pattern %.*s: %s",
	    STR_ARG(where), line, STR_ARG(q->name), (const char *)message);
}

/* Begin a pattern by its line "name:"; NULL on error. */
static struct pattern *
start(struct patterns *p, struct str row, size_t number, struct str where,
    struct error *err)
{
	struct pattern *q;

	if (row.len < 2 || row.ptr[row.len - 1] != ':') {
		error_set(err, ERROR_CONFIG,
		    "%.*s:%zu: expected \"name:\" or an indented pattern",
		    STR_ARG(where), number);
		return NULL;
	}
	row.len--;
	if (find(p, row) != NULL) {
		error_set(err, ERROR_CONFIG,
		    "%.*s:%zu: there is a pattern %.*s already", STR_ARG(where),
		    number, STR_ARG(row));
		return NULL;
	}
	q = arena_alloc(p->arena, 1, sizeof(*q));
	q->name = arena_copy(p->arena, row);
	q->line = number;
	q->source.arena = p->arena;
	buf_add(&q->source, STR(""));
	*p->last = q;
	p->last = &q->next;
	q->also = p->by_name[slot_of(q->name)];
	p->by_name[slot_of(q->name)] = q;
	return q;
}

bool
patterns_add(
    struct patterns *p, struct str bytes, struct str where, struct error *err)
{
	struct pattern **first = p->last;
	struct pattern *open = NULL;
	struct str row;

	for (size_t number = 1; bytes.len > 0; number++) {
		const char *end = memchr(bytes.ptr, '\n', bytes.len);

		row.ptr = bytes.ptr;
		row.len = end ? (size_t)(end - bytes.ptr) : bytes.len;
		bytes = str_skip(bytes, row.len + 1);
		while (row.len > 0 && strchr(" \t\r", row.ptr[row.len - 1]))
			row.len--;
		if (row.len > 0 && !strchr(" \t#", row.ptr[0])) {
			open = start(p, row, number, where, err);
			if (open == NULL)
				return false;
		} else if (open != NULL) {
			/* Comments too, so that lines can be counted. */
			buf_add(&open->source, row);
			buf_char(&open->source, '\n');
		}
	}
	for (struct pattern *q = *first; q != NULL; q = q->next)
		if (!compile(p, q, where, err))
			return false;
	return true;
}

/*
 * Machine code takes ten times as long to make as all else of a pattern, and
 * most runs use few patterns: it is made before the first match.
 */
static void
make_fast(const struct patterns *p, struct pattern *q)
{
	uint32_t options = 0;

	if (atomic_load_explicit(&q->fast, memory_order_acquire))
		return;
	pthread_mutex_lock(p->lock);
	if (!atomic_load_explicit(&q->fast, memory_order_relaxed)) {
		pcre2_jit_compile(q->code, PCRE2_JIT_COMPLETE);
		pcre2_pattern_info(q->code, PCRE2_INFO_ALLOPTIONS, &options);
		if (options & PCRE2_ANCHORED)
			q->starts =
			    arena_alloc(p->arena, STARTS, sizeof(*q->starts));
	}
	atomic_store_explicit(&q->fast, true, memory_order_release);
	pthread_mutex_unlock(p->lock);
}

/* What a match needs; NULL if there is no memory. */
static pcre2_match_data *
take_data(const struct patterns *p)
{
	pcre2_match_data *data = atomic_exchange(p->spare, NULL);

	return data != NULL ? data : pcre2_match_data_create(p->most, NULL);
}

static void
give_data(const struct patterns *p, pcre2_match_data *data)
{
	pcre2_match_data_free(atomic_exchange(p->spare, data));
}

/* Can a text match that starts with the first two characters of this one? */
static enum start
ask(const struct patterns *p, const struct pattern *q, struct str text)
{
	pcre2_match_data *data = take_data(p);
	int found;

	if (data == NULL)
		return MAY_MATCH;
	found = pcre2_match(q->code, (PCRE2_SPTR)text.ptr, 2, 0,
	    PCRE2_NO_UTF_CHECK | PCRE2_PARTIAL_HARD, data, p->limits);
	give_data(p, data);
	return found == PCRE2_ERROR_NOMATCH ? CANNOT_MATCH : MAY_MATCH;
}

/* False when no text can match that starts as this one does. */
static bool
may_match(const struct patterns *p, const struct pattern *q, struct str text)
{
	_Atomic uint8_t *start;
	uint8_t answer;

	if (q->starts == NULL || text.len < 2 ||
	    ((text.ptr[0] | text.ptr[1]) & 0x80) != 0)
		return true;
	start = &q->starts[text.ptr[0] << 7 | text.ptr[1]];
	answer = atomic_load_explicit(start, memory_order_relaxed);
	if (answer == NOT_ASKED) {
		answer = (uint8_t)ask(p, q, text);
		atomic_store_explicit(start, answer, memory_order_relaxed);
	}
	return answer == MAY_MATCH;
}

static void
take_match(
    const struct pattern *q, pcre2_match_data *data, struct pattern_match *m)
{
	const PCRE2_SIZE *at = pcre2_get_ovector_pointer(data);

	*m = (struct pattern_match){
	    .start = at[0], .end = at[1], .n_groups = q->n_groups};
	for (size_t i = 0; i < q->n_groups; i++) {
		uint32_t g = q->groups[i].number;

		m->groups[i].name = q->groups[i].name;
		if (g < pcre2_get_ovector_count(data) &&
		    at[2 * g] != PCRE2_UNSET) {
			m->groups[i].start = at[2 * g];
			m->groups[i].end = at[2 * g + 1];
		}
	}
}

bool
patterns_match(const struct patterns *p, const char *name, struct str text,
    size_t from, struct pattern_match *m)
{
	struct pattern *q = find(p, str_from(name));
	pcre2_match_data *data;
	bool found;

	if (q == NULL || from > text.len)
		return false;
	make_fast(p, q);
	if ((from == 0 && !may_match(p, q, text)) ||
	    (data = take_data(p)) == NULL)
		return false;
	found = pcre2_match(q->code, (PCRE2_SPTR)(text.ptr ? text.ptr : ""),
		    text.len, from, PCRE2_NO_UTF_CHECK, data, p->limits) > 0;
	if (found)
		take_match(q, data, m);
	give_data(p, data);
	return found;
}
