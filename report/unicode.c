#include "report/unicode.h"
#include "base/attr.h"
#include "base/buf.h"

/* Ranges of code points, both ends included, in order. */
struct range {
	uint32_t first, last;
};

static const struct range unfit[] = {
    {0x00,    0x08   },
    {0x0e,    0x1f   },
    {0x7f,    0x84   },
    {0x86,    0x9f   },
    {0x200b,  0x200b },
    {0x200e,  0x200f },
    {0x202a,  0x202e },
    {0x2060,  0x206f },
    {0xfdd0,  0xfdef },
    {0xfeff,  0xfeff },
    {0xfff9,  0xfffb },
    {0xfffe,  0xffff },
    {0xe0000, 0xe007f},
};

static const struct range space[] = {
    {0x09,   0x0d  },
    {0x20,   0x20  },
    {0x85,   0x85  },
    {0xa0,   0xa0  },
    {0x1680, 0x1680},
    {0x2000, 0x200a},
    {0x2028, 0x2029},
    {0x202f, 0x202f},
    {0x205f, 0x205f},
    {0x3000, 0x3000},
};

/* Marks that combine with the letter before them, in the common scripts. */
static const struct range narrow[] = {
    {0x0300, 0x036f},
    {0x0483, 0x0489},
    {0x0591, 0x05bd},
    {0x0610, 0x061a},
    {0x064b, 0x065f},
    {0x0670, 0x0670},
    {0x06d6, 0x06dc},
    {0x06df, 0x06e4},
    {0x06e7, 0x06e8},
    {0x06ea, 0x06ed},
    {0x0900, 0x0902},
    {0x093c, 0x093c},
    {0x0941, 0x0948},
    {0x094d, 0x094d},
    {0x0e31, 0x0e31},
    {0x0e34, 0x0e3a},
    {0x0e47, 0x0e4e},
    {0x200c, 0x200d},
    {0x20d0, 0x20f0},
    {0xfe00, 0xfe0f},
    {0xfe20, 0xfe2f},
};

static const struct range wide[] = {
    {0x1100,  0x115f },
    {0x2e80,  0x303e },
    {0x3041,  0xa4cf },
    {0xac00,  0xd7a3 },
    {0xf900,  0xfaff },
    {0xfe30,  0xfe6f },
    {0xff00,  0xff60 },
    {0xffe0,  0xffe6 },
    {0x1f300, 0x1f64f},
    {0x1f900, 0x1f9ff},
    {0x20000, 0x3fffd},
};

static const struct range rtl[] = {
    {0x0590,  0x08ff },
    {0xfb1d,  0xfdcf },
    {0xfdf0,  0xfdff },
    {0xfe70,  0xfefc },
    {0x10800, 0x10fff},
    {0x1e800, 0x1efff},
};

static bool
within(const struct range *ranges, size_t n, uint32_t c)
{
	size_t low = 0, mid;

	while (low < n) {
		mid = low + (n - low) / 2;
		if (c < ranges[mid].first)
			n = mid;
		else if (c > ranges[mid].last)
			low = mid + 1;
		else
			return true;
	}
	return false;
}

#define WITHIN(ranges, c) within(ranges, COUNT(ranges), c)

uint32_t
unicode_next(struct str s, size_t *pos)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	const unsigned char *p = (const unsigned char *)s.ptr + *pos;
	size_t left = s.len - *pos, n;
	uint32_t c = p[0];

	n = c < 0x80 ? 1 : c < 0xc0 ? 0 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
	++*pos;
	if (n == 1)
		return c;
	if (n == 0 || n > left || c > 0xf4)
		return 0xfffd;
	c &= 0xffU >> (n + 1);
	for (size_t i = 1; i < n; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return 0xfffd;
		c = c << 6 | (p[i] & 0x3f);
	}
	if (c < least[n] || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		return 0xfffd;
	*pos += n - 1;
	return c;
}

int
unicode_width(uint32_t c)
{
	return WITHIN(narrow, c) ? 0 : WITHIN(wide, c) ? 2 : 1;
}

bool
unicode_unfit(uint32_t c)
{
	return WITHIN(unfit, c);
}

static bool
letter(uint32_t c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
	       (c >= 0xc0 && c < 0x2000) || c >= 0x2c00;
}

bool
unicode_rtl(struct str s)
{
	uint32_t c;

	for (size_t i = 0; i < s.len;) {
		c = unicode_next(s, &i);
		/* Digits and marks of these scripts say nothing. */
		if (WITHIN(narrow, c) || (c >= 0x0660 && c <= 0x066d))
			continue;
		if (WITHIN(rtl, c))
			return true;
		if (letter(c))
			return false;
	}
	return false;
}

struct str
unicode_line(struct arena *arena, struct str s)
{
	struct buf b = {.arena = arena};
	bool gap = false;
	size_t start;
	uint32_t c;

	for (size_t i = 0; i < s.len;) {
		start = i;
		c = unicode_next(s, &i);
		if (WITHIN(space, c)) {
			gap = b.len != 0;
			continue;
		}
		if (unicode_unfit(c))
			continue;
		if (gap)
			buf_char(&b, ' ');
		gap = false;
		if (c == 0xfffd)
			buf_add(&b, STR("\xef\xbf\xbd"));
		else
			buf_add(&b, (struct str){s.ptr + start, i - start});
	}
	return buf_str(&b);
}
