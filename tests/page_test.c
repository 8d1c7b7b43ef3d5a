#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "config/config.h"
#include "extract/page.h"
#include "extract/page_str.h"

/* The English pack and a registry with one invented agency. */
struct fixture {
	struct config config;
	struct lang *lang;
	const struct lang *langs[1];
	const struct date_words *dates;
	struct registry registry;
	struct arena arena;
};

static struct name agency_names[] = {
    {.text = STR_INIT("Norvia News Agency"), .kind = NAME_PREFERRED},
    {.text = STR_INIT("NNA"),                .kind = NAME_ACRONYM  },
};
static struct actor actors[] = {
    {.key = STR_INIT("nna"),
     .kind = STR_INIT("news_agency"),
     .names = agency_names,
     .n_names = COUNT(agency_names)},
};

static int
set_up(void **state)
{
	static struct fixture f;
	struct error err;

	f = (struct fixture){0};
	if (!config_load(&f.config, NULL, false, &err) ||
	    !lang_open(&f.lang, &f.config, STR("en"), &err) ||
	    !date_words_read(&f.dates, &f.config, &f.arena, &err))
		fail_msg("%s", err.text);
	f.langs[0] = f.lang;
	f.registry.actors = actors;
	f.registry.n_actors = COUNT(actors);
	*state = &f;
	return 0;
}

static int
tear_down(void **state)
{
	struct fixture *f = *state;

	lang_close(f->lang);
	config_free(&f->config);
	arena_free(&f->arena);
	return 0;
}

#define P1                                                                     \
	"The governor of Eastmark said on Tuesday that the river had risen "   \
	"two metres, and that more rain was expected."
#define P2                                                                     \
	"Families left the lower town at night, carrying what they could, "    \
	"while boats searched the flooded streets for others."
#define BODY "<p>" P1 "</p><p>" P2 "</p>"

static bool
read_as(struct fixture *f, struct str page, const char *content_type,
    struct article *article, struct error *err)
{
	struct input in = {.bytes = page,
	    .content_type = str_from(content_type),
	    .url = STR_INIT("https://tidings.example/2024/12/07/river")};

	return page_read(
	    f->langs, 1, f->dates, &f->registry, &in, &f->arena, article, err);
}

static struct article
read_page(struct fixture *f, const char *page)
{
	struct article article;
	struct error err;

	if (!read_as(f, str_from(page), "text/html", &article, &err))
		fail_msg("%s", err.text);
	return article;
}

static void
assert_str(struct str got, const char *want)
{
	char text[4000] = "";

	assert_true(got.len < sizeof(text));
	if (got.len)
		memcpy(text, got.ptr, got.len);
	assert_string_equal(text, want);
}

static bool
has(struct str text, const char *part)
{
	return page_find(text, str_from(part)) != NOT_FOUND;
}

static void
the_text_is_the_article_and_nothing_round_it(void **state)
{
	struct article a = read_page(*state,
	    "<html><head><title>River rises - Tidings</title></head><body>"
	    "<nav><ul><li><a href=/>Home</a><li><a href=/w>World</a></ul></nav>"
	    "<article><h1>River rises</h1><p class=byline>By Ana Sample</p>"
	    "<figure><img src=x><figcaption>The river on Monday, seen from the "
	    "old bridge of the town.</figcaption></figure>"
	    "<p>" P1 "</p><h2>A long night</h2><p>" P2 "</p>"
	    "<blockquote><p>We lost the house, but we are all here.</p>"
	    "</blockquote><ul><li>The bridge is closed until Friday.</li></ul>"
	    "<div class=share-bar><a href=x>Share</a> on all networks</div>"
	    "</article><aside><h3>Most read</h3><p>Another story that has a "
	    "sentence, long enough to look like a paragraph of text.</p>"
	    "</aside><div id=comments><p>What a sad story this is, my friends, "
	    "I hope that all of you are safe and well.</p></div>"
	    "<footer>All rights reserved.</footer></body></html>");

	assert_str(a.text,
	    P1 "\nA long night\n" P2 "\nWe lost the house, but we are all "
	       "here.\nThe bridge is closed until Friday.\n");
	assert_str(a.title, "River rises");
	assert_str(a.author, "Ana Sample");
}

