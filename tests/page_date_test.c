#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "config/config.h"
#include "extract/date_text.h"
#include "extract/page.h"

#define FETCHED INT64_C(1741867200) /* 2025-03-13T12:00Z */

static struct config config;
static const struct date_words *words;
static struct arena arena;

static int
set_up(void **state)
{
	struct error err;

	(void)state;
	if (!config_load(&config, NULL, false, &err) ||
	    !date_words_read(&words, &config, &arena, &err))
		fail_msg("%s", err.text);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	config_free(&config);
	arena_free(&arena);
	return 0;
}

#define TITLE "<h1>Ferry to Lower Karst sails again after the storm</h1>"
#define P1                                                                     \
	"<p>The ferry to Lower Karst sailed again this morning, said the "     \
	"harbour master, Ines Tavor, after nine days of storm and waves.</p>"
#define P2                                                                     \
	"<p>Some forty families had waited in the school of Ombrel, where "    \
	"neighbours brought blankets, bread and a great deal of soup.</p>"
#define TEXT "<div class=article-body>" P1 P2 "</div>"

struct page {
	const char *rule, *html;
	const char *published, *modified; /* NULL: none */
	const char *lang, *url;
};

static struct str
read_date(const struct page *p, struct article *a)
{
	struct buf page = {.arena = &arena};
	struct input in = {.fetched = FETCHED, .kind = INPUT_HTML};
	struct error err;

	buf_printf(&page, "<html lang=%s>%s</html>",
	    p->lang != NULL ? p->lang : "en", p->html);
	in.bytes = buf_str(&page);
	in.url =
	    str_from(p->url != NULL ? p->url : "https://tidings.example/ferry");
	if (!page_read(NULL, 0, words, NULL, &in, &arena, a, &err))
		fail_msg("%s: %s", p->rule, err.text);
	return moment_text_in(&arena, a->published, a->published_zone);
}

static void
check(const struct page *pages, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct page *p = &pages[i];
		struct article a;
		struct str published = read_date(p, &a);
		struct str modified =
		    moment_text_in(&arena, a.modified, a.modified_zone);
		if (!str_eq(
			published, str_from(p->published ? p->published : "")))
			fail_msg(
			    "%s: published %.*s", p->rule, STR_ARG(published));
		if (p->modified != NULL &&
		    !str_eq(modified, str_from(p->modified)))
			fail_msg(
			    "%s: modified %.*s", p->rule, STR_ARG(modified));
	}
}

#define LD(json) "<script type=application/ld+json>" json "</script>"
#define LD_ARTICLE                                                             \
	LD("{\"@type\":\"NewsArticle\",\"headline\":\"x\","                    \
	   "\"datePublished\":\"2025-03-02T23:30:00-05:00\","                  \
	   "\"dateModified\":\"2025-03-04T01:00:00Z\"}")
#define LD_CHANGED                                                             \
	LD("{\"@type\":\"NewsArticle\",\"headline\":\"x\","                    \
	   "\"datePublished\":\"2024-11-02T09:00:00Z\","                       \
	   "\"dateModified\":\"2025-02-14T09:00:00Z\"}")
#define LD_OLD            LD("{\"@type\":\"Article\",\"datePublished\":\"2025-02-01\"}")
#define LD_VIDEO          LD("{\"@type\":\"VideoObject\",\"uploadDate\":\"2025-02-03\"}")
#define LD_COMMENT        LD("{\"@type\":\"Comment\",\"dateCreated\":\"2025-02-03\"}")
#define META(name, value) "<meta property=" name " content=\"" value "\">"

/* It cannot lay out these tables. */
/* clang-format off */

