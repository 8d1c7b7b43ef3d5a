#include "tests/fetch_server.h"

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

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_record_is_what_the_server_sent),
	    cmocka_unit_test(the_record_ends_with_the_answer),
	    cmocka_unit_test(interim_answers_are_no_part_of_the_record),
	    cmocka_unit_test(the_record_holds_packed_and_the_body_is_unpacked),
	    cmocka_unit_test(every_hop_is_on_record),
	    cmocka_unit_test(
		only_whole_answers_of_the_last_attempt_are_on_record),
	    cmocka_unit_test(every_asked_for_packing_is_unpacked),
	};

	return cmocka_run_group_tests(tests, start_server, stop_server);
}