static void
what_follows_the_article_is_left_out(void **state)
{
	static const char *const tails[] = {
	    "<p>Leave a Comment</p><p>Your email address will not be "
	    "published.</p>",
	    "<h3>Related stories</h3><p>A short teaser of something else.</p>",
	    "<p><a href=/x>Read more: the flood of last year</a></p>",
	    "<p>Share your opinion</p>",
	    "<p>All of the year in one page! Click here</p>",
	    "<p>3 Shares1530 Views</p>",
	    "<h2>River rises in Eastmark</h2>",
	    "<div class='newsletter-signup'><p>Our best stories every "
	    "morning, in your inbox, for free, without any advertising.</p>"
	    "</div>",
	    "<p>Bo Example is a staff writer at Tidings. She writes about "
	    "rivers and the people who live at them.</p>",
	    "<p>Bo Example can be reached at bo@tidings.example. Follow her on "
	    "Twitter @bo.</p><p>Want more water? Sign up for our newsletter "
	    "and "
	    "get it in your inbox.</p>",
	    "<p>The mayor and the bridge: Bo Example/Getty Images for "
	    "Tidings</p>"
	    "<div class='box aside'><p>Another story that has a sentence, and "
	    "is long enough to look like a paragraph of text.</p></div>",
	    "<p>Ana Sample, of Eastmark, has seen many floods and fled two of "
	    "them with nothing but a cat.</p>",
	};
	char page[2000];

	for (size_t i = 0; i < COUNT(tails); i++) {
		snprintf(page, sizeof(page),
		    "<title>River rises in Eastmark</title><h1>River rises in "
		    "Eastmark</h1><p class=byline>By Ana Sample</p><div>" BODY
		    "%s</div>",
		    tails[i]);
		assert_str(read_page(*state, page).text, P1 "\n" P2 "\n");
	}
}

/* Text of the same length as an article's, of which there is more. */
#define OTHER                                                                  \
	"A cat of the harbour that had followed the mayor to every meeting "   \
	"of the council has at last been given a seat and a name."

static void
other_articles_of_the_page_are_left_out(void **state)
{
	static const char *const pages[] = {
	    /* beside the one with the headline */
	    "<main><article><h1>River rises</h1>" BODY BODY "</article><div>"
	    "<article><h2>Cat</h2><p>" OTHER "</p><p>" OTHER "</p><p>" OTHER
	    "</p></article><article><p>" OTHER "</p><p>" OTHER "</p>"
	    "</article></div></main>",
	    /* before the headline */
	    "<div><ul><li>" OTHER "</li><li>" OTHER "</li></ul>"
	    "<h1>River rises</h1>" BODY BODY "</div>",
	    /* linked headlines with teasers, beside an element of the text */
	    "<div><h1>River rises</h1><div class=article-body>" BODY BODY
	    "</div><ul><li><h4><a href=/1>A cat</a></h4><p>" OTHER "</p></li>"
	    "<li><h4><a href=/2>Again</a></h4><p>" OTHER "</p></li><li><h4>"
	    "<a href=/3>And again</a></h4><p>" OTHER "</p></li></ul></div>",
	    /* more of it than of the text, below */
	    "<h1>River rises</h1><div class=article-body>" BODY BODY "</div>"
	    "<footer><p>" OTHER "</p><p>" OTHER "</p><p>" OTHER "</p><p>" OTHER
	    "</p></footer>",
	};

	for (size_t i = 0; i < COUNT(pages); i++)
		assert_str(read_page(*state, pages[i]).text,
		    P1 "\n" P2 "\n" P1 "\n" P2 "\n");
}

static void
what_a_text_says_last_of_a_reporter_is_not_a_note_on_its_author(void **state)
{
	static const char last[] =
	    "Bo Example is a staff writer at Tidings. She was detained near "
	    "the bridge on Monday.";
	char page[1000];

	snprintf(page, sizeof(page),
	    "<h1>River rises</h1><div>%s<p>%s</p></div>", BODY, last);
	assert_true(has(read_page(*state, page).text, last));
}

static void
what_interrupts_a_text_does_not_end_it(void **state)
{
	static const char *const lines[] = {"<p>Advertisement</p>",
	    "<p>Share this story</p>", "<p>Image 2 of 5</p>",
	    "<audio><p>Your browser cannot play this.</p></audio>"};
	char page[2000];

	for (size_t i = 0; i < COUNT(lines); i++) {
		snprintf(page, sizeof(page),
		    "<h1>River rises</h1><div>" BODY BODY BODY "%s<p>" P1
		    "</p></div>",
		    lines[i]);
		assert_str(read_page(*state, page).text,
		    P1 "\n" P2 "\n" P1 "\n" P2 "\n" P1 "\n" P2 "\n" P1 "\n");
	}
}

static void
a_text_with_teasers_put_in_it_is_no_list_of_teasers(void **state)
{
	struct article a = read_page(*state,
	    "<h1>River rises</h1><div>" BODY BODY BODY "<div>" BODY
	    "<div><h4><a href=/1>A cat in the council</a></h4><h4><a href=/2>"
	    "A seat for a cat</a></h4><h4><a href=/3>The cat has a name</a>"
	    "</h4></div><p>" P1 "</p></div></div>");

	assert_str(a.text, P1 "\n" P2 "\n" P1 "\n" P2 "\n" P1 "\n" P2 "\n" P1
			      "\n" P2 "\n" P1 "\n");
}

static void
captions_and_cards_within_the_text_are_left_out(void **state)
{
	struct article a = read_page(*state,
	    "<h1>River rises</h1><div><p>" P1 "</p><div><div><img src=x></div>"
	    "<p>The river from the old bridge</p></div><p>" P2 "</p><p>The "
	    "mayor, <a href=/m>Bo Example</a><span class=card hidden><b>Bo "
	    "Example</b> Mayor sees floods</span>, opened the school to those "
	    "who had to leave the lower town.</p></div>");

	assert_str(a.text,
	    P1 "\n" P2 "\nThe mayor, Bo Example, opened the school to those "
	       "who had to leave the lower town.\n");
}

