/* The parts that reports are made of: words, columns, bars, CSV, HTML. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "report/bar.h"
#include "report/csv.h"
#include "report/html.h"
#include "report/json.h"
#include "report/layout.h"
#include "report/unicode.h"
#include "report/words.h"

static struct arena arena;

static int
free_arena(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static void
same(struct str got, const char *want)
{
	if (!str_eq(got, str_from(want)))
		fail_msg("\"%.*s\" is not \"%s\"", STR_ARG(got), want);
}

static void
values_are_said_with_their_qualifier(void **state)
{
	static const struct {
		enum qualifier qualifier;
		int64_t low, high;
		const char *surface, *want;
	} cases[] = {
	    {EXACT,     136614,                 136614,                 "136,614",       "136,614"         },
	    {EXACT,     0,                      0,                      "no one",        "0"               },
	    {APPROX,    40,                     40,                     "some forty",    "about 40"        },
	    {AT_LEAST,  1000,                   VALUE_NONE,             "1,000 or more", "at least 1,000"  },
	    {MORE_THAN, 30000,                  VALUE_NONE,             "",              "more than 30,000"},
	    {UP_TO,     VALUE_NONE,             13000,                  "",              "up to 13,000"    },
	    {UP_TO,     0,                      13000,                  "",              "up to 13,000"    },
	    {LESS_THAN, VALUE_NONE,             50,                     "",              "fewer than 50"   },
	    {RANGE,     5000,                   13000,                  "",              "5,000 to 13,000" },
	    {VAGUE,     24,                     VALUE_NONE,             "dozens",        "dozens"          },
	    {EXACT,     VALUE_NONE,             VALUE_NONE,             "none",          "none"            },
	    {EXACT,     INT64_C(1234567890123), INT64_C(1234567890123), "",
             "1,234,567,890,123"									   },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		same(words_said(&arena, cases[i].qualifier, cases[i].low,
			 cases[i].high, str_from(cases[i].surface)),
		    cases[i].want);
}

static void
years_are_as_wide_as_what_is_known(void **state)
{
	static const struct {
		struct date from, to, as_of;
		const char *years, *period;
	} cases[] = {
	    {{2011, 3, 0}, {2018, 0, 0}, {0},          "2011-2018",  "2011-03 to 2018"},
	    {{2011, 3, 0}, {0},          {0},          "since 2011", "since 2011-03"  },
	    {{0},          {2016, 0, 0}, {0},          "until 2016", "until 2016"     },
	    {{2024, 1, 2}, {2024, 3, 4}, {0},          "2024",
             "2024-01-02 to 2024-03-04"					       },
	    {{2024, 1, 2}, {2024, 1, 2}, {0},          "2024-01-02", "2024-01-02"     },
	    {{0},          {0},          {2024, 8, 0}, "in 2024",    "as of 2024-08"  },
	    {{0},          {0},          {0},          "",           ""               },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct figure_row row = {.period_start = cases[i].from,
		    .period_end = cases[i].to,
		    .as_of = cases[i].as_of};

		same(words_years(&arena, &row), cases[i].years);
		same(words_period(&arena, &row), cases[i].period);
	}
}

static void
moments_are_told_in_plain_words(void **state)
{
	const int64_t now = 1733810400; /* 2024-12-10T06:00Z */

	(void)state;
	same(words_long_day(&arena, now), "Tuesday, 10 December 2024");
	same(words_minute(&arena, now), "2024-12-10 06:00");
	same(words_day(&arena, 0), "");
	same(words_ago(&arena, now, 0), "never");
	same(words_ago(&arena, now, now - 59), "just now");
	same(words_ago(&arena, now, now - 360), "6 min ago");
	same(words_ago(&arena, now, now - 86400), "yesterday");
	same(words_ago(&arena, now, now - 8 * 86400), "8 days ago");
	same(words_interval(&arena, 1800), "30m");
	same(words_interval(&arena, 86400), "1d");
	same(words_interval(&arena, 90), "90s");
	same(words_interval(&arena, -1), "");
}

