/*
 * Deriving all again gives what deriving step by step gave, for articles made
 * at random; and asking twice gives the same.
 */
#include "store/figure.h"
#include "tests/store_world.h"

#define RUNS     5
#define ARTICLES 60

/* All that is derived, as one text, by public ids. */
static struct str
derived(struct store *s, struct arena *arena)
{
	static const char *const queries[] = {
	    "SELECT * FROM (SELECT f.public_id, f.stated, f.qualifier, "
	    "f.status, f.superseded_how, g.public_id, p.public_id, "
	    "f.n_mentions, f.n_publishers, f.n_origins, f.said, f.best, "
	    "f.place_path, f.period_start FROM figure f "
	    "LEFT JOIN figure g ON g.id = f.superseded_by "
	    "LEFT JOIN figure p ON p.id = f.part_of ORDER BY 1)",
	    "SELECT m.mention, f.public_id, m.finding FROM figure_mention m "
	    "JOIN figure f ON f.id = m.figure ORDER BY 1",
	    "SELECT f.public_id, g.public_id, r.kind, r.reason "
	    "FROM relation r JOIN figure f ON f.id = r.figure "
	    "JOIN figure g ON g.id = r.other ORDER BY 1, 2",
	    "SELECT public_id, kind, cause, state, reason, gap_low, gap_high "
	    "FROM dispute ORDER BY 1",
	    "SELECT d.public_id, s.side, f.public_id, s.claim "
	    "FROM dispute_side s JOIN dispute d ON d.id = s.dispute "
	    "LEFT JOIN figure f ON f.id = s.figure ORDER BY 1, 2, 3, 4",
	    "SELECT d.public_id, h.at, h.state, h.reason "
	    "FROM dispute_history h JOIN dispute d ON d.id = h.dispute "
	    "ORDER BY h.id",
	    "SELECT at, kind, words, version FROM event ORDER BY id"};
	struct buf all = {.arena = arena};

	for (size_t i = 0; i < COUNT(queries); i++) {
		sqlite3_stmt *stmt;

		assert_int_equal(
		    sqlite3_prepare_v2(s->db, queries[i], -1, &stmt, NULL),
		    SQLITE_OK);
		while (sqlite3_step(stmt) == SQLITE_ROW) {
			for (int k = 0; k < sqlite3_column_count(stmt); k++)
				buf_printf(&all, "%s|",
				    (const char *)sqlite3_column_text(stmt, k));
			buf_char(&all, '\n');
		}
		sqlite3_finalize(stmt);
	}
	return buf_str(&all);
}

#define IN_DISPUTE                                                             \
	"dispute_side x JOIN dispute d ON d.id = x.dispute "                   \
	"AND d.kind <> 'denial' JOIN figure f ON f.id = x.figure "
#define CONFLICTS                                                              \
	"(SELECT figure AS a, other AS b, kind FROM relation WHERE disputed "  \
	"UNION ALL SELECT other, figure, kind FROM relation WHERE disputed)"
#define LINKS                                                                  \
	"(SELECT id AS a, superseded_by AS b FROM figure WHERE superseded_by " \
	"UNION ALL SELECT superseded_by, id FROM figure WHERE superseded_by)"

/*
 * Ids of figures are unique, and each other one has what it refers to. What
 * conflicts is in one dispute, with what is next in its series, and what does
 * not hang together is not.
 */