static void
a_box_with_a_form_is_left_out(void **state)
{
	struct article a = read_page(*state,
	    "<h1>River rises</h1><div>" BODY "<div><div><h4>Fond of rivers?"
	    "</h4><p>Our letter about them comes every week, with all that "
	    "you must know of the week's water.</p><form><input type=email>"
	    "</form></div><p>Thanks for coming along!</p></div>" BODY BODY
	    "</div>");

	assert_str(a.text, P1 "\n" P2 "\n" P1 "\n" P2 "\n" P1 "\n" P2 "\n");
}

static void
a_list_does_not_cost_the_paragraph_above_it(void **state)
{
	struct article a = read_page(*state,
	    "<h1>River rises</h1><div class=article-body><div><p>" P1
	    "</p><ul><li>Old Bridge<li>New Bridge<li>The ford<li>The ferry"
	    "<li>Mill Lane<li>West Gate<li>The quay<li>Ash Road<li>The weir"
	    "</ul></div><div>" BODY "</div></div>");

	assert_str(a.text,
	    P1 "\nOld Bridge\nNew Bridge\nThe ford\nThe ferry\n"
	       "Mill Lane\nWest Gate\nThe quay\nAsh Road\nThe weir\n" P1 "\n" P2
	       "\n");
}

static void
each_charset_is_decoded(void **state)
{
	static const struct {
		struct str page;
		const char *content_type;
	} cases[] = {
	    {STR_INIT("\xef\xbb\xbf<p>caf\xc3\xa9: " P1),
             "text/html; charset=iso-8859-1"							       },
	    {STR_INIT("<p>caf\xe9: " P1),                                   "text/html; charset=ISO-8859-1"},
	    {STR_INIT("<p>caf\xe9: " P1),                                   "text/html;charset=\"latin1\"" },
	    {STR_INIT("<meta charset=windows-1252><p>caf\xe9: " P1),        ""                             },
	    {STR_INIT("<meta http-equiv=x content='text/html; "
		      "charset=iso-8859-15'><p>caf\xe9: " P1),
             ""											    },
	    {STR_INIT("<meta charset=iso-8859-1><p>caf\xc3\xa9: " P1),      ""                             },
	    {STR_INIT("<p>caf\xc3\xa9: " P1),                               "text/html; charset=none-such" },
	};
	struct article a;
	struct error err;

	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_true(read_as(
		    *state, cases[i].page, cases[i].content_type, &a, &err));
		assert_str(a.text, "caf\xc3\xa9: " P1 "\n");
	}
}

static void
a_page_in_utf16_is_read(void **state)
{
	struct fixture *f = *state;
	struct buf b = {.arena = &f->arena};
	struct article a;
	struct error err;

	buf_add(&b, STR("\xff\xfe"));
	for (const char *p = "<p>" P1; *p != '\0'; p++) {
		buf_char(&b, *p);
		buf_char(&b, '\0');
	}
	assert_true(read_as(f, buf_str(&b), "text/html", &a, &err));
	assert_str(a.text, P1 "\n");
}

static void
wrong_bytes_in_utf8_do_not_lose_the_rest(void **state)
{
	struct article a;
	struct error err;

	assert_true(read_as(*state,
	    STR("<p>na\xc3\xafve caf\xc3\xa9 \xff\xc3: " P1), "", &a, &err));
	assert_str(a.text, "na\xc3\xafve caf\xc3\xa9 "
			   "\xef\xbf\xbd\xef\xbf\xbd: " P1 "\n");
}

static void
nul_bytes_are_passed_over(void **state)
{
	struct article a;
	struct error err;

	assert_true(read_as(*state,
	    STR("<p\0>The gover\0nor of Eastmark said that the river had "
		"risen two metres, and more rain was expected."),
	    "", &a, &err));
	assert_true(has(a.text, "The governor of Eastmark"));
}

static void
what_is_no_page_is_refused_with_a_reason(void **state)
{
	static const struct {
		struct str bytes;
		const char *reason;
	} cases[] = {
	    {STR_INIT(""),					     "no article text"},
	    {STR_INIT("<html><body><a href=/>Home</a></body></html>"),
             "no article text"							  },
	    {STR_INIT("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\1"),    "binary"         },
	    {STR_INIT("%PDF-1.7\n1 0 obj"),                            "binary"         },
	};
	struct article a;
	struct error err;

	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_false(read_as(*state, cases[i].bytes, "", &a, &err));
		assert_int_equal(err.kind, ERROR_INPUT);
		assert_true(has(str_from(err.text), cases[i].reason));
	}
}

