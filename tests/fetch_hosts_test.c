#include <signal.h>

#include "tests/fetch_server.h"

/* By the server's own record of when it was asked: how many requests to a host
 * have the word, and that there were so many seconds between them. */
static int
count_paced(int host, const char *word, double pause)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct fetch_options o = quick();
	struct response r = get_path(&a, &o, "/log");
	char *line, *save = NULL;
	double at, last = 0;
	int n = 0, asked;

	line = strtok_r(arena_cstr(&a, r.body), "\n", &save);
	for (; line != NULL; line = strtok_r(NULL, "\n", &save)) {
		assert_int_equal(
		    sscanf(line, "%lf 127.0.0.%d", &at, &asked), 2);
		if (strstr(line, word) == NULL || asked != host)
			continue;
		assert_true(n++ == 0 || at - last >= pause);
		last = at;
	}
	return n;
}

static void
the_pace_of_each_host_holds_by_the_servers_log(void **state)
{
	struct fetch_options o = quick();
	CLEANUP(fetcher_cleanup) struct fetcher *f = NULL;
	struct response r;
	int64_t start = now_ms();

	(void)state;
	o.pace_ms = 100;
	f = open_fetcher(&o);
	for (int i = 0; i < 12; i++)
		add_to(f, 1 + i % 3, i == 3 ? "/moved?paced" : "/ok?paced");
	while (fetcher_next(f, &r))
		assert_int_equal(r.status, 200);
	for (int host = 1; host <= 3; host++)
		assert_int_equal(count_paced(host, "paced", 0.095), 4);
	/* One after the other they would have taken this long. */
	assert_true(now_ms() - start < 900);
}

/* As a host's robots.txt may ask, when one answer has come already. */
static void
a_host_has_a_pace_of_its_own(void **state)
{
	struct fetch_options o = quick();
	CLEANUP(fetcher_cleanup) struct fetcher *f = open_fetcher(&o);
	struct response r;

	(void)state;
	add_to(f, 1, "/ok?mine");
	add_to(f, 2, "/ok?mine");
	add_to(f, 2, "/ok?mine");
	add_to(f, 2, "/ok?mine");
	assert_true(fetcher_next(f, &r));
	fetcher_set_pace(f, STR("127.0.0.1"), 300);
	add_to(f, 1, "/ok?mine");
	add_to(f, 1, "/ok?mine");
	while (fetcher_next(f, &r))
		assert_int_equal(r.status, 200);
	assert_int_equal(count_paced(1, "mine", 0.295), 3);
	assert_int_equal(count_paced(2, "mine", 0), 3);
}

static void
a_wait_ends_in_its_time(void **state)
{
	struct fetch_options o = quick();
	CLEANUP(fetcher_cleanup) struct fetcher *f = open_fetcher(&o);
	struct response r;

	(void)state;
	assert_int_equal(fetcher_wait(f, 0, &r), FETCHED_ALL);
	add(f, "/slow?wait");
	assert_int_equal(fetcher_wait(f, 20, &r), FETCHED_NOTHING);
	assert_int_equal(fetcher_wait(f, -1, &r), FETCHED_ANSWER);
	assert_int_equal(r.status, 200);
	assert_int_equal(fetcher_wait(f, -1, &r), FETCHED_ALL);
}

static void
a_host_is_left_alone_when_the_caller_says_so(void **state)
{
	struct fetch_options o = quick();
	CLEANUP(fetcher_cleanup) struct fetcher *f = open_fetcher(&o);
	struct response r;

	(void)state;
	add_to(f, 2, "/ok?rested");
	fetcher_rest(f, STR("127.0.0.2"), 77);
	add_to(f, 2, "/ok?rested");
	add_to(f, 3, "/ok?rested");
	for (int n = 0; n < 3; n++) {
		assert_true(fetcher_next(f, &r));
		assert_int_equal(r.retry_after, r.status == 200 ? 0 : 77);
		assert_true(r.status == 200 || r.error.len > 0);
	}
	assert_false(fetcher_next(f, &r));
	assert_int_equal(count_paced(2, "rested", 0), 0);
	assert_int_equal(count_paced(3, "rested", 0), 1);
}

static void
hosts_do_not_wait_for_each_other(void **state)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct fetch_options o = quick();
	CLEANUP(fetcher_cleanup) struct fetcher *f = open_fetcher(&o);
	static const char *const hosts[] = {
	    "127.0.0.1", "127.0.0.2", "127.0.0.3"};
	struct request request = {.allow_private = true};
	struct response r;
	int64_t start = now_ms();

	(void)state;
	for (size_t i = 0; i < COUNT(hosts); i++) {
		request.url = url_at(&a, hosts[i], "/slow");
		fetcher_add(f, &request);
	}
	while (fetcher_next(f, &r))
		assert_int_equal(r.status, 200);
	assert_true(now_ms() - start < 800);
}

