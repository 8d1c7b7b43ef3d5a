#include <netdb.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "fetch/address.h"
#include "fetch/transfer.h"
#include "fetch/url.h"

#define HOPS_MAX      5
#define REST_MAX      86400 /* seconds of a Retry-After that are believed */
#define BODY_FIRST    16384
#define SLOW_BYTES    20L /* a second, over SLOW_SECONDS */
#define SLOW_SECONDS  20L
#define VALIDATOR_MAX 1024 /* bytes */
#define ADDRESS_TEXT  64   /* bytes of one written in numbers */

static PRINTF(2, 3) void give_reason(struct transfer *t, const char *fmt, ...)
{
	struct buf text = {.arena = &t->arena};
	char line[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(line, sizeof(line), fmt, ap);
	va_end(ap);
	buf_add(&text, str_from(line));
	t->reason = buf_str(&text);
}

static bool
grow_body(struct transfer *t, size_t need)
{
	size_t size = t->body_size ? t->body_size : BODY_FIRST;
	char *p;

	if (need <= t->body_size)
		return true;
	while (size < need)
		size *= 2;
	if ((p = realloc(t->body, size)) == NULL)
		return false;
	t->body = p;
	t->body_size = size;
	return true;
}

static void
refuse_size(struct transfer *t)
{
	give_reason(t, "the answer is larger than %lld bytes",
	    (long long)t->options->max_body);
}

static size_t
receive(char *data, size_t size, size_t n, void *transfer)
{
	struct transfer *t = transfer;

	n *= size;
	if (n > (size_t)t->options->max_body - t->body_len) {
		refuse_size(t);
		return CURL_WRITEFUNC_ERROR;
	}
	if (!grow_body(t, t->body_len + n))
		return CURL_WRITEFUNC_ERROR;
	memcpy(t->body + t->body_len, data, n);
	t->body_len += n;
	return n;
}

static size_t
receive_header(char *data, size_t size, size_t n, void *transfer)
{
	struct transfer *t = transfer;

	(void)data;
	n *= size;
	t->header_len += n;
	if (t->header_len > (size_t)t->options->max_header) {
		give_reason(t, "the header is larger than %lld bytes",
		    (long long)t->options->max_header);
		return 0;
	}
	return n;
}

static void
refuse_address(struct transfer *t, const char *address)
{
	give_reason(t,
	    "its address %s is inside a private network; a source there "
	    "needs \"private: true\"",
	    address);
}

/* A name may lead anywhere: what counts is the address it led to. */
static curl_socket_t
open_socket(void *transfer, curlsocktype purpose, struct curl_sockaddr *a)
{
	struct transfer *t = transfer;
	char text[ADDRESS_TEXT] = "";

	(void)purpose;
	if (!t->allow_private && !address_is_public(&a->addr)) {
		getnameinfo(&a->addr, a->addrlen, text, sizeof(text), NULL, 0,
		    NI_NUMERICHOST);
		refuse_address(t, text);
		return CURL_SOCKET_BAD;
	}
	return socket(a->family, a->socktype, a->protocol);
}

/* A connection that another request opened is not ours by right. */
static int
check_connection(
    void *transfer, char *remote, char *local, int remote_port, int local_port)
{
	struct transfer *t = transfer;

	(void)local, (void)remote_port, (void)local_port;
	if (t->allow_private || address_text_is_public(remote))
		return CURL_PREREQFUNC_OK;
	refuse_address(t, remote);
	return CURL_PREREQFUNC_ABORT;
}

/* A validator goes into a header only if it is one line of text. */
static void
add_header(struct transfer *t, const char *name, struct str value)
{
	struct buf line = {.arena = &t->arena};

	if (value.len == 0 || value.len > VALIDATOR_MAX)
		return;
	for (size_t i = 0; i < value.len; i++)
		if ((unsigned char)value.ptr[i] < ' ' || value.ptr[i] == 127)
			return;
	buf_printf(&line, "%s: %.*s", name, STR_ARG(value));
	t->headers = curl_slist_append(t->headers, line.ptr);
}

static void
set_limits(struct transfer *t)
{
	const struct fetch_options *o = t->options;
	int64_t left = o->timeout_ms - t->spent_ms;

	curl_easy_setopt(t->easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(t->easy, CURLOPT_QUICK_EXIT, 1L);
	curl_easy_setopt(t->easy, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(t->easy, CURLOPT_TIMEOUT_MS, left > 1 ? left : 1L);
	curl_easy_setopt(
	    t->easy, CURLOPT_CONNECTTIMEOUT_MS, (long)o->connect_timeout_ms);
	curl_easy_setopt(t->easy, CURLOPT_LOW_SPEED_LIMIT, SLOW_BYTES);
	curl_easy_setopt(t->easy, CURLOPT_LOW_SPEED_TIME, SLOW_SECONDS);
	curl_easy_setopt(
	    t->easy, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)o->max_body);
}

void
transfer_prepare(struct transfer *t, CURL *easy)
{
	const struct fetch_options *o = t->options;
	bool direct = o->proxy.len == 0;

	t->easy = easy;
	t->body_len = t->header_len = 0;
	t->reason = (struct str){0};
	t->error = arena_alloc(&t->arena, CURL_ERROR_SIZE, 1);
	set_limits(t);
	add_header(t, "If-None-Match", t->request.etag);
	add_header(t, "If-Modified-Since", t->request.last_modified);
	curl_easy_setopt(easy, CURLOPT_URL, arena_cstr(&t->arena, t->url));
	curl_easy_setopt(easy, CURLOPT_HTTPHEADER, t->headers);
	curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
	if (o->user_agent.len > 0)
		curl_easy_setopt(easy, CURLOPT_USERAGENT,
		    arena_cstr(&t->arena, o->user_agent));
	curl_easy_setopt(easy, CURLOPT_PROXY, arena_cstr(&t->arena, o->proxy));
	if (direct) {
		curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
		curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, t);
		curl_easy_setopt(
		    easy, CURLOPT_PREREQFUNCTION, check_connection);
		curl_easy_setopt(easy, CURLOPT_PREREQDATA, t);
	}
	curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, t->error);
	curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, receive_header);
	curl_easy_setopt(easy, CURLOPT_HEADERDATA, t);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, receive);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, t);
	curl_easy_setopt(easy, CURLOPT_PRIVATE, t);
}

