#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/attr.h"
#include "base/vocabulary.h"
#include "store/relate.h"

#define INF INTERVAL_MAX

enum { A = 1, B, C };

#define D(y, m, d)                                                             \
	{                                                                      \
		y, m, d                                                        \
	}
#define PATH1(a)                                                               \
	{                                                                      \
		{STR_INIT(a)}, 1                                               \
	}
#define PATH2(a, b)                                                            \
	{                                                                      \
		{STR_INIT(a), STR_INIT(b)}, 2                                  \
	}
#define PATH3(a, b, c)                                                         \
	{                                                                      \
		{STR_INIT(a), STR_INIT(b), STR_INIT(c)}, 3                     \
	}

#define KILLED   PATH2("casualties", "killed")
#define EXECUTED PATH3("casualties", "killed", "executed")
#define SYRIA    PATH1("syria")
#define DAY_2024 1704067200 /* 1 January */

/* A cumulative count of one country since March 2011, as of 1 January 2025. */
#define TOTAL(who, path, lo, hi)                                               \
	.origin = (who), .origin_group = (who), .metric = path,                \
	.interval = {(lo), (hi)}, .measure = CUMULATIVE, .place = SYRIA,       \
	.base = STR_INIT("2011-03"), .as_of = D(2025, 1, 1)

struct relation_case {
	const char *name;
	struct relatable a, b;
	enum relation relation;
	const char *dimension;
};

