/*
 * Print a C file that holds the registries of a folder as tables, so that the
 * program need not read what is built into it: registry_builtin, as
 * config/registry.h has it, and the names in it, ready to be looked up.
 *
 *	tabulate FOLDER
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/attr.h"
#include "config/folder.h"
#include "config/registry_load.h"
#include "tools/tabulate.h"

/* As a literal with its length; octal, since an escape of hex has no end. */
static void
put_str(struct str s)
{
	putchar('{');
	putchar('"');
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		if (c < ' ' || c > '~' || c == '"' || c == '\\' || c == '?')
			printf("\\%03o", c);
		else
			putchar(c);
	}
	printf("\",%zu},", s.len);
}

static size_t
put_names(const struct name *names, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		putchar('{');
		put_str(names[i].text);
		put_str(names[i].lang);
		printf("%d},\n", (int)names[i].kind);
	}
	return n;
}

/* All names in one table, from which each entry has its own. */
static void
put_all_names(const struct registry *r)
{
	puts("static const struct name names[] = {");
	for (size_t i = 0; i < r->n_facilities; i++)
		put_names(r->facilities[i].names, r->facilities[i].n_names);
	for (size_t i = 0; i < r->n_actors; i++)
		put_names(r->actors[i].names, r->actors[i].n_names);
	for (size_t i = 0; i < r->n_places; i++)
		put_names(r->places[i].names, r->places[i].n_names);
	puts("};");
}

static void
put_facilities(const struct registry *r, size_t *name)
{
	puts("static const struct facility facilities[] = {");
	for (size_t i = 0; i < r->n_facilities; i++) {
		const struct facility *f = &r->facilities[i];

		putchar('{');
		put_str(f->key);
		put_str(f->kind);
		put_str(f->operator);
		put_str(f->parent);
		put_str(f->place);
		printf("names + %zu,%zu,%.17g,%.17g,%d},\n", *name, f->n_names,
		    f->lat, f->lon, f->located);
		*name += f->n_names;
	}
	puts("};");
}

static void
put_actors(const struct registry *r, size_t *name)
{
	puts("static const struct actor actors[] = {");
	for (size_t i = 0; i < r->n_actors; i++) {
		const struct actor *a = &r->actors[i];

		putchar('{');
		put_str(a->key);
		put_str(a->kind);
		put_str(a->parent);
		put_str(a->party);
		put_str(a->reliability);
		printf("names + %zu,%zu},\n", *name, a->n_names);
		*name += a->n_names;
	}
	puts("};");
}

static void
put_places(const struct registry *r, size_t *name)
{
	puts("static const struct place places[] = {");
	for (size_t i = 0; i < r->n_places; i++) {
		const struct place *p = &r->places[i];

		putchar('{');
		put_str(p->key);
		put_str(p->kind);
		put_str(p->parent);
		put_str(p->iso);
		put_str(p->pcode);
		printf("names + %zu,%zu,", *name, p->n_names);
		put_str(p->demonym);
		puts("},");
		*name += p->n_names;
	}
	puts("};");
}

/* The members of these are strings and nothing else. */
static void
put_strings(const char *type, const char *table, const void *entries, size_t n,
    size_t size)
{
	const struct str *s = entries;
	size_t each = size / sizeof(*s);

	printf("static const struct %s %s[] = {\n", type, table);
	for (size_t i = 0; i < n; i++) {
		putchar('{');
		for (size_t k = 0; k < each; k++)
			put_str(s[i * each + k]);
		puts("},");
	}
	puts("};");
}

static void
put_index(const struct key_index *index, const char *table, const void *entries,
    size_t size)
{
	const char *first = entries;

	printf("static const struct str *const by_%s[] = {\n", table);
	for (size_t i = 0; i < index->n; i++)
		printf("&%s[%zu].key,\n", table,
		    (size_t)((const char *)index->keys[i] - first) / size);
	puts("};");
}

#define STRINGS(type, table)                                                   \
	put_strings(#type, #table, r->table, r->n_##table, sizeof(*r->table))
#define INDEX(index, table)                                                    \
	put_index(&r->index, #table, r->table, sizeof(*r->table))

static void
put_registry(const struct registry *r)
{
	size_t name = 0;

	puts("#include \"base/attr.h\"\n#include \"config/registry.h\"");
	put_all_names(r);
	put_facilities(r, &name);
	put_actors(r, &name);
	put_places(r, &name);
	STRINGS(kind, kinds);
	STRINGS(metric, metrics);
	STRINGS(group, groups);
	STRINGS(event_kind, events);
	INDEX(by_facility, facilities);
	INDEX(by_actor, actors);
	INDEX(by_place, places);
	INDEX(by_metric, metrics);
	INDEX(by_group, groups);
	INDEX(by_event, events);
	puts("const struct registry registry_builtin = {");
	puts("#define TABLE(t) .t = t, .n_##t = COUNT(t)");
	puts("TABLE(kinds), TABLE(facilities), TABLE(actors), TABLE(places),");
	puts("TABLE(metrics), TABLE(groups), TABLE(events),");
	puts("#define BY(index, t) .index = {by_##t, COUNT(by_##t)}");
	puts("BY(by_facility, facilities), BY(by_actor, actors),");
	puts("BY(by_place, places), BY(by_metric, metrics),");
	puts("BY(by_group, groups), BY(by_event, events)};");
}

int
main(int argc, char **argv)
{
	CLEANUP(arena_free) struct arena a = {0};
	static const struct registry *const none[N_REGISTRY_FILES];
	struct yaml files[N_REGISTRY_FILES] = {0};
	struct registry r = {0};
	struct error err = {0};
	bool ok = argc == 2, there;

	for (int i = 0; ok && i < N_REGISTRY_FILES; i++)
		ok = folder_read(&a, str_from(argv[1]), registry_file_names[i],
			 &files[i], &there, &err) &&
		     there;
	if (!ok || !registry_load(&r, &a, files, none, &err)) {
		fprintf(stderr, "tabulate: %s\n",
		    err.text[0] != '\0' ? err.text : "no such folder");
		return EXIT_FAILURE;
	}
	put_registry(&r);
	tabulate_names(&r);
	return fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