/* Many times one piece of a page, round a paragraph. */
static struct str
many(struct arena *a, const char *before, const char *piece, int count,
    const char *after)
{
	struct buf b = {.arena = a};

	buf_add(&b, str_from(before));
	for (int i = 0; i < count; i++)
		buf_add(&b, str_from(piece));
	buf_add(&b, str_from(after));
	return buf_str(&b);
}

#define POINT1 "The bridge of the lower town is closed until Friday morning."
#define POINT2 "Some four hundred families sleep in the schools of Eastmark."

static void
key_points_above_the_text_are_of_it(void **state)
{
	static const char page[] =
	    "<h1>River rises</h1><ul><li>" POINT1 "</li><li>" POINT2
	    "</li></ul><p>By Ana Sample</p><ul><li>A list of one entry is a "
	    "line that stands alone.</li></ul><div class=article-body><p>NNA "
	    "- " P1 "</p><p>" P2 "</p><p>" P1 " " P2 "</p></div><ul><li>" POINT1
	    "</li></ul>";
	struct article a = read_page(*state, page);

	assert_str(a.text,
	    POINT1 "\n" POINT2 "\nNNA - " P1 "\n" P2 "\n" P1 " " P2 "\n");
	assert_str(a.author, "Ana Sample");
	assert_str(a.agency, "Norvia News Agency");
}

static void
a_lead_in_an_element_of_its_own_is_of_the_text(void **state)
{
	static const char page[] =
	    "<main><section><h1>River rises</h1><p>Lower town</p>"
	    "<div class=story-text><p>" P2 "</p></div></section><section>"
	    "<div class=story-text><p>" P1 "</p><p>" P1 "</p><p>" P1
	    "</p><p>" P1 "</p><p>" P1 "</p><p>" P1 "</p><p>" P1 "</p><p>" P1
	    "</p><p>" P1 "</p><p>" P1 "</p><p>" P1
	    "</p></div></section></main>";

	assert_true(page_starts_nocase(
	    read_page(*state, page).text, STR(P2 "\n" P1 "\n")));
}

/* Each slide in the one before it, as an end tag that is missing leaves them.
 */
static void
a_text_within_a_text_loses_no_half_of_it(void **state)
{
	struct fixture *f = *state;
	struct buf page = {.arena = &f->arena};

	buf_add(&page, STR("<article><h1>River rises</h1>"));
	for (int i = 0; i < 30; i++)
		buf_printf(&page, "<div><p>Place %d. " P1 "</p>", i);
	buf_char(&page, '\0');
	assert_true(has(read_page(f, page.ptr).text, "Place 2. "));
}

static void
a_button_without_an_end_does_not_hold_the_page(void **state)
{
	struct fixture *f = *state;
	struct buf page = {.arena = &f->arena};

	buf_add(&page, STR("<button><div><svg></svg><div></button></div>"));
	for (int i = 0; i < 200; i++)
		buf_add(&page, STR("<ul><li><a href=/x>Place</a></ul>"));
	buf_add(&page, STR("<article><h1>River rises</h1>" BODY "</article>"));
	buf_char(&page, '\0');
	assert_str(read_page(f, page.ptr).text, P1 "\n" P2 "\n");
}

static void
hostile_pages_keep_their_text(void **state)
{
	static const struct {
		const char *before, *piece;
		int count;
		const char *after;
	} cases[] = {
	    {"",				    "<div>",            100000, BODY     },
	    {BODY,				  "<b>",              100000, ""       },
	    {BODY "<p>",			    "<b></i>",          100000, ""       },
	    {"<div data-x='",                       "0123456789abcdef", 65536,  "'>" BODY},
	    {"<div class='",                        "0123456789abcdef", 65536,  "'>" BODY},
	    {"<div ",			       "id=1 class=x ",    100000, ">" BODY },
	    {"<script>'<a x=\"'</script><div ",     "a='b' ",           100000, ">" BODY },
	    {BODY "<!-- ",                          "<p>",              100000, ""       },
	    {BODY "<script>",                       "<p>x",             100000, ""       },
	    {"<script type='application/ld+json'>", "[",                100000,
             "</script>" BODY							    },
	    {"",				    "<table><tr><td>",  20000,  BODY     },
	};
	struct fixture *f = *state;
	struct article a;
	struct error err;

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct str page = many(&f->arena, cases[i].before,
		    cases[i].piece, cases[i].count, cases[i].after);
		assert_true(read_as(f, page, "", &a, &err));
		assert_true(has(a.text, P1) && has(a.text, P2));
	}
}

static void
an_attribute_with_a_tag_in_it_is_no_tag(void **state)
{
	struct article a = read_page(
	    *state, "<div title='<p>no' data-a=\"a>b\" class=x>" BODY "</div>");

	assert_str(a.text, P1 "\n" P2 "\n");
}

#define LD(json) "<script type=\"application/ld+json\">" json "</script>"

