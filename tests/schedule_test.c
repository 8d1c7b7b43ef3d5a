#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "fetch/schedule.h"

#define HOUR 3600
#define DAY  (24 * HOUR)
#define NOW  INT64_C(1800000000)

static const struct schedule fixed = {.every = 2 * HOUR};
static const struct schedule adapts = {-1, HOUR / 4, DAY};

static void
a_source_with_an_interval_of_its_own_keeps_it(void **state)
{
	(void)state;
	for (int o = OUTCOME_NEW; o <= OUTCOME_GONE; o++)
		assert_int_equal(
		    schedule_interval(&fixed, 5, (enum outcome)o), 2 * HOUR);
}

static void
an_interval_adapts_within_its_bounds(void **state)
{
	int64_t i = schedule_interval(&adapts, 0, OUTCOME_SAME);

	(void)state;
	assert_int_equal(i, HOUR);
	assert_int_equal(schedule_interval(&adapts, i, OUTCOME_NEW), 40 * 60);
	assert_int_equal(schedule_interval(&adapts, i, OUTCOME_SAME), 90 * 60);
	assert_int_equal(schedule_interval(&adapts, i, OUTCOME_TEMPORARY), i);
	for (int n = 0; n < 50; n++)
		i = schedule_interval(&adapts, i, OUTCOME_SAME);
	assert_int_equal(i, DAY);
	for (int n = 0; n < 50; n++)
		i = schedule_interval(&adapts, i, OUTCOME_NEW);
	assert_int_equal(i, HOUR / 4);
}

static struct str
address(char *text, size_t size, int i)
{
	snprintf(text, size, "https://outlet-%d.example/feed", i);
	return str_from(text);
}

static void
forty_sources_of_one_interval_spread_over_it(void **state)
{
	int in_quarter[4] = {0};
	char text[64];

	(void)state;
	for (int i = 0; i < 40; i++) {
		int64_t due = schedule_due(OUTCOME_SAME, HOUR, 0, 0,
		    address(text, sizeof(text), i), NOW);

		assert_true(due >= NOW + HOUR / 2 && due < NOW + 3 * HOUR / 2);
		in_quarter[(due - NOW - HOUR / 2) * 4 / HOUR]++;
	}
	for (int i = 0; i < 4; i++)
		assert_in_range(in_quarter[i], 4, 16);
}

static void
a_source_asked_when_due_is_due_again_an_interval_later(void **state)
{
	int64_t due = schedule_due(
	    OUTCOME_SAME, HOUR, 0, 0, STR("https://a.example/"), NOW);

	(void)state;
	assert_int_equal(schedule_due(OUTCOME_NEW, HOUR, 0, 0,
			     STR("https://a.example/"), due),
	    due + HOUR);
	assert_int_equal(
	    schedule_due(OUTCOME_NEW, 0, 0, 0, STR("https://a.example/"), NOW),
	    NOW);
}

static int64_t
wait_after(enum outcome o, int64_t interval, int64_t failures)
{
	return schedule_due(o, interval, failures, 0, STR("x"), NOW) - NOW;
}

static void
a_failure_doubles_the_wait_up_to_a_bound_of_its_class(void **state)
{
	(void)state;
	assert_int_equal(wait_after(OUTCOME_TEMPORARY, 0, 0), 300);
	assert_int_equal(wait_after(OUTCOME_TEMPORARY, 0, 1), 600);
	assert_int_equal(wait_after(OUTCOME_TEMPORARY, HOUR, 1), 2 * HOUR);
	assert_int_equal(wait_after(OUTCOME_TEMPORARY, HOUR, 1000), DAY);
	assert_int_equal(wait_after(OUTCOME_SOFT, 0, 0), HOUR);
	assert_int_equal(wait_after(OUTCOME_SOFT, 0, 1000), 3 * DAY);
	assert_int_equal(wait_after(OUTCOME_HARD, 0, 0), DAY);
	assert_int_equal(wait_after(OUTCOME_HARD, 0, 1000), 7 * DAY);
	/* Not more often than when all is well. */
	assert_int_equal(wait_after(OUTCOME_TEMPORARY, 30 * DAY, 3), 30 * DAY);
}

