#include <inttypes.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
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
	int secure[4]; /* ports: good, another name, expired, not trusted */
	char authorities[128];
};

static struct server server;
static pid_t trickled; /* a process that takes its time, beside the tests */

static int
start_server(void **state)
{
	int to[2], from[2];
	int *tls = server.secure;
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
	if (out == NULL ||
	    fscanf(out, "%d %d %d %d %d %127s", &server.port, &tls[0], &tls[1],
		&tls[2], &tls[3], server.authorities) != 6)
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

static const struct exchange *
copy_exchanges(struct arena *a, const struct response *r)
{
	struct exchange *all = arena_alloc(a, r->n_exchanges, sizeof(*all));

	for (size_t i = 0; i < r->n_exchanges; i++) {
		all[i] = r->exchanges[i];
		all[i].url = arena_copy(a, all[i].url);
		all[i].request = arena_copy(a, all[i].request);
		all[i].answer = arena_copy(a, all[i].answer);
		all[i].payload = arena_copy(a, all[i].payload);
		all[i].address = arena_copy(a, all[i].address);
	}
	return all;
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
	answer.exchanges = copy_exchanges(a, &answer);
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
	static const struct {
		const char *path, *words;
		enum failure failure;
	} cases[] = {
	    {"/file",				 "file:///etc/passwd, which is no http",        FAILURE_HARD},
	    {"/to/ftp://127.0.0.1/",                  "which is no http",                            FAILURE_HARD},
	    {"/loop",				 "more than 5 redirects",                       FAILURE_SOFT},
	    {"/metadata",			     "169.254.169.254 is inside a private network",
             FAILURE_HARD											},
	    {"/elsewhere",			    "127.0.0.2 is inside a private network",
             FAILURE_HARD											},
	    {"/to/http://[::ffff:127.0.0.1]:PORT/ok", "inside a private",
             FAILURE_HARD											},
	    {"/to/http://[::1]:PORT/ok",              "inside a private",                            FAILURE_HARD},
	    {"/to/http://[64:ff9b::7f00:1]:PORT/ok",  "inside a private",
             FAILURE_HARD											},
	    {"/to/http://0x7f.2:PORT/ok",             "inside a private",                            FAILURE_HARD},
	    {"/to/http://localhost:PORT/ok",          "inside a private",                            FAILURE_HARD},
	    {"/to/http://a..b/",                      "no host of the name a..b",                    FAILURE_HARD},
	};
	CLEANUP(arena_free) struct arena a = {0};
	struct fetch_options o = quick();
	struct response r;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		r = get_path(&a, &o, cases[i].path);
		assert_failed(&r, cases[i].words);
		if (r.failure != cases[i].failure)
			fail_msg("%s has another class", cases[i].path);
	}
	o.max_redirects = 2;
	r = get_path(&a, &o, "/loop");
	assert_failed(&r, "more than 2 redirects");
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
	    {"/big",              "larger than 50000 bytes"              },
	    {"/unbounded",        "larger than 50000 bytes"              },
	    {"/bomb",             "larger than 50000 bytes"              },
	    {"/flood",            "header is larger than 65536 bytes"    },
	    {"/headers",          "header is larger than 65536 bytes"    },
	    {"/interim_flood",    "header is larger than 65536 bytes"    },
	    {"/hang",             "no answer within 0.5 s"               },
	    {"/drip",             "no whole answer within 0.5 s"         },
	    {"/extensions",       "within 0.5 s"                         },
	    {"/short",            "ended before the answer was whole"    },
	    {"/wire/long-line",   "a line of the header is too long"     },
	    {"/wire/not-http",    "not HTTP"                             },
	    {"/coded/gzip/cut",   "breaks off"                           },
	    {"/coded/gzip/plain", "badly packed"                         },
	    {"/coded/br/plain",   "packed as \"br\", which was not asked"},
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
		assert_failed(&r, cases[i].words);
		assert_true(now_ms() - start < 1500);
	}
	o.record = true;
	r = get_path(&a, &o, "/extensions");
	assert_failed(&r, "far more chunks than content");
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

/* Queue requests to 127.0.0.N, told apart from others by a word. */
static void
add_to(struct fetcher *f, int host, const char *path)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct request r = {.allow_private = true};
	char name[16];

	snprintf(name, sizeof(name), "127.0.0.%d", host);
	r.url = url_at(&a, name, path);
	fetcher_add(f, &r);
}

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

