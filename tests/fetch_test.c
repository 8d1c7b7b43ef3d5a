#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "fetch/fetch.h"

/* tests/httpd.py, while the tests run. */
struct server {
	pid_t pid;
	int input; /* it ends when this closes */
	int port;
};

static struct server server;

static int
start_server(void **state)
{
	int to[2], from[2];
	FILE *out;

	(void)state;
	if (pipe(to) != 0 || pipe(from) != 0)
		return -1;
	if ((server.pid = fork()) == 0) {
		dup2(to[0], 0);
		dup2(from[1], 1);
		close(to[1]);
		close(from[0]);
		execlp("python3", "python3", "tests/httpd.py", (char *)NULL);
		_exit(127);
	}
	close(to[0]);
	close(from[1]);
	server.input = to[1];
	out = fdopen(from[0], "r");
	if (out == NULL || fscanf(out, "%d", &server.port) != 1)
		return -1;
	return fclose(out);
}

static int
stop_server(void **state)
{
	(void)state;
	close(server.input);
	return waitpid(server.pid, NULL, 0) == server.pid ? 0 : -1;
}

static struct fetch_options
quick(void)
{
	return (struct fetch_options){
	    .user_agent = STR("tallybook-test"),
	    .retry_ms = 10,
	    .timeout_ms = 5000,
	    .max_body = 50000,
	};
}

static struct str
url_at(struct arena *a, const char *host, const char *path)
{
	struct buf b = {.arena = a};

	buf_printf(&b, "http://%s:%d%s", host, server.port, path);
	return buf_str(&b);
}

static struct fetcher *
open_fetcher(const struct fetch_options *o)
{
	struct fetcher *f = NULL;
	struct error err;

	assert_true(fetcher_open(&f, o, &err));
	return f;
}

static void
add(struct fetcher *f, const char *path)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct request r = {
	    .url = url_at(&a, "127.0.0.1", path), .allow_private = true};

	fetcher_add(f, &r);
}

/* One request, one answer, whose strings are in the arena. */
static struct response
get(struct arena *a, const struct fetch_options *o, const struct request *r)
{
	CLEANUP(fetcher_cleanup) struct fetcher *f = open_fetcher(o);
	struct response answer, none;

	fetcher_add(f, r);
	assert_true(fetcher_next(f, &answer));
	answer.url = arena_copy(a, answer.url);
	answer.final_url = arena_copy(a, answer.final_url);
	answer.body = arena_copy(a, answer.body);
	answer.etag = arena_copy(a, answer.etag);
	answer.last_modified = arena_copy(a, answer.last_modified);
	answer.content_type = arena_copy(a, answer.content_type);
	answer.error = str_from(arena_cstr(a, answer.error));
	assert_false(fetcher_next(f, &none));
	return answer;
}

static struct response
get_path(struct arena *a, const struct fetch_options *o, const char *path)
{
	struct request r = {
	    .url = url_at(a, "127.0.0.1", path), .allow_private = true};

	return get(a, o, &r);
}

static void
assert_str(struct str s, const char *want)
{
	if (!str_eq(s, str_from(want)))
		fail_msg("\"%.*s\" is not \"%s\"", STR_ARG(s), want);
}

static void
assert_failed(const struct response *r, const char *words)
{
	assert_int_equal(r->status, 0);
	assert_int_equal(r->body.len, 0);
	if (strstr(r->error.ptr, words) == NULL)
		fail_msg("\"%s\" does not say \"%s\"", r->error.ptr, words);
}

static int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void
an_answer_brings_body_and_validators(void **state)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct fetch_options o = quick();
	struct response r = get_path(&a, &o, "/ok");

	(void)state;
	assert_int_equal(r.status, 200);
	assert_str(r.body, "hello");
	assert_str(r.etag, "\"v1\"");
	assert_str(r.last_modified, "Sat, 01 Nov 2025 00:00:00 GMT");
	assert_str(r.content_type, "text/plain");
	assert_true(str_eq(r.url, r.final_url));
	assert_false(r.is_permanent_move);
	assert_int_equal(r.error.len, 0);
	assert_str(get_path(&a, &o, "/agent").body, "tallybook-test");
	assert_str(get_path(&a, &o, "/gzip").body, "hello");
}

static void
a_missing_page_is_an_answer(void **state)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct fetch_options o = quick();
	struct response r = get_path(&a, &o, "/nothing");

	(void)state;
	assert_int_equal(r.status, 404);
	assert_false(r.failure == FAILURE_TEMPORARY);
}

