#include "extract/number_words.h"
#include "extract/number_digits.h"
#include "extract/number_suffix.h"

/* They may be of a year or a game. */
#define HALVES   2
#define QUARTERS 4

/* A whole number as its words are read. */
struct sum {
	double total;  /* of what has its scale: 4,000 in "four thousand two" */
	double part;   /* what has none yet */
	double last;   /* the last scale; the next must be smaller */
	double scale;  /* as struct number's */
	double before; /* what stood before the last "and" */
	bool and;
	bool digits; /* started with digits */
	size_t words;
};

/* May a number word follow what was read: "fifty four", "hundred two"? */
static bool
fits(double part, double word)
{
	long below = (long)part % 1000;

	if (part == 0)
		return true;
	if (below % 100 == 0)
		return word < 100 && below > 0;
	return below % 10 == 0 && below % 100 >= 20 && word < 10 && word > 0;
}

/* Does a number go on over a hyphen: "fifty-four", "fifty - four"? */
static bool
is_hyphen(const struct text *t, uint32_t i)
{
	return text_is_mark(t, i, '-') && !text_ends_line(t, i) &&
	       !text_ends_line(t, i + 1) &&
	       text_joined(t, i) == text_joined(t, i + 1);
}

/* The token after a hyphen that joins: in "two-and-a-half", "half-dozen". */
static uint32_t
pass_hyphen(const struct text *t, uint32_t i)
{
	return i + (is_hyphen(t, i) && text_joined(t, i));
}

/* "three million, two hundred": over the comma after a large scale. */
static uint32_t
pass_comma(const struct text *t, uint32_t i, const struct sum *s)
{
	const struct tag *tag;

	if (!text_is_mark(t, i, ',') || s->digits || s->part > 0 ||
	    s->total == 0 || (tag = text_tag(t, i + 1, CLASS_NUMBER)) == NULL ||
	    (tag = text_tag(t, tag->end, CLASS_SCALE)) == NULL ||
	    tag->sense->number >= s->last)
		return i;
	return i + 1;
}

/* The next number word at i, if it belongs to what was read. */
static const struct tag *
next_number(const struct text *t, uint32_t i, const struct sum *s)
{
	const struct tag *tag = text_tag(t, i, CLASS_NUMBER);

	if (tag == NULL)
		return NULL;
	/* "3 million two": only with a scale of its own is it one number. */
	if (s->digits && text_tag(t, tag->end, CLASS_SCALE) == NULL)
		return NULL;
	if (s->digits ? s->part == 0 : s->total > 0 && s->part == 0)
		return tag;
	return !s->digits && fits(s->part, tag->sense->number) ? tag : NULL;
}

/* "3 hundred and 21", "4 thousand 3 hundred": digits that go on. */
static bool
next_digits(const struct text *t, uint32_t *at, struct sum *s, bool and)
{
	const struct tag *scale;
	struct number n = {0};

	if (s->part == 0 ? s->total == 0 : s->scale != 100)
		return false;
	if (*at >= t->n_tokens || t->tokens[*at].kind != TOKEN_DIGITS ||
	    t->tokens[*at].end - t->tokens[*at].start > 3)
		return false;
	number_digits(t, *at, &n);
	if (n.grouped || n.end != *at + 1 || n.value < 1)
		return false;
	scale = text_tag(t, n.end, CLASS_SCALE);
	if (s->part > 0 ? !and || n.value >= 100 || scale != NULL
			: scale == NULL || scale->sense->number >= s->last)
		return false;
	s->part += n.value;
	*at = n.end;
	return true;
}

static void
take_scale(struct sum *s, double v)
{
	s->scale = v;
	if (v < 100 && s->and &&s->part > s->before) {
		/* "three hundred and two dozen" */
		s->part = s->before + (s->part - s->before) * v;
	} else if (v < 1000) {
		s->part *= v;
	} else if (s->part == 0) {
		s->total *= v; /* "three lakh crore" */
	} else {
		s->total += s->part * v;
		s->part = 0;
		s->last = v;
	}
}

/* May the number read so far be multiplied by a scale? */
static bool
takes_scale(const struct sum *s, double v)
{
	double part = s->part > 0 ? s->part : s->total;

	if (part <= 0 || part * v > NUMBER_MAX)
		return false;
	if (v < 1000)
		return s->part > 0 && (s->digits || s->part < 10000 / v);
	return s->part > 0 ? v < s->last : s->scale == s->last;
}

