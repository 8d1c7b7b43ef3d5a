#include "cmd/near.h"
#include "base/attr.h"

static char
lower(char c)
{
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
	size_t row[64], diagonal, above;

	if (a.len >= COUNT(row) || b.len >= COUNT(row))
		return a.len > b.len ? a.len : b.len;
	for (size_t j = 0; j <= b.len; j++)
		row[j] = j;
	for (size_t i = 0; i < a.len; i++) {
		diagonal = row[0]++;
		for (size_t j = 1; j <= b.len; j++) {
			above = row[j];
			diagonal += lower(a.ptr[i]) != lower(b.ptr[j - 1]);
			row[j] = least(diagonal, above + 1, row[j - 1] + 1);
			diagonal = above;
		}
	}
	return row[b.len];
}

bool
near_enough(struct str typed, size_t distance)
{
	return distance <= typed.len / 3 || (distance == 1 && typed.len > 1);
}
