#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "fetch/feed.h"

#define RSS(items)                                                             \
	"<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel>"              \
	"<title>Harbour News</title><link>https://harbour.example/</link>"     \
	"<description>From the coast</description>" items "</channel></rss>"
#define ITEM(n)                                                                \
	"<item><title>Story " n "</title><link>https://harbour.example/" n     \
	"</link></item>"

struct result {
	struct arena arena;
	struct feed feed;
	struct feed_item items[8];
	size_t n;
	struct error err;
	bool ok;
};

static void
take(const struct feed_item *item, void *user)
{
	struct result *r = user;

	if (r->n < COUNT(r->items))
		r->items[r->n] = *item;
	r->n++;
}

static struct result
read_input(const struct feed_input *in)
{
	struct result r = {0};
	const struct feed_handler handler = {take, &r};

	r.ok = feed_read(in, &r.arena, &handler, &r.feed, &r.err);
	return r;
}

static struct result
read_text(const char *text)
{
	struct feed_input in = {.bytes = str_from(text),
	    .url = STR("https://harbour.example/feed.xml")};

	return read_input(&in);
}

static void
assert_str(struct str s, const char *want)
{
	if (!str_eq(s, str_from(want)))
		fail_msg("\"%.*s\" is not \"%s\"", STR_ARG(s), want);
}

static void
assert_time(struct moment m, const char *want)
{
	struct arena a = {0};

	assert_str(moment_text(&a, m), want);
	arena_free(&a);
}

static void
rss_is_read(void **state)
{
	struct result r = read_text(
	    RSS("<language>en</language><item><title>Bridge closed</title>"
		"<guid isPermaLink=\"false\">b-1</guid><link> /b1 </link>"
		"<author>desk@harbour.example (Ana Brandt)</author>"
		"<pubDate>Sun, 08 Dec 2024 14:19:05 GMT</pubDate>"
		"<category>Roads</category><category>Harbour</category>"
		"<description>Short</description>"
		"<content:encoded "
		"xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">"
		"<![CDATA[<p>Long</p>]]></content:encoded>"
		"<enclosure url=\"/map.pdf\" type=\"application/pdf\" "
		"length=\"7\"/>"
		"</item>" ITEM("2")));
	struct feed_item *i = &r.items[0];

	(void)state;
	assert_true(r.ok);
	assert_str(r.feed.title, "Harbour News");
	assert_str(r.feed.link, "https://harbour.example/");
	assert_str(r.feed.subtitle, "From the coast");
	assert_str(r.feed.language, "en");
	assert_str(r.feed.version, "rss20");
	assert_str(r.feed.encoding, "UTF-8");
	assert_false(r.feed.is_damaged);
	assert_int_equal(r.n, 2);
	assert_int_equal(r.feed.n_items, 2);
	assert_str(i->title, "Bridge closed");
	assert_str(i->guid, "b-1");
	assert_str(i->url, "https://harbour.example/b1");
	assert_str(i->author, "Ana Brandt");
	assert_str(i->summary, "Short");
	assert_str(i->content, "<p>Long</p>");
	assert_time(i->published, "2024-12-08T14:19:05Z");
	assert_int_equal(i->n_tags, 2);
	assert_str(i->tags[1], "Harbour");
	assert_int_equal(i->n_enclosures, 1);
	assert_str(i->enclosures[0].url, "https://harbour.example/map.pdf");
	assert_str(i->enclosures[0].length, "7");
	assert_str(r.items[1].title, "Story 2");
	arena_free(&r.arena);
}

static void
a_permalink_is_a_link(void **state)
{
	struct result r = read_text(
	    RSS("<item><guid>https://harbour.example/g</guid></item>"
		"<item><guid isPermaLink=\"false\">https://x.example/</guid>"
		"<title>No link</title></item>"));

	(void)state;
	assert_str(r.items[0].url, "https://harbour.example/g");
	assert_int_equal(r.items[1].url.len, 0);
	arena_free(&r.arena);
}

