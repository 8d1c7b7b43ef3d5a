/* One parser at a time: for bug reports, and for scoring the parsers. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/attr.h"
#include "base/buf.h"
#include "cmd/cmd.h"
#include "cmd/debug.h"
#include "cmd/file.h"
#include "cmd/options.h"
#include "fetch/feed.h"
#include "fetch/listing.h"
#include "fetch/robots.h"
#include "fetch/url.h"
#include "report/json.h"

#define FILE_MAX ((size_t)64 * 1024 * 1024)

/* A member is left out when there is nothing to say. */
static void
put(json_t *object, const char *name, struct str s)
{
	if (s.len > 0)
		json_object_set_new(object, name, json_of_str(s));
}

static void
put_time(json_t *object, struct arena *a, const char *name, struct moment m)
{
	put(object, name, moment_text(a, m));
}

static json_t *
list_of(const struct str *list, size_t n)
{
	json_t *array = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(array, json_of_str(list[i]));
	return array;
}

struct entries {
	struct arena arena;
	json_t *list;
};

static void
add_entry(const struct feed_item *item, void *user)
{
	struct entries *e = user;
	json_t *o = json_object(), *enclosures = json_array();

	put(o, "id", item->guid);
	put(o, "link", item->url);
	put(o, "title", item->title);
	put_time(o, &e->arena, "published", item->published);
	put_time(o, &e->arena, "updated", item->updated);
	put(o, "summary", item->summary);
	put(o, "content", item->content);
	put(o, "author", item->author);
	put(o, "language", item->language);
	json_object_set_new(o, "tags", list_of(item->tags, item->n_tags));
	for (size_t i = 0; i < item->n_enclosures; i++)
		json_array_append_new(
		    enclosures, json_of_str(item->enclosures[i].url));
	json_object_set_new(o, "enclosures", enclosures);
	json_array_append_new(e->list, o);
}

static void
print_feed(const struct feed *f, struct entries *e)
{
	json_t *o = json_object();

	put(o, "title", f->title);
	put(o, "link", f->link);
	put(o, "subtitle", f->subtitle);
	put(o, "id", f->id);
	put(o, "author", f->author);
	put_time(o, &e->arena, "published", f->published);
	put_time(o, &e->arena, "updated", f->updated);
	put(o, "language", f->language);
	put(o, "encoding", f->encoding);
	put(o, "version", f->version);
	json_object_set_new(o, "tags", list_of(f->tags, f->n_tags));
	json_object_set_new(o, "damaged", json_boolean(f->is_damaged));
	json_object_set(o, "entries", e->list);
	json_dumpf(o, stdout, JSON_COMPACT);
	putchar('\n');
	json_decref(o);
}

static struct str
or_empty(const char *s)
{
	return s != NULL ? str_from(s) : (struct str){0};
}

static int
debug_feed(int argc, char **argv)
{
	const char *url = NULL, *type = NULL, *location = NULL, *lang = NULL;
	const struct option table[] = {
	    {"url",  NULL, &url, false},
	    {"content-type",  NULL, &type, false},
	    {"content-location",      NULL, &location, false},
	    {"content-language", NULL, &lang, false},
	    {0},
	};
	struct entries e = {0};
	const struct feed_handler handler = {add_entry, &e};
	struct feed_input in = {0};
	struct feed feed;
	struct error err;
	int status = options_read(&argc, argv, table);

	if (status != EX_OK)
		return status;
	if (argc != 2)
		return cmd_usage("debug", "feed takes one FILE");
	in.url = or_empty(url);
	in.content_type = or_empty(type);
	in.content_location = or_empty(location);
	in.content_language = or_empty(lang);
	e.list = json_array();
	if (file_read(&e.arena, argv[1], FILE_MAX, &in.bytes, &err) &&
	    feed_read(&in, &e.arena, &handler, &feed, &err))
		print_feed(&feed, &e);
	else
		status = cmd_fail(&err);
	json_decref(e.list);
	arena_free(&e.arena);
	return status;
}

static json_t *
parts_of(const struct listing *l, struct arena *a)
{
	json_t *array = json_array(), *o;

	for (size_t i = 0; i < l->n_parts; i++) {
		o = json_object();
		put(o, "link", l->parts[i].url);
		put(o, "title", l->parts[i].title);
		put_time(o, a, "updated", l->parts[i].updated);
		json_array_append_new(array, o);
	}
	return array;
}

