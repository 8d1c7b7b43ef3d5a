/* The configuration: what loads, what is refused and in which words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "config/config.h"
#include "config/folder.h"
#include "config/value.h"

/* A folder of its own for each test, with the environment pointed at it. */
struct place_of_test {
	char root[64], start[1024];
	struct arena arena;
};

static char *
path(struct place_of_test *t, const char *name)
{
	struct buf b = {.arena = &t->arena};

	buf_printf(&b, "%s/%s", t->root, name);
	return b.ptr;
}

static char *
in_cwd(struct place_of_test *t, const char *name)
{
	struct buf b = {.arena = &t->arena};

	buf_printf(&b, "cwd/%s", name);
	return b.ptr;
}

static void
write_file(struct place_of_test *t, const char *name, const char *text)
{
	char *file = path(t, name);
	FILE *f;

	for (char *p = file + strlen(t->root) + 1; *p != '\0'; p++) {
		if (*p != '/')
			continue;
		*p = '\0';
		mkdir(file, 0777);
		*p = '/';
	}
	assert_non_null(f = fopen(file, "w"));
	fputs(text, f);
	assert_int_equal(fclose(f), 0);
}

static int
set_up(void **state)
{
	struct place_of_test *t = calloc(1, sizeof(*t));

	strcpy(t->root, "/tmp/tallybook-config-XXXXXX");
	if (t == NULL || mkdtemp(t->root) == NULL ||
	    getcwd(t->start, sizeof(t->start)) == NULL)
		return -1;
	mkdir(path(t, "cwd"), 0777);
	unsetenv("TALLYBOOK_CONFIG");
	setenv("HOME", path(t, "home"), 1);
	setenv("XDG_CONFIG_HOME", path(t, "xdg"), 1);
	setenv("XDG_DATA_HOME", path(t, "data"), 1);
	*state = t;
	return chdir(path(t, "cwd"));
}

static int
tear_down(void **state)
{
	struct place_of_test *t = *state;
	struct buf b = {.arena = &t->arena};
	int status;

	buf_printf(&b, "rm -rf '%s'", t->root);
	status = chdir(t->start) == 0 ? system(b.ptr) : -1;
	arena_free(&t->arena);
	free(t);
	return status;
}

static void
assert_str(struct str s, const char *expected)
{
	if (!str_eq(s, str_from(expected)))
		fail_msg("\"%.*s\" is not \"%s\"", STR_ARG(s), expected);
}

/* The folder that is taken, as a text; empty if none is found. */
static struct str
taken(struct place_of_test *t, const char *given)
{
	struct config c;
	struct error err;
	struct str folder;

	if (!config_load(&c, given, true, &err))
		return (struct str){0};
	folder = arena_copy(&t->arena, c.folder);
	config_free(&c);
	return folder;
}

static void
the_first_folder_with_a_config_is_taken(void **state)
{
	struct place_of_test *t = *state;

	assert_str(taken(t, NULL), "");
	write_file(t, "xdg/tallybook/tallybook.yaml", "");
	assert_str(taken(t, NULL), path(t, "xdg/tallybook"));
	write_file(t, "cwd/tallybook.yaml", "");
	assert_str(taken(t, NULL), ".");
	write_file(t, "named/tallybook.yaml", "");
	setenv("TALLYBOOK_CONFIG", path(t, "named"), 1);
	assert_str(taken(t, NULL), path(t, "named"));
	write_file(t, "given/tallybook.yaml", "");
	assert_str(taken(t, path(t, "given")), path(t, "given"));
}

static void
a_named_folder_without_a_config_is_an_error(void **state)
{
	struct place_of_test *t = *state;
	struct config c;
	struct error err = {0};

	write_file(t, "cwd/tallybook.yaml", "");
	assert_false(config_load(&c, path(t, "nowhere"), false, &err));
	assert_int_equal(err.kind, ERROR_CONFIG);
	assert_non_null(strstr(err.text, "tallybook init"));
}