static void
what_is_told_to_machines_is_read(void **state)
{
	static const struct page pages[] = {
	    {"JSON-LD, in its zone",
	     LD_ARTICLE TITLE TEXT,
	     "2025-03-02T23:30:00-05:00", "2025-03-04T01:00:00Z", NULL, NULL},
	    {"JSON-LD of a thing that is no article",
	     LD_VIDEO TITLE TEXT,
	     "2025-02-03", "", NULL, NULL},
	    {"what a reader wrote is no date of the article",
	     LD_COMMENT TITLE TEXT,
	     NULL, "", NULL, NULL},
	    {"a meta with a prefix of its own",
	     META("norvia:article:published_time", "2025-02-04") TITLE TEXT,
	     "2025-02-04", "", NULL, NULL},
	    {"a meta of publication before one of any date",
	     META("DC.date", "2025-02-09")
		 META("article:published_time", "2025-02-04") TITLE TEXT,
	     "2025-02-04", "", NULL, NULL},
	    {"a change alone is the date, too",
	     META("article:modified_time", "2025-02-04") TITLE TEXT,
	     "2025-02-04", "2025-02-04", NULL, NULL},
	    {"the day of a change is not that of the publication",
	     META("og:updated_time", "2025-02-14")
		 TITLE "<p>7 February 2025</p>" TEXT,
	     "2025-02-07", "2025-02-14", NULL, NULL},
	    {"an itemprop", TITLE "<span itemprop=datePublished content="
				  "2025-02-05>Wednesday</span>" TEXT,
	     "2025-02-05", "", NULL, NULL},
	    {"an abbr's title",
	     TITLE "<abbr class=published title=2025-02-06T08:00:00+03:00>"
		   "Thursday</abbr>" TEXT,
	     "2025-02-06T08:00:00+03:00", "", NULL, NULL},
	    {"an itemprop far from the article is another's",
	     TITLE "<p>7 February 2025</p><div class=article-body>" P1 P2
		   "<ul><li>Boats<li>Carts</ul><p><time pubdate "
		   "datetime=2025-02-20>x</time></p>" P2 P1 "</div>",
	     "2025-02-07", "", NULL, NULL},
	    {"the day that is shown, where it is told as that of a change",
	     LD_CHANGED TITLE "<p>14 February 2025</p>" TEXT,
	     "2025-02-14", "2025-02-14T09:00:00Z", NULL, NULL},
	    {"not where it says to be one of a change",
	     LD_CHANGED TITLE "<p>Updated 14 February 2025</p>" TEXT,
	     "2024-11-02T09:00:00Z", "2025-02-14T09:00:00Z", NULL, NULL},
	    {"not where the first day is shown, too",
	     LD_CHANGED TITLE "<p>2 November 2024</p><p>14 February 2025</p>"
		   TEXT,
	     "2024-11-02T09:00:00Z", "2025-02-14T09:00:00Z", NULL, NULL},
	    {"the state of a post is no mark of a date",
	     "<article class=status-publish><h1>Ferry sails, 1 March 2025</h1>"
	     "<p class=published>3 March 2025</p>" TEXT "</article>",
	     "2025-03-03", "", NULL, NULL},
	    {"no date from the future",
	     META("article:published_time", "2025-03-20") TITLE TEXT, NULL, "",
	     NULL, NULL},
	    {"no date from before the web",
	     META("article:published_time", "1970-01-01") TITLE TEXT, NULL, "",
	     NULL, NULL},
	};

	(void)state;
	check(pages, COUNT(pages));
}

static void
the_head_of_the_article_is_read(void **state)
{
	static const struct page pages[] = {
	    {"a line below the headline", TITLE "<p>3 March 2025</p>" TEXT,
	     "2025-03-03", "", NULL, NULL},
	    {"a line above it", "<p>3 March 2025</p>" TITLE TEXT, "2025-03-03",
	     "", NULL, NULL},
	    {"a part of a line",
	     TITLE "<p>By Ana Lind | March 3, 2025 | Print this page, or send "
		   "it to a friend who likes ships, or keep it for a quiet "
		   "evening at home</p>" TEXT,
	     "2025-03-03", "", NULL, NULL},
	    {"a label on a line of its own",
	     TITLE "<dl><dt>Updated:</dt><dd>5 March 2025</dd>"
		   "<dt>Published:</dt><dd>3 March 2025</dd></dl>" TEXT,
	     "2025-03-03", "2025-03-05", NULL, NULL},
	    {"two labels in one line",
	     TITLE "<p>Last updated 5 March 2025, first published 3 March "
		   "2025</p>" TEXT,
	     "2025-03-03", "2025-03-05", NULL, NULL},
	    {"the word after a date is of the time after it",
	     TITLE "<p>3 March 2025, updated at 16:58</p>" TEXT, "2025-03-03",
	     "", NULL, NULL},
	    {"parts in elements without spaces between",
	     TITLE "<p class=date>Mar<span>03</span>2025</p>" TEXT,
	     "2025-03-03", "", NULL, NULL},
	    {"a time that is counted back",
	     TITLE "<p>3 days ago</p>" TEXT, "2025-03-10", "", NULL, NULL},
	    {"what is shown, where the element's value is far from it",
	     TITLE "<time datetime=2025-03-09>3 March 2025</time>"
		 TEXT,
	     "2025-03-03", "", NULL, NULL},
	    {"the day shown, where UTC has another one",
	     META("article:published_time", "2025-03-04T03:10:00Z")
		 TITLE "<p>March 3, 2025</p>" TEXT,
	     "2025-03-03", "", NULL, NULL},
	    {"a meta that the head bears out, before JSON-LD that it does not",
	     LD_OLD META("article:published_time", "2025-03-03T08:00:00Z")
		 TITLE "<p>3 March 2025</p>" TEXT,
	     "2025-03-03T08:00:00Z", "", NULL, NULL},
	    {"the nearest of several",
	     TITLE "<p>3 March 2025</p><p>Ana Lind</p><p>1 March 2025</p>" TEXT,
	     "2025-03-03", "", NULL, NULL},
	    {"below the text",
	     TITLE TEXT "<p>Published on 3 March 2025 in Harbour</p>",
	     "2025-03-03", "", NULL, NULL},
	    {"a text that starts with it",
	     TITLE "<p>(3 March 2025) The ferry to Lower Karst sailed again, "
		   "said the harbour master, after nine days of storm.</p>" P2,
	     "2025-03-03", "", NULL, NULL},
	};

	(void)state;
	check(pages, COUNT(pages));
}

