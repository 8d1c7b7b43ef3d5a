#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/pool.h"

#define N_TASKS   1000
#define N_THREADS 4

struct sum {
	struct task task; /* first */
	size_t number;
	int context; /* of the thread that ran it */
	long wait_us;
};

static struct sum sums[N_TASKS];
static int contexts[N_THREADS] = {1, 2, 3, 4};
static atomic_size_t n_ready, n_dropped, n_run;

static void
nap(long us)
{
	struct timespec t = {.tv_nsec = us * 1000};

	nanosleep(&t, NULL);
}

static void
run(struct task *task, void *context)
{
	struct sum *s = (struct sum *)task;

	if (s->wait_us > 0)
		nap(s->wait_us);
	s->context = *(int *)context;
	atomic_fetch_add(&n_run, 1);
}

static void
ready(void *user)
{
	assert_ptr_equal(user, contexts);
	atomic_fetch_add(&n_ready, 1);
}

static void
drop(struct task *task)
{
	(void)task;
	atomic_fetch_add(&n_dropped, 1);
}

static struct pool *
open_pool(void)
{
	static void *each[N_THREADS] = {
	    &contexts[0], &contexts[1], &contexts[2], &contexts[3]};
	struct pool_options o = {.n_threads = N_THREADS,
	    .contexts = each,
	    .ready = ready,
	    .user = contexts};
	struct pool *p = pool_open(&o);

	assert_non_null(p);
	atomic_store(&n_ready, 0);
	atomic_store(&n_dropped, 0);
	atomic_store(&n_run, 0);
	return p;
}

static void
add(struct pool *p, size_t number, long wait_us)
{
	sums[number] = (struct sum){
	    .task = {.run = run}, .number = number, .wait_us = wait_us};
	pool_add(p, &sums[number].task);
}

static void
tasks_are_handed_back_in_the_order_given(void **state)
{
	struct pool *p = open_pool();
	struct sum *s;

	(void)state;
	for (size_t i = 0; i < N_TASKS; i++)
		add(p, i, i % 7 == 0 ? 200 : 0);
	for (size_t i = 0; i < N_TASKS; i++) {
		s = (struct sum *)pool_take(p, true);
		assert_int_equal(s->number, i);
		assert_in_range(s->context, 1, N_THREADS);
	}
	assert_null(pool_take(p, true));
	pool_close(p, drop);
	assert_int_equal(n_dropped, 0);
}

static void
a_task_that_is_not_done_is_taken_only_by_waiting(void **state)
{
	struct pool *p = open_pool();

	(void)state;
	assert_null(pool_take(p, false));
	add(p, 0, 300000);
	assert_null(pool_take(p, false));
	assert_ptr_equal(pool_take(p, true), &sums[0].task);
	pool_close(p, drop);
}

static void
it_is_told_when_the_first_task_is_done(void **state)
{
	struct pool *p = open_pool();

	(void)state;
	add(p, 0, 100000);
	add(p, 1, 0);
	while (atomic_load(&n_run) < 1)
		nap(1000);
	nap(10000);
	while (atomic_load(&n_ready) == 0)
		nap(1000);
	assert_ptr_equal(pool_take(p, false), &sums[0].task);
	assert_ptr_equal(pool_take(p, false), &sums[1].task);
	pool_close(p, drop);
}

static void
what_was_not_taken_is_dropped_once(void **state)
{
	struct pool *p = open_pool();

	(void)state;
	for (size_t i = 0; i < N_TASKS; i++)
		add(p, i, 100);
	pool_take(p, true);
	pool_close(p, drop);
	assert_int_equal(n_dropped, N_TASKS - 1);
	assert_true(n_run < N_TASKS); /* and no more were begun */
}

static volatile sig_atomic_t n_signals;

static void
count_signal(int signal)
{
	(void)signal;
	n_signals++;
}

/* Else a signal would not end the wait of the one that is to stop. */
static void
signals_go_to_the_thread_that_opened_it(void **state)
{
	struct pool *p = open_pool();
	struct sigaction act = {.sa_handler = count_signal};

	(void)state;
	sigaction(SIGUSR1, &act, NULL);
	for (size_t i = 0; i < N_THREADS; i++)
		add(p, i, 200000);
	kill(getpid(), SIGUSR1);
	assert_int_equal(n_signals, 1);
	kill(getpid(), SIGUSR1);
	assert_int_equal(n_signals, 2); /* at once: this thread got it */
	pool_close(p, drop);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(tasks_are_handed_back_in_the_order_given),
	    cmocka_unit_test(a_task_that_is_not_done_is_taken_only_by_waiting),
	    cmocka_unit_test(it_is_told_when_the_first_task_is_done),
	    cmocka_unit_test(what_was_not_taken_is_dropped_once),
	    cmocka_unit_test(signals_go_to_the_thread_that_opened_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