static void
without_a_config_one_is_asked_for_or_defaults_hold(void **state)
{
	struct place_of_test *t = *state;
	struct config c;
	struct error err = {0};

	assert_false(config_load(&c, NULL, true, &err));
	assert_int_equal(err.kind, ERROR_CONFIG);
	assert_non_null(strstr(err.text, "tallybook init"));
	assert_true(config_load(&c, NULL, false, &err));
	assert_int_equal(c.folder.len, 0);
	assert_int_equal(c.n_sources, 0);
	assert_int_equal(c.every, -1);
	assert_int_equal(c.every_min, 900);
	assert_int_equal(c.every_max, 86400);
	assert_int_equal(c.pace_ms, 1000);
	assert_int_equal(c.timeout_ms, 60000);
	assert_int_equal(c.connect_timeout_ms, 10000);
	assert_int_equal(c.max_body, 10000000);
	assert_int_equal(c.n_recheck, 5);
	assert_int_equal(c.recheck[4], 7 * 86400);
	assert_true(c.registry.n_facilities > 0);
	assert_str(c.store, path(t, "data/tallybook/tallybook.db"));
	config_free(&c);
}

static void
settings_are_read_in_the_units_of_the_header(void **state)
{
	struct place_of_test *t = *state;
	struct config c;
	struct error err = {0};

	write_file(t, "cwd/tallybook.yaml",
	    "store: data/news.db\ncontact: desk@example.org\n"
	    "reader: night desk\nevery: 2h\npace: 500ms\ntimeout: 1m\n"
	    "connect_timeout: 3s\nmax_body: 2MiB\nmax_items: 7\nparallel: 9\n"
	    "fail_limit: 0\nrecheck: [1h, 2d]\n"
	    "proxy: http://proxy.example.org:3128\n");
	write_file(t, "cwd/sources.yaml",
	    "- key: wire-en\n  name: Example Wire\n"
	    "  url: https://wire.example.org/feed\n  lang: en\n"
	    "  every: 1d\n  kind: feed\n"
	    "- {key: local, name: Local, url: 'http://127.0.0.1:8080/f',"
	    " private: true, paused: yes}\n");
	if (!config_load(&c, NULL, true, &err))
		fail_msg("%s", err.text);
	assert_str(c.store, "./data/news.db");
	assert_str(c.contact, "desk@example.org");
	assert_str(c.reader, "night desk");
	assert_int_equal(c.every, 7200);
	assert_int_equal(c.pace_ms, 500);
	assert_int_equal(c.connect_timeout_ms, 3000);
	assert_int_equal(c.max_body, 2 << 20);
	assert_int_equal(c.max_items, 7);
	assert_int_equal(c.parallel, 9);
	assert_int_equal(c.fail_limit, 0);
	assert_int_equal(c.n_recheck, 2);
	assert_int_equal(c.recheck[1], 172800);
	assert_str(c.proxy, "http://proxy.example.org:3128");
	assert_int_equal(c.n_sources, 2);
	assert_str(c.sources[0].key, "wire-en");
	assert_str(c.sources[0].name, "Example Wire");
	assert_int_equal(c.sources[0].every, 86400);
	assert_false(c.sources[0].private);
	assert_int_equal(c.sources[1].every, -1);
	assert_true(c.sources[1].private);
	assert_true(c.sources[1].paused);
	config_free(&c);
}

static void
a_page_may_never_be_looked_at_again(void **state)
{
	struct place_of_test *t = *state;
	struct config c;
	struct error err = {0};

	write_file(t, "cwd/tallybook.yaml", "recheck: [never]\n");
	assert_true(config_load(&c, NULL, true, &err));
	assert_int_equal(c.n_recheck, 0);
	config_free(&c);
}

static void
a_file_of_the_folder_stands_for_the_one_built_in(void **state)
{
	struct place_of_test *t = *state;
	struct config c;
	struct error err = {0};
	struct str bytes, where, *languages;
	size_t n;

	write_file(t, "cwd/tallybook.yaml", "");
	write_file(t, "cwd/lang/xx/words.tsv", "un\t1\n");
	write_file(t, "cwd/facilities.yaml",
	    "- {key: hall, kind: shelter, names: [{text: Town Hall}]}\n");
	assert_true(config_load(&c, NULL, true, &err));
	assert_int_equal(c.registry.n_facilities, 1);
	assert_true(c.registry.n_actors > 1);
	assert_true(config_file(
	    &c, &t->arena, "facilities.yaml", &bytes, &where, &err));
	assert_str(where, "./facilities.yaml");
	assert_true(
	    config_file(&c, &t->arena, "actors.yaml", &bytes, &where, &err));
	assert_str(where, "built-in actors.yaml");
	assert_false(
	    config_file(&c, &t->arena, "lang/zz/x", &bytes, &where, &err));
	assert_false(
	    config_file(&c, &t->arena, "../cwd/x", &bytes, &where, &err));
	n = config_languages(&c, &t->arena, &languages);
	assert_true(n >= 1);
	assert_str(languages[n - 1], "xx");
	config_free(&c);
}