static void
both_validators_are_sent_and_304_renews_them(void **state)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct fetch_options o = quick();
	int here;
	struct request request = {
	    .url = url_at(&a, "127.0.0.1", "/etag"),
	    .etag = STR("\"v1\""),
	    .last_modified = STR("Sat, 01 Nov 2025 00:00:00 GMT"),
	    .allow_private = true,
	    .user = &here,
	};
	struct response r = get(&a, &o, &request);

	(void)state;
	assert_int_equal(r.status, 304);
	assert_str(r.etag, "\"v2\"");
	assert_ptr_equal(r.user, &here);
}

static void
a_validator_cannot_smuggle_a_header(void **state)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct fetch_options o = quick();
	struct request request = {
	    .url = url_at(&a, "127.0.0.1", "/agent"),
	    .etag = STR("\"v\"\r\nUser-Agent: other"),
	    .allow_private = true,
	};

	(void)state;
	assert_str(get(&a, &o, &request).body, "tallybook-test");
}

static void
a_temporary_failure_is_tried_again(void **state)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct fetch_options o = quick();
	struct response r = get_path(&a, &o, "/flaky");

	(void)state;
	assert_int_equal(r.status, 200);
	assert_str(r.body, "hello");
}

static void
after_three_attempts_the_failure_stands(void **state)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct fetch_options o = quick();
	struct response r = get_path(&a, &o, "/down");

	(void)state;
	assert_int_equal(r.status, 503);
	assert_true(r.failure == FAILURE_TEMPORARY);
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

static void
redirects_are_followed_and_told_apart(void **state)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct fetch_options o = quick();
	struct response r = get_path(&a, &o, "/moved");

	(void)state;
	assert_int_equal(r.status, 200);
	assert_true(str_eq(r.final_url, url_at(&a, "127.0.0.1", "/ok")));
	assert_true(str_eq(r.url, url_at(&a, "127.0.0.1", "/moved")));
	assert_true(r.is_permanent_move);
	r = get_path(&a, &o, "/mixed");
	assert_int_equal(r.status, 200);
	assert_false(r.is_permanent_move);
}

static void
redirects_lead_nowhere_else(void **state)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct fetch_options o = quick();
	struct response r = get_path(&a, &o, "/file");

	(void)state;
	assert_failed(&r, "file:///etc/passwd, which is no http");
	r = get_path(&a, &o, "/loop");
	assert_failed(&r, "more than 5 redirects");
	r = get_path(&a, &o, "/metadata");
	assert_failed(&r, "169.254.169.254 is inside a private network");
	r = get_path(&a, &o, "/elsewhere");
	assert_failed(&r, "127.0.0.2 is inside a private network");
	assert_false(r.failure == FAILURE_TEMPORARY);
}

static void
inner_addresses_need_permission(void **state)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct fetch_options o = quick();
	static const char *const hosts[] = {"127.0.0.1", "localhost",
	    "[::ffff:127.0.0.1]", "0x7f.1", "2130706433"};
	struct request request = {0};
	struct response r;

	(void)state;
	for (size_t i = 0; i < COUNT(hosts); i++) {
		request.url = url_at(&a, hosts[i], "/ok");
		r = get(&a, &o, &request);
		assert_failed(&r, "private: true");
		assert_false(r.failure == FAILURE_TEMPORARY);
	}
}

/* A connection that another request was allowed to open is no way round. */
static void
an_open_connection_is_no_permission(void **state)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct fetch_options o = quick();
	CLEANUP(fetcher_cleanup) struct fetcher *f = open_fetcher(&o);
	struct request request = {.url = url_at(&a, "127.0.0.1", "/ok")};
	struct response r;

	(void)state;
	add(f, "/ok");
	assert_true(fetcher_next(f, &r));
	assert_int_equal(r.status, 200);
	fetcher_add(f, &request);
	assert_true(fetcher_next(f, &r));
	assert_failed(&r, "private network");
}

