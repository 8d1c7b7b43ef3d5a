#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/attr.h"
#include "config/config.h"
#include "extract/name_trie.h"
#include "extract/passes.h"

struct fixture {
	struct config config;
	struct lang *lang;
	struct names *names;
};

static struct fixture fixture;

static int
set_up(void **state)
{
	struct error err;

	(void)state;
	if (!config_load(&fixture.config, NULL, false, &err) ||
	    !lang_open(&fixture.lang, &fixture.config, STR("en"), &err)) {
		print_error("%s\n", err.text);
		return -1;
	}
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	lang_close(fixture.lang);
	config_free(&fixture.config);
	return 0;
}

static void
assert_str(struct str got, const char *want)
{
	if (!str_eq(got, str_from(want)))
		fail_msg("got \"%.*s\", want \"%s\"", STR_ARG(got), want);
}

static void
spellings_of_a_name_share_a_key(void **state)
{
	static const struct {
		const char *a, *b;
	} same[] = {
	    {"Sednaya",        "Saydnaya"                             },
	    {"Sednaya",        "Saidnaya"                             },
	    {"Sednaya",        "Sidnaya"                              },
	    {"Sednaya",        "Seidnaya"                             },
	    {"Sednaya",        "S\xcc\xa3"
			"aydn\xc4\x81y\xc4\x81"},
	    {"al-Hol Camp",    "El Hol camp"                          },
	    {"al-Sham",        "ash-Sham"                             },
	    {"Hama",           "Hamah"				},
	    {"Raqqa",          "Rakka"				},
	    {"Mezzeh",         "Mazza"				},
	    {"St. Mary's",     "St Marys"                             },
	    {"U.N.",           "UN"				   },
	    {"صيدنايا", "صَيْدنايا"                   },
	    {"الرقة",     "الرقه"                           },
	    {"أحمد",       "احمد"			     },
	    {"القدم",     "قدم"			       },
	};
	struct arena a = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(same); i++) {
		struct str x = name_fold(&a, str_from(same[i].a));
		struct str y = name_fold(&a, str_from(same[i].b));

		if (x.len == 0 || !str_eq(x, y))
			fail_msg("%s: %.*s, %s: %.*s", same[i].a, STR_ARG(x),
			    same[i].b, STR_ARG(y));
	}
	arena_free(&a);
}

static void
different_names_have_different_keys(void **state)
{
	static const struct {
		const char *a, *b;
	} other[] = {
	    {"Hama",           "Homs"            },
	    {"Adra",           "Idra"            },
	    {"Branch 215",     "Branch 227"      },
	    {"Aleppo",         "Alep"            },
	    {"Tartus",         "Tortas"          },
	    {"Harmond Prison", "Harmond Hospital"},
	    {"Mali",           "Male"            },
	};
	struct arena a = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(other); i++)
		if (str_eq(name_fold(&a, str_from(other[i].a)),
			name_fold(&a, str_from(other[i].b))))
			fail_msg("%s = %s", other[i].a, other[i].b);
	assert_int_equal(name_fold(&a, STR(" - ")).len, 0);
	arena_free(&a);
}

static void
read_text(struct text *t, struct extraction *x, struct arena *a, const char *s)
{
	*x = (struct extraction){.article.text = str_from(s)};
	text_read(fixture.lang, &x->article, a, t);
}

/* The registry of the tests: invented, but for spellings. */
static struct name harmond[] = {
    {STR_INIT("Harmond Central Prison"), {0}, NAME_PREFERRED},
    {STR_INIT("Harmond"),                {0}, NAME_VARIANT  },
    {STR_INIT("the grinder"),            {0}, NAME_NICKNAME },
};
static struct name tell[] = {
    {STR_INIT("Tall Sahlun Prison"), {0}, NAME_PREFERRED      },
    {STR_INIT("al-Sahlun"),          {0}, NAME_TRANSLITERATION},
};
static struct name vela[] = {
    {STR_INIT("Vela"), {0}, NAME_PREFERRED}
};
static struct name watch[] = {
    {STR_INIT("Association of Detainees of Harmond"), {0}, NAME_PREFERRED},
    {STR_INIT("ADOH"),				{0}, NAME_ACRONYM  },
    {STR_INIT("International, Open and Fair Panel"),  {0}, NAME_OFFICIAL },
    {STR_INIT("Proclamación"),                       {0}, NAME_VARIANT  },
    {STR_INIT("Orlin.net"),                           {0}, NAME_VARIANT  },
};

