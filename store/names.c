#include <ctype.h>
#include <string.h>

#include "base/hash.h"
#include "store/names.h"

#define FOLD_MAX 64 /* bytes of a name that are compared for likeness */

static bool
has_name(const struct name *names, size_t n, struct str name)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq_nocase(names[i].text, name))
			return true;
	return false;
}

const struct actor *
actor_find(const struct registry *r, struct str key, struct str name)
{
	const struct actor *a = key.len ? registry_actor(r, key) : NULL;

	for (size_t i = 0; a == NULL && name.len && i < r->n_actors; i++)
		if (has_name(r->actors[i].names, r->actors[i].n_names, name))
			a = &r->actors[i];
	return a;
}

/* Whoever owns an actor in the end. Steps are limited: a circle is a typo. */
static struct str
owner(const struct registry *r, const struct actor *a)
{
	const struct actor *parent;

	for (int i = 0; i < 8 && a->parent.len; i++) {
		if ((parent = registry_actor(r, a->parent)) == NULL)
			return a->parent;
		a = parent;
	}
	return a->key;
}

static struct str
fold_case(struct arena *arena, struct str name)
{
	struct str copy = arena_copy(arena, name);
	char *p = arena_cstr(arena, copy);

	for (size_t i = 0; i < copy.len; i++)
		p[i] = (char)tolower((unsigned char)p[i]);
	return (struct str){p, copy.len};
}

static bool
find_row(struct store *s, size_t statement, struct str id, int64_t *row,
    struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, statement);

	query_text(&q, id);
	return query_one(&q, row, err);
}

/* A source that is to be found or made. */
struct wanted {
	const struct actor *actor;
	struct str name, id;
	const char *kind;
	bool unnamed;
	int64_t story;
};

static bool
find_or_add(struct store *s, struct arena *arena, const struct wanted *w,
    int64_t *row, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_SOURCE_ADD);
	const struct actor *a = w->actor;
	struct str known = a && a->n_names ? a->names[0].text : w->name;
	struct buf root = {.arena = arena};

	if (!find_row(s, SQL_SOURCE_FIND, w->id, row, err) || *row)
		return *row != 0;
	if (a)
		buf_printf(&root, "actor:%.*s", STR_ARG(owner(s->registry, a)));
	else
		buf_add(&root, w->id);
	query_text(&q, w->id);
	query_text(&q, a ? a->key : (struct str){0});
	query_text(&q, known);
	query_text(&q, a && a->kind.len ? a->kind : str_from(w->kind));
	query_text(&q, a ? a->parent : (struct str){0});
	query_text(
	    &q, a && a->reliability.len ? a->reliability : STR("unrated"));
	query_text(&q, a ? a->party : (struct str){0});
	query_int(&q, w->unnamed);
	query_row_id(&q, w->story);
	query_text(&q, buf_str(&root));
	if (!query_run(&q, err))
		return false;
	*row = store_last_row(s);
	return true;
}

/* Named: by key of the actor or, where there is none, by the name. */
static bool
named(struct store *s, struct str key, struct str name, const char *kind,
    int64_t *row, struct error *err)
{
	struct arena arena = {0};
	struct wanted w = {.name = name, .kind = kind};
	struct str parts[2];
	bool ok;

	w.actor = actor_find(s->registry, key, name);
	parts[0] = w.actor ? STR("actor") : STR("name");
	parts[1] = w.actor ? w.actor->key : fold_case(&arena, name);
	w.id = public_id(&arena, ID_SOURCE, parts, COUNT(parts));
	ok = find_or_add(s, &arena, &w, row, err);
	arena_free(&arena);
	return ok;
}

bool
source_of_origin(struct store *s, const struct origin *origin, int64_t story,
    struct str story_id, int64_t *row, struct error *err)
{
	struct arena arena = {0};
	struct wanted w = {.name = origin->name,
	    .kind = "unnamed",
	    .unnamed = true,
	    .story = story};
	struct str parts[3];
	bool ok;

	if (origin->kind != ORIGIN_UNNAMED)
		return named(s, origin->key, origin->name, "unknown", row, err);
	parts[0] = STR("unnamed");
	parts[1] = fold_case(&arena, origin->name);
	parts[2] = story_id;
	w.id = public_id(&arena, ID_SOURCE, parts, COUNT(parts));
	ok = find_or_add(s, &arena, &w, row, err);
	arena_free(&arena);
	return ok;
}

bool
source_of_outlet(struct store *s, struct str name, const char *kind,
    int64_t *row, struct error *err)
{
	*row = 0;
	return name.len == 0 || named(s, (struct str){0}, name, kind, row, err);
}

/* Letters and digits of ASCII in small, and all other bytes. */
static struct str
fold_name(struct arena *arena, struct str name)
{
	char *p = arena_alloc(arena, name.len + 1, 1);
	size_t n = 0;

	for (size_t i = 0; i < name.len; i++) {
		unsigned char c = (unsigned char)name.ptr[i];

		if (c >= 0x80 || isalnum(c))
			p[n++] = (char)tolower(c);
	}
	return (struct str){p, n};
}

