#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/vocabulary.h"
#include "tests/extracting.h"

static const char *
modality_word(const struct mention *m)
{
	if (m->polarity == DENIED)
		return " denied";
	switch (m->modality) {
	case PLANNED:
		return " planned";
	case FORECAST:
		return " forecast";
	case FEARED:
		return " feared";
	case HYPOTHETICAL:
		return " hypothetical";
	case CONDITIONAL:
		return " conditional";
	default:
		return "";
	}
}

/* A figure as examples.tsv writes it. */
static void
print_figure(struct buf *b, const struct extraction *x, size_t i)
{
	const struct mention *m = &x->mentions[i];
	const struct metric *metric =
	    registry_metric(&config.registry, m->metric);

	buf_char(b, '\t');
	buf_add(b, slice(x, m->surface));
	buf_printf(b, ": %.*s ",
	    STR_ARG(metric != NULL ? metric->extract : m->metric));
	if (m->value_low != VALUE_NONE)
		buf_printf(b, "%" PRId64, m->value_low);
	buf_add(b, STR(".."));
	if (m->value_high != VALUE_NONE)
		buf_printf(b, "%" PRId64, m->value_high);
	buf_printf(b, " %s%s", qualifier_names[m->qualifier], modality_word(m));
	if (m->part_of >= 0)
		buf_printf(b, " of %.*s",
		    STR_ARG(slice(x, x->mentions[m->part_of].surface)));
}

static struct str
cut_line(struct str *rest)
{
	const char *end = memchr(rest->ptr, '\n', rest->len);
	struct str line = *rest;

	if (end != NULL)
		line.len = (size_t)(end - rest->ptr);
	*rest = str_skip(*rest, line.len + 1);
	return line;
}

static void
the_examples_of_the_pack_hold(void **state)
{
	struct arena files CLEANUP(arena_free) = {0};
	struct str rest, where, line;
	struct error err;
	size_t wrong = 0, n = 0;

	(void)state;
	assert_true(config_file(
	    &config, &files, "lang/en/examples.tsv", &rest, &where, &err));
	while (rest.len > 0) {
		struct arena a CLEANUP(arena_free) = {0};
		struct buf b = {.arena = &a};
		struct str sentence;
		struct extraction x;
		const char *tab;

		line = cut_line(&rest);
		if (line.len == 0 || line.ptr[0] == '#')
			continue;
		tab = memchr(line.ptr, '\t', line.len);
		sentence = line;
		if (tab != NULL)
			sentence.len = (size_t)(tab - line.ptr);
		x = extract(&a, sentence, NULL);
		buf_add(&b, sentence);
		for (size_t i = 0; i < x.n_mentions; i++)
			print_figure(&b, &x, i);
		n++;
		if (str_eq(buf_str(&b), line))
			continue;
		wrong++;
		print_error("want %.*s\n got %.*s\n", STR_ARG(line),
		    STR_ARG(buf_str(&b)));
	}
	assert_true(n > 150);
	assert_int_equal(wrong, 0);
}

