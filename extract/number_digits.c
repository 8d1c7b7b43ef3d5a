#include <math.h>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "extract/number_digits.h"

#define POWER_MAX 99
#define PARTS_MAX 10 /* of a fraction with a slash, if no even sixteenths */

/* The value of one digit of any script, and its length in bytes. */
static int
digit_value(struct str s, size_t at, size_t *len)
{
	int32_t next = (int32_t)at;
	UChar32 c;

	if (s.ptr[at] >= '0' && s.ptr[at] <= '9') {
		*len = 1;
		return s.ptr[at] - '0';
	}
	if (s.ptr[at] == ',' || s.ptr[at] == '.') {
		*len = 1;
		return -1;
	}
	U8_NEXT((const uint8_t *)s.ptr, next, (int32_t)s.len, c);
	*len = (size_t)next - at;
	return u_charDigitValue(c);
}

/* How the marks of a row of digits stand. */
struct marks {
	size_t groups, decimals; /* of each of the two marks */
	size_t run;              /* digits since the last one */
	bool odd;                /* some run between them has not three */
	bool pairs;              /* runs of two, as in "12,34,567" */
	bool mixed;              /* a group mark after a decimal mark */
};

static void
see_mark(struct marks *m, char mark, char group, char decimal)
{
	size_t before = m->groups + m->decimals;

	m->pairs &=
	    m->decimals == 0 &&
	    (!before ? m->run < 3 : m->run == (mark == decimal ? 3 : 2));
	m->odd |= before ? m->run != 3 : m->run > 3;
	m->mixed |= mark == group && m->decimals > 0;
	m->groups += mark == group;
	m->decimals += mark == decimal;
	m->run = 0;
}

/*
 * Is the last mark the decimal one? Two decimal marks before groups of three
 * are group marks of another language: "1.200.000", and so is one before the
 * other mark: "1.111,11". One group mark before fewer than three digits is the
 * decimal one of another language where a scale or percent follows: "3,4
 * million".
 */
static bool
settle(const struct marks *m, bool scaled, bool *broken)
{
	if (scaled && m->groups == 1 && m->decimals == 0 && m->run < 3)
		return true;
	if (m->mixed) {
		*broken = m->groups > 1 || m->odd;
		return true;
	}
	if (m->decimals > 1) {
		*broken = m->groups > 0 || m->odd || m->run != 3;
		return false;
	}
	if (m->groups > 0)
		*broken = m->decimals ? m->odd && !m->pairs
				      : (m->odd && !m->pairs) || m->run != 3;
	return m->decimals == 1;
}

/* "million", "%": does it follow on a number with decimals? */
static bool
is_scaled(const struct text *t, uint32_t i)
{
	const struct tag *unit = text_tag(t, i, CLASS_UNIT);

	return !text_ends_line(t, i) &&
	       (text_tag(t, i, CLASS_SCALE) != NULL ||
		   (unit != NULL && tag_is(unit, STR("percent"))));
}

static void
read_row(const struct text *t, uint32_t token, struct number *n)
{
	const struct token *k = &t->tokens[token];
	struct str s = {t->bytes.ptr + k->start, k->end - k->start};
	char group = lang_group(t->lang), decimal = lang_decimal(t->lang);
	struct marks m = {.pairs = true};
	size_t len;

	for (size_t at = 0; at < s.len; at += len) {
		int digit = digit_value(s, at, &len);

		if (digit < 0) {
			see_mark(&m, s.ptr[at], group, decimal);
		} else {
			m.run++;
			n->value = n->value * 10 + digit;
		}
	}
	n->grouped = m.groups + m.decimals > 0;
	if (settle(&m, is_scaled(t, token + 1), &n->broken))
		n->value /= pow(10, (double)m.run);
	n->broken |= n->value > NUMBER_MAX;
	n->end = token + 1;
}

/* An apostrophe between two rows of digits: "1'200". */
static bool
is_apostrophe(const struct text *t, uint32_t i)
{
	return (text_is_mark(t, i, '\'') || text_is_mark(t, i, 0x2019)) &&
	       text_joined(t, i) && text_joined(t, i + 1);
}

/*
 * Groups of three that are set apart by a space or an apostrophe: "9 300",
 * "28'642".
 */
