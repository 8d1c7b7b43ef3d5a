/*
 * Counts that a text tells more than once, or of more than one event: what a
 * reader counts who counts everybody once.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/extracting.h"

/* What each quantity with a metric tells once more: its number, or "-". */
static void
a_count_is_told_once_more_where_nothing_else_happens_between(void **state)
{
	static const struct {
		const char *text, *told;
	} cases[] = {
	    {"The army held nine men. The nine men were held at dawn.",
             "- nine"							      },
	    {"The army held nine rebels. Nine people were held later.",
             "- nine"							      },
	    {"The army held nine rebels. Nine nurses were held later.",   "- -"    },
	    {"The army held nine men. Later eight men were held.",        "- -"    },
	    {"The army held nine men. Nine men were wounded.",            "- -"    },
	    {"The army held nine men. Nine others were held there.",      "- -"    },
	    {"The army held nine men. Another unit held nine men.",       "- -"    },
	    {"The army held nine men in Orland. "
	     "Nine men were held in Dunn.",		  "- -"    },
	    {"The army held nine men in Orland. "
	     "Nine men were held in Orland.",		"- nine" },
	    {"It held more than 10 men. At dawn 12 men were held.",       "12 -"   },
	    {"It killed nine men and nine women.",                        "- -"    },
	    {"It held dozens of men. At least 30 men were held.",         "30 -"   },
	    {"It held three men. The mayor and two more were held.",      "- three"},
	    {"It held four men. The mayor and two more were held.",       "- -"    },
	    {"It held the mayor and two men. The three men were held.",
             "- two"							       },
	    {"It held nine men. He is also known. Nine men were held.",
             "- nine"							      },
	    {"It held nine men. Also, he fell. Nine men were held.",      "- nine" },
	    {"It held nine men. Also, she was held. Nine men were held.",
             "- -"								 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena a CLEANUP(arena_free) = {0};
		struct extraction x =
		    extract(&a, str_from(cases[i].text), NULL);
		struct buf got = {.arena = &a};

		for (size_t n = 0; n < x.n_mentions; n++) {
			int whom = x.mentions[n].restates;

			buf_add(&got, n > 0 ? STR(" ") : STR(""));
			buf_add(&got, whom >= 0
					  ? slice(&x, x.mentions[whom].number)
					  : STR("-"));
		}
		if (!str_eq_nocase(buf_str(&got), str_from(cases[i].told)))
			fail_msg(
			    "%s: %.*s", cases[i].text, STR_ARG(buf_str(&got)));
	}
}

/*
 * What each quantity with a metric is: "nine" of an event, "(nine)" of several
 * that follow, "<nine>" of one before, "[nine]" a part, "=nine" told before.
 */
static void
print_roles(struct buf *b, const struct extraction *x)
{
	for (size_t i = 0; i < x->n_quantities; i++) {
		const struct quantity *q = &x->quantities[i];
		struct str number = slice(x, q->number);

		if (q->metric.len == 0 || str_eq(q->metric, STR("other")))
			continue;
		buf_add(b, b->len > 0 ? STR(" ") : STR(""));
		if (q->restates >= 0)
			buf_printf(b, "=%.*s", STR_ARG(number));
		else if (q->role == OVERVIEW)
			buf_printf(b, "(%.*s)", STR_ARG(number));
		else if (q->role == BACKGROUND)
			buf_printf(b, "<%.*s>", STR_ARG(number));
		else if (q->role == PART)
			buf_printf(b, "[%.*s]", STR_ARG(number));
		else
			buf_add(b, number);
	}
}

/* A text, and its counts as print_roles() has them. */
struct told {
	const char *text, *roles;
};

static void
check(const struct told *cases, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct arena a CLEANUP(arena_free) = {0};
		struct extraction x =
		    extract(&a, str_from(cases[i].text), NULL);
		struct buf got = {.arena = &a};

		print_roles(&got, &x);
		if (!str_eq_nocase(buf_str(&got), str_from(cases[i].roles)))
			fail_msg(
			    "%s: %.*s", cases[i].text, STR_ARG(buf_str(&got)));
	}
}

static void
what_is_told_event_by_event_is_an_overview(void **state)
{
	static const struct told cases[] = {
	    {"Raids in Orland killed ten rebels. In Dunn, four were killed.",
             "(ten) four"								       },
	    {"Ten men were held in separate night raids. In Dunn, a unit held "
	     "four men. In Halvik, another held a man.",          "(ten) four a"   },
	    {"Over the past 24 hours several rebels were killed. In Dunn, two "
	     "were killed.",				      "(several) two"  },
	    {"Raids led to the arrest of a leader and nine of his men. In "
	     "Dunn, "
	     "four men were held.",			       "(a) (nine) four"},
	    {"Army Kills Several in Dunn\n\nThe army came at dawn. It is said "
	     "that 30 rebels were killed.",		       "30"             },
	    {"Ten Held in Raids\n\nThe army held ten men in raids on Monday. "
	     "In "
	     "Dunn, four were held.",			     "(ten) =ten four"},
 /* more than were left, another fate, one raid, no raid of theirs */
	    {"Raids in Orland killed ten rebels. In Dunn, 40 were killed.",
             "ten 40"									   },
	    {"Raids in Orland killed ten rebels. In Dunn, six were killed. In "
	     "Halvik, five were killed.",			 "(ten) six five" },
	    {"Raids in Orland killed ten rebels. In Dunn, four were held.",
             "ten four"									 },
	    {"A raid in Orland killed ten rebels. In Dunn, four were killed.",
             "ten four"									 },
	    {"Police held ten men for raids on Dunn. In Halvik, four were "
	     "held.",					     "ten four"       },
	    {"Police held ten men who took part in raids. In Halvik, four were "
	     "held.",					     "ten four"       },
	    {"In Dunn, four were killed. In all, raids killed ten rebels.",
             "four ten"									 },
	};

	(void)state;
	check(cases, COUNT(cases));
}