static const struct relation_case cases[] = {
    {"many outlets, one origin",				    {TOTAL(A, KILLED, 46000, 46000)},
     {TOTAL(A, KILLED, 46000, 46000)},                                       RE_REPORT,      NULL      },
    {"a daily update",
     {.origin = A,
	    .origin_group = A,
	    .metric = KILLED,
	    .interval = {45000, 45000},
	    .measure = CUMULATIVE,
	    .place = PATH2("palestine", "gaza"),
	    .base = STR_INIT("2023-10-07"),
	    .as_of = D(2024, 12, 30)},
     {.origin = A,
	    .origin_group = A,
	    .metric = KILLED,
	    .interval = {46006, 46006},
	    .measure = CUMULATIVE,
	    .place = PATH2("palestine", "gaza"),
	    .base = STR_INIT("2023-10-07"),
	    .as_of = D(2025, 1, 9)},
     UPDATE,										 NULL      },
    {"the same origin, lower later",
     {.origin = A,
	    .origin_group = A,
	    .metric = KILLED,
	    .interval = {15899, 15899},
	    .measure = CUMULATIVE,
	    .place = SYRIA,
	    .base = STR_INIT("2011-03"),
	    .as_of = D(2023, 12, 5)},
     {.origin = A,
	    .origin_group = A,
	    .metric = KILLED,
	    .interval = {15523, 15523},
	    .measure = CUMULATIVE,
	    .place = SYRIA,
	    .base = STR_INIT("2011-03"),
	    .as_of = D(2023, 12, 6)},
     REVISION_DOWN,									  NULL      },
    {"another origin, earlier and lower",
     {.origin = A,
	    .origin_group = A,
	    .metric = KILLED,
	    .interval = {6438, 6438},
	    .measure = CUMULATIVE,
	    .place = SYRIA,
	    .base = STR_INIT("2011-03"),
	    .as_of = D(2026, 8, 17)},
     {.origin = B,
	    .origin_group = B,
	    .metric = KILLED,
	    .interval = {6301, 6301},
	    .measure = CUMULATIVE,
	    .place = SYRIA,
	    .base = STR_INIT("2011-03"),
	    .as_of = D(2026, 8, 10)},
     AGREE,										  NULL      },
    {"another origin, earlier and higher",
     {.origin = A,
	    .origin_group = A,
	    .metric = KILLED,
	    .interval = {6438, 6438},
	    .measure = CUMULATIVE,
	    .place = SYRIA,
	    .base = STR_INIT("2011-03"),
	    .as_of = D(2026, 8, 9)},
     {.origin = B,
	    .origin_group = B,
	    .metric = KILLED,
	    .interval = {6301, 6301},
	    .measure = CUMULATIVE,
	    .place = SYRIA,
	    .base = STR_INIT("2011-03"),
	    .as_of = D(2026, 8, 10)},
     CONTRADICTION,									  NULL      },
    {"two lower bounds never conflict",                             {TOTAL(A, KILLED, 500, INF)},
     {TOTAL(B, KILLED, 10000, INF)},					 AGREE,          NULL      },
    {"a lower bound, and less conceded",
     {TOTAL(
	    A, PATH3("casualties", "killed", "died_in_custody"), 14000, INF)},
     {TOTAL(B, PATH3("casualties", "killed", "died_in_custody"), 836, 836)},
     CONTRADICTION,									  NULL      },
    {"a longer period at one facility",
     {.origin = A,
	    .origin_group = A,
	    .metric = EXECUTED,
	    .interval = {5000, 13000},
	    .measure = FLOW,
	    .place = SYRIA,
	    .facility = STR_INIT("sednaya"),
	    .period_start = D(2011, 9, 1),
	    .period_end = D(2015, 12, 31)},
     {.origin = B,
	    .origin_group = B,
	    .metric = EXECUTED,
	    .interval = {30000, 30000},
	    .measure = FLOW,
	    .place = SYRIA,
	    .facility = STR_INIT("sednaya"),
	    .period_start = D(2011, 3, 1),
	    .period_end = D(2021, 1, 31)},
     PART_OF,										NULL      },
    {"a subset of one origin",				      {TOTAL(A, PATH1("detained"), 136614, 136614)},
     {TOTAL(A, PATH1("detained"), 3698, 3698), .group = PATH1("children")},
     PART_OF,										NULL      },
    {"a subset larger than its whole",
     {TOTAL(A, PATH1("detained"), 3000, 3000)},
     {TOTAL(B, PATH1("detained"), 3698, 3698), .group = PATH1("children")},
     BOUND_VIOLATION,									NULL      },
    {"documented and estimated by one origin",
     {.origin = A,
	    .origin_group = A,
	    .metric = PATH1("detained"),
	    .interval = {117000, 117000},
	    .measure = CUMULATIVE,
	    .place = SYRIA,
	    .base = STR_INIT("2011-03"),
	    .as_of = D(2016, 1, 6),
	    .basis = DOCUMENTED_BY_NAME},
     {.origin = A,
	    .origin_group = A,
	    .metric = PATH1("detained"),
	    .interval = {215000, INF},
	    .measure = CUMULATIVE,
	    .place = SYRIA,
	    .base = STR_INIT("2011-03"),
	    .as_of = D(2016, 1, 6),
	    .basis = ESTIMATE},
     BASIS_DIFFERENCE,								       NULL      },
    {"a plan is no fact",
     {.origin = A,
	    .origin_group = A,
	    .metric = EXECUTED,
	    .interval = {12, 12},
	    .measure = FLOW,
	    .place = SYRIA,
	    .period_start = D(2011, 9, 1),
	    .period_end = D(2015, 12, 31),
	    .modality = PLANNED},
     {.origin = B,
	    .origin_group = B,
	    .metric = EXECUTED,
	    .interval = {12, 12},
	    .measure = FLOW,
	    .place = SYRIA,
	    .period_start = D(2011, 9, 1),
	    .period_end = D(2015, 12, 31)},
     NOT_COMPARABLE,									 "modality"},
    {"a stock is no flow",
     {.origin = A,
	    .origin_group = A,
	    .metric = PATH1("displaced"),
	    .interval = {100, 100},
	    .measure = STOCK,
	    .place = SYRIA,
	    .as_of = D(2025, 1, 1)},
     {.origin = B,
	    .origin_group = B,
	    .metric = PATH1("displaced"),
	    .interval = {900, 900},
	    .measure = FLOW,
	    .place = SYRIA,
	    .period_start = D(2011, 9, 1),
	    .period_end = D(2015, 12, 31)},
     NOT_COMPARABLE,									 "measure" },
    {"a facility within its country",
     {TOTAL(A, PATH1("released"), 24200, 24200)},
     {TOTAL(B, PATH1("released"), 2000, 3000),
	    .facility = STR_INIT("sednaya")},
     PART_OF,										NULL      },
    {"a country, and it with its neighbour",
     {.origin = A,
	    .origin_group = A,
	    .metric = KILLED,
	    .interval = {31643, 31643},
	    .measure = CUMULATIVE,
	    .place = PATH2("earthquake-2023", "turkiye"),
	    .base = STR_INIT("2023-02-06"),
	    .as_of = D(2025, 1, 1)},
     {.origin = B,
	    .origin_group = B,
	    .metric = KILLED,
	    .interval = {33181, 33181},
	    .measure = CUMULATIVE,
	    .place = PATH1("earthquake-2023"),
	    .base = STR_INIT("2023-02-06"),
	    .as_of = D(2025, 1, 1)},
     PART_OF,										NULL      },
    {"a count that was restarted",
     {.origin = A,
	    .origin_group = A,
	    .metric = KILLED,
	    .interval = {4047, 4047},
	    .measure = CUMULATIVE,
	    .place = SYRIA,
	    .base = STR_INIT("2023-10-08"),
	    .as_of = D(2024, 11, 30)},
     {.origin = A,
	    .origin_group = A,
	    .metric = KILLED,
	    .interval = {123, 123},
	    .measure = CUMULATIVE,
	    .place = SYRIA,
	    .base = STR_INIT("2026-03-02"),
	    .as_of = D(2026, 3, 6)},
     REBASE,										 NULL      },
    {"injured, and treated in hospital",
     {TOTAL(A, PATH2("casualties", "injured"), 16740, 16740)},
     {TOTAL(A, PATH1("hospitalised"), 73356, 73356)},                        NOT_COMPARABLE,
     "metric"											  },

    {"one number, two metrics",
     {TOTAL(A, KILLED, 100001, INF), .stated = 100000},
     {TOTAL(B, PATH1("missing"), 100001, INF), .stated = 100000},
     NUMBER_DRIFT,									   NULL      },
    {"a small number coincides by chance",
     {TOTAL(A, KILLED, 900, 900), .stated = 900},
     {TOTAL(B, PATH1("missing"), 900, 900), .stated = 900},                  NOT_COMPARABLE,
     "metric"											  },
    {"a wide metric with its number is no drift",
     {TOTAL(A, KILLED, 5000, 5000), .stated = 5000},
     {TOTAL(B, EXECUTED, 5000, 5000), .stated = 5000},                       PART_OF,        NULL      },
    {"more than the peak of a facility, undated",
     {.origin = A,
	    .origin_group = A,
	    .metric = PATH1("detained"),
	    .interval = {100001, INF},
	    .measure = STOCK,
	    .facility = STR_INIT("sednaya")},
     {.origin = B,
	    .origin_group = B,
	    .metric = PATH1("detained"),
	    .interval = {0, 20000},
	    .facility = STR_INIT("sednaya")},
     BOUND_VIOLATION,									NULL      },
    {"more than a facility can hold",
     {.origin = A,
	    .origin_group = A,
	    .metric = PATH1("detained"),
	    .interval = {4000, 4000},
	    .measure = STOCK,
	    .facility = STR_INIT("sednaya")},
     {.origin = B,
	    .origin_group = B,
	    .metric = PATH1("detained"),
	    .interval = {1500, 1500},
	    .modality = HYPOTHETICAL,
	    .facility = STR_INIT("sednaya")},
     BOUND_VIOLATION,									NULL      },
    {"wider place but narrower group: no verdict",
     {TOTAL(A, KILLED, 900, 900), .group = PATH1("children")},
     {.origin = B,
	    .origin_group = B,
	    .metric = KILLED,
	    .interval = {5000, 5000},
	    .measure = CUMULATIVE,
	    .place = PATH2("syria", "homs"),
	    .base = STR_INIT("2011-03"),
	    .as_of = D(2025, 1, 1)},
     OVERLAP_UNKNOWN,									"scope"   },
    {"stocks of the same day",
     {.origin = A,
	    .origin_group = A,
	    .metric = PATH1("detained"),
	    .interval = {300, 300},
	    .measure = STOCK,
	    .place = SYRIA,
	    .as_of = D(2024, 5, 1)},
     {.origin = B,
	    .origin_group = B,
	    .metric = PATH1("detained"),
	    .interval = {900, INF},
	    .measure = STOCK,
	    .place = SYRIA,
	    .as_of = D(2024, 5, 2)},
     CONTRADICTION,									  NULL      },
    {"stocks of other days",
     {.origin = A,
	    .origin_group = A,
	    .metric = PATH1("detained"),
	    .interval = {300, 300},
	    .measure = STOCK,
	    .place = SYRIA,
	    .as_of = D(2024, 5, 1)},
     {.origin = B,
	    .origin_group = B,
	    .metric = PATH1("detained"),
	    .interval = {900, INF},
	    .measure = STOCK,
	    .place = SYRIA,
	    .as_of = D(2024, 5, 3)},
     NOT_COMPARABLE,									 "as_of"   },
    {"two that are not independent only revise",
     {.origin = A,
	    .origin_group = C,
	    .metric = PATH1("detained"),
	    .interval = {300, 300},
	    .measure = STOCK,
	    .place = SYRIA,
	    .as_of = D(2024, 5, 1)},
     {.origin = B,
	    .origin_group = C,
	    .metric = PATH1("detained"),
	    .interval = {900, 900},
	    .measure = STOCK,
	    .place = SYRIA,
	    .as_of = D(2024, 5, 1)},
     REVISION,									       NULL      },
    {"flows of one period",					 /* the year and its twelve months are one */
	{.origin = A,
	    .origin_group = A,
	    .metric = KILLED,
	    .interval = {10, 10},
	    .measure = FLOW,
	    .place = SYRIA,
	    .period_start = D(2020, 0, 0),
	    .period_end = D(2020, 0, 0)},
     {.origin = B,
	    .origin_group = B,
	    .metric = KILLED,
	    .interval = {30, 30},
	    .measure = FLOW,
	    .place = SYRIA,
	    .period_start = D(2020, 1, 0),
	    .period_end = D(2020, 12, 0)},
     CONTRADICTION,									  NULL      },
    {"flows of other periods",
     {.origin = A,
	    .origin_group = A,
	    .metric = KILLED,
	    .interval = {10, 10},
	    .measure = FLOW,
	    .place = SYRIA,
	    .period_start = D(2020, 0, 0),
	    .period_end = D(2020, 0, 0)},
     {.origin = B,
	    .origin_group = B,
	    .metric = KILLED,
	    .interval = {30, 30},
	    .measure = FLOW,
	    .place = SYRIA,
	    .period_start = D(2021, 0, 0),
	    .period_end = D(2021, 0, 0)},
     NOT_COMPARABLE,									 "period"  },
    {"a part of the period with more than all of it",
     {.origin = A,
	    .origin_group = A,
	    .metric = KILLED,
	    .interval = {10, 10},
	    .measure = FLOW,
	    .place = SYRIA,
	    .period_start = D(2020, 0, 0),
	    .period_end = D(2020, 0, 0)},
     {.origin = B,
	    .origin_group = B,
	    .metric = KILLED,
	    .interval = {30, 30},
	    .measure = FLOW,
	    .place = SYRIA,
	    .period_start = D(2020, 3, 0),
	    .period_end = D(2020, 4, 0)},
     BOUND_VIOLATION,									NULL      },
    {"counts without any date that do not meet",
     {.origin = A,
	    .origin_group = A,
	    .metric = KILLED,
	    .interval = {12, 12},
	    .place = SYRIA},
     {.origin = B,
	    .origin_group = B,
	    .metric = KILLED,
	    .interval = {30, 30},
	    .place = SYRIA},
     OVERLAP_UNKNOWN,									"period"  },
    {"two countries",					       {TOTAL(A, KILLED, 12, 12)},
     {.origin = B,
	    .origin_group = B,
	    .metric = KILLED,
	    .interval = {30, 30},
	    .measure = CUMULATIVE,
	    .place = PATH1("yemen"),
	    .base = STR_INIT("2011-03"),
	    .as_of = D(2025, 1, 1)},
     NOT_COMPARABLE,									 "place"   },
    {"a period that goes on where another ended",
     {.origin = A,
	    .origin_group = A,
	    .metric = KILLED,
	    .interval = {30001, INF},
	    .measure = FLOW,
	    .place = SYRIA,
	    .period_start = D(2011, 0, 0),
	    .period_end = D(2018, 0, 0)},
     {.origin = B,
	    .origin_group = B,
	    .metric = KILLED,
	    .interval = {500, INF},
	    .measure = FLOW,
	    .place = SYRIA,
	    .period_start = D(2018, 0, 0),
	    .period_end = D(2021, 0, 0)},
     NOT_COMPARABLE,									 "period"  },
    {"events without a date, in a town and its country",
     {.origin = A,
	    .origin_group = A,
	    .metric = KILLED,
	    .interval = {12, 12},
	    .place = SYRIA},
     {.origin = B,
	    .origin_group = B,
	    .metric = KILLED,
	    .interval = {30, 30},
	    .place = PATH2("syria", "homs")},
     OVERLAP_UNKNOWN,									"period"  },
    {"events of one day may be two, in a town and its country",
     {.origin = A,
	    .origin_group = A,
	    .metric = KILLED,
	    .interval = {12, 12},
	    .place = SYRIA,
	    .said = {DAY_2024, DAY}},
     {.origin = B,
	    .origin_group = B,
	    .metric = KILLED,
	    .interval = {30, 30},
	    .place = PATH2("syria", "homs"),
	    .said = {DAY_2024, DAY}},
     PART_OF,										NULL      },
    {"at one facility on one day they are one",
     {.origin = A,
	    .origin_group = A,
	    .metric = KILLED,
	    .interval = {12, 12},
	    .measure = FLOW,
	    .place = SYRIA,
	    .facility = STR_INIT("sednaya"),
	    .said = {DAY_2024, DAY}},
     {.origin = B,
	    .origin_group = B,
	    .metric = KILLED,
	    .interval = {30, 30},
	    .measure = FLOW,
	    .group = PATH1("children"),
	    .place = SYRIA,
	    .facility = STR_INIT("sednaya"),
	    .said = {DAY_2024, DAY}},
     BOUND_VIOLATION,									NULL      },
    {"running counts of unknown starts, in a town and its country",
     {.origin = A,
	    .origin_group = A,
	    .metric = KILLED,
	    .interval = {3000, 3000},
	    .measure = CUMULATIVE,
	    .place = SYRIA,
	    .as_of = D(2024, 5, 1)},
     {.origin = B,
	    .origin_group = B,
	    .metric = KILLED,
	    .interval = {4000, 4000},
	    .measure = CUMULATIVE,
	    .place = PATH2("syria", "homs"),
	    .as_of = D(2024, 5, 1)},
     PART_OF,										NULL      },
    {"people are no households",				    {TOTAL(A, KILLED, 12, 12)},
     {TOTAL(B, KILLED, 30, 30), .unit = HOUSEHOLD},                          NOT_COMPARABLE, "unit"    },
};