/* The number of letters to change (Levenshtein), of at most FOLD_MAX. */
static size_t
distance(struct str a, struct str b)
{
	size_t row[FOLD_MAX + 1];

	for (size_t j = 0; j <= b.len; j++)
		row[j] = j;
	for (size_t i = 1; i <= a.len; i++) {
		size_t diagonal = row[0];

		row[0] = i;
		for (size_t j = 1; j <= b.len; j++) {
			size_t change =
			    diagonal + (a.ptr[i - 1] != b.ptr[j - 1]);
			size_t least =
			    row[j] < row[j - 1] ? row[j] : row[j - 1];

			diagonal = row[j];
			row[j] = change < least + 1 ? change : least + 1;
		}
	}
	return row[b.len];
}

/* The key of the facility with the likest name, if it is near enough. */
static struct str
closest(const struct registry *r, struct arena *arena, struct str fold)
{
	struct str best = {0};
	size_t limit = fold.len / 4 + 1;

	if (fold.len < 4 || fold.len > FOLD_MAX)
		return best;
	for (size_t i = 0; i < r->n_facilities; i++) {
		const struct facility *f = &r->facilities[i];

		for (size_t k = 0; k < f->n_names; k++) {
			struct str other = fold_name(arena, f->names[k].text);
			size_t d;

			if (other.len > FOLD_MAX ||
			    other.len + limit <= fold.len ||
			    fold.len + limit <= other.len)
				continue;
			if ((d = distance(fold, other)) < limit) {
				limit = d;
				best = f->key;
			}
		}
	}
	return best;
}

/* How many words of a name are words of another, of how many. */
static size_t
words_shared(struct str name, struct str other, size_t *n)
{
	size_t shared = 0, i = 0, k = 0;

	for (*n = 0; i < name.len; i++) {
		struct str word = {name.ptr + i, 0};

		while (i < name.len && name.ptr[i] != ' ')
			i++;
		word.len = (size_t)(name.ptr + i - word.ptr);
		if (word.len < 3)
			continue;
		++*n;
		for (k = 0; k + word.len <= other.len; k++)
			if ((k == 0 || other.ptr[k - 1] == ' ') &&
			    (k + word.len == other.len ||
				other.ptr[k + word.len] == ' ') &&
			    str_eq_nocase(
				(struct str){other.ptr + k, word.len}, word))
				break;
		shared += k + word.len <= other.len;
	}
	return shared;
}

size_t
name_likeness(struct arena *arena, struct str name, struct str other)
{
	struct str a = fold_name(arena, name), b = fold_name(arena, other);
	size_t n, m, shared = words_shared(name, other, &n);

	(void)words_shared(other, name, &m);
	if (shared >= 2 && 3 * shared > 2 * (n > m ? n : m))
		return 100 * shared / (n > m ? n : m);
	if (a.len < 5 || b.len < 5 || a.len > FOLD_MAX || b.len > FOLD_MAX ||
	    a.len > b.len + a.len / 4 || b.len > a.len + a.len / 4)
		return 0;
	n = distance(a, b);
	return n <= a.len / 5 ? 99 - n : 0;
}

struct str
actor_like(const struct registry *r, struct str name)
{
	CLEANUP(arena_free) struct arena own = {0};
	struct str best = {0};
	size_t most = 0, like;

	for (size_t i = 0; i < r->n_actors; i++)
		for (size_t k = 0; k < r->actors[i].n_names; k++) {
			like = name_likeness(
			    &own, name, r->actors[i].names[k].text);
			if (like > most) {
				most = like;
				best = r->actors[i].key;
			}
		}
	return best;
}

static bool
add_facility(struct store *s, struct arena *arena, const struct facility *f,
    struct str id, struct str name, struct str kind, int64_t *row,
    struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_FACILITY_ADD);
	struct str fold = fold_name(arena, name);

	query_text(&q, id);
	query_text(&q, f ? f->key : (struct str){0});
	query_text(&q, f && f->n_names ? f->names[0].text : name);
	query_text(&q, fold);
	query_text(&q, f && f->kind.len ? f->kind : kind);
	query_text(&q, f ? f->place : (struct str){0});
	query_text(&q, f ? (struct str){0} : closest(s->registry, arena, fold));
	if (!query_run(&q, err))
		return false;
	*row = store_last_row(s);
	return true;
}

const struct facility *
facility_find(const struct registry *r, struct str key, struct str name)
{
	const struct facility *f = key.len ? registry_facility(r, key) : NULL;

	for (size_t i = 0; f == NULL && i < r->n_facilities; i++) {
		const struct facility *g = &r->facilities[i];

		if (str_eq(g->key, name) ||
		    has_name(g->names, g->n_names, name))
			f = g;
	}
	return f;
}

bool
facility_of_name(struct store *s, struct str key, struct str name,
    struct str kind, int64_t *row, bool *is_new, struct error *err)
{
	struct arena arena = {0};
	const struct facility *f;
	struct str parts[2], id;
	bool ok;

	*row = 0;
	*is_new = false;
	if (name.len == 0 && key.len == 0)
		return true;
	f = facility_find(s->registry, key, name);
	parts[0] = f ? STR("key") : STR("name");
	parts[1] = f ? f->key : fold_name(&arena, name);
	id = public_id(&arena, ID_FACILITY, parts, COUNT(parts));
	ok = find_row(s, SQL_FACILITY_FIND, id, row, err);
	if (ok && *row == 0) {
		*is_new = true;
		ok = add_facility(s, &arena, f, id, name, kind, row, err);
	}
	arena_free(&arena);
	return ok;
}