static void
what_could_move_a_terminal_is_dropped(void **state)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
	    {"  a\tb\r\n c ",               "a b c"                               },
	    {"\033[31mred\a",               "[31mred"                             },
	    {"abc\xe2\x80\xae"
	     "fed",            "abcfed"			      },
	    {"\xe2\x81\xa6iso\xe2\x81\xa9", "iso"                                 },
	    {"a\xff"
	     "b\xc3",          "a\xef\xbf\xbd"
		"b\xef\xbf\xbd"                 },
	    {"\xed\xa0\x80",                "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
	    {"\xc0\xaf",                    "\xef\xbf\xbd\xef\xbf\xbd"            },
	    {"\xc2\x9b"
	     "2J",             "2J"				  },
	    {"",			    ""				    },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		same(unicode_line(&arena, str_from(cases[i].text)),
		    cases[i].want);
}

static void
columns_count_what_a_terminal_shows(void **state)
{
	(void)state;
	assert_int_equal(layout_width(STR("Sednaya")), 7);
	assert_int_equal(layout_width(STR("e\xcc\x81t\xc3\xa9")), 3);
	assert_int_equal(layout_width(STR("\xe4\xb8\xad\xe5\x9b\xbd")), 4);
	same(layout_clip(&arena, STR("abcdef"), 6), "abcdef");
	same(layout_clip(&arena, STR("abcdefg"), 6), "abcde\xe2\x80\xa6");
	same(layout_clip(&arena, STR("\xe4\xb8\xad\xe5\x9b\xbd"), 3),
	    "\xe4\xb8\xad\xe2\x80\xa6");
}

static void
no_wrapped_line_is_wider_than_the_page(void **state)
{
	struct buf b = {.arena = &arena};
	char text[2000];
	size_t start = 0, lines = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = i % 97 > 80 && i % 3 == 0 ? ' ' : 'x';
	layout_wrap(&b, 5, (struct str){text, sizeof(text)});
	for (size_t i = 0; i < b.len; i++) {
		if (b.ptr[i] != '\n')
			continue;
		assert_in_range(i - start, 6, PAGE_WIDTH);
		assert_memory_equal(b.ptr + start, "     ", 5);
		start = i + 1;
		lines++;
	}
	assert_int_equal(start, b.len);
	assert_in_range(lines, 30, 60);
}