static void
json_ld_is_trusted_before_meta_and_elements(void **state)
{
	struct article a = read_page(*state,
	    "<html lang=en-GB><head><title>River rises | Tidings</title>"
	    "<meta property=og:site_name content=Tidings>"
	    "<meta property=article:published_time content=2024-12-01>"
	    "<meta name=author content='Wrong Person'>"
	    "<link rel=canonical href=https://tidings.example/river>" LD(
		"{\"@graph\":[{\"@type\":\"WebSite\",\"name\":\"Tidings\"},"
		"{\"@id\":\"#a\",\"@type\":\"Person\",\"name\":\"Ana "
		"Sample\"},"
		"{\"@type\":[\"NewsArticle\"],\"headline\":\"River "
		"rises\",\"datePublished\":\"2024-12-07T10:30:00+02:00\","
		"\"dateModified\":\"2024-12-08T08:00:00Z\","
		"\"articleSection\":\"World\","
		"\"author\":[{\"@id\":\"#a\"},{\"name\":\"Ben "
		"&amp; Co\"}],}]}") "</head><body><p>By Other Person</p>" BODY);

	assert_str(a.title, "River rises");
	assert_str(a.publisher, "Tidings");
	assert_str(a.canonical, "https://tidings.example/river");
	assert_str(a.lang, "en-GB");
	assert_str(a.section, "World");
	assert_true(has(a.author, "Ana Sample"));
	assert_int_equal(a.author_from, FOUND_JSON_LD);
	assert_int_equal(a.published_from, FOUND_JSON_LD);
	assert_int_equal(a.published.at, 1733560200);
	assert_int_equal(a.modified.at, 1733644800);
}

static void
without_json_ld_meta_elements_and_address_are_asked(void **state)
{
	struct article a;

	a = read_page(*state, "<meta property=article:published_time "
			      "content=2024-12-01T00:00:00Z><time "
			      "datetime=2024-12-02>x</time>" BODY);
	assert_int_equal(a.published_from, FOUND_META);
	assert_int_equal(moment_date(a.published).day, 1);
	a = read_page(*state, "<time datetime=2024-12-02>x</time>" BODY);
	assert_int_equal(a.published_from, FOUND_ELEMENT);
	assert_int_equal(moment_date(a.published).day, 2);
	a = read_page(*state,
	    "<div class=post-date>Posted on December 3, 2024</div>" BODY);
	assert_int_equal(moment_date(a.published).day, 3);
	a = read_page(*state,
	    "<div class=date>Published December 1, 2024 <time "
	    "datetime=2024-12-04T09:20Z>today</time></div>" BODY);
	assert_int_equal(a.published.precision, MINUTE);
	a = read_page(*state, BODY);
	assert_int_equal(a.published_from, FOUND_URL);
	assert_int_equal(moment_date(a.published).day, 7);
}

static void
what_is_given_wins(void **state)
{
	struct fixture *f = *state;
	struct input in = {
	    .bytes = STR_INIT("<title>Theirs</title>" BODY),
	    .title = STR_INIT("Ours"),
	    .published = {86400, DAY}
        };
	struct article a;
	struct error err;

	assert_true(
	    page_read(f->langs, 1, f->dates, NULL, &in, &f->arena, &a, &err));
	assert_str(a.title, "Ours");
	assert_int_equal(a.title_from, FOUND_GIVEN);
	assert_int_equal(a.published.at, 86400);
	assert_int_equal(a.published_from, FOUND_GIVEN);
}

static void
a_title_loses_its_sites_name_only(void **state)
{
	static const struct {
		const char *head, *title;
	} cases[] = {
	    {"<title>River rises | Tidings</title>",                            "River rises"    },
	    {"<title>Talks - day two - Tidings</title>",                        "Talks - day two"},
	    {"<title>Talks - day two</title>",                                  "Talks - day two"},
	    {"<meta property=og:site_name content='The Herald'>"
	     "<title>River rises \xe2\x80\x94 The Herald</title>", "River rises"    },
	};
	char page[2000];

	for (size_t i = 0; i < COUNT(cases); i++) {
		snprintf(page, sizeof(page), "%s" BODY, cases[i].head);
		assert_str(read_page(*state, page).title, cases[i].title);
	}
}

static void
the_publisher_is_named_by_the_title_when_nothing_else_does(void **state)
{
	assert_str(read_page(*state, "<title>River rises | Tidings</title>"
				     "<h1>River rises</h1>" BODY)
		       .publisher,
	    "Tidings");
	assert_str(
	    read_page(*state, "<title>Talks - day two</title>" BODY).publisher,
	    "");
}

static void
names_of_a_byline_are_cleaned(void **state)
{
	static const struct {
		const char *byline, *author;
	} cases[] = {
	    {"By Ana Sample",                    "Ana Sample"           },
	    {"By Ana Sample and Ben Other",      "Ana Sample, Ben Other"},
	    {"Ana Sample, Staff Writer",         "Ana Sample"           },
	    {"By Ana Sample | December 3, 2024", "Ana Sample"           },
	    {"Written by Ana Sample, Ben Other", "Ana Sample, Ben Other"},
	    {"https://social.example/ana",       ""                     },
	};
	char page[2000];

	for (size_t i = 0; i < COUNT(cases); i++) {
		snprintf(page, sizeof(page), "<div class=author>%s</div>" BODY,
		    cases[i].byline);
		assert_str(read_page(*state, page).author, cases[i].author);
	}
}