static void
read_spaced_groups(const struct text *t, struct number *n)
{
	const struct token *k = &t->tokens[n->end - 1];
	double value = n->value;
	uint32_t end = n->end;

	if (n->grouped || k->end - k->start > 3 || value < 1 ||
	    (n->first > 0 && (text_tag(t, n->first - 1, CLASS_MONTH) != NULL ||
				 t->tokens[n->first - 1].kind == TOKEN_DIGITS)))
		return;
	for (; end < t->n_tokens; end++) {
		uint32_t i = end + is_apostrophe(t, end);
		const struct token *next = &t->tokens[i];
		struct number part = {0};

		if (i >= t->n_tokens || next->kind != TOKEN_DIGITS ||
		    next->end - next->start != 3 ||
		    next->flags & TOKEN_NEW_LINE ||
		    next->start > t->tokens[i - 1].end + 3)
			break;
		read_row(t, i, &part);
		value = value * 1000 + part.value;
		end = i;
	}
	if (end == n->end || value > NUMBER_MAX ||
	    (end < t->n_tokens && t->tokens[end].kind == TOKEN_DIGITS))
		return;
	n->value = value;
	n->end = end;
	n->grouped = true;
}

/* Plain digits joined to the mark before them; their value, or -1. */
static double
joined_digits(const struct text *t, uint32_t i)
{
	struct number part = {0};

	if (i >= t->n_tokens || t->tokens[i].kind != TOKEN_DIGITS ||
	    !text_joined(t, i))
		return -1;
	read_row(t, i, &part);
	return part.grouped || part.broken ? -1 : part.value;
}

/* "3/4", "2 1/2": parts by a slash, unless they look like a date. */
static bool
read_slash(const struct text *t, uint32_t i, struct number *n)
{
	double of, parts;

	if (i >= t->n_tokens || t->tokens[i].kind != TOKEN_DIGITS ||
	    (!text_is_mark(t, i + 1, '/') && !text_is_mark(t, i + 1, 0x2044)) ||
	    !text_joined(t, i + 1) || (of = joined_digits(t, i + 2)) < 2 ||
	    (of > PARTS_MAX && of != 16 && of != 32 && of != 100 &&
		text_is_mark(t, i + 1, '/')) ||
	    (text_is_mark(t, i + 3, '/') && text_joined(t, i + 3)))
		return false;
	parts = joined_digits(t, i);
	if (parts < 0) {
		struct number part = {0};

		read_row(t, i, &part);
		parts = part.value;
	}
	if (parts < 1 || parts >= of)
		return false;
	n->value += parts / of;
	n->end = i + 3;
	return true;
}

/* A fraction's own character: "4½", "¾". */
static bool
read_fraction_mark(const struct text *t, uint32_t i, struct number *n)
{
	double value;

	if (i >= t->n_tokens || t->tokens[i].kind != TOKEN_MARK)
		return false;
	value = u_getNumericValue(t->tokens[i].mark);
	if (value <= 0 || value >= 1)
		return false;
	n->value += value;
	n->end = i + 1;
	return true;
}

/* The power after a mark or letter: "+14", "-4", "5"; where it ends, or 0. */
static uint32_t
read_power(const struct text *t, uint32_t i, double *power)
{
	int32_t mark =
	    i < t->n_tokens && text_joined(t, i) ? t->tokens[i].mark : 0;
	bool sign = mark == '+' || mark == '-' || mark == 0x2212;

	*power = joined_digits(t, i + sign);
	if (*power < 0 || *power > POWER_MAX)
		return 0;
	if (sign && mark != '+')
		*power = -*power;
	return i + sign + 1;
}

/* The end of "e", "e10" or "x10" as a word joined to the digits. */
static bool
power_word(const struct text *t, uint32_t i, char letter, double *value)
{
	struct str s;

	if (i >= t->n_tokens || t->tokens[i].kind != TOKEN_WORD ||
	    !text_joined(t, i))
		return false;
	s = text_slice(t, text_span(t, i, i + 1));
	*value = 0;
	if ((s.ptr[0] | 0x20) != letter || s.len > 3)
		return false;
	for (size_t at = 1; at < s.len; at++) {
		if (s.ptr[at] < '0' || s.ptr[at] > '9')
			return false;
		*value = *value * 10 + (s.ptr[at] - '0');
	}
	return true;
}

