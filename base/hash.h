/*
 * SHA-256, and the short public ids made from it; SHA-1 for the digests that
 * others have written.
 *
 * A public id is one letter for what it names and ten of Crockford's base-32
 * digits, the first 50 bits of the SHA-256 of its natural key. The same thing
 * has the same id in every store. Two of a million things share one with a
 * probability of 1 in 2,000; the store refuses the second.
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"

#define SHA1_SIZE   20 /* bytes */
#define SHA256_SIZE 32
#define SHA256_HEX  64 /* characters, without a NUL */

/* The SHA-256 of a text in lower-case hexadecimal, in the arena. */
struct str sha256_hex(struct arena *, struct str);

/* The digests themselves. */
void sha1(struct str, unsigned char out[SHA1_SIZE]);
void sha256(struct str, unsigned char out[SHA256_SIZE]);

/* Bytes in lower-case hexadecimal; in base 32 (RFC 4648) without padding. */
struct str hex_text(struct arena *, const unsigned char *, size_t n);
struct str base32_text(struct arena *, const unsigned char *, size_t n);

/* What an id names. */
#define ID_CLAIM    'c'
#define ID_DECISION 'r'
#define ID_DOCUMENT 'd'
#define ID_DISPUTE  'x'
#define ID_FACILITY 'p'
#define ID_FIGURE   'f'
#define ID_MENTION  'm'
#define ID_SOURCE   's'
#define ID_VERSION  'v'

/* The id of a thing by the parts of its natural key, in the arena. */
struct str public_id(
    struct arena *, char kind, const struct str *parts, size_t n_parts);

/*
 * The id of a thing that is part of the one whose id is the first part of its
 * key. It begins as that one does: so what a text says is found in its version,
 * and claims stand together where they are looked up.
 */
struct str public_id_within(
    struct arena *, char kind, const struct str *parts, size_t n_parts);

#endif