static const struct {
	const char *text, *from, *to, *as_of;
} periods[] = {
    {"Between 2011 and 2018 12 men died.",                            "2011",       "2018",       ""          },
    {"From April 2012 to June 2019, 500 people vanished.",            "2012-04",    "2019-06",
     ""												       },
    {"Since 2011, 300 people have been killed.",                      "2011",       "",           ""          },
    {"Since the start of the unrest in May 2012, 9 men were killed.", "2012-05",
     "",											  ""          },
    {"In 2017, 14 women were freed.",                                 "2017",       "2017",       ""          },
    {"On 8 December 2024, 14 women were freed.",                      "2024-12-08", "2024-12-08",
     ""												       },
    {"On March 2, 14 women were freed.",                              "2024-03-02", "2024-03-02", ""          },
    {"On Friday 14 women were freed.",                                "2024-12-06", "2024-12-06", ""          },
    {"Fourteen women were to be hanged on Friday.",                   "2024-12-13", "2024-12-13",
     ""												       },
    {"As of 5 May 2016, 40 men were held.",                           "",           "2016-05-05", "2016-05-05"},
    {"Between 3 and 9 May 2012 the army arrested 25 men.",            "2012-05-03",
     "2012-05-09",										""          },
    {"As the start of the war in 2011, 14 women have been held.",     "2011",       "",
     ""												       },
    {"In recent weeks 14 women were freed.",                          "",           "",           ""          },
    {"In the last 12 days 14 women were freed.",                      "2024-11-26", "2024-12-08",
     ""												       },
    {"Over the past decade 14 women were freed.",                     "2014",       "2024",       ""          },
    {"Fourteen women were freed two days ago.",                       "2024-12-06", "2024-12-06", ""          },
    {"More than five years ago 14 women were freed.",                 "2019",       "2019",       ""          },
    {"In November nine women were freed.",                            "2024-11",    "2024-11",    ""          },
    {"ORLAND, Dec 8 (HPA) — 14 women were freed on Friday.",        "2024-12-06",
     "2024-12-06",										""          },
    {"ORLAND, 8 December — Fourteen women were freed.",             "",           "",           ""          },
    {"By 8 December — a Sunday — 14 women were freed.",           "2024-12-08",
     "2024-12-08",										""          },
    {"In 2017 the Orland Monitor said that 14 women were hanged.",    "",           "",           ""          },
    {"Since August nine women have been freed.",                      "2024-08",    "",           ""          },
    {"Nine women have been freed since late August.",                 "2024-08",    "",           ""          },
    {"Nine women have been freed since 3 August.",                    "2024-08-03", "",           ""          },
    {"Nine women have been freed since Friday.",                      "2024-12-06", "",           ""          },
    {"Nine women have been freed since yesterday.",                   "2024-12-07", "",           ""          },
    {"Nine women were released on Friday.",                           "2024-12-06", "2024-12-06", ""          },
    {"Over the past 48 hours 14 women were freed.",                   "2024-12-06", "2024-12-08",
     ""												       },
    {"In 2017 the Orland Monitor recorded 14 deaths.",                "2017",       "2017",       ""          },
    {"A list that was released on Friday has 14 women who died.",     "",           "",           ""          },
    {"In the first week of December, 14 women were freed.",           "2024-12-01",
     "2024-12-07",										""          },
    {"Fourteen women were freed in the second week of November.",     "2024-11-08",
     "2024-11-14",										""          },
    {"In the third week of May 2023, 14 women were freed.",           "2023-05-15",
     "2023-05-21",										""          },
    {"During the last week of November, 14 women were freed.",        "2024-11-24",
     "2024-11-30",										""          },
    {"In the first two weeks of November, 14 women were freed.",      "2024-11-01",
     "2024-11-14",										""          },
    {"In the final three days of February 2024 14 women were freed.",
     "2024-02-27",								  "2024-02-29", ""          },
    {"In the first half of November, 14 women were freed.",           "2024-11-01",
     "2024-11-15",										""          },
    {"In the second half of February 2023, 14 women were freed.",     "2023-02-15",
     "2023-02-28",										""          },
    {"In the first week in November, 14 women were freed.",           "2024-11-01",
     "2024-11-07",										""          },
    {"In the first half of 2016, 14 women were freed.",               "2016-01",    "2016-06",
     ""												       },
    {"In the second quarter of 2016, 14 women were freed.",           "2016-04",
     "2016-06",										   ""          },
    {"In the first three months of 2016, 14 women were freed.",       "2016-01",
     "2016-03",										   ""          },
    {"In the last six months of 2016, 14 women were freed.",          "2016-07",
     "2016-12",										   ""          },
    {"In the first half of last year 14 women were freed.",           "2023-01",
     "2023-06",										   ""          },
    {"At the end of November, 14 women were freed.",                  "2024-11",    "2024-11",    ""          },
    {"At the beginning of May, 14 women were freed.",                 "2024-05",    "2024-05",    ""          },
    {"In the last two weeks of fighting 14 women were freed.",        "2024-11-24",
     "2024-12-08",										""          },
    {"In the last 36 hours 14 women were freed.",                     "2024-12-06", "2024-12-08",
     ""												       },
    {"Over the past 72 hours, 14 women were freed.",                  "2024-12-05", "2024-12-08",
     ""												       },
    {"In the past six hours 14 women were freed.",                    "2024-12-07", "2024-12-08",
     ""												       },
    {"During the last 96 hours 14 women were freed.",                 "2024-12-04",
     "2024-12-08",										""          },
    {"In the past two days 14 women were freed.",                     "2024-12-06", "2024-12-08",
     ""												       },
    {"Fourteen women were freed three hours ago.",                    "2024-12-08", "2024-12-08",
     ""												       },
    {"Fourteen women were freed 30 hours ago.",                       "",           "",           ""          },
    {"On Dec. 3, the army freed 14 women.",                           "2024-12-03", "2024-12-03", ""          },
    {"In Nov. 2023 the army freed 14 women.",                         "2023-11",    "2023-11",    ""          },
    {"On 2024-12-03 the army freed 14 women.",                        "2024-12-03", "2024-12-03", ""          },
    {"From Monday to Wednesday, 14 women were freed.",                "2024-12-02",
     "2024-12-04",										""          },
    {"Between Monday and Friday, 14 women were freed.",               "2024-12-02",
     "2024-12-06",										""          },
    {"On Thursday and Friday 14 women were freed.",                   "2024-12-05", "2024-12-06",
     ""												       },
    {"Some 14 women were freed from Saturday to Tuesday.",            "2024-11-30",
     "2024-12-03",										""          },
    {"In October and November, 14 women were freed.",                 "2024-10",    "2024-11",    ""          },
    {"In November and December 2023, 14 women were freed.",           "2023-11",
     "2023-12",										   ""          },
    {"From March to August 2024, 14 women were freed.",               "2024-03",    "2024-08",
     ""												       },
    {"From November to February 2024, 14 women were freed.",          "2023-11",
     "2024-02",										   ""          },
    {"In May-June 2019 14 women were freed.",                         "2019-05",    "2019-06",    ""          },
    {"From January to March last year, 14 women were freed.",         "2023-01",
     "2023-03",										   ""          },
    {"In November last year, 14 women were freed.",                   "2023-11",    "2023-11",    ""          },
    {"On 3 May of this year, 14 women were freed.",                   "2024-05-03", "2024-05-03",
     ""												       },
    {"On 3 May last year 14 women were freed.",                       "2023-05-03", "2023-05-03", ""          },
    {"On 3, 4 and 5 May, 14 women were freed.",                       "2024-05-03", "2024-05-05", ""          },
    {"On May 3-5, 14 women were freed.",                              "2024-05-03", "2024-05-05", ""          },
    {"On May 3 and 5, 2022, 14 women were freed.",                    "2022-05-03", "2022-05-05",
     ""												       },
    {"From May 3 through June 5, 14 women were freed.",               "2024-05-03",
     "2024-06-05",										""          },
    {"In 2014 and 2015, 14 women were freed.",                        "2014",       "2015",       ""          },
    {"In both 2014 and 2015, 14 women were freed.",                   "2014",       "2015",       ""          },
    {"From 2011 onwards, 14 women were freed.",                       "2011",       "",           ""          },
    {"In the 1980s, 14 women were freed.",                            "1980",       "1989",       ""          },
    {"During the late 1990s 14 women were freed.",                    "1990",       "1999",       ""          },
    {"In the year to March 2020, 14 women were freed.",               "2019-04",    "2020-03",
     ""												       },
    {"In the 12 months to March 2020, 14 women were freed.",          "2019-04",
     "2020-03",										   ""          },
    {"Over the three years to 2014, 14 women were freed.",            "2012",       "2014",       ""          },
    {"Fourteen women were freed over the weekend.",                   "2024-12-07", "2024-12-08",
     ""												       },
    {"Last weekend 14 women were freed.",                             "2024-11-30", "2024-12-01", ""          },
    {"In the first days of May, 14 women were freed.",                "2024-05",    "2024-05",
     ""												       },
    {"Since the start of the month, 14 women have been freed.",       "2024-12",
     "2024-12",										   ""          },
    {"Fourteen women were freed two weeks ago.",                      "2024-11-18", "2024-11-24",
     ""												       },
    {"Fourteen women were freed three weeks ago.",                    "2024-11-11", "2024-11-17",
     ""												       },
    {"Fourteen women were freed a week ago.",                         "2024-11-25", "2024-12-01", ""          },
    {"About a fortnight ago 14 women were freed.",                    "2024-11-18", "2024-11-24",
     ""												       },
    {"Fourteen women were freed a month ago.",                        "2024-11",    "2024-11",    ""          },
    {"A year ago 14 women were freed.",                               "2023",       "2023",       ""          },
    {"Fourteen women were freed last week.",                          "2024-11-25", "2024-12-01", ""          },
    {"Fourteen women were freed this week.",                          "2024-12-02", "2024-12-08", ""          },
    {"The worst day since 2019, when 14 women were hanged.",          "2019",       "2019",
     ""												       },
    {"The worst of 2011 to 2019, when 14 women were hanged.",         "2019",       "2019",
     ""												       },
    {"In 2023 14 women were freed, more than in 2022.",               "2023",       "2023",       ""          },
    {"Fourteen women were freed, more than in 2022.",                 "",           "",           ""          },
    {"Fourteen women were freed, the most since 2015.",               "",           "",           ""          },
    {"Since 2019, when war began, 14 women have been freed.",         "2019",       "",           ""          },
    {"Since 2019, 14 women have been freed.",                         "2019",       "",           ""          },
    {"Fourteen women were freed the day before.",                     "2024-12-07", "2024-12-07",
     ""												       },
    {"Fourteen women were freed the next day.",                       "",           "",           ""          },
    {"The day before the vote 14 women were freed.",                  "",           "",           ""          },
    {"A 2013 quake killed 14 women.",                                 "2013",       "2013",       ""          },
    {"In the first half of the year 14 women were freed.",            "2024-01",    "2024-06",
     ""												       },
    {"Fourteen women were freed on the best day of the year.",        "",           "",           ""          },
    {"Since the new year 14 women have been freed.",                  "2024",       "2024-12",    ""          },
    {"Fourteen women were freed the day before in Vela.",             "2024-12-07",
     "2024-12-07",										""          },
    {"Fourteen women are to be freed next week.",                     "2024-12-09", "2024-12-15",
     ""												       },
};

