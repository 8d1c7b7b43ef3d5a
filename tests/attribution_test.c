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

struct fixture {
	struct config config;
	struct lang *lang;
	struct names *names;
};

static struct name panel[] = {
    {STR_INIT("Orlin Panel on Custody"), {0}, NAME_PREFERRED},
    {STR_INIT("OPOC"),                   {0}, NAME_ACRONYM  },
};
static struct name ministry[] = {
    {STR_INIT("Velan government"), {0}, NAME_PREFERRED},
};
static struct name vela[] = {
    {STR_INIT("Vela"), {0}, NAME_PREFERRED}
};

static struct actor actors[] = {
    {.key = STR_INIT("opoc"),             .names = panel, .n_names = COUNT(panel)},
    {.key = STR_INIT("velan-government"),
     .names = ministry,
     .n_names = COUNT(ministry)						  },
};
static struct place places[] = {
    {.key = STR_INIT("vela"),
     .names = vela,
     .n_names = COUNT(vela),
     .demonym = STR_INIT("Velan")},
};
static const struct registry registry = {
    .actors = actors,
    .n_actors = COUNT(actors),
    .places = places,
    .n_places = COUNT(places),
};

static int
set_up(void **state)
{
	static struct fixture f;
	struct error err;

	if (!config_load(&f.config, NULL, false, &err) ||
	    !lang_open(&f.lang, &f.config, STR("en"), &err)) {
		print_error("%s\n", err.text);
		return -1;
	}
	f.names = names_open(&registry);
	*state = &f;
	return 0;
}

static int
tear_down(void **state)
{
	struct fixture *f = *state;

	names_close(f->names);
	lang_close(f->lang);
	config_free(&f->config);
	return 0;
}

static void
read_text(const struct fixture *f, struct str s, struct arena *a,
    struct text *t, struct extraction *x)
{
	*x = (struct extraction){.article.text = s};
	text_read(f->lang, &x->article, a, t);
	names_mark(f->names, t, a);
	sightings_find(t, f->names, a, x);
	attributions_find(t, f->names, a, x);
	claims_find(t, f->names, a, x);
}

/* Each attribution as "source: content / content"; " + " between them. */
static void
print_attributions(
    const struct text *t, const struct extraction *x, char *out, size_t size)
{
	size_t n = 0;

	out[0] = '\0';
	for (size_t i = 0; i < x->n_attributions && n < size; i++) {
		const struct attribution *a = &x->attributions[i];

		n += (size_t)snprintf(out + n, size - n,
		    "%s%.*s:", i ? " + " : "",
		    STR_ARG(text_slice(t, a->source)));
		for (size_t k = 0; k < a->n_content && n < size; k++)
			n += (size_t)snprintf(out + n, size - n, "%s %.*s",
			    k ? " /" : "",
			    STR_ARG(text_slice(t, a->content[k])));
	}
}