/* What the server says it sent or was asked on a path. */
static struct str
told(struct arena *a, const char *what, const char *path)
{
	struct fetch_options o = quick();
	struct buf b = {.arena = a};
	struct response r;

	buf_printf(&b, "/%s%s", what, path);
	r = get_path(a, &o, b.ptr);
	assert_int_equal(r.status, 200);
	return r.body;
}

static void
assert_same(struct str s, struct str want, const char *path)
{
	if (!str_eq(s, want))
		fail_msg("%s: \"%.*s\" is not \"%.*s\"", path, STR_ARG(s),
		    STR_ARG(want));
}

static struct response
get_record(struct arena *a, const char *path)
{
	struct fetch_options o = quick();

	o.record = true;
	return get_path(a, &o, path);
}

static void
the_record_is_what_the_server_sent(void **state)
{
	static const struct {
		const char *path, *body;
	} cases[] = {
	    {"/wire/one-packet",   "hello world"},
	    {"/wire/split",        "hello world"},
	    {"/wire/trailers",     "hello world"},
	    {"/wire/no-chunks",    ""           },
	    {"/wire/length",       "hello"      },
	    {"/wire/length-split", "hello"      },
	    {"/wire/until-close",  "hello world"},
	    {"/wire/not-modified", ""           },
	};
	CLEANUP(arena_free) struct arena a = {0};
	const struct exchange *x;
	struct response r;
	struct str head;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		r = get_record(&a, cases[i].path);
		assert_int_equal(r.n_exchanges, 1);
		x = r.exchanges;
		assert_same(
		    x->answer, told(&a, "sent", cases[i].path), cases[i].path);
		assert_same(x->request, told(&a, "asked", cases[i].path),
		    cases[i].path);
		assert_str(r.body, cases[i].body);
		assert_same(x->payload, r.body, cases[i].path);
		head = (struct str){x->answer.ptr, x->head_len};
		assert_true(x->head_len > 4);
		assert_true(head.ptr[head.len - 1] == '\n');
		assert_true(head.ptr[head.len - 2] == '\n' ||
			    head.ptr[head.len - 3] == '\n');
		assert_int_equal(x->status, r.status);
		assert_str(x->address, "127.0.0.1");
		assert_true(str_eq(x->url, r.url));
		assert_true(llabs((long long)x->at - time(NULL)) < 5);
	}
}

/* What no answer is framed to hold is no part of it. */
static void
the_record_ends_with_the_answer(void **state)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct response r = get_record(&a, "/wire/leftover");
	struct str sent = told(&a, "sent", "/wire/leftover");

	(void)state;
	assert_str(r.body, "hello world");
	assert_int_equal(r.n_exchanges, 1);
	sent.len = (size_t)(strstr(sent.ptr, "\r\n0\r\n\r\n") - sent.ptr) + 7;
	assert_same(r.exchanges->answer, sent, "leftover");
	r = get_record(&a, "/wire/excess");
	sent = told(&a, "sent", "/wire/excess");
	assert_str(r.body, "hello");
	sent.len -= 6;
	assert_same(r.exchanges->answer, sent, "excess");
}

static void
interim_answers_are_no_part_of_the_record(void **state)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct response r = get_record(&a, "/wire/interim");
	struct str sent = told(&a, "sent", "/wire/interim");
	const char *last = strstr(sent.ptr, "HTTP/1.1 200");

	(void)state;
	assert_int_equal(r.status, 200);
	assert_int_equal(r.n_exchanges, 1);
	assert_same(r.exchanges->answer,
	    str_skip(sent, (size_t)(last - sent.ptr)), "interim");
	assert_str(
	    str_skip(r.exchanges->answer, r.exchanges->head_len), "hello");
}

static void
the_record_holds_packed_and_the_body_is_unpacked(void **state)
{
	static const char *const paths[] = {
	    "/wire/packed", "/wire/packed-chunks"};
	CLEANUP(arena_free) struct arena a = {0};
	struct response r;

	(void)state;
	for (size_t i = 0; i < COUNT(paths); i++) {
		r = get_record(&a, paths[i]);
		assert_int_equal(r.n_exchanges, 1);
		assert_same(
		    r.exchanges->answer, told(&a, "sent", paths[i]), paths[i]);
		assert_true(r.exchanges->payload.len < 60);
		assert_memory_equal(r.exchanges->payload.ptr, "\x1f\x8b", 2);
		assert_int_equal(r.body.len, 240);
		assert_memory_equal(r.body.ptr, "words words ", 12);
	}
}

