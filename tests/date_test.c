#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/date.h"
#include "fetch/feed.h"

/* A date as it is written, and what it means; NULL: it is refused. */
struct example {
	const char *written, *means;
};

static void
check(const struct example *e, size_t n,
    bool (*read)(struct str, struct moment *))
{
	struct arena a = {0};
	struct moment m;
	struct str got;

	for (size_t i = 0; i < n; i++) {
		got = STR("refused");
		if (read(str_from(e[i].written), &m))
			got = moment_text(&a, m);
		if (!str_eq(got, str_from(e[i].means ? e[i].means : "refused")))
			fail_msg("\"%s\" was read as %.*s", e[i].written,
			    STR_ARG(got));
	}
	arena_free(&a);
}

static void
the_dates_of_rfc_822_and_its_descendants_are_read(void **state)
{
	static const struct example examples[] = {
	    {"Sun, 08 Dec 2024 14:19:05 GMT",          "2024-12-08T14:19:05Z"},
	    {"Sun, 08 Dec 2024 14:19 GMT",             "2024-12-08T14:19Z"   },
	    {"8 Dec 24 14:19:05 +0530",                "2024-12-08T08:49:05Z"},
	    {"08 Dec 99 14:19:05 Z",                   "1999-12-08T14:19:05Z"},
	    {"Sunday, 08-Dec-24 14:19:05 UTC",         "2024-12-08T14:19:05Z"},
	    {"Sun Dec  8 14:19:05 2024",               "2024-12-08T14:19:05Z"},
	    {"Sun Dec 8 2024 14:19:05 GMT+0100 (CET)", "2024-12-08T13:19:05Z"},
	    {"Sun,8 December,2024 2:19:05 pm EST",     "2024-12-08T19:19:05Z"},
	    {"December 8th, 2024",                     "2024-12-08"          },
	    {"Dec 2024",			       "2024-12"             },
	    {"Sun, 31 Dec 2023 23:30:00 -0100",        "2024-01-01T00:30:00Z"},
	    {"Thu, 29 Feb 2024 24:00:00 GMT",          "2024-03-01T00:00:00Z"},
	    {"Sat, 31 Dec 2016 23:59:60 GMT",          "2017-01-01T00:00:00Z"},
	};

	(void)state;
	check(examples, COUNT(examples), moment_parse);
}

static void
the_dates_of_iso_8601_are_read(void **state)
{
	static const struct example examples[] = {
	    {"2024",			"2024"                },
	    {"2024-12",                     "2024-12"             },
	    {"2024-12-08",                  "2024-12-08"          },
	    {"20241208",                    "2024-12-08"          },
	    {"2024-343",                    "2024-12-08"          },
	    {"2024343",                     "2024-12-08"          },
	    {"2024-12-08T14:19Z",           "2024-12-08T14:19Z"   },
	    {"2024-12-08t14:19:05.123456z", "2024-12-08T14:19:05Z"},
	    {"2024-12-08 14:19:05 -08:00",  "2024-12-08T22:19:05Z"},
	    {"20241208T141905+0100",        "2024-12-08T13:19:05Z"},
	    {"2024/12/08 14:19:05",         "2024-12-08T14:19:05Z"},
	    {"1733667545",                  "2024-12-08T14:19:05Z"},
	    {"1733667545000",               "2024-12-08T14:19:05Z"},
	    {"08.12.2024",                  "2024-12-08"          },
	    {"31/12/2024",                  "2024-12-31"          },
	};

	(void)state;
	check(examples, COUNT(examples), moment_parse);
}