static void
check_invariants(struct store *s)
{
	static const char *const never[] = {
	    "SELECT count(*) FROM " CONFLICTS " r "
	    "WHERE NOT EXISTS (SELECT 1 FROM " IN_DISPUTE
	    "WHERE x.figure = r.a AND d.kind = r.kind AND EXISTS (SELECT 1 "
	    "FROM dispute_side WHERE dispute = d.id AND figure = r.b))",
	    "SELECT count(*) FROM " IN_DISPUTE "WHERE x.since IS NOT ("
	    "SELECT min(max(f.said, g.said)) FROM " CONFLICTS " r "
	    "JOIN figure g ON g.id = r.b "
	    "WHERE r.a = x.figure AND r.kind = d.kind)",
	    "SELECT count(*) FROM " IN_DISPUTE "JOIN " LINKS " l "
	    "ON l.a = f.id JOIN dispute_side y ON y.figure = l.b "
	    "JOIN dispute e ON e.id = y.dispute AND e.kind = d.kind "
	    "WHERE e.id <> d.id",
	    "WITH RECURSIVE with_first(dispute, kind, figure) AS ("
	    "SELECT d.id, d.kind, min(x.figure) FROM " IN_DISPUTE
	    "GROUP BY d.id UNION SELECT w.dispute, w.kind, n.b "
	    "FROM with_first w JOIN (SELECT a, b, kind FROM " CONFLICTS
	    " UNION ALL SELECT l.a, l.b, y.kind FROM " LINKS " l JOIN ("
	    "SELECT DISTINCT a, kind FROM " CONFLICTS ") y ON y.a = l.b) n "
	    "ON n.a = w.figure AND n.kind = w.kind) "
	    "SELECT count(*) FROM " IN_DISPUTE "WHERE NOT EXISTS (SELECT 1 "
	    "FROM with_first WHERE dispute = d.id AND figure = f.id)",
	    "SELECT count(*) FROM " IN_DISPUTE "WHERE NOT EXISTS (SELECT 1 "
	    "FROM dispute_side WHERE dispute = d.id AND figure = x.side "
	    "AND side = x.side) OR x.live IS NOT (f.superseded_by IS NULL "
	    "AND f.status NOT IN ('corrected', 'retracted'))",
	    "SELECT count(*) FROM figure WHERE superseded_by = id",
	    "SELECT count(*) FROM figure WHERE n_mentions = 0",
	    "SELECT count(*) FROM figure f WHERE best NOT IN "
	    "(SELECT mention FROM figure_mention WHERE figure = f.id)",
	    "WITH RECURSIVE chain(start, at, n) AS (SELECT id, superseded_by, "
	    "1 FROM figure WHERE superseded_by IS NOT NULL UNION ALL SELECT "
	    "start, f.superseded_by, n + 1 FROM chain JOIN figure f ON f.id = "
	    "at WHERE f.superseded_by IS NOT NULL AND n < 1000) "
	    "SELECT count(*) FROM chain WHERE n = 1000",
	    "SELECT count(*) FROM dispute d WHERE (SELECT count(*) FROM "
	    "dispute_side WHERE dispute = d.id) < 2",
	    "SELECT count(*) FROM pragma_foreign_key_check"};

	for (size_t i = 0; i < COUNT(never); i++) {
		sqlite3_stmt *stmt;

		assert_int_equal(
		    sqlite3_prepare_v2(s->db, never[i], -1, &stmt, NULL),
		    SQLITE_OK);
		assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
		if (sqlite3_column_int(stmt, 0) != 0)
			fail_msg(
			    "%s: %d", never[i], sqlite3_column_int(stmt, 0));
		sqlite3_finalize(stmt);
	}
}

static void
rebuild(struct store *s, struct rebuilt *result)
{
	const struct rebuild_options options = {0};
	struct error err = {0};

	if (!store_rebuild(s, &options, result, &err))
		fail_msg("%s", err.text);
}

/* Whatever is wrong in what was derived, a rebuild says so, and mends it. */
static void
a_rebuild_mends_what_is_otherwise(void **state)
{
	static const char *const wrongs[] = {
	    "UPDATE figure SET status = 'conceded' WHERE id = 1",
	    "UPDATE event SET words = 'x' WHERE id = (SELECT min(id) FROM "
	    "event)",
	    "DELETE FROM relation",
	    "UPDATE dispute SET gap_low = 1",
	};
	struct store *s = ((struct place_of_store *)*state)->store;
	const struct rebuild_options check = {.check = true};
	struct arena arena = {0};
	struct error err = {0};
	struct rebuilt result;
	struct str before;
	uint64_t seed = 7;
	struct built b;

	put_items(s);
	for (int i = 0; i < ARTICLES; i++) {
		random_article(&b, &seed);
		put_built(s, &b);
	}
	before = derived(s, &arena);
	for (size_t i = 0; i < COUNT(wrongs); i++) {
		assert_int_equal(
		    sqlite3_exec(s->db, wrongs[i], NULL, NULL, NULL),
		    SQLITE_OK);
		assert_true(store_rebuild(s, &check, &result, &err));
		assert_false(result.same);
		assert_false(str_eq(before, derived(s, &arena)));
		rebuild(s, &result);
		assert_false(result.same);
		assert_true(str_eq(before, derived(s, &arena)));
		rebuild(s, &result);
		assert_true(result.same);
	}
	arena_free(&arena);
}

