#include <netdb.h>
#include <stdlib.h>

#include "fetch/address.h"
#include "fetch/handle.h"
#include "fetch/hosts.h"
#include "fetch/transfer.h"

#define ADDRESS_TEXT 64 /* bytes of one written in numbers */

static size_t
receive(char *data, size_t size, size_t n, void *handle)
{
	struct handle *h = handle;
	struct str piece = {data, size * n};

	return reception_body(&h->transfer->reception, h->easy, piece)
		   ? piece.len
		   : CURL_WRITEFUNC_ERROR;
}

/*
 * Nothing has changed and nothing waits for the host: its connection is closed
 * now. To close the oldest one later, libcurl goes through all that it has had.
 */
static void
let_go(struct handle *h, struct str line)
{
	long status = 0;

	if (line.len == 0 || line.ptr[0] != '\r' ||
	    !TAILQ_EMPTY(&h->transfer->host->waiting))
		return;
	curl_easy_getinfo(h->easy, CURLINFO_RESPONSE_CODE, &status);
	if (status == 304)
		curl_easy_setopt(h->easy, CURLOPT_FORBID_REUSE, 1L);
}

static size_t
receive_header(char *data, size_t size, size_t n, void *handle)
{
	struct handle *h = handle;
	struct str line = {data, size * n};

	let_go(h, line);
	return reception_header(&h->transfer->reception, line) ? line.len : 0;
}

static int
watch_wire(CURL *easy, curl_infotype type, char *data, size_t n, void *handle)
{
	struct handle *h = handle;
	struct wire *w = &h->transfer->reception.wire;
	struct str piece = {data, n};
	long status = 0;

	if (type == CURLINFO_HEADER_OUT) {
		wire_sent(w, piece);
	} else if (type == CURLINFO_HEADER_IN) {
		curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
		wire_got_head(w, piece, status);
	} else if (type == CURLINFO_DATA_IN) {
		wire_got_body(w, piece);
	}
	return 0;
}

/* The way to end a transfer of which no more than chunks' sizes arrive. */
static int
watch_size(void *handle, curl_off_t down_all, curl_off_t down,
    curl_off_t up_all, curl_off_t up)
{
	struct handle *h = handle;

	(void)down_all, (void)down, (void)up_all, (void)up;
	return reception_is_over(&h->transfer->reception);
}

/* A name may lead anywhere: what counts is the address it led to. */
static curl_socket_t
open_socket(void *handle, curlsocktype purpose, struct curl_sockaddr *a)
{
	struct transfer *t = ((struct handle *)handle)->transfer;
	char text[ADDRESS_TEXT] = "";

	(void)purpose;
	if (!t->allow_private && !address_is_public(&a->addr)) {
		getnameinfo(&a->addr, a->addrlen, text, sizeof(text), NULL, 0,
		    NI_NUMERICHOST);
		reception_refuse_address(&t->reception, text);
		return CURL_SOCKET_BAD;
	}
	return socket(a->family, a->socktype, a->protocol);
}

/* A connection that another request opened is not ours by right. */
static int
check_connection(
    void *handle, char *remote, char *local, int remote_port, int local_port)
{
	struct transfer *t = ((struct handle *)handle)->transfer;

	(void)local, (void)remote_port, (void)local_port;
	if (t->allow_private || address_text_is_public(remote))
		return CURL_PREREQFUNC_OK;
	reception_refuse_address(&t->reception, remote);
	return CURL_PREREQFUNC_ABORT;
}

/* libcurl copies the strings that it is given. */
static void
set_text(CURL *easy, CURLoption option, struct str value)
{
	CLEANUP(arena_free) struct arena a = {0};

	curl_easy_setopt(easy, option, arena_cstr(&a, value));
}

static void
set_protocol(CURL *easy, const struct fetch_options *o)
{
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	/*
	 * Addresses are known for as long as a run takes: to see whether they
	 * have aged, libcurl goes through all of them after each transfer.
	 */
	curl_easy_setopt(easy, CURLOPT_DNS_CACHE_TIMEOUT, -1L);
	curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(
	    easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	/* Asked for, but left packed: the payload is wanted as it came. */
	curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "gzip, deflate");
	curl_easy_setopt(easy, CURLOPT_HTTP_CONTENT_DECODING, 0L);
	set_text(easy, CURLOPT_PROXY, o->proxy);
	if (o->user_agent.len > 0)
		set_text(easy, CURLOPT_USERAGENT, o->user_agent);
	if (o->authorities.len > 0)
		set_text(easy, CURLOPT_CAINFO, o->authorities);
}

static void
set_limits(CURL *easy, const struct fetch_options *o)
{
	curl_easy_setopt(
	    easy, CURLOPT_CONNECTTIMEOUT_MS, (long)o->connect_timeout_ms);
	curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, (long)o->low_speed);
	curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, SLOW_SECONDS);
	curl_easy_setopt(
	    easy, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)o->max_body);
}

static void
set_callbacks(struct handle *h, const struct fetch_options *o)
{
	CURL *easy = h->easy;

	curl_easy_setopt(easy, CURLOPT_PRIVATE, h);
	curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, h->error);
	curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, receive_header);
	curl_easy_setopt(easy, CURLOPT_HEADERDATA, h);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, receive);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, h);
	/* With a proxy, these would see the proxy. */
	if (o->proxy.len == 0) {
		curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
		curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, h);
		curl_easy_setopt(
		    easy, CURLOPT_PREREQFUNCTION, check_connection);
		curl_easy_setopt(easy, CURLOPT_PREREQDATA, h);
	}
	if (!o->record)
		return;
	curl_easy_setopt(easy, CURLOPT_VERBOSE, 1L);
	curl_easy_setopt(easy, CURLOPT_DEBUGFUNCTION, watch_wire);
	curl_easy_setopt(easy, CURLOPT_DEBUGDATA, h);
	curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
	curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, watch_size);
	curl_easy_setopt(easy, CURLOPT_XFERINFODATA, h);
}

struct handle *
handle_open(const struct fetch_options *options)
{
	struct handle *h = calloc(1, sizeof(*h));

	if (h == NULL || (h->easy = curl_easy_init()) == NULL)
		abort();
	set_protocol(h->easy, options);
	set_limits(h->easy, options);
	set_callbacks(h, options);
	return h;
}

void
handle_close(struct handle *h)
{
	curl_easy_cleanup(h->easy);
	free(h);
}

void
handle_use(struct handle *h, struct transfer *t, struct curl_slist *headers,
    int64_t timeout_ms)
{
	h->transfer = t;
	h->error[0] = '\0';
	curl_easy_setopt(h->easy, CURLOPT_URL, arena_cstr(&t->arena, t->url));
	curl_easy_setopt(h->easy, CURLOPT_HTTPHEADER, headers);
	curl_easy_setopt(h->easy, CURLOPT_FORBID_REUSE, 0L);
	curl_easy_setopt(h->easy, CURLOPT_TIMEOUT_MS, (long)timeout_ms);
}

struct handle *
handle_of(CURL *easy)
{
	struct handle *h = NULL;

	curl_easy_getinfo(easy, CURLINFO_PRIVATE, &h);
	return h;
}

struct str
handle_header(const struct handle *h, struct arena *a, const char *name)
{
	struct curl_header *found;

	if (curl_easy_header(h->easy, name, 0, CURLH_HEADER, -1, &found) !=
	    CURLHE_OK)
		return (struct str){0};
	return arena_copy(a, str_from(found->value));
}
