#include <arpa/inet.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/attr.h"
#include "fetch/address.h"

/* A range of addresses: the first bits of its bytes. */
struct range {
	uint8_t bytes[16];
	unsigned bits;
};

static const struct range special4[] = {
    {{0},	    8 }, /* this network */
    {{10},	   8 }, /* private */
    {{100, 64},      10}, /* shared by a carrier's customers */
    {{127},          8 }, /* loopback */
    {{169, 254},     16}, /* link-local, where clouds keep metadata */
    {{172, 16},      12}, /* private */
    {{192, 0, 0},    24}, /* protocol assignments */
    {{192, 0, 2},    24}, /* documentation */
    {{192, 88, 99},  24}, /* relays that are no more */
    {{192, 168},     16}, /* private */
    {{198, 18},      15}, /* benchmarks */
    {{198, 51, 100}, 24}, /* documentation */
    {{203, 0, 113},  24}, /* documentation */
    {{224},          4 }, /* multicast */
    {{240},          4 }, /* reserved, and broadcast */
};

/* Of the global unicast addresses, 2000::/3. */
static const struct range special6[] = {
    {{0x20, 0x01},             23}, /* protocol assignments, Teredo */
    {{0x20, 0x01, 0x0d, 0xb8}, 32}, /* documentation */
    {{0x3f, 0xff},             20}, /* documentation */
};

/* Ranges that hold an IPv4 address, and at which byte. */
static const struct {
	struct range range;
	size_t at;
} wrapped[] = {
    {{{[10] = 0xff, [11] = 0xff}, 96}, 12}, /* mapped */
    {{{0x00, 0x64, 0xff, 0x9b}, 96},   12}, /* NAT64 */
    {{{0x20, 0x02}, 16},               2 }, /* 6to4 */
};

static bool
in_range(const uint8_t *bytes, const struct range *r)
{
	size_t whole = r->bits / 8;
	unsigned mask = 0xffu << (8 - r->bits % 8) & 0xffu;

	return memcmp(bytes, r->bytes, whole) == 0 &&
	       (mask == 0 || ((bytes[whole] ^ r->bytes[whole]) & mask) == 0);
}

static bool
in_any(const uint8_t *bytes, const struct range *ranges, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (in_range(bytes, &ranges[i]))
			return true;
	return false;
}

static bool
is_public4(const uint8_t *bytes)
{
	return !in_any(bytes, special4, COUNT(special4));
}

static bool
is_public6(const uint8_t *bytes)
{
	for (size_t i = 0; i < COUNT(wrapped); i++)
		if (in_range(bytes, &wrapped[i].range))
			return is_public4(bytes + wrapped[i].at);
	return (bytes[0] & 0xe0) == 0x20 &&
	       !in_any(bytes, special6, COUNT(special6));
}

bool
address_is_public(const struct sockaddr *address)
{
	struct sockaddr_in in4;
	struct sockaddr_in6 in6;

	if (address->sa_family == AF_INET) {
		memcpy(&in4, address, sizeof(in4));
		return is_public4((const uint8_t *)&in4.sin_addr);
	}
	if (address->sa_family == AF_INET6) {
		memcpy(&in6, address, sizeof(in6));
		return is_public6(in6.sin6_addr.s6_addr);
	}
	return false;
}

/* The bytes of an address in text; 4, 16, or 0 if it is none. */
static size_t
read_address(const char *text, uint8_t bytes[16])
{
	char inner[INET6_ADDRSTRLEN];
	size_t len = strlen(text);

	if (inet_pton(AF_INET, text, bytes) == 1)
		return 4;
	if (len > 2 && text[0] == '[' && text[len - 1] == ']') {
		text++;
		len -= 2;
	}
	if (len >= sizeof(inner))
		return 0;
	memcpy(inner, text, len);
	inner[len] = '\0';
	return inet_pton(AF_INET6, inner, bytes) == 1 ? 16 : 0;
}

bool
address_text_is_public(const char *text)
{
	uint8_t bytes[16];
	size_t n = read_address(text, bytes);

	return n == 4 ? is_public4(bytes) : n == 16 && is_public6(bytes);
}
