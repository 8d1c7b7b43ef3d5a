/* The hard cases of the model, from articles to disputes. */
#include "tests/store_build.h"

static const char *
address(struct built *b, int n)
{
	struct buf url = {.arena = &b->arena};

	buf_printf(&url, "https://outlet%d.example/story", n);
	return url.ptr;
}

static void
forty_outlets_repeat_one_origin(void **state)
{
	struct store *s = ((struct place_of_store *)*state)->store;
	struct arena arena = {0};
	struct figure_row *rows;
	struct relation_row *relations;

	for (int i = 0; i < 40; i++) {
		struct built b;
		struct buf text = {0}, publisher = {0};

		article_begin(&b, "", "", 0, "");
		text.arena = publisher.arena = &b.arena;
		buf_printf(&publisher, "Outlet %d", i);
		buf_printf(&text,
		    "Outlet %d has learned more.\nThe ministry "
		    "said that 54 people were killed in Kelmar.\n",
		    i);
		b.x.article.text = buf_str(&text);
		b.x.article.publisher = buf_str(&publisher);
		b.x.article.url = b.x.article.canonical =
		    str_from(address(&b, i));
		say(&b, "54",
		    (struct mention){.value_low = 54,
			.value_high = 54,
			.metric = STR("killed"),
			.place = STR("kelmar"),
			.origin = HEALTH});
		put_built(s, &b);
	}
	assert_int_equal(figures_of(s, &arena, "killed", &rows), 1);
	assert_int_equal(rows[0].n_mentions, 40);
	assert_int_equal(rows[0].n_publishers, 40);
	assert_int_equal(rows[0].n_origins, 1);
	assert_str(rows[0].status, "reported");
	assert_int_equal(relations_of(s, &arena, "", &relations), 0);
	arena_free(&arena);
}

static void
put_correction(struct store *s, const char *note)
{
	struct mention m = {.value_low = 54,
	    .value_high = 54,
	    .metric = STR("killed"),
	    .place = STR("kelmar"),
	    .origin = HEALTH};
	struct built b;

	one_number(s, "https://kelmar.example/1", "Kelmar Post", 0,
	    "The ministry said 54 people were killed.\n", "54", m);
	article_begin(&b, "https://kelmar.example/1", "Kelmar Post", 1,
	    "The ministry said 45 people were killed.\n");
	b.x.article.note = str_from(note);
	m.value_low = m.value_high = 45;
	say(&b, "45", m);
	assert_int_equal(put_built(s, &b), PUT_CHANGED);
}

static void
a_correction_supersedes_and_disputes_nothing(void **state)
{
	struct store *s = ((struct place_of_store *)*state)->store;
	struct arena arena = {0};
	struct figure_row *rows;
	struct dispute_row *disputes;
	struct mention_row *mentions;
	const struct figure_row *old, *new;

	put_correction(s, "Correction: an earlier version said 54.");
	assert_int_equal(figures_of(s, &arena, "killed", &rows), 2);
	old = figure_with(rows, 2, "54");
	new = figure_with(rows, 2, "45");
	assert_str(old->status, "corrected");
	assert_str(old->superseded_how, "correction");
	assert_true(str_eq(old->superseded_by, new->id));
	assert_str(new->status, "reported");
	assert_int_equal(disputes_of(s, &arena, &disputes), 0);
	assert_int_equal(events_of(s, "correction"), 1);
	assert_int_equal(events_of(s, "silent_edit"), 0);
	assert_int_equal(events_of(s, "changed_figure"), 0);
	assert_int_equal(mentions_of(s, &arena, old->id, &mentions), 1);
	assert_str(mentions[0].finding, "corrected");
	arena_free(&arena);
}

static void
a_silent_edit_names_what_was_there(void **state)
{
	struct store *s = ((struct place_of_store *)*state)->store;
	struct arena arena = {0};
	struct event_row event;

	put_correction(s, "");
	assert_int_equal(events_of(s, "silent_edit"), 1);
	assert_int_equal(events_of(s, "correction"), 0);
	event = event_of(s, &arena, "silent_edit");
	assert_true(event.figure.len && event.other.len);
	assert_str(event.words,
	    "\"54\" (Health Ministry of Ardesh) became \"45\" "
	    "(Health Ministry of Ardesh), without a note");
	arena_free(&arena);
}

