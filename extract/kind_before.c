#include "extract/kind.h"
#include "extract/money.h"

#define GROUPED_MIN 1000 /* "number 40,000" is no name, "table 2.1" is */

/* "at 1430": four digits that can be a time of day, and nothing counted. */
static bool
is_hour(const struct text *t, const struct reading *r)
{
	uint32_t i = r->first;
	const struct tag *at = text_tag_before(t, r->from, CLASS_UNIT_BEFORE);

	return at != NULL && tag_is(at, STR("hour")) &&
	       t->tokens[i].kind == TOKEN_DIGITS && r->end == i + 1 &&
	       t->tokens[i].end - t->tokens[i].start == 4 &&
	       !r->number.grouped && r->low < 2400 && (int)r->low % 100 < 60 &&
	       r->counted.noun == NULL && !kind_has_size(t, r);
}

/* "Flat 12C": a capital that is joined to a number. */
static bool
is_letter(const struct text *t, uint32_t i)
{
	const struct token *k = &t->tokens[i];

	return text_joined(t, i) && k->kind == TOKEN_WORD &&
	       k->flags & TOKEN_CAPITAL && k->end - k->start == 1;
}

/* A capital; in a text of capitals it says nothing if somebody is counted. */
static bool
is_name(const struct text *t, const struct reading *r, uint32_t i)
{
	const struct token *k = &t->tokens[i];
	bool all = k->flags & TOKEN_ALL_CAPS && i > 0 &&
		   k[-1].flags & TOKEN_ALL_CAPS && k[-1].end - k[-1].start > 1;

	return k->flags & TOKEN_CAPITAL && !(all && r->counted.noun != NULL);
}

/* "the number two man", "the group's number three leader": a rank */
static bool
is_rank(const struct text *t, const struct reading *r, const struct tag *tag)
{
	return str_eq(tag->sense->fields[1], STR("rank")) &&
	       text_tag(t, r->end, CLASS_NOUN) != NULL &&
	       (text_tag_before(t, tag->first, CLASS_ARTICLE) != NULL ||
		   (tag->first > 0 &&
		       t->tokens[tag->first - 1].flags & TOKEN_POSSESSIVE));
}

/*
 * Is a number the name of what stands before it: "Section 13", "Day One"; but
 * "day two", "they number 40,000"? Some words only with a capital, and not at
 * the end of a name: "Tent 14", but "at Harmond Camp 14 were held".
 */
static bool
is_numbered(
    const struct text *t, const struct reading *r, const struct tag *tag)
{
	uint32_t i = tag->first;
	bool capital = is_name(t, r, i);
	bool counts = text_tag(t, r->end, CLASS_NOUN) != NULL ||
		      (kind_unit(t, r->end) != NULL && !is_letter(t, r->end));

	if (is_rank(t, r, tag))
		return true;
	/* "unit 4B", "Unit 4b", but "they number 4 million" */
	if (r->number.scale > 1 &&
	    !(text_joined(t, r->end - 1) &&
		(capital || t->tokens[r->end - 1].flags & TOKEN_CAPITAL)))
		return false;
	if (str_eq(tag->sense->fields[1], STR("capital")) &&
	    (!capital || counts || r->counted.noun != NULL ||
		text_tag_before(t, i, CLASS_ONE) != NULL ||
		(!text_ends_line(t, i) && i > 0 && t->tokens[i - 1].word == 0)))
		return false;
	if (!capital && (counts || !r->number.digits ||
			    (r->number.grouped && r->low >= GROUPED_MIN)))
		return false;
	return r->number.digits || t->tokens[r->first].flags & TOKEN_CAPITAL;
}

/* "a boy of nine": years, where it is of one and counts nothing itself. */
static bool
is_age_of(const struct text *t, const struct reading *r)
{
	const struct tag *of = text_tag_before(t, r->from, CLASS_NOUN_LINK);
	const struct tag *who;

	if (of == NULL || r->qualifier != EXACT || r->low > KIND_AGE_MAX ||
	    r->counted.end > r->counted.first || r->counted.of)
		return false;
	who = text_tag_before(t, of->first, CLASS_NOUN);
	return who != NULL && tag_is(who, STR("person")) &&
	       who->sense->fields[2].len == 0 &&
	       !lang_is_plural(t->lang, t->bytes, &t->tokens[who->end - 1]) &&
	       text_tag(t, who->end - 1, CLASS_CROWD) == NULL &&
	       (text_tag_before(t, who->first, CLASS_ONE) != NULL ||
		   (text_tag_before(t, who->first, CLASS_ADJECTIVE) != NULL &&
		       text_tag_before(t, who->first - 1, CLASS_ONE) != NULL));
}

/* Has what a number is of the kind of its unit, or a unit of its own? */
static bool
has_own_unit(
    const struct text *t, const struct reading *r, const struct tag *before)
{
	const struct tag *unit = kind_unit(t, r->end);

	return unit != NULL && !money_is(before) &&
	       (tag_is(unit, tag_value(before)) ||
		   tag_is(before, STR("ratio")));
}

/* The unit of a number of the kind that stands before it. */
static void
set_unit(const struct text *t, struct reading *r, const struct tag *before)
{
	const struct tag *unit =
	    tag_is(before, STR("age")) ? kind_unit(t, r->end) : NULL;

	if (money_is(before))
		unit = before;
	if (tag_is(before, STR("magnitude"))) {
		r->unit_first = before->first;
		r->unit_end = before->first + 1;
	} else if (unit != NULL) {
		r->unit_first = unit->first;
		r->unit_end = unit->end;
	} else if (tag_is(before, STR("ratio"))) {
		r->unit_first = r->counted.first;
		r->unit_end = r->counted.end;
	}
}

/* What the words right before say: $, aged, section. */
bool
kind_before(const struct text *t, struct reading *r)
{
	const struct tag *tag = text_tag_before(t, r->first, CLASS_UNIT_BEFORE);

	if (money_is(tag))
		tag = money_before(t, r->first);
	if (is_hour(t, r)) {
		r->kind = STR("clock");
		return true;
	}
	if (tag == NULL && is_age_of(t, r)) {
		r->kind = STR("age");
		return true;
	}
	if (tag == NULL || tag_is(tag, STR("hour")) ||
	    str_eq(tag->sense->fields[1], STR("joined")))
		return false;
	if (tag_is(tag, STR("label")) && !is_numbered(t, r, tag))
		return false;
	if (tag_is(tag, STR("age")) && r->low > KIND_AGE_MAX)
		return false;
	/* "for each one they lose", "the parents of a miner" */
	if (r->low <= 1 &&
	    (tag_is(tag, STR("ratio")) || tag_is(tag, STR("size"))))
		return false;
	if (has_own_unit(t, r, tag))
		return false; /* "a depth of 20 m" */
	set_unit(t, r, tag);
	r->kind = tag_value(tag);
	if (r->from == r->first)
		r->from = tag->first;
	return true;
}
