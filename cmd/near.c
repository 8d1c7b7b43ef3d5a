#include "cmd/near.h"
#include "base/attr.h"

/* The nth letter, from 1, in lower case. */
static char
letter(struct str s, size_t n)
{
	char c = s.ptr[n - 1];

	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static size_t
least(size_t a, size_t b, size_t c)
{
	size_t n = a < b ? a : b;

	return n < c ? n : c;
}

size_t
near_distance(struct str a, struct str b)
{
	size_t rows[3][64], *last = rows[0], *row = rows[1], *spare = rows[2];
	size_t *first;

	if (a.len >= COUNT(rows[0]) || b.len >= COUNT(rows[0]))
		return a.len > b.len ? a.len : b.len;
	for (size_t j = 0; j <= b.len; j++)
		row[j] = j;
	for (size_t i = 1; i <= a.len; i++) {
		first = spare;
		spare = last;
		last = row;
		row = first;
		row[0] = i;
		for (size_t j = 1; j <= b.len; j++) {
			bool same = letter(a, i) == letter(b, j);

			row[j] = least(
			    last[j - 1] + !same, last[j] + 1, row[j - 1] + 1);
			if (i > 1 && j > 1 &&
			    letter(a, i) == letter(b, j - 1) &&
			    letter(a, i - 1) == letter(b, j) &&
			    spare[j - 2] + 1 < row[j])
				row[j] = spare[j - 2] + 1;
		}
	}
	return row[b.len];
}

bool
near_enough(struct str typed, size_t distance)
{
	return distance <= (typed.len + 1) / 3;
}