static void
another_metric_and_a_longer_period_are_no_contradiction(void **state)
{
	struct store *s = ((struct place_of_store *)*state)->store;
	struct arena arena = {0};
	struct figure_row *rows;
	struct dispute_row *disputes;
	struct relation_row *relations;
	struct facility_row *seen, *one;
	struct error err = {0};
	size_t n;
	struct built b;

	article_begin(&b, "https://a.example/1", "A", 0,
	    "Relief said 5,000 to 13,000 were executed in Norhal Prison.\n");
	say(&b, "5,000 to 13,000",
	    (struct mention){
		.value_low = 5000,
		.value_high = 13000,
		.qualifier = RANGE,
		.metric = STR("executed"),
		.measure = FLOW,
		.facility = STR("Norhal Prison"),
		.period_start = {2011, 9,  0},
		.period_end = {2015, 12, 0},
		.origin = RELIEF
        });
	b.x.sightings[0] = (struct sighting){.facility = STR("norhal"),
	    .name = STR("Norhal Prison"),
	    .surface = find_words(&b, "Norhal Prison", 0)};
	b.x.n_sightings = 1;
	put_built(s, &b);
	article_begin(&b, "https://b.example/1", "B", 0,
	    "The monitor says 30,000 died in Nurhal prison since 2011.\n");
	say(&b, "30,000",
	    (struct mention){
		.value_low = 30000,
		.value_high = 30000,
		.metric = STR("killed"),
		.measure = FLOW,
		.facility = STR("Nurhal prison"),
		.period_start = {2011, 3, 0},
		.period_end = {2021, 1, 0},
		.origin = MONITOR
        });
	b.x.sightings[0] = (struct sighting){.facility = STR("norhal"),
	    .name = STR("Norhal Prison"),
	    .surface = find_words(&b, "Nurhal prison", 0)};
	b.x.n_sightings = 1;
	put_built(s, &b);

	assert_int_equal(figures_of(s, &arena, "killed", &rows), 2);
	assert_true(str_eq(rows[0].facility, rows[1].facility));
	assert_int_equal(disputes_of(s, &arena, &disputes), 0);
	assert_int_equal(relations_of(s, &arena, "part_of", &relations), 1);
	assert_true(
	    store_facilities(s, (struct str){0}, &arena, &seen, &n, &err));
	assert_int_equal(n, 1);
	assert_str(seen[0].surfaces, "Norhal Prison, Nurhal prison");
	assert_false(seen[0].candidate);
	assert_true(store_facilities(s, seen[0].id, &arena, &one, &n, &err));
	assert_int_equal(n, 1);
	assert_str(one[0].surfaces, "Norhal Prison, Nurhal prison");
	assert_int_equal(one[0].n_documents, seen[0].n_documents);
	assert_int_equal(one[0].n_figures, seen[0].n_figures);
	assert_true(str_eq(one[0].version, seen[0].version));
	arena_free(&arena);
}

static void
parts_hang_on_their_whole(void **state)
{
	struct store *s = ((struct place_of_store *)*state)->store;
	struct arena arena = {0};
	struct figure_row *rows;
	struct dispute_row *disputes;
	struct mention m = {.value_low = 128417,
	    .value_high = 128417,
	    .metric = STR("detained"),
	    .place = STR("ardesh"),
	    .origin = MONITOR,
	    .part_of = -1};
	struct built b;
	size_t n;

	article_begin(&b, "https://a.example/1", "A", 0,
	    "The monitor counts 128,417 people, including 3,205 children and "
	    "7,916 women.\n");
	say(&b, "128,417", m);
	m.part_of = 0;
	m.value_low = m.value_high = 3205;
	m.group = STR("children");
	say(&b, "3,205", m)->part_of = 0;
	m.value_low = m.value_high = 7916;
	m.group = STR("women");
	say(&b, "7,916", m)->part_of = 0;
	put_built(s, &b);

	n = figures_of(s, &arena, "detained", &rows);
	assert_int_equal(n, 3);
	for (size_t i = 0; i < n; i++) {
		const struct figure_row *whole =
		    figure_with(rows, n, "128,417");

		if (&rows[i] != whole)
			assert_true(str_eq(rows[i].part_of, whole->id));
		assert_int_equal(rows[i].superseded_by.len, 0);
	}
	assert_int_equal(disputes_of(s, &arena, &disputes), 0);
	arena_free(&arena);
}

