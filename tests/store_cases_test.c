/* The hard cases of the model, from articles to disputes. */
#include "tests/store_build.h"

#define MONITOR  ACTOR("monitor")
#define RELIEF   ACTOR("relief")
#define HEALTH   ACTOR("health-ministry")
#define INTERIOR ACTOR("interior-ministry")

static const char *
address(struct built *b, int n)
{
	struct buf url = {.arena = &b->arena};

	buf_printf(&url, "https://outlet%d.example/story", n);
	return url.ptr;
}

/* An article of one sentence that gives one number. */
static void
one_number(struct store *s, const char *url, const char *publisher, int day,
    const char *text, const char *surface, struct mention m)
{
	struct built b;

	article_begin(&b, url, publisher, day, text);
	say(&b, surface, m);
	put_built(s, &b);
}

static const struct figure_row *
figure_with(const struct figure_row *rows, size_t n, const char *surface)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(rows[i].surface, str_from(surface)))
			return &rows[i];
	fail_msg("no figure \"%s\"", surface);
	return NULL;
}

static size_t
relations_of(struct store *s, struct arena *arena, const char *kind,
    struct relation_row **rows)
{
	struct error err = {0};
	size_t n;

	if (!store_relations(
		s, (struct str){0}, str_from(kind), arena, rows, &n, &err))
		fail_msg("%s", err.text);
	return n;
}

static size_t
mentions_of(struct store *s, struct arena *arena, struct str id,
    struct mention_row **rows)
{
	struct error err = {0};
	size_t n;

	if (!store_mentions(s, id, arena, rows, &n, &err))
		fail_msg("%s", err.text);
	return n;
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
	assert_int_equal(events_of(s, &arena, "correction"), 1);
	assert_int_equal(events_of(s, &arena, "silent_edit"), 0);
	assert_int_equal(events_of(s, &arena, "changed_figure"), 0);
	assert_int_equal(mentions_of(s, &arena, old->id, &mentions), 1);
	assert_str(mentions[0].finding, "corrected");
	arena_free(&arena);
}

static void
a_silent_edit_names_what_was_there(void **state)
{
	struct store *s = ((struct place_of_store *)*state)->store;
	struct arena arena = {0};
	struct event_row *events;
	struct error err = {0};
	size_t n, found = 0;

	put_correction(s, "");
	assert_int_equal(events_of(s, &arena, "silent_edit"), 1);
	assert_int_equal(events_of(s, &arena, "correction"), 0);
	assert_true(store_events(s, 0, INT64_MAX, &arena, &events, &n, &err));
	for (size_t i = 0; i < n; i++) {
		if (!str_eq(events[i].kind, STR("silent_edit")))
			continue;
		found++;
		assert_true(events[i].figure.len && events[i].other.len);
		assert_str(events[i].words,
		    "\"54\" (Health Ministry of Ardesh) became \"45\" "
		    "(Health Ministry of Ardesh), without a note");
	}
	assert_int_equal(found, 1);
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
	struct facility_row *seen;
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
	assert_true(store_facilities(s, &arena, &seen, &n, &err));
	assert_int_equal(n, 1);
	assert_str(seen[0].surfaces, "Norhal Prison, Nurhal prison");
	assert_false(seen[0].candidate);
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

static struct mention
toll(int64_t value, struct origin origin)
{
	return (struct mention){.value_low = value,
	    .value_high = value,
	    .metric = STR("killed"),
	    .measure = CUMULATIVE,
	    .place = STR("ardesh"),
	    .base = STR("2023-10-07"),
	    .origin = origin};
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
	struct error err = {0};
	size_t n;

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
	    disputes[0].reason, "the values do not meet: 9120 against 15523");
	assert_int_equal(disputes[0].n_sides, 2);
	assert_int_equal(disputes[0].gap_low, 9120);
	assert_int_equal(disputes[0].gap_high, 15523);
	assert_true(store_sides(s, disputes[0].id, &arena, &sides, &n, &err));
	assert_int_equal(n, 2);
	assert_int_equal(figures_of(s, &arena, "killed", &rows), 3);
	assert_str(rows[0].status, "contested");
	assert_true(str_eq(rows[0].dispute, disputes[0].id));

	/* Newer figures on both sides meet. */
	one_number(s, "", "B", 3, "Relief counts 15,600 killed now.\n",
	    "15,600", toll(15610, (struct origin)RELIEF));
	assert_int_equal(disputes_of(s, &arena, &disputes), 1);
	assert_str(disputes[0].state, "superseded");
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
	assert_true(store_claims(s, rows[0].id, &arena, &claims, &n, &err));
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
	assert_int_equal(events_of(s, &arena, "denial"), 2);
	assert_int_equal(events_of(s, &arena, "new_dispute"), 1);
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
	assert_int_equal(events_of(s, &arena, "denial"), 1);
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
	assert_int_equal(events_of(s, &arena, "origin_changed"), 1);
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
	assert_int_equal(events_of(s, &arena, "corroborated"), 2);
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
	    "not a conflict: other basis: estimate against "
	    "documented_by_name");
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
	assert_int_equal(events_of(s, &arena, "qualifier_lost"), 1);
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
	    STORE_TEST(one_number_for_two_metrics_is_a_finding),
	    STORE_TEST(more_than_a_prison_ever_held_is_a_bound_violation),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