static struct facility facilities[] = {
    {.key = STR_INIT("harmond"),
     .kind = STR_INIT("prison"),
     .names = harmond,
     .n_names = COUNT(harmond)},
    {.key = STR_INIT("tall-sahlun"),
     .kind = STR_INIT("prison"),
     .names = tell,
     .n_names = COUNT(tell)   },
};
static struct actor actors[] = {
    {.key = STR_INIT("adoh"), .names = watch, .n_names = COUNT(watch)},
};
static struct place places[] = {
    {.key = STR_INIT("vela"),
     .names = vela,
     .n_names = COUNT(vela),
     .demonym = STR_INIT("Velan, Velish")},
};
static const struct registry registry = {
    .facilities = facilities,
    .n_facilities = COUNT(facilities),
    .actors = actors,
    .n_actors = COUNT(actors),
    .places = places,
    .n_places = COUNT(places),
};

static void
the_longest_name_of_a_kind_is_found(void **state)
{
	static const struct {
		const char *text;
		enum name_of of;
		uint32_t end; /* 0: none */
	} cases[] = {
	    {"Harmond Central Prison",             NAME_FACILITY, 3},
	    {"Harmond Centre",                     NAME_FACILITY, 1},
	    {"Harmond's gate",                     NAME_FACILITY, 1},
	    {"harmond",			    NAME_FACILITY, 0},
	    {"Sehlon",			     NAME_FACILITY, 1},
	    {"el-Sahloun",                         NAME_FACILITY, 3},
	    {"Harmond. Central Prison",            NAME_FACILITY, 1},
	    {"Harmond\nCentral Prison",            NAME_FACILITY, 1},
	    {"The grinder",                        NAME_FACILITY, 0},
	    {"Orlin.net",			  NAME_ACTOR,    3},
	    {"Orlin. net",                         NAME_ACTOR,    0},
	    {"ADOH",			       NAME_ACTOR,    1},
	    {"Adoh",			       NAME_ACTOR,    0},
	    {"International, Open and Fair Panel", NAME_ACTOR,    6},
	    {"International Open and Fair Panel",  NAME_ACTOR,    0},
	    {"Proclamación",                      NAME_ACTOR,    1},
	    {"Proclamación's",                    NAME_ACTOR,    1},
	    {"Proclamacion",                       NAME_ACTOR,    0},
	    {"Proclamacion’s",                   NAME_ACTOR,    0},
	    {"Velish",			     NAME_DEMONYM,  1},
	    {"Velish",			     NAME_PLACE,    0},
	    {"Vela",			       NAME_PLACE,    1},
	};
	struct names *names = names_open(&registry);

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena a = {0};
		struct extraction x;
		struct text t;
		struct named n;
		bool found;

		read_text(&t, &x, &a, cases[i].text);
		names_mark(names, &t, &a);
		found = names_at(names, &t, 0, cases[i].of, &n);
		if (found != (cases[i].end > 0) ||
		    (found && n.end != cases[i].end))
			fail_msg("%s: %d, %u", cases[i].text, found, n.end);
		arena_free(&a);
	}
	names_close(names);
}

