/* Lists of feeds as readers exchange them, good and broken. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "fetch/opml.h"

#define OPML(outlines)                                                         \
	"<?xml version=\"1.0\"?>\n<opml version=\"2.0\"><head><title>Mine"     \
	"</title></head><body>" outlines "</body></opml>"
#define FEED "xmlUrl=\"https://wire.example/feed\""

struct result {
	struct arena arena;
	struct source *sources;
	size_t n;
	struct error err;
	bool ok;
};

static struct result
read_bytes(struct str bytes)
{
	struct result r = {0};

	r.ok = opml_read(bytes, &r.arena, &r.sources, &r.n, &r.err);
	return r;
}

static struct result
read_text(const char *text)
{
	return read_bytes(str_from(text));
}

static void
assert_str(struct str s, const char *want)
{
	assert_int_equal(s.len, strlen(want));
	assert_memory_equal(s.ptr, want, s.len);
}

static void
every_outline_with_an_address_is_a_source(void **state)
{
	struct result r = read_text(
	    OPML("<outline text=\"Press\">"
		 "<outline type=\"rss\" text=\"Ostvar Wire\" title=\"O\" "
		 "xmlUrl=\"https://ostvar.example/rss\" language=\"fr\"/>"
		 "<outline text=\"Inland\"><outline title=\"Hill Post\" "
		 "xmlUrl=\" http://hill.example/?a=1&amp;b=2 \"/></outline>"
		 "</outline><outline text=\"No feed\" type=\"link\" "
		 "url=\"https://ostvar.example/\"/>"));

	(void)state;
	assert_true(r.ok);
	assert_int_equal(r.n, 2);
	assert_str(r.sources[0].name, "Ostvar Wire");
	assert_str(r.sources[0].url, "https://ostvar.example/rss");
	assert_str(r.sources[0].lang, "fr");
	assert_int_equal(r.sources[0].key.len, 0);
	assert_true(r.sources[0].every == -1);
	assert_str(r.sources[1].name, "Hill Post");
	assert_str(r.sources[1].url, "http://hill.example/?a=1&b=2");
	arena_free(&r.arena);
}

static void
names_of_elements_and_attributes_are_taken_in_any_case(void **state)
{
	struct result r = read_text("<OPML><BODY><Outline TEXT='A' "
				    "xmlurl='https://a.example/'/>"
				    "</BODY></OPML>");

	(void)state;
	assert_true(r.ok);
	assert_int_equal(r.n, 1);
	assert_str(r.sources[0].name, "A");
	arena_free(&r.arena);
}

/* Write the sources, and read what was written. */
static struct result
round_trip(const struct source *sources, size_t n)
{
	struct result r = {0};
	struct buf out = {.arena = &r.arena};

	opml_write(&out, STR("What <we> read & keep"), sources, n);
	r.ok = opml_read(buf_str(&out), &r.arena, &r.sources, &r.n, &r.err);
	return r;
}

static void
assert_same(const struct source *a, const struct source *b)
{
	assert_true(str_eq(a->key, b->key));
	assert_true(str_eq(a->name, b->name));
	assert_true(str_eq(a->url, b->url));
	assert_true(str_eq(a->kind, b->kind));
	assert_true(str_eq(a->links, b->links));
	assert_true(str_eq(a->lang, b->lang));
	assert_true(a->every == b->every);
	assert_int_equal(a->private, b->private);
	assert_int_equal(a->paused, b->paused);
}