/* "450-million", but "10-K": a scale that a hyphen joins to digits. */
static bool
is_joined_scale(const struct text *t, uint32_t i)
{
	uint32_t next = pass_hyphen(t, i);

	return next > i && text_tag(t, next, CLASS_SCALE) != NULL &&
	       t->tokens[next].end - t->tokens[next].start > 1;
}

/* Take the next word of a whole number at *at, over a hyphen or an "and". */
static bool
next_word(const struct text *t, uint32_t *at, struct sum *s)
{
	bool whole = s->part > 0 && (long)s->part % 100 == 0;
	const struct tag *tag;
	bool and = false, scaled = is_joined_scale(t, *at);
	uint32_t i = *at;

	if (text_ends_line(t, i) && s->part + s->total > 0)
		return false;
	if (is_hyphen(t, i) && (s->words > 0 || scaled)) {
		i++;
	} else if ((whole || (s->total > 0 && s->part == 0)) &&
		   (tag = text_tag(t, i, CLASS_NUMBER_AND)) != NULL) {
		i = tag->end;
		and = true;
	} else {
		i = pass_comma(t, i, s);
	}
	if ((tag = next_number(t, i, s)) != NULL) {
		if (and) {
			s->before = s->part;
			s->and = true;
		}
		s->part += tag->sense->number;
	} else if ((i == *at || scaled) &&
		   (tag = text_tag(t, i, CLASS_SCALE)) != NULL &&
		   takes_scale(s, tag->sense->number)) {
		take_scale(s, tag->sense->number);
	} else if (next_digits(t, &i, s, and)) {
		*at = i;
		return true;
	} else {
		return false;
	}
	*at = tag->end;
	return true;
}

/* Read the words of a whole number from *at on. */
static void
read_whole(const struct text *t, uint32_t *at, struct sum *s)
{
	while (next_word(t, at, s))
		s->words++;
}

/*
 * The name of the parts at a token: "fifths", "twenty-firsts", "quarter"; one
 * of them may be named by its ordinal: "fifth". Their number to one, or 0.
 */
static double
parts_at(const struct text *t, uint32_t i, bool one, uint32_t *end)
{
	const struct tag *tens = text_tag(t, i, CLASS_NUMBER), *tag;
	double more = 0;

	if (tens != NULL && fits(tens->sense->number, 9) &&
	    tens->sense->number < 100) {
		more = tens->sense->number;
		i = tens->end + is_hyphen(t, tens->end);
	}
	if ((tag = text_tag(t, i, CLASS_FRACTION)) == NULL && one)
		tag = text_tag(t, i, CLASS_ORDINAL);
	if (tag == NULL || text_ends_line(t, i) || tag->sense->number < 1 ||
	    (more > 0 ? tag->sense->number > 9 : tag->sense->number < 2) ||
	    (more == 0 && tag->class == CLASS_ORDINAL &&
		tag->sense->number < 3))
		return 0;
	*end = tag->end;
	return more + tag->sense->number;
}

/* "two thirds", "a fifth", "half": where it ends, or 0. */
static uint32_t
read_parts(const struct text *t, uint32_t i, double *value)
{
	const struct tag *tag = text_tag(t, i, CLASS_ONE);
	struct sum s = {.last = NUMBER_MAX, .scale = 1};
	uint32_t end = i, first = tag ? pass_hyphen(t, tag->end) : i;
	double of;

	if (tag != NULL && (of = parts_at(t, first, true, &end)) > 0) {
		/*
		 * "a third man" counts, "a third of" does not, nor does "cut by
		 * a third in May".
		 */
		if (text_tag(t, end - 1, CLASS_FRACTION) == NULL &&
		    !text_ends_line(t, end) &&
		    t->tokens[end].kind == TOKEN_WORD &&
		    text_tag(t, end, CLASS_NOUN_LINK) == NULL &&
		    !(text_tag(t, end, CLASS_PREPOSITION) != NULL &&
			text_tag_before(t, i, CLASS_AGENT) != NULL))
			return 0;
		*value = 1 / of;
		return end;
	}
	if (text_tag(t, i, CLASS_NUMBER) == NULL) {
		tag = text_tag(t, i, CLASS_FRACTION);
		if (tag == NULL || tag->sense->number != 2)
			return 0;
		*value = 0.5;
		return tag->end;
	}
	read_whole(t, &end, &s);
	of = parts_at(
	    t, end + is_hyphen(t, end), s.part == 1 && s.words == 1, &end);
	*value = (s.total + s.part) / of;
	return of > 0 ? end : 0;
}

