#include <openssl/sha.h>
#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/hash.h"

#define ID_DIGITS 10
#define ID_WHOLE  4 /* digits of the whole in the id of a part */
#define ID_PART   8 /* and of its own */

static const unsigned char *
bytes_of(struct str s)
{
	return (const unsigned char *)(s.len ? s.ptr : "");
}

void
sha1(struct str s, unsigned char out[SHA1_SIZE])
{
	SHA1(bytes_of(s), s.len, out);
}

void
sha256(struct str s, unsigned char out[SHA256_SIZE])
{
	SHA256(bytes_of(s), s.len, out);
}

struct str
hex_text(struct arena *a, const unsigned char *bytes, size_t n)
{
	static const char hex[] = "0123456789abcdef";
	char *p = arena_alloc(a, 2 * n + 1, 1);

	for (size_t i = 0; i < n; i++) {
		p[2 * i] = hex[bytes[i] >> 4];
		p[2 * i + 1] = hex[bytes[i] & 15];
	}
	return (struct str){p, 2 * n};
}

struct str
base32_text(struct arena *a, const unsigned char *bytes, size_t n)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	size_t len = (8 * n + 4) / 5, bit;
	char *p = arena_alloc(a, len + 1, 1);
	unsigned two;

	for (size_t i = 0; i < len; i++) {
		bit = 5 * i;
		two = (unsigned)bytes[bit / 8] << 8;
		if (bit / 8 + 1 < n)
			two |= bytes[bit / 8 + 1];
		p[i] = digits[two >> (11 - bit % 8) & 31];
	}
	return (struct str){p, len};
}

struct str
sha256_hex(struct arena *a, struct str s)
{
	unsigned char digest[SHA256_SIZE];

	sha256(s, digest);
	return hex_text(a, digest, sizeof(digest));
}

/* The digits of a hash; parts are joined with their lengths, so that "a", "bc"
 * is not "ab", "c". */
static void
id_digits(struct arena *a, char kind, const struct str *parts, size_t n_parts,
    char *out, size_t n)
{
	static const char digits[] = "0123456789abcdefghjkmnpqrstvwxyz";
	unsigned char digest[SHA256_DIGEST_LENGTH];
	struct buf key = {.arena = a};
	uint64_t bits = 0;

	buf_char(&key, kind);
	for (size_t i = 0; i < n_parts; i++) {
		buf_printf(&key, "%zu:", parts[i].len);
		buf_add(&key, parts[i]);
	}
	SHA256((const unsigned char *)key.ptr, key.len, digest);
	for (size_t i = 0; i < sizeof(bits); i++)
		bits = bits << 8 | digest[i];
	for (size_t i = 0; i < n; i++, bits <<= 5)
		out[i] = digits[bits >> 59];
}

struct str
public_id(struct arena *a, char kind, const struct str *parts, size_t n_parts)
{
	char *id = arena_alloc(a, 1 + ID_DIGITS, 1);

	id[0] = kind;
	id_digits(a, kind, parts, n_parts, id + 1, ID_DIGITS);
	return (struct str){id, 1 + ID_DIGITS};
}

struct str
public_id_within(
    struct arena *a, char kind, const struct str *parts, size_t n_parts)
{
	char *id = arena_alloc(a, 1 + ID_WHOLE + ID_PART, 1);

	id[0] = kind;
	memcpy(id + 1, parts[0].ptr + 1, ID_WHOLE);
	id_digits(a, kind, parts, n_parts, id + 1 + ID_WHOLE, ID_PART);
	return (struct str){id, 1 + ID_WHOLE + ID_PART};
}