static void
a_rebuild_gives_the_same(void **state)
{
	struct place_of_store *p = *state;
	struct rebuilt result;
	size_t most = 0;

	for (uint64_t run = 1; run <= RUNS; run++) {
		struct arena arena = {0};
		struct str before, after;
		uint64_t seed = run;
		struct built b;

		put_items(p->store);
		for (int i = 0; i < ARTICLES; i++) {
			random_article(&b, &seed);
			put_built(p->store, &b);
			if (i % 3 == 0)
				remove_page(p->store, &seed, DAY_0 + 20 * DAYS);
			check_invariants(p->store);
		}
		assert_true(events_of(p->store, "removed") > 1);
		check_invariants(p->store);
		before = derived(p->store, &arena);
		rebuild(p->store, &result);
		assert_true(result.same);
		after = derived(p->store, &arena);
		assert_true(str_eq(before, after));
		most = before.len > most ? before.len : most;
		arena_free(&arena);
		drop_store(state);
		make_store(state);
		p = *state;
	}
	assert_true(most > 10000); /* there was something to compare */
}

/* How SQLite means to run a statement: a line for each step. */
static void
plan_of(struct store *s, size_t statement, struct buf *plan)
{
	CLEANUP(query_end) struct query q = query_begin(s, statement);
	struct buf sql = {.arena = plan->arena};
	sqlite3_stmt *steps;

	buf_printf(&sql, "EXPLAIN QUERY PLAN %s", sqlite3_sql(q.stmt));
	assert_int_equal(
	    sqlite3_prepare_v2(s->db, sql.ptr, (int)sql.len, &steps, NULL),
	    SQLITE_OK);
	while (sqlite3_step(steps) == SQLITE_ROW)
		buf_printf(
		    plan, "%s\n", (const char *)sqlite3_column_text(steps, 3));
	sqlite3_finalize(steps);
	buf_char(plan, '\0');
}

/* Does it look at all rows of a table, other than one made for it? */
static bool
scans_table(const char *plan)
{
	while ((plan = strstr(plan, "SCAN ")) != NULL) {
		plan += 5;
		if (*plan != '(' && strncmp(plan, "CONSTANT", 8) != 0 &&
		    strncmp(plan, "later", 5) != 0 &&
		    strncmp(plan, "few\n", 4) != 0 &&
		    strncmp(plan, "amended\n", 8) != 0 &&
		    strncmp(plan, "in_force", 8) != 0 && /* of one row */
		    strncmp(plan, "c\n", 2) != 0) /* of few rows chosen */
			return true;
	}
	return false;
}