/* "half a million", "a quarter of a million": parts of a scale. */
bool
number_scale_parts(const struct text *t, struct number *n)
{
	const struct tag *of = text_tag(t, n->end, CLASS_NOUN_LINK), *one;
	uint32_t i = of != NULL ? of->end : pass_hyphen(t, n->end);
	const struct tag *scale;

	if ((one = text_tag(t, i, CLASS_ONE)) != NULL)
		i = one->end;
	scale = text_tag(t, i, CLASS_SCALE);
	if (scale == NULL || (of != NULL && one == NULL))
		return false;
	n->value *= scale->sense->number;
	n->scale = scale->sense->number;
	n->fraction = false;
	n->end = scale->end;
	return true;
}

/* Does "half" at a token stand for a part, not for an end: "the half"? */
static bool
is_half(const struct text *t, uint32_t i, uint32_t end)
{
	if (i > 0 && !text_ends_line(t, i) &&
	    (text_tag(t, i - 1, CLASS_ORDINAL) != NULL ||
		text_tag(t, i - 1, CLASS_MORE) != NULL ||
		text_tag(t, i - 1, CLASS_ARTICLE) != NULL))
		return false;
	return !text_ends_line(t, end) &&
	       (text_tag(t, end, CLASS_ARTICLE) != NULL ||
		   text_tag(t, end, CLASS_NOUN_LINK) != NULL ||
		   text_tag_before(t, i, CLASS_BEFORE) != NULL);
}

/* Parts with no whole number before them. */
/* "killed two men and held a third.": one more, and no part of anything. */
static bool
is_another(const struct text *t, uint32_t i, uint32_t end)
{
	return text_tag_before(t, i, CLASS_ACTIVE) != NULL &&
	       text_tag(t, end - 1, CLASS_ORDINAL) != NULL &&
	       (text_ends_line(t, end) || t->tokens[end].kind == TOKEN_MARK);
}

bool
number_fraction(const struct text *t, uint32_t i, struct number *n)
{
	const struct tag *bare = text_tag(t, i, CLASS_FRACTION), *one;
	uint32_t end;

	if (bare != NULL) {
		n->value = 1 / bare->sense->number;
		n->end = bare->end;
		if (number_scale_parts(t, n))
			return true;
		if (bare->sense->number != 2 || !is_half(t, i, bare->end))
			return false;
		/* "half an hour" */
		if ((one = text_tag(t, n->end, CLASS_ONE)) != NULL &&
		    text_tag(t, one->end, CLASS_UNIT) != NULL)
			n->end = one->end;
		return n->fraction = true;
	}
	if (text_tag(t, i, CLASS_ONE) == NULL ||
	    (end = read_parts(t, i, &n->value)) == 0 || is_another(t, i, end))
		return false;
	n->end = end;
	n->fraction = true;
	number_scale_parts(t, n);
	return true;
}

/*
 * Add parts to a whole number: "five and a quarter"; of a large scale they are
 * parts of it, or have their own: "a billion and a half (million)".
 */
static void
add_part(const struct text *t, const struct sum *s, double part, double value,
    struct number *n)
{
	const struct tag *scale = text_tag(t, n->end, CLASS_SCALE);

	if (part == 0 && s->total > 0) {
		double of = s->last;

		if (scale != NULL && scale->sense->number < of) {
			of = scale->sense->number;
			n->end = scale->end;
		}
		n->value = s->total + value * of;
		return;
	}
	n->value = s->total + part + value;
	if (scale != NULL) {
		n->scale = scale->sense->number;
		n->value *= n->scale;
		n->end = scale->end;
	}
}

/* "four quarters", "the first three quarters", "two halves": no parts of one */
static bool
are_periods(const struct text *t, uint32_t first, double whole, double of)
{
	return (of == HALVES || of == QUARTERS) &&
	       (whole >= of || text_tag_before(t, first, CLASS_NTH) != NULL);
}

/* "one hundred thirty-two fifths", "two hundred and five tenths". */
static bool
divide(const struct text *t, const struct sum *s, struct number *n)
{
	double whole = s->total + s->part, tail = s->part - s->before, of;
	uint32_t at = n->end + is_hyphen(t, n->end), end;
	long tens = (long)s->part % 100;
	bool one = s->words == 1 && s->part == 1;
	struct sum second = {.last = NUMBER_MAX, .scale = 1};

	if (text_ends_line(t, at))
		return false;
	if ((of = parts_at(t, at, one, &end)) == 0) {
		read_whole(t, &at, &second); /* "one one hundred fifth" */
		if (second.words < 2 || second.part < 100 ||
		    (of = parts_at(t, at, one, &end)) == 0)
			return false;
		n->value = whole / (second.total + second.part + of);
	} else if (of < 10 && tens >= 20 && tens % 10 == 0 && !s->and
		   &&whole > (double)tens) {
		/* "one hundred thirty fifths" */
		n->value = (whole - (double)tens) / ((double)tens + of);
	} else if (s->and &&tail < of) {
		n->end = end;
		add_part(t, s, s->before, tail / of, n);
		return true;
	} else if (are_periods(t, n->first, whole, of)) {
		return false;
	} else {
		n->value = whole / of;
	}
	n->fraction = true;
	n->end = end;
	number_scale_parts(t, n);
	return true;
}