/* Each sighting: its name, '=', its surface; ", " between. */
static void
an_acronym_of_two_actors_is_that_of_the_one_named_in_full(void **state)
{
	static struct name first[] = {
	    {STR_INIT("Relief Society of Orlin"), {0}, NAME_PREFERRED},
	    {STR_INIT("RSO"),                     {0}, NAME_ACRONYM  },
	};
	static struct name second[] = {
	    {STR_INIT("River Survey Office"), {0}, NAME_PREFERRED},
	    {STR_INIT("RSO"),                 {0}, NAME_ACRONYM  },
	};
	static struct actor both[] = {
	    {.key = STR_INIT("society"), .names = first,  .n_names = 2},
	    {.key = STR_INIT("office"),  .names = second, .n_names = 2},
	};
	static const struct registry two = {.actors = both, .n_actors = 2};
	static const struct {
		const char *text, *want; /* of the last actor in it */
	} cases[] = {
	    {"It said RSO",                           "society"},
	    {"The River Survey Office (RSO",          "office" },
	    {"The Relief Society of Orlin and the River Survey "
	     "Office met, said the RSO", "office" },
	    {"The River Survey Office and the Relief Society of "
	     "Orlin met, said the RSO",  "society"},
	};
	struct names *names = names_open(&two);

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena a = {0};
		struct extraction x;
		struct text t;

		read_text(&t, &x, &a, cases[i].text);
		names_mark(names, &t, &a);
		assert_true(t.n_names > 0);
		assert_str(t.names[t.n_names - 1].actor->key, cases[i].want);
		arena_free(&a);
	}
	names_close(names);
}

static void
an_acronym_before_the_name_in_full_is_its_own(void **state)
{
	const struct registry *r = &fixture.config.registry;
	struct names *names = names_open(r);
	struct arena a = {0};
	struct extraction x;
	struct text t;

	(void)state;
	read_text(&t, &x, &a,
	    "RSF counted 34. Reporters Without Borders is based in Paris.");
	names_mark(names, &t, &a);
	assert_true(t.n_names > 0);
	assert_str(t.names[0].actor->key, "rsf-reporters");
	arena_free(&a);
	names_close(names);
}

static void
facilities_are_sighted(void **state)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
	    {"They left Harmond on foot.",                     "Harmond Central Prison=Harmond"},
	    {"They left Harmond prison.",
             "Harmond Central Prison=Harmond prison"                                           },
	    {"They left Harmond hospital.",
             "Harmond hospital=Harmond hospital"                                               },
	    {"The Association of Detainees of Harmond spoke.", ""                              },
	    {"People call it the grinder.",                    ""                              },
	    {"The prison stood empty.",                        ""                              },
	    {"A Vela prison stood empty.",                     ""                              },
	    {"Two men left the Velish prison.",                ""                              },
	    {"They saw Orlin's prison.",                       ""                              },
	    {"They saw the army's Orlin Prison.",              "Orlin Prison=Orlin Prison"     },
	    {"They fled to the al-Zubra camp.",                "al-Zubra camp=al-Zubra camp"   },
	    {"They were held in Branch 991 and School No. 7.",
             "Branch 991=Branch 991, School No. 7=School No. 7"                                },
	    {"They were held in Branch \"991\".",
             "Branch \"991\"=Branch \"991\""						   },
	    {"At Orlin Relief Hospital (ORH), then ORH shut.",
             "Orlin Relief Hospital=Orlin Relief Hospital, Orlin Relief "
		"Hospital=ORH"								 },
	    {"The Orlin Prison Service denied it.",            ""                              },
	    {"Notorious prison guards fled.",                  ""                              },
	    {"Staff of St. Oda's Teaching Hospital left.",
             "St. Oda's Teaching Hospital=St. Oda's Teaching Hospital"                         },
	};
	struct names *names = names_open(&registry);

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena a = {0};
		struct extraction x;
		struct text t;
		char got[512] = "";
		size_t n = 0;

		read_text(&t, &x, &a, cases[i].text);
		names_mark(names, &t, &a);
		sightings_find(&t, names, &a, &x);
		for (size_t k = 0; k < x.n_sightings; k++)
			n += (size_t)snprintf(got + n, sizeof(got) - n,
			    "%s%.*s=%.*s", k ? ", " : "",
			    STR_ARG(x.sightings[k].name),
			    STR_ARG(text_slice(&t, x.sightings[k].surface)));
		if (strcmp(got, cases[i].want) != 0)
			fail_msg("%s: \"%s\"", cases[i].text, got);
		arena_free(&a);
	}
	names_close(names);
}