/* What a put or a look searches for. */
static const struct {
	size_t statement;
	const char *way; /* the index that narrows it most */
} searches[] = {
    {SQL_FIGURE_ALIKE,              "(origin=? AND metric=? AND stated=?"            },
    {SQL_FIGURE_ALIKE_ELSE,
     "figure_low (origin=? AND metric=? AND value_low=?"                             },
    {SQL_FIGURE_ALIKE_ELSE,         "figure_vague (origin=? AND metric=? AND said>"  },
    {SQL_FIGURE_ALIKE_ELSE,         "figure_series (origin=? AND spot=? AND metric=?"},
    {SQL_FIGURE_SERIES,             "(origin=? AND spot=? AND metric=?"              },
    {SQL_FIGURE_VIEW,
     "figure_spot (spot=? AND family=? AND clock=? AND said<?"                       },
    {SQL_FIGURE_VIEW,               "figure_ended (spot=? AND family=? AND until>"   },
    {SQL_FIGURE_VIEW_DAYS,
     "figure_days (spot=? AND family=? AND clock=? AND stands>"                      },
    {SQL_FIGURE_FOLLOWED,
     "figure_spot (spot=? AND family=? AND clock=? AND said>"                        },
    {SQL_FIGURE_BURIED,
     "figure_spot (spot=? AND family=? AND clock=? AND said>"                        },
    {SQL_FIGURE_AFTER_DAYS,
     "figure_days (spot=? AND family=? AND clock=? AND stands=? AND said>"           },
    {SQL_FIGURE_AFTER,
     "figure_spot (spot=? AND family=? AND clock=? AND said>"                        },
    {SQL_FIGURE_WHOLES,             "(spot=? AND family=? AND clock=?"               },
    {SQL_FIGURE_PARTS,              "(family=? AND clock=? AND place_path>"          },
    {SQL_FIGURE_STATED,             "figure_stated (stated=? AND spot=?)"            },
    {SQL_FIGURE_NEAR,               "(spot=? AND family=? AND clock=?"               },
    {SQL_FIGURE_DENIED,             "(metric=? AND stated=?)"                        },
    {SQL_FIGURE_OF_ORIGIN_AT,       "(origin=? AND spot=?)"                          },
    {SQL_FIGURE_GROUNDS,            "USING PRIMARY KEY (figure=?)"                   },
    {SQL_FIGURE_COUNT,              "(figure=? AND publisher=?)"                     },
    {SQL_FIGURE_ENDED,              "figure_ended (spot=? AND family=? AND"          },
    {SQL_FIGURE_ENDED_WITHIN,       "figure_ended_within (family=? AND"              },
    {SQL_FIGURE_ENDED_STATED,       "figure_ended_stated (stated=? AND"              },
    {SQL_FIGURE_REPLACED,           "figure_superseded (superseded_by=?)"            },
    {SQL_RELATION_OUTLIVED,         "USING PRIMARY KEY (figure=?)"                   },
    {SQL_RELATION_DIGEST,           "USING PRIMARY KEY (figure=?)"                   },
    {SQL_CONFLICT_NEAR,             "relation_disputed_other (other=?)"              },
    {SQL_CONFLICT_SINCE,            "relation_disputed_other (other=?)"              },
    {SQL_CONFLICT_FIRST,            "relation_disputed_other (other=?)"              },
    {SQL_CONFLICT_UNTIL,            "relation_disputed_other (other=?)"              },
    {SQL_SIDE_OF,		   "dispute_side_figure (figure=?)"                 },
    {SQL_SIDE_FIRST,                "(dispute=? AND origin=?)"                       },
    {SQL_SIDE_JOINED,               "(dispute=? AND figure=?)"                       },
    {SQL_SIDE_UNLIKE,               "(dispute=? AND origin=?)"                       },
    {SQL_SIDE_FOLLOWERS,            "(dispute=? AND side=?)"                         },
    {SQL_SIDE_FOLLOWERS_OF_ORIGIN,  "(dispute=? AND origin=?)"                       },
    {SQL_SIDE_FOLLOWERS_OF_SIDE,    "(dispute=? AND side=?)"                         },
    {SQL_DISPUTE_OF_DENIER,         "(denier=? AND denied=?)"                        },
    {SQL_DISPUTE_DENIED_BEFORE,     "(denier=? AND denied=?)"                        },
    {SQL_DISPUTE_CONFLICTS,         "dispute_side_live (dispute=?"                   },
    {SQL_DISPUTE_LIVE,              "dispute_side_live (dispute=?"                   },
    {SQL_DISPUTE_PAIR,              "relation_disputed_other (other=?)"              },
    {SQL_GAP_FORGET_OF_FIGURE,      "dispute_side_figure (figure=?)"                 },
    {SQL_DISPUTE_FIRST,             "dispute_side_since (dispute=?"                  },
    {SQL_DISPUTE_LATEST,            "dispute_side_since (dispute=?"                  },
    {SQL_DISPUTE_CAME_BY,           "dispute_side_since (dispute=?"                  },
    {SQL_DISPUTE_CAME_AFTER,        "dispute_side_since (dispute=?"                  },
    {SQL_DENIALS_WAITING,           "mention_denied (metric=? AND <expr>=?)"         },
    {SQL_ITEM_BY_GUID,              "(feed=? AND guid=?)"                            },
    {SQL_ITEM_BY_KEY,               "item_key (key=?)"                               },
    {SQL_ITEM_DUE,                  "item_due (feed=? AND due>?)"                    },
    {SQL_ITEM_STORED,               "item_key (key=?)"                               },
    {SQL_ITEM_ELSEWHERE,            "item_document (document=?)"                     },
    {SQL_DOCUMENT_THERE,            "version_document (document=?)"                  },
    {SQL_ARCHIVED_BY_PAYLOAD,       "archived_payload (<expr>=?)"                    },
    {SQL_ARCHIVED_BY_URL,           "archived_url (url_hash=?)"                      },
    {SQL_ARCHIVE_FILE_END,          "autoindex_archived_1 (file=?)"                  },
    {SQL_SHELF_PLACE,               "(place_path=? AND metric=? AND said>"           },
    {SQL_SHELF_FACILITY,            "(facility=? AND metric=? AND said>"             },
    {SQL_SHELF_ORIGIN,              "(origin=? AND metric=? AND said>"               },
    {SQL_MENTION_BY_FIGURE,         "figure_mention_figure (figure=?)"               },
    {SQL_MENTION_FINDING_BY_FIGURE, "figure_mention_finding (figure=?)"              },
    {SQL_MENTION_BY_VERSION,        "mention_version (version=?)"                    },
    {SQL_MENTION_BY_ID,             "mention_version (version=? AND public_id=?)"    },
    {SQL_MENTION_BY_ID,             "mention_public_id (public_id=?"                 },
    {SQL_ANCHOR_OF_MENTION,         "mention_version (version=? AND public_id=?)"    },
    {SQL_ANCHORED_MENTION,          "mention_version (version=? AND public_id=?)"    },
    {SQL_PERIOD_OF_MENTION,         "mention_version (version=? AND public_id=?)"    },
    {SQL_CLAIM_BY_FIGURE,           "claim_target_figure (figure=?)"                 },
    {SQL_CLAIM_BY_VERSION,          "claim_version (version=?)"                      },
    {SQL_SEARCH_FEW_THEN,           "version_said (<expr>>? AND <expr><?)"           },
    {SQL_DISPUTE_BY_ID,             "autoindex_dispute_1 (public_id=?)"              },
};