/* "and a half", "and three quarters million", after a whole number. */
static void
add_parts(const struct text *t, const struct sum *s, struct number *n)
{
	const struct tag *and =
	    text_tag(t, pass_hyphen(t, n->end), CLASS_NUMBER_AND);
	double value;
	uint32_t end;

	if (and == NULL || text_ends_line(t, and->end) ||
	    (end = read_parts(t, pass_hyphen(t, and->end), &value)) == 0 ||
	    value >= 1)
		return;
	/* "12 and a third of them": two numbers. */
	if (text_tag(t, end, CLASS_NOUN_LINK) != NULL)
		return;
	n->end = end;
	add_part(t, s, s->part, value, n);
}

/* "an hour and a half", "three weeks and a half": over the unit. */
bool
number_unit_parts(const struct text *t, struct number *n)
{
	const struct tag *unit = text_tag(t, n->end, CLASS_UNIT), *and;
	double value;
	uint32_t end;

	if (unit == NULL || text_ends_line(t, n->end) ||
	    (and = text_tag(t, unit->end, CLASS_NUMBER_AND)) == NULL ||
	    text_tag(t, and->end, CLASS_ONE) == NULL ||
	    (end = read_parts(t, and->end, &value)) == 0 ||
	    text_tag(t, end, CLASS_NOUN_LINK) != NULL ||
	    text_tag(t, end, CLASS_UNIT) != NULL ||
	    text_tag(t, pass_hyphen(t, end), CLASS_SCALE) != NULL)
		return false;
	n->value += value;
	n->unit = unit;
	n->end = end;
	return true;
}

/* "two hundred point zero three": decimals in words. */
static void
add_decimals(const struct text *t, struct number *n)
{
	const struct tag *tag = text_tag(t, n->end, CLASS_POINT);
	double digit = 0.1;

	if (tag == NULL || text_tag(t, tag->end, CLASS_NUMBER) == NULL)
		return;
	n->end = tag->end;
	while (!text_ends_line(t, n->end) &&
	       (tag = text_tag(t, n->end, CLASS_NUMBER)) != NULL &&
	       tag->sense->number < 10) {
		n->value += digit * tag->sense->number;
		digit /= 10;
		n->end = tag->end;
	}
	if ((tag = text_tag(t, n->end, CLASS_SCALE)) != NULL) {
		n->scale = tag->sense->number;
		n->value *= n->scale;
		n->end = tag->end;
	}
}

/* Read "nine hundred and twenty-one", "a dozen", "two and a half million". */
bool
number_words(const struct text *t, uint32_t token, struct number *n)
{
	struct sum s = {.last = NUMBER_MAX, .scale = 1};
	const struct tag *tag = text_tag(t, token, CLASS_ONE);

	n->end = token;
	if (tag != NULL) {
		if (text_tag(t, tag->end, CLASS_SCALE) == NULL)
			return false;
		s.part = 1;
		n->end = tag->end;
	} else if (text_tag(t, token, CLASS_NUMBER) == NULL) {
		return false;
	}
	read_whole(t, &n->end, &s);
	if (s.words == 0)
		return false;
	n->one = s.words == 1 && s.part == 1 && s.total == 0;
	n->value = s.total + s.part;
	n->scale = s.scale;
	if (divide(t, &s, n)) {
		n->one = false;
		return true;
	}
	add_decimals(t, n);
	add_parts(t, &s, n);
	return true;
}

/* The letter or word that scales digits: "2.3m", "2.3 M", "2.3 million". */
void
number_scales(const struct text *t, struct number *n)
{
	struct sum s = {
	    .last = NUMBER_MAX, .scale = 1, .digits = true, .part = n->value};
	const struct tag *tag = number_suffix(t, n);

	if (tag != NULL) {
		s.scale = tag->sense->number;
		s.part *= s.scale;
		n->end = tag->end;
	}
	read_whole(t, &n->end, &s);
	n->value = s.total + s.part;
	n->scale = s.scale;
	if (s.total > 0 || s.scale == 1)
		add_parts(t, &s, n);
}