static void
furniture_holds_no_facility(void **state)
{
	static struct span skipped = {0, 15};
	struct names *names = names_open(&registry);
	struct arena a = {0};
	struct extraction x = {.article.text = STR("Harmond Prison\nNothing."),
	    .article.skipped = &skipped,
	    .article.n_skipped = 1};
	struct text t;

	(void)state;
	text_read(fixture.lang, &x.article, &a, &t);
	names_mark(names, &t, &a);
	sightings_find(&t, names, &a, &x);
	assert_int_equal(x.n_sightings, 0);
	arena_free(&a);
	names_close(names);
}

/* Every name of the shipped registries leads to its own entry. */
static void
assert_names_lead_to_their_entries(const struct registry *r)
{
	struct names *names = names_open(r);

	for (size_t i = 0; i < r->n_facilities; i++)
		for (size_t k = 0; k < r->facilities[i].n_names; k++) {
			const struct name *name = &r->facilities[i].names[k];
			struct arena a = {0};
			struct extraction x = {.article.text = name->text};
			struct text t;
			struct named n = {0};

			text_read(fixture.lang, &x.article, &a, &t);
			names_mark(names, &t, &a);
			if (name->kind != NAME_NICKNAME &&
			    (!names_at(names, &t, 0, NAME_FACILITY, &n) ||
				n.facility != &r->facilities[i]))
				fail_msg("%.*s of %.*s leads to %.*s",
				    STR_ARG(name->text),
				    STR_ARG(r->facilities[i].key),
				    STR_ARG(n.facility ? n.facility->key
						       : STR("nothing")));
			arena_free(&a);
		}
	for (size_t i = 0; i < r->n_actors; i++)
		for (size_t k = 0; k < r->actors[i].n_names; k++) {
			const struct name *name = &r->actors[i].names[k];
			struct arena a = {0};
			struct extraction x = {.article.text = name->text};
			struct text t;
			struct named n = {0};

			text_read(fixture.lang, &x.article, &a, &t);
			names_mark(names, &t, &a);
			if (!names_at(names, &t, 0, NAME_ACTOR, &n) ||
			    (n.actor != &r->actors[i] && n.shared == 0))
				fail_msg("%.*s of %.*s leads to %.*s",
				    STR_ARG(name->text),
				    STR_ARG(r->actors[i].key),
				    STR_ARG(n.actor ? n.actor->key
						    : STR("nothing")));
			arena_free(&a);
		}
	names_close(names);
}

static void
shipped_names_do_not_collide(void **state)
{
	(void)state;
	assert_names_lead_to_their_entries(&fixture.config.registry);
}

/* Some of the names are then in the table built in and some are not. */
static void
changed_registries_are_found_beside_those_built_in(void **state)
{
	struct registry r = fixture.config.registry;
	struct arena a = {0};
	struct facility *turned =
	    arena_alloc(&a, r.n_facilities, sizeof(*turned));
	struct actor *copied = arena_alloc(&a, r.n_actors, sizeof(*copied));

	(void)state;
	/* In another order, so that no old position is right. */
	for (size_t i = 0; i < r.n_facilities; i++)
		turned[i] = r.facilities[r.n_facilities - 1 - i];
	r.facilities = turned;
	assert_names_lead_to_their_entries(&r);
	memcpy(copied, r.actors, r.n_actors * sizeof(*copied));
	r.actors = copied;
	r.facilities = fixture.config.registry.facilities;
	assert_names_lead_to_their_entries(&r);
	arena_free(&a);
}