static void
every_limit_ends_a_transfer_with_its_reason(void **state)
{
	static const struct {
		const char *path, *words;
	} cases[] = {
	    {"/big",       "larger than 50000 bytes"          },
	    {"/unbounded", "larger than 50000 bytes"          },
	    {"/bomb",      "larger than 50000 bytes"          },
	    {"/flood",     "header is larger than 65536 bytes"},
	    {"/hang",      "timed out"                        },
	    {"/drip",      "timed out"                        },
	    {"/short",     "closed with outstanding read data"},
	};
	CLEANUP(arena_free) struct arena a = {0};
	struct fetch_options o = quick();
	struct response r;
	int64_t start;

	(void)state;
	o.timeout_ms = 500;
	o.max_attempts = 1;
	o.max_header = 65536;
	for (size_t i = 0; i < COUNT(cases); i++) {
		start = now_ms();
		r = get_path(&a, &o, cases[i].path);
		if (strcmp(cases[i].path, "/short") == 0)
			assert_true(r.status == 0 && r.error.len > 0);
		else
			assert_failed(&r, cases[i].words);
		assert_true(now_ms() - start < 1500);
	}
}

static void
what_is_no_web_address_is_not_asked(void **state)
{
	static const char *const urls[] = {
	    "", "file:///etc/passwd", "gopher://127.0.0.1/", "http://", "/ok"};
	CLEANUP(arena_free) struct arena a = {0};
	struct fetch_options o = quick();
	struct response r;

	(void)state;
	for (size_t i = 0; i < COUNT(urls); i++) {
		struct request request = {.url = str_from(urls[i])};

		r = get(&a, &o, &request);
		assert_failed(&r, "no http or https address");
		assert_false(r.failure == FAILURE_TEMPORARY);
	}
}

static void
a_closed_port_is_a_temporary_failure(void **state)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct fetch_options o = quick();
	struct request request = {
	    .url = STR("http://127.0.0.1:1/"), .allow_private = true};
	struct response r = get(&a, &o, &request);

	(void)state;
	assert_int_equal(r.status, 0);
	assert_true(r.failure == FAILURE_TEMPORARY);
	assert_true(r.error.len > 0);
}

/* The server's own record of when it was asked. */
static void
the_pace_holds_by_the_servers_log(void **state)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct fetch_options o = quick();
	CLEANUP(fetcher_cleanup) struct fetcher *f = NULL;
	struct response r;
	double at, last = 0;
	int n = 0;
	char *line, *save = NULL;

	(void)state;
	o.pace_ms = 100;
	f = open_fetcher(&o);
	for (int i = 0; i < 4; i++)
		add(f, i == 1 ? "/moved?paced" : "/ok?paced");
	while (fetcher_next(f, &r))
		assert_int_equal(r.status, 200);
	r = get_path(&a, &o, "/log");
	line = strtok_r(arena_cstr(&a, r.body), "\n", &save);
	for (; line != NULL; line = strtok_r(NULL, "\n", &save)) {
		assert_int_equal(sscanf(line, "%lf", &at), 1);
		if (strstr(line, "paced") == NULL)
			continue;
		assert_true(n++ == 0 || at - last >= 0.095);
		last = at;
	}
	assert_int_equal(n, 4);
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
	    cmocka_unit_test(an_answer_brings_body_and_validators),
	    cmocka_unit_test(a_missing_page_is_an_answer),
	    cmocka_unit_test(both_validators_are_sent_and_304_renews_them),
	    cmocka_unit_test(a_validator_cannot_smuggle_a_header),
	    cmocka_unit_test(a_temporary_failure_is_tried_again),
	    cmocka_unit_test(after_three_attempts_the_failure_stands),
	    cmocka_unit_test(a_host_that_wants_a_long_rest_is_left_alone),
	    cmocka_unit_test(redirects_are_followed_and_told_apart),
	    cmocka_unit_test(redirects_lead_nowhere_else),
	    cmocka_unit_test(inner_addresses_need_permission),
	    cmocka_unit_test(an_open_connection_is_no_permission),
	    cmocka_unit_test(every_limit_ends_a_transfer_with_its_reason),
	    cmocka_unit_test(what_is_no_web_address_is_not_asked),
	    cmocka_unit_test(a_closed_port_is_a_temporary_failure),
	    cmocka_unit_test(the_pace_holds_by_the_servers_log),
	    cmocka_unit_test(hosts_do_not_wait_for_each_other),
	    cmocka_unit_test(a_stopped_fetcher_ends_within_a_second),
	    cmocka_unit_test(ten_thousand_requests_to_one_host_are_no_burden),
	};

	return cmocka_run_group_tests(tests, start_server, stop_server);
}
