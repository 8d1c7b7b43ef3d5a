/* The text of an article in a page. */
#include "tests/page_build.h"

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
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