/* A put, and a look, must cost the same however much is stored. */
static void
no_search_grows_with_the_store(void **state)
{
	struct store *s = ((struct place_of_store *)*state)->store;
	struct arena arena = {0};

	for (size_t i = 0; i < COUNT(searches); i++) {
		struct buf plan = {.arena = &arena};

		plan_of(s, searches[i].statement, &plan);
		if (strstr(plan.ptr, searches[i].way) == NULL ||
		    scans_table(plan.ptr))
			fail_msg("%s: %s", searches[i].way, plan.ptr);
	}
	arena_free(&arena);
}

/*
 * To find one text by words takes as long as to pass all that have them, where
 * only the beginning of a word is given.
 */
static void
no_text_is_looked_up_by_words(void **state)
{
	struct store *s = ((struct place_of_store *)*state)->store;
	struct arena arena = {0};
	struct buf plan = {.arena = &arena};

	plan_of(s, SQL_SEARCH, &plan);
	assert_non_null(strstr(plan.ptr, "VIRTUAL TABLE INDEX 0:M"));
	assert_null(strstr(plan.ptr, ":=M"));
	assert_null(strstr(plan.ptr, "SCAN source"));
	/* Its date is looked at before what it says. */
	assert_non_null(strstr(plan.ptr, "COVERING INDEX version_of"));
	assert_true(strstr(plan.ptr, "COVERING INDEX version_of") <
		    strstr(plan.ptr, "mention_version (version=?)"));
	arena_free(&arena);
}