static void
what_a_server_asks_for_is_the_least_wait(void **state)
{
	(void)state;
	assert_int_equal(
	    schedule_due(OUTCOME_TEMPORARY, 0, 0, 7 * HOUR, STR("x"), NOW),
	    NOW + 7 * HOUR);
	assert_true(schedule_due(OUTCOME_TEMPORARY, DAY, 0, HOUR, STR("x"),
			NOW) >= NOW + DAY);
}

static void
what_is_gone_is_never_due(void **state)
{
	int64_t due = schedule_due(OUTCOME_GONE, HOUR, 0, 0, STR("x"), NOW);

	(void)state;
	assert_false(schedule_is_due(due, NOW));
	assert_false(schedule_is_due(due, NOW + 10000 * (int64_t)DAY));
}

static void
a_moment_that_only_a_wrong_clock_can_have_written_is_due(void **state)
{
	(void)state;
	assert_true(schedule_is_due(NOW, NOW));
	assert_false(schedule_is_due(NOW + 1, NOW));
	assert_false(schedule_is_due(NOW + 365 * (int64_t)DAY, NOW));
	assert_true(schedule_is_due(NOW + 5000 * (int64_t)DAY, NOW));
}

static void
validators_are_left_out_about_once_a_week(void **state)
{
	struct str a = STR("https://a.example/feed");

	(void)state;
	assert_true(schedule_wants_full(0, a, NOW));
	assert_false(schedule_wants_full(NOW, a, NOW));
	assert_false(schedule_wants_full(NOW, a, NOW + 6 * DAY));
	assert_true(schedule_wants_full(NOW, a, NOW + 7 * DAY));
	assert_true(schedule_wants_full(NOW + 99 * DAY, a, NOW));
}

static void
a_move_is_believed_after_three_sightings_over_two_days(void **state)
{
	int64_t since = 0, seen = 0;

	(void)state;
	assert_false(schedule_believes_move(true, &since, &seen, NOW));
	for (int i = 1; i < 47; i++)
		assert_false(schedule_believes_move(
		    true, &since, &seen, NOW + i * HOUR));
	assert_true(schedule_believes_move(true, &since, &seen, NOW + 2 * DAY));
}

static void
two_sightings_are_not_enough_however_far_apart(void **state)
{
	int64_t since = 0, seen = 0;

	(void)state;
	assert_false(schedule_believes_move(true, &since, &seen, NOW));
	assert_false(
	    schedule_believes_move(true, &since, &seen, NOW + 9 * DAY));
	assert_true(
	    schedule_believes_move(true, &since, &seen, NOW + 10 * DAY));
}

static void
another_target_begins_the_sightings_anew(void **state)
{
	int64_t since = NOW, seen = 5;

	(void)state;
	assert_false(
	    schedule_believes_move(false, &since, &seen, NOW + 9 * DAY));
	assert_int_equal(seen, 1);
	assert_int_equal(since, NOW + 9 * DAY);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_source_with_an_interval_of_its_own_keeps_it),
	    cmocka_unit_test(an_interval_adapts_within_its_bounds),
	    cmocka_unit_test(forty_sources_of_one_interval_spread_over_it),
	    cmocka_unit_test(
		a_source_asked_when_due_is_due_again_an_interval_later),
	    cmocka_unit_test(
		a_failure_doubles_the_wait_up_to_a_bound_of_its_class),
	    cmocka_unit_test(what_a_server_asks_for_is_the_least_wait),
	    cmocka_unit_test(what_is_gone_is_never_due),
	    cmocka_unit_test(
		a_moment_that_only_a_wrong_clock_can_have_written_is_due),
	    cmocka_unit_test(validators_are_left_out_about_once_a_week),
	    cmocka_unit_test(
		a_move_is_believed_after_three_sightings_over_two_days),
	    cmocka_unit_test(two_sightings_are_not_enough_however_far_apart),
	    cmocka_unit_test(another_target_begins_the_sightings_anew),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
