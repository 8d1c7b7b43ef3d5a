#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/fold.h"
#include "extract/date_words.h"
#include "extract/page_str.h"

#define MAX_WORDS 65536

struct word {
	struct str key, lang;
	struct date_sense sense;
};

struct order {
	struct str lang;
	enum date_order order;
};

struct date_words {
	struct word *words; /* sorted by key */
	size_t n, size;
	struct order *orders;
	size_t n_orders;
};

/* What a row may be. */
static const struct {
	struct str name;
	struct date_sense sense;
} kinds[] = {
    {STR_INIT("published"),  {.roles = DATE_PUBLISHED}   },
    {STR_INIT("modified"),   {.roles = DATE_MODIFIED}    },
    {STR_INIT("other"),      {.roles = DATE_OTHER}       },
    {STR_INIT("filler"),     {.roles = DATE_FILLER}      },
    {STR_INIT("ago"),        {.roles = DATE_AGO}         },
    {STR_INIT("clock"),      {.roles = DATE_CLOCK}       },
    {STR_INIT("am"),         {.roles = DATE_AM}          },
    {STR_INIT("pm"),         {.roles = DATE_PM}          },
    {STR_INIT("by"),         {.roles = CREDIT_BY}        },
    {STR_INIT("and"),        {.roles = CREDIT_AND}       },
    {STR_INIT("source"),     {.roles = CREDIT_SOURCE}    },
    {STR_INIT("translated"), {.roles = CREDIT_TRANSLATED}},
    {STR_INIT("first"),      {.roles = CREDIT_FIRST}     },
    {STR_INIT("note"),       {.roles = CREDIT_NOTE}      },
    {STR_INIT("retraction"), {.roles = CREDIT_RETRACTION}},
    {STR_INIT("minutes"),    {.seconds = 60}             },
    {STR_INIT("hours"),      {.seconds = 3600}           },
    {STR_INIT("days"),       {.seconds = 86400}          },
    {STR_INIT("weeks"),      {.seconds = 604800}         },
};

static const struct {
	struct str name;
	enum date_order order;
} orders[] = {
    {STR_INIT("dmy"),  ORDER_DAY_FIRST  },
    {STR_INIT("mdy"),  ORDER_MONTH_FIRST},
    {STR_INIT("none"), ORDER_UNKNOWN    },
};

/* Cut what stands before a mark, and the mark, from the front of a slice. */
static struct str
cut(struct str *rest, char mark)
{
	const char *end = rest->len ? memchr(rest->ptr, mark, rest->len) : NULL;
	struct str s = *rest;

	if (end != NULL)
		s.len = (size_t)(end - rest->ptr);
	*rest = str_skip(*rest, s.len + 1);
	return page_trim(s);
}

/* The fold keys of a phrase's words, with a space between. */
static struct str
phrase_key(struct arena *a, struct str phrase)
{
	struct buf b = {.arena = a};

	while (phrase.len > 0) {
		struct fold f;
		fold_exact(cut(&phrase, ' '), &f);
		if (b.len > 0)
			buf_char(&b, ' ');
		buf_add(&b, (struct str){f.key, f.len});
	}
	return b.len ? buf_str(&b) : (struct str){0};
}

static void
add(struct date_words *w, struct arena *a, struct word word)
{
	if (w->n == w->size) {
		struct word *grown;
		w->size = w->size ? w->size * 2 : 1024;
		grown = arena_alloc(a, w->size, sizeof(*grown));
		if (w->n > 0)
			memcpy(grown, w->words, w->n * sizeof(*grown));
		w->words = grown;
	}
	w->words[w->n++] = word;
}

static bool
sense_of(struct str kind, struct date_sense *sense)
{
	int month = 0;

	for (size_t i = 0; i < COUNT(kinds); i++)
		if (str_eq(kinds[i].name, kind)) {
			*sense = kinds[i].sense;
			return true;
		}
	for (size_t i = 0; i < kind.len && i < 3; i++)
		month = kind.ptr[i] >= '0' && kind.ptr[i] <= '9'
			    ? month * 10 + (kind.ptr[i] - '0')
			    : 99;
	*sense = (struct date_sense){.month = (uint8_t)month};
	return month >= 1 && month <= 12;
}

static bool
add_order(struct date_words *w, struct str lang, struct str value)
{
	for (size_t i = 0; i < COUNT(orders); i++)
		if (str_eq(orders[i].name, value)) {
			w->orders[w->n_orders++] =
			    (struct order){lang, orders[i].order};
			return true;
		}
	return false;
}