/* A wrong file, and the message that it gets. */
struct wrong {
	const char *file, *text, *message;
};

static void
wrong_files_are_refused_by_file_and_line(void **state)
{
	static const struct wrong cases[] = {
#include "tests/config_wrong.h"
	};
	struct place_of_test *t = *state;
	struct config c;
	struct error err;

	for (size_t i = 0; i < COUNT(cases); i++) {
		err = (struct error){0};
		write_file(t, "cwd/tallybook.yaml", "");
		write_file(t, "cwd/sources.yaml", "");
		unlink("facilities.yaml");
		unlink("actors.yaml");
		unlink("places.yaml");
		unlink("metrics.yaml");
		unlink("groups.yaml");
		unlink("events.yaml");
		unlink("kinds.yaml");
		write_file(t, in_cwd(t, cases[i].file), cases[i].text);
		if (config_load(&c, NULL, true, &err))
			fail_msg("accepted: %s", cases[i].text);
		assert_string_equal(err.text, cases[i].message);
		assert_int_equal(err.kind, ERROR_CONFIG);
	}
}

static void
a_file_too_large_is_refused(void **state)
{
	struct place_of_test *t = *state;
	struct config c;
	struct error err = {0};

	write_file(t, "cwd/tallybook.yaml", "");
	write_file(t, "cwd/sources.yaml", "");
	assert_int_equal(truncate("sources.yaml", 17 << 20), 0);
	assert_false(config_load(&c, NULL, true, &err));
	assert_string_equal(err.text, "./sources.yaml: larger than 16 MB");
}

static void
entries_are_found_by_key_and_by_parent(void **state)
{
	struct config c;
	struct error err = {0};
	const struct registry *r = &c.registry;

	(void)state;
	assert_true(config_load(&c, NULL, false, &err));
	for (size_t i = 0; i < r->n_facilities; i++)
		assert_ptr_equal(&r->facilities[i],
		    registry_facility(r, r->facilities[i].key));
	for (size_t i = 0; i < r->n_places; i++)
		assert_ptr_equal(
		    &r->places[i], registry_place(r, r->places[i].key));
	assert_null(registry_facility(r, STR("no-such-place")));
	assert_null(registry_actor(r, (struct str){0}));
	assert_true(
	    registry_metric_within(r, STR("casualties"), STR("executed")));
	assert_true(
	    registry_metric_within(r, STR("executed"), STR("executed")));
	assert_false(registry_metric_within(r, STR("executed"), STR("killed")));
	assert_true(registry_group_within(r, STR("children"), STR("girls")));
	assert_false(registry_group_within(r, STR("girls"), STR("boys")));
	config_free(&c);
}

static void
a_registry_made_by_hand_needs_no_index(void **state)
{
	struct metric metrics[] = {
	    {.key = STR_INIT("b"), .parent = STR_INIT("a")},
	    {.key = STR_INIT("a"), .parent = STR_INIT("b")},
	};
	struct registry r = {.metrics = metrics, .n_metrics = 2};

	(void)state;
	assert_ptr_equal(registry_metric(&r, STR("a")), &metrics[1]);
	assert_true(registry_metric_within(&r, STR("a"), STR("b")));
	assert_false(registry_metric_within(&r, STR("c"), STR("b")));
}