static void
the_agency_is_found_where_credits_stand(void **state)
{
	static const struct {
		const char *page, *agency;
	} cases[] = {
	    {"<p>PORT NORVIA (NNA) - " P1 "</p><p>" P2 "</p>",
             "Norvia News Agency"								  },
	    {"<p>NNA \xe2\x80\x94 " P1 "</p><p>" P2 "</p>",
             "Norvia News Agency"								  },
	    {BODY "<p>Source: NNA and local media</p>",                        "Norvia News Agency"},
	    {"<div class=byline>By Norvia News Agency</div>" BODY,
             "Norvia News Agency"								  },
	    {"<p>The governor told NNA that the river had risen two metres, "
	     "and that more rain was expected.</p><p>" P2 "</p>",
             ""										    },
	    {BODY,							     ""                  },
	};

	for (size_t i = 0; i < COUNT(cases); i++)
		assert_str(
		    read_page(*state, cases[i].page).agency, cases[i].agency);
}

static void
what_a_text_is_translated_from_is_kept(void **state)
{
	struct article a = read_page(
	    *state, BODY "<p>Translated from the Norvian by Ben Other.</p>");

	assert_str(a.translated_from, "Norvian by Ben Other");
	assert_str(a.text, P1 "\n" P2 "\n");
}

/* A page in a language that has no pack, with a line above or below its text.
 */
static struct article
read_foreign(
    struct fixture *f, const char *lang, const char *above, const char *below)
{
	struct buf page = {.arena = &f->arena};

	buf_printf(&page,
	    "<html lang=%s><body><article><h1>River</h1><p>%s</p>" BODY
	    "<p>%s</p></article>",
	    lang, above, below);
	buf_char(&page, '\0');
	return read_page(f, page.ptr);
}

static void
a_byline_is_read_in_many_languages(void **state)
{
	static const struct {
		const char *lang, *line, *names;
	} cases[] = {
	    {"en",    "By Ana Sample and Ben Other",                                        "Ana Sample, Ben Other" },
 /* As short as a "By" with its names on the next line, and none
  there. */
	    {"en",    "By Ana Bo",							  "Ana Bo"                },
	    {"de",    "Von Ana Muster und Ben van Dorn",
             "Ana Muster, Ben van Dorn"									     },
	    {"fr-CA", "Par Ana Modele et Ben Autre",                                        "Ana Modele, Ben Autre" },
	    {"es",    "Por Ana Muestra y Ben Otro",                                         "Ana Muestra, Ben Otro" },
	    {"pt-BR", "Por Ana Amostra e Ben Outro",                                        "Ana Amostra, Ben Outro"},
	    {"ru",    "Автор: Анна Примерова и Борис Другой",
             "Анна Примерова, Борис Другой"						 },
	    {"ar",    "بقلم: سارة المثال",                                    "سارة المثال" },
 /* The words of another language, a sentence, one word. */
	    {"de",    "Por Ana Muestra y Ben Otro",                                         ""                      },
	    {"de",    "Von den Orten am Fluss sind drei verlassen",                         ""                      },
	    {"fr",    "Par bateau",							 ""                      },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct article a =
		    read_foreign(*state, cases[i].lang, cases[i].line, "");
		assert_str(a.author, cases[i].names);
		if (cases[i].names[0] != '\0')
			assert_int_equal(a.author_from, FOUND_TEXT);
	}
}

static void
credits_and_notes_are_read_in_many_languages(void **state)
{
	static const struct {
		const char *lang, *line, *agency, *from, *first, *note;
	} cases[] = {
	    {"en", "This article was first published by The Karst Courier.", "",
             "",										       "The Karst Courier", ""},
	    {"en", "Originally published in Norvia Today",                   "",                   "",
             "Norvia Today",												""},
	    {"en", "This article was first published on 3 March 2021.",      "",                   "",
             "",													    ""},
	    {"de", "Quelle: NNA",					    "Norvia News Agency", "", "",                  ""},
	    {"fr", "Source : NNA",					   "Norvia News Agency", "", "",                  ""},
	    {"es", "Fuente: NNA",					    "Norvia News Agency", "", "",                  ""},
	    {"pt", "Fonte: NNA",					     "Norvia News Agency", "", "",                  ""},
	    {"ru", "Источник: NNA",                                  "Norvia News Agency", "", "",                  ""},
	    {"ar", "المصدر: NNA",				      "Norvia News Agency", "", "",                  ""},
	    {"de", "Aus dem Norvischen von Ben Muster",                      "",
             "Norvischen von Ben Muster",							      "",                  ""},
	    {"fr", "Traduit de l'anglais par Ben Autre",                     "",
             "l'anglais par Ben Autre",								"",                  ""},
	    {"es", "Publicado originalmente en Karst Hoy",                   "",                   "", "Karst Hoy",
             ""													       },
	    {"de", "Korrektur: Es sind 45 Boote, nicht 54.",                 "",                   "", "",
             "Korrektur: Es sind 45 Boote, nicht 54."									 },
	    {"fr", "Rectificatif : il s'agit de 45 bateaux.",                "",                   "", "",
             "Rectificatif : il s'agit de 45 bateaux."									},
	    {"ar", "تصحيح: عدد القوارب 45",                   "",                   "", "",
             "تصحيح: عدد القوارب 45"									   },
 /* No colon, no note; another language, no credit. */
	    {"de", "Korrektur des Flusses beginnt",                          "",                   "", "",                  ""},
	    {"de", "Fuente: NNA",					    "",                   "", "",                  ""},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct article a =
		    read_foreign(*state, cases[i].lang, "", cases[i].line);
		assert_str(a.agency, cases[i].agency);
		assert_str(a.translated_from, cases[i].from);
		assert_str(a.first_published_by, cases[i].first);
		assert_str(a.note, cases[i].note);
	}
}

