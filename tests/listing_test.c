#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <zlib.h>

#include <cmocka.h>

#include "base/buf.h"
#include "fetch/listing.h"

#define URL    "https://harbour.example/news/"
#define URLSET "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">"
#define RSS                                                                    \
	"<rss version=\"2.0\"><channel><title>Harbour</title></channel></rss>"
#define API "https://api.reliefweb.int/v2/reports"

struct result {
	struct arena arena;
	struct listing listing;
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

static void
free_result(struct result *r)
{
	arena_free(&r->arena);
}

static struct result
read_input(const struct listing_input *in)
{
	struct result r = {0};
	const struct feed_handler handler = {take, &r};

	r.ok = listing_read(in, &r.arena, &handler, &r.listing, &r.err);
	if (r.ok)
		assert_int_equal(r.listing.n_items, r.n);
	return r;
}

static struct result
read_bytes(struct str bytes, const char *kind, const char *links)
{
	struct listing_input in = {
	    .answer = {.bytes = bytes, .url = STR(URL)},
	    .kind = str_from(kind),
	    .links = str_from(links),
	};

	return read_input(&in);
}

static struct result
read_text(const char *text)
{
	return read_bytes(str_from(text), "", "");
}

static void
assert_str(struct str s, const char *want)
{
	if (!str_eq(s, str_from(want)))
		fail_msg("\"%.*s\" is not \"%s\"", STR_ARG(s), want);
}

static void
assert_says(const struct error *err, const char *part)
{
	if (strstr(err->text, part) == NULL)
		fail_msg("\"%s\" does not say \"%s\"", err->text, part);
}

static void
content_decides_over_the_content_type(void **state)
{
	static const struct {
		const char *text, *type, *links, *kind;
	} cases[] = {
	    {RSS,								  "text/html",           "",      "feed"     },
	    {"\n\n<?xml version='1.0'?><!-- <html> -->" RSS,                       "text/html",           "",
             "feed"													   },
	    {"<br /><b>Warning</b>: no memory<br />" RSS,                          "text/html",           "",
             "feed"													   },
	    {"{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[{"
	     "\"id\":\"1\",\"content_html\":\"<title>x</title>\"}]}", "text/html",           "",      "feed"     },
	    {URLSET "</urlset>",						   "text/html",           "",      "sitemap"  },
	    {"<s:urlset xmlns:s='http://x.example/'></s:urlset>",                  "",                    "",
             "sitemap"													},
	    {"<sitemapindex></sitemapindex>",                                      "application/rss+xml", "",
             "sitemap"													},
	    {"https://harbour.example/a\n",                                        "application/rss+xml", "",
             "sitemap"													},
	    {"{\"data\":[]}",						      "text/xml",            "",      "reliefweb"},
	    {"<!DOCTYPE html><html><a href='/a'>x</a><a href='/rss.xml'>y</a>",
             "application/xml",									   "news/", "page"     },
	    {"<!DOCTYPE html><html><a href='/rss.xml'>y</a>",                      "application/xml",
             "",												   "site"     },
	    {"<p><a href='/rss.xml'>y</a>",                                        "text/html",           "",      "site"     },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct listing_input in = {
		    .answer = {.bytes = str_from(cases[i].text),
			       .url = STR(URL),
			       .content_type = str_from(cases[i].type)},
		    .links = str_from(cases[i].links),
		};
		CLEANUP(free_result) struct result r = read_input(&in);

		if (!r.ok)
			fail_msg("%s: %s", cases[i].text, r.err.text);
		assert_str(r.listing.kind, cases[i].kind);
	}
}

static void
the_kind_that_is_given_holds(void **state)
{
	CLEANUP(free_result)
	struct result feed = read_bytes(STR(RSS), "sitemap", "");
	CLEANUP(free_result)
	struct result page = read_bytes(STR("<html>"), "feed", "");

	(void)state;
	assert_false(feed.ok);
	assert_says(&feed.err, "not a sitemap");
	assert_false(page.ok);
	assert_says(&page.err, "HTML page");
}

static void
an_unknown_kind_is_refused_with_the_list_of_kinds(void **state)
{
	CLEANUP(free_result)
	struct result r = read_bytes(STR(RSS), "fed", "");
	CLEANUP(arena_free) struct arena a = {0};
	char *kinds = arena_cstr(&a, str_from(listing_kinds())), *rest = kinds;

	(void)state;
	assert_false(r.ok);
	assert_int_equal(r.err.kind, ERROR_CONFIG);
	assert_says(&r.err, listing_kinds());
	for (char *k; (k = strtok_r(rest, ", ", &rest)) != NULL;)
		assert_true(listing_is_kind(str_from(k)));
	assert_false(listing_is_kind(STR("fed")));
	assert_false(listing_is_kind(STR("")));
}

static struct str
sitemap_of(struct arena *a, size_t n)
{
	struct buf b = {.arena = a};

	buf_add(&b, STR(URLSET));
	for (size_t i = 0; i < n; i++)
		buf_printf(&b,
		    "<url><loc>https://harbour.example/%zu</loc>"
		    "<lastmod>%d-01-01</lastmod></url>",
		    i, 1990 + (int)(i % 30));
	buf_add(&b, STR("</urlset>"));
	return buf_str(&b);
}

static struct str
pack(struct arena *a, struct str text)
{
	z_stream z = {0};
	size_t size = text.len + 1000;
	Bytef *out = arena_alloc(a, size, 1), *in = arena_alloc(a, size, 1);

	memcpy(in, text.ptr, text.len);
	assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, MAX_WBITS + 16, 8,
			     Z_DEFAULT_STRATEGY),
	    Z_OK);
	z.next_in = in;
	z.avail_in = (uInt)text.len;
	z.next_out = out;
	z.avail_out = (uInt)size;
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	size = z.total_out;
	deflateEnd(&z);
	return (struct str){(const char *)out, size};
}