/* A power in small raised digits: "⁸", "⁻³"; where it ends, or 0. */
static uint32_t
read_raised(const struct text *t, uint32_t i, double *power)
{
	bool below = text_is_mark(t, i, 0x207b);
	uint32_t first = i += below;
	double digit;

	for (*power = 0; i < t->n_tokens && text_joined(t, i) &&
			 t->tokens[i].kind == TOKEN_MARK && *power <= POWER_MAX;
	     i++) {
		digit = u_getNumericValue(t->tokens[i].mark);
		if (digit < 0 || digit > 9 || digit != floor(digit))
			break;
		*power = *power * 10 + digit;
	}
	if (i == first || *power > POWER_MAX)
		return 0;
	if (below)
		*power = -*power;
	return i;
}

/* "6.02 x 10^23", "3 × 10⁸": a power set apart; where it ends, or 0. */
static uint32_t
read_spaced_power(const struct text *t, uint32_t i, double *power)
{
	struct number ten = {0};

	if (!text_is_mark(t, i, 0xd7) &&
	    (text_ends_line(t, i) ||
		!str_eq_nocase(
		    text_slice(t, text_span(t, i, i + 1)), STR("x"))))
		return 0;
	if (text_ends_line(t, ++i) || t->tokens[i].kind != TOKEN_DIGITS)
		return 0;
	read_row(t, i, &ten);
	if (ten.value != 10)
		return 0;
	return text_is_mark(t, i + 1, '^') ? read_power(t, i + 2, power)
					   : read_raised(t, i + 1, power);
}

/* "1.3e6", "12e+14", "6.2x10^-4", "2.5×10−5", "1.1^23". */
static void
read_exponent(const struct text *t, struct number *n)
{
	uint32_t i = n->end, end = 0;
	double power, base = 10;

	if ((end = read_spaced_power(t, i, &power)) > 0) {
		/* it has all of it */
	} else if (power_word(t, i, 'e', &power)) {
		end = t->tokens[i].end - t->tokens[i].start > 1
			  ? i + 1
			  : read_power(t, i + 1, &power);
	} else if (power_word(t, i, 'x', &base) && base == 10) {
		i += 1 + text_is_mark(t, i + 1, '^');
		end = read_power(t, i, &power);
	} else if (text_is_mark(t, i, 0xd7) && joined_digits(t, i + 1) == 10) {
		i += 2 + text_is_mark(t, i + 2, '^');
		end = read_power(t, i, &power);
	} else if (text_is_mark(t, i, '^') && text_joined(t, i) &&
		   (end = read_power(t, i + 1, &power)) > 0) {
		n->value = pow(n->value, power);
		power = 0;
	}
	if (end == 0)
		return;
	n->value *= pow(10, power);
	n->grouped = true;
	n->end = end;
	n->broken = !isfinite(n->value) || n->value > NUMBER_MAX;
}

/* ".5": a decimal mark that stands before its digits. */
static bool
read_bare_decimals(const struct text *t, uint32_t i, struct number *n)
{
	size_t len;

	if (!text_is_mark(t, i, (unsigned char)lang_decimal(t->lang)) ||
	    text_joined(t, i) || joined_digits(t, i + 1) < 0)
		return false;
	len = t->tokens[i + 1].end - t->tokens[i + 1].start;
	n->value = joined_digits(t, i + 1) / pow(10, (double)len);
	n->end = i + 2;
	n->grouped = true;
	return true;
}

/* "4½", "2 ½ million", but "12 ½-litre jars". */
static bool
may_have_parts(const struct text *t, const struct number *n)
{
	return text_joined(t, n->end) ||
	       (!n->grouped && !text_ends_line(t, n->end) &&
		   !text_is_mark(t, n->end + 1, '-'));
}

bool
number_digits(const struct text *t, uint32_t i, struct number *n)
{
	n->digits = true;
	if (read_fraction_mark(t, i, n) || read_slash(t, i, n)) {
		n->fraction = n->grouped = true;
		return true;
	}
	if (read_bare_decimals(t, i, n))
		return true;
	if (t->tokens[i].kind != TOKEN_DIGITS)
		return n->digits = false;
	read_row(t, i, n);
	if (n->broken)
		return true;
	read_spaced_groups(t, n);
	read_exponent(t, n);
	if ((may_have_parts(t, n) && read_fraction_mark(t, n->end, n)) ||
	    (!n->grouped && !text_joined(t, n->end) &&
		read_slash(t, n->end, n)))
		n->grouped = true;
	return true;
}