static const struct {
	const char *text, *want;
} said[] = {
    {"Ada Vell said that nine men had left.",
     "Ada Vell: that nine men had left"											 },
    {"Nine men had left, Ada Vell said.",                             "Ada Vell: Nine men had left"                             },
    {"“Nine men left,” Ada Vell said. “Two stayed.”",
     "Ada Vell: “Nine men left,” / “Two stayed.”"								       },
    {"\"Nine men left,\" said Ada Vell, a nurse.",
     "Ada Vell: \"Nine men left,\""											     },
    {"''Nine men left,'' she said, ''and two stayed.''",
     "she: ''Nine men left,'' / ''and two stayed.''"									    },
    {"According to the Orlin Panel on Custody, nine men left.",
     "the Orlin Panel on Custody: nine men left"										},
    {"Nine men left, according to the panel.",                        "the panel: Nine men left"                                },
    {"The deal, Ada Vell said, will hold.",                           "Ada Vell: The deal / will hold"                          },
    {"Ada Vell, who leads the panel, said nine men left.",
     "Ada Vell, who leads the panel: nine men left"									     },
    {"Ada Vell told reporters that nine men left.",
     "Ada Vell: that nine men left"											     },
    {"On Monday, the mayor said nine men left.",                      "the mayor: nine men left"                                },
    {"The mayor rejected the report, calling it baseless.",
     "The mayor: the report, calling it baseless + The mayor: it "
	"baseless"													      },
    {"Ada Vell said nine men left, while Oren Tal said two did.",
     "Ada Vell: nine men left + Oren Tal: two did"									      },
    {"Nine men were held, in cells documented by the Orlin Panel on "
     "Custody.",						 "the Orlin Panel on Custody: Nine men were held, in cells"},
    {"The guards said nine men left, a claim the mayor denied.",
     "The guards: nine men left, a claim the mayor denied + the mayor: a "
	"claim"														 },
    {"[Ada Vell]: Nine men left.",				    "Ada Vell: Nine men left"                                 },
    {"The mayor's report of nine pages lay on the table.",            ""                                                        },
    {"The fire, which claimed the lives of nine men, was set.",       ""                                                        },
    {"The mayor rejected the panel's figure of nine men.",
     "The mayor: the panel's figure of nine men + the panel's: nine "
	"men"														   },
    {"A count of nine men given by the Orlin Panel on Custody grew.",
     "the Orlin Panel on Custody: nine men given by the Orlin Panel "
	"on "
	"Custody grew"													  },
    {"The panel's head claims that nine men left.",
     "The panel's head: that nine men left"										     },
    {"It was the first time that the mayor denied a report by the "
     "panel "
     "that nine men left.",				      "the mayor: a report by the panel that nine men left + the "
	"panel: "
	"that nine men left"								    },
    {"Orlin's Fall: Thousands Freed From Cells",                      ""							},
    {"Ministry: Nine men killed",				     "Ministry: Nine men killed"                               },
    {"As Ada Vell explained, nine men left.",                         "Ada Vell: nine men left"                                 },
    {"Nine men left the camp, the Orlin Post reports.",
     "the Orlin Post: Nine men left the camp"										   },
    {"Nine men left, Ada Vell reported last year.",                   "Ada Vell: Nine men left"                                 },
    {"Ada Vell said nine men left; the camp is shut.",
     "Ada Vell: nine men left"												  },
    {"He went north after, according to Ada Vell, nine men left.",
     "Ada Vell: nine men left"												  },
    {"Ada Vell rejected the figure of nine after the talks ended.",
     "Ada Vell: the figure of nine"											     },
    {"\"They left,\" Ada Vell said on \"Orlin Live.\" \"All nine.\"",
     "Ada Vell: \"They left,\" / \"All nine.\""										 },
    {"They left, Ada Vell said. \"All nine of them.\"",
     "Ada Vell: They left / \"All nine of them.\""									      },
    {"Ada Vell said late on Monday that nine men left.",
     "Ada Vell: that nine men left"											     },
    {"Asked by \"Orlin Live,\" Ada Vell said nine men left.",
     "Ada Vell: nine men left"												  },
    {"Vell: Nine Men Left\n\nAda Vell spoke.",                        "Vell: Nine Men Left"                                     },
    {"Three days after the mayor said nine men left, it rained.",
     "the mayor: nine men left"												 },
    {"Hours later, Ada Vell left, saying that nine men stayed.",
     "Ada Vell: that nine men stayed"											   },
    {"The toll would decline by nine men a day.",                     ""							},
    {"A group called Open Orlin has nine members.",                   ""							},
    {"It costs nine dollars per man.",                                ""							},
    {"The mayor needs nine men and wants nine more.",                 ""							},
    {"The clerk recorded a film and was interviewed on nine trains.", ""                                                        },
    {"He lives in a dry valley which registered nine storms.",        ""                                                        },
    {"A self-declared mayor of nine villages came.",                  ""							},
    {"Ada Vell praised the nurses, who had stayed.",                  "Ada Vell: the nurses"                                    },
    {"Ada Vell said nine men left and called for a truce.",
     "Ada Vell: nine men left + Ada Vell: a truce"									      },
    {"Ada Vell said she believes that nine men left.",
     "Ada Vell: she believes that nine men left"										},
    {"The mayor said he denies that nine men left.",
     "The mayor: he denies that nine men left + he: that nine men left"                                                         },
    {"Of the survivors, 12 said nine men had left.",                  "12: nine men had left"                                   },
    {"Some say nine men left.",				       "Some: nine men left"                                     },
    {"Polls show voters left.",				       "Polls: voters left"                                      },
    {"Their letters show that nine men left.",
     "Their letters: that nine men left"											},
    {"Ada Vell — a nurse — said nine men left.",
     "Ada Vell — a nurse —: nine men left"										  },
    {"“Nine men left.” Ada Vell said.",                           "Ada Vell: “Nine men left.”"                          },
    {"He left early, a man near him said.",                           "a man near him: He left early"                           },
    {"She was told by Ada Vell that nine men left.",
     "Ada Vell: that nine men left"											     },
    {"She was asked by Ada Vell.",				    ""							},
    {"A comment by Ada Vell was read out.",                           ""							},
    {"Nine men showed up and Ada Vell continued to walk.",            ""                                                        },
    {"The roads that showed signs of flood were shut.",               ""                                                        },
    {"Nine dead in Orlin floods: ministry\n\nIt rained.",
     "ministry: Nine dead in Orlin floods"										      },
    {"He did it again.",					      ""							},
};

