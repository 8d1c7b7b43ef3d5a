#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "config/config.h"
#include "extract/clock_text.h"
#include "extract/page.h"
#include "extract/page_str.h"

#define PUBLISHED INT64_C(1741816800) /* 2025-03-12T22:00Z */

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

static struct article
read_page(const char *lang, const char *html)
{
	struct buf page = {.arena = &arena};
	struct input in = {
	    .kind = INPUT_HTML,
	    .url = STR_INIT("https://tidings.example/flood"),
	    .published = {PUBLISHED, MINUTE}
        };
	struct article a;
	struct error err;

	buf_printf(&page, "<html lang=%s>%s</html>", lang, html);
	in.bytes = buf_str(&page);
	if (!page_read(NULL, 0, words, NULL, &in, &arena, &a, &err))
		fail_msg("%s", err.text);
	return a;
}

static struct article
read_plain(const char *text)
{
	struct article a = {
	    .text = str_from(text),
	    .lang = STR_INIT("en"),
	    .published = {PUBLISHED, MINUTE}
        };

	page_skip_furniture(NULL, words, NULL, 0, &arena, &a);
	return a;
}

static void
assert_str_is(struct str got, const char *want)
{
	assert_int_equal(got.len, strlen(want));
	assert_memory_equal(got.ptr, want, got.len);
}

/* Each entry as "time|title|text"; its lines with a blank between. */
static void
assert_entries(const struct article *a, const char *want)
{
	struct buf b = {.arena = &arena};

	for (size_t i = 0; i < a->n_entries; i++) {
		const struct text_entry *e = &a->entries[i];
		buf_add(&b, moment_text_in(&arena, e->at, e->zone));
		buf_printf(&b, "|%.*s|",
		    STR_ARG(page_cut(a->text, e->title.start, e->title.end)));
		buf_add(&b, page_squash(&arena,
				page_cut(a->text, e->span.start, e->span.end)));
		buf_char(&b, '\n');
	}
	buf_char(&b, '\0');
	assert_string_equal(b.ptr, want);
}

static void
assert_turns(const struct article *a, const char *want)
{
	struct buf b = {.arena = &arena};

	for (size_t i = 0; i < a->n_turns; i++) {
		const struct turn *t = &a->turns[i];
		buf_printf(&b, "%.*s|",
		    STR_ARG(
			page_cut(a->text, t->speaker.start, t->speaker.end)));
		buf_add(&b, page_squash(&arena,
				page_cut(a->text, t->span.start, t->span.end)));
		buf_char(&b, '\n');
	}
	buf_char(&b, '\0');
	assert_string_equal(b.ptr, want);
}

#define HEAD                                                                   \
	"<h1>Flood in Eastmark: what we know</h1><p>The river Tal has risen "  \
	"since Monday, and thousands have left the lower town.</p>"
#define E1 "Twelve people were found dead in the lower town, rescuers said."
#define E2 "The bridge of the old mill has been closed to carts and people."
#define E3 "The school of Ombrel takes in families who have lost their home."

static void
a_live_blog_has_an_entry_for_each_time(void **state)
{
	struct article a = read_page("en",
	    HEAD "<div class=post><time datetime=2025-03-12T14:05:00Z>14:05"
		 "</time><h3>Twelve dead</h3><p>" E1 "</p><p>More is not "
		 "known.</p></div>"
		 "<div class=post><time datetime=2025-03-12T13:20:00+02:00>"
		 "11:20</time><h3>Bridge closed</h3><p>" E2 "</p></div>"
		 "<div class=post><time datetime=2025-03-12T08:00:00Z>08:00"
		 "</time><h3>School open</h3><p>" E3 "</p></div>");

	(void)state;
	assert_entries(&a,
	    "2025-03-12T14:05:00Z|Twelve dead|Twelve dead " E1
	    " More is not known.\n"
	    "2025-03-12T13:20:00+02:00|Bridge closed|Bridge closed " E2 "\n"
	    "2025-03-12T08:00:00Z|School open|School open " E3 "\n");
	assert_true(page_find(a.text, STR("14:05")) == NOT_FOUND);
	assert_true(page_find(a.text, STR("since Monday")) != NOT_FOUND);
}

static void
a_headline_above_its_time_is_of_the_entry(void **state)
{
	struct article a = read_page("en",
	    HEAD "<h3>Twelve dead</h3><p>14:05 GMT</p><p>" E1 "</p>"
		 "<h3>Bridge closed</h3><p>13:20 GMT</p><p>" E2 "</p>"
		 "<h3>School open</h3><p>08:00 GMT</p><p>" E3 "</p>");

	(void)state;
	assert_entries(&a,
	    "2025-03-12T14:05Z|Twelve dead|Twelve dead " E1 "\n"
	    "2025-03-12T13:20Z|Bridge closed|Bridge closed " E2
	    "\n2025-03-12T08:00Z|School open|School open " E3 "\n");
}