static void
every_hop_is_on_record(void **state)
{
	static const char *const paths[] = {
	    "/wire/hop", "/wire/hop2", "/wire/one-packet"};
	static const long statuses[] = {302, 301, 200};
	CLEANUP(arena_free) struct arena a = {0};
	struct response r = get_record(&a, paths[0]);

	(void)state;
	assert_int_equal(r.status, 200);
	assert_int_equal(r.n_exchanges, 3);
	for (size_t i = 0; i < COUNT(paths); i++) {
		assert_same(r.exchanges[i].answer, told(&a, "sent", paths[i]),
		    paths[i]);
		assert_same(r.exchanges[i].request, told(&a, "asked", paths[i]),
		    paths[i]);
		assert_int_equal(r.exchanges[i].status, statuses[i]);
		assert_true(str_eq(
		    r.exchanges[i].url, url_at(&a, "127.0.0.1", paths[i])));
	}
	assert_str(r.exchanges[0].payload, "moved");
	assert_str(r.exchanges[1].payload, "no!");
}

static void
only_whole_answers_of_the_last_attempt_are_on_record(void **state)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct response r = get_record(&a, "/flaky?record");

	(void)state;
	assert_int_equal(r.status, 200);
	assert_int_equal(r.n_exchanges, 1);
	assert_int_equal(r.exchanges[0].status, 200);
	r = get_record(&a, "/short?record");
	assert_int_equal(r.n_exchanges, 0);
	r = get_record(&a, "/big?record");
	assert_int_equal(r.n_exchanges, 0);
	r = get_record(&a, "/to//short?hop");
	assert_int_equal(r.status, 0);
	assert_int_equal(r.n_exchanges, 1);
	assert_int_equal(r.exchanges[0].status, 302);
	r = get_record(&a, "/file?record");
	assert_failed(&r, "no http");
	assert_int_equal(r.n_exchanges, 1);
	r = get_path(&a, &(struct fetch_options){.retry_ms = 10}, "/ok");
	assert_int_equal(r.n_exchanges, 0);
}

static void
every_asked_for_packing_is_unpacked(void **state)
{
	static const char *const paths[] = {"/coded/gzip/gzip",
	    "/coded/x-gzip/gzip", "/coded/GZip/members", "/coded/gzip/padded",
	    "/coded/deflate/zlib", "/coded/deflate/bare",
	    "/coded/identity/plain"};
	CLEANUP(arena_free) struct arena a = {0};
	struct fetch_options o = quick();
	struct response r;

	(void)state;
	for (size_t i = 0; i < COUNT(paths) * 2; i++) {
		o.record = i % 2 == 1;
		r = get_path(&a, &o, paths[i / 2]);
		assert_same(r.body, STR("hello"), paths[i / 2]);
		assert_int_equal(r.error.len, 0);
	}
	assert_str(get_path(&a, &o, "/coded/gzip/empty").body, "");
	assert_str(get_path(&a, &o, "/coded/br/empty").body, "");
}

static void
assert_class(struct response r, enum failure failure, int64_t rest)
{
	if (r.failure != failure || r.retry_after != rest)
		fail_msg("%.*s: class %d, rest %" PRId64, STR_ARG(r.url),
		    r.failure, r.retry_after);
}

static void
a_status_tells_how_soon_to_ask_again(void **state)
{
	static const struct {
		const char *path;
		enum failure failure;
	} cases[] = {
	    {"/status/200", FAILURE_NONE     },
	    {"/status/204", FAILURE_NONE     },
	    {"/status/304", FAILURE_SOFT     }, /* nothing to compare with */
	    {"/status/300", FAILURE_SOFT     },
	    {"/status/302", FAILURE_SOFT     }, /* to nowhere */
	    {"/status/403", FAILURE_SOFT     },
	    {"/status/410", FAILURE_SOFT     },
	    {"/status/429", FAILURE_TEMPORARY},
	    {"/status/500", FAILURE_TEMPORARY},
	    {"/status/501", FAILURE_TEMPORARY},
	    {"/status/522", FAILURE_TEMPORARY},
	};
	CLEANUP(arena_free) struct arena a = {0};
	struct fetch_options o = quick();
	struct request conditional = {
	    .url = url_at(&a, "127.0.0.1", "/status/304"),
	    .etag = STR("\"v1\""),
	    .allow_private = true,
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_class(
		    get_path(&a, &o, cases[i].path), cases[i].failure, 0);
	assert_class(get(&a, &o, &conditional), FAILURE_NONE, 0);
}

static void
retry_after_is_seconds_or_a_date_of_the_next_day(void **state)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct fetch_options o = quick();
	int64_t rest = get_path(&a, &o, "/ask_later/429/3600").retry_after;

	(void)state;
	/* time(2) may be a tick behind the server's clock. */
	assert_true(rest > 3590 && rest <= 3601);
	assert_class(get_path(&a, &o, "/ask_later/429/900000"),
	    FAILURE_TEMPORARY, 86400);
	assert_class(
	    get_path(&a, &o, "/ask_later/429/-500"), FAILURE_TEMPORARY, 0);
	assert_class(get_path(&a, &o, "/ask_later_seconds/9999999999"),
	    FAILURE_TEMPORARY, 86400);
	assert_class(
	    get_path(&a, &o, "/ask_later_seconds/-5"), FAILURE_TEMPORARY, 0);
	assert_class(
	    get_path(&a, &o, "/ask_later_seconds/soon"), FAILURE_TEMPORARY, 0);
	assert_class(get_path(&a, &o, "/ask_later_seconds/1200"),
	    FAILURE_TEMPORARY, 1200);
}