static void
periods_are_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(periods); i++) {
		struct arena a CLEANUP(arena_free) = {0};
		struct extraction x =
		    extract(&a, str_from(periods[i].text), "2024-12-08");
		struct mention *m = x.mentions;

		if (x.n_mentions != 1)
			fail_msg(
			    "%s: %zu figures", periods[i].text, x.n_mentions);
		if (!str_eq(date_text(&a, m->period_start),
			str_from(periods[i].from)) ||
		    !str_eq(date_text(&a, m->period_end),
			str_from(periods[i].to)) ||
		    !str_eq(
			date_text(&a, m->as_of), str_from(periods[i].as_of)))
			fail_msg("%s: %.*s to %.*s", periods[i].text,
			    STR_ARG(date_text(&a, m->period_start)),
			    STR_ARG(date_text(&a, m->period_end)));
	}
}

static void
a_day_without_a_year_is_none_without_a_publication(void **state)
{
	struct arena a CLEANUP(arena_free) = {0};
	struct extraction x =
	    extract(&a, STR("On March 2, 14 women were freed."), NULL);

	(void)state;
	assert_int_equal(x.n_mentions, 1);
	assert_int_equal(x.mentions[0].period_start.year, 0);
}

/* The facilities of the counts of a text, "-" for none. */
static void
print_facilities(const struct extraction *x, char *out, size_t size)
{
	size_t n = 0;

	out[0] = '\0';
	for (size_t i = 0; i < x->n_mentions && n < size; i++)
		n += (size_t)snprintf(out + n, size - n, "%s%.*s",
		    i > 0 ? ", " : "",
		    STR_ARG(x->mentions[i].facility.len > 0
				? x->mentions[i].facility
				: STR("-")));
}