static void
a_ticker_may_have_its_times_in_its_lines(void **state)
{
	struct article a = read_page("de", HEAD
	    "<p>14.05 Uhr: " E1 "</p><p>13.20 Uhr: " E2 "</p><p>23.50 Uhr: " E3
	    "</p><p>22.10 Uhr: " E2 "</p><p>20.00 Uhr: " E1 "</p>");

	(void)state;
	/* The times run backward, so that 23.50 is of the day before. */
	assert_entries(&a, "2025-03-12T14:05Z||14.05 Uhr: " E1 "\n"
			   "2025-03-12T13:20Z||13.20 Uhr: " E2 "\n"
			   "2025-03-11T23:50Z||23.50 Uhr: " E3 "\n"
			   "2025-03-11T22:10Z||22.10 Uhr: " E2 "\n"
			   "2025-03-11T20:00Z||20.00 Uhr: " E1 "\n");
}

static void
the_times_of_json_ld_find_their_entries(void **state)
{
	struct article a = read_page("en",
	    "<script type=application/ld+json>{\"@type\":\"LiveBlogPosting\","
	    "\"headline\":\"Flood\",\"liveBlogUpdate\":["
	    "{\"@type\":\"BlogPosting\",\"headline\":\"Three times twelve "
	    "people "
	    "found\",\"datePublished\":\"2025-03-12T14:05:00Z\"},"
	    "{\"@type\":\"BlogPosting\",\"headline\":\"x\",\"articleBody\":"
	    "\"" E2 "\",\"datePublished\":\"2025-03-12T13:20:00Z\"},"
	    "{\"@type\":\"BlogPosting\",\"articleBody\":\"" E3
	    "\",\"datePublished\":\"2025-03-12T08:00:00Z\"}]}</script>" HEAD
	    "<h3>Three times twelve people found</h3><p>" E1 "</p><p>" E2
	    "</p><p>" E3 "</p>");

	(void)state;
	assert_entries(&a,
	    "2025-03-12T14:05:00Z|Three times twelve people found|Three times "
	    "twelve people found " E1 "\n"
	    "2025-03-12T13:20:00Z||" E2 "\n"
	    "2025-03-12T08:00:00Z||" E3 "\n");
}

static void
a_live_blog_that_a_script_puts_in_is_read_from_json_ld(void **state)
{
	struct article a = read_page("en",
	    "<script type=application/ld+json>{\"@type\":\"LiveBlogPosting\","
	    "\"headline\":\"Flood\",\"liveBlogUpdate\":["
	    "{\"@type\":\"BlogPosting\",\"headline\":\"Twelve dead\","
	    "\"articleBody\":\"" E1 "\\n\\n" E3
	    "\",\"datePublished\":\"2025-03-12T14:05:00Z\"},"
	    "{\"@type\":\"BlogPosting\",\"articleBody\":\"" E2 "\"}]}</script>"
	    "<h1>Flood in Eastmark</h1>");

	(void)state;
	assert_str_is(a.text, "Twelve dead\n" E1 "\n" E3 "\n" E2 "\n");
	assert_entries(&a, "2025-03-12T14:05:00Z|Twelve dead|Twelve dead " E1
			   " " E3 "\n||" E2 "\n");
}

static void
a_plain_text_has_entries_too(void **state)
{
	struct article a =
	    read_plain("The river Tal has risen since Monday.\n\n"
		       "08:00 GMT\n" E3 "\n\n(13:20 GMT) " E2
		       "\n\n2:05 p.m. GMT\n" E1 "\n");

	(void)state;
	assert_entries(&a, "2025-03-12T08:00Z||" E3 "\n"
			   "2025-03-12T13:20Z||(13:20 GMT) " E2 "\n"
			   "2025-03-12T14:05Z||" E1 "\n");
	assert_int_equal(a.n_skipped, 2);
}

static void
other_times_make_no_entries(void **state)
{
	static const char *const pages[] = {
	    /* Two are none. */
	    HEAD "<p>14:05 GMT</p><p>" E1 "</p><p>13:20 GMT</p><p>" E2 "</p>",
	    /* Times that run both ways. */
	    HEAD "<p>14:05</p><p>" E1 "</p><p>13:20</p><p>" E2
		 "</p><p>18:00</p><p>" E3 "</p><p>10:00</p><p>" E1
		 "</p><p>19:00</p><p>" E2 "</p>",
	    /* Nothing between them. */
	    HEAD "<p>14:05</p><p>15:20</p><p>16:00</p><p>17:00</p><p>" E1
		 "</p>",
	    /* Numbers that are no times. */
	    HEAD "<p>1.25 million: " E1 "</p><p>2.30 metres: " E2
		 "</p><p>3.40 dollars: " E3 "</p><p>4.50 tons: " E1 "</p>",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(pages); i++)
		assert_int_equal(read_page("en", pages[i]).n_entries, 0);
}