static void
the_preferred_name_comes_first(void **state)
{
	struct place_of_test *t = *state;
	struct config c;
	struct error err = {0};
	const struct facility *f;

	write_file(t, "cwd/tallybook.yaml", "");
	write_file(t, "cwd/facilities.yaml",
	    "- key: a\n  kind: prison\n  lat: -33.5\n  lon: 36.25\n  names:\n"
	    "    - {text: Old Keep, kind: former}\n"
	    "    - {text: السجن, lang: ar}\n"
	    "    - {text: Stonegate Prison, kind: preferred}\n");
	assert_true(config_load(&c, NULL, true, &err));
	f = registry_facility(&c.registry, STR("a"));
	assert_str(f->names[0].text, "Stonegate Prison");
	assert_int_equal(f->names[0].kind, NAME_PREFERRED);
	assert_int_equal(f->names[1].kind, NAME_FORMER);
	assert_str(f->names[1].lang, "en");
	assert_int_equal(f->names[2].kind, NAME_VARIANT);
	assert_str(f->names[2].lang, "ar");
	assert_true(f->located);
	assert_true(f->lat < -33.4 && f->lat > -33.6);
	config_free(&c);
}

static void
the_shipped_files_load_and_nothing_is_doubtful(void **state)
{
	struct place_of_test *t = *state;
	struct config c;
	struct error err = {0};
	struct findings found = {.arena = &t->arena};
	struct str where, *kept;
	size_t n;

	assert_true(config_init(path(t, "new/folder"), STR("desk@example.org"),
	    &t->arena, &where, &kept, &n, &err));
	assert_int_equal(n, 0);
	if (!config_load(&c, path(t, "new/folder"), true, &err))
		fail_msg("%s", err.text);
	assert_str(c.contact, "desk@example.org");
	assert_true(c.n_sources >= 30);
	assert_true(c.registry.n_actors >= 150);
	assert_true(config_check(&c, &found, &err));
	for (size_t i = 0; i < found.n; i++)
		print_error("%.*s\n", STR_ARG(found.list[i]));
	assert_int_equal(found.n, 0);
	config_free(&c);
}

static void
assert_same_names(
    const struct name *a, size_t n, const struct name *b, size_t m)
{
	assert_int_equal(n, m);
	for (size_t i = 0; i < n; i++) {
		assert_true(str_eq(a[i].text, b[i].text));
		assert_true(str_eq(a[i].lang, b[i].lang));
		assert_int_equal(a[i].kind, b[i].kind);
	}
}

/* The fields from the key on, as many strings as there are. */
static void
assert_same_strings(const struct str *a, const struct str *b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		assert_true(str_eq(a[i], b[i]));
}

static void
assert_same_registry(const struct registry *a, const struct registry *b)
{
	assert_int_equal(a->n_facilities, b->n_facilities);
	for (size_t i = 0; i < a->n_facilities; i++) {
		const struct facility *f = &a->facilities[i],
				      *g = &b->facilities[i];

		assert_same_strings(&f->key, &g->key, 5);
		assert_same_names(f->names, f->n_names, g->names, g->n_names);
		assert_true(f->located == g->located && f->lat == g->lat &&
			    f->lon == g->lon);
		assert_ptr_equal(registry_facility(a, f->key), f);
	}
	assert_int_equal(a->n_actors, b->n_actors);
	for (size_t i = 0; i < a->n_actors; i++) {
		const struct actor *x = &a->actors[i], *y = &b->actors[i];

		assert_same_strings(&x->key, &y->key, 5);
		assert_same_names(x->names, x->n_names, y->names, y->n_names);
		assert_ptr_equal(registry_actor(a, x->key), x);
	}
	assert_int_equal(a->n_places, b->n_places);
	for (size_t i = 0; i < a->n_places; i++) {
		const struct place *x = &a->places[i], *y = &b->places[i];

		assert_same_strings(&x->key, &y->key, 5);
		assert_true(str_eq(x->demonym, y->demonym));
		assert_same_names(x->names, x->n_names, y->names, y->n_names);
		assert_ptr_equal(registry_place(a, x->key), x);
	}
	assert_int_equal(a->n_kinds, b->n_kinds);
	assert_int_equal(a->n_metrics, b->n_metrics);
	for (size_t i = 0; i < a->n_metrics; i++)
		assert_same_strings(&a->metrics[i].key, &b->metrics[i].key, 9);
	assert_int_equal(a->n_groups, b->n_groups);
	for (size_t i = 0; i < a->n_groups; i++)
		assert_same_strings(&a->groups[i].key, &b->groups[i].key, 5);
	assert_int_equal(a->n_events, b->n_events);
	for (size_t i = 0; i < a->n_events; i++)
		assert_same_strings(&a->events[i].key, &b->events[i].key, 4);
}