static bool
read_row(struct date_words *w, struct arena *a, struct str row)
{
	struct str lang = cut(&row, '\t'), kind = cut(&row, '\t');
	struct date_sense sense;

	if (lang.len == 0 || row.len == 0)
		return false;
	if (str_eq(kind, STR("order")))
		return add_order(w, lang, cut(&row, '\t'));
	if (!sense_of(kind, &sense))
		return false;
	while (row.len > 0) {
		struct str key = phrase_key(a, cut(&row, '|'));
		if (key.len == 0 || w->n == MAX_WORDS)
			return false;
		add(w, a, (struct word){key, lang, sense});
	}
	return true;
}

static int
compare(const void *a, const void *b)
{
	return str_compare(
	    ((const struct word *)a)->key, ((const struct word *)b)->key);
}

static size_t
count_rows(struct str s)
{
	size_t n = 1;

	for (size_t i = 0; i < s.len; i++)
		n += s.ptr[i] == '\n';
	return n;
}

static struct order *
grow_orders(const struct date_words *w, struct arena *a, size_t more)
{
	struct order *grown =
	    arena_alloc(a, w->n_orders + more, sizeof(*grown));

	if (w->n_orders > 0)
		memcpy(grown, w->orders, w->n_orders * sizeof(*grown));
	return grown;
}

static bool
read_file(struct date_words *w, const struct config *config, const char *name,
    struct arena *a, struct error *err)
{
	struct str bytes, where;

	if (!config_file(config, a, name, &bytes, &where, err))
		return false;
	w->orders = grow_orders(w, a, count_rows(bytes));
	for (size_t number = 1; bytes.len > 0; number++) {
		struct str row = cut(&bytes, '\n');
		if (row.len == 0 || row.ptr[0] == '#')
			continue;
		if (!read_row(w, a, row))
			return error_set(err, ERROR_CONFIG,
			    "%.*s:%zu: expected a language, what the row is "
			    "(the head of the file says what it may be) and "
			    "words, with tabs between",
			    STR_ARG(where), number);
	}
	return true;
}

bool
date_words_read(const struct date_words **out, const struct config *config,
    struct arena *a, struct error *err)
{
	struct date_words *w = arena_alloc(a, 1, sizeof(*w));

	if (!read_file(w, config, "lang/dates.tsv", a, err) ||
	    !read_file(w, config, "lang/credits.tsv", a, err))
		return false;
	if (w->n > 0)
		qsort(w->words, w->n, sizeof(*w->words), compare);
	*out = w;
	return true;
}

/* "de-AT" is in "de". */
static bool
is_in(struct str tag, struct str lang)
{
	return page_starts_nocase(tag, lang) &&
	       (tag.len == lang.len || tag.ptr[lang.len] == '-');
}

static void
add_sense(struct date_sense *all, const struct word *word, bool is_own,
    bool *is_settled)
{
	const struct date_sense *s = &word->sense;

	all->roles |= s->roles;
	if (s->seconds > 0)
		all->seconds = s->seconds;
	if (s->month == 0 || (*is_settled && !is_own))
		return;
	/* Two languages that give it two months: the page's own decides. */
	if (is_own || all->month == 0)
		all->month = s->month;
	else if (all->month != s->month)
		all->month = UINT8_MAX;
	*is_settled |= is_own;
}

/* The first of the words that have a key, or w->n. */
static size_t
first_of(const struct date_words *w, struct str key)
{
	size_t low = 0, high = w->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (str_compare(w->words[middle].key, key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct date_sense
date_words_find(const struct date_words *w, struct str lang, struct str key)
{
	struct date_sense all = {0};
	bool is_settled = false;

	for (size_t i = first_of(w, key);
	     i < w->n && str_eq(w->words[i].key, key); i++)
		add_sense(&all, &w->words[i], is_in(lang, w->words[i].lang),
		    &is_settled);
	if (all.month > 12)
		all.month = 0;
	return all;
}

unsigned
date_words_roles(const struct date_words *w, struct str lang, struct str key)
{
	unsigned roles = 0;
	size_t i;

	for (i = first_of(w, key); i < w->n && str_eq(w->words[i].key, key);
	     i++)
		if (is_in(lang, w->words[i].lang))
			roles |= w->words[i].sense.roles;

	/* No letter sorts before the space. */
	if (i < w->n && w->words[i].key.len > key.len &&
	    w->words[i].key.ptr[key.len] == ' ' &&
	    memcmp(w->words[i].key.ptr, key.ptr, key.len) == 0)
		roles |= GOES_FURTHER;
	return roles;
}

enum date_order
date_words_order(const struct date_words *w, struct str lang)
{
	const struct order *best = NULL;

	for (size_t i = 0; i < w->n_orders; i++)
		if (is_in(lang, w->orders[i].lang) &&
		    (best == NULL || w->orders[i].lang.len > best->lang.len))
			best = &w->orders[i];
	return best != NULL ? best->order : ORDER_UNKNOWN;
}
