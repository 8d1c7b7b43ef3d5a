#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "cmd/cmd.h"
#include "cmd/kind.h"
#include "cmd/options.h"
#include "extract/extract.h"
#include "extract/lang.h"

static void
print_folder(const struct config *c)
{
	if (c->folder.len > 0)
		printf("folder       %.*s\n", STR_ARG(c->folder));
	else
		puts("folder       none: defaults, and what is built in");
}

static void
print_file(const struct config *c, struct arena *a, const char *label, size_t n,
    const char *file)
{
	struct str bytes, where = {0};
	struct error err;

	if (!config_file(c, a, file, &bytes, &where, &err))
		where = STR("none");
	printf("%-12s %6zu  %.*s\n", label, n, STR_ARG(where));
}

static void
print_contents(const struct config *c, struct arena *a)
{
	const struct registry *r = &c->registry;
	struct str *languages;
	size_t n;

	print_folder(c);
	printf("%-12s %6zu  %s\n", "sources", c->n_sources,
	    c->n_sources > 0 ? "sources.yaml" : "none");
	print_file(c, a, "facilities", r->n_facilities, "facilities.yaml");
	print_file(c, a, "actors", r->n_actors, "actors.yaml");
	print_file(c, a, "places", r->n_places, "places.yaml");
	print_file(c, a, "metrics", r->n_metrics, "metrics.yaml");
	print_file(c, a, "groups", r->n_groups, "groups.yaml");
	print_file(c, a, "events", r->n_events, "events.yaml");
	print_file(c, a, "kinds", r->n_kinds, "kinds.yaml");
	n = config_languages(c, a, &languages);
	printf("%-12s %6zu ", "languages", n);
	for (size_t i = 0; i < n; i++)
		printf(" %.*s", STR_ARG(languages[i]));
	putchar('\n');
}

/* Compile the language packs, as the commands that need them do. */
static bool
packs_are_right(const struct config *c, struct error *err)
{
	CLEANUP(extractor_cleanup) struct extractor *x = NULL;

	return extractor_open(&x, c, err);
}

static bool
check_packs(const struct config *c, struct findings *f, struct error *err)
{
	struct str *languages;
	size_t n = config_languages(c, f->arena, &languages), before = f->n;

	for (size_t i = 0; i < n; i++)
		if (!lang_check(c, languages[i], f, err))
			return false;
	return f->n > before || packs_are_right(c, err);
}

static bool
kinds_are_right(const struct config *c, struct error *err)
{
	for (size_t i = 0; i < c->n_sources; i++)
		if (!kind_check(c, &c->sources[i], err))
			return false;
	return true;
}

static int
check(const struct config *c, struct arena *a)
{
	struct findings f = {.arena = a};
	struct error err = {0};

	if (!config_check(c, &f, &err) || !kinds_are_right(c, &err) ||
	    !check_packs(c, &f, &err))
		return cmd_fail(&err);
	print_contents(c, a);
	for (size_t i = 0; i < f.n; i++)
		fprintf(stderr, "%.*s\n", STR_ARG(f.list[i]));
	if (f.n > 0) {
		fprintf(stderr, "tallybook: %zu thing%s to set right\n", f.n,
		    f.n == 1 ? "" : "s");
		return EX_CONFIG;
	}
	return EX_OK;
}

static int
show(const struct config *c)
{
	print_folder(c);
	for (size_t i = 0; i < c->n_settings; i++) {
		const struct setting *s = &c->settings[i];
		printf("%-16s %-24.*s %s\n", s->name.ptr,
		    s->value.len > 0 ? (int)s->value.len : 1,
		    s->value.len > 0 ? s->value.ptr : "-",
		    s->given ? "tallybook.yaml" : "default");
	}
	return EX_OK;
}

int
cmd_config(int argc, char **argv)
{
	const char *folder = NULL;
	const struct option table[] = {
	    {"config", NULL, &folder, false},
	    {0},
	};
	CLEANUP(arena_free) struct arena a = {0};
	CLEANUP(config_free) struct config c = {0};
	struct error err = {0};
	int status;

	if ((status = options_read(&argc, argv, table)) != EX_OK)
		return status;
	if (argc != 2 ||
	    (strcmp(argv[1], "check") != 0 && strcmp(argv[1], "show") != 0))
		return cmd_usage(argv[0], "say what: check or show");
	if (!config_load(&c, folder, false, &err))
		return cmd_fail(&err);
	return strcmp(argv[1], "check") == 0 ? check(&c, &a) : show(&c);
}