/* A file that differs in its last byte only is read, and not taken as known. */
static void
what_is_built_in_is_what_its_files_say(void **state)
{
	static const char *const files[] = {"kinds.yaml", "places.yaml",
	    "facilities.yaml", "actors.yaml", "events.yaml", "metrics.yaml",
	    "groups.yaml"};
	struct place_of_test *t = *state;
	struct config built_in, read;
	struct error err = {0};
	struct str bytes, where;
	struct buf b = {.arena = &t->arena};

	assert_true(config_load(&built_in, NULL, false, &err));
	write_file(t, "cwd/tallybook.yaml", "");
	for (size_t i = 0; i < COUNT(files); i++) {
		assert_true(config_file(
		    &built_in, &t->arena, files[i], &bytes, &where, &err));
		b = (struct buf){.arena = &t->arena};
		buf_printf(&b, "%.*s\n", STR_ARG(bytes));
		write_file(t, in_cwd(t, files[i]), b.ptr);
	}
	if (!config_load(&read, NULL, true, &err))
		fail_msg("%s", err.text);
	assert_ptr_not_equal(read.registry.actors, built_in.registry.actors);
	assert_same_registry(&built_in.registry, &read.registry);
	config_free(&read);
	config_free(&built_in);
}

static void
other_kinds_are_held_against_what_is_built_in(void **state)
{
	struct place_of_test *t = *state;
	struct config c;
	struct error err = {0};

	write_file(t, "cwd/tallybook.yaml", "");
	write_file(
	    t, "cwd/kinds.yaml", "- {key: city, of: place, label: City}\n");
	assert_false(config_load(&c, NULL, true, &err));
	assert_non_null(strstr(err.text, "built-in places.yaml:"));
	assert_non_null(strstr(err.text, "unknown kind"));
}

static void
init_keeps_what_is_there(void **state)
{
	struct place_of_test *t = *state;
	struct error err = {0};
	struct str where, *kept;
	struct config c;
	size_t n;

	write_file(t, "xdg/tallybook/tallybook.yaml", "every: 3h\n");
	assert_true(config_init(
	    NULL, (struct str){0}, &t->arena, &where, &kept, &n, &err));
	assert_str(where, path(t, "xdg/tallybook"));
	assert_int_equal(n, 1);
	assert_str(kept[0], "tallybook.yaml");
	assert_true(config_load(&c, NULL, true, &err));
	assert_int_equal(c.every, 10800);
	config_free(&c);
}

static void
what_is_doubtful_is_named_by_file_and_line(void **state)
{
	static const char *const expected[] = {
	    "./sources.yaml:6: the address \"http://A.example.org/\" of b is "
	    "also that of a",
	    "./facilities.yaml:2: operator \"nobody\" is no key of "
	    "actors.yaml",
	    "./facilities.yaml:3: place \"nowhere\" is no key of places.yaml",
	    "./facilities.yaml:3: the name \"stoneGATE\" of b is also that of "
	    "a",
	};
	struct place_of_test *t = *state;
	struct config c;
	struct error err = {0};
	struct findings found = {.arena = &t->arena};

	write_file(t, "cwd/tallybook.yaml", "");
	write_file(t, "cwd/sources.yaml",
	    "- key: a\n  name: A\n  url: http://a.example.org/\n"
	    "- key: b\n  name: B\n  url: http://A.example.org/\n");
	write_file(t, "cwd/facilities.yaml",
	    "- {key: a, kind: prison, names: [{text: Stonegate}]}\n"
	    "- {key: b, kind: prison, operator: nobody,\n"
	    "   place: nowhere, names: [{text: stoneGATE}]}\n");
	assert_true(config_load(&c, NULL, true, &err));
	assert_true(config_check(&c, &found, &err));
	for (size_t i = 0; i < found.n && i < COUNT(expected); i++) {
		bool known = false;
		for (size_t k = 0; k < COUNT(expected); k++)
			known |= str_eq(found.list[i], str_from(expected[k]));
		if (!known)
			fail_msg("%.*s", STR_ARG(found.list[i]));
	}
	assert_int_equal(found.n, COUNT(expected));
	config_free(&c);
}