static void
axes_are_round_and_leave_room(void **state)
{
	static const struct {
		struct bar bar;
		int64_t step;
	} cases[] = {
	    {{BAR_EXACT, 40000, 40000},   10000},
	    {{BAR_FROM, 30000, 30000},    10000},
	    {{BAR_FROM, 40000, 40000},    20000},
	    {{BAR_RANGE, 5000, 13000},    5000 },
	    {{BAR_EXACT, 0, 0},           1    },
	    {{BAR_EXACT, 1, 1},           1    },
	    {{BAR_EXACT, 36, 36},         10   },
	    {{BAR_EXACT, 54, 54},         20   },
	    {{BAR_EXACT, 136614, 136614}, 50000},
	    {{BAR_EXACT, 99, 99},         25   },
	    {{BAR_DENIED, 0, 0},          1    },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(
		    axis_for(&cases[i].bar, 1).step, cases[i].step);
}

static void
labels_are_short(void **state)
{
	static const struct {
		int64_t value;
		const char *want;
	} cases[] = {
	    {0,          "0"    },
	    {500,        "500"  },
	    {1500,       "1,500"},
	    {10000,      "10k"  },
	    {12500,      "12.5k"},
	    {1500000,    "1.5M" },
	    {1250000,    "1.25M"},
	    {3000000000, "3G"   },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		same(axis_label(&arena, cases[i].value), cases[i].want);
}

static void
bars_show_their_qualifier(void **state)
{
	static const struct {
		struct bar bar;
		const char *want;
	} cases[] = {
	    {{BAR_EXACT, 20, 20},   "|-------|-------o-------|-------|"},
	    {{BAR_EXACT, 0, 0},     "o-------|-------|-------|-------|"},
	    {{BAR_EXACT, 999, 999}, "|-------|-------|-------|-------o"},
	    {{BAR_ABOUT, 20, 20},   "|-------|------( )------|-------|"},
	    {{BAR_ABOUT, 0, 0},     "( )-----|-------|-------|-------|"},
	    {{BAR_ABOUT, 40, 40},   "|-------|-------|-------|-----( )"},
	    {{BAR_FROM, 30, 30},    "|-------|-------|-------o=======>"},
	    {{BAR_UP_TO, 20, 20},   "|-------|-<=====]-------|-------|"},
	    {{BAR_UP_TO, 2, 2},     "<=]-----|-------|-------|-------|"},
	    {{BAR_RANGE, 10, 20},   "|-------[=======]-------|-------|"},
	    {{BAR_RANGE, 20, 20},   "|-------|-------[]------|-------|"},
	    {{BAR_RANGE, 40, 40},   "|-------|-------|-------|------[]"},
	    {{BAR_VAGUE, 10, 30},   "|-------(===============)-------|"},
	    {{BAR_DENIED, 0, 0},    ". . . . . . . . . . . . . . . . ."},
	};
	const struct axis axis = {10};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buf b = {.arena = &arena};

		bar_text(&b, axis, cases[i].bar);
		assert_int_equal(b.len, BAR_COLUMNS);
		same(buf_str(&b), cases[i].want);
	}
}

static void
a_bar_comes_from_what_was_said(void **state)
{
	static const struct {
		enum qualifier qualifier;
		int64_t low, high;
		struct bar want;
	} cases[] = {
	    {UP_TO,     VALUE_NONE, 13000,      {BAR_UP_TO, 13000, 13000}},
	    {UP_TO,     0,          13000,      {BAR_UP_TO, 13000, 13000}},
	    {MORE_THAN, 500,        VALUE_NONE, {BAR_FROM, 500, 500}     },
	    {RANGE,     13000,      5000,       {BAR_RANGE, 5000, 5000}  },
	    {VAGUE,     24,         VALUE_NONE, {BAR_VAGUE, 24, 99}      },
	    {APPROX,    5,          9,          {BAR_RANGE, 5, 9}        },
	    {EXACT,     VALUE_NONE, VALUE_NONE, {BAR_NONE, 0, 0}         },
	    {EXACT,     INT64_MAX,  INT64_MAX,
             {BAR_EXACT, INT64_C(1000000000000000),
		    INT64_C(1000000000000000)}                           },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct figure_row row = {.qualifier = cases[i].qualifier,
		    .value_low = cases[i].low,
		    .value_high = cases[i].high};
		struct bar bar = bar_of(&row);

		assert_int_equal(bar.shape, cases[i].want.shape);
		assert_int_equal(bar.low, cases[i].want.low);
		assert_int_equal(bar.high, cases[i].want.high);
	}
}

static void
cells_are_quoted_and_never_formulas(void **state)
{
	static const struct {
		const char *cell, *want;
	} cases[] = {
	    {"plain",      "plain,x\r\n"             },
	    {"",           "\"\",x\r\n"              },
	    {"a,b",        "\"a,b\",x\r\n"           },
	    {"say \"so\"", "\"say \"\"so\"\"\",x\r\n"},
	    {"two\nlines", "\"two\nlines\",x\r\n"    },
	    {"=1+1",       "'=1+1,x\r\n"             },
	    {"+963",       "'+963,x\r\n"             },
	    {"-1",         "'-1,x\r\n"               },
	    {"@SUM(A1)",   "'@SUM(A1),x\r\n"         },
	    {"\t=1",       "'\t=1,x\r\n"             },
	    {"=a,b",       "\"'=a,b\",x\r\n"         },
	    {"a=b",        "a=b,x\r\n"               },
	};
	const struct str nul = {"\0=1", 3};
	struct buf b = {.arena = &arena};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buf one = {.arena = &arena};

		csv_text(&one, str_from(cases[i].cell));
		csv_text(&one, STR("x"));
		csv_end(&one);
		same(buf_str(&one), cases[i].want);
	}
	csv_text(&b, nul);
	csv_number(&b, -5);
	csv_number(&b, VALUE_NONE);
	csv_degrees(&b, -33.5);
	csv_end(&b);
	same(buf_str(&b), "'=1,-5,,-33.500000\r\n");
}