static void
a_correction_becomes_the_note_and_leaves_the_text(void **state)
{
	static const char *const notes[] = {
	    "Correction: An earlier version said that 54 people had left; it "
	    "was 45.",
	    "This article was amended on 9 December 2024 to correct the "
	    "number of boats.",
	    "An earlier version of this story gave another name to the river.",
	    "Editor\xe2\x80\x99s note: the governor's name was misspelt.",
	};
	char page[2000];
	struct article a;

	for (size_t i = 0; i < COUNT(notes); i++) {
		snprintf(page, sizeof(page), "<div>" BODY "<p>%s</p></div>",
		    notes[i]);
		a = read_page(*state, page);
		assert_str(a.note, notes[i]);
		assert_str(a.text, P1 "\n" P2 "\n");
	}
	a = read_page(*state, BODY "<p>Correction: 7 December:</p><p>The river "
				   "is the Maren, not the Oster.</p>");
	assert_str(a.note, "Correction: 7 December:\nThe river is the Maren, "
			   "not the Oster.");
	a = read_page(*state,
	    BODY "<div class=article-correction><p>The river is the Maren, "
		 "not the Oster.</p></div>");
	assert_str(a.note, "The river is the Maren, not the Oster.");
	assert_str(a.text, P1 "\n" P2 "\n");
	a = read_page(*state, "<p>The correction: of course, came late, said "
			      "the governor, who had waited.</p>" BODY);
	assert_int_equal(a.note.len, 0);
}

static void
a_text_only_in_json_ld_is_found(void **state)
{
	struct article a = read_page(*state,
	    LD("{\"@type\":\"NewsArticle\",\"headline\":\"River\","
	       "\"articleBody\":\"" P1 "\\n\\n" P2 "\"}") "<div "
							  "id=app>"
							  "</div>");

	assert_str(a.text, P1 "\n" P2 "\n");
}

#define LD_BODY(start)                                                         \
	LD("{\"@type\":\"NewsArticle\",\"headline\":\"River\","                \
	   "\"articleBody\":\"" start "<p>" P2 "</p>" P2 "<br>" P2 "<br/>"     \
	   "<em>" P2 "</em>\"}")

static void
a_text_in_json_ld_is_trusted_where_it_agrees_with_the_page(void **state)
{
	static const char shown[] =
	    "<article><h1>River</h1><p>" P1 "</p><p>" P1 "</p></article>";
	struct fixture *f = *state;
	struct buf agrees = {.arena = &f->arena}, other = {.arena = &f->arena};

	buf_printf(&agrees, "%s%s", LD_BODY(P1), shown);
	buf_printf(&other, "%s%s", LD_BODY(P2), shown);
	buf_char(&agrees, '\0');
	buf_char(&other, '\0');
	assert_str(read_page(f, agrees.ptr).text,
	    P1 "\n" P2 "\n" P2 "\n" P2 "\n" P2 "\n");
	assert_str(read_page(f, other.ptr).text, P1 "\n" P1 "\n");
}

/* The furniture of a text, a line each. */
static struct str
skipped(struct fixture *f, const char *text, struct article *a)
{
	struct buf b = {.arena = &f->arena};

	*a = (struct article){.text = str_from(text)};
	page_skip_furniture(f->lang, f->dates, &f->registry, 0, &f->arena, a);
	assert_int_equal(a->text.len, strlen(text));
	for (size_t i = 0; i < a->n_skipped; i++) {
		buf_add(&b,
		    page_cut(a->text, a->skipped[i].start, a->skipped[i].end));
		buf_char(&b, '\n');
	}
	return b.len ? buf_str(&b) : (struct str){0};
}