static void
a_packed_sitemap_is_known_by_its_first_bytes(void **state)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct str packed = pack(&a, sitemap_of(&a, 1000));
	CLEANUP(free_result) struct result r = read_bytes(packed, "", "");

	(void)state;
	assert_true(r.ok);
	assert_str(r.listing.kind, "sitemap");
	assert_int_equal(r.n, 1000);
	assert_false(r.listing.is_damaged);
}

static void
of_a_torn_packed_sitemap_what_came_is_kept(void **state)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct str packed = pack(&a, sitemap_of(&a, 5000));
	CLEANUP(free_result) struct result r = {0};

	(void)state;
	packed.len /= 2;
	r = read_bytes(packed, "sitemap", "");
	assert_true(r.ok);
	assert_true(r.listing.is_damaged);
	assert_in_range(r.n, 1000, 4999);
}

static void
no_more_of_a_sitemap_is_read_than_may_be(void **state)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct str text = sitemap_of(&a, 5000),
		   forms[] = {text, pack(&a, text)};

	(void)state;
	for (size_t i = 0; i < COUNT(forms); i++) {
		struct listing_input in = {
		    .answer = {.bytes = forms[i], .url = STR(URL)},
		    .max_unpacked = 100000,
		};
		CLEANUP(free_result) struct result r = read_input(&in);

		assert_true(r.ok);
		assert_true(r.listing.is_damaged);
		assert_in_range(r.n, 500, 1500);
	}
}

static void
a_sitemap_has_50000_addresses_at_most(void **state)
{
	CLEANUP(arena_free) struct arena a = {0};
	CLEANUP(free_result)
	struct result whole = read_bytes(sitemap_of(&a, 50000), "", "");
	struct listing_input in = {
	    .answer = {.bytes = sitemap_of(&a, 50001),
		       .url = STR(URL),
		       .max_items = 60000},
	};
	CLEANUP(free_result) struct result more = read_input(&in);

	(void)state;
	assert_int_equal(whole.n, 50000);
	assert_false(whole.listing.is_damaged);
	assert_int_equal(more.n, 50000);
	assert_true(more.listing.is_damaged);
}

