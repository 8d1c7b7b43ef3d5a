/* Copies, restatements and scopes: what is one figure and what is another. */
#include <sqlite3.h>

#include "tests/store_build.h"

/* A longer text, so that copies of it are found to be copies. */
#define STORY                                                                  \
	"The prison on the hill above Kelmar was opened by its own guards "    \
	"late on Sunday, and families who had waited at the lower gate "       \
	"since noon walked in with lamps and lists of names. A clerk of the "  \
	"court read from the register until the batteries of his lamp gave "   \
	"out, and then went on by the light of a telephone that a boy held "   \
	"for him. "

static void
a_copy_without_its_source_supports_nothing(void **state)
{
	struct store *s = ((struct place_of_store *)*state)->store;
	struct arena arena = {0};
	struct figure_row *rows;
	struct store_counts counts;
	struct error err = {0};
	struct mention m = toll(2914, (struct origin){0});

	one_number(s, "https://a.example/1", "Kelmar Post", 0,
	    STORY "In all 2,914 were killed.\n", "2,914", m);
	one_number(s, "https://b.example/1", "Second Wire", 0,
	    "From our desk: " STORY "In all 2,914 were killed.\n", "2,914", m);
	assert_int_equal(figures_of(s, &arena, "killed", &rows), 1);
	assert_true(rows[0].origin_is_publisher);
	assert_str(rows[0].origin_name, "Kelmar Post");
	assert_int_equal(rows[0].n_mentions, 2);
	assert_int_equal(rows[0].n_publishers, 2);
	assert_int_equal(rows[0].n_origins, 1);
	assert_true(store_count(s, 0, INT64_MAX, &counts, &err));
	assert_int_equal(counts.articles, 2);
	assert_int_equal(counts.repeats, 1);
	arena_free(&arena);
}

static void
an_agency_is_the_origin_of_its_copies(void **state)
{
	struct store *s = ((struct place_of_store *)*state)->store;
	struct arena arena = {0};
	struct figure_row *rows;

	for (int i = 0; i < 2; i++) {
		struct built b;

		article_begin(&b,
		    i ? "https://a.example/" : "https://b.example/",
		    i ? "A" : "B", 0, "In all 2,914 were killed.\n");
		b.x.article.agency = STR("Northern Press Agency");
		say(&b, "2,914", toll(2914, (struct origin){0}));
		put_built(s, &b);
	}
	assert_int_equal(figures_of(s, &arena, "killed", &rows), 1);
	assert_str(rows[0].origin_name, "Northern Press Agency");
	assert_int_equal(rows[0].n_publishers, 2);
	arena_free(&arena);
}

static void
a_garbled_copy_is_held_against_the_original(void **state)
{
	struct store *s = ((struct place_of_store *)*state)->store;
	struct arena arena = {0};
	struct figure_row *rows;
	struct mention_row *mentions;
	struct dispute_row *disputes;

	one_number(s, "https://a.example/1", "A", 0,
	    STORY "The monitor counts 2,914 killed.\n", "2,914",
	    toll(2914, (struct origin)MONITOR));
	one_number(s, "https://b.example/1", "B", 1,
	    STORY "The monitor counts 2,941 killed.\n", "2,941",
	    toll(2941, (struct origin)MONITOR));
	one_number(s, "https://c.example/1", "C", 1,
	    STORY "Open Relief counts 2,914 killed.\n", "2,914",
	    toll(2914, (struct origin)RELIEF));
	assert_int_equal(figures_of(s, &arena, "killed", &rows), 1);
	assert_str(rows[0].surface, "2,914");
	assert_int_equal(rows[0].n_origins, 1);
	assert_int_equal(mentions_of(s, &arena, rows[0].id, &mentions), 3);
	assert_str(mentions[0].finding, "");
	assert_str(mentions[1].finding, "number_changed");
	assert_str(mentions[2].finding, "origin_changed");
	assert_int_equal(events_of(s, "origin_changed"), 1);
	assert_int_equal(disputes_of(s, &arena, &disputes), 0);
	arena_free(&arena);
}

static void
unnamed_origins_do_not_corroborate(void **state)
{
	struct store *s = ((struct place_of_store *)*state)->store;
	struct arena arena = {0};
	struct figure_row *rows;
	struct mention m =
	    toll(2914, (struct origin)UNNAMED("a security source"));

	one_number(s, "https://a.example/1", "A", 0,
	    "A security source spoke of 2,914 killed.\n", "2,914", m);
	one_number(s, "https://b.example/1", "B", 0,
	    "Killed: 2,914, says a security source.\n", "2,914", m);
	one_number(s, "https://c.example/1", "C", 0,
	    "At least two papers have 2,914 killed.\n", "2,914",
	    toll(2914, (struct origin){0}));
	assert_int_equal(figures_of(s, &arena, "killed", &rows), 3);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(rows[i].n_origins, 1);
		assert_str(rows[i].status, "reported");
	}
	arena_free(&arena);
}

