#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "fetch/address.h"
#include "fetch/handle.h"
#include "fetch/reason.h"
#include "fetch/transfer.h"
#include "fetch/url.h"

#define REST_MAX      86400 /* seconds of a Retry-After that are believed */
#define VALIDATOR_MAX 1024  /* bytes */
#define NAME_MAX_LEN  253   /* RFC 1035, 2.3.4, without the root's dot */
#define LABEL_MAX_LEN 63

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

static bool
is_possible_name(struct str host)
{
	size_t label = 0;

	if (host.len > 0 && host.ptr[0] == '[')
		return true;
	if (host.len > 0 && host.ptr[host.len - 1] == '.')
		host.len--;
	if (host.len == 0 || host.len > NAME_MAX_LEN)
		return false;
	for (size_t i = 0; i < host.len; i++) {
		label = host.ptr[i] == '.' ? 0 : label + 1;
		if (label > LABEL_MAX_LEN || (label == 0 && i == 0) ||
		    (label == 0 && host.ptr[i - 1] == '.'))
			return false;
	}
	return true;
}

/* In a resolved address, digits and dots are an IPv4 address, in full. */
static bool
is_number(struct str host)
{
	for (size_t i = 0; i < host.len; i++)
		if (host.ptr[i] != '.' &&
		    (host.ptr[i] < '0' || host.ptr[i] > '9'))
			return host.ptr[0] == '[';
	return true;
}

/* RFC 6761, 6.3: the name, and all names below it. */
static bool
is_localhost(struct str host)
{
	struct str name = STR("localhost");

	if (host.len > 0 && host.ptr[host.len - 1] == '.')
		host.len--;
	if (host.len > name.len && host.ptr[host.len - name.len - 1] == '.')
		host = str_skip(host, host.len - name.len);
	return str_eq_nocase(host, name);
}

/*
 * Is this hop one that may be asked? A proxy connects in our place, so the
 * socket that is opened says nothing of the server: then only what the address
 * itself says can be refused. To which network a name leads, and whether it
 * leads there twice, only the proxy knows, and HTTP has no way to ask it.
 */
static void
check_hop(struct transfer *t)
{
	const char *host;
	struct url_parts parts = {0};

	if (!url_split(t->url, &parts) || !is_possible_name(parts.host))
		reception_refuse(&t->reception, FAILURE_HARD,
		    "there can be no host of the name %.80s",
		    arena_cstr(&t->arena, parts.host));
	if (t->options->proxy.len > 0 && !t->allow_private &&
	    (is_localhost(parts.host) || is_number(parts.host))) {
		host = arena_cstr(&t->arena, parts.host);
		if (!address_text_is_public(host))
			reception_refuse_address(&t->reception, host);
	}
	if (t->reception.reason.len > 0)
		transfer_fail(t, t->reception.failure, t->reception.reason);
}

/* A validator goes into a header only if it is one line of text. */
static bool
is_one_line(struct str value)
{
	if (value.len == 0 || value.len > VALIDATOR_MAX)
		return false;
	for (size_t i = 0; i < value.len; i++)
		if ((unsigned char)value.ptr[i] < ' ' || value.ptr[i] == 127)
			return false;
	return true;
}

static struct curl_slist *
header_before(struct curl_slist *next, struct arena *a, const char *name,
    struct str value)
{
	struct buf line = {.arena = a};
	struct curl_slist *header;

	if (!is_one_line(value))
		return next;
	header = arena_alloc(a, 1, sizeof(*header));
	buf_printf(&line, "%s: %.*s", name, STR_ARG(value));
	header->data = line.ptr;
	header->next = next;
	return header;
}

void
transfer_prepare(struct transfer *t, struct handle *h)
{
	int64_t left = t->options->timeout_ms - t->spent_ms;
	struct curl_slist *headers = NULL;

	t->handle = h;
	reception_begin(&t->reception);
	headers = header_before(
	    headers, &t->arena, "If-Modified-Since", t->request.last_modified);
	headers =
	    header_before(headers, &t->arena, "If-None-Match", t->request.etag);
	handle_use(h, t, headers, left > 1 ? left : 1);
}