static void
atom_is_read(void **state)
{
	struct result r = read_text(
	    "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"pt-BR\" "
	    "xml:base=\"https://base.example/x/\">"
	    "<title type=\"html\">A &amp;amp; B</title><id>urn:f</id>"
	    "<author><name>Lia Voss</name><email>l@x.example</email></author>"
	    "<link rel=\"self\" href=\"self.xml\"/><link href=\"/home\"/>"
	    "<updated>2024-12-08T14:19:05+01:00</updated>"
	    "<entry><title>One</title><id>urn:1</id>"
	    "<link rel=\"enclosure\" href=\"a.mp3\" type=\"audio/mpeg\"/>"
	    "<link rel=\"alternate\" href=\"one.html\"/>"
	    "<published>2024-12-07</published>"
	    "<category term=\"flood\"/><summary>S</summary>"
	    "<content type=\"xhtml\"><div "
	    "xmlns=\"http://www.w3.org/1999/xhtml\"><p>1 &lt; 2<br/></p></div>"
	    "</content><source><title>Not this</title><id>no</id></source>"
	    "</entry><entry><author><name>Jo Ek</name></author>"
	    "<author><name>Mi Ra</name></author></entry></feed>");
	struct feed_item *i = &r.items[0];

	(void)state;
	assert_true(r.ok);
	assert_str(r.feed.version, "atom10");
	assert_str(r.feed.language, "pt-BR");
	assert_str(r.feed.link, "https://base.example/home");
	assert_str(r.feed.id, "urn:f");
	assert_time(r.feed.updated, "2024-12-08T13:19:05Z");
	assert_str(i->title, "One");
	assert_str(i->guid, "urn:1");
	assert_str(i->url, "https://base.example/x/one.html");
	assert_str(i->author, "Lia Voss");
	assert_time(i->published, "2024-12-07");
	assert_str(i->tags[0], "flood");
	assert_str(i->enclosures[0].url, "https://base.example/x/a.mp3");
	assert_str(i->content, "<div><p>1 &lt; 2<br></p></div>");
	assert_str(r.items[1].author, "Jo Ek, Mi Ra");
	arena_free(&r.arena);
}

static void
rdf_is_read(void **state)
{
	struct result r = read_text(
	    "<r:RDF xmlns:r=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" "
	    "xmlns=\"http://purl.org/rss/1.0/\" "
	    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"
	    "<channel r:about=\"https://h.example/\"><title>H</title></channel>"
	    "<item r:about=\"urn:i\"><title>I</title>"
	    "<link>https://h.example/i</link><dc:date>2024-12-08</dc:date>"
	    "<dc:creator>Bo</dc:creator></item></r:RDF>");

	(void)state;
	assert_true(r.ok);
	assert_str(r.feed.version, "rss10");
	assert_str(r.feed.title, "H");
	assert_str(r.items[0].url, "https://h.example/i");
	assert_str(r.items[0].author, "Bo");
	assert_time(r.items[0].published, "2024-12-08");
	arena_free(&r.arena);
}

static void
json_feed_is_read(void **state)
{
	struct result r = read_text(
	    "{\"version\":\"https://jsonfeed.org/version/1.1\","
	    "\"title\":\"J\",\"home_page_url\":\"https://j.example/\","
	    "\"items\":[{\"id\":7,\"url\":\"/a\",\"title\":\"A\","
	    "\"content_text\":\"x\",\"date_published\":\"2024-12-08\","
	    "\"authors\":[{\"name\":\"Bo\"}],\"tags\":[\"t\",3]},"
	    "\"not an item\",{\"id\":\"https://j.example/b\"}]}");

	(void)state;
	assert_true(r.ok);
	assert_str(r.feed.version, "json11");
	assert_int_equal(r.n, 2);
	assert_str(r.items[0].guid, "7");
	assert_str(r.items[0].url, "https://harbour.example/a");
	assert_str(r.items[0].content, "x");
	assert_str(r.items[0].author, "Bo");
	assert_int_equal(r.items[0].n_tags, 1);
	assert_str(r.items[1].url, "https://j.example/b");
	arena_free(&r.arena);
}

/* Each of these is broken somewhere; both items are there all the same. */
static void
what_is_broken_is_repaired(void **state)
{
	static const struct {
		const char *text, *title;
	} cases[] = {
	    {RSS("<item><title>Food & Water</title></item>" ITEM("2")),
             "Food & Water"							   },
	    {RSS("<item><title>Caf&eacute;&nosuch;</title></item>" ITEM("2")),
             "Caf\u00e9&nosuch;"						      },
	    {RSS("<item><title>A\x01\x1f"
		 "B</title></item>" ITEM("2")),
             "AB"								     },
	    {RSS("<item><title>A&#8;B&#146;</title></item>" ITEM("2")),
             "AB\u2019"							       },
	    {RSS("<item><title>2 < 3</title></item>" ITEM("2")),               "2 < 3"},
	    {RSS("<item><title>A</title><description><b>x</description>"
		 "</item>" ITEM("2")),
             "A"								      },
	    {RSS("<item><title>A</title><link>b" ITEM("2")),                   "A"    },
	    {RSS("<item><title>A</titel></item>" ITEM("2")),                   "A"    },
	    {RSS("<item><title x=1 x=2 y>A</title></item>" ITEM("2")),         "A"    },
	    {"\n\n Warning: <b>oops</b>\n" RSS(
		 "<item><title>A</title></item>" ITEM("2")),
             "A"								      },
	    {"<?xml version=\"1.0\"?>" RSS(
		 "<item><title>A</title></item>" ITEM("2")),
             "A"								      },
	    {RSS("<item><title>A</title></item>" ITEM("2")) "<trailing>",      "A"    },
	};
	struct result r;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		r = read_text(cases[i].text);
		assert_true(r.ok);
		if (r.n != 2)
			fail_msg("%zu items in %s", r.n, cases[i].text);
		assert_str(r.items[0].title, cases[i].title);
		assert_str(r.items[1].url, "https://harbour.example/2");
		arena_free(&r.arena);
	}
}