/* Each kind of what is asked for has its index. */
static void
few_texts_are_found_by_what_they_say(void **state)
{
	static const char *const ways[] = {
	    "figure USING INDEX figure_listed_facility (facility=?)",
	    "figure USING INDEX figure_series (origin=?)",
	    "figure USING INDEX figure_listed_place (place_path=?)",
	    "figure USING INDEX figure_listed_metric (metric=?)",
	};
	struct store *s = ((struct place_of_store *)*state)->store;
	struct arena arena = {0};
	struct buf plan = {.arena = &arena};

	plan_of(s, SQL_SEARCH_FEW, &plan);
	for (size_t i = 0; i < COUNT(ways); i++)
		assert_non_null(strstr(plan.ptr, ways[i]));
	assert_null(strstr(plan.ptr, "SCAN source"));
	arena_free(&arena);
}

static void
a_set_keeps_each_row_once(void **state)
{
	struct arena arena = {0};
	struct rows set = {0};

	(void)state;
	for (int64_t i = 0; i < 300; i++)
		assert_int_equal(
		    rows_add(&arena, &set, i * i % 101 + 1), i <= 50);
	assert_int_equal(set.n, 51);
	assert_int_equal(set.all[2], 5);
	arena_free(&arena);
}

static void
count_any(void *n, const struct event_mark *mark)
{
	(void)mark;
	++*(size_t *)n;
}

static size_t
events_after(struct store *s, int64_t cursor)
{
	struct error err = {0};
	int64_t upto;
	size_t n = 0;

	if (!store_cursor(s, &upto, &err) ||
	    !store_visit_events_after(s, cursor, upto, count_any, &n, &err))
		fail_msg("%s", err.text);
	return n;
}

static void
put_one(struct store *s, const char *url, int day, int64_t value)
{
	struct built b;

	article_begin(&b, url, "A", day, "The monitor said n0 were killed.\n");
	say(&b, "n0",
	    (struct mention){.value_low = value,
		.value_high = value,
		.metric = STR("killed"),
		.place = STR("kelmar"),
		.origin = ACTOR("monitor")});
	put_built(s, &b);
}

/* A page that was fetched before a reading may be stored after it. */
static void
what_is_stored_late_is_after_the_cursor(void **state)
{
	struct store *s = ((struct place_of_store *)*state)->store;
	struct arena arena = {0};
	struct store_counts counts;
	struct error err = {0};
	int64_t first, second;
	struct rebuilt result;
	size_t late;

	assert_true(store_cursor(s, &first, &err));
	assert_int_equal(first, 0);
	put_one(s, "https://a.example/1", 5, 40);
	assert_true(events_after(s, first) > 0);
	assert_true(store_cursor(s, &first, &err));
	assert_int_equal(events_after(s, first), 0);

	put_one(s, "https://a.example/2", 2, 900);
	late = events_after(s, first);
	assert_true(late > 0);
	assert_true(store_cursor(s, &second, &err));
	assert_true(store_count_after(s, first, second, &counts, &err));
	assert_int_equal(counts.articles, 1);
	assert_int_equal(counts.figures, 1);
	assert_int_equal(counts.mentions, 1);

	rebuild(s, &result);
	assert_int_equal(events_after(s, first), late);
	assert_int_equal(events_after(s, second), 0);
	arena_free(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    STORE_TEST(what_is_stored_late_is_after_the_cursor),
	    STORE_TEST(no_search_grows_with_the_store),
	    STORE_TEST(no_text_is_looked_up_by_words),
	    STORE_TEST(few_texts_are_found_by_what_they_say),
	    STORE_TEST(a_set_keeps_each_row_once),
	    STORE_TEST(a_rebuild_gives_the_same),
	    STORE_TEST(a_rebuild_mends_what_is_otherwise),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
