#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "cmd/cmd.h"
#include "cmd/extract_json.h"
#include "cmd/input.h"
#include "cmd/options.h"

/* Print one document's line. False when standard output is closed. */
static bool
print(const struct extractor *x, const struct document *d, struct extraction *e,
    const struct extract_options *o, struct arena *a)
{
	json_t *line;
	bool ok;

	extract_text(x, a, e);
	line = extract_json(d->id, e, o);
	if (d->number_id)
		json_object_set_new(
		    line, "id", json_integer(strtoll(d->id.ptr, NULL, 10)));
	ok =
	    json_dumpf(line, stdout, JSON_COMPACT) == 0 && putchar('\n') != EOF;
	json_decref(line);
	return ok;
}

static void
complain(const char *path, const struct document *d, const struct error *err)
{
	if (d->line > 0)
		fprintf(stderr, "tallybook: %s:%zu: %s\n", path, d->line,
		    err->text);
	else
		fprintf(stderr, "tallybook: %s: %s\n", path, err->text);
}

/* Extract all documents of a file. What is wrong with one stops no other. */
static int
extract_file(const struct extractor *x, const char *path,
    const struct extract_options *o)
{
	struct reader *r CLEANUP(reader_cleanup) = NULL;
	struct error err = {0};
	int status = EX_OK;
	bool more = true;

	if (!reader_open(&r, path, &err))
		return cmd_fail(&err);
	while (more) {
		struct arena arena CLEANUP(arena_free) = {0};
		struct extraction e = {0};
		struct document d = {0};

		if (!reader_next(r, &arena, &d, &more, &err)) {
			status = cmd_fail(&err);
			if (err.kind != ERROR_INPUT)
				return status;
			more = true;
		} else if (more && !extract_article(
				       x, &d.input, &arena, &e.article, &err)) {
			if (d.is_capture)
				continue;
			complain(path, &d, &err);
			status = EX_DATAERR;
		} else if (more && !print(x, &d, &e, o, &arena)) {
			error_set(&err, ERROR_IO, "standard output: %s",
			    "cannot write");
			return cmd_fail(&err);
		}
	}
	return status;
}

static bool
read_offsets(const char *offsets, struct extract_options *o)
{
	if (offsets == NULL)
		return true;
	o->bytes = strcmp(offsets, "bytes") == 0;
	return o->bytes || strcmp(offsets, "characters") == 0;
}

int
cmd_extract(int argc, char **argv)
{
	struct config config CLEANUP(config_free) = {0};
	struct extractor *x CLEANUP(extractor_cleanup) = NULL;
	struct extract_options o = {0};
	const char *offsets = NULL, *folder = NULL;
	const struct option table[] = {
	    {"quantities",     &o.quantities, NULL, false},
	    {"attributions",            &o.attributions, NULL, false},
	    {"offsets",                NULL, &offsets, false},
	    {"config",NULL, &folder, false},
	    {0          },
	};
	int status = options_read(&argc, argv, table), one;
	struct error err = {0};

	if (status != EX_OK)
		return status;
	if (argc < 2)
		return cmd_usage("extract", "no file given; - is stdin");
	if (!read_offsets(offsets, &o))
		return cmd_usage("extract",
		    "--offsets is bytes or characters, not %s", offsets);
	if (!config_load(&config, folder, false, &err) ||
	    !extractor_open(&x, &config, &err))
		return cmd_fail(&err);
	o.registry = &config.registry;
	for (int i = 1; i < argc; i++)
		if ((one = extract_file(x, argv[i], &o)) != EX_OK)
			status = one;
	return status;
}