static void
a_daily_count_is_one_chain(void **state)
{
	static const int64_t values[] = {4100, 4230, 4528};
	static const char *const texts[] = {"4,100 were killed, it said.\n",
	    "The count is now 4,230 killed.\n",
	    "With 298 late additions 4,528 were killed.\n"};
	static const char *const surfaces[] = {"4,100", "4,230", "4,528"};
	static const int order[] = {2, 0, 1}; /* read out of order */
	struct store *s = ((struct place_of_store *)*state)->store;
	struct arena arena = {0};
	struct figure_row *rows;
	struct dispute_row *disputes;

	for (int i = 0; i < 3; i++) {
		int k = order[i];
		struct built b;

		article_begin(&b, "", "Kelmar Post", k, texts[k]);
		say(&b, surfaces[k], toll(values[k], (struct origin)HEALTH));
		put_built(s, &b);
	}
	assert_int_equal(figures_of(s, &arena, "killed", &rows), 3);
	assert_str(rows[0].surface, "4,528"); /* the newest first */
	assert_int_equal(rows[0].superseded_by.len, 0);
	assert_true(str_eq(rows[1].superseded_by, rows[0].id));
	assert_true(str_eq(rows[2].superseded_by, rows[1].id));
	assert_str(rows[2].superseded_how, "update");
	assert_int_equal(disputes_of(s, &arena, &disputes), 0);
	arena_free(&arena);
}

static void
a_restarted_count_is_rebased(void **state)
{
	struct store *s = ((struct place_of_store *)*state)->store;
	struct arena arena = {0};
	struct figure_row *rows;
	struct mention m = toll(123, (struct origin)HEALTH);

	one_number(s, "", "A", 0, "In all 4,047 were killed.\n", "4,047",
	    toll(4047, (struct origin)HEALTH));
	m.base = STR("2026-03-02");
	one_number(s, "", "A", 9, "Since March 123 were killed.\n", "123", m);
	assert_int_equal(figures_of(s, &arena, "killed", &rows), 2);
	assert_str(rows[1].superseded_how, "rebase");
	assert_int_equal(rows[1].value_low, 4047);
	arena_free(&arena);
}

static void
lower_later_is_a_revision_or_a_contradiction(void **state)
{
	struct store *s = ((struct place_of_store *)*state)->store;
	struct arena arena = {0};
	struct figure_row *rows;
	struct dispute_row *disputes;
	struct side_row *sides;
	struct event_row *events;
	struct error err = {0};
	size_t n, left_out;

	one_number(s, "", "A", 0, "Killed: 15,899.\n", "15,899",
	    toll(15899, (struct origin)HEALTH));
	one_number(s, "", "A", 1, "Killed: 15,523.\n", "15,523",
	    toll(15523, (struct origin)HEALTH));
	assert_int_equal(figures_of(s, &arena, "killed", &rows), 2);
	assert_str(rows[1].superseded_how, "revision_down");
	assert_int_equal(disputes_of(s, &arena, &disputes), 0);

	one_number(s, "", "B", 2, "Relief counts 9,120 killed.\n", "9,120",
	    toll(9120, (struct origin)RELIEF));
	assert_int_equal(disputes_of(s, &arena, &disputes), 1);
	assert_str(disputes[0].kind, "contradiction");
	assert_str(disputes[0].state, "open");
	assert_str(
	    disputes[0].reason, "the values do not meet: 9,120 against 15,523");
	assert_int_equal(disputes[0].n_sides, 2);
	assert_int_equal(disputes[0].gap_low, 9120);
	assert_int_equal(disputes[0].gap_high, 15523);
	assert_true(store_sides(
	    s, disputes[0].id, 2, &arena, &sides, &n, &left_out, &err));
	assert_int_equal(n, 2);
	assert_int_equal(left_out, 0);
	assert_true(store_sides(
	    s, disputes[0].id, 1, &arena, &sides, &n, &left_out, &err));
	assert_int_equal(n, 1);
	assert_int_equal(left_out, 1);
	assert_int_equal(figures_of(s, &arena, "killed", &rows), 3);
	assert_str(rows[0].status, "contested");
	assert_true(str_eq(rows[0].dispute, disputes[0].id));

	/* Newer figures on both sides meet. */
	one_number(s, "", "B", 3, "Relief counts 15,600 killed now.\n",
	    "15,600", toll(15610, (struct origin)RELIEF));
	assert_int_equal(disputes_of(s, &arena, &disputes), 1);
	assert_str(disputes[0].state, "superseded");
	assert_true(store_dispute_events(
	    s, disputes[0].id, 1, &arena, &events, &n, &left_out, &err));
	assert_int_equal(n, 1);
	assert_str(events[0].kind, "dispute_changed");
	assert_int_equal(left_out, 1);
	arena_free(&arena);
}