static bool
is_temporary_status(long status)
{
	return status == 408 || status == 425 || status == 429 ||
	       status == 500 || (status >= 502 && status <= 504);
}

static enum failure
failure_of(CURLcode result, long status)
{
	switch (result) {
	case CURLE_OK:
		if (is_temporary_status(status))
			return FAILURE_TEMPORARY;
		return status >= 400 ? FAILURE_SOFT : FAILURE_NONE;
	case CURLE_COULDNT_RESOLVE_HOST:
	case CURLE_COULDNT_RESOLVE_PROXY:
	case CURLE_COULDNT_CONNECT:
	case CURLE_OPERATION_TIMEDOUT:
	case CURLE_PARTIAL_FILE:
	case CURLE_GOT_NOTHING:
	case CURLE_SEND_ERROR:
	case CURLE_RECV_ERROR:
	case CURLE_SSL_CONNECT_ERROR:
	case CURLE_HTTP2:
	case CURLE_HTTP2_STREAM:
		return FAILURE_TEMPORARY;
	default:
		return FAILURE_SOFT;
	}
}

static struct str
header_value(struct transfer *t, const char *name)
{
	struct curl_header *h;

	if (curl_easy_header(t->easy, name, 0, CURLH_HEADER, -1, &h) !=
	    CURLHE_OK)
		return (struct str){0};
	return arena_copy(&t->arena, str_from(h->value));
}

static void
read_answer(struct transfer *t, CURLcode result)
{
	struct response *r = &t->response;
	curl_off_t rest = 0, took = 0;

	curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &r->status);
	curl_easy_getinfo(t->easy, CURLINFO_RETRY_AFTER, &rest);
	curl_easy_getinfo(t->easy, CURLINFO_TOTAL_TIME_T, &took);
	t->spent_ms += took / 1000;
	r->retry_after = rest < REST_MAX ? rest : REST_MAX;
	r->failure =
	    t->reason.len ? FAILURE_SOFT : failure_of(result, r->status);
	r->final_url = t->url;
	r->body = (struct str){t->body, t->body_len};
	r->error = (struct str){0};
	r->etag = header_value(t, "ETag");
	r->last_modified = header_value(t, "Last-Modified");
	r->content_type = header_value(t, "Content-Type");
	r->content_language = header_value(t, "Content-Language");
	r->content_location = header_value(t, "Content-Location");
}

void
transfer_fail(struct transfer *t, enum failure failure, struct str error)
{
	struct response *r = &t->response;

	r->status = 0;
	r->error = error;
	r->body = (struct str){0};
	r->final_url = t->url;
	r->failure = failure;
}

