/* What adding sources makes of sources.yaml. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "config/config.h"

#define OLD "- key: old\n  name: Old\n  url: https://old.example/\n"

struct folder {
	char root[64], file[80], new[96];
	struct arena arena;
	struct str path;
	size_t line;
	struct error err;
};

static int
set_up(void **state)
{
	struct folder *f = calloc(1, sizeof(*f));
	char settings[96];
	FILE *file;

	strcpy(f->root, "/tmp/tallybook-sources-XXXXXX");
	if (mkdtemp(f->root) == NULL)
		return -1;
	snprintf(f->file, sizeof(f->file), "%s/sources.yaml", f->root);
	snprintf(f->new, sizeof(f->new), "%s.new", f->file);
	snprintf(settings, sizeof(settings), "%s/tallybook.yaml", f->root);
	if ((file = fopen(settings, "w")) == NULL || fclose(file) != 0)
		return -1;
	*state = f;
	return 0;
}

static int
tear_down(void **state)
{
	struct folder *f = *state;
	char command[96];

	arena_free(&f->arena);
	snprintf(command, sizeof(command), "rm -r %s", f->root);
	free(*state);
	return system(command);
}

static void
write_bytes(const struct folder *f, struct str bytes)
{
	FILE *file = fopen(f->file, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes.ptr, 1, bytes.len, file), bytes.len);
	assert_int_equal(fclose(file), 0);
}

static struct str
read_back(struct folder *f)
{
	FILE *file = fopen(f->file, "rb");
	char *bytes = arena_alloc(&f->arena, 1 << 20, 1);
	struct str s = {bytes, 0};

	assert_non_null(file);
	s.len = fread(bytes, 1, 1 << 20, file);
	fclose(file);
	return s;
}

static void
assert_file(struct folder *f, const char *want)
{
	struct str got = read_back(f);

	if (got.len != strlen(want) || memcmp(got.ptr, want, got.len) != 0)
		fail_msg("expected:\n%s\ngot:\n%.*s", want, STR_ARG(got));
}

static bool
add(struct folder *f, const struct source *sources, size_t n)
{
	return config_add_sources(str_from(f->root), sources, n, &f->arena,
	    &f->path, &f->line, &f->err);
}

static struct source
simple(const char *key)
{
	return (struct source){.key = str_from(key),
	    .name = STR("New"),
	    .url = STR("https://new.example/rss"),
	    .every = -1};
}

static void
an_entry_goes_after_what_is_there_and_that_stays(void **state)
{
#define NEW "- key: new\n  name: New\n  url: https://new.example/rss\n"
	static const struct {
		const char *before, *after;
		size_t line;
	} cases[] = {
	    {OLD,							     OLD NEW,                          4},
	    {"# mine\n" OLD "# the end",                                      "# mine\n" OLD "# the end\n" NEW, 6},
	    {"- key: old\n  name: Old\n  url: https://old.example/",          OLD NEW,
             4												   },
	    {"",							      NEW,			      1},
	    {"\n\n",							  "\n\n" NEW,                       3},
	    {"# none yet\n",						  "# none yet\n" NEW,               2},
	    {"---\n" OLD,						     "---\n" OLD NEW,                  5},
	    {"[]",							    NEW,			      1},
	    {"[]\n",							  NEW,			      1},
	    {"# mine\n[ ]  # none yet\n# end\n",
             "# mine\n# none yet\n# end\n" NEW,								 4},
	    {"---\n[]\n",						     "---\n" NEW,                      2},
	    {"\xef\xbb\xbf[]\n",					      "\xef\xbb\xbf" NEW,               1},
	    {"  - key: old\n    name: Old\n    url: https://old.example/\n",
             "  - key: old\n    name: Old\n    url: https://old.example/\n"
		"  - key: new\n    name: New\n    url: "
		"https://new.example/rss\n",								    4},
	    {"- key: old\r\n  name: Old\r\n  url: https://old.example/\r\n",
             "- key: old\r\n  name: Old\r\n  url: https://old.example/\r\n"
		"- key: new\r\n  name: New\r\n  url: "
		"https://new.example/rss\r\n",								  4},
	    {"- key: old\r\n  name: Old\r\n  url: https://old.example/",
             "- key: old\r\n  name: Old\r\n  url: https://old.example/\r\n"
		"- key: new\r\n  name: New\r\n  url: "
		"https://new.example/rss\r\n",								  4},
	    {"- key: old\n  url: https://old.example/\n  name: |\n    Old\n",
             "- key: old\n  url: https://old.example/\n  name: |\n    "
		"Old\n" NEW,
             5												   },
	};
	struct source s = simple("new");
	struct folder *f = *state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		write_bytes(f, str_from(cases[i].before));
		if (!add(f, &s, 1))
			fail_msg("case %zu: %s", i, f->err.text);
		assert_file(f, cases[i].after);
		assert_int_equal(f->line, cases[i].line);
		assert_true(str_eq(f->path, str_from(f->file)));
	}
}

static void
where_there_is_no_file_one_is_made(void **state)
{
	struct source s = simple("new");
	struct folder *f = *state;

	assert_true(add(f, &s, 1));
	assert_file(f, NEW);
	assert_int_equal(f->line, 1);
}

static void
all_that_an_entry_says_is_written(void **state)
{
	const struct source sources[] = {
	    {.key = STR("a"),
             .name = STR("Example Wire, Middle East (World)"),
             .url = STR("https://a.example/rss?x=1&y=2"),
             .kind = STR("feed"),
             .lang = STR("en"),
             .every = 5400,
             .private = true,
             .paused = true},
	    {.key = STR("b"),
             .name = STR("B"),
             .url = STR("https://b.example/#top"),
             .lang = STR("no"),
             .every = 0 },
	};
	struct folder *f = *state;

	assert_true(add(f, sources, COUNT(sources)));
	assert_file(f, "- key: a\n"
		       "  name: Example Wire, Middle East (World)\n"
		       "  url: https://a.example/rss?x=1&y=2\n"
		       "  kind: feed\n"
		       "  lang: en\n"
		       "  every: 90m\n"
		       "  private: true\n"
		       "  paused: true\n"
		       "- key: b\n"
		       "  name: B\n"
		       "  url: \"https://b.example/#top\"\n"
		       "  lang: \"no\"\n"
		       "  every: 0s\n");
}

/* Names that YAML would take for something else, and patterns. */
static void
any_text_is_read_back_as_it_was(void **state)
{
	static const char *const texts[] = {"key: value", "a #b", "#a", "- a",
	    "-", "a:", ": a", "[a]", "{a: b}", "a, b", "&a", "*a", "!a", "|",
	    ">", "%a", "@a", "`a`", "\"a\"", "'a'", "it's", "a\"b", "a\\b",
	    "\\", "true", "No", "null", "~", "1", "1.5", "0x10", "2024-01-01",
	    " a", "a ", "a  b", "a\tb", "a\nb", "a\r\nb", "\n", "---", "...",
	    "a\n- key: b", "? a", "<<", "=", "\x01\x1f\x7f", "é", "وكالة",
	    "\xc2\x85\u2028\u2029", "\ufeff", "\U0001f6a2", "a: b: c",
	    "^https://x\\.example/\\d+[\"'#]$", "a\u00a0b", "trailing\\"};
	struct folder *f = *state;
	struct source s = {
	    .url = STR("https://a.example/"), .kind = STR("page"), .every = -1};
	CLEANUP(config_free) struct config c = {0};
	char key[8];

	for (size_t i = 0; i < COUNT(texts); i++) {
		snprintf(key, sizeof(key), "k%zu", i);
		s.key = str_from(key);
		s.name = s.links = str_from(texts[i]);
		if (!add(f, &s, 1))
			fail_msg("%s: %s", texts[i], f->err.text);
	}
	assert_true(config_load(&c, f->root, true, &f->err));
	assert_int_equal(c.n_sources, COUNT(texts));
	for (size_t i = 0; i < COUNT(texts); i++)
		assert_true(str_eq(c.sources[i].name, str_from(texts[i])));
}

