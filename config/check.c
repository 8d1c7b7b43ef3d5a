#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "config/folder.h"
#include "config/registry_load.h"

#define MAX_FINDINGS 1000

/* The findings so far, and the file that they are about. */
struct checking {
	const struct config *config;
	struct arena *arena;
	struct str *findings;
	size_t n;
	struct yaml file;
	bool own; /* the user's file, not the one built in */
};

/* A name or address and the entry that has it. */
struct use {
	struct str text; /* folded to lower case */
	struct str key;
	size_t entry;
};

struct uses {
	struct use *list;
	size_t n;
};

static bool
open_checked(struct checking *c, const char *name, struct error *err)
{
	if (!config_file(
		c->config, c->arena, name, &c->file.text, &c->file.where, err))
		return false;
	c->own = strncmp(c->file.where.ptr, "built-in ", 9) != 0;
	return true;
}

static void
find(struct checking *c, const struct error *err)
{
	if (c->n < MAX_FINDINGS)
		c->findings[c->n++] = arena_copy(c->arena, str_from(err->text));
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

static void
add_use(struct checking *c, struct uses *u, struct str text, struct str key,
    size_t entry)
{
	u->list[u->n++] = (struct use){lower(c->arena, text), key, entry};
}

static int
order_uses(const void *x, const void *y)
{
	const struct use *a = x, *b = y;
	size_t n = a->text.len < b->text.len ? a->text.len : b->text.len;
	int order = n > 0 ? memcmp(a->text.ptr, b->text.ptr, n) : 0;

	if (order != 0)
		return order;
	if (a->text.len != b->text.len)
		return a->text.len < b->text.len ? -1 : 1;
	return (a->entry > b->entry) - (a->entry < b->entry);
}

/* One text, two entries: a reader of texts cannot tell which is meant. */
static void
find_shared(struct checking *c, struct uses *u, const char *what)
{
	struct error err;

	if (u->n > 1)
		qsort(u->list, u->n, sizeof(*u->list), order_uses);
	for (size_t i = 1; i < u->n; i++) {
		const struct use *a = &u->list[i - 1], *b = &u->list[i];
		if (!str_eq(a->text, b->text) || a->entry == b->entry)
			continue;
		reader_fail(&c->file, b->entry, NULL, &err,
		    "%s \"%.*s\" of %.*s is also that of %.*s", what,
		    STR_ARG(b->text), STR_ARG(b->key), STR_ARG(a->key));
		find(c, &err);
	}
}

static void
find_absent(struct checking *c, size_t entry, const char *field, struct str key,
    const char *where)
{
	struct error err;

	reader_fail(&c->file, entry, field, &err, "%s \"%.*s\" is no key of %s",
	    field, STR_ARG(key), where);
	find(c, &err);
}

/*
 * Files that are built in name keys of each other; a user who has replaced
 * the one is not to hear of the other.
 */
static void
check_facilities(struct checking *c, struct uses *u)
{
	const struct registry *r = &c->config->registry;

	for (size_t i = 0; i < r->n_facilities; i++) {
		const struct facility *f = &r->facilities[i];

		for (size_t j = 0; j < f->n_names; j++)
			add_use(c, u, f->names[j].text, f->key, i);
		if (c->own && f->place.len > 0 &&
		    registry_place(r, f->place) == NULL)
			find_absent(c, i, "place", f->place, "places.yaml");
		if (c->own && f->operator.len> 0 &&
				  registry_actor(r, f->operator) == NULL)
			find_absent(
			    c, i, "operator", f->operator, "actors.yaml");
	}
}

static void
check_actors(struct checking *c, struct uses *u)
{
	const struct registry *r = &c->config->registry;

	for (size_t i = 0; i < r->n_actors; i++)
		for (size_t j = 0; j < r->actors[i].n_names; j++)
			add_use(c, u, r->actors[i].names[j].text,
			    r->actors[i].key, i);
}

static void
check_places(struct checking *c, struct uses *u)
{
	const struct registry *r = &c->config->registry;

	for (size_t i = 0; i < r->n_places; i++)
		for (size_t j = 0; j < r->places[i].n_names; j++)
			add_use(c, u, r->places[i].names[j].text,
			    r->places[i].key, i);
}

static void
check_sources(struct checking *c, struct uses *u)
{
	for (size_t i = 0; i < c->config->n_sources; i++)
		add_use(c, u, c->config->sources[i].url,
		    c->config->sources[i].key, i);
}

static size_t
count_names(const struct config *config)
{
	const struct registry *r = &config->registry;
	size_t n = config->n_sources;

	for (size_t i = 0; i < r->n_facilities; i++)
		n += r->facilities[i].n_names;
	for (size_t i = 0; i < r->n_actors; i++)
		n += r->actors[i].n_names;
	for (size_t i = 0; i < r->n_places; i++)
		n += r->places[i].n_names;
	return n;
}

bool
config_check(const struct config *config, struct arena *a,
    struct str **findings, size_t *n, struct error *err)
{
	static const struct {
		const char *file, *what;
		void (*check)(struct checking *, struct uses *);
	} files[] = {
	    {SOURCES_FILE,      "the address", check_sources   },
	    {"facilities.yaml", "the name",    check_facilities},
	    {"actors.yaml",     "the name",    check_actors    },
	    {"places.yaml",     "the name",    check_places    },
	};
	struct checking c = {.config = config, .arena = a};
	struct uses u = {0};

	c.findings = arena_alloc(a, MAX_FINDINGS, sizeof(*c.findings));
	u.list = arena_alloc(a, count_names(config), sizeof(*u.list));
	for (size_t i = 0; i < COUNT(files); i++) {
		if (!open_checked(&c, files[i].file, err))
			return false;
		u.n = 0;
		files[i].check(&c, &u);
		find_shared(&c, &u, files[i].what);
	}
	*findings = c.findings;
	*n = c.n;
	return true;
}