static void
thousands_of_entries_load_and_are_found(void **state)
{
	struct place_of_test *t = *state;
	struct buf b = {.arena = &t->arena};
	struct config c;
	struct error err = {0};

	for (int i = 0; i < 20000; i++)
		buf_printf(&b, "- {key: k%d, kind: city, names: [{text: T}]}\n",
		    19999 - i);
	write_file(t, "cwd/tallybook.yaml", "");
	write_file(t, "cwd/places.yaml", b.ptr);
	assert_true(config_load(&c, NULL, true, &err));
	for (size_t i = 0; i < c.registry.n_places; i++)
		assert_ptr_equal(&c.registry.places[i],
		    registry_place(&c.registry, c.registry.places[i].key));
	config_free(&c);
}

static void
values_are_read_as_people_write_them(void **state)
{
	static const struct {
		const char *text;
		int64_t ms; /* -1: refused */
	} times[] =
	    {
		{"30m",               1800000   },
                {"0s",                0         },
                {"1d",                86400000  },
                {"6h",                21600000  },
		{"2w",                1209600000},
                {"250ms",             250       },
                {"",                  -1        },
                {"5",                 -1        },
		{"m",                 -1        },
                {"-1h",               -1        },
                {"1 h",               -1        },
                {"1.5h",              -1        },
                {"1H",                -1        },
		{"999999999999999w",  -1        },
                {"9999999999999999s", -1        }
        },
	  sizes[] = {{"10MB", 10000000}, {"1kB", 1000}, {"7B", 7},
	      {"2MiB", 2097152}, {"10", -1}, {"10mb", -1}, {"MB", -1}};
	int64_t value;
	double degrees;

	(void)state;
	for (size_t i = 0; i < COUNT(times); i++) {
		value = -1;
		value_duration(str_from(times[i].text), &value);
		assert_int_equal(value, times[i].ms);
	}
	for (size_t i = 0; i < COUNT(sizes); i++) {
		value = -1;
		value_size(str_from(sizes[i].text), &value);
		assert_int_equal(value, sizes[i].ms);
	}
	assert_true(value_degrees(STR("-12.25"), 90, &degrees));
	assert_false(value_degrees(STR("91"), 90, &degrees));
	assert_false(value_degrees(STR("1e3"), 90, &degrees));
	assert_false(value_degrees(STR("."), 90, &degrees));
	assert_true(value_is_url(STR("https://example.org/a?b=c")));
	assert_false(value_is_url(STR("https://")));
	assert_false(value_is_url(STR("https:///x")));
	assert_false(value_is_url(STR("file:///etc/passwd")));
	assert_false(value_is_url(STR("https://example.org/a b")));
}

static void
the_system_s_configuration_has_its_store_in_var_lib(void **state)
{
	CLEANUP(arena_free) struct arena a = {0};

	(void)state;
	assert_str(folder_store(&a, STR("/etc/tallybook")),
	    "/var/lib/tallybook/tallybook.db");
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(the_first_folder_with_a_config_is_taken),
	    TEST(a_named_folder_without_a_config_is_an_error),
	    TEST(without_a_config_one_is_asked_for_or_defaults_hold),
	    TEST(settings_are_read_in_the_units_of_the_header),
	    TEST(a_page_may_never_be_looked_at_again),
	    TEST(a_file_of_the_folder_stands_for_the_one_built_in),
	    TEST(wrong_files_are_refused_by_file_and_line),
	    TEST(a_file_too_large_is_refused),
	    TEST(entries_are_found_by_key_and_by_parent),
	    TEST(a_registry_made_by_hand_needs_no_index),
	    TEST(the_preferred_name_comes_first),
	    TEST(the_shipped_files_load_and_nothing_is_doubtful),
	    TEST(what_is_built_in_is_what_its_files_say),
	    TEST(other_kinds_are_held_against_what_is_built_in),
	    TEST(init_keeps_what_is_there),
	    TEST(what_is_doubtful_is_named_by_file_and_line),
	    TEST(thousands_of_entries_load_and_are_found),
	    TEST(values_are_read_as_people_write_them),
	    TEST(the_system_s_configuration_has_its_store_in_var_lib),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