static void
what_is_no_date_or_could_be_two_is_refused(void **state)
{
	static const struct example examples[] = {
	    {"",			      NULL},
	    {"yesterday",                     NULL},
	    {"10/11/2024",                    NULL},
	    {"10-11-2024",                    NULL},
	    {"Sun, 30 Feb 2024 10:00:00 GMT", NULL},
	    {"2023-02-29",                    NULL},
	    {"2024-13-01",                    NULL},
	    {"2024-00-10",                    NULL},
	    {"0000-01-01",                    NULL},
	    {"2024-12-08T25:00:00Z",          NULL},
	    {"2024-12-08T14:60:00Z",          NULL},
	    {"2024-12-08T14:19:05+99:00",     NULL},
	    {"2024-366x",                     NULL},
	    {"2023-366",                      NULL},
	    {"Sun, 08 Dec 2024 14:19:05 XYZ", NULL},
	    {"Sun, 08 Dec 2024 14:19:05 IST", NULL},
	    {"08 Dec Jan 2024",               NULL},
	    {"14:19",			 NULL},
	    {"2024-12-08T",                   NULL},
	    {"9999-12-31T23:59:59-10:00",     NULL},
	};

	(void)state;
	check(examples, COUNT(examples), moment_parse);
}

static void
months_and_days_have_names_in_many_languages(void **state)
{
	static const struct example examples[] = {
	    {"dim., 08 d\u00e9c. 2024 14:19:05 +0100",                  "2024-12-08T13:19:05Z"},
	    {"dom, 08 dic 2024 14:19:05 GMT",                           "2024-12-08T14:19:05Z"},
	    {"mar, 05 mar 2024 10:00:00 GMT",                           "2024-03-05T10:00:00Z"},
	    {"So, 08 Dez 2024 14:19:05 +0100",                          "2024-12-08T13:19:05Z"},
	    {"\u0432\u0441, 08 \u0434\u0435\u043a 2024 14:19:05 +0300",
             "2024-12-08T11:19:05Z"							   },
	    {"8 \u062f\u064a\u0633\u0645\u0628\u0631 2024",             "2024-12-08"          },
	    {"8 \u0643\u0627\u0646\u0648\u0646 "
	     "\u0627\u0644\u0623\u0648\u0644 2024",        "2024-12-08"          },
	    {"2024\u5e7412\u67088\u65e5",                               "2024-12-08"          },
	    {"Sun, 08 Dec 2024 14:19:05 GMT",                           "2024-12-08T14:19:05Z"},
 /* October to Croats, November to Poles */
	    {"8 listopada 2024",					NULL                  },
	    {"8 nonsense 2024",					 NULL                  },
	};

	(void)state;
	check(examples, COUNT(examples), feed_date);
}

static void
words_between_the_parts_of_a_date_are_passed_over(void **state)
{
	static const struct example examples[] = {
	    {"5 de mayo de 2024",						   "2024-05-05"       },
	    {"domingo, 5 de maio de 2024 \u00e0s 14h30",                            "2024-05-05T14:30Z"},
	    {"1\u00ba de mayo de 2024",					     "2024-05-01"       },
	    {"dimanche 1er d\u00e9cembre 2024 \u00e0 14h30",
             "2024-12-01T14:30Z"								       },
	    {"Sonntag, 8. Dezember 2024 um 14:30",                                  "2024-12-08T14:30Z"},
	    {"5 \u043c\u0430\u044f 2024 \u0433., 14:30",                            "2024-05-05T14:30Z"},
	    {"\u0627\u0644\u0623\u062d\u062f\u060c 5 "
	     "\u0623\u064a\u0627\u0631/\u0645\u0627\u064a\u0648 2024", "2024-05-05"       },
	    {"Sunday, May 5, 2024 - 14:30",                                         "2024-05-05T14:30Z"},
	    {"May 5, 2024 at 2:30 PM",					      "2024-05-05T14:30Z"},
	    {"mai 5, 2024",							 "2024-05-05"       },
	    {"5 a 8 de mayo de 2024",					       NULL               },
	    {"5 de mayo y 6 de junio de 2024",                                      NULL               },
	    {"10 May 2024 - 12 May 2024",					   NULL               },
	    {"May 5 - 12",							  NULL               },
	    {"5 de mayo",							   NULL               },
	    {"30 de febrero de 2024",					       NULL               },
	    {"5 May de",							    NULL               },
	    {"5 \u0623\u064a\u0627\u0631/\u064a\u0648\u0646\u064a\u0648 2024",
             NULL										      },
	};

	(void)state;
	check(examples, COUNT(examples), feed_date);
}

