#include <openssl/sha.h>
#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/hash.h"

#define ID_DIGITS 10

struct str
sha256_hex(struct arena *a, struct str s)
{
	static const char hex[] = "0123456789abcdef";
	unsigned char digest[SHA256_DIGEST_LENGTH];
	char *p = arena_alloc(a, SHA256_HEX + 1, 1);

	SHA256((const unsigned char *)(s.len ? s.ptr : ""), s.len, digest);
	for (size_t i = 0; i < sizeof(digest); i++) {
		p[2 * i] = hex[digest[i] >> 4];
		p[2 * i + 1] = hex[digest[i] & 15];
	}
	return (struct str){p, SHA256_HEX};
}

/* Parts are joined with their lengths, so that "a", "bc" is not "ab", "c". */
struct str
public_id(struct arena *a, char kind, const struct str *parts, size_t n_parts)
{
	static const char digits[] = "0123456789abcdefghjkmnpqrstvwxyz";
	unsigned char digest[SHA256_DIGEST_LENGTH];
	struct buf key = {.arena = a};
	char *id = arena_alloc(a, ID_DIGITS + 2, 1);
	uint64_t bits = 0;

	buf_char(&key, kind);
	for (size_t i = 0; i < n_parts; i++) {
		buf_printf(&key, "%zu:", parts[i].len);
		buf_add(&key, parts[i]);
	}
	SHA256((const unsigned char *)key.ptr, key.len, digest);
	for (size_t i = 0; i < sizeof(bits); i++)
		bits = bits << 8 | digest[i];
	id[0] = kind;
	for (size_t i = 1; i <= ID_DIGITS; i++, bits <<= 5)
		id[i] = digits[bits >> 59];
	return (struct str){id, ID_DIGITS + 1};
}