static void
what_says_who_somebody_is_happened_before(void **state)
{
	static const struct told cases[] = {
	    {"Patrols held nine men linked to a bomb that killed four clerks.",
             "nine <four>"								       },
	    {"The leader is wanted for the murder of two nurses and six "
	     "doctors. Patrols killed two men.",		   "<two> <six> two"},
	    {"He was involved in a recent fire in Dunn which has killed four. "
	     "The patrol held several men.",		       "<four> several" },
	    {"Dorn is tied to raids in which four men were killed.",            "<four>"         },
 /* the event of the text, and what others did */
	    {"A bomb that killed four clerks was found in Dunn.",               "four"           },
	    {"A man linked to the gang killed four clerks.",                    "four"           },
	    {"The group said it was linked to Dunn and that four men were "
	     "killed.",					    "four"           },
	    {"Dorn, wanted for theft, was held while four clerks who were "
	     "killed were buried.",				"Dorn four"      },
	};

	(void)state;
	check(cases, COUNT(cases));
}

static void
somebody_without_a_number_is_one(void **state)
{
	static const struct told cases[] = {
	    {"Patrols killed the gang leader, Dorn.",                          "the"        },
	    {"Patrols killed gang leader Ilan Dorn in Halvik.",                "gang leader"},
	    {"Patrols arrested Ilan Dorn, who led them.",                      "Ilan Dorn"  },
	    {"A patrol was shot at and fired, killing him.",                   "him"        },
	    {"They called for a strike which killed Dorn and his driver.",
             "Dorn his"								     },
	    {"Patrols held a mayor, her son and two clerks.",                  "a her two"  },
	    {"Patrols captured the leader. They held the leader and two men.",
             "the two"								      },
	    {"Patrols held a leader. The patrol held the man at noon.",        "a"          },
 /* it did not happen, or not to them, or not to one */
	    {"They came to arrest Ilan Dorn.",                                 ""           },
	    {"They did not kill him.",					 ""           },
	    {"She is accused of killing Dorn.",                                ""           },
	    {"Vell, who killed the mayor, fled.",                              ""           },
	    {"The detained leader was known.",                                 ""           },
	    {"They killed the rebels and the police.",                         ""           },
	    {"They held the town and captured Halvik.",                        ""           },
	    {"They arrested Halvik fighters on Monday.",                       ""           },
	    {"He fell, injuring himself.",                                     ""           },
	    {"Patrols held nine men, and the mayor said it was well.",         "nine"       },
	};

	(void)state;
	check(cases, COUNT(cases));
}

/* The figure whose number a quantity is; NULL if it is none. */
static const struct mention *
mention_of(const struct extraction *x, const struct quantity *q)
{
	for (size_t i = 0; i < x->n_mentions; i++)
		if (x->mentions[i].number.start == q->number.start)
			return &x->mentions[i];
	return NULL;
}

/* How many at least are told to have suffered it in the events of the text. */
static double
least(const struct extraction *x, const char *metric)
{
	double sum = 0;

	for (size_t i = 0; i < x->n_quantities; i++) {
		const struct quantity *q = &x->quantities[i];
		const struct mention *m = mention_of(x, q);
		const struct metric *known =
		    registry_metric(&config.registry, q->metric);

		if (known == NULL || q->restates >= 0 || q->role != OF_EVENT ||
		    !str_eq(known->extract, str_from(metric)))
			continue;
		if (m != NULL &&
		    (m->polarity == DENIED || m->measure == CUMULATIVE ||
			m->measure == RATE ||
			(m->modality != OCCURRED && m->modality != ONGOING)))
			continue;
		sum += q->value_low + (q->qualifier == MORE_THAN);
	}
	return sum;
}

/* tests/told.tsv: a text, how many were killed and how many detained. */
static void
everybody_is_counted_once(void **state)
{
	FILE *table = fopen("tests/told.tsv", "r");
	char *line = NULL, *killed, *detained;
	size_t size = 0;
	int wrong = 0;

	(void)state;
	assert_non_null(table);
	while (getline(&line, &size, table) > 0) {
		struct arena a CLEANUP(arena_free) = {0};
		struct extraction x;

		if (*line == '#' || *line == '\n')
			continue;
		killed = strchr(line, '\t');
		*killed++ = '\0';
		detained = strchr(killed, '\t') + 1;
		x = extract(&a, str_from(line), NULL);
		if (least(&x, "killed") == strtod(killed, NULL) &&
		    least(&x, "detained") == strtod(detained, NULL))
			continue;
		wrong++;
		print_error("killed %g, detained %g: %s\n", least(&x, "killed"),
		    least(&x, "detained"), line);
	}
	free(line);
	fclose(table);
	assert_int_equal(wrong, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		a_count_is_told_once_more_where_nothing_else_happens_between),
	    cmocka_unit_test(what_is_told_event_by_event_is_an_overview),
	    cmocka_unit_test(what_says_who_somebody_is_happened_before),
	    cmocka_unit_test(somebody_without_a_number_is_one),
	    cmocka_unit_test(everybody_is_counted_once),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
