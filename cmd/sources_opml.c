/* Lists of feeds from feed readers, and for them. */
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "cmd/cmd.h"
#include "cmd/file.h"
#include "cmd/sources.h"
#include "config/value.h"
#include "fetch/listing.h"
#include "fetch/opml.h"
#include "fetch/url.h"

#define FILE_MAX  ((size_t)16 << 20) /* bytes */
#define LINKS_MAX 1000               /* bytes, as in sources.yaml */
#define SHOWN_MAX 10                 /* entries that are passed over, by name */

struct import {
	struct config config;
	struct arena arena;
	void *addresses; /* of tsearch(3): struct str, those that are known */
	struct source *list; /* to be added */
	size_t n, size;
	size_t n_known, n_wrong; /* passed over */
};

static void
import_free(struct import *im)
{
	while (im->addresses != NULL)
		tdelete(*(struct str **)im->addresses, &im->addresses,
		    sources_compare);
	config_free(&im->config);
	arena_free(&im->arena);
}

/* Note an address; false if it was noted before. */
static bool
note(struct import *im, struct str url)
{
	struct str *address = arena_alloc(&im->arena, 1, sizeof(*address));
	void *found;

	*address = sources_address(&im->arena, url);
	found = tsearch(address, &im->addresses, sources_compare);
	if (found == NULL)
		abort();
	return *(struct str **)found == address;
}

static void
pass_over(struct import *im, const struct source *s)
{
	struct str name = sources_value(&im->arena, s->name);
	struct str url = sources_value(&im->arena, s->url);

	if (im->n_wrong++ < SHOWN_MAX)
		fprintf(stderr,
		    "tallybook: passed over %.*s%s%.*s: no http or https "
		    "address\n",
		    STR_ARG(name), name.len > 0 ? ", " : "", STR_ARG(url));
}

/* What the configuration would refuse is left out: it is not the user's. */
static struct source
tidy(struct arena *a, struct source s)
{
	struct url_parts parts;
	struct error why;

	s.name = sources_value(a, s.name);
	if (s.name.len == 0 && url_split(s.url, &parts))
		s.name = parts.host;
	s.lang = sources_language(s.lang);
	if (!listing_is_kind(s.kind) ||
	    (str_eq(s.kind, STR("page")) &&
		(s.links.len > LINKS_MAX ||
		    !listing_check_links(s.links, &why))))
		s.kind = (struct str){0};
	if (!str_eq(s.kind, STR("page")))
		s.links = (struct str){0};
	return s;
}

static void
take(struct import *im, const struct source *s)
{
	struct str resolved;

	if (!value_is_url(s->url) ||
	    !url_resolve_web(&im->arena, s->url, (struct str){0}, &resolved))
		pass_over(im, s);
	else if (note(im, s->url))
		im->list[im->n++] = tidy(&im->arena, *s);
	else
		im->n_known++;
}

static bool
read_list(struct import *im, const char *path, struct error *err)
{
	struct error why;
	struct source *found, *grown;
	struct str bytes;
	size_t n;

	if (!file_read(&im->arena, path, FILE_MAX, &bytes, err))
		return false;
	if (!opml_read(bytes, &im->arena, &found, &n, &why))
		return error_set(err, why.kind, "%s: %s",
		    strcmp(path, "-") == 0 ? "standard input" : path, why.text);
	grown = arena_alloc(&im->arena, im->n + n, sizeof(*grown));
	if (im->n > 0)
		memcpy(grown, im->list, im->n * sizeof(*grown));
	im->list = grown;
	for (size_t i = 0; i < n; i++)
		take(im, &found[i]);
	return true;
}

static const char *
plural(size_t n)
{
	return n == 1 ? "" : "s";
}

static int
add_all(struct import *im, const struct sources_options *o)
{
	struct error err;
	struct str path;
	size_t line;

	config_name_sources(&im->config, im->list, im->n, &im->arena);
	if (im->n > 0 && !config_add_sources(im->config.folder, im->list, im->n,
			     &im->arena, &path, &line, &err))
		return cmd_fail(&err);
	printf("%zu source%s added, %zu there already", im->n, plural(im->n),
	    im->n_known);
	if (im->n_wrong > 0)
		printf(", %zu without an http or https address", im->n_wrong);
	putchar('\n');
	if (im->n == 0)
		return EX_OK;
	printf("In %.*s from line %zu on\n", STR_ARG(path), line);
	sources_next(o, "collect");
	return EX_OK;
}

int
sources_import(int argc, char **argv, const struct sources_options *o)
{
	CLEANUP(import_free) struct import im = {0};
	struct error err;

	if (argc < 3)
		return cmd_usage("sources",
		    "import takes the files to import; - is standard input");
	if (!config_load(&im.config, o->format.folder, true, &err))
		return cmd_fail(&err);
	for (size_t i = 0; i < im.config.n_sources; i++)
		note(&im, im.config.sources[i].url);
	for (int i = 2; i < argc; i++)
		if (!read_list(&im, argv[i], &err))
			return cmd_fail(&err);
	return add_all(&im, o);
}

int
sources_export(int argc, char **argv, const struct sources_options *o)
{
	CLEANUP(arena_free) struct arena a = {0};
	CLEANUP(config_free) struct config config = {0};
	struct buf out = {.arena = &a};
	struct error err;

	if (argc > 3)
		return cmd_usage("sources", "export takes one file at most");
	if (!config_load(&config, o->format.folder, true, &err))
		return cmd_fail(&err);
	opml_write(&out, STR("Sources of tallybook"), config.sources,
	    config.n_sources);
	if (file_write(argc == 3 ? argv[2] : "-", buf_str(&out), &err))
		return EX_OK;
	cmd_fail(&err);
	return argc == 3 ? EX_CANTCREAT : EX_IOERR;
}
