#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/fold.h"
#include "config/check_names.h"

#define MAX_WORDS 40

struct word {
	struct fold exact;
	bool joined; /* by a hyphen to the next */
};

static bool
separates(char c)
{
	return c != '\0' && strchr(" -,&/()\":;", c) != NULL;
}

static size_t
read_words(struct str name, struct word *words)
{
	size_t n = 0, i = 0;

	while (i < name.len && n < MAX_WORDS) {
		size_t from = i;

		while (i < name.len && !separates(name.ptr[i]))
			i++;
		fold_exact(
		    (struct str){name.ptr + from, i - from}, &words[n].exact);
		words[n].joined = i < name.len && name.ptr[i] == '-';
		n += words[n].exact.len > 0;
		i++;
	}
	return n;
}

static struct str
lower(struct arena *a, struct str s)
{
	char *copy = arena_cstr(a, s);

	for (size_t i = 0; i < s.len; i++)
		if (copy[i] >= 'A' && copy[i] <= 'Z')
			copy[i] = (char)(copy[i] - 'A' + 'a');
	return (struct str){copy, s.len};
}

static struct str
fold(struct arena *a, struct str name, enum compare by)
{
	struct word words[MAX_WORDS];
	struct buf b = {.arena = a};
	size_t n = read_words(name, words);

	if (by == COMPARE_TEXT)
		return lower(a, name);
	for (size_t i = 0; i < n; i++) {
		struct fold f = words[i].exact;

		if (by == COMPARE_LOOSE) {
			if (i + 1 < n &&
			    fold_is_article(
				&f, &words[i + 1].exact, words[i].joined))
				continue;
			fold_loose(&words[i].exact, &f);
		}
		buf_printf(
		    &b, "%s%.*s", b.len > 0 ? " " : "", (int)f.len, f.key);
	}
	return buf_str(&b);
}

void
use_add(struct uses *u, struct use use)
{
	if (u->n == u->size) {
		struct use *old = u->list;

		u->size = u->size ? 2 * u->size : 256;
		u->list = arena_alloc(u->arena, u->size, sizeof(*u->list));
		if (u->n > 0)
			memcpy(u->list, old, u->n * sizeof(*old));
	}
	use.fold = fold(u->arena, use.text, u->by);
	if (use.fold.len > 0)
		u->list[u->n++] = use;
}

static int
order(const void *x, const void *y)
{
	const struct use *a = x, *b = y;
	int by_fold = str_compare(a->fold, b->fold);

	return by_fold != 0 ? by_fold
			    : (a->entry > b->entry) - (a->entry < b->entry);
}

void
uses_sort(struct uses *u)
{
	if (u->n > 1)
		qsort(u->list, u->n, sizeof(*u->list), order);
}

bool
uses_equal(const struct use *a, const struct use *b)
{
	return str_eq(a->fold, b->fold);
}

bool
uses_known(const struct uses *u, const struct use *a, const struct use *b)
{
	enum compare stricter;

	if (u->by == COMPARE_TEXT)
		return false;
	stricter = u->by == COMPARE_LOOSE ? COMPARE_EXACT : COMPARE_TEXT;
	return str_eq(fold(u->arena, a->text, stricter),
	    fold(u->arena, b->text, stricter));
}
