#include <string.h>

#include "config/check_names.h"
#include "config/folder.h"
#include "config/registry_load.h"

/* The findings so far, and the file that they are about. */
struct checking {
	const struct config *config;
	struct arena *arena;
	struct findings *findings;
	struct yaml file;
	bool own; /* the user's file, not the one built in */
};

static bool
open_checked(struct checking *c, const char *name, struct error *err)
{
	if (!config_file(
		c->config, c->arena, name, &c->file.text, &c->file.where, err))
		return false;
	c->own = config_is_own(c->file.where);
	return true;
}

/* What two entries share, by how it was found. */
static void
say_shared(struct checking *c, const char *what, const struct use *a,
    const struct use *b, enum compare by)
{
	const char *word = arena_cstr(c->arena, b->text);
	struct error err;

	if (a->entry == b->entry)
		reader_fail(&c->file, b->entry, word, &err,
		    "%s \"%.*s\" stands twice in %.*s", what, STR_ARG(b->text),
		    STR_ARG(b->key));
	else if (by == COMPARE_TEXT)
		reader_fail(&c->file, b->entry, word, &err,
		    "%s \"%.*s\" of %.*s is also that of %.*s", what,
		    STR_ARG(b->text), STR_ARG(b->key), STR_ARG(a->key));
	else
		reader_fail(&c->file, b->entry, word, &err,
		    "%s \"%.*s\" of %.*s is found where a text has \"%.*s\" "
		    "of %.*s%s",
		    what, STR_ARG(b->text), STR_ARG(b->key), STR_ARG(a->text),
		    STR_ARG(a->key),
		    by == COMPARE_LOOSE ? " in another spelling" : "");
	findings_add(c->findings, &err);
}

/*
 * One name, two entries: a reader of texts cannot tell which is meant, but
 * for acronyms of actors, which their long names tell apart. What stands alike
 * is not found once more by its keys.
 */
static void
find_shared(struct checking *c, struct uses *u, const char *what)
{
	uses_sort(u);
	for (size_t i = 1; i < u->n; i++) {
		const struct use *a = &u->list[i - 1], *b = &u->list[i];
		bool same = a->entry == b->entry;

		if (!uses_equal(a, b) || (a->acronym && b->acronym && !same))
			continue;
		if (same ? u->by != COMPARE_TEXT || !str_eq(a->text, b->text)
			 : uses_known(u, a, b))
			continue;
		say_shared(c, what, a, b, u->by);
	}
}

static void
find_absent(struct checking *c, size_t entry, const char *field, struct str key,
    const char *where)
{
	struct error err;

	reader_fail(&c->file, entry, field, &err, "%s \"%.*s\" is no key of %s",
	    field, STR_ARG(key), where);
	findings_add(c->findings, &err);
}

/*
 * Files that are built in name keys of each other; a user who has replaced
 * the one is not to hear of the other.
 */
static void
check_keys(struct checking *c)
{
	const struct registry *r = &c->config->registry;

	for (size_t i = 0; c->own && i < r->n_facilities; i++) {
		const struct facility *f = &r->facilities[i];

		if (f->place.len > 0 && registry_place(r, f->place) == NULL)
			find_absent(c, i, "place", f->place, "places.yaml");
		if (f->operator.len> 0 &&
		    registry_actor(r, f->operator) == NULL)
			find_absent(
			    c, i, "operator", f->operator, "actors.yaml");
	}
}

/* Are names of an entry compared so? */
static bool
is_compared(enum compare by, enum registry_file file, const struct name *names,
    size_t n)
{
	return by != COMPARE_LOOSE ||
	       (file != FILE_ACTORS &&
		   names_are_loose(names, n, file == FILE_FACILITIES));
}

static void
add_names(struct uses *u, struct use use, enum registry_file file,
    const struct name *names, size_t n)
{
	if (!is_compared(u->by, file, names, n))
		return;
	for (size_t i = 0; i < n; i++) {
		bool acronym = names[i].kind == NAME_ACRONYM;

		use.text = names[i].text;
		use.acronym = acronym && file == FILE_ACTORS;
		/* Nicknames are not looked for; acronyms as they stand. */
		if (u->by == COMPARE_TEXT ||
		    (names[i].kind != NAME_NICKNAME &&
			(u->by == COMPARE_EXACT || !acronym)))
			use_add(u, use);
	}
}

static void
add_entries(struct uses *u, const struct registry *r, enum registry_file file)
{
	for (size_t i = 0; file == FILE_FACILITIES && i < r->n_facilities; i++)
		add_names(u,
		    (struct use){.key = r->facilities[i].key, .entry = i}, file,
		    r->facilities[i].names, r->facilities[i].n_names);
	for (size_t i = 0; file == FILE_ACTORS && i < r->n_actors; i++)
		add_names(u, (struct use){.key = r->actors[i].key, .entry = i},
		    file, r->actors[i].names, r->actors[i].n_names);
	for (size_t i = 0; file == FILE_PLACES && i < r->n_places; i++)
		add_names(u, (struct use){.key = r->places[i].key, .entry = i},
		    file, r->places[i].names, r->places[i].n_names);
}

static bool
check_names(struct checking *c, enum registry_file file, struct error *err)
{
	if (!open_checked(c, registry_file_names[file], err))
		return false;
	for (enum compare by = COMPARE_TEXT; by <= COMPARE_LOOSE; by++) {
		struct uses u = {.arena = c->arena, .by = by};

		add_entries(&u, &c->config->registry, file);
		find_shared(c, &u, "the name");
	}
	return true;
}

/* Codes tell places apart, so two with the same are one, or one is wrong. */
static void
check_codes(struct checking *c)
{
	const struct registry *r = &c->config->registry;
	struct uses iso = {.arena = c->arena}, pcode = {.arena = c->arena};

	for (size_t i = 0; i < r->n_places; i++) {
		struct use use = {.key = r->places[i].key, .entry = i};

		use.text = r->places[i].iso;
		use_add(&iso, use);
		use.text = r->places[i].pcode;
		use_add(&pcode, use);
	}
	find_shared(c, &iso, "the iso code");
	find_shared(c, &pcode, "the pcode");
}

static bool
check_sources(struct checking *c, struct error *err)
{
	struct uses u = {.arena = c->arena};

	if (!open_checked(c, SOURCES_FILE, err))
		return false;
	for (size_t i = 0; i < c->config->n_sources; i++)
		use_add(&u, (struct use){.text = c->config->sources[i].url,
				.key = c->config->sources[i].key,
				.entry = i});
	find_shared(c, &u, "the address");
	return true;
}

bool
config_check(
    const struct config *config, struct findings *findings, struct error *err)
{
	struct checking c = {
	    .config = config, .arena = findings->arena, .findings = findings};

	if (!check_sources(&c, err) || !check_names(&c, FILE_FACILITIES, err))
		return false;
	check_keys(&c);
	if (!check_names(&c, FILE_ACTORS, err) ||
	    !check_names(&c, FILE_PLACES, err))
		return false;
	check_codes(&c);
	return true;
}