static void
a_bad_certificate_is_told_in_plain_words(void **state)
{
	static const char *const words[] = {NULL,
	    "its certificate is for another name",
	    "its certificate has expired",
	    "its certificate was signed by nobody but itself"};
	CLEANUP(arena_free) struct arena a = {0};
	struct fetch_options o = quick();
	struct request request = {.allow_private = true};
	struct response r;

	(void)state;
	o.authorities = str_from(server.authorities);
	for (size_t i = 0; i < COUNT(words); i++) {
		struct buf url = {.arena = &a};

		buf_printf(&url, "https://127.0.0.1:%d/ok", server.secure[i]);
		request.url = buf_str(&url);
		o.record = i % 2 == 0;
		r = get(&a, &o, &request);
		if (words[i] == NULL) {
			assert_str(r.body, "hello");
			assert_int_equal(r.n_exchanges, 1);
			continue;
		}
		assert_failed(&r, words[i]);
		assert_int_equal(r.failure, FAILURE_SOFT);
	}
}

/* The test server does as a proxy: it looks at the path only. */
static void
a_proxy_is_not_asked_for_what_is_inside(void **state)
{
	static const char *const inside[] = {"http://127.0.0.1/ok",
	    "http://2130706433/ok", "http://[::1]/ok", "http://localhost/ok",
	    "http://localhost./ok", "http://deep.LocalHost/ok",
	    "http://169.254.169.254/ok",
	    "http://open.example/to/http://0x7f.1/ok"};
	CLEANUP(arena_free) struct arena a = {0};
	struct fetch_options o = quick();
	struct request request = {.url = STR("http://open.example/ok")};
	struct buf proxy = {.arena = &a};
	struct response r;

	(void)state;
	buf_printf(&proxy, "http://me:secret@127.0.0.1:%d", server.port);
	o.proxy = buf_str(&proxy);
	o.record = true;
	r = get(&a, &o, &request);
	assert_str(r.body, "hello");
	assert_int_equal(r.n_exchanges, 1);
	assert_int_equal(r.exchanges->address.len, 0);
	assert_null(strstr(r.exchanges->request.ptr, "Proxy-Authorization"));
	for (size_t i = 0; i < COUNT(inside); i++) {
		request.url = str_from(inside[i]);
		r = get(&a, &o, &request);
		assert_failed(&r, "inside a private network");
		assert_int_equal(r.failure, FAILURE_HARD);
	}
	request.url = STR("http://127.0.0.1/ok");
	request.allow_private = true;
	assert_str(get(&a, &o, &request).body, "hello");
}

/* Handles are used again: nothing of one request may show in the next. */
static void
a_request_has_nothing_of_the_one_before(void **state)
{
	struct fetch_options o = quick();
	CLEANUP(arena_free) struct arena a = {0};
	CLEANUP(fetcher_cleanup) struct fetcher *f = NULL;
	struct request request = {.allow_private = true,
	    .etag = STR("\"old\""),
	    .last_modified = STR("Sat, 01 Nov 2025 00:00:00 GMT")};
	struct buf url = {.arena = &a};
	struct response r;

	(void)state;
	o.parallel = 1;
	f = open_fetcher(&o);
	buf_printf(&url, "http://me:secret@127.0.0.1:%d/ok", server.port);
	request.url = buf_str(&url);
	fetcher_add(f, &request);
	assert_true(fetcher_next(f, &r));
	assert_str(r.etag, "\"v1\"");
	add(f, "/ask_later_seconds/7000");
	assert_true(fetcher_next(f, &r));
	assert_int_equal(r.retry_after, 7000);
	request = (struct request){.allow_private = true,
	    .url = url_at(&a, "127.0.0.2", "/wire/length?after")};
	fetcher_add(f, &request);
	assert_true(fetcher_next(f, &r));
	assert_int_equal(r.etag.len + r.last_modified.len, 0);
	assert_int_equal(r.retry_after, 0);
	url.len = 0;
	buf_add(&url, told(&a, "asked", "/wire/length?after"));
	assert_null(strstr(url.ptr, "Authorization"));
	assert_null(strstr(url.ptr, "If-"));
}

