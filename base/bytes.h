/*
 * Eight bytes of a text looked at together, the first one lowest. A mask of
 * them has the high bit of each byte that is meant. It is made by sums that
 * carry into the bytes behind such a one, so that only its lowest bit counts:
 *
 *	(eight - BYTES(0x20)) & ~eight & BYTES(0x80)		below 0x20
 *	((eight ^ BYTES('"')) - BYTES(1)) & ~eight & BYTES(0x80)	a quote
 *	eight & BYTES(0x80)					no ASCII
 */
#ifndef BASE_BYTES_H
#define BASE_BYTES_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Eight times the same byte. */
#define BYTES(byte) ((byte)*UINT64_C(0x0101010101010101))

static inline uint64_t
bytes_at(const char *p)
{
	uint64_t eight;

	memcpy(&eight, p, sizeof(eight));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	eight = __builtin_bswap64(eight);
#endif
	return eight;
}

/* How many bytes stand before the first one in a mask that is not 0. */
static inline size_t
bytes_before(uint64_t mask)
{
	return (size_t)__builtin_ctzll(mask) / 8;
}

#endif