/* Wherever a feed breaks off: the items before are whole, none is twice. */
static void
a_feed_that_breaks_off_keeps_its_complete_items(void **state)
{
	static const char whole[] = RSS(ITEM("1") ITEM("2") ITEM("3"));
	struct feed_input in = {
	    .bytes = {whole, 0}
        };
	const char *second = strstr(whole, "<item><title>Story 2");
	const char *end = strstr(whole, "</rss");
	struct result r;

	(void)state;
	for (in.bytes.len = (size_t)(second - whole);
	     in.bytes.len < (size_t)(end - whole); in.bytes.len++) {
		r = read_input(&in);
		assert_true(r.ok);
		assert_true(r.feed.is_damaged);
		assert_true(r.n >= 1 && r.n <= 3);
		assert_str(r.items[0].url, "https://harbour.example/1");
		for (size_t i = 1; i < r.n; i++)
			assert_true(r.items[i].url.len == 0 ||
				    r.items[i].url.len == r.items[0].url.len);
		arena_free(&r.arena);
	}
}

static void
bytes_become_text_by_what_is_true_of_them(void **state)
{
	static const struct {
		const char *type, *declared, *title, *want;
	} cases[] = {
	    {"",			       "UTF-8",           "caf\xc3\xa9",       "caf\u00e9"              },
	    {"",			       "ISO-8859-1",      "\x93q\x94 caf\xe9", "\u201cq\u201d caf\u00e9"},
	    {"text/xml; charset=windows-1251", "UTF-8",           "\xcc\xe8\xf0",
             "\u041c\u0438\u0440"									       },
	    {"text/xml; charset=windows-1251", "UTF-8",
             "\xd0\x9c\xd0\xb8\xd1\x80",					       "\u041c\u0438\u0440"     },
	    {"text/plain; charset=ISO-8859-1", "windows-1256",    "\xe3\xcf",
             "\u0645\u062f"										     },
	    {"",			       "gb2312",          "\xb5\xd8\xd5\xf0",  "\u5730\u9707"           },
	    {"",			       "Shift_JIS",       "\x91\xe4\x95\x97",  "\u53f0\u98a8"           },
	    {"",			       "EUC-KR",          "\xc8\xab\xbc\xf6",  "\ud64d\uc218"           },
	    {"",			       "UTF-8",           "it\x92s",           "it\u2019s"              },
	    {"",			       "UTF-8",           "caf\xc3\xa9 \xff!", "caf\u00e9 \ufffd!"      },
	    {"",			       "no-such-charset", "caf\xc3\xa9",       "caf\u00e9"              },
	};
	struct feed_input in = {0};
	struct result r;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena a = {0};
		struct buf b = {.arena = &a};

		buf_printf(&b,
		    "<?xml version=\"1.0\" encoding=\"%s\"?><rss><channel>"
		    "<title>%s</title></channel></rss>",
		    cases[i].declared, cases[i].title);
		in.bytes = buf_str(&b);
		in.content_type = str_from(cases[i].type);
		r = read_input(&in);
		assert_true(r.ok);
		assert_str(r.feed.title, cases[i].want);
		arena_free(&r.arena);
		arena_free(&a);
	}
}

static void
wide_characters_are_read(void **state)
{
	static const char text[] =
	    "<?xml version=\"1.0\"?><rss><channel><title>W</title>"
	    "</channel></rss>";
	char wide[2 + 2 * sizeof(text)] = "\xfe\xff";
	struct feed_input in = {
	    .bytes = {wide, 2 * sizeof(text)}
        };
	struct result r;

	(void)state;
	for (size_t i = 0; i + 1 < sizeof(text); i++) {
		wide[2 + 2 * i] = '\0';
		wide[3 + 2 * i] = text[i];
	}
	r = read_input(&in);
	assert_true(r.ok);
	assert_str(r.feed.title, "W");
	assert_str(r.feed.encoding, "UTF-16BE");
	arena_free(&r.arena);
}

static void
nothing_outside_is_loaded_and_nothing_explodes(void **state)
{
	static const char *const cases[] = {
	    "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY x SYSTEM "
	    "\"file:///etc/passwd\">]><rss><channel><title>T&x;</title>"
	    "</channel></rss>",
	    "<!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b "
	    "\"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c "
	    "\"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">]><rss><channel>"
	    "<title>T&c;</title></channel></rss>",
	};
	struct result r;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		r = read_text(cases[i]);
		assert_true(r.ok);
		assert_true(r.feed.title.len < 20);
		assert_int_equal(r.feed.title.ptr[0], 'T');
		arena_free(&r.arena);
	}
}