static void
of_more_than_may_be_taken_the_newest_are(void **state)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct listing_input in = {
	    .answer = {.bytes = sitemap_of(&a, 60),
		       .url = STR(URL),
		       .max_items = 3},
	};
	CLEANUP(free_result) struct result r = read_input(&in);

	(void)state;
	assert_int_equal(r.n, 3);
	assert_true(r.listing.is_damaged);
	assert_str(r.items[0].url, "https://harbour.example/29");
	assert_str(r.items[1].url, "https://harbour.example/59");
	assert_str(r.items[2].url, "https://harbour.example/28");
}

static void
a_broken_sitemap_is_repaired(void **state)
{
	CLEANUP(free_result)
	struct result r = read_text(
	    "<?xml version='1.0'?>" URLSET "<url><loc>/a?x=1&y=2</loc>"
	    "<url><loc>/b</url>"
	    "<url><loc>/c<lastmod>2024</lastmod></url>"
	    "<url><loc>/d</loc></url></urlset>");

	(void)state;
	assert_true(r.ok);
	assert_int_equal(r.n, 4);
	assert_str(r.items[0].url, "https://harbour.example/a?x=1&y=2");
	assert_str(r.items[1].url, "https://harbour.example/b");
	assert_str(r.items[2].url, "https://harbour.example/c");
	assert_str(r.items[3].url, "https://harbour.example/d");
}

static void
an_address_that_is_too_long_is_left_out(void **state)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct buf b = {.arena = &a};
	CLEANUP(free_result) struct result r = {0};

	(void)state;
	buf_add(&b, STR(URLSET "<url><loc>https://harbour.example/"));
	for (int i = 0; i < 3000; i++)
		buf_add(&b, STR("long"));
	buf_add(&b, STR("</loc></url><url><loc>/b</loc></url></urlset>"));
	r = read_bytes(buf_str(&b), "", "");
	assert_int_equal(r.n, 1);
	assert_str(r.items[0].url, "https://harbour.example/b");
}

static void
entities_of_a_sitemap_do_not_grow(void **state)
{
	CLEANUP(free_result)
	struct result r = read_text(
	    "<?xml version='1.0'?><!DOCTYPE urlset ["
	    "<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;'>"
	    "<!ENTITY f SYSTEM 'file:///etc/passwd'>]>" URLSET
	    "<url><loc>/x</loc></url><url><loc>/&b;&f;</loc></url></urlset>");

	(void)state;
	assert_true(r.ok);
	assert_str(r.items[0].url, "https://harbour.example/x");
	assert_true(r.n < 2 || r.items[1].url.len < 60);
}

static void
languages_that_differ_are_no_language(void **state)
{
#define NEWS(n, lang)                                                          \
	"<url><loc>/" n "</loc><n:news xmlns:n='http://www.google.com/"        \
	"schemas/sitemap-news/0.9'><n:publication><n:language>" lang           \
	"</n:language></n:publication></n:news></url>"
	CLEANUP(free_result)
	struct result one =
	    read_text(URLSET NEWS("a", "ar") NEWS("b", "AR") "</urlset>");
	CLEANUP(free_result)
	struct result two =
	    read_text(URLSET NEWS("a", "ar") NEWS("b", "en") "</urlset>");

	(void)state;
	assert_str(one.listing.language, "ar");
	assert_str(two.listing.language, "");
}

static void
a_pattern_does_not_backtrack_without_end(void **state)
{
	CLEANUP(free_result)
	struct result r = read_bytes(
	    STR("<html><a href='/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"
		"'>x</a>"),
	    "page", "(a+)+$");

	(void)state;
	assert_false(r.ok);
	assert_int_equal(r.err.kind, ERROR_CONFIG);
	assert_says(&r.err, "too many steps");
}

/* Each address is harmless by itself. */
static void
a_page_of_slow_addresses_ends(void **state)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct buf b = {.arena = &a};
	CLEANUP(free_result) struct result r = {0};

	(void)state;
	buf_add(&b, STR("<html>"));
	for (int i = 0; i < 20000; i++)
		buf_printf(&b, "<a href='/%d/aaaaaaaaaa!'>x</a>", i);
	r = read_bytes(buf_str(&b), "page", "(a+)+$");
	assert_false(r.ok);
	assert_says(&r.err, "too many steps");
}