static void
what_is_not_of_the_article_is_left_alone(void **state)
{
	static const struct page pages[] = {
	    {"comments",
	     TITLE TEXT "<div class=comments><p class=comment-date>3 March "
			"2025</p></div>",
	     NULL, "", NULL, NULL},
	    {"teasers",
	     TITLE TEXT "<div class=related-posts><a href=/x>Rain</a>"
			"<time datetime=2025-03-03>3 March 2025</time></div>",
	     NULL, "", NULL, NULL},
	    {"a date of somebody's life",
	     TITLE "<p>Born 3 March 1999</p>" TEXT, NULL, "", NULL, NULL},
	    {"a caption",
	     TITLE "<div class=date-box><figcaption>The quay of Ombrel with "
		   "its three cranes before the storm, 3 March 2025. Photo: "
		   "Ana Lind</figcaption></div>" TEXT,
	     NULL, "", NULL, NULL},
	    {"the headline",
	     "<h1>Report of 3 March 2025 on the ferry</h1><p>5 March 2025</p>"
	     TEXT, "2025-03-05", "", NULL, NULL},
	};

	(void)state;
	check(pages, COUNT(pages));
}

static void
the_address_is_asked_last(void **state)
{
	static const struct page pages[] = {
	    {"a day", TITLE TEXT, "2025-03-03", "", NULL,
	     "https://tidings.example/2025/03/03/ferry"},
	    {"digits", TITLE TEXT, "2025-03-03", "", NULL,
	     "https://tidings.example/ferry-20250303.html"},
	    {"a day first", TITLE TEXT, "2025-01-29", "", NULL,
	     "https://tidings.example/news/29-01-2025/"},
	    {"a month is a month", TITLE TEXT, "2025-03", "", NULL,
	     "https://tidings.example/2025/03/ferry"},
	    {"a number is none", TITLE TEXT, NULL, "", NULL,
	     "https://tidings.example/1202503031/"},
	    {"what the page shows stands before it",
	     TITLE "<p>5 March 2025</p>" TEXT, "2025-03-05", "", NULL,
	     "https://tidings.example/2025/03/03/ferry"},
	};

	(void)state;
	check(pages, COUNT(pages));
}

static void
dates_are_read_in_many_languages(void **state)
{
	static const struct page pages[] = {
	    {"de", TITLE "<p>Mittwoch, 3. M\xc3\xa4rz 2021</p>" TEXT,
	     "2021-03-03", "", "de", NULL},
	    {"de, changed", TITLE "<p>Stand: 03.03.2021</p>" TEXT,
	     "2021-03-03", "2021-03-03", "de", NULL},
	    {"fr", TITLE "<p>Publi\xc3\xa9 le 1er f\xc3\xa9vrier 2021</p>" TEXT,
	     "2021-02-01", "", "fr", NULL},
	    {"es", TITLE "<p>3 de AGOSTO de 2021</p>" TEXT, "2021-08-03", "",
	     "es", NULL},
	    {"pt", TITLE "<p>Publicado em 3 de mar\xc3\xa7o de 2021</p>" TEXT,
	     "2021-03-03", "", "pt-BR", NULL},
	    {"ru", TITLE "<p>Опубликовано: 3 марта 2021 г.</p>" TEXT,
	     "2021-03-03", "", "ru", NULL},
	    {"ar", TITLE "<p>نشر في ٣ آذار/مارس ٢٠٢١</p>" TEXT, "2021-03-03",
	     "", "ar", NULL},
	    {"ar, two words", TITLE "<p>3 كانون الثاني 2021</p>" TEXT,
	     "2021-01-03", "", "ar", NULL},
	    {"tr", TITLE "<p>3 A\xc4\x9fustos 2021</p>" TEXT, "2021-08-03", "",
	     "tr", NULL},
	    {"it", TITLE "<p>mercoled\xc3\xac 3 marzo 2021</p>" TEXT,
	     "2021-03-03", "", "it", NULL},
	    {"nl", TITLE "<p>Geplaatst op 3 maart 2021</p>" TEXT, "2021-03-03",
	     "", "nl", NULL},
	    {"pl", TITLE "<p>3 pa\xc5\xba" "dziernika 2021 r.</p>" TEXT,
	     "2021-10-03", "", "pl", NULL},
	    {"ko", TITLE "<p>2021\xeb\x85\x84 3\xec\x9b\x94 3\xec\x9d\xbc</p>"
		TEXT, "2021-03-03", "", "ko", NULL},
	    {"ja", TITLE "<p>2021\xe5\xb9\xb4" "3\xe6\x9c\x88" "3\xe6\x97\xa5"
		"</p>" TEXT, "2021-03-03", "", "ja", NULL},
	    {"de, ago", TITLE "<p>vor 3 Stunden</p>" TEXT, "2025-03-13", "",
	     "de", NULL},
	};

	(void)state;
	check(pages, COUNT(pages));
}