static void
two_independent_origins_corroborate(void **state)
{
	struct store *s = ((struct place_of_store *)*state)->store;
	struct arena arena = {0};
	struct figure_row *rows;

	one_number(s, "https://a.example/1", "A", 0, "Killed: 2,914.\n",
	    "2,914", toll(2914, (struct origin)HEALTH));
	one_number(s, "https://b.example/1", "B", 0,
	    "Relief has 2,914 killed.\n", "2,914",
	    toll(2914, (struct origin)RELIEF));
	assert_int_equal(figures_of(s, &arena, "killed", &rows), 2);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(rows[i].n_origins, 2);
		assert_str(rows[i].status, "corroborated");
	}
	assert_int_equal(events_of(s, "corroborated"), 2);
	arena_free(&arena);
}

static void
a_plan_is_never_compared_with_what_occurred(void **state)
{
	struct store *s = ((struct place_of_store *)*state)->store;
	struct arena arena = {0};
	struct figure_row *rows;
	struct relation_row *relations;
	struct mention m = {.value_low = 54,
	    .value_high = 54,
	    .metric = STR("executed"),
	    .modality = PLANNED,
	    .facility = STR("Norhal Prison"),
	    .origin = MONITOR};

	one_number(s, "https://a.example/1", "A", 0,
	    "Nineteen men were to be hanged on Sunday.\n", "Nineteen", m);
	m.modality = OCCURRED;
	m.value_low = m.value_high = 3;
	m.origin = (struct origin)RELIEF;
	one_number(s, "https://b.example/1", "B", 0,
	    "Three men were executed.\n", "Three", m);
	assert_int_equal(figures_of(s, &arena, "executed", &rows), 2);
	assert_int_equal(relations_of(s, &arena, "", &relations), 0);
	arena_free(&arena);
}

static void
one_origin_has_two_bases(void **state)
{
	struct store *s = ((struct place_of_store *)*state)->store;
	struct arena arena = {0};
	struct figure_row *rows;
	struct relation_row *relations;
	struct dispute_row *disputes;
	struct mention m = toll(117000, (struct origin)MONITOR);
	struct built b;

	article_begin(&b, "https://a.example/1", "A", 0,
	    "It documented 117,000 by name and estimates 215,000.\n");
	m.basis = DOCUMENTED_BY_NAME;
	say(&b, "117,000", m);
	m.basis = ESTIMATE;
	m.value_low = m.value_high = 215000;
	say(&b, "215,000", m);
	put_built(s, &b);
	assert_int_equal(figures_of(s, &arena, "killed", &rows), 2);
	assert_int_equal(rows[0].superseded_by.len, 0);
	assert_int_equal(rows[1].superseded_by.len, 0);
	assert_int_equal(
	    relations_of(s, &arena, "basis_difference", &relations), 1);
	assert_str(relations[0].reason,
	    "not a conflict: other basis: documented_by_name against "
	    "estimate");
	assert_int_equal(disputes_of(s, &arena, &disputes), 0);
	arena_free(&arena);
}

static void
injured_are_not_those_treated(void **state)
{
	struct store *s = ((struct place_of_store *)*state)->store;
	struct arena arena = {0};
	struct relation_row *relations;
	struct mention m = toll(16740, (struct origin)HEALTH);

	m.metric = STR("injured");
	one_number(s, "", "A", 0, "Injured: 16,740 people.\n", "16,740", m);
	m = toll(73356, (struct origin)HEALTH);
	m.metric = STR("hospitalised");
	one_number(s, "", "A", 0, "Treated: 73,356 people.\n", "73,356", m);
	assert_int_equal(relations_of(s, &arena, "", &relations), 0);
	arena_free(&arena);
}

static void
a_town_is_part_of_its_country(void **state)
{
	struct store *s = ((struct place_of_store *)*state)->store;
	struct arena arena = {0};
	struct relation_row *relations;
	struct mention m = toll(3000, (struct origin)HEALTH);

	one_number(s, "", "A", 0, "In the country 9,120 died.\n", "9,120",
	    toll(9120, (struct origin)RELIEF));
	m.place = STR("kelmar");
	one_number(s, "", "B", 0, "In Kelmar 3,000 died.\n", "3,000", m);
	assert_int_equal(relations_of(s, &arena, "", &relations), 1);
	assert_str(relations[0].kind, "part_of");
	assert_str(relations[0].reason,
	    "not a conflict: one is part of the other, other place: kelmar "
	    "against ardesh");
	arena_free(&arena);
}