static void
a_facility_that_was_taken_out_is_found_no_more(void **state)
{
	struct registry r = fixture.config.registry;
	static struct facility one = {.key = STR_INIT("harmond"),
	    .names = harmond,
	    .n_names = COUNT(harmond)};
	struct arena a = {0};
	struct extraction x;
	struct names *names;
	struct named n;
	struct text t;

	(void)state;
	r.facilities = &one;
	r.n_facilities = 1;
	names = names_open(&r);
	read_text(&t, &x, &a, "Sednaya Prison\nHarmond Central Prison");
	names_mark(names, &t, &a);
	assert_false(names_at(names, &t, 0, NAME_FACILITY, &n));
	assert_true(names_at(names, &t, 0, NAME_PLACE, &n));
	assert_true(names_at(names, &t, 2, NAME_FACILITY, &n));
	assert_str(n.facility->key, "harmond");
	arena_free(&a);
	names_close(names);
}

#define SAME(a, b, n) assert_memory_equal((a), (b), (n) * sizeof(*(a)))

static void
the_table_built_in_is_that_of_the_shipped_registry(void **state)
{
	const struct name_table *b = &names_builtin;
	struct arena a = {0};
	struct name_table t;

	(void)state;
	names_compile(&t, &a, &fixture.config.registry, NULL, 0);
	assert_int_equal(t.n_words, b->n_words);
	assert_int_equal(t.n_nodes, b->n_nodes);
	assert_int_equal(t.n_endings, b->n_endings);
	assert_int_equal(t.words_size, b->words_size);
	assert_int_equal(t.edges_size, b->edges_size);
	SAME(t.words, b->words, t.words_size);
	SAME(t.filter, b->filter, NAME_FILTER / 64);
	SAME(t.pairs, b->pairs, NAME_PAIRS / 64);
	for (size_t i = 0; i < t.edges_size; i++) {
		assert_int_equal(t.edges[i].from, b->edges[i].from);
		assert_int_equal(t.edges[i].to, b->edges[i].to);
	}
	SAME(t.ending_at, b->ending_at, t.n_nodes);
	SAME(t.endings, b->endings, t.n_endings);
	arena_free(&a);
}

static void
the_shipped_registry_knows_sednaya(void **state)
{
	struct names *names = names_open(&fixture.config.registry);
	static const char *const spelled[] = {"Sednaya", "Saydnaya", "Saidnaya",
	    "Sidnaya", "Seidnaya", "Seydnaya", "صيدنايا"};

	(void)state;
	for (size_t i = 0; i < COUNT(spelled); i++) {
		struct arena a = {0};
		struct extraction x;
		struct text t;
		struct named n;

		read_text(&t, &x, &a, spelled[i]);
		names_mark(names, &t, &a);
		if (!names_at(names, &t, 0, NAME_FACILITY, &n))
			fail_msg("%s is not found", spelled[i]);
		assert_str(n.facility->key, "sednaya");
		arena_free(&a);
	}
	names_close(names);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(spellings_of_a_name_share_a_key),
	    cmocka_unit_test(different_names_have_different_keys),
	    cmocka_unit_test(the_longest_name_of_a_kind_is_found),
	    cmocka_unit_test(
		an_acronym_of_two_actors_is_that_of_the_one_named_in_full),
	    cmocka_unit_test(an_acronym_before_the_name_in_full_is_its_own),
	    cmocka_unit_test(facilities_are_sighted),
	    cmocka_unit_test(furniture_holds_no_facility),
	    cmocka_unit_test(shipped_names_do_not_collide),
	    cmocka_unit_test(
		changed_registries_are_found_beside_those_built_in),
	    cmocka_unit_test(a_facility_that_was_taken_out_is_found_no_more),
	    cmocka_unit_test(
		the_table_built_in_is_that_of_the_shipped_registry),
	    cmocka_unit_test(the_shipped_registry_knows_sednaya),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