/* Facilities of the counts of a text; "-" for none. */
static const struct {
	const char *text, *want;
} carried[] = {
  /* a word that stands for it, of its kind */
    {"He fled Orlin Prison. The notorious prison held 900 men.",
     "Orlin Prison"										       },
    {"He fled Orlin Prison. The hospital treated 900 men.",                  "-"                          },
    {"He fled Orlin Prison. A prison held 900 men.",                         "-"                          },
    {"He fled Orlin Prison. The prison in Vela held 900 men.",               "-"                          },
    {"He fled Orlin Prison. They found 900 men there.",                      "Orlin Prison"               },
    {"He fled Orlin Prison. There were 900 men killed in the war.",          "-"                          },
    {"He fled Orlin Prison to Vela Hospital. The jail held 900 men.",
     "Orlin Prison"										       },
 /* people held, by a thing of it */
    {"He fled Orlin Prison. Nobody has the key to the steel doors of "
     "the prison. Officials said 900 men are held behind steel doors.", "Orlin Prison"               },
    {"He fled Orlin Prison. Nobody has the key to the steel doors of "
     "the prison. Officials said 900 men are held in the capital.",     "-"			  },
 /* the event that is told with it */
    {"Shells struck Orlin Hospital. The attack killed 12 people.",
     "Orlin Hospital"										     },
    {"He left Orlin Hospital. The attack killed 12 people.",                 "-"                          },
    {"Shells struck Orlin Hospital. The attack on Vela killed 12 "
     "people.",							 "-"			  },
    {"Shells struck Orlin Hospital.\n\nA mill burnt in Ovar. The "
     "attack killed 12 people.",					"-"			  },
 /* the event that the text opens with */
    {"Rockets struck Orlin Hospital on Monday.\n\nOfficials said 12 "
     "people were killed.",					     "Orlin Hospital"             },
    {"Rockets struck Orlin Hospital on Monday.\n\nOfficials said 12 "
     "people were killed in Ovar.",				     "-"			  },
    {"Rockets struck Orlin Hospital on Monday.\n\nOfficials said "
     "900 people live from fishing.",				   "-"			  },
    {"Rockets struck Orlin Hospital.\n\nOfficials said 12 people "
     "were killed in six months.",				      "-"			  },
    {"Rockets struck Orlin Hospital.\n\nIn 2013 a mob killed 12 "
     "people.",							 "-"			  },
    {"Rockets struck Orlin Hospital.\n\nThis year 12 people were "
     "killed.",							 "-"			  },
    {"Rockets struck Orlin Hospital.\n\nAt least 12 people have "
     "been killed since May.",					  "-"			  },
    {"Rockets struck Orlin Hospital.\n\nAt least 12 people were "
     "killed in two hours.",					    "Orlin Hospital"             },
    {"Twelve people were abducted from a school on Monday.\n\nGunmen "
     "stormed Orlin School at dawn.",				   "Orlin School"               },
    {"Rockets struck Orlin Hospital. Another strike killed 12 people.",      "-"                          },
    {"Rockets struck Orlin Hospital. Another 12 people were killed.",
     "Orlin Hospital"										     },
    {"Rockets struck Orlin Hospital. Elsewhere, 12 people were killed.",     "-"                          },
    {"Rockets struck Orlin Hospital. Gunmen attacked a bus and killed "
     "12 people.",						      "-"			  },
    {"Rockets struck Orlin Hospital. In the town of Ovar, 12 people "
     "were killed.",						    "-"			  },
    {"Rockets struck Orlin Hospital. Gunmen attacked a bus. They "
     "killed 12 people there.",					 "-"			  },
    {"Orlin Prison was built in 1970.\n\nOfficials said 12 people "
     "were killed.",						    "-"			  },
 /* a name, though it starts its sentence */
    {"He fled Arun Prison. Arun prison holds 900 men.",                      "Arun prison"                },
    {"Crowded prisons burn. Crowded prison wings hold 900 men.",             "-"                          },
 /* an acronym of the text */
    {"He ran Orlin Relief Hospital (ORH). At ORH 12 people died.",
     "Orlin Relief Hospital"									      },
    {"It shelled Technical School (TS) No. 9. In TS No. 9 12 people "
     "died.",							   "Technical School (TS) No. 9"},
};