static void
check(const struct relation_case *c, bool swapped)
{
	struct verdict v =
	    swapped ? relate(&c->b, &c->a) : relate(&c->a, &c->b);

	if (v.relation != c->relation)
		fail_msg("%s%s: %s, not %s", c->name,
		    swapped ? " (swapped)" : "", relation_names[v.relation],
		    relation_names[c->relation]);
	if (c->dimension)
		assert_string_equal(v.dimension, c->dimension);
}

static void
figures_are_related_by_the_table(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		check(&cases[i], false);
		check(&cases[i], true);
	}
}

static void
every_verdict_has_a_reason(void **state)
{
	struct arena arena = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct verdict v = relate(&cases[i].a, &cases[i].b);
		struct str reason =
		    verdict_reason(&arena, &v, &cases[i].a, &cases[i].b);

		if (reason.len < 20)
			fail_msg("%s: %.*s", cases[i].name, STR_ARG(reason));
		assert_null(memchr(reason.ptr, '\0', reason.len));
	}
	arena_free(&arena);
}

static void
a_reason_says_what_differs(void **state)
{
	static const struct {
		const char *name, *reason;
	} want[] = {
	    {"many outlets, one origin",
             "not a conflict: both quote the ministry"        },
	    {"flows of other periods",
             "not a conflict: other period: 2020 against 2021"},
	    {"a subset of one origin",
             "not a conflict: one is part of the other, other group of "
		"people: children against all people"         },
	    {"stocks of the same day",
             "the values do not meet: 300 against 900 or more"},
	};
	struct arena arena = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		for (size_t k = 0; k < COUNT(want); k++) {
			struct relatable a = cases[i].a;
			struct verdict v = relate(&a, &cases[i].b);
			struct str reason;

			if (strcmp(cases[i].name, want[k].name) != 0)
				continue;
			a.origin_name = STR("the ministry");
			reason = verdict_reason(&arena, &v, &a, &cases[i].b);
			if (!str_eq(reason, str_from(want[k].reason)))
				fail_msg("%.*s", STR_ARG(reason));
		}
	arena_free(&arena);
}