static void
nothing_from_outside_is_markup(void **state)
{
	struct buf b = {.arena = &arena};

	(void)state;
	html_text(&b, STR("<script>alert('x')</script>&\"\033"));
	same(buf_str(&b), "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"
			  "&amp;&quot;");
	b.len = 0;
	html_link(&b, STR("javascript:alert(1)"), STR("a<b"));
	same(buf_str(&b), "a&lt;b");
	b.len = 0;
	html_link(&b, STR("https://x.example/\"onclick=\"y"), STR("source"));
	same(buf_str(&b), "<a rel=\"noopener noreferrer nofollow\" "
			  "href=\"https://x.example/&quot;onclick=&quot;y\">"
			  "source</a>");
	b.len = 0;
	html_quote(&b, STR("\xd8\xb3\xd8\xac\xd9\x86"), STR("ar"));
	same(buf_str(&b), "<blockquote dir=\"rtl\" lang=\"ar\"><q>"
			  "\xd8\xb3\xd8\xac\xd9\x86</q></blockquote>\n");
	b.len = 0;
	html_quote(&b, STR("words"), STR("en\" onload=\"x"));
	same(
	    buf_str(&b), "<blockquote dir=\"ltr\"><q>words</q></blockquote>\n");
}

/*
 * The digest of the style sheet is 43 digits and one '=': any change to how it
 * is written shows when a browser refuses the sheet, which no unit test sees.
 */
static void
quotes_in_a_sentence_are_marked(void **state)
{
	struct buf even = {.arena = &arena}, odd = {.arena = &arena};

	(void)state;
	html_sentence(&even, STR("\"Up to <9>\" became \"9\""));
	assert_true(str_eq(
	    buf_str(&even), STR("<q>Up to &lt;9&gt;</q> became <q>9</q>")));
	html_sentence(&odd, STR("said \"9"));
	assert_true(str_eq(buf_str(&odd), STR("said &quot;9")));
}

static void
a_page_loads_nothing_and_has_no_script(void **state)
{
	struct buf b = {.arena = &arena};
	const char *hash, *end;

	(void)state;
	html_begin(&b, STR("A & B"));
	html_end(&b);
	assert_non_null(strstr(b.ptr, "<title>A &amp; B</title>"));
	assert_null(strstr(b.ptr, "<script"));
	assert_null(strstr(b.ptr, "@import"));
	assert_null(strstr(b.ptr, "url("));
	hash = strstr(b.ptr, "default-src 'none'; style-src 'sha256-");
	assert_non_null(hash);
	hash = strstr(hash, "sha256-") + strlen("sha256-");
	end = strchr(hash, '\'');
	assert_int_equal(end - hash, 44);
	assert_int_equal(hash[43], '=');
	assert_int_not_equal(hash[42], '=');
}

static void
json_is_made_of_valid_text_only(void **state)
{
	json_t *bad = json_of_str(STR("a\xff"
				      "b"));
	json_t *none = json_of_str((struct str){0});

	(void)state;
	assert_string_equal(json_string_value(bad), "a\xef\xbf\xbd"
						    "b");
	assert_true(json_is_null(none));
	json_decref(bad);
	json_decref(none);
}

#define TEST(f) cmocka_unit_test_teardown(f, free_arena)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(values_are_said_with_their_qualifier),
	    TEST(years_are_as_wide_as_what_is_known),
	    TEST(moments_are_told_in_plain_words),
	    TEST(what_could_move_a_terminal_is_dropped),
	    TEST(columns_count_what_a_terminal_shows),
	    TEST(no_wrapped_line_is_wider_than_the_page),
	    TEST(axes_are_round_and_leave_room),
	    TEST(labels_are_short),
	    TEST(bars_show_their_qualifier),
	    TEST(a_bar_comes_from_what_was_said),
	    TEST(quotes_in_a_sentence_are_marked),
	    TEST(cells_are_quoted_and_never_formulas),
	    TEST(nothing_from_outside_is_markup),
	    TEST(a_page_loads_nothing_and_has_no_script),
	    TEST(json_is_made_of_valid_text_only),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