static void
a_feeds_own_entities_are_text(void **state)
{
	struct result r = read_text(
	    "<!DOCTYPE rss [<!ENTITY port 'Port Ansel'>]><rss><channel>"
	    "<title>&port; &#146;&amp;&#146;</title></channel></rss>");

	(void)state;
	assert_true(r.ok);
	assert_str(r.feed.title, "Port Ansel \u2019&\u2019");
	arena_free(&r.arena);
}

static void
an_item_may_have_a_language_of_its_own(void **state)
{
	struct result rss = read_text(RSS("<language>en</language>" ITEM(
	    "1") "<item xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"
		 "<dc:language>fr</dc:language></item>"
		 "<item xml:lang=\"ar\"></item>"));
	struct result json = read_text("{\"language\":\"en\",\"items\":["
				       "{\"id\":\"1\",\"language\":\"ru\"}]}");

	(void)state;
	assert_str(rss.feed.language, "en");
	assert_str(rss.items[0].language, "");
	assert_str(rss.items[1].language, "fr");
	assert_str(rss.items[2].language, "ar");
	assert_str(json.items[0].language, "ru");
	arena_free(&rss.arena);
	arena_free(&json.arena);
}

static void
a_section_within_a_section_is_text(void **state)
{
	struct result r = read_text(
	    RSS("<item><title>a</title><description><![CDATA[x <![CDATA[<b>y"
		"</b>]]&gt;]]></description></item>"));

	(void)state;
	assert_true(r.ok);
	assert_str(r.items[0].summary, "x &lt;![CDATA[<b>y</b>]]&gt;");
	arena_free(&r.arena);
}

static void
what_is_no_feed_is_refused_with_advice(void **state)
{
	static const struct {
		const char *text, *words;
	} cases[] = {
	    {"",							  "it is empty"               },
	    {"<!DOCTYPE html><html><head><title>x</title></head></html>",
             "looks like an HTML page"								},
	    {"<opml version=\"2.0\"></opml>",                             "neither RSS, Atom nor JSON"},
	    {"plain words",					       "neither RSS, Atom nor JSON"},
	    {"{\"a\":1}",						 "without a list of items"   },
	    {"{\"items\":",					       "broken in line 1"          },
	};
	struct result r;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		r = read_text(cases[i].text);
		assert_false(r.ok);
		if (strstr(r.err.text, cases[i].words) == NULL)
			fail_msg("\"%s\" does not say \"%s\"", r.err.text,
			    cases[i].words);
		arena_free(&r.arena);
	}
}

static void
there_is_a_limit_to_items(void **state)
{
	static const char text[] = RSS(ITEM("1") ITEM("2") ITEM("3"));
	struct feed_input in = {
	    .bytes = {text, sizeof(text) - 1},
              .max_items = 2
        };
	struct result r = read_input(&in);

	(void)state;
	assert_true(r.ok);
	assert_int_equal(r.n, 2);
	assert_true(r.feed.is_damaged);
	arena_free(&r.arena);
}

static void
depth_is_no_danger(void **state)
{
	struct arena a = {0};
	struct buf b = {.arena = &a};
	struct result r;

	(void)state;
	buf_add(&b, STR("<rss><channel>" ITEM("1") "<item><description>"));
	for (int i = 0; i < 100000; i++)
		buf_add(&b, STR("<b>"));
	r = read_text(b.ptr);
	assert_true(r.ok);
	assert_str(r.items[0].title, "Story 1");
	arena_free(&r.arena);
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(rss_is_read),
	    cmocka_unit_test(a_permalink_is_a_link),
	    cmocka_unit_test(atom_is_read),
	    cmocka_unit_test(rdf_is_read),
	    cmocka_unit_test(json_feed_is_read),
	    cmocka_unit_test(what_is_broken_is_repaired),
	    cmocka_unit_test(a_feed_that_breaks_off_keeps_its_complete_items),
	    cmocka_unit_test(bytes_become_text_by_what_is_true_of_them),
	    cmocka_unit_test(wide_characters_are_read),
	    cmocka_unit_test(nothing_outside_is_loaded_and_nothing_explodes),
	    cmocka_unit_test(a_feeds_own_entities_are_text),
	    cmocka_unit_test(an_item_may_have_a_language_of_its_own),
	    cmocka_unit_test(a_section_within_a_section_is_text),
	    cmocka_unit_test(what_is_no_feed_is_refused_with_advice),
	    cmocka_unit_test(there_is_a_limit_to_items),
	    cmocka_unit_test(depth_is_no_danger),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