static void
an_entry_without_a_day_has_no_time(void **state)
{
	struct article a = {
	    .text = STR_INIT("08:00\n" E3 "\n13:20\n" E2 "\n14:05\n" E1 "\n"),
	    .lang = STR_INIT("en")};

	(void)state;
	page_skip_furniture(NULL, words, NULL, 0, &arena, &a);
	assert_int_equal(a.n_entries, 3);
	assert_int_equal(a.entries[0].at.precision, PRECISION_NONE);
}

static void
a_time_of_day_is_read(void **state)
{
	static const struct {
		const char *line, *lang;
		int minutes, zone; /* -1: none */
		const char *rest;
	} cases[] = {
	    {"10:45 GMT - Boats",         "en", 645,  0,    " - Boats"    },
	    {"(14.05 Uhr) Boote",         "de", 845,  -1,   " Boote"      },
	    {"15h20 : un bateau",         "fr", 920,  -1,   " : un bateau"},
	    {"2:15 p.m. ET Boats",        "en", 855,  -300, " Boats"      },
	    {"12:10 am Boats",            "en", 10,   -1,   " Boats"      },
	    {"\xe2\x80\xa2 09:30:15 CET", "en", 570,  60,   ""            },
	    {"23:59",                     "en", 1439, -1,   ""            },
	    {"24:10 Boats",               "en", -1,   -1,   NULL          },
	    {"10:4 Boats",                "en", -1,   -1,   NULL          },
	    {"10.45 Boats",               "en", -1,   -1,   NULL          },
	    {"2024: a year",              "en", -1,   -1,   NULL          },
	    {"At 10:45 boats",            "en", -1,   -1,   NULL          },
	    {"",			  "en", -1,   -1,   NULL          },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct str line = str_from(cases[i].line);
		struct clock c;
		bool found =
		    clock_text_read(words, str_from(cases[i].lang), line, &c);
		if (found != (cases[i].rest != NULL) ||
		    (found && (c.minutes != cases[i].minutes ||
				  (c.has_zone ? c.zone : -1) != cases[i].zone ||
				  !str_eq(str_skip(line, c.end),
				      str_from(cases[i].rest)))))
			fail_msg("%s: %d %d %zu", cases[i].line, c.minutes,
			    c.zone, c.end);
	}
}

#define Q1 "How many of the families have come back to the lower town?"
#define A1                                                                     \
	"About forty, and they sleep in the school, since their beds are wet."
#define A2 "We do not know yet where the others are."

static void
an_interview_keeps_who_speaks(void **state)
{
	struct article a = read_page("en",
	    HEAD "<p>Tidings: " Q1 "</p><p>Ines Tavor: " A1 "</p><p>" A2
		 "</p><p>Tidings: " Q1 "</p><p>Ines Tavor: " A1
		 "</p><p>The talk was held on Monday.</p>");

	(void)state;
	assert_turns(&a, "Tidings|" Q1 "\nInes Tavor|" A1 " " A2 "\nTidings|" Q1
			 "\nInes Tavor|" A1 "\n");
	assert_int_equal(a.n_entries, 0);
}

static void
labels_that_come_once_are_no_speakers(void **state)
{
	struct article a = read_plain(
	    "Killed: at least 40 people\nInjured: more than 60\nMissing: 12\n"
	    "Homeless: some 400\nGovernor: " A1 "\nGovernor: " A2 "\n");

	(void)state;
	assert_int_equal(a.n_turns, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_live_blog_has_an_entry_for_each_time),
	    cmocka_unit_test(a_headline_above_its_time_is_of_the_entry),
	    cmocka_unit_test(a_ticker_may_have_its_times_in_its_lines),
	    cmocka_unit_test(the_times_of_json_ld_find_their_entries),
	    cmocka_unit_test(
		a_live_blog_that_a_script_puts_in_is_read_from_json_ld),
	    cmocka_unit_test(a_plain_text_has_entries_too),
	    cmocka_unit_test(other_times_make_no_entries),
	    cmocka_unit_test(an_entry_without_a_day_has_no_time),
	    cmocka_unit_test(a_time_of_day_is_read),
	    cmocka_unit_test(an_interview_keeps_who_speaks),
	    cmocka_unit_test(labels_that_come_once_are_no_speakers),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