static void
a_denial_opens_a_dispute_and_is_joined(void **state)
{
	struct store *s = ((struct place_of_store *)*state)->store;
	struct arena arena = {0};
	struct figure_row *rows;
	struct dispute_row *disputes;
	struct claim_row *claims;
	struct error err = {0};
	struct built b;
	size_t n;

	article_begin(&b, "https://a.example/1", "A", 0,
	    "Relief says up to 13,000 were executed in Norhal Prison. The "
	    "ministry rejected it as baseless.\n");
	say(&b, "up to 13,000",
	    (struct mention){.value_low = VALUE_NONE,
		.value_high = 13000,
		.qualifier = UP_TO,
		.metric = STR("executed"),
		.facility = STR("Norhal Prison"),
		.origin = RELIEF});
	claim_of(&b, "rejected it as baseless",
	    (struct claim){.origin = INTERIOR, .kind = DENIAL, .target = 0});
	put_built(s, &b);
	assert_int_equal(disputes_of(s, &arena, &disputes), 1);
	assert_str(disputes[0].kind, "denial");
	assert_str(disputes[0].reason,
	    "Interior Ministry of Ardesh denies what Open Relief says");
	assert_int_equal(disputes[0].n_sides, 2);
	assert_str(disputes[0].cause, "party_interest");
	assert_int_equal(figures_of(s, &arena, "executed", &rows), 1);
	assert_str(rows[0].status, "contested");
	assert_true(store_claims(s, rows[0].id, 0, &arena, &claims, &n, &err));
	assert_int_equal(n, 1);
	assert_str(claims[0].origin_name, "Interior Ministry of Ardesh");

	article_begin(&b, "https://b.example/9", "B", 3,
	    "The ministry again dismissed the group's allegations.\n");
	claim_of(&b, "dismissed",
	    (struct claim){.origin = INTERIOR,
		.kind = DENIAL,
		.target = -1,
		.target_origin = STR("Open Relief")});
	put_built(s, &b);
	assert_int_equal(disputes_of(s, &arena, &disputes), 1);
	assert_int_equal(events_of(s, "denial"), 2);
	assert_int_equal(events_of(s, "new_dispute"), 1);
	arena_free(&arena);
}

static void
a_denial_that_is_read_first_finds_its_figure_later(void **state)
{
	struct store *s = ((struct place_of_store *)*state)->store;
	struct arena arena = {0};
	struct dispute_row *disputes;
	struct built b;

	article_begin(&b, "https://b.example/2", "B", 1,
	    "The ministry rejected the figure of 4,512 dead.\n");
	say(&b, "4,512",
	    (struct mention){.value_low = 4512,
		.value_high = 4512,
		.metric = STR("killed"),
		.polarity = DENIED,
		.origin = INTERIOR});
	claim_of(&b, "rejected the figure of 4,512 dead",
	    (struct claim){.origin = INTERIOR,
		.kind = DENIAL,
		.target = 0,
		.target_origin = STR("Open Relief")});
	put_built(s, &b);
	assert_int_equal(disputes_of(s, &arena, &disputes), 0);

	article_begin(&b, "https://a.example/1", "A", 0,
	    "Relief says that 4,512 people were killed.\n");
	say(&b, "4,512",
	    (struct mention){.value_low = 4512,
		.value_high = 4512,
		.metric = STR("killed"),
		.origin = RELIEF});
	put_built(s, &b);
	assert_int_equal(disputes_of(s, &arena, &disputes), 1);
	assert_str(disputes[0].kind, "denial");
	assert_int_equal(events_of(s, "denial"), 1);
	arena_free(&arena);
}

