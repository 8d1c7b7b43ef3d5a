#include <string.h>

#include "base/hash.h"
#include "fetch/warc.h"

/* Does a digest, in hexadecimal or in base 32, say these bytes? */
static bool
says(struct str digest, const unsigned char *bytes, size_t n)
{
	CLEANUP(arena_free) struct arena a = {0};

	while (digest.len > 0 && digest.ptr[digest.len - 1] == '=')
		digest.len--;
	return str_eq_nocase(digest, hex_text(&a, bytes, n)) ||
	       str_eq_nocase(digest, base32_text(&a, bytes, n));
}

/* A digest of an algorithm that is not known agrees. */
static bool
agrees(struct str labelled, struct str bytes)
{
	const char *colon = memchr(labelled.ptr, ':', labelled.len);
	size_t n = colon != NULL ? (size_t)(colon - labelled.ptr) : 0;
	struct str name = {labelled.ptr, n};
	struct str digest = str_skip(labelled, n + 1);
	unsigned char out[SHA256_SIZE];

	if (str_eq_nocase(name, STR("sha256")) ||
	    str_eq_nocase(name, STR("sha-256"))) {
		sha256(bytes, out);
		return says(digest, out, SHA256_SIZE);
	}
	if (str_eq_nocase(name, STR("sha1")) ||
	    str_eq_nocase(name, STR("sha-1"))) {
		sha1(bytes, out);
		return says(digest, out, SHA1_SIZE);
	}
	return true;
}

bool
warc_check(const struct warc_record *r, struct error *err)
{
	if (r->block_digest.len && !agrees(r->block_digest, r->block))
		return error_set(
		    err, ERROR_INPUT, "the block is not what its digest says");
	if (r->payload_digest.len == 0 || r->type == WARC_REVISIT || r->is_cut)
		return true;
	if (agrees(r->payload_digest, r->payload) ||
	    agrees(r->payload_digest, str_skip(r->block, r->head.len)))
		return true;
	return error_set(
	    err, ERROR_INPUT, "the payload is not what its digest says");
}