static void
what_is_no_count_of_ours_is_no_figure(void **state)
{
	struct store *s = ((struct place_of_store *)*state)->store;
	struct arena arena = {0};
	struct figure_row *rows;
	struct figure_query all = {.superseded = true};
	struct error err = {0};
	struct store_counts counts;
	size_t n;

	one_number(s, "", "A", 0, "The cell was made for 12 men.\n", "12",
	    (struct mention){.value_low = 12,
		.value_high = 12,
		.metric = STR("other"),
		.modality = HYPOTHETICAL});
	assert_true(store_figures(s, &all, &arena, &rows, &n, &err));
	assert_int_equal(n, 0);
	assert_true(store_count(s, 0, INT64_MAX, &counts, &err));
	assert_int_equal(counts.mentions, 1);
	arena_free(&arena);
}

static void
a_restatement_is_the_same_figure(void **state)
{
	struct store *s = ((struct place_of_store *)*state)->store;
	struct arena arena = {0};
	struct figure_row *rows;
	struct mention_row *mentions;
	struct mention m = {
	    .value_low = VALUE_NONE,
	    .value_high = 13000,
	    .qualifier = UP_TO,
	    .metric = STR("executed"),
	    .facility = STR("Norhal Prison"),
	    .period_start = {2011, 0, 0},
	    .period_end = {2015, 0, 0},
	    .origin = RELIEF
        };
	struct built b;

	one_number(s, "https://a.example/1", "A", 0,
	    "Relief says up to 13,000 were executed.\n", "up to 13,000", m);
	m.value_low = 13000;
	m.qualifier = APPROX;
	m.period_start = m.period_end = (struct date){0};
	article_begin(&b, "https://b.example/1", "B", 4,
	    "Around 13,000 were hanged, thousands of them at night.\n");
	say(&b, "Around 13,000", m);
	m.value_low = 2000;
	m.value_high = VALUE_NONE;
	m.qualifier = VAGUE;
	say(&b, "thousands", m);
	put_built(s, &b);

	assert_int_equal(figures_of(s, &arena, "executed", &rows), 1);
	assert_str(rows[0].surface, "up to 13,000");
	assert_int_equal(mentions_of(s, &arena, rows[0].id, &mentions), 3);
	assert_str(mentions[1].finding, "qualifier_lost");
	assert_str(mentions[2].finding, "restated");
	assert_int_equal(events_of(s, "qualifier_lost"), 1);
	arena_free(&arena);
}

static void
a_later_mention_may_say_more(void **state)
{
	struct store *s = ((struct place_of_store *)*state)->store;
	struct arena arena = {0};
	struct figure_row *rows;
	struct mention_row *mentions;
	struct mention m = {.value_low = 13000,
	    .value_high = 13000,
	    .metric = STR("executed"),
	    .facility = STR("Norhal Prison"),
	    .origin = RELIEF};
	struct str id;

	one_number(s, "https://a.example/1", "A", 0,
	    "Relief says 13,000 were executed.\n", "13,000", m);
	assert_int_equal(figures_of(s, &arena, "executed", &rows), 1);
	id = rows[0].id;
	m.value_low = VALUE_NONE;
	m.qualifier = UP_TO;
	m.period_start = (struct date){2011, 0, 0};
	m.period_end = (struct date){2015, 0, 0};
	one_number(s, "https://b.example/1", "B", 4,
	    "Its report has up to 13,000 executed by 2015.\n", "up to 13,000",
	    m);
	assert_int_equal(figures_of(s, &arena, "executed", &rows), 1);
	assert_true(str_eq(rows[0].id, id)); /* an address stays */
	assert_str(rows[0].surface, "up to 13,000");
	assert_int_equal(rows[0].period_end.year, 2015);
	assert_int_equal(mentions_of(s, &arena, id, &mentions), 2);
	assert_str(mentions[0].finding, "qualifier_lost");
	arena_free(&arena);
}

static void
a_figure_is_shown_by_the_first_who_said_it(void **state)
{
	struct store *s = ((struct place_of_store *)*state)->store;
	struct arena arena = {0};
	struct figure_row *rows;

	one_number(s, "https://late.example/1", "Late", 2,
	    "Once more the monitor spoke of 2,914 killed.\n", "2,914",
	    toll(2914, (struct origin)MONITOR));
	one_number(s, "https://early.example/1", "Early", 0,
	    "According to the monitor, 2,914 were killed.\n", "2,914",
	    toll(2914, (struct origin)MONITOR));
	assert_int_equal(figures_of(s, &arena, "killed", &rows), 1);
	assert_str(rows[0].publisher, "Early");
	assert_int_equal(rows[0].said.at, DAY_0);
	arena_free(&arena);
}