static struct str
header_value(struct transfer *t, const char *name)
{
	return handle_header(t->handle, &t->arena, name);
}

static int64_t
rest_wanted(CURL *easy)
{
	curl_off_t rest = 0;

	/* Seconds, or a date, of which it says how far off it is. */
	curl_easy_getinfo(easy, CURLINFO_RETRY_AFTER, &rest);
	if (rest < 0)
		return 0;
	return rest < REST_MAX ? rest : REST_MAX;
}

static void
read_answer(struct transfer *t)
{
	struct response *r = &t->response;
	CURL *easy = t->handle->easy;
	curl_off_t took = 0;

	curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &r->status);
	curl_easy_getinfo(easy, CURLINFO_TOTAL_TIME_T, &took);
	t->spent_ms += took / 1000;
	r->retry_after = rest_wanted(easy);
	r->failure = reason_of_status(
	    r->status, is_one_line(t->request.etag) ||
			   is_one_line(t->request.last_modified));
	r->final_url = t->url;
	r->body = reception_text(&t->reception);
	r->etag = header_value(t, "ETag");
	r->last_modified = header_value(t, "Last-Modified");
	r->content_type = header_value(t, "Content-Type");
	r->content_language = header_value(t, "Content-Language");
	r->content_location = header_value(t, "Content-Location");
}

static bool
is_redirect(long status)
{
	return status == 301 || status == 302 || status == 303 ||
	       status == 307 || status == 308;
}

enum shared { HOST, ORIGIN };

static bool
same(enum shared what, struct str url, struct str other)
{
	struct url_parts a, b;

	return url_split(url, &a) && url_split(other, &b) &&
	       (what == HOST ? str_eq(a.host, b.host)
			     : str_eq(a.origin, b.origin));
}

static void
go_to(struct transfer *t, struct str url)
{
	struct response *r = &t->response;

	if (!same(HOST, url, t->request.url))
		t->allow_private = false;
	r->is_permanent_move = (t->hops == 0 || r->is_permanent_move) &&
			       (r->status == 301 || r->status == 308);
	t->hops++;
	t->url = url;
	check_hop(t);
}

/* Go on to another hop if the gate lets us. */
static void
pass_gate(struct transfer *t, struct str next)
{
	const struct fetch_options *o = t->options;
	enum gate_answer answer = GATE_OPEN;
	enum failure failure = FAILURE_SOFT;
	struct str why = {0};

	if (o->gate != NULL && !same(ORIGIN, next, t->url))
		answer = o->gate(
		    o->gate_user, t->request.user, next, &why, &failure);
	if (answer == GATE_OPEN) {
		go_to(t, next);
	} else if (answer == GATE_CLOSED) {
		reception_refuse(&t->reception, failure,
		    "redirected to %.*s: %.*s", STR_ARG(next), STR_ARG(why));
	} else {
		t->response.barrier = next;
		t->response.barrier_private =
		    t->allow_private && same(HOST, next, t->request.url);
		reception_refuse(&t->reception, FAILURE_TEMPORARY,
		    "redirected to %.*s, which cannot be asked yet",
		    STR_ARG(next));
	}
}

/* Where a redirect leads: another hop, or an error that ends it here. */
static struct verdict
follow(struct transfer *t)
{
	struct str location = header_value(t, "Location"), next;
	const struct fetch_options *o = t->options;

	if (location.len == 0)
		return (struct verdict){.ending = ENDED};
	if (t->hops == o->max_redirects)
		reception_refuse(&t->reception, FAILURE_SOFT,
		    "more than %lld redirects", (long long)o->max_redirects);
	else if (!url_resolve_web(&t->arena, location, t->url, &next))
		reception_refuse(&t->reception, FAILURE_HARD,
		    "redirected to %.200s, which is no http or https address",
		    location.ptr);
	else
		pass_gate(t, next);
	if (t->reception.reason.len == 0)
		return (struct verdict){.ending = MOVED};
	transfer_fail(t, t->reception.failure, t->reception.reason);
	return (struct verdict){.ending = ENDED};
}

