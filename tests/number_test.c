#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/attr.h"
#include "base/vocabulary.h"
#include "config/config.h"
#include "extract/passes.h"

static struct config config;
static struct lang *lang;

static int
set_up(void **state)
{
	struct error err;

	(void)state;
	if (!config_load(&config, NULL, false, &err) ||
	    !lang_open(&lang, &config, STR("en"), &err)) {
		print_error("%s\n", err.text);
		return -1;
	}
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	lang_close(lang);
	config_free(&config);
	return 0;
}

static struct extraction
quantities(struct arena *a, const char *sentence)
{
	struct extraction x = {0};
	struct text t;

	x.article.text = str_from(sentence);
	text_read(lang, &x.article, a, &t);
	quantities_find(&t, a, &x);
	return x;
}

static const struct {
	const char *text, *surface;
	double low, high;
	enum qualifier qualifier;
	const char *kind;
} one_number[] = {
    {"In all 128,407 people",                    "128,407",                     128407,  128407,  EXACT,     "count"   },
    {"They saw 1.2 million people",              "1.2 million",                 1200000, 1200000, EXACT,
     "count"													   },
    {"They saw 2.3m people",                     "2.3m",                        2300000, 2300000, EXACT,     "count"   },
    {"They saw 9 300 people",                    "9 300",                       9300,    9300,    EXACT,     "count"   },
    {"They saw two hundred and one men",         "two hundred and one",         201,     201,     EXACT,
     "count"													   },
    {"They saw nine hundred and twenty-one men", "nine hundred and twenty-one",
     921,										921,     EXACT,     "count"   },
    {"They saw a dozen men",                     "a dozen",                     12,      12,      EXACT,     "count"   },
    {"They saw half a dozen men",                "half a dozen",                6,       6,       EXACT,     "count"   },
    {"They saw three thousand two hundred men",  "three thousand two hundred",
     3200,									       3200,    EXACT,     "count"   },
    {"They saw 6,000-14,000 men",                "6,000-14,000",                6000,    14000,   RANGE,     "count"   },
    {"They saw 10 to 20 men",                    "10 to 20",                    10,      20,      RANGE,     "count"   },
    {"They saw 1 to 2 million men",              "1 to 2 million",              1000000, 2000000, RANGE,
     "count"													   },
    {"They saw between 5 and 13 men",            "between 5 and 13",            5,       13,      RANGE,
     "count"													   },
    {"They saw more than 145,000 men",           "more than 145,000",           145000,  145000,
     MORE_THAN,											      "count"   },
    {"They saw no fewer than 12 men",            "no fewer than 12",            12,      12,      AT_LEAST,
     "count"													   },
    {"They saw 500 or more men",                 "500 or more",                 500,     500,     AT_LEAST,  "count"   },
    {"They saw 10 men or more",                  "10 men or more",              10,      10,      AT_LEAST,  "count"   },
    {"They saw fewer than 30 men",               "fewer than 30",               30,      30,      LESS_THAN, "count"   },
    {"They saw as many as 21,000 men",           "as many as 21,000",           21000,   21000,   UP_TO,
     "count"													   },
    {"They saw tens of thousands of men",        "tens of thousands",           10000,   100000,
     VAGUE,												  "count"   },
    {"It fell 4.5 percent",                      "4.5",                         4.5,     4.5,     EXACT,     "percent" },
    {"It cost $1.2 million",                     "$1.2 million",                1200000, 1200000, EXACT,     "money"   },
    {"It is 40 km away",			 "40",                          40,      40,      EXACT,     "distance"},
    {"It took 30 minutes",                       "30",                          30,      30,      EXACT,     "duration"},
    {"A 14-year-old boy",                        "14",                          14,      14,      EXACT,     "age"     },
    {"A boy aged 14",			    "aged 14",                     14,      14,      EXACT,     "age"     },
    {"It was in 2019",			   "2019",                        2019,    2019,    EXACT,     "date"    },
    {"It was on 8 December",                     "8",                           8,       8,       EXACT,     "date"    },
    {"It was on the 8th",                        "8",                           8,       8,       EXACT,     "ordinal" },
    {"It came at 14:05",			 "14:05",                       14,      14,      EXACT,     "clock"   },
    {"It flew an F-16",			  "16",                          16,      16,      EXACT,     "label"   },
    {"See Section 13",			   "Section 13",                  13,      13,      EXACT,     "label"   },
    {"It is broken: 7,2915",                     "7,2915",                      72915,   72915,   EXACT,     "label"   },
    {"They won 3-2",			     "3-2",                         3,       3,       EXACT,     "score"   },
    {"One in five homes",                        "One in five",                 0.2,     0.2,     EXACT,     "ratio"   },
};

static void
one_number_is_read(void **state)
{
	struct extraction x;

	(void)state;
	for (size_t i = 0; i < COUNT(one_number); i++) {
		struct arena a CLEANUP(arena_free) = {0};
		struct quantity *q;
		struct str surface;

		x = quantities(&a, one_number[i].text);
		if (x.n_quantities != 1)
			fail_msg("%s: %zu", one_number[i].text, x.n_quantities);
		q = x.quantities;
		surface = (struct str){x.article.text.ptr + q->surface.start,
		    q->surface.end - q->surface.start};
		if (!str_eq(surface, str_from(one_number[i].surface)) ||
		    q->value_low != one_number[i].low ||
		    q->value_high != one_number[i].high ||
		    q->qualifier != one_number[i].qualifier ||
		    !str_eq(q->kind, str_from(one_number[i].kind)))
			fail_msg("%s: \"%.*s\" %g %g %s %.*s",
			    one_number[i].text, STR_ARG(surface), q->value_low,
			    q->value_high, qualifier_names[q->qualifier],
			    STR_ARG(q->kind));
	}
}

static void
digits_of_two_numbers_are_never_glued(void **state)
{
	struct arena a CLEANUP(arena_free) = {0};
	struct extraction x = quantities(&a, "In 2019 12 people died");

	(void)state;
	assert_int_equal(x.n_quantities, 2);
	assert_true(x.quantities[0].value_low == 2019);
	assert_true(x.quantities[1].value_low == 12);
	x = quantities(&a, "Of 12 345 people");
	assert_int_equal(x.n_quantities, 1);
	x = quantities(&a, "On 12 3456 people");
	assert_int_equal(x.n_quantities, 2);
}

static void
words_without_a_number_have_none(void **state)
{
	static const char *const cases[] = {"", "No digits here.", "covid19",
	    "a man and a woman", "hundredth", "and", "-", "million"};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena a CLEANUP(arena_free) = {0};
		struct extraction x = quantities(&a, cases[i]);

		if (x.n_quantities != 0)
			fail_msg("%s", cases[i]);
	}
}

static void
a_change_is_read_from_the_word_before(void **state)
{
	struct arena a CLEANUP(arena_free) = {0};
	struct extraction x = quantities(&a, "It rose by 5 percent.");

	(void)state;
	assert_true(str_eq(x.quantities[0].change, STR("up")));
	x = quantities(&a, "It was down 5 percent.");
	assert_true(str_eq(x.quantities[0].change, STR("down")));
	x = quantities(&a, "It was 5 percent.");
	assert_int_equal(x.quantities[0].change.len, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(one_number_is_read),
	    cmocka_unit_test(digits_of_two_numbers_are_never_glued),
	    cmocka_unit_test(words_without_a_number_have_none),
	    cmocka_unit_test(a_change_is_read_from_the_word_before),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