static void
one_number_for_two_metrics_is_a_finding(void **state)
{
	struct store *s = ((struct place_of_store *)*state)->store;
	struct arena arena = {0};
	struct dispute_row *disputes;
	struct mention m = {.value_low = 100000,
	    .value_high = VALUE_NONE,
	    .qualifier = MORE_THAN,
	    .metric = STR("missing"),
	    .place = STR("ardesh"),
	    .origin = MONITOR};

	one_number(s, "https://a.example/1", "A", 0,
	    "Over 100,000 are missing, the monitor says.\n", "Over 100,000", m);
	m.metric = STR("killed");
	m.origin = (struct origin){0};
	one_number(s, "https://b.example/1", "B", 4,
	    "More than 100,000 have died in the cells.\n", "More than 100,000",
	    m);
	assert_int_equal(disputes_of(s, &arena, &disputes), 1);
	assert_str(disputes[0].kind, "number_drift");
	assert_str(disputes[0].cause, "transcription");
	arena_free(&arena);
}

static void
more_than_a_prison_ever_held_is_a_bound_violation(void **state)
{
	struct store *s = ((struct place_of_store *)*state)->store;
	struct arena arena = {0};
	struct dispute_row *disputes;
	struct mention m = {.value_low = VALUE_NONE,
	    .value_high = 20000,
	    .qualifier = UP_TO,
	    .metric = STR("detained"),
	    .measure = STOCK,
	    .facility = STR("Norhal Prison")};

	one_number(s, "https://a.example/1", "A", 0,
	    "It held as many as 20,000 at its peak.\n", "as many as 20,000", m);
	m.value_low = 100000;
	m.value_high = VALUE_NONE;
	m.qualifier = MORE_THAN;
	m.origin = (struct origin)INTERIOR;
	one_number(s, "https://b.example/1", "B", 40,
	    "The ministry sees more than 100,000 on its screens.\n",
	    "more than 100,000", m);
	assert_int_equal(disputes_of(s, &arena, &disputes), 1);
	assert_str(disputes[0].kind, "bound_violation");
	assert_int_equal(disputes[0].gap_low, 20000);
	assert_int_equal(disputes[0].gap_high, 100001);
	arena_free(&arena);
}

/* By the digits of its version; ids that were made before have none of them. */
static void
a_mention_is_found_by_its_id(void **state)
{
	struct place_of_store *p = *state;
	struct arena arena = {0};
	struct figure_row *rows;
	struct mention_row *mentions, *found;
	sqlite3 *db;

	one_number(p->store, "https://wire.example/1", "Kelmar Wire", 0,
	    "The ministry counts 54 dead.\n", "54",
	    toll(54, (struct origin)HEALTH));
	assert_int_equal(figures_of(p->store, &arena, "killed", &rows), 1);
	assert_int_equal(
	    mentions_of(p->store, &arena, rows[0].id, &mentions), 1);
	assert_int_equal(mentions[0].id.len, 13);
	assert_int_equal(
	    mentions_of(p->store, &arena, mentions[0].id, &found), 1);
	assert_int_equal(
	    mentions_of(p->store, &arena, STR("m012345678900"), &found), 0);

	assert_int_equal(sqlite3_open(p->path, &db), SQLITE_OK);
	assert_int_equal(
	    sqlite3_exec(db, "UPDATE mention SET public_id = 'm0123456789'",
		NULL, NULL, NULL),
	    SQLITE_OK);
	sqlite3_close(db);
	assert_int_equal(
	    mentions_of(p->store, &arena, STR("m0123456789"), &found), 1);
	assert_int_equal(
	    mentions_of(p->store, &arena, mentions[0].id, &found), 0);
	arena_free(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    STORE_TEST(a_mention_is_found_by_its_id),
	    STORE_TEST(a_copy_without_its_source_supports_nothing),
	    STORE_TEST(an_agency_is_the_origin_of_its_copies),
	    STORE_TEST(a_garbled_copy_is_held_against_the_original),
	    STORE_TEST(unnamed_origins_do_not_corroborate),
	    STORE_TEST(two_independent_origins_corroborate),
	    STORE_TEST(a_plan_is_never_compared_with_what_occurred),
	    STORE_TEST(one_origin_has_two_bases),
	    STORE_TEST(injured_are_not_those_treated),
	    STORE_TEST(a_town_is_part_of_its_country),
	    STORE_TEST(what_is_no_count_of_ours_is_no_figure),
	    STORE_TEST(a_restatement_is_the_same_figure),
	    STORE_TEST(a_later_mention_may_say_more),
	    STORE_TEST(a_figure_is_shown_by_the_first_who_said_it),
	    STORE_TEST(one_number_for_two_metrics_is_a_finding),
	    STORE_TEST(more_than_a_prison_ever_held_is_a_bound_violation),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