static void
what_is_conceded_is_contradicted_too(void **state)
{
	struct store *s = ((struct place_of_store *)*state)->store;
	struct arena arena = {0};
	struct figure_row *rows;
	struct dispute_row *disputes;
	struct mention m = toll(14000, (struct origin)MONITOR);
	struct built b;

	m.metric = STR("died_in_custody");
	m.qualifier = MORE_THAN;
	m.value_high = VALUE_NONE;
	one_number(s, "", "A", 0, "Over 14,000 died, the monitor said.\n",
	    "Over 14,000", m);
	article_begin(
	    &b, "", "B", 0, "The ministry acknowledged 836 deaths.\n");
	m = toll(836, (struct origin)INTERIOR);
	m.metric = STR("died_in_custody");
	say(&b, "836", m);
	claim_of(&b, "acknowledged",
	    (struct claim){
		.origin = INTERIOR, .kind = CONCESSION, .target = 0});
	put_built(s, &b);
	assert_int_equal(disputes_of(s, &arena, &disputes), 1);
	assert_str(disputes[0].kind, "contradiction");
	assert_int_equal(figures_of(s, &arena, "died_in_custody", &rows), 2);
	assert_str(figure_with(rows, 2, "836")->status, "conceded");
	assert_str(figure_with(rows, 2, "Over 14,000")->status, "contested");
	arena_free(&arena);
}

static void
a_dispute_is_worded_by_what_is_known_now(void **state)
{
	struct store *s = ((struct place_of_store *)*state)->store;
	struct arena arena = {0};
	struct dispute_row *disputes;
	struct mention m = toll(9000, (struct origin)RELIEF);
	struct str id;

	one_number(s, "", "A", 0, "Relief: 9,000 killed.\n", "9,000", m);
	one_number(s, "", "B", 0, "The ministry has 211 killed.\n", "211",
	    toll(211, (struct origin)INTERIOR));
	assert_int_equal(disputes_of(s, &arena, &disputes), 1);
	assert_str(disputes[0].reason,
	    "the values do not meet: 211 against 8,500 to 9,500");
	id = disputes[0].id;
	m.value_low = 4000;
	m.qualifier = RANGE;
	one_number(s, "", "C", 1, "The report has 4,000 to 9,000 killed.\n",
	    "4,000 to 9,000", m);
	assert_int_equal(disputes_of(s, &arena, &disputes), 1);
	assert_true(str_eq(disputes[0].id, id));
	assert_str(disputes[0].reason,
	    "the values do not meet: 211 against 4,000 to 9,000");
	assert_int_equal(disputes[0].gap_high, 4000);
	assert_str(disputes[0].state, "open");
	arena_free(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    STORE_TEST(forty_outlets_repeat_one_origin),
	    STORE_TEST(a_correction_supersedes_and_disputes_nothing),
	    STORE_TEST(a_silent_edit_names_what_was_there),
	    STORE_TEST(another_metric_and_a_longer_period_are_no_contradiction),
	    STORE_TEST(parts_hang_on_their_whole),
	    STORE_TEST(a_daily_count_is_one_chain),
	    STORE_TEST(a_restarted_count_is_rebased),
	    STORE_TEST(lower_later_is_a_revision_or_a_contradiction),
	    STORE_TEST(a_denial_opens_a_dispute_and_is_joined),
	    STORE_TEST(a_denial_that_is_read_first_finds_its_figure_later),
	    STORE_TEST(what_is_conceded_is_contradicted_too),
	    STORE_TEST(a_dispute_is_worded_by_what_is_known_now),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