static void
what_is_written_is_read_back(void **state)
{
	const struct source sources[] = {
	    {.key = STR("ostvar-wire"),
             .name = STR("The \"Ostvar\" Wire & 'Sons' <b>"),
             .url = STR("https://ostvar.example/rss?a=1&b=\"2\""),
             .lang = STR("fr"),
             .every = 5400,
             .paused = true},
	    {.key = STR("sahil"),
             .name = STR("وكالة الساحل للأنباء"),
             .url = STR("http://127.0.0.1:8080/ساحل"),
             .lang = STR("ar"),
             .every = 0,
             .private = true},
	    {.key = STR("port"),
             .name = STR("Порт — 港 \xf0\x9f\x9a\xa2"),
             .url = STR("https://port.example/"),
             .kind = STR("page"),
             .links = STR("^https://port\\.example/\\d+[\"<&>']\t\\s"),
             .every = -1},
	    {.name = STR("No key"),
             .url = STR("https://nokey.example/"),
             .every = 86400                },
	};
	struct result r = round_trip(sources, COUNT(sources));

	(void)state;
	assert_true(r.ok);
	assert_int_equal(r.n, COUNT(sources));
	for (size_t i = 0; i < COUNT(sources); i++)
		assert_same(&r.sources[i], &sources[i]);
	arena_free(&r.arena);
}

static void
every_interval_is_read_back(void **state)
{
	static const int64_t every[] = {
	    0, 1, 59, 60, 90, 1800, 3600, 5400, 86399, 86400, 604800, 1000000};
	struct source s = {.name = STR("A"), .url = STR("https://a.example/")};

	(void)state;
	for (size_t i = 0; i < COUNT(every); i++) {
		struct result r;

		s.every = every[i];
		r = round_trip(&s, 1);
		assert_true(r.ok);
		assert_true(r.sources[0].every == every[i]);
		arena_free(&r.arena);
	}
}

static void
a_name_stands_on_one_line_and_without_control_characters(void **state)
{
	const struct source s = {.name = STR("Two\nlines\x01 and\t more"),
	    .url = STR("https://a.example/"),
	    .every = -1};
	struct result r = round_trip(&s, 1);

	(void)state;
	assert_true(r.ok);
	assert_str(r.sources[0].name, "Two lines and more");
	arena_free(&r.arena);
}

static void
a_list_of_none_is_opml(void **state)
{
	struct result r = round_trip(NULL, 0);

	(void)state;
	assert_true(r.ok);
	assert_int_equal(r.n, 0);
	arena_free(&r.arena);
}

static void
attributes_of_another_namespace_are_not_ours(void **state)
{
	struct result r = read_text(
	    "<opml xmlns:t='urn:other'><body><outline text='A' t:key='theirs' "
	    "key='plain' t:xmlUrl='https://no.example/' t:private='true' " FEED
	    "/></body></opml>");

	(void)state;
	assert_true(r.ok);
	assert_int_equal(r.n, 1);
	assert_int_equal(r.sources[0].key.len, 0);
	assert_false(r.sources[0].private);
	arena_free(&r.arena);
}

static void
broken_files_are_repaired(void **state)
{
	static const struct {
		const char *text, *name;
	} cases[] = {
	    {OPML("<outline text=\"Sea & Sand\" " FEED "/>"),              "Sea & Sand"},
	    {OPML("<outline text=\"Caf&eacute;\" " FEED "/>"),             "Café"     },
	    {"<opml><body><outline text='Cut off' " FEED "/><outl",        "Cut off"   },
	    {"<opml><body><outline text='Open' " FEED "></body></opml>",
             "Open"								    },
	    {"<opml><body><outline text=Bare " FEED "/></body></opml>",    "Bare"      },
	    {"<!DOCTYPE opml [<!ENTITY x \"y\">]><opml><body>"
	     "<outline text='Type' " FEED "/></body></opml>",
             "Type"								    },
	    {"\n\n <?xml version='1.0'?><opml><body><outline text='Late' " FEED
	     "/></body></opml>",			      "Late"      },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct result r = read_text(cases[i].text);

		assert_true(r.ok);
		assert_int_equal(r.n, 1);
		assert_str(r.sources[0].name, cases[i].name);
		assert_str(r.sources[0].url, "https://wire.example/feed");
		arena_free(&r.arena);
	}
}