static void
who_says_what(void **state)
{
	const struct fixture *f = *state;
	char got[1024];

	for (size_t i = 0; i < COUNT(said); i++) {
		struct arena a = {0};
		struct extraction x;
		struct text t;

		read_text(f, str_from(said[i].text), &a, &t, &x);
		print_attributions(&t, &x, got, sizeof(got));
		if (strcmp(got, said[i].want) != 0)
			fail_msg("%s\n got  %s\n want %s", said[i].text, got,
			    said[i].want);
		arena_free(&a);
	}
}

static const struct {
	const char *text;
	enum origin_kind kind;
	const char *name; /* of the last attribution's origin */
} resolved[] = {
    {"OPOC said nine men left.",					 ORIGIN_ACTOR,   "Orlin Panel on Custody"  },
    {"A report by the Orlin Panel on Custody said nine men left.",       ORIGIN_ACTOR,
     "Orlin Panel on Custody"										      },
    {"OPOC met. The group said nine men left.",                          ORIGIN_ACTOR,
     "Orlin Panel on Custody"										      },
    {"The Velan government spoke. OPOC said two left. The government "
     "denied it was so.",					   ORIGIN_ACTOR,   "Velan government"        },
    {"Ada Vell said two men left. She added that nine stayed.",          ORIGIN_NAMED,
     "Ada Vell"												    },
    {"Ada Rom Vell spoke. Mr. Vell said nine men left.",                 ORIGIN_NAMED,
     "Ada Rom Vell"												},
    {"The director of OPOC, Ada Vell, said nine men left.",              ORIGIN_NAMED,
     "Ada Vell"												    },
    {"Velan journalist and activist Ada Vell said nine men left.",       ORIGIN_NAMED,
     "Ada Vell"												    },
    {"Activists said nine men left.",                                    ORIGIN_UNNAMED, "Activists"               },
    {"A security source said nine men left.",                            ORIGIN_UNNAMED,
     "security source"											     },
    {"The League of Cell Survivors (LOCS) met. LOCS said nine left.",
     ORIGIN_NAMED,								       "League of Cell Survivors"},
    {"The League of Cell Survivors (LOCS) met. LCOS said nine left.",
     ORIGIN_NAMED,								       "LCOS"                    },
    {"The League of Cell Survivors (LOCS) met. LOCSS said nine left.",
     ORIGIN_NAMED,								       "League of Cell Survivors"},
    {"OPOC met. The mayor spoke. The mayor denied a claim by the group "
     "that nine left.",					     ORIGIN_ACTOR,   "Orlin Panel on Custody"  },
    {"A report by the League of Cell Survivors (LOCS) is out. Based on "
     "talks, the report details nine cases.",		       ORIGIN_NAMED,   "League of Cell Survivors"},
    {"It was the first time since May that the mayor denied it was so.",
     ORIGIN_UNNAMED,								     "mayor"                   },
    {"A guard said nine men left. One of the detainees came, and he "
     "swore "
     "that nine men stayed.",				       ORIGIN_NONE,    ""			},
    {"A guard said nine men left. He swore that nine men stayed.",
     ORIGIN_UNNAMED,								     "guard"                   },
    {"Nine men left, the country's home minister said. Home Minister "
     "Ada Rom Vell confirmed that nine left.",		      ORIGIN_NAMED,   "Ada Rom Vell"            },
    {"Home Minister Ada Vell spoke. The home minister said nine left.",
     ORIGIN_NAMED,								       "Ada Vell"                },
    {"Ada Vell, the home minister, spoke. Oren Tal, the home minister, "
     "left. The home minister said nine left.",		     ORIGIN_UNNAMED, "home minister"           },
    {"President Ada Vell spoke. Ovar's president said nine left.",
     ORIGIN_UNNAMED,								     "Ovar's president"        },
    {"Vela said two left. It added that nine left.",                     ORIGIN_NAMED,   "Vela"                    },
    {"OPOC spoke. Vela said two left. The group said nine left.",        ORIGIN_ACTOR,
     "Orlin Panel on Custody"										      },
    {"The mayor spoke on Monday. A report in May by OPOC said nine "
     "left.",						       ORIGIN_ACTOR,   "Orlin Panel on Custody"  },
    {"Nine deaths were reported by OPOC.",                               ORIGIN_ACTOR,
     "Orlin Panel on Custody"										      },
    {"The valley, where activists say nine men live, is dry.",           ORIGIN_UNNAMED,
     "activists"												   },
    {"OPOC interviewed nine men.",				       ORIGIN_ACTOR,   "Orlin Panel on Custody"  },
    {"OPOC met. Vela has built cells. It said nine men left.",           ORIGIN_NAMED,
     "Vela"													},
    {"Nine men are said to have left.",                                  ORIGIN_NONE,    ""                        },
};

