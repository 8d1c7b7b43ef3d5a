#include <string.h>

#include "extract/signature.h"

#define RUN ((size_t)SIGNATURE_RUN)

/* The finaliser of MurmurHash3: every bit of the result depends on all. */
static uint64_t
mix(uint64_t h)
{
	h ^= h >> 33;
	h *= UINT64_C(0xff51afd7ed558ccd);
	h ^= h >> 33;
	h *= UINT64_C(0xc4ceb9fe1a85ec53);
	return h ^ h >> 33;
}

static bool
is_separator(unsigned char c)
{
	return c < 0x80 && (unsigned)c - '0' > 9 &&
	       (unsigned)(c | 0x20) - 'a' > 'z' - 'a';
}

/* Hash the next word; 0 at the end. Bytes of other scripts are letters. */
static uint64_t
next_word(struct str text, size_t *at)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);
	size_t i = *at;

	while (i < text.len && is_separator((unsigned char)text.ptr[i]))
		i++;
	if (i == text.len)
		return 0;
	for (; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i], small = c | 0x20;

		if ((unsigned)small - 'a' > 'z' - 'a') {
			if (is_separator(c))
				break;
			small = c;
		}
		h = (h ^ small) * UINT64_C(0x100000001b3);
	}
	*at = i;
	return h | 1;
}

static void
sample(struct signature *s, uint64_t run)
{
	uint32_t *part = &s->part[run >> 59];
	uint32_t value = (uint32_t)run & (SIGNATURE_EMPTY - 1);

	if (value < *part)
		*part = value;
}

struct signature
signature_of(struct str text)
{
	struct signature s = {0};
	uint64_t words[RUN] = {0}, word;
	size_t at = 0, n = 0;

	memset(s.part, 0xff, sizeof(s.part));
	while ((word = next_word(text, &at)) != 0) {
		uint64_t run = 0;

		words[n++ % RUN] = word;
		if (n < RUN)
			continue;
		for (size_t i = 0; i < RUN; i++)
			run = mix(run + words[(n + i) % RUN]);
		sample(&s, run);
	}
	s.some = n >= RUN - 1 + SIGNATURE_MIN_RUNS;
	return s;
}
