/* Keys of new sources, made from their names and addresses. */
#include <search.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/charset.h"
#include "config/config.h"
#include "config/value.h"

#define STEM_MAX 56 /* bytes; leaves room for a number */

/* A key that is in use, and the number to try next after it. */
struct used {
	struct str key;
	unsigned next;
};

struct keys {
	struct arena *arena;
	void *tree; /* of tsearch(3): struct used */
};

static int
compare(const void *a, const void *b)
{
	return str_compare(
	    ((const struct used *)a)->key, ((const struct used *)b)->key);
}

static struct used *
find(const struct keys *k, struct str key)
{
	struct used wanted = {.key = key};
	void *found = tfind(&wanted, &k->tree, compare);

	return found != NULL ? *(struct used **)found : NULL;
}

static void
use(struct keys *k, struct str key)
{
	struct used *u = arena_alloc(k->arena, 1, sizeof(*u));

	*u = (struct used){key, 2};
	if (tsearch(u, &k->tree, compare) == NULL)
		abort();
}

static void
keys_free(struct keys *k)
{
	while (k->tree != NULL)
		tdelete(*(struct used **)k->tree, &k->tree, compare);
}

enum { BREAK = '-', NOTHING = 0, FOREIGN = 1 };

/* A letter or digit as it stands in a key; or one of the above. */
static char
key_letter(unsigned point)
{
	/* U+00C0 to U+017F without their marks */
	static const char latin[] = "aaaaaaaceeeeiiiidnooooo-ouuuuyts"
				    "aaaaaaaceeeeiiiidnooooo-ouuuuyty"
				    "aaaaaaccccccccddddeeeeeeeeeegggg"
				    "gggghhhhiiiiiiiiiiiijjkkklllllll"
				    "lllnnnnnnnnnoooooooorrrrrrssssss"
				    "ssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

	if ((point >= 'a' && point <= 'z') || (point >= '0' && point <= '9'))
		return (char)point;
	if (point >= 'A' && point <= 'Z')
		return (char)(point - 'A' + 'a');
	if (point == '\'' || point == 0x2019 ||
	    (point >= 0x300 && point < 0x370)) /* marks upon a letter */
		return NOTHING;
	if (point < 0xc0 || (point >= 0x2000 && point < 0x2070))
		return BREAK;
	return point < 0x180 ? latin[point - 0xc0] : FOREIGN;
}

/* A text as a key; empty if it has letters of another script. */
static struct str
stem_of(struct arena *a, struct str text)
{
	struct buf b = {.arena = a};
	char c;

	while (text.len > 0 && b.len < STEM_MAX) {
		c = key_letter(charset_next(&text));
		if (c == FOREIGN)
			return (struct str){0};
		if (c == BREAK && (b.len == 0 || b.ptr[b.len - 1] == BREAK))
			continue;
		if (c != NOTHING)
			buf_char(&b, c);
	}
	while (b.len > 0 && b.ptr[b.len - 1] == BREAK)
		b.len--;
	return buf_str(&b);
}

static struct str
host_of(struct str url)
{
	struct str www = STR("www.");
	size_t n = 0;

	while (url.len > 0 && url.ptr[0] != ':')
		url = str_skip(url, 1);
	url = str_skip(url, 3);
	while (n < url.len && strchr("/?#", url.ptr[n]) == NULL)
		if (url.ptr[n++] == '@') {
			url = str_skip(url, n);
			n = 0;
		}
	url.len = n;
	for (n = url.len; n > 0 && url.ptr[n - 1] != ']'; n--)
		if (url.ptr[n - 1] == ':')
			url.len = n - 1;
	if (url.len > www.len &&
	    str_eq_nocase((struct str){url.ptr, www.len}, www))
		url = str_skip(url, www.len);
	return url;
}

static struct str
free_key(struct keys *k, struct str stem)
{
	struct used *u = find(k, stem);
	struct buf b = {.arena = k->arena};

	if (u == NULL)
		return stem;
	do {
		b.len = 0;
		buf_printf(&b, "%.*s-%u", STR_ARG(stem), u->next++);
	} while (find(k, buf_str(&b)) != NULL);
	return buf_str(&b);
}

static struct str
stem(struct arena *a, const struct source *s)
{
	struct str stem = stem_of(a, s->key.len > 0 ? s->key : s->name);

	if (stem.len == 0)
		stem = stem_of(a, host_of(s->url));
	return stem.len > 0 ? stem : STR("source");
}

void
config_name_sources(
    const struct config *c, struct source *sources, size_t n, struct arena *a)
{
	CLEANUP(keys_free) struct keys k = {.arena = a};

	for (size_t i = 0; i < c->n_sources; i++)
		use(&k, c->sources[i].key);
	for (size_t i = 0; i < n; i++) {
		struct source *s = &sources[i];

		if (!value_is_key(s->key) || find(&k, s->key) != NULL)
			s->key = free_key(&k, stem(a, s));
		use(&k, s->key);
	}
}
