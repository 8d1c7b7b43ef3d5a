/* What a put costs does not hang on what else is stored. */
#include "store/db.h"
#include "tests/store_build.h"

static int
count_statement(unsigned kind, void *n, void *statement, void *text)
{
	(void)kind;
	(void)statement;
	(void)text;
	++*(int *)n;
	return 0;
}

static const char *
print(struct arena *arena, const char *format, int n)
{
	struct buf b = {.arena = arena};

	buf_printf(&b, format, n);
	return arena_cstr(arena, buf_str(&b));
}

/* The nth paper to say so, of which another paper denies it. */
static void
deny(struct store *s, int n)
{
	struct built b;
	struct arena arena = {0};
	const char *denier = print(&arena, "Paper %d", n);

	article_begin(&b, print(&arena, "https://wire.example/%d", n),
	    "Kelmar Wire", 0, "The ministry counts 54 dead. No, it is said.\n");
	say(&b, "54", toll(54, (struct origin)HEALTH));
	claim_of(&b, "No, it is said",
	    (struct claim){
		.origin = {ORIGIN_NAMED, {0}, str_from(denier)},
		.kind = DENIAL
        });
	put_built(s, &b);
	arena_free(&arena);
}

static void
a_denial_does_not_look_at_other_denials(void **state)
{
	struct store *s = ((struct place_of_store *)*state)->store;
	struct arena arena = {0};
	struct dispute_row *disputes;
	int some = 0, more = 0;

	for (int i = 0; i < 3; i++)
		deny(s, i);
	sqlite3_trace_v2(s->db, SQLITE_TRACE_STMT, count_statement, &some);
	deny(s, 3);
	sqlite3_trace_v2(s->db, 0, NULL, NULL);
	for (int i = 4; i < 20; i++)
		deny(s, i);
	sqlite3_trace_v2(s->db, SQLITE_TRACE_STMT, count_statement, &more);
	deny(s, 20);
	sqlite3_trace_v2(s->db, 0, NULL, NULL);
	assert_int_equal(more, some);
	assert_int_equal(disputes_of(s, &arena, &disputes), 21);
	arena_free(&arena);
}

static void
count_row(
    void *n, int change, const char *db, const char *table, sqlite3_int64 row)
{
	(void)db;
	(void)row;
	if (change == SQLITE_UPDATE && strcmp(table, "figure") == 0)
		++*(int *)n;
}

static void
say_part(struct store *s, const char *url)
{
	struct built b;

	article_begin(&b, url, "Kelmar Wire", 0,
	    "The ministry counts 54 dead, 17 of them children.\n");
	say(&b, "54", toll(54, (struct origin)HEALTH));
	say(&b, "17", toll(17, (struct origin)HEALTH))->group = STR("children");
	b.x.mentions[1].part_of = 0;
	put_built(s, &b);
}

/* Each of the two has one mention more, and that is all. */
static void
a_copy_writes_of_a_figure_how_often_it_is_said(void **state)
{
	struct store *s = ((struct place_of_store *)*state)->store;
	int n = 0;

	say_part(s, "https://wire.example/1");
	sqlite3_update_hook(s->db, count_row, &n);
	say_part(s, "https://wire.example/2");
	sqlite3_update_hook(s->db, NULL, NULL);
	assert_int_equal(n, 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    STORE_TEST(a_denial_does_not_look_at_other_denials),
	    STORE_TEST(a_copy_writes_of_a_figure_how_often_it_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