static void
sources_are_resolved(void **state)
{
	const struct fixture *f = *state;

	for (size_t i = 0; i < COUNT(resolved); i++) {
		struct arena a = {0};
		struct extraction x;
		struct text t;
		struct origin o = {0};

		read_text(f, str_from(resolved[i].text), &a, &t, &x);
		if (x.n_attributions == 0)
			fail_msg("%s: nobody", resolved[i].text);
		o = x.attributions[x.n_attributions - 1].origin;
		if (o.kind != resolved[i].kind ||
		    !str_eq(o.name, str_from(resolved[i].name)))
			fail_msg("%s\n got %d %.*s", resolved[i].text,
			    (int)o.kind, STR_ARG(o.name));
		arena_free(&a);
	}
}

static const struct {
	const char *text, *want; /* kinds, ' ' between */
} claimed[] = {
    {"Ada Vell said nine men had left.",                                "assertion"   },
    {"The mayor denied that nine men had left.",                        "denial"      },
    {"The mayor said the reports were baseless.",                       "denial"      },
    {"The mayor questioned the count of nine men.",                     "doubt"       },
    {"The mayor confirmed that nine men left.",                         "confirmation"},
    {"The mayor admitted that nine men left.",                          "concession"  },
    {"The mayor acknowledged the death of nine men.",                   "concession"  },
    {"The mayor acknowledged the work of the nurses.",                  ""            },
    {"The mayor acknowledged receipt of nine letters.",                 ""            },
    {"Ada Vell called for an inquiry into the cells.",                  "demand"      },
    {"Ada Vell said it is necessary to open the cells.",                "demand"      },
    {"The mayor did not confirm that nine men left.",                   ""            },
    {"Nine men are said to have left.",                                 ""            },
    {"The mayor said nine men were held for spreading false papers.",
     "assertion"								      },
    {"The mayor said that the whole count was false.",                  "denial"      },
    {"The mayor has defended the raids as necessary to free the men.",
     "assertion"								      },
    {"The raids went on despite Vela's claims that nine men had left.",
     "assertion"								      },
    {"The mayor's denial that nine men had left was short.",            "denial"      },
    {"The mayor wants a longer road.",                                  ""            },
    {"The mayor rejected the whole count, saying it is false.",         "denial"      },
    {"The mayor rejected the whole count, saying nine men had left.",
     "denial assertion"							       },
};