static void
a_facility_is_carried_over_by_rules(void **state)
{
	struct extraction x;
	char got[256];

	(void)state;
	for (size_t i = 0; i < COUNT(carried); i++) {
		struct arena a = {0};

		x = extract(&a, str_from(carried[i].text), NULL);
		print_facilities(&x, got, sizeof(got));
		if (strcmp(got, carried[i].want) != 0)
			fail_msg("%s\n got  %s\n want %s", carried[i].text, got,
			    carried[i].want);
		arena_free(&a);
	}
}

static void
what_is_carried_over_is_less_sure(void **state)
{
	struct arena a = {0};
	struct extraction x = extract(&a,
	    STR("Rockets struck Orlin Hospital, killing 12 people. The attack "
		"killed 15 people."),
	    NULL);

	(void)state;
	assert_int_equal(x.n_mentions, 2);
	assert_true(str_eq(x.mentions[1].facility, STR("Orlin Hospital")));
	assert_true(x.mentions[1].confidence < x.mentions[0].confidence);
	arena_free(&a);
}

static void
a_count_has_the_facility_of_its_sentence_or_the_one_referred_to(void **state)
{
	struct arena a CLEANUP(arena_free) = {0};
	struct extraction x = extract(&a,
	    STR("They hanged 12 men at Harmond Prison. In the prison 30 women "
		"were held. Elsewhere 4 boys drowned."),
	    NULL);

	(void)state;
	assert_int_equal(x.n_mentions, 3);
	assert_true(str_eq(x.mentions[0].facility, STR("Harmond Prison")));
	assert_true(str_eq(x.mentions[1].facility, STR("Harmond Prison")));
	assert_true(x.mentions[1].confidence < x.mentions[0].confidence);
	assert_int_equal(x.mentions[2].facility.len, 0);
}

static void
a_count_has_the_origin_whose_words_hold_it(void **state)
{
	struct arena a CLEANUP(arena_free) = {0};
	struct extraction x = extract(&a,
	    STR("Officials said that 12 men were hanged. "
		"The town buried 30 people."),
	    NULL);

	(void)state;
	assert_int_equal(x.n_mentions, 2);
	assert_int_equal(x.mentions[0].origin.kind, ORIGIN_UNNAMED);
	assert_int_equal(x.mentions[1].origin.kind, ORIGIN_NONE);
}

