#include <string.h>

#include "base/attr.h"
#include "fetch/reason.h"
#include "fetch/transfer.h"
#include "fetch/url.h"

#define TIMEOUT_SLACK 100 /* ms: how far libcurl's clocks may be apart */

/* What libcurl hands out of OpenSSL's verification (X509_V_ERR_...). */
static const struct {
	long code;
	const char *words;
} certificates[] = {
    {0,  "is for another name"				},
    {1,  "is for another name"				},
    {9,  "is not valid yet"				   },
    {10, "has expired"					},
    {18, "was signed by nobody but itself"                    },
    {19, "was signed by an authority that is not trusted here"},
    {20, "was signed by an authority that is not trusted here"},
    {21, "was signed by an authority that is not trusted here"},
    {23, "was revoked"					},
    {66, "has a key that is too weak"                         },
    {68, "has a signature that is too weak"                   },
};

/* The rest is soft, in libcurl's words. */
static const struct {
	CURLcode code;
	enum failure failure;
	const char *words; /* NULL: libcurl's */
} failings[] = {
    {CURLE_COULDNT_RESOLVE_PROXY, FAILURE_TEMPORARY,
     "no address is known for the proxy's name"                                        },
    {CURLE_SEND_ERROR,            FAILURE_TEMPORARY, "the connection broke"            },
    {CURLE_RECV_ERROR,            FAILURE_TEMPORARY, NULL                              },
    {CURLE_PARTIAL_FILE,          FAILURE_TEMPORARY,
     "the connection ended before the answer was whole"                                },
    {CURLE_GOT_NOTHING,           FAILURE_TEMPORARY,
     "the server ended the connection without an answer"                               },
    {CURLE_SSL_CONNECT_ERROR,     FAILURE_TEMPORARY, NULL                              },
    {CURLE_URL_MALFORMAT,         FAILURE_HARD,      "this is no http or https address"},
    {CURLE_UNSUPPORTED_PROTOCOL,  FAILURE_SOFT,      "the answer is not HTTP"          },
    {CURLE_WEIRD_SERVER_REPLY,    FAILURE_SOFT,      "the answer is not HTTP"          },
    {CURLE_OUT_OF_MEMORY,         FAILURE_SOFT,      "a line of the header is too long"},
};

enum failure
reason_of_status(long status, bool has_validator)
{
	if ((status >= 200 && status < 300) || (status == 304 && has_validator))
		return FAILURE_NONE;
	if (status == 408 || status == 425 || status == 429 || status >= 500)
		return FAILURE_TEMPORARY;
	return FAILURE_SOFT;
}

/* Whom it connects to, in words. */
static const char *
peer(struct reception *r, const struct handle *h)
{
	struct url_parts parts = {0};

	if (r->options->proxy.len > 0 || !url_split(h->transfer->url, &parts))
		return "the proxy";
	return arena_cstr(r->arena, parts.host);
}

static void
give_size(struct reception *r)
{
	reception_refuse(r, FAILURE_SOFT,
	    "the answer is larger than %lld bytes",
	    (long long)r->options->max_body);
}

static void
give_certificate(struct reception *r, const struct handle *h)
{
	long code = 0;

	curl_easy_getinfo(h->easy, CURLINFO_SSL_VERIFYRESULT, &code);
	for (size_t i = 0; i < COUNT(certificates); i++)
		if (certificates[i].code == code) {
			reception_refuse(r, FAILURE_SOFT, "its certificate %s",
			    certificates[i].words);
			return;
		}
	reception_refuse(
	    r, FAILURE_SOFT, "its certificate is not good: %s", h->error);
}

/* libcurl has one code for what did not begin, did not end, and was slow. */
static void
give_time(struct reception *r, const struct handle *h, int64_t took_ms)
{
	const struct fetch_options *o = r->options;
	int64_t tenths = (took_ms + 50) / 100;
	double seconds = (double)tenths / 10;
	curl_off_t connected = 0;
	long status = 0;

	curl_easy_getinfo(h->easy, CURLINFO_PRETRANSFER_TIME_T, &connected);
	curl_easy_getinfo(h->easy, CURLINFO_RESPONSE_CODE, &status);
	if (connected == 0)
		reception_refuse(
		    r, FAILURE_TEMPORARY, "no connection within %g s", seconds);
	else if (status == 0)
		reception_refuse(
		    r, FAILURE_TEMPORARY, "no answer within %g s", seconds);
	else if (took_ms < o->timeout_ms - TIMEOUT_SLACK)
		reception_refuse(r, FAILURE_TEMPORARY,
		    "less than %lld bytes a second for %ld s",
		    (long long)o->low_speed, SLOW_SECONDS);
	else
		reception_refuse(r, FAILURE_TEMPORARY,
		    "no whole answer within %g s", seconds);
}

static void
give_connection(struct reception *r, const struct handle *h)
{
	long number = 0;

	curl_easy_getinfo(h->easy, CURLINFO_OS_ERRNO, &number);
	reception_refuse(r, FAILURE_TEMPORARY, "no connection to %.80s: %s",
	    peer(r, h), number != 0 ? strerror((int)number) : h->error);
}

static void
give_other(struct reception *r, const struct handle *h, CURLcode result)
{
	const char *words = NULL;
	enum failure failure = FAILURE_SOFT;

	for (size_t i = 0; i < COUNT(failings); i++)
		if (failings[i].code == result) {
			words = failings[i].words;
			failure = failings[i].failure;
		}
	if (words == NULL)
		words = h->error[0] ? h->error : curl_easy_strerror(result);
	reception_refuse(r, failure, "%s", words);
}

void
reason_give(struct reception *r, const struct handle *h, CURLcode result,
    int64_t took_ms)
{
	if (r->reason.len > 0)
		return;
	if (result == CURLE_FILESIZE_EXCEEDED)
		give_size(r);
	else if (result == CURLE_PEER_FAILED_VERIFICATION)
		give_certificate(r, h);
	else if (result == CURLE_OPERATION_TIMEDOUT)
		give_time(r, h, took_ms);
	else if (result == CURLE_COULDNT_RESOLVE_HOST)
		reception_refuse(r, FAILURE_TEMPORARY,
		    "no address is known for %.80s", peer(r, h));
	else if (result == CURLE_COULDNT_CONNECT)
		give_connection(r, h);
	else
		give_other(r, h, result);
}