static void
lower_bounds_far_apart_diverge(void **state)
{
	struct relatable a = {TOTAL(A, KILLED, 500, INF)};
	struct relatable b = {TOTAL(B, KILLED, 750, INF)};

	(void)state;
	assert_false(relate(&a, &b).diverges);
	b.interval.low = 751;
	assert_true(relate(&a, &b).diverges);
	assert_int_equal(relate(&a, &b).relation, AGREE);
	b.origin = b.origin_group = A;
	assert_false(relate(&a, &b).diverges);
}

static void
words_give_an_interval(void **state)
{
	static const struct {
		enum qualifier qualifier;
		int64_t low, high;
		struct interval want;
	} rows[] = {
	    {EXACT,     136614,        136614,        {136614, 136614}},
	    {EXACT,     0,             0,             {0, 0}          },
	    {EXACT,     500,           500,           {500, 500}      },
	    {EXACT,     1200,          1200,          {1150, 1250}    },
	    {EXACT,     1210,          1210,          {1210, 1210}    },
	    {EXACT,     13000,         13000,         {12500, 13500}  },
	    {AT_LEAST,  500,           VALUE_NONE,    {500, INF}      },
	    {MORE_THAN, 500,           VALUE_NONE,    {501, INF}      },
	    {MORE_THAN, INT64_MAX,     VALUE_NONE,    {INT64_MAX, INF}},
	    {UP_TO,     VALUE_NONE,    13000,         {0, 13000}      },
	    {UP_TO,     13000,         13000,         {0, 13000}      },
	    {LESS_THAN, VALUE_NONE,    10,            {0, 9}          },
	    {LESS_THAN, VALUE_NONE,    0,             {0, 0}          },
	    {APPROX,    82000,         82000,         {77900, 86100}  },
	    {APPROX,    300,           300,           {250, 350}      },
	    {APPROX,    INT64_MAX - 1, INT64_MAX - 1,
             {INT64_MAX - 1 - (INT64_MAX - 1) / 20, INF}              },
	    {RANGE,     5000,          13000,         {5000, 13000}   },
	    {RANGE,     5000,          VALUE_NONE,    {5000, INF}     },
	    {VAGUE,     24,            VALUE_NONE,    {24, 99}        },
	    {VAGUE,     2000,          VALUE_NONE,    {2000, 9999}    },
	    {VAGUE,     20000,         VALUE_NONE,    {20000, 99999}  },
	    {VAGUE,     VALUE_NONE,    VALUE_NONE,    {0, INF}        },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct interval got =
		    interval_of(rows[i].qualifier, rows[i].low, rows[i].high);

		if (got.low != rows[i].want.low ||
		    got.high != rows[i].want.high)
			fail_msg("%s %lld: %lld to %lld",
			    qualifier_names[rows[i].qualifier],
			    (long long)rows[i].low, (long long)got.low,
			    (long long)got.high);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(figures_are_related_by_the_table),
	    cmocka_unit_test(every_verdict_has_a_reason),
	    cmocka_unit_test(a_reason_says_what_differs),
	    cmocka_unit_test(lower_bounds_far_apart_diverge),
	    cmocka_unit_test(words_give_an_interval),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