/* Adding fails, for this reason, and the file is as it was. */
static void
assert_refused(struct folder *f, const char *before, const struct source *s,
    size_t n, const char *reason)
{
	write_bytes(f, str_from(before));
	assert_false(add(f, s, n));
	if (strstr(f->err.text, reason) == NULL)
		fail_msg("expected \"%s\" in: %s", reason, f->err.text);
	assert_file(f, before);
	assert_int_equal(access(f->new, F_OK), -1);
}

static void
what_would_not_load_leaves_the_file_as_it_was(void **state)
{
	const struct source twice[] = {simple("a"), simple("a")};
	struct source s = simple("new");
	struct folder *f = *state;

	assert_refused(f, "- {key: a, name: A, url: https://a.example/}\n...\n",
	    &s, 1, "by hand");
	assert_refused(f, "[{key: a, name: A, url: https://a.example/}]\n", &s,
	    1, "by hand");
	assert_refused(f, "key: value\n", &s, 1, "expected a list");
	assert_refused(f, OLD "  evry: 5m\n", &s, 1, "unknown field");
	assert_refused(f, OLD, twice, 2, "with key \"a\" before");
	s = simple("old");
	assert_refused(f, OLD, &s, 1, "with key \"old\" already");
	s = simple("Not A Key");
	assert_refused(f, OLD, &s, 1, "expected lower-case");
	s = simple("new");
	s.url = STR("ftp://new.example/");
	assert_refused(f, OLD, &s, 1, "expected an address");
	s = simple("new");
	s.name = STR("\xff");
	assert_refused(f, OLD, &s, 1, "no UTF-8");
	s.name = (struct str){0};
	assert_refused(f, OLD, &s, 1, "field \"name\" is missing");
}