static void
other_charsets_are_read(void **state)
{
	struct result r = read_text(
	    "<?xml version=\"1.0\" encoding=\"windows-1251\"?><opml><body>"
	    "<outline text=\"\xcf\xee\xf0\xf2\" " FEED "/></body></opml>");

	(void)state;
	assert_true(r.ok);
	assert_str(r.sources[0].name, "Порт");
	arena_free(&r.arena);
}

static void
nothing_outside_is_loaded(void **state)
{
	struct result r = read_text(
	    "<!DOCTYPE opml [<!ENTITY f SYSTEM \"file:///etc/passwd\">]>"
	    "<opml><body><outline text=\"[&f;]\" " FEED "/></body></opml>");

	(void)state;
	assert_true(r.ok);
	assert_int_equal(r.n, 1);
	for (size_t i = 0; i + 4 < r.sources[0].name.len; i++)
		assert_memory_not_equal(r.sources[0].name.ptr + i, "root", 4);
	arena_free(&r.arena);
}

static void
what_is_no_opml_is_refused(void **state)
{
	static const char *const texts[] = {"", "   ", "feeds",
	    "<rss version=\"2.0\"><channel><title>T</title></channel></rss>",
	    "<html><body>opml</body></html>", "{\"opml\": 1}",
	    "- key: a\n  name: A\n"};

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct result r = read_text(texts[i]);

		assert_false(r.ok);
		assert_int_equal(r.err.kind, ERROR_INPUT);
		assert_non_null(strstr(r.err.text, "not OPML"));
		arena_free(&r.arena);
	}
}

/* A list with n outlines, one in another or one after another. */
static struct result
read_many(size_t n, const char *start, const char *end)
{
	struct arena a = {0};
	struct buf text = {.arena = &a};
	struct result r;

	buf_add(&text, STR("<opml><body>"));
	for (size_t i = 0; i < n; i++)
		buf_add(&text, str_from(start));
	for (size_t i = 0; i < n; i++)
		buf_add(&text, str_from(end));
	buf_add(&text, STR("</body></opml>"));
	r = read_bytes(buf_str(&text));
	arena_free(&a);
	return r;
}

static void
depth_is_bounded(void **state)
{
	struct result r =
	    read_many(64, "<outline text='A' " FEED ">", "</outline>");

	(void)state;
	assert_true(r.ok);
	assert_int_equal(r.n, 64);
	arena_free(&r.arena);
	r = read_many(65, "<outline text='A'>", "</outline>");
	assert_false(r.ok);
	assert_non_null(strstr(r.err.text, "64 deep"));
	arena_free(&r.arena);
}

static void
the_number_of_outlines_is_bounded(void **state)
{
	struct result r = read_many(100000, "<outline text='A' " FEED "/>", "");

	(void)state;
	assert_true(r.ok);
	assert_int_equal(r.n, 100000);
	arena_free(&r.arena);
	r = read_many(100001, "<outline text='A' " FEED "/>", "");
	assert_false(r.ok);
	assert_non_null(strstr(r.err.text, "100,000"));
	arena_free(&r.arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_outline_with_an_address_is_a_source),
	    cmocka_unit_test(
		names_of_elements_and_attributes_are_taken_in_any_case),
	    cmocka_unit_test(what_is_written_is_read_back),
	    cmocka_unit_test(every_interval_is_read_back),
	    cmocka_unit_test(
		a_name_stands_on_one_line_and_without_control_characters),
	    cmocka_unit_test(a_list_of_none_is_opml),
	    cmocka_unit_test(attributes_of_another_namespace_are_not_ours),
	    cmocka_unit_test(broken_files_are_repaired),
	    cmocka_unit_test(other_charsets_are_read),
	    cmocka_unit_test(nothing_outside_is_loaded),
	    cmocka_unit_test(what_is_no_opml_is_refused),
	    cmocka_unit_test(depth_is_bounded),
	    cmocka_unit_test(the_number_of_outlines_is_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