static void
what_a_server_says_is_shown_without_control_characters(void **state)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct fetch_options o = quick();
	struct response r = get_path(&a, &o, "/to/data:\x1b[2J\xc3\x28");

	(void)state;
	assert_failed(&r, "data:?[2J?(, which is no http");
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
a_bomb_takes_no_more_memory_than_its_limit(void **state)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct fetch_options o = quick();
	struct rusage before, after;
	struct response r;

	(void)state;
	o.max_body = 8000000;
	getrusage(RUSAGE_SELF, &before);
	r = get_path(&a, &o, "/bomb");
	getrusage(RUSAGE_SELF, &after);
	assert_failed(&r, "larger than 8000000 bytes when unpacked");
	assert_int_equal(r.failure, FAILURE_SOFT);
	assert_true(after.ru_maxrss - before.ru_maxrss < 64 * 1024);
}

/* It takes the 20 seconds of the rule, so it runs beside the others. */
static int
trickle(void)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct fetch_options o = {.max_attempts = 1, .low_speed = 10};
	CLEANUP(fetcher_cleanup) struct fetcher *f = open_fetcher(&o);
	struct response r;

	add(f, "/trickle");
	if (!fetcher_next(f, &r) || r.failure != FAILURE_TEMPORARY)
		return 1;
	return strcmp(arena_cstr(&a, r.error),
		   "less than 10 bytes a second for 20 s") != 0;
}

static int
start_all(void **state)
{
	if (start_server(state) != 0)
		return -1;
	if ((trickled = fork()) == 0)
		_exit(trickle());
	return 0;
}

static void
what_is_too_slow_ends(void **state)
{
	int status;

	(void)state;
	assert_int_equal(waitpid(trickled, &status, 0), trickled);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
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
	    cmocka_unit_test(the_pace_of_each_host_holds_by_the_servers_log),
	    cmocka_unit_test(a_host_has_a_pace_of_its_own),
	    cmocka_unit_test(a_wait_ends_in_its_time),
	    cmocka_unit_test(a_host_is_left_alone_when_the_caller_says_so),
	    cmocka_unit_test(hosts_do_not_wait_for_each_other),
	    cmocka_unit_test(a_stopped_fetcher_ends_within_a_second),
	    cmocka_unit_test(sigterm_ends_a_wait_amid_slow_transfers),
	    cmocka_unit_test(a_bomb_takes_no_more_memory_than_its_limit),
	    cmocka_unit_test(the_record_is_what_the_server_sent),
	    cmocka_unit_test(the_record_ends_with_the_answer),
	    cmocka_unit_test(interim_answers_are_no_part_of_the_record),
	    cmocka_unit_test(the_record_holds_packed_and_the_body_is_unpacked),
	    cmocka_unit_test(every_hop_is_on_record),
	    cmocka_unit_test(
		only_whole_answers_of_the_last_attempt_are_on_record),
	    cmocka_unit_test(every_asked_for_packing_is_unpacked),
	    cmocka_unit_test(a_status_tells_how_soon_to_ask_again),
	    cmocka_unit_test(retry_after_is_seconds_or_a_date_of_the_next_day),
	    cmocka_unit_test(a_bad_certificate_is_told_in_plain_words),
	    cmocka_unit_test(a_proxy_is_not_asked_for_what_is_inside),
	    cmocka_unit_test(a_request_has_nothing_of_the_one_before),
	    cmocka_unit_test(
		what_a_server_says_is_shown_without_control_characters),
	    cmocka_unit_test(ten_thousand_requests_to_one_host_are_no_burden),
	    cmocka_unit_test(what_is_too_slow_ends),
	};

	return cmocka_run_group_tests(tests, start_all, stop_server);
}