/* Whose the last count is, and through whom: "origin < via". */
static void
an_origin_speaks_through_a_medium(void **state)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
	    {"AFP, citing the Orlin ministry, said 9 men died.",
             "Orlin ministry < Agence France-Presse"                                               },
	    {"AFP reported that 9 men died, citing the Orlin ministry.",
             "Orlin ministry < Agence France-Presse"                                               },
	    {"Ada Vell told Reuters that 9 men died.",                    "Ada Vell < Reuters"     },
	    {"Reuters reported that the Orlin ministry said 9 men died.",
             "Orlin ministry < Reuters"							    },
	    {"AFP said 9 men died.",				      "Agence France-Presse < "},
	    {"Ada Vell told the council that 9 men died.",                "Ada Vell < "            },
 /* the sentence after goes on with the count */
	    {"Ada Vell said 9 men died. Another 12 men were injured.",
             "Ada Vell < "									 },
	    {"Ada Vell said 9 men died. In Ovar, 12 men were injured.",   " < "                    },
	    {"Ada Vell said 9 men died.\n\nIt rained.\n\nAnother 12 men were "
	     "injured.",				     " < "                    },
	    {"Officials said 12 men are believed to be dead.",            "Officials < "           },
	};
	struct extraction x;
	char got[256];

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena a = {0};
		const struct mention *m;

		x = extract(&a, str_from(cases[i].text), NULL);
		assert_true(x.n_mentions > 0);
		m = &x.mentions[x.n_mentions - 1];
		snprintf(got, sizeof(got), "%.*s < %.*s",
		    STR_ARG(m->origin.name), STR_ARG(m->via.name));
		if (strcmp(got, cases[i].want) != 0)
			fail_msg("%s\n got  %s\n want %s", cases[i].text, got,
			    cases[i].want);
		arena_free(&a);
	}
}

/* What the last claim answers: a mention, or -1. */
static void
a_denial_answers_what_was_said(void **state)
{
	static const struct {
		const char *text;
		int target;
	} cases[] = {
	    {"OCHA said 900 men were held. The mayor denied the claims.",       0 },
	    {"OCHA said 900 men were held. The mayor denied that 700 men were "
	     "held.",					      1 },
	    {"OCHA said 900 men were held. The mayor denied stealing wheat.",
             -1								   },
	    {"At least 900 men were held. The mayor denied the claims.",        0 },
	    {"OCHA said 900 men were held. Twelve men fled. The mayor denied "
	     "the claims.",					0 },
	    {"OCHA said 900 men were held. The mayor denied that the army had "
	     "fired at the town.",				 -1},
	    {"OCHA said 900 men were held. It rained. It snowed. It thawed. "
	     "It froze. The mayor denied the claims.",             -1},
	    {"OCHA said 900 men were held. The mayor called the figure "
	     "baseless.",					  0 },
	    {"OCHA said 900 men were held. The ministry rejected a visit. It "
	     "called the figure grossly exaggerated.",             0 },
	    {"OCHA said 900 men were held, including 30 clerks. Forty of them "
	     "were cooks. The mayor called the figure baseless.",  0 },
	    {"OCHA said 900 men were held. The mayor called the harvest good.",
             -1								   },
	    {"OCHA said 900 men were held. UNICEF said 30 men died. The mayor "
	     "rejected the figures of OCHA.",		      0 },
	};
	struct extraction x;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena a = {0};

		x = extract(&a, str_from(cases[i].text), NULL);
		if (x.n_claims == 0 ||
		    x.claims[x.n_claims - 1].target != cases[i].target)
			fail_msg("%s\n got %d of %zu", cases[i].text,
			    x.n_claims ? x.claims[x.n_claims - 1].target : -2,
			    x.n_claims);
		arena_free(&a);
	}
}

static void
a_figure_is_its_owners_whoever_denies_it(void **state)
{
	static const struct {
		const char *text, *origin;
		enum polarity polarity;
	} cases[] = {
	    {"The Orlin Ministry on Monday rejected the Vela Monitor's figure "
	     "of "
	     "41,372 detained or forcibly disappeared people, calling it "
	     "false.",					  "Vela Monitor", AFFIRMED},
	    {"The Orlin Ministry rejected an estimate of 900 deaths given by "
	     "the "
	     "Vela Monitor.",				   "Vela Monitor", AFFIRMED},
	    {"The Orlin Ministry denied that 300 people had been killed.",
             "Orlin Ministry",							       DENIED  },
	    {"The Orlin Ministry rejected the figure of 300 people killed.",
             "Orlin Ministry",							       DENIED  },
	    {"Based on talks with 45 former inmates, the Vela Monitor said "
	     "the camp was closed.",			    "Vela Monitor", AFFIRMED},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena a CLEANUP(arena_free) = {0};
		struct extraction x =
		    extract(&a, str_from(cases[i].text), NULL);

		if (x.n_mentions != 1 ||
		    !str_eq(
			x.mentions[0].origin.name, str_from(cases[i].origin)) ||
		    x.mentions[0].polarity != cases[i].polarity)
			fail_msg("%s: %.*s", cases[i].text,
			    STR_ARG(x.mentions[0].origin.name));
	}
}

static void
groups_and_units_come_from_the_noun(void **state)
{
	static const struct {
		const char *text, *group;
		enum unit unit;
	} cases[] = {
	    {"They freed 12 women.",            "women",    PERSON   },
	    {"They freed 12 people.",           "",         PERSON   },
	    {"They evacuated 12 families.",     "families", HOUSEHOLD},
	    {"They found 12 bodies.",           "",         BODY     },
	    {"They closed 12 detention sites.", "",         SITE     },
	    {"There were 12 air strikes.",      "",         INCIDENT },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena a CLEANUP(arena_free) = {0};
		struct extraction x =
		    extract(&a, str_from(cases[i].text), NULL);

		assert_int_equal(x.n_mentions, 1);
		assert_int_equal(x.mentions[0].unit, cases[i].unit);
		assert_true(
		    str_eq(x.mentions[0].group, str_from(cases[i].group)));
	}
}

