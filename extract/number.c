#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "extract/number.h"

bool
text_joined(const struct text *t, uint32_t token)
{
	return token > 0 && token < t->n_tokens &&
	       !(t->tokens[token].flags & TOKEN_SPACED) &&
	       t->tokens[token - 1].end == t->tokens[token].start;
}

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

/*
 * Read digits with their marks: groups of three after a group mark, any row
 * of digits after one decimal mark. Two decimal marks before groups of three
 * are group marks of another language ("1.200.000").
 */
static void
read_digits(const struct text *t, uint32_t token, struct number *n)
{
	const struct token *k = &t->tokens[token];
	struct str s = {t->bytes.ptr + k->start, k->end - k->start};
	char group = lang_group(t->lang), decimal = lang_decimal(t->lang);
	size_t run = 0, decimals = 0, groups = 0, len;
	double part = 1;
	bool odd = false;

	for (size_t at = 0; at < s.len; at += len) {
		int digit = digit_value(s, at, &len);

		if (digit >= 0) {
			run++;
			n->value = n->value * 10 + digit;
			part *= decimals ? 10 : 1;
			continue;
		}
		odd |= (groups || decimals) ? run != 3 : run > 3;
		groups += s.ptr[at] == group;
		decimals += s.ptr[at] == decimal;
		if (s.ptr[at] == group && decimals)
			n->broken = true;
		run = 0;
	}
	n->grouped = groups + decimals > 0;
	if (decimals > 1)
		n->broken |= groups > 0 || odd || run != 3;
	else if (groups > 0)
		n->broken |= decimals ? odd : odd || run != 3;
	if (decimals == 1)
		n->value /= part;
	n->broken |= n->value > NUMBER_MAX;
}

/* Groups of three that are set apart by a space: "9 300", "28 642". */
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
		const struct token *next = &t->tokens[end];
		struct number part = {0};

		if (next->kind != TOKEN_DIGITS ||
		    next->end - next->start != 3 ||
		    next->flags & TOKEN_NEW_LINE ||
		    next->start > t->tokens[end - 1].end + 3)
			break;
		read_digits(t, end, &part);
		value = value * 1000 + part.value;
	}
	if (end == n->end || value > NUMBER_MAX ||
	    (end < t->n_tokens && t->tokens[end].kind == TOKEN_DIGITS))
		return;
	n->value = value;
	n->end = end;
	n->grouped = true;
}

/* A fraction's own character joined to digits: "4½". */
static double
fraction_mark(const struct text *t, uint32_t token)
{
	double value;

	if (token >= t->n_tokens || t->tokens[token].kind != TOKEN_MARK ||
	    !text_joined(t, token))
		return 0;
	value = u_getNumericValue(t->tokens[token].mark);
	return value > 0 && value < 1 ? value : 0;
}

static void
read_scales(const struct text *t, struct number *n)
{
	const struct tag *tag;

	if ((tag = text_tag(t, n->end, CLASS_SUFFIX)) != NULL && n->digits &&
	    text_joined(t, n->end)) {
		n->scale = tag->sense->number;
		n->end = tag->end;
	}
	while ((tag = text_tag(t, n->end, CLASS_SCALE)) != NULL &&
	       !(t->tokens[n->end].flags & TOKEN_NEW_LINE) &&
	       n->value * n->scale * tag->sense->number <= NUMBER_MAX) {
		n->scale *= tag->sense->number;
		n->end = tag->end;
	}
	n->value *= n->scale;
	if (n->scale > 1 && (tag = text_tag(t, n->end, CLASS_HALF)) != NULL) {
		n->value += tag->sense->number * n->scale;
		n->end = tag->end;
	}
}

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