static void
a_wrong_pattern_is_named_by_its_offset(void **state)
{
	struct error err;

	(void)state;
	assert_false(listing_check_links(STR("news/[0-9"), &err));
	assert_says(&err, "offset 9");
	assert_false(listing_check_links(STR(""), &err));
	assert_says(&err, "links is missing");
	assert_true(listing_check_links(STR("news/[0-9]"), &err));
}

/* Each of these takes quadratic time in some parsers. */
static void
hostile_pages_are_read_in_time(void **state)
{
	static const char *const pieces[] = {"<a ", "<a><", "</", "<a href='",
	    "<!--", "<div>", "x=1 y", "<script></", "&#", "<title>"};
	CLEANUP(arena_free) struct arena a = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(pieces); i++) {
		struct buf b = {.arena = &a};
		CLEANUP(free_result) struct result r = {0};

		buf_add(&b, STR("<html><a href='/news/1'>x</a><p "));
		while (b.len < 2000000)
			buf_add(&b, str_from(pieces[i]));
		r = read_bytes(buf_str(&b), "page", "news/[0-9]$");
		assert_true(r.ok);
		assert_int_equal(r.n, 1);
		arena_free(&a);
	}
}

static void
a_site_has_20_feeds_at_most(void **state)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct buf b = {.arena = &a};
	CLEANUP(free_result) struct result r = {0};

	(void)state;
	buf_add(&b, STR("<html>"));
	for (int i = 0; i < 3000; i++)
		buf_printf(&b, "<a href='/%d/rss.xml'>x</a>", i);
	r = read_bytes(buf_str(&b), "", "");
	assert_true(r.ok);
	assert_int_equal(r.listing.n_parts, 20);
	assert_str(r.listing.parts[0].url, "https://harbour.example/0/rss.xml");
}

static void
a_page_without_a_feed_says_what_to_do(void **state)
{
	CLEANUP(free_result)
	struct result r = read_text("<html><a href='/news'>News</a>");

	(void)state;
	assert_false(r.ok);
	assert_says(&r.err, "give a feed's or a sitemap's address");
	assert_says(&r.err, "kind: page");
}

static void
reports_are_counted_to_the_most_that_may_be(void **state)
{
	struct listing_input in = {
	    .answer = {.bytes = STR("{\"data\":[{\"id\":\"1\",\"fields\":{"
				    "\"url\":\"https://reliefweb.int/1\"}},"
				    "{\"id\":\"2\",\"fields\":{"
				    "\"url\":\"https://reliefweb.int/2\"}}]}"),
		       .max_items = 1},
	};
	CLEANUP(free_result) struct result r = read_input(&in);

	(void)state;
	assert_true(r.ok);
	assert_int_equal(r.n, 1);
	assert_true(r.listing.is_damaged);
}

static void
json_of_any_shape_is_no_danger(void **state)
{
	static const char *const texts[] = {"{\"data\":[1,null,[],{}]}",
	    "{\"data\":[{\"fields\":[]}],\"links\":7}",
	    "{\"data\":[{\"fields\":{\"date\":3,\"source\":{},\"language\":[1],"
	    "\"url\":9}}]}",
	    "{\"data\":{}}", "{\"error\":[]}", "{", "[]", "null", ""};

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		CLEANUP(free_result)
		struct result r =
		    read_bytes(str_from(texts[i]), "reliefweb", "");

		assert_int_equal(r.n, 0);
		assert_true(r.ok == (i < 3));
	}
}