static void
a_noun_for_anybody_is_of_the_group_of_the_words_round_it(void **state)
{
	static const struct {
		const char *text, *group; /* of the last count */
	} cases[] = {
	    {"The blast killed nine army members.",                       "soldiers" },
	    {"Nine members of the Orland armed forces were killed.",
             "soldiers"							      },
	    {"Nine members of the Maoist guerrilla Red Road died.",       "fighters" },
	    {"Nine students of the military academy were killed.",        "students" },
	    {"Nine victims of the rebel offensive were killed.",          ""         },
	    {"Nine military men were wounded.",                           "soldiers" },
	    {"Nine soldiers dead, 12 people hurt.",                       ""         },
	    {"Clashes left 12 soldiers wounded.",                         "soldiers" },
	    {"Two rebels were killed and three others wounded.",          "rebels"   },
	    {"A rebel was killed and three others were wounded.",         "rebels"   },
	    {"Two nurses were killed and four were wounded.",             "nurses"   },
	    {"Two nurses and two soldiers died and four were hurt.",      ""         },
	    {"They killed 220 rebels, 196 wounded.",                      "rebels"   },
	    {"THE FIRE KILLED FOUR MEMBERS OF THE NATIONAL POLICE.",      "police"   },
	    {"The Red Road Liberation Army (RRLA) said nine members of the "
	     "RRLA "
	     "were killed.",				 "fighters" },
	    {"Four of the enemy were killed.",                            "fighters" },
	    {"She died along with two party militants.",                  "activists"},
	    {"The nine people killed in the raid were nurses.",           "nurses"   },
	    {"All four people killed in the blast were police officers.",
             "police"								},
	    {"The three people hurt in an attack on a bridge, some 90 km "
	     "north of Orlin, are members of an army unit.", "soldiers" },
	    {"The four killed in the blast that was claimed by rebels were "
	     "nurses.",				      "nurses"   },
	    {"Two of those identified as soldiers were killed.",          "soldiers" },
	    {"The nine people killed in the raid had met with nurses.",   ""         },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena a CLEANUP(arena_free) = {0};
		struct extraction x =
		    extract(&a, str_from(cases[i].text), NULL);
		struct str group = x.n_mentions > 0
				       ? x.mentions[x.n_mentions - 1].group
				       : STR("none");

		if (!str_eq(group, str_from(cases[i].group)))
			fail_msg("%s: %.*s", cases[i].text, STR_ARG(group));
	}
}

static void
what_is_said_once_is_one_claim(void **state)
{
	static const struct {
		const char *text;
		size_t n;
	} cases[] = {
	    {"The ministry said it believes that nine men were held.",     1},
	    {"The ministry said nine men had died, denying that ten had.", 2},
	    {"The ministry said that nine men died. The Orland Rights "
	     "Monitor reported that twelve men died.",        2},
	    {"The ministry said \"many men\".",                            0},
	    {"The ministry denied it.",                                    1},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena a CLEANUP(arena_free) = {0};
		struct extraction x =
		    extract(&a, str_from(cases[i].text), NULL);

		if (x.n_claims != cases[i].n)
			fail_msg("%s: %zu claims", cases[i].text, x.n_claims);
	}
}

static void
families_have_the_size_that_the_text_tells(void **state)
{
	static const struct {
		const char *text;
		double size; /* of the count of families; 0: untold */
	} cases[] = {
	    {"40 families (200 people) fled their homes.",            5  },
	    {"About 300 people from 40 families fled.",               7.5},
	    {"40 families, comprising 100 people, fled their homes.", 2.5},
	    {"40 families of six fled their homes.",                  6  },
	    {"40 families and 200 soldiers fled.",                    0  },
	    {"40 families (4,000 people) fled their homes.",          0  },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena a CLEANUP(arena_free) = {0};
		struct extraction x =
		    extract(&a, str_from(cases[i].text), NULL);
		double size = -1;

		for (size_t n = 0; n < x.n_mentions; n++)
			if (x.mentions[n].unit == HOUSEHOLD)
				size = x.mentions[n].household_size;
		if (size != cases[i].size)
			fail_msg("%s: %g", cases[i].text, size);
	}
}