/* The next number word or scale at *at, over a hyphen or an "and". */
static const struct tag *
next_word(const struct text *t, uint32_t *at, double part, double total)
{
	const struct tag *tag;
	uint32_t i = *at;

	if (i >= t->n_tokens ||
	    (part + total > 0 && t->tokens[i].flags & TOKEN_NEW_LINE))
		return NULL;
	if (text_is_mark(t, i, '-') && text_joined(t, i) &&
	    text_joined(t, i + 1))
		i++;
	else if (((part >= 100 && (long)part % 100 == 0) ||
		     (total > 0 && part == 0)) &&
		 (tag = text_tag(t, i, CLASS_NUMBER_AND)) != NULL)
		i = tag->end;
	if ((tag = text_tag(t, i, CLASS_NUMBER)) != NULL) {
		bool bare = total > 0 && part == 0;

		if (!(bare || fits(part, tag->sense->number)))
			return NULL;
		*at = i;
		return tag;
	}
	if (i == *at && (tag = text_tag(t, i, CLASS_SCALE)) != NULL)
		return tag;
	return NULL;
}

/* Read "nine hundred and twenty-one", "a dozen", "two and a half million". */
static bool
read_words(const struct text *t, uint32_t token, struct number *n)
{
	double total = 0, part = 0, last = NUMBER_MAX, v;
	const struct tag *tag = text_tag(t, token, CLASS_ONE);
	size_t words = 0;

	n->end = token;
	if (tag != NULL) {
		if (text_tag(t, tag->end, CLASS_SCALE) == NULL)
			return false;
		part = 1;
		n->end = tag->end;
	} else if (text_tag(t, token, CLASS_NUMBER) == NULL) {
		return false;
	}
	for (; (tag = next_word(t, &n->end, part, total)) != NULL; words++) {
		v = tag->sense->number;
		if (tag->class == CLASS_NUMBER) {
			part += v;
		} else if (v < 1000 && part > 0 && part * v < 10000) {
			part *= v;
			n->scale = v;
		} else if (v < last && part > 0 && part * v <= NUMBER_MAX) {
			total += part * v;
			part = 0;
			last = n->scale = v;
		} else {
			break;
		}
		n->end = tag->end;
	}
	n->one = words == 1 && part == 1 && total == 0;
	n->value = total + part;
	if ((tag = text_tag(t, n->end, CLASS_HALF)) != NULL) {
		double half = tag->sense->number;

		n->value += half * (n->scale > 1 ? n->scale : 1);
		n->end = tag->end;
		read_scales(t, n);
	}
	return words > 0;
}

/* A vague word, with "thousands or thousands" as one. */
static bool
read_vague(const struct text *t, uint32_t token, struct number *n)
{
	const struct tag *tag = text_tag(t, token, CLASS_VAGUE), *again;
	uint32_t next;

	if (tag == NULL)
		return false;
	n->vague = tag;
	n->value = tag->sense->number;
	n->end = tag->end;
	next = tag->end + 1;
	if ((text_tag(t, tag->end, CLASS_RANGE) != NULL ||
		text_tag(t, tag->end, CLASS_NOUN_LINK) != NULL) &&
	    (again = text_tag(t, next, CLASS_VAGUE)) != NULL) {
		n->end = again->end;
		if (again->sense->number < n->value)
			n->vague = again;
		n->value = n->vague->sense->number;
	}
	return true;
}

bool
number_at(const struct text *t, uint32_t token, struct number *n)
{
	double half;

	*n = (struct number){.first = token, .end = token + 1, .scale = 1};
	if (token >= t->n_tokens)
		return false;
	if (t->tokens[token].kind == TOKEN_DIGITS) {
		n->digits = true;
		read_digits(t, token, n);
		if (n->broken)
			return true;
		read_spaced_groups(t, n);
		if ((half = fraction_mark(t, n->end)) > 0) {
			n->value += half;
			n->grouped = true;
			n->end++;
		}
		read_scales(t, n);
		return true;
	}
	return t->tokens[token].kind == TOKEN_WORD &&
	       (read_vague(t, token, n) || read_words(t, token, n));
}