static void
the_order_of_numbers_is_told_or_refused(void **state)
{
	static const struct {
		const char *lang, *text, *date;
	} cases[] = {
	    {"en",    "03/04/2021",	""	  },
	    {"en",    "13/04/2021",	"2021-04-13"},
	    {"en",    "04/13/2021",	"2021-04-13"},
	    {"en",    "04/04/2021",	"2021-04-04"},
	    {"en-US", "03/04/2021",	"2021-03-04"},
	    {"en-GB", "03/04/2021",	"2021-04-03"},
	    {"de",    "3.4.2021",	"2021-04-03"},
	    {"en",    "3.4.2021",	"2021-04-03"},
	    {"de",    "3.4.21",		"2021-04-03"},
	    {"en",    "3.4.21",		""	  },
	    {"fr-CA", "03/04/2021",	""	  },
	    {"en",    "2021-03-04",	"2021-03-04"},
	    {"en",    "2021/3/4",	"2021-03-04"},
	    {"en",    "31-Oct-23",	"2023-10-31"},
	    {"en",    "February 30, 2021", ""	  },
	    {"en",    "31.04.2021",	""	  },
	    {"en",    "10.2.3.2021",	""	  },
	    {"en",    "March 2021",	"2021-03"   },
	    {"en",    "3 March",	""	  },
	    {"en",    "room 2021, 3 chairs", ""	  },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct dated d = {0};
		struct str date = {0};
		if (date_text_find(words, str_from(cases[i].lang),
			str_from(cases[i].text), &d, 1) == 1)
			date = date_text(&arena, d.date);
		if (!str_eq(date, str_from(cases[i].date)))
			fail_msg("%s in %s is %.*s", cases[i].text,
			    cases[i].lang, STR_ARG(date));
	}
}

/* clang-format on */

static void
where_a_date_was_found_is_told(void **state)
{
	static const struct {
		const char *html, *url;
		enum evidence from;
	} cases[] = {
	    {META("pubdate", "2025-03-03") TITLE TEXT, NULL,                                         FOUND_META},
	    {META("last-modified",              "2025-03-03") TITLE TEXT,                   NULL,
             FOUND_CHANGED},
	    {TITLE "<p>Posted on 3 March 2025</p>" TEXT,  NULL,                          FOUND_TEXT                            },
	    {TITLE "<time datetime=2025-03-03>x</time>" TEXT,    NULL,
             FOUND_ELEMENT},
	    {TITLE TEXT,  "https://tidings.example/2025/03/03/",                          FOUND_URL											},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct page page = {
		    "evidence", cases[i].html, NULL, NULL, NULL, cases[i].url};
		struct article a;
		read_date(&page, &a);
		assert_int_equal(moment_date(a.published).day, 3);
		assert_int_equal(a.published_from, cases[i].from);
	}
}

static void
a_page_of_dates_alone_ends(void **state)
{
	struct buf b = {.arena = &arena};
	struct article a;
	struct page p = {"dates", NULL, NULL, NULL, NULL, NULL};

	(void)state;
	buf_add(&b, STR(TITLE TEXT));
	for (int i = 0; i < 60000; i++)
		buf_add(&b, STR("<p class=date>3 March 2025 1/2/3 may may"));
	buf_char(&b, '\0');
	p.html = b.ptr;
	assert_true(read_date(&p, &a).len > 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_is_told_to_machines_is_read),
	    cmocka_unit_test(the_head_of_the_article_is_read),
	    cmocka_unit_test(what_is_not_of_the_article_is_left_alone),
	    cmocka_unit_test(the_address_is_asked_last),
	    cmocka_unit_test(dates_are_read_in_many_languages),
	    cmocka_unit_test(the_order_of_numbers_is_told_or_refused),
	    cmocka_unit_test(where_a_date_was_found_is_told),
	    cmocka_unit_test(a_page_of_dates_alone_ends),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