static void
print_listing(const struct listing *l, struct entries *e)
{
	json_t *o = json_object();

	put(o, "kind", l->kind);
	put(o, "title", l->title);
	put(o, "link", l->link);
	put(o, "language", l->language);
	json_object_set_new(o, "damaged", json_boolean(l->is_damaged));
	json_object_set(o, "entries", e->list);
	json_object_set_new(o, "parts", parts_of(l, &e->arena));
	json_dumpf(o, stdout, JSON_COMPACT);
	putchar('\n');
	json_decref(o);
}

static int
debug_listing(int argc, char **argv)
{
	const char *url = NULL, *type = NULL, *kind = NULL, *links = NULL;
	const struct option table[] = {
	    {"url",  NULL, &url, false},
	    {"content-type",  NULL, &type, false},
	    {"kind",      NULL, &kind, false},
	    {"links", NULL, &links, false},
	    {0},
	};
	struct entries e = {0};
	const struct feed_handler handler = {add_entry, &e};
	struct listing_input in = {0};
	struct listing listing;
	struct error err;
	int status = options_read(&argc, argv, table);

	if (status != EX_OK)
		return status;
	if (argc != 2)
		return cmd_usage("debug", "listing takes one FILE");
	in.answer.url = or_empty(url);
	in.answer.content_type = or_empty(type);
	in.kind = or_empty(kind);
	in.links = or_empty(links);
	e.list = json_array();
	if (file_read(&e.arena, argv[1], FILE_MAX, &in.answer.bytes, &err) &&
	    listing_read(&in, &e.arena, &handler, &listing, &err))
		print_listing(&listing, &e);
	else
		status = cmd_fail(&err);
	json_decref(e.list);
	arena_free(&e.arena);
	return status;
}

static int
debug_robots(int argc, char **argv)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct error err;
	struct str body;

	if (argc != 4)
		return cmd_usage("debug", "robots takes FILE AGENT URL");
	if (!file_read(&a, argv[1], FILE_MAX, &body, &err))
		return cmd_fail(&err);
	puts(robots_allows(body, str_from(argv[2]), str_from(argv[3]))
		 ? "allow"
		 : "deny");
	return EX_OK;
}

/* Hand each line of standard input to a function that prints one. */
static int
each_line(void (*print)(struct arena *, struct str))
{
	CLEANUP(arena_free) struct arena a = {0};
	char *line = NULL;
	size_t size = 0;
	ssize_t n;

	while ((n = getline(&line, &size, stdin)) >= 0) {
		if (n > 0 && line[n - 1] == '\n')
			n--;
		print(&a, (struct str){line, (size_t)n});
		arena_free(&a);
	}
	free(line);
	return ferror(stdin) ? EX_IOERR : EX_OK;
}

static void
print_date(struct arena *a, struct str line)
{
	struct moment m;
	struct str text = STR("-");

	if (feed_date(line, &m))
		text = moment_text(a, m);
	printf("%.*s\n", STR_ARG(text));
}

static int
debug_date(int argc, char **argv)
{
	(void)argv;
	if (argc != 1)
		return cmd_usage("debug", "date reads standard input");
	return each_line(print_date);
}

static struct str
text_of(const json_t *object, const char *name)
{
	const json_t *value = json_object_get(object, name);

	return (struct str){
	    json_string_value(value), json_string_length(value)};
}

static void
print_url(struct arena *a, struct str line)
{
	json_t *o = json_loadb(line.ptr, line.len, JSON_ALLOW_NUL, NULL);
	struct str out;

	if (o == NULL ||
	    !url_resolve(a, text_of(o, "input"), text_of(o, "base"), &out))
		out = STR("-");
	printf("%.*s\n", STR_ARG(out));
	json_decref(o);
}

static int
debug_url(int argc, char **argv)
{
	(void)argv;
	if (argc != 1)
		return cmd_usage("debug", "url reads standard input");
	return each_line(print_url);
}

static const struct {
	const char *name;
	int (*run)(int argc, char **argv);
} parsers[] = {
    {"feed",    debug_feed   },
    {"listing", debug_listing},
    {"robots",  debug_robots },
    {"date",    debug_date   },
    {"url",     debug_url    },
    {"relate",  debug_relate },
};

int
cmd_debug(int argc, char **argv)
{
	if (argc < 2)
		return cmd_usage("debug", "which parser?");
	for (size_t i = 0; i < COUNT(parsers); i++)
		if (strcmp(argv[1], parsers[i].name) == 0)
			return parsers[i].run(argc - 1, argv + 1);
	return cmd_usage("debug", "no parser %s", argv[1]);
}