/* Start over at the address that was asked for. */
static void
rewind_hops(struct transfer *t)
{
	struct response *r = &t->response;

	reception_free(&t->reception);
	arena_free(&t->arena);
	t->exchanges = NULL;
	t->n_exchanges = 0;
	*r = (struct response){.url = r->url, .user = r->user};
	t->url = t->request.url;
	t->allow_private = t->request.allow_private;
	t->hops = 0;
	t->spent_ms = 0;
	reception_init(&t->reception, t->options, &t->arena);
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
	struct reception *r = &t->reception;
	struct verdict v;

	if (result == CURLE_OK && is_redirect(t->response.status))
		return follow(t);
	if (result != CURLE_OK) {
		reason_give(r, t->handle, result, t->spent_ms);
		t->response.failure = r->failure;
	}
	v = weigh_failure(t, result);
	if (v.ending == ENDED && result != CURLE_OK)
		transfer_fail(t, r->failure, r->reason);
	return v;
}

/* What goes to a proxy only, and gives its password away, is not kept. */
static struct str
without_secret(struct arena *a, struct str head)
{
	struct str name = STR("Proxy-Authorization:");
	struct buf kept = {.arena = a};
	const char *end;
	struct str line;

	for (; head.len > 0; head = str_skip(head, line.len)) {
		end = memchr(head.ptr, '\n', head.len);
		line = (struct str){
		    head.ptr, end ? (size_t)(end - head.ptr) + 1 : head.len};
		if (line.len < name.len ||
		    !str_eq_nocase((struct str){line.ptr, name.len}, name))
			buf_add(&kept, line);
	}
	return buf_str(&kept);
}

/* The next hop takes the place of this one, so its bytes move away. */
static void
copy_exchange(struct arena *a, struct exchange *x)
{
	bool is_slice = x->payload.ptr == x->answer.ptr + x->head_len;

	x->request = arena_copy(a, x->request);
	x->answer = arena_copy(a, x->answer);
	x->payload =
	    is_slice ? (struct str){x->answer.ptr + x->head_len, x->payload.len}
		     : arena_copy(a, x->payload);
}

static void
keep_exchange(struct transfer *t, const struct exchange *x)
{
	struct exchange *all =
	    arena_alloc(&t->arena, t->n_exchanges + 1, sizeof(*all));

	if (t->n_exchanges > 0)
		memcpy(all, t->exchanges, t->n_exchanges * sizeof(*all));
	all[t->n_exchanges++] = *x;
	t->exchanges = all;
	t->response.exchanges = all;
	t->response.n_exchanges = t->n_exchanges;
}

static bool
take_exchange(struct transfer *t, struct exchange *x)
{
	char *address = NULL;

	if (!t->options->record || !reception_exchange(&t->reception, x))
		return false;
	x->url = t->url;
	x->status = t->response.status;
	if (t->options->proxy.len > 0) {
		x->request = without_secret(&t->arena, x->request);
		return true;
	}
	curl_easy_getinfo(t->handle->easy, CURLINFO_PRIMARY_IP, &address);
	if (address != NULL)
		x->address = arena_copy(&t->arena, str_from(address));
	return true;
}

struct verdict
transfer_finish(struct transfer *t, CURLcode result)
{
	struct exchange x = {0};
	struct verdict v;
	bool is_whole;

	read_answer(t);
	if (result == CURLE_OK &&
	    !reception_end(&t->reception, t->handle->easy))
		result = CURLE_PARTIAL_FILE;
	is_whole = result == CURLE_OK && take_exchange(t, &x);
	v = judge(t, result);
	t->handle = NULL;
	if (v.ending == TRY_LATER) {
		rewind_hops(t);
	} else if (is_whole) {
		if (v.ending == MOVED)
			copy_exchange(&t->arena, &x);
		keep_exchange(t, &x);
	}
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
	if (is_web)
		check_hop(t);
	else
		transfer_fail(
		    t, FAILURE_HARD, STR("this is no http or https address"));
	return t;
}

void
transfer_free(struct transfer *t)
{
	if (t == NULL)
		return;
	reception_free(&t->reception);
	arena_free(&t->arena);
	free(t);
}
