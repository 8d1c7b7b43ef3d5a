/*
 * For the tests of the fetcher: a server that is tests/httpd.py, and requests
 * to it.
 */
#ifndef TESTS_FETCH_SERVER_H
#define TESTS_FETCH_SERVER_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
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
	int secure[4]; /* ports: good, another name, expired, not trusted */
	char authorities[128];
};

static struct server server;

static inline int
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

static inline int
stop_server(void **state)
{
	(void)state;
	close(server.input);
	return waitpid(server.pid, NULL, 0) == server.pid ? 0 : -1;
}

static inline struct fetch_options
quick(void)
{
	return (struct fetch_options){
	    .user_agent = STR("tallybook-test"),
	    .retry_ms = 10,
	    .timeout_ms = 5000,
	    .max_body = 50000,
	};
}

static inline struct str
url_at(struct arena *a, const char *host, const char *path)
{
	struct buf b = {.arena = a};

	buf_printf(&b, "http://%s:%d%s", host, server.port, path);
	return buf_str(&b);
}

static inline struct fetcher *
open_fetcher(const struct fetch_options *o)
{
	struct fetcher *f = NULL;
	struct error err;

	assert_true(fetcher_open(&f, o, &err));
	return f;
}

static inline void
add(struct fetcher *f, const char *path)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct request r = {
	    .url = url_at(&a, "127.0.0.1", path), .allow_private = true};

	fetcher_add(f, &r);
}

static inline const struct exchange *
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
static inline struct response
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

static inline struct response
get_path(struct arena *a, const struct fetch_options *o, const char *path)
{
	struct request r = {
	    .url = url_at(a, "127.0.0.1", path), .allow_private = true};

	return get(a, o, &r);
}

static inline void
assert_str(struct str s, const char *want)
{
	if (!str_eq(s, str_from(want)))
		fail_msg("\"%.*s\" is not \"%s\"", STR_ARG(s), want);
}

static inline void
assert_failed(const struct response *r, const char *words)
{
	assert_int_equal(r->status, 0);
	assert_int_equal(r->body.len, 0);
	if (strstr(r->error.ptr, words) == NULL)
		fail_msg("\"%s\" does not say \"%s\"", r->error.ptr, words);
}

static inline int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Queue requests to 127.0.0.N, told apart from others by a word. */
static inline void
add_to(struct fetcher *f, int host, const char *path)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct request r = {.allow_private = true};
	char name[16];

	snprintf(name, sizeof(name), "127.0.0.%d", host);
	r.url = url_at(&a, name, path);
	fetcher_add(f, &r);
}

/* What the server says it sent or was asked on a path. */
static inline struct str
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

#endif