static void
the_amount_of_a_change_is_a_flow(void **state)
{
	struct arena a CLEANUP(arena_free) = {0};
	struct extraction x =
	    extract(&a, STR("The death toll rose by 12 to 87."), NULL);

	(void)state;
	assert_int_equal(x.n_mentions, 2);
	assert_int_equal(x.mentions[0].measure, FLOW);
	assert_int_equal(x.mentions[1].value_low, 87);
}

static void
a_time_since_which_is_of_all_who_are_counted(void **state)
{
	static const char *const texts[] = {
	    "Patrols held 12 men along with nine boys since Monday.",
	    "Since Monday, patrols have searched the hills near Lower Dunn and "
	    "the old mill road, holding 12 men and killing nine rebels.",
	    "The war goes on, and so far 12 men have been killed and nine "
	    "have been wounded."};

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct arena a CLEANUP(arena_free) = {0};
		struct extraction x = extract(&a, str_from(texts[i]), NULL);

		assert_int_equal(x.n_mentions, 2);
		assert_int_equal(x.mentions[0].measure, CUMULATIVE);
		assert_int_equal(x.mentions[1].measure, CUMULATIVE);
	}
}

static void
a_time_since_which_nothing_was_as_bad_is_not_that_of_what_was(void **state)
{
	static const struct {
		const char *text;
		enum measure measure;
	} cases[] = {
	    {"It was the deadliest raid since 2019, when 54 people died.",
             FLOW      },
	    {"Since May, when the siege began, 54 people have died.",
             CUMULATIVE},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena a CLEANUP(arena_free) = {0};
		struct extraction x =
		    extract(&a, str_from(cases[i].text), NULL);

		assert_int_equal(x.n_mentions, 1);
		assert_int_equal(x.mentions[0].measure, cases[i].measure);
	}
}

static void
furniture_yields_no_figures(void **state)
{
	struct arena a CLEANUP(arena_free) = {0};
	struct extraction x = {0};
	struct span skipped[] = {
	    {0, 23}
        };

	(void)state;
	x.article.lang = STR("en");
	x.article.text =
	    STR("Most read: 12 killed.\n\nThe fire killed 30 people.");
	x.article.skipped = skipped;
	x.article.n_skipped = 1;
	extract_text(extractor, NULL, &a, &x);
	assert_int_equal(x.n_mentions, 1);
	assert_int_equal(x.mentions[0].value_low, 30);
}

static void
a_language_without_a_pack_yields_nothing(void **state)
{
	struct arena a CLEANUP(arena_free) = {0};
	struct extraction x = {0};

	(void)state;
	x.article.lang = STR("xx");
	x.article.text = STR("The fire killed 30 people.");
	extract_text(extractor, NULL, &a, &x);
	assert_int_equal(x.n_mentions + x.n_quantities, 0);
}

/* Sixteen times the text takes about sixteen times as long, not 256 times. */
static void
a_long_sentence_of_counts_is_read_in_linear_time(void **state)
{
	struct arena a CLEANUP(arena_free) = {0};
	struct buf b = {.arena = &a};
	struct extraction x;

	(void)state;
	for (size_t i = 0; i < 40000; i++)
		buf_add(&b, STR("12 men were killed in Syria and "));
	x = extract(&a, buf_str(&b), NULL);
	assert_int_equal(x.n_mentions, 40000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_examples_of_the_pack_hold),
	    cmocka_unit_test(periods_are_read),
	    cmocka_unit_test(
		a_day_without_a_year_is_none_without_a_publication),
	    cmocka_unit_test(
		a_count_has_the_facility_of_its_sentence_or_the_one_referred_to),
	    cmocka_unit_test(a_facility_is_carried_over_by_rules),
	    cmocka_unit_test(what_is_carried_over_is_less_sure),
	    cmocka_unit_test(a_count_has_the_origin_whose_words_hold_it),
	    cmocka_unit_test(an_origin_speaks_through_a_medium),
	    cmocka_unit_test(a_denial_answers_what_was_said),
	    cmocka_unit_test(a_figure_is_its_owners_whoever_denies_it),
	    cmocka_unit_test(groups_and_units_come_from_the_noun),
	    cmocka_unit_test(
		a_noun_for_anybody_is_of_the_group_of_the_words_round_it),
	    cmocka_unit_test(what_is_said_once_is_one_claim),
	    cmocka_unit_test(families_have_the_size_that_the_text_tells),
	    cmocka_unit_test(the_amount_of_a_change_is_a_flow),
	    cmocka_unit_test(a_time_since_which_is_of_all_who_are_counted),
	    cmocka_unit_test(
		a_time_since_which_nothing_was_as_bad_is_not_that_of_what_was),
	    cmocka_unit_test(furniture_yields_no_figures),
	    cmocka_unit_test(a_language_without_a_pack_yields_nothing),
	    cmocka_unit_test(a_long_sentence_of_counts_is_read_in_linear_time),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