static void
claims_have_a_kind(void **state)
{
	const struct fixture *f = *state;

	for (size_t i = 0; i < COUNT(claimed); i++) {
		struct arena a = {0};
		struct extraction x;
		struct text t;
		char got[256] = "";
		size_t n = 0;

		read_text(f, str_from(claimed[i].text), &a, &t, &x);
		for (size_t k = 0; k < x.n_claims; k++)
			n += (size_t)snprintf(got + n, sizeof(got) - n, "%s%s",
			    k ? " " : "", claim_kind_names[x.claims[k].kind]);
		if (strcmp(got, claimed[i].want) != 0)
			fail_msg("%s: %s", claimed[i].text, got);
		arena_free(&a);
	}
}

static void
a_denial_answers_the_figure_of_whom_it_names(void **state)
{
	static const char text[] =
	    "OPOC said 900 men were held. Ada Vell said 40 were. The Velan "
	    "government rejected the claims of OPOC.";
	const struct fixture *f = *state;
	struct arena a = {0};
	struct extraction x = {.article.text = str_from(text)};
	struct mention mentions[] = {
	    {.number = {10, 13},
             .origin = {ORIGIN_ACTOR, STR("opoc"),
		    STR("Orlin Panel on Custody")}         },
	    {.number = {44, 46},
             .origin = {ORIGIN_NAMED, {0}, STR("Ada Vell")}},
	};
	const struct claim *c;
	struct text t;

	text_read(f->lang, &x.article, &a, &t);
	names_mark(f->names, &t, &a);
	attributions_find(&t, f->names, &a, &x);
	x.mentions = mentions;
	x.n_mentions = COUNT(mentions);
	claims_find(&t, f->names, &a, &x);
	assert_true(x.n_claims > 0);
	c = &x.claims[x.n_claims - 1];
	assert_int_equal(c->kind, DENIAL);
	assert_int_equal(c->target, 0);
	assert_true(str_eq(c->target_origin, STR("Orlin Panel on Custody")));
	assert_true(str_eq(c->origin.key, STR("velan-government")));
	arena_free(&a);
}

/* Twice the text may take about twice the time, not four times. */
static void
long_input_ends(void **state)
{
	static const char *const pieces[] = {"\"a, ", "(A, ", "said ",
	    "Vell and ", "according to ", "' '", "A-", "he said \"", "was ",
	    "the mayor said nine men left and ", "a claim by "};
	const struct fixture *f = *state;

	for (size_t i = 0; i < COUNT(pieces); i++) {
		size_t len = strlen(pieces[i]), n = 200000 / len;
		struct arena a = {0};
		char *s = arena_alloc(&a, n + 1, len);
		struct extraction x;
		struct text t;

		for (size_t k = 0; k < n; k++)
			memcpy(s + k * len, pieces[i], len);
		read_text(f, (struct str){s, n * len}, &a, &t, &x);
		for (size_t k = 0; k < x.n_attributions; k++)
			assert_true(x.attributions[k].n_content > 0);
		arena_free(&a);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(who_says_what),
	    cmocka_unit_test(sources_are_resolved),
	    cmocka_unit_test(claims_have_a_kind),
	    cmocka_unit_test(a_denial_answers_the_figure_of_whom_it_names),
	    cmocka_unit_test(long_input_ends),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