static void
a_file_that_cannot_be_written_is_an_error(void **state)
{
	struct source s = simple("new");
	struct folder *f = *state;

	write_bytes(f, STR(OLD));
	assert_int_equal(mkdir(f->new, 0700), 0);
	assert_false(add(f, &s, 1));
	assert_int_equal(f->err.kind, ERROR_IO);
	assert_non_null(strstr(f->err.text, "sources.yaml"));
	assert_file(f, OLD);
}

static void
rights_and_links_stay_and_what_a_crash_left_is_no_obstacle(void **state)
{
	struct source s = simple("new");
	struct folder *f = *state;
	char real[80];
	struct stat st;
	FILE *left;

	snprintf(real, sizeof(real), "%s/real.yaml", f->root);
	write_bytes(f, STR(OLD));
	assert_int_equal(rename(f->file, real), 0);
	assert_int_equal(symlink("real.yaml", f->file), 0);
	assert_int_equal(chmod(real, 0640), 0);
	snprintf(f->new, sizeof(f->new), "%s.new", real);
	assert_non_null(left = fopen(f->new, "w"));
	fclose(left);
	assert_true(add(f, &s, 1));
	assert_file(f, OLD NEW);
	assert_int_equal(lstat(f->file, &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	assert_int_equal(stat(real, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0640);
	assert_int_equal(access(f->new, F_OK), -1);
}

static void
keys_are_made_from_names_or_hosts(void **state)
{
	static const struct {
		const char *name, *url, *key;
	} cases[] = {
	    {"Example Wire, Middle East",  "https://a.example/",
             "example-wire-middle-east"							     },
	    {"Example Wire: Middle-East!", "https://a.example/",
             "example-wire-middle-east-2"							   },
	    {"Old",			"https://a.example/",                    "old-2"         },
	    {"L\u2019Écho d'Ýtresûr",   "https://a.example/",                    "lecho-dytresur"},
	    {"Łódź Šport ŞĞı",      "https://a.example/",                    "lodz-sport-sgi"},
	    {"e\u0301cole",                "https://a.example/",                    "ecole"         },
	    {"وكالة الساحل",    "https://www.Sahil-News.example:8080/x",
             "sahil-news-example"								   },
	    {"Порт Today",             "http://user:pw@port.example?x",         "port-example"  },
	    {"",			   "http://[2001:db8::1]:80/",              "2001-db8-1"    },
	    {"",			   "http://127.0.0.1:8080/",                "127-0-0-1"     },
	    {"港",			"https://港.example/",                  "source"        },
	    {"!!!",			"https://!!!/",                          "source-2"      },
	    {"A name that is longer than any key may be, by far and wide, and "
	     "then some",     "https://a.example/",
             "a-name-that-is-longer-than-any-key-may-be-by-far-and-wid"                             },
	};
	struct source old = {.key = STR("old")}, s[COUNT(cases)];
	const struct config c = {.sources = &old, .n_sources = 1};
	struct folder *f = *state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		s[i] = (struct source){.name = str_from(cases[i].name),
		    .url = str_from(cases[i].url)};
	}
	config_name_sources(&c, s, COUNT(cases), &f->arena);
	for (size_t i = 0; i < COUNT(cases); i++)
		if (!str_eq(s[i].key, str_from(cases[i].key)))
			fail_msg("%s: expected %s, got %.*s", cases[i].name,
			    cases[i].key, STR_ARG(s[i].key));
}

static void
a_key_that_is_free_is_kept(void **state)
{
	struct source old = {.key = STR("old")};
	const struct config c = {.sources = &old, .n_sources = 1};
	struct source s[] = {simple("mine_1"), simple("old"), simple("mine_1"),
	    simple("Not A Key")};
	struct folder *f = *state;

	config_name_sources(&c, s, COUNT(s), &f->arena);
	assert_true(str_eq(s[0].key, STR("mine_1")));
	assert_true(str_eq(s[1].key, STR("old-2")));
	assert_true(str_eq(s[2].key, STR("mine-1")));
	assert_true(str_eq(s[3].key, STR("not-a-key")));
}

static void
many_of_one_name_are_told_apart_in_time(void **state)
{
	enum { N = 50000 };
	const struct config c = {0};
	struct folder *f = *state;
	struct source *s = calloc(N, sizeof(*s));

	for (size_t i = 0; i < N; i++)
		s[i] = simple("");
	config_name_sources(&c, s, N, &f->arena);
	assert_true(str_eq(s[0].key, STR("new")));
	assert_true(str_eq(s[N - 1].key, STR("new-50000")));
	free(s);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(an_entry_goes_after_what_is_there_and_that_stays),
	    TEST(where_there_is_no_file_one_is_made),
	    TEST(all_that_an_entry_says_is_written),
	    TEST(any_text_is_read_back_as_it_was),
	    TEST(what_would_not_load_leaves_the_file_as_it_was),
	    TEST(a_file_that_cannot_be_written_is_an_error),
	    TEST(rights_and_links_stay_and_what_a_crash_left_is_no_obstacle),
	    TEST(keys_are_made_from_names_or_hosts),
	    TEST(a_key_that_is_free_is_kept),
	    TEST(many_of_one_name_are_told_apart_in_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
