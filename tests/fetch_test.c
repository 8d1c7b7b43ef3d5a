#include <inttypes.h>
#include <sys/resource.h>

#include "tests/fetch_server.h"

static pid_t trickled; /* a process that takes its time, beside the tests */

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
	    cmocka_unit_test(redirects_are_followed_and_told_apart),
	    cmocka_unit_test(redirects_lead_nowhere_else),
	    cmocka_unit_test(inner_addresses_need_permission),
	    cmocka_unit_test(an_open_connection_is_no_permission),
	    cmocka_unit_test(every_limit_ends_a_transfer_with_its_reason),
	    cmocka_unit_test(what_is_no_web_address_is_not_asked),
	    cmocka_unit_test(a_closed_port_is_a_temporary_failure),
	    cmocka_unit_test(a_status_tells_how_soon_to_ask_again),
	    cmocka_unit_test(retry_after_is_seconds_or_a_date_of_the_next_day),
	    cmocka_unit_test(a_bad_certificate_is_told_in_plain_words),
	    cmocka_unit_test(a_proxy_is_not_asked_for_what_is_inside),
	    cmocka_unit_test(a_request_has_nothing_of_the_one_before),
	    cmocka_unit_test(
		what_a_server_says_is_shown_without_control_characters),
	    cmocka_unit_test(a_bomb_takes_no_more_memory_than_its_limit),
	    cmocka_unit_test(what_is_too_slow_ends),
	};

	return cmocka_run_group_tests(tests, start_all, stop_server);
}
