#include "store/relate.h"

/* What a unit of the last digit that is not zero is worth: 100 of 81,300. */
static int64_t
last_digit(int64_t v)
{
	int64_t unit = 1;

	while (v > 0 && v % 10 == 0) {
		v /= 10;
		unit *= 10;
	}
	return unit;
}

static struct interval
round_about(int64_t v, int64_t margin)
{
	return (struct interval){
	    v > margin ? v - margin : 0,
	    v > INTERVAL_MAX - margin ? INTERVAL_MAX : v + margin,
	};
}

/* A plain number of four digits or more that ends in 00 was rounded. */
static struct interval
exactly(int64_t v)
{
	int64_t unit = last_digit(v);

	return round_about(v, v >= 1000 && unit >= 100 ? unit / 2 : 0);
}

static struct interval
about(int64_t v)
{
	int64_t half = last_digit(v) / 2, part = v / 20;

	return round_about(v, half > part ? half : part);
}

/* "dozens" is stored as 24; the words allow no more than the next word. */
static int64_t
vague_high(int64_t low)
{
	static const struct {
		int64_t low, high;
	} words[] = {
	    {2,      5     },
            {3,      9     },
            {10,     99    },
            {12,     99    },
            {20,     99    },
            {24,     99    },
            {40,     199   },
	    {200,    999   },
            {2000,   9999  },
            {20000,  99999 },
            {200000, 999999}
        };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (words[i].low == low)
			return words[i].high;
	return INTERVAL_MAX;
}

struct interval
interval_of(enum qualifier qualifier, int64_t low, int64_t high)
{
	int64_t v = low != VALUE_NONE ? low : high;
	bool bounded = low != VALUE_NONE && high != VALUE_NONE;

	if (v == VALUE_NONE)
		return (struct interval){0, INTERVAL_MAX};
	switch (qualifier) {
	case EXACT:
		return bounded && low != high ? (struct interval){low, high}
					      : exactly(v);
	case APPROX:
		return bounded && low != high ? (struct interval){low, high}
					      : about(v);
	case AT_LEAST:
		return (struct interval){v, INTERVAL_MAX};
	case MORE_THAN:
		return (struct interval){
		    v < INTERVAL_MAX ? v + 1 : v, INTERVAL_MAX};
	case UP_TO:
		return (struct interval){0, high != VALUE_NONE ? high : v};
	case LESS_THAN:
		v = high != VALUE_NONE ? high : v;
		return (struct interval){0, v > 0 ? v - 1 : 0};
	case RANGE:
		return (struct interval){low != VALUE_NONE ? low : 0,
		    high != VALUE_NONE ? high : INTERVAL_MAX};
	case VAGUE:
		return (struct interval){low != VALUE_NONE ? low : 0,
		    high != VALUE_NONE ? high : vague_high(v)};
	}
	return (struct interval){0, INTERVAL_MAX};
}

bool
intervals_meet(struct interval a, struct interval b)
{
	return a.low <= b.high && b.low <= a.high;
}