static void
furniture_of_a_plain_text_is_passed_over(void **state)
{
	struct article a;

	assert_str(skipped(*state,
		       "River rises in Eastmark\nTue 14 Jan 2025 9:05 am\n"
		       "By Ana Sample\n3 hours ago\nimage source, Tidings\n" P1
		       "\n\nA long night\n" P2 "\n  Leave a Comment  \nYour "
		       "email address will not be published. Required fields "
		       "are marked *\nRiver rises in Eastmark\n",
		       &a),
	    "Tue 14 Jan 2025 9:05 am\nBy Ana Sample\n3 hours ago\nimage "
	    "source, Tidings\nLeave a Comment\nYour email address will not be "
	    "published. Required fields are marked *\nRiver rises in "
	    "Eastmark\n");
	assert_str(a.title, "River rises in Eastmark");
	assert_str(a.author, "Ana Sample");
	assert_int_equal(a.published_from, FOUND_TEXT);
	assert_int_equal(moment_date(a.published).day, 14);
}

static void
a_plain_text_gives_its_note_and_agency_too(void **state)
{
	struct article a;

	assert_str(skipped(*state,
		       "River rises in Eastmark\n" P1 "\n" P2
		       "\nCorrection: it was 45 people, not 54.\n"
		       "Source: NNA\n",
		       &a),
	    "Correction: it was 45 people, not 54.\nSource: NNA\n");
	assert_str(a.note, "Correction: it was 45 people, not 54.");
	assert_str(a.agency, "Norvia News Agency");
}

static void
sentences_of_a_plain_text_are_never_passed_over(void **state)
{
	static const char *const texts[] = {
	    P1 "\n" P2,
	    "By the end of the day 54 people had been found\n" P1,
	    "By Land and Sea, Thousands Leave the Coast\n" P1,
	    "Leave a comment to nobody, said the governor of Eastmark.\n" P1,
	    P1 "\nThe image shows 12 people in a boat.",
	    P1 "\n3 hours ago the river was two metres lower, he said.",
	    P1 "\nShare your opinion with the governor, he said to 30 people.",
	    "54 people missing\n" P1 "\n" P2,
	    "",
	    "\n\n",
	};
	struct article a;

	for (size_t i = 0; i < COUNT(texts); i++)
		assert_str(skipped(*state, texts[i], &a), "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_text_is_the_article_and_nothing_round_it),
	    cmocka_unit_test(what_follows_the_article_is_left_out),
	    cmocka_unit_test(other_articles_of_the_page_are_left_out),
	    cmocka_unit_test(a_box_with_a_form_is_left_out),
	    cmocka_unit_test(
		what_a_text_says_last_of_a_reporter_is_not_a_note_on_its_author),
	    cmocka_unit_test(what_interrupts_a_text_does_not_end_it),
	    cmocka_unit_test(
		a_text_with_teasers_put_in_it_is_no_list_of_teasers),
	    cmocka_unit_test(captions_and_cards_within_the_text_are_left_out),
	    cmocka_unit_test(a_list_does_not_cost_the_paragraph_above_it),
	    cmocka_unit_test(each_charset_is_decoded),
	    cmocka_unit_test(a_page_in_utf16_is_read),
	    cmocka_unit_test(wrong_bytes_in_utf8_do_not_lose_the_rest),
	    cmocka_unit_test(nul_bytes_are_passed_over),
	    cmocka_unit_test(what_is_no_page_is_refused_with_a_reason),
	    cmocka_unit_test(key_points_above_the_text_are_of_it),
	    cmocka_unit_test(a_lead_in_an_element_of_its_own_is_of_the_text),
	    cmocka_unit_test(a_text_within_a_text_loses_no_half_of_it),
	    cmocka_unit_test(a_button_without_an_end_does_not_hold_the_page),
	    cmocka_unit_test(hostile_pages_keep_their_text),
	    cmocka_unit_test(an_attribute_with_a_tag_in_it_is_no_tag),
	    cmocka_unit_test(json_ld_is_trusted_before_meta_and_elements),
	    cmocka_unit_test(
		without_json_ld_meta_elements_and_address_are_asked),
	    cmocka_unit_test(what_is_given_wins),
	    cmocka_unit_test(a_title_loses_its_sites_name_only),
	    cmocka_unit_test(
		the_publisher_is_named_by_the_title_when_nothing_else_does),
	    cmocka_unit_test(names_of_a_byline_are_cleaned),
	    cmocka_unit_test(the_agency_is_found_where_credits_stand),
	    cmocka_unit_test(a_byline_is_read_in_many_languages),
	    cmocka_unit_test(credits_and_notes_are_read_in_many_languages),
	    cmocka_unit_test(a_correction_becomes_the_note_and_leaves_the_text),
	    cmocka_unit_test(a_text_only_in_json_ld_is_found),
	    cmocka_unit_test(
		a_text_in_json_ld_is_trusted_where_it_agrees_with_the_page),
	    cmocka_unit_test(furniture_of_a_plain_text_is_passed_over),
	    cmocka_unit_test(what_a_text_is_translated_from_is_kept),
	    cmocka_unit_test(a_plain_text_gives_its_note_and_agency_too),
	    cmocka_unit_test(sentences_of_a_plain_text_are_never_passed_over),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