static void
a_prefix_of_an_iso_date_is_a_date(void **state)
{
	static const char *const good[] = {"2011", "2011-03", "2011-03-15"};
	static const char *const bad[] = {"", "201", "2011-", "2011-3",
	    "2011-00", "2011-02-29", "2011-03-15T", "x011", "0000"};
	struct arena a = {0};
	struct date d;

	(void)state;
	for (size_t i = 0; i < COUNT(good); i++) {
		assert_true(date_parse(str_from(good[i]), &d));
		assert_true(str_eq(date_text(&a, d), str_from(good[i])));
	}
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_false(date_parse(str_from(bad[i]), &d));
	assert_int_equal(date_text(&a, (struct date){0}).len, 0);
	arena_free(&a);
}

static void
days_are_counted_from_1970_and_back(void **state)
{
	struct date d;

	(void)state;
	assert_int_equal(date_first_day((struct date){1970, 1, 1}), 0);
	assert_int_equal(date_first_day((struct date){2000, 3, 1}), 11017);
	assert_int_equal(date_last_day((struct date){2024, 2, 0}), 19782);
	assert_int_equal(date_last_day((struct date){2024, 0, 0}), 20088);
	for (int64_t day = -719162; day < 2932897; day += 97) {
		d = date_from_day(day);
		assert_int_equal(date_first_day(d), day);
	}
	assert_int_equal(date_from_day(-719163).year, 0);
	assert_int_equal(date_from_day(2932897).year, 0);
}

static void
dates_are_ordered_by_first_day_then_precision(void **state)
{
	struct date year = {2011, 0, 0}, month = {2011, 1, 0},
		    day = {2011, 1, 1}, later = {2011, 1, 2};

	(void)state;
	assert_int_equal(date_compare(year, month), -1);
	assert_int_equal(date_compare(month, day), -1);
	assert_int_equal(date_compare(day, later), -1);
	assert_int_equal(date_compare(later, year), 1);
	assert_int_equal(date_compare(day, day), 0);
}

static void
a_moment_lies_in_a_day_of_utc(void **state)
{
	struct date d = moment_date((struct moment){-1, SECOND});

	(void)state;
	assert_int_equal(d.year, 1969);
	assert_int_equal(d.day, 31);
	assert_int_equal(moment_date((struct moment){0, YEAR}).month, 0);
	assert_int_equal(moment_date((struct moment){0}).year, 0);
}

static void
a_moment_is_told_in_the_zone_it_was_written_in(void **state)
{
	static const struct {
		const char *written, *told;
		int zone;
	} cases[] = {
	    {"2024-12-08T14:19:05-05:30", "2024-12-08T14:19:05-05:30", -330},
	    {"2024-12-08T01:19+02:00",    "2024-12-08T01:19+02:00",    120 },
	    {"2024-12-08T01:19Z",         "2024-12-08T01:19Z",         0   },
	    {"2024-12-08T01:19",          "2024-12-08T01:19Z",         0   },
	    {"2024-12-08",                "2024-12-08",                0   },
	};
	struct arena a = {0};
	struct moment m;
	int zone;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_true(
		    moment_parse_zone(str_from(cases[i].written), &m, &zone));
		assert_int_equal(zone, cases[i].zone);
		assert_true(str_eq(
		    moment_text_in(&a, m, zone), str_from(cases[i].told)));
	}
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_dates_of_rfc_822_and_its_descendants_are_read),
	    cmocka_unit_test(the_dates_of_iso_8601_are_read),
	    cmocka_unit_test(what_is_no_date_or_could_be_two_is_refused),
	    cmocka_unit_test(months_and_days_have_names_in_many_languages),
	    cmocka_unit_test(words_between_the_parts_of_a_date_are_passed_over),
	    cmocka_unit_test(a_prefix_of_an_iso_date_is_a_date),
	    cmocka_unit_test(days_are_counted_from_1970_and_back),
	    cmocka_unit_test(dates_are_ordered_by_first_day_then_precision),
	    cmocka_unit_test(a_moment_lies_in_a_day_of_utc),
	    cmocka_unit_test(a_moment_is_told_in_the_zone_it_was_written_in),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
