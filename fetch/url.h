/*
 * Addresses, read and resolved as browsers do: the URL standard of the WHATWG.
 * The result is the serialisation that the standard gives, in ASCII.
 */
#ifndef FETCH_URL_H
#define FETCH_URL_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

/*
 * Resolve a link. The base is empty, or an absolute address. False if there
 * is no such address; the output is untouched then.
 */
bool url_resolve(
    struct arena *, struct str link, struct str base, struct str *out);

/* Resolve a link, and refuse all but http and https with a host. */
bool url_resolve_web(
    struct arena *, struct str link, struct str base, struct str *out);

/* The parts of a resolved address, slices of it; absent ones are empty. */
struct url_parts {
	struct str scheme; /* without ':' */
	struct str host;   /* without port */
	struct str origin; /* "https://example.org:8080" */
	struct str path;   /* with the '/' */
	struct str target; /* path and query, as a request line has it */
};
bool url_split(struct str resolved, struct url_parts *);

/*
 * The form of an address by which documents are told apart: resolved, without
 * fragment, user, default port, tracking parameters (utm_source and the
 * like), "index.html" and an empty query; https for http. It is a key, and
 * may not be fetched. As it came if it is no web address.
 */
struct str url_normalise(struct arena *, struct str url);

#endif
