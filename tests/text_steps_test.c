/*
 * Texts that are made to cost time: whatever one says over and over, four
 * times the text takes about four times the steps. What is counted are the
 * blocks of extract/ that run (the Makefile compiles it so for this test), so
 * the same text always takes the same.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/attr.h"
#include "base/buf.h"
#include "extract/extract.h"

#define SIZE 25000 /* bytes of the shorter text */
/* What is bounded may not be full in the shorter text: not quite four times. */
#define MOST 5

static struct config config;
static struct extractor *extractor;
static uint64_t steps;

void __sanitizer_cov_trace_pc(void);

void
__sanitizer_cov_trace_pc(void)
{
	steps++;
}

static int
set_up(void **state)
{
	struct error err;

	(void)state;
	if (config_load(&config, NULL, false, &err) &&
	    extractor_open(&extractor, &config, &err))
		return 0;
	print_error("%s\n", err.text);
	return -1;
}

static int
tear_down(void **state)
{
	(void)state;
	extractor_close(extractor);
	config_free(&config);
	return 0;
}

static const struct hostile {
	const char *what, *piece;
} texts[] = {
    {"a sentence without an end",    "the army denied that 5 died and said it, "      },
    {"claims",		       "The army said that nine had been killed. "      },
    {"denials",		      "The army denied the claims. "                   },
    {"speakers without an end",      "the group said. "                               },
    {"sources without an end",       "according to the army "                         },
    {"only sources",                 "according to "                                  },
    {"verbs that say something",     "said "					  },
    {"verbs that tell",              "told "					  },
    {"clauses that open each other", "he said that "                                  },
    {"one who is told by another",   "he told the army that they told him "           },
    {"relatives",		    "who said which said that "                      },
    {"owners of a figure",           "the figure of nine given by the army "          },
    {"who recorded it",              "5 arrests recorded by "                         },
    {"numbers",		      "4,812 "					 },
    {"numbers in a table",           "5\t6\t7\n"				      },
    {"counts",		       "12 people were killed and "                     },
    {"counts of nothing",            "5 people, "                                     },
    {"counts around their verb",     "killed 5 "                                      },
    {"what was before",              "linked to the raid which killed 4 of the "      },
    {"entries of a list",            "Orlin: 140\n"                                   },
    {"lists and their headings",     "Killed by town in May:\nOrlin: 140\n"           },
    {"what a place holds",           "the camp now still holds 40 people "            },
    {"who is in a place",            "40 people who are now, who live in the "        },
    {"those who flee",               "40 people fled from Syria to "                  },
    {"places before",                "Raids hit Syria in Iraq. Nine were hurt. "      },
    {"months",		       "in May and June and from July to "              },
    {"parts of a year",              "the first half of 2016 to the two weeks of May "},
    {"pounds that are paid",         "paid for 40 pounds of "                         },
    {"somebody by name",             "They killed Ana Vell and his deputy, "          },
    {"somebody who was known",       "They killed the mayor. "                        },
    {"the same count",               "130,000 people are detained. "                  },
    {"an overview and its events",   "Raids killed 12 people. They killed 2. "        },
    {"both",			 "both was both were held "                       },
    {"subjects without an end",      "the man in Dunn, who ran and Ana Vell, "        },
    {"subjects and their verbs",
     "The man, Ana Vell and two others were held. "                                   },
    {"those of before",              "Nine men ran. The men were held. "              },
    {"stages in one sentence",
     "nine men were killed in Dunn and in Orlin one man was killed, "                 },
    {"stages of a raid",             "A raid in Dunn killed 9 men. One was killed. "  },
    {"incidents in one sentence",
     "a raid in Orlin killed 5 and the raid in Dunn killed 6, "                       },
    {"incidents elsewhere",          "The raid in Orlin killed 5 men. It rained. The "
			    "raid in Dunn killed 6 girls. "},
    {"numbers in words",             "twenty two hundred and five thousand "          },
    {"numbers in groups",            "1 000 000 "                                     },
    {"ranges",		       "between 10 and 20 to 30 or 40 - "               },
    {"labels",		       "No. 5 "					 },
    {"families",		     "40 families of five (200 people) "              },
    {"fractions",		    "1/2/"					   },
    {"digits",		       "1,"					     },
    {"quotations",		   "\"We saw it\" \"They left\" "                   },
    {"quotations over lines",        "\"a\n"					  },
    {"quotations that open",         "\""					     },
    {"quotations in quotations",     "\u201c\u2018We\u201d saw\u2019 "                },
    {"names",			"Ana Sample Ilan Toro Mara Senn "                },
    {"known names",                  "United Nations, Syria, Amnesty International, " },
    {"acronyms",		     "Watch of Prisons (WOP) "                        },
    {"facilities",		   "Orlin Prison in the "                           },
    {"facilities that are alike",    "Orlin Prison. Orlin Camp. "                     },
    {"a facility that is known",     "Sednaya prison held 100 people. "               },
    {"initials",		     "A.B.C."					 },
    {"titles",		       "Dr. A. "					},
    {"dates",			"from May 2012 to 2013 since 4 March 2014 "      },
    {"a date that never comes",      "4812 since the start of the "                   },
    {"a report that never comes",    "1998 published in early report of "             },
    {"words",			"and "					   },
    {"words with hyphens",           "a-"					     },
    {"letters",		      "a"					      },
    {"stops",			"a. "					    },
    {"marks",			"*-"					     },
    {"commas",		       ","					      },
    {"brackets",		     "(A) "					   },
    {"brackets that open",           "("					      },
    {"lines",			"a\n"					    },
    {"blank lines",                  "a\n\n"					  },
    {"bylines",		      "By Ana Sample\n"                                },
    {"stamps",		       "10:45 GMT\nText is here.\n"                     },
    {"turns",			"Q: who?\nA: me.\n"                              },
};

static uint64_t
steps_of(const char *piece, size_t size)
{
	struct arena a CLEANUP(arena_free) = {0};
	struct buf text = {.arena = &a};
	struct extraction x = {0};
	struct input in = {.kind = INPUT_TEXT, .lang = STR("en")};
	struct error err;

	while (text.len < size)
		buf_add(&text, str_from(piece));
	in.bytes = (struct str){text.ptr, text.len};
	in.published = (struct moment){1399420800, DAY};
	steps = 0;
	if (!extract_article(extractor, &in, &a, &x.article, &err))
		fail_msg("%s", err.text);
	extract_text(extractor, NULL, &a, &x);
	return steps;
}

static void
four_times_the_text_takes_four_times_the_steps(void **state)
{
	bool fits = true;

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		uint64_t one = steps_of(texts[i].piece, SIZE);
		uint64_t four = steps_of(texts[i].piece, 4 * (size_t)SIZE);

		assert_true(one > 0);
		if (four < MOST * one)
			continue;
		print_error("%s: %ju steps, and %ju\n", texts[i].what,
		    (uintmax_t)one, (uintmax_t)four);
		fits = false;
	}
	assert_true(fits);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(four_times_the_text_takes_four_times_the_steps),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