static void
reliefweb_is_asked_with_the_appname(void **state)
{
	static const char fields[] =
	    "&fields%5Binclude%5D%5B%5D=title&fields%5Binclude%5D%5B%5D=url";
	CLEANUP(arena_free) struct arena a = {0};
	struct error err;
	struct str url;
	char *text;

	(void)state;
	assert_true(listing_address(
	    &a, STR("reliefweb"), STR(API), STR("desk & co"), &url, &err));
	text = arena_cstr(&a, url);
	assert_ptr_equal(
	    strstr(text, API "?limit=100&sort%5B%5D=date.created%3Adesc"),
	    text);
	assert_non_null(strstr(text, fields));
	assert_non_null(strstr(text, "&appname=desk%20%26%20co"));
	assert_true(listing_address(&a, STR("reliefweb"),
	    STR(API "?query%5Bvalue%5D=ulvar"), STR("desk"), &url, &err));
	assert_str(url, API "?query%5Bvalue%5D=ulvar&appname=desk");
	assert_true(listing_address(&a, STR("reliefweb"),
	    STR(API "?appname=own&limit=5"), STR("desk"), &url, &err));
	assert_str(url, API "?appname=own&limit=5");
	assert_true(listing_address(
	    &a, STR("feed"), STR(URL), STR("desk"), &url, &err));
	assert_str(url, URL);
}

static void
without_an_appname_reliefweb_is_not_asked(void **state)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct error err;
	struct str url;

	(void)state;
	assert_false(listing_address(
	    &a, STR("reliefweb"), STR(API), STR(""), &url, &err));
	assert_int_equal(err.kind, ERROR_CONFIG);
	assert_says(&err, "https://apidoc.reliefweb.int/parameters#appname");
	assert_says(&err, "reliefweb_appname");
	assert_says(&err, "https://reliefweb.int/updates/rss.xml");
}

static void
refusals_are_told_in_words_of_the_kind(void **state)
{
	static const struct {
		const char *kind;
		long status;
		const char *part;
		bool for_good;
	} cases[] = {
	    {"feed",      404, "HTTP 404, the address is gone",      false},
	    {"feed",      403, "HTTP 403, it may be blocking us",    false},
	    {"",          410, "HTTP 410, the address is gone",      true },
	    {"site",      500, "HTTP 500",                           false},
	    {"reliefweb", 400, "HTTP 400, ReliefWeb's API does not", true },
	    {"reliefweb", 403, "reliefweb_appname",                  true },
	    {"reliefweb", 410, "/v2/reports",                        true },
	    {"reliefweb", 429, "HTTP 429, it asks us",               false},
	};
	CLEANUP(arena_free) struct arena a = {0};
	bool for_good;
	char *text;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		text =
		    arena_cstr(&a, listing_refusal(&a, str_from(cases[i].kind),
				       cases[i].status, &for_good));
		assert_non_null(strstr(text, cases[i].part));
		assert_int_equal(for_good, cases[i].for_good);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(content_decides_over_the_content_type),
	    cmocka_unit_test(the_kind_that_is_given_holds),
	    cmocka_unit_test(an_unknown_kind_is_refused_with_the_list_of_kinds),
	    cmocka_unit_test(a_packed_sitemap_is_known_by_its_first_bytes),
	    cmocka_unit_test(of_a_torn_packed_sitemap_what_came_is_kept),
	    cmocka_unit_test(no_more_of_a_sitemap_is_read_than_may_be),
	    cmocka_unit_test(a_sitemap_has_50000_addresses_at_most),
	    cmocka_unit_test(of_more_than_may_be_taken_the_newest_are),
	    cmocka_unit_test(a_broken_sitemap_is_repaired),
	    cmocka_unit_test(an_address_that_is_too_long_is_left_out),
	    cmocka_unit_test(entities_of_a_sitemap_do_not_grow),
	    cmocka_unit_test(languages_that_differ_are_no_language),
	    cmocka_unit_test(a_pattern_does_not_backtrack_without_end),
	    cmocka_unit_test(a_page_of_slow_addresses_ends),
	    cmocka_unit_test(a_wrong_pattern_is_named_by_its_offset),
	    cmocka_unit_test(hostile_pages_are_read_in_time),
	    cmocka_unit_test(a_site_has_20_feeds_at_most),
	    cmocka_unit_test(a_page_without_a_feed_says_what_to_do),
	    cmocka_unit_test(reports_are_counted_to_the_most_that_may_be),
	    cmocka_unit_test(json_of_any_shape_is_no_danger),
	    cmocka_unit_test(reliefweb_is_asked_with_the_appname),
	    cmocka_unit_test(without_an_appname_reliefweb_is_not_asked),
	    cmocka_unit_test(refusals_are_told_in_words_of_the_kind),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