static void
a_stopped_fetcher_ends_within_a_second(void **state)
{
	volatile sig_atomic_t stop = 0;
	struct fetch_options o = quick();
	CLEANUP(fetcher_cleanup) struct fetcher *f = NULL;
	struct response r;
	int64_t start = now_ms();

	(void)state;
	o.stop = &stop;
	f = open_fetcher(&o);
	add(f, "/ok");
	add(f, "/hang");
	assert_true(fetcher_next(f, &r));
	stop = 1;
	assert_false(fetcher_next(f, &r));
	assert_true(now_ms() - start < 1000);
}

static void
a_host_that_wants_a_long_rest_is_left_alone(void **state)
{
	struct fetch_options o = quick();
	CLEANUP(fetcher_cleanup) struct fetcher *f = open_fetcher(&o);
	struct response r;
	int64_t start = now_ms();
	int n = 0;

	(void)state;
	add(f, "/greedy");
	add(f, "/ok?unasked");
	assert_true(fetcher_next(f, &r));
	assert_int_equal(r.status, 503);
	add(f, "/ok?added-later");
	for (; n < 2; n++) {
		assert_int_equal(r.retry_after, 3600);
		assert_true(r.failure == FAILURE_TEMPORARY);
		assert_true(fetcher_next(f, &r));
		assert_int_equal(r.status, 0);
	}
	assert_false(fetcher_next(f, &r));
	assert_true(now_ms() - start < 2000);
}

static volatile sig_atomic_t stopped;

static int64_t stopped_ms;

static void
stop(int number)
{
	(void)number;
	stopped = 1;
	stopped_ms = now_ms();
}

/* Ask this process to end, a while from now. */
static pid_t
send_sigterm_later(void)
{
	pid_t child = fork(), parent;

	if (child != 0)
		return child;
	parent = getppid();
	nanosleep(&(struct timespec){.tv_nsec = 300000000}, NULL);
	kill(parent, SIGTERM);
	_exit(0);
}

static void
sigterm_ends_a_wait_amid_slow_transfers(void **state)
{
	static const char *const paths[] = {"/hang", "/drip", "/unbounded"};
	struct sigaction action = {.sa_handler = stop}, before;
	struct fetch_options o = quick();
	struct fetcher *f;
	struct response r;
	pid_t child;

	(void)state;
	o.stop = &stopped;
	o.max_body = 100000000;
	f = open_fetcher(&o);
	for (int i = 0; i < 3; i++)
		add_to(f, i + 1, paths[i]);
	assert_int_equal(sigaction(SIGTERM, &action, &before), 0);
	child = send_sigterm_later();
	assert_false(fetcher_next(f, &r));
	fetcher_close(f);
	assert_int_equal(stopped, 1);
	assert_true(now_ms() - stopped_ms < 300);
	assert_int_equal(waitpid(child, NULL, 0), child);
	sigaction(SIGTERM, &before, NULL);
}

static void
ten_thousand_requests_to_one_host_are_no_burden(void **state)
{
	struct fetch_options o = quick();
	CLEANUP(fetcher_cleanup) struct fetcher *f = open_fetcher(&o);
	struct response r;
	int64_t start = now_ms();
	int n = 0;

	(void)state;
	add(f, "/greedy");
	for (int i = 0; i < 10000; i++)
		add(f, "/never");
	while (fetcher_next(f, &r))
		n++;
	assert_int_equal(n, 10001);
	assert_true(now_ms() - start < 3000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_pace_of_each_host_holds_by_the_servers_log),
	    cmocka_unit_test(a_host_has_a_pace_of_its_own),
	    cmocka_unit_test(a_wait_ends_in_its_time),
	    cmocka_unit_test(a_host_is_left_alone_when_the_caller_says_so),
	    cmocka_unit_test(hosts_do_not_wait_for_each_other),
	    cmocka_unit_test(a_stopped_fetcher_ends_within_a_second),
	    cmocka_unit_test(a_host_that_wants_a_long_rest_is_left_alone),
	    cmocka_unit_test(sigterm_ends_a_wait_amid_slow_transfers),
	    cmocka_unit_test(ten_thousand_requests_to_one_host_are_no_burden),
	};

	return cmocka_run_group_tests(tests, start_server, stop_server);
}