static void
describe_failure(struct transfer *t, CURLcode result)
{
	if (t->reason.len == 0 && result == CURLE_FILESIZE_EXCEEDED)
		refuse_size(t);
	if (t->reason.len == 0)
		give_reason(t, "%s",
		    t->error[0] != '\0' ? t->error
					: curl_easy_strerror(result));
	transfer_fail(t, t->response.failure, t->reason);
}

static bool
is_redirect(long status)
{
	return status == 301 || status == 302 || status == 303 ||
	       status == 307 || status == 308;
}

static bool
same_host(struct str url, struct str other)
{
	struct url_parts a, b;

	return url_split(url, &a) && url_split(other, &b) &&
	       str_eq(a.host, b.host);
}

/* Where a redirect leads: another hop, or an error that ends it here. */
static struct verdict
follow(struct transfer *t)
{
	struct str location = header_value(t, "Location"), next;
	struct response *r = &t->response;

	if (location.len == 0)
		return (struct verdict){.ending = ENDED};
	if (t->hops == HOPS_MAX)
		give_reason(t, "more than %d redirects", HOPS_MAX);
	else if (!url_resolve_web(&t->arena, location, t->url, &next))
		give_reason(t,
		    "redirected to %.200s, which is no http or https address",
		    location.ptr);
	if (t->reason.len > 0) {
		transfer_fail(t, FAILURE_HARD, t->reason);
		return (struct verdict){.ending = ENDED};
	}
	if (!same_host(next, t->request.url))
		t->allow_private = false;
	if (r->status != 301 && r->status != 308)
		r->is_permanent_move = false;
	t->hops++;
	t->url = next;
	return (struct verdict){.ending = MOVED};
}

/* Start over at the address that was asked for. */
static void
rewind_hops(struct transfer *t)
{
	t->url = t->request.url;
	t->allow_private = t->request.allow_private;
	t->response.is_permanent_move = true;
	t->hops = 0;
	t->spent_ms = 0;
}

static struct verdict
weigh_failure(struct transfer *t, CURLcode result)
{
	const struct response *r = &t->response;
	int64_t doublings = t->attempts < 20 ? t->attempts : 20;
	struct verdict v = {.ending = ENDED};

	if (r->failure != FAILURE_TEMPORARY)
		return v;
	v.whole_host =
	    result != CURLE_OK || r->status == 429 || r->status == 503;
	v.pause_ms = t->options->retry_ms << doublings;
	if (r->retry_after * 1000 > v.pause_ms)
		v.pause_ms = r->retry_after * 1000;
	if (++t->attempts < t->options->max_attempts &&
	    v.pause_ms <= PAUSE_MAX_MS)
		v.ending = TRY_LATER;
	return v;
}

static struct verdict
judge(struct transfer *t, CURLcode result)
{
	struct verdict v;

	read_answer(t, result);
	if (result == CURLE_OK && is_redirect(t->response.status))
		return follow(t);
	v = weigh_failure(t, result);
	if (v.ending == TRY_LATER)
		rewind_hops(t);
	else if (result != CURLE_OK)
		describe_failure(t, result);
	return v;
}

struct verdict
transfer_finish(struct transfer *t, CURLcode result)
{
	struct verdict v = judge(t, result);

	if (v.ending == ENDED && t->hops == 0)
		t->response.is_permanent_move = false;
	curl_slist_free_all(t->headers);
	t->headers = NULL;
	t->easy = NULL;
	return v;
}

static struct str
keep(char **at, struct str s)
{
	char *p = *at;

	if (s.len > 0)
		memcpy(p, s.ptr, s.len);
	*at += s.len;
	return (struct str){p, s.len};
}

struct transfer *
transfer_new(const struct fetch_options *options, const struct request *request)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct request r = *request;
	bool is_web = url_resolve_web(&a, r.url, (struct str){0}, &r.url);
	struct transfer *t =
	    calloc(1, sizeof(*t) + request->url.len + r.url.len + r.etag.len +
			  r.last_modified.len);
	char *at;

	if (t == NULL)
		abort();
	at = t->strings;
	t->options = options;
	t->timer.owner = t;
	t->request = r;
	t->request.url = keep(&at, r.url);
	t->request.etag = keep(&at, r.etag);
	t->request.last_modified = keep(&at, r.last_modified);
	t->response.url = keep(&at, request->url);
	t->response.user = r.user;
	rewind_hops(t);
	if (!is_web)
		transfer_fail(t, FAILURE_HARD,
		    STR("this is no http or https address"));
	return t;
}

void
transfer_free(struct transfer *t)
{
	if (t == NULL)
		return;
	curl_slist_free_all(t->headers);
	arena_free(&t->arena);
	free(t->body);
	free(t);
}
