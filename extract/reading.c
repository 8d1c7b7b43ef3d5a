#include "extract/reading.h"
#include "base/vocabulary.h"
#include "extract/kind.h"
#include "extract/money.h"
#include "extract/named.h"
#include "extract/phrase.h"
#include "extract/range.h"
#include "extract/ratio.h"

#define ADJECTIVES 3  /* between an article and its "one" */
#define HOURS      12 /* of a clock's face */

/*
 * "killed over five years", "300 people over five years", "Over five years,":
 * does a word tell in which time something happened, and bound nothing?
 */
static bool
is_during(const struct text *t, const struct reading *r, const struct tag *tag)
{
	const struct tag *unit = kind_unit(t, r->end), *noun;
	uint32_t i = tag->first;
	bool comma;

	if (!str_eq(tag->sense->fields[1], STR("during")) || unit == NULL ||
	    !tag_is(unit, STR("duration")) || unit->first != r->end ||
	    text_tag(t, r->end, CLASS_NOT_COUNT) != NULL)
		return false;
	comma = text_is_mark(t, unit->end, ',');
	if (i == t->sentences[text_sentence(t, i)].first)
		return comma;
	if (!text_ends_line(t, unit->end) &&
	    t->tokens[unit->end].kind != TOKEN_MARK &&
	    text_tag(t, unit->end, CLASS_PREPOSITION) == NULL &&
	    text_tag(t, unit->end, CLASS_CONJUNCTION) == NULL)
		return false;
	noun = text_tag_before(t, i, CLASS_NOUN);
	unit = text_tag_before(t, i, CLASS_UNIT);
	return (noun != NULL && text_tag_before(t, i, CLASS_VERB) == NULL) ||
	       text_tag_before(t, i, CLASS_PASSIVE) != NULL ||
	       text_tag_before(t, i, CLASS_NOMINAL) != NULL ||
	       text_tag_before(t, i, CLASS_EVENT) != NULL ||
	       (unit != NULL && tag_is(unit, STR("percent")));
}

/*
 * "more than a 10-point lead", "nearly a 5% rise": where the words that bound a
 * number stand before its article. A word alone may be of a place there: "over
 * a 10-foot wall".
 */
static uint32_t
pass_article(const struct text *t, const struct reading *r)
{
	const struct tag *one = text_tag_before(t, r->from, CLASS_ONE), *tag;

	if (one == NULL ||
	    (r->from == r->first && kind_unit(t, r->end) == NULL))
		return r->from;
	tag = text_tag_before(t, one->first, CLASS_BEFORE);
	return tag != NULL && (tag->end > tag->first + 1 ||
				  (tag_is(tag, STR("approx")) &&
				      text_tag(t, tag->first,
					  CLASS_PREPOSITION) == NULL))
		   ? one->first
		   : r->from;
}

/*
 * Take the words before the number that bound it. A range and a vague word
 * keep their own qualifier; the words still belong to the surface.
 */
static void
read_before(const struct text *t, struct reading *r)
{
	uint32_t from = pass_article(t, r);
	const struct tag *tag;
	int found;

	while ((tag = text_tag_before(t, from, CLASS_BEFORE)) != NULL) {
		found = VOCABULARY_FIND(qualifier_names, tag_value(tag));
		if (found <= EXACT || is_during(t, r, tag))
			return;
		/* "in Orlin, D.C. Six died" */
		if (text_sentence(t, tag->first) != text_sentence(t, r->first))
			return;
		r->bound = (enum qualifier)found;
		if (r->qualifier != RANGE && r->qualifier != VAGUE)
			r->qualifier = (enum qualifier)found;
		r->from = from = tag->first;
		if (found != APPROX)
			return;
	}
}

/* "or more", after the number or after its noun. */
static void
read_after(const struct text *t, struct reading *r, uint32_t at)
{
	const struct tag *tag = text_tag(t, at, CLASS_AFTER), *more;
	struct number n;

	if (tag == NULL || t->tokens[at].flags & TOKEN_NEW_LINE ||
	    (r->qualifier != EXACT && r->qualifier != VAGUE &&
		!tag_is(tag, str_from(qualifier_names[r->qualifier]))) ||
	    number_at(t, tag->end, &n) ||
	    ((more = text_tag(t, tag->end - 1, CLASS_BEFORE)) != NULL &&
		more->end > tag->end))
		return; /* "or more than" */
	r->qualifier =
	    (enum qualifier)VOCABULARY_FIND(qualifier_names, tag_value(tag));
	r->bound = r->qualifier;
	r->to = tag->end;
}

/* "several": a quantity, and too vague for a figure. */
static bool
is_few(const struct reading *r)
{
	return r->number.vague != NULL &&
	       r->number.vague->sense->fields[3].len > 0;
}

/* "40 families of five", "five people per family": no count of its own. */
static bool
is_household_size(const struct text *t, const struct reading *r, uint32_t after)
{
	const struct tag *tag = text_tag(t, after, CLASS_NOT_COUNT);

	if (!str_eq(r->kind, STR("count")))
		return false;
	if (tag != NULL)
		return tag_is(tag, STR("size"));
	if (r->counted.end > r->counted.first || r->counted.of ||
	    (tag = text_tag_before(t, r->from, CLASS_NOUN_LINK)) == NULL)
		return false;
	tag = text_tag_before(t, tag->first, CLASS_NOUN);
	if (tag == NULL || !tag_is(tag, STR("household")))
		return false;
	/* "a family of five was killed" */
	return text_tag_before(t, tag->first, CLASS_ONE) == NULL;
}

/* "12 more than last year": how far two counts are apart. */
static bool
is_difference(const struct text *t, const struct reading *r, uint32_t after)
{
	const struct tag *than = text_tag(t, r->end, CLASS_BEFORE);
	struct number n;

	if (than == NULL)
		than = text_tag(t, after, CLASS_BEFORE);
	return str_eq(r->kind, STR("count")) && than != NULL &&
	       than->end > than->first + 1 && !text_ends_line(t, than->first) &&
	       (tag_is(than, STR("more_than")) ||
		   tag_is(than, STR("less_than"))) &&
	       !number_at(t, than->end, &n);
}

/* "4 per 1,000 people", "4 deaths per 1,000 people": how many of so many. */
static bool
is_rate(const struct text *t, const struct reading *r)
{
	uint32_t i =
	    r->counted.end > r->counted.first ? r->counted.end : r->end;
	const struct tag *per = text_tag(t, i, CLASS_UNIT_BEFORE);
	struct number of;

	return per != NULL && tag_is(per, STR("ratio")) &&
	       kind_unit(t, r->end) == NULL &&
	       money_before(t, r->first) == NULL &&
	       number_at(t, per->end, &of) && of.value > 1 &&
	       kind_unit(t, of.end) == NULL;
}

/* "a crew of 12", "a population of 1,500": the noun for all of them. */
static void
take_crowd(const struct text *t, struct reading *r)
{
	const struct tag *of = text_tag_before(t, r->from, CLASS_NOUN_LINK);
	const struct tag *crowd =
	    of != NULL ? text_tag_before(t, of->first, CLASS_CROWD) : NULL;

	if (crowd == NULL || r->counted.end > r->counted.first ||
	    r->counted.of || !str_eq(r->kind, STR("count")))
		return;
	r->unit_first = crowd->first;
	r->unit_end = crowd->end;
}

static void
classify(const struct text *t, struct reading *r)
{
	uint32_t after;

	if (r->number.broken)
		r->kind = STR("label");
	if (r->number.broken || ratio_read(t, r))
		return;
	if (is_rate(t, r)) {
		r->kind = STR("ratio");
		r->unit_first = r->counted.first;
		r->unit_end = r->counted.end;
		return;
	}
	if (kind_read(t, r)) {
		/* "under the age of 5" */
		if (r->qualifier == EXACT && str_eq(r->kind, STR("age")))
			read_before(t, r);
		/* "70 mph or higher" */
		if (r->unit_end > r->end)
			read_after(t, r, r->unit_end);
		if (is_few(r)) /* "a few minutes" measure nothing */
			r->kind = STR("few");
		return;
	}
	r->kind = r->number.fraction ? STR("fraction")
		  : r->number.none   ? STR("none")
		  : is_few(r)        ? STR("few")
		  : r->number.single ? STR("single")
				     : STR("count");
	r->unit_first = r->counted.first;
	r->unit_end = r->counted.end;
	after = r->counted.end > r->counted.first ? r->counted.end : r->end;
	take_crowd(t, r);
	if (is_household_size(t, r, after))
		r->kind = STR("size");
	else if (is_difference(t, r, after))
		r->kind = STR("difference");
	read_after(t, r, after);
}

/* "a new one": the words of its article are before it. */
static bool
is_after_article(const struct text *t, uint32_t i)
{
	for (uint32_t n = 0; n < ADJECTIVES && i > 0; n++, i--)
		if (text_tag_before(t, i, CLASS_ARTICLE) != NULL)
			return true;
		else if (t->tokens[i - 1].kind != TOKEN_WORD ||
			 phrase_is_function(t, i - 1))
			return false;
	return false;
}

/* "one another", "one after another", "one by one", either of them. */
static bool
is_in_turn(const struct text *t, uint32_t first, uint32_t end)
{
	const struct tag *by = text_tag(t, end, CLASS_PREPOSITION);
	uint32_t next = by != NULL ? by->end : end;

	if (!text_ends_line(t, next) &&
	    (text_tag(t, next, CLASS_MORE) != NULL ||
		t->tokens[next].word == t->tokens[first].word))
		return true;
	by = text_tag_before(t, first, CLASS_PREPOSITION);
	return by != NULL && by->first > 0 &&
	       t->tokens[by->first - 1].word == t->tokens[first].word;
}

/* "that one", "each one they lose", "one another": it stands for a noun. */
static bool
is_pronoun(const struct text *t, const struct reading *r)
{
	if (!r->number.one || r->counted.end > r->counted.first ||
	    r->qualifier == RANGE || r->counted.of ||
	    !str_eq(r->kind, STR("count")))
		return false;
	/* "one the mayor has", "one should see it" */
	if (!text_ends_line(t, r->end) &&
	    (text_tag(t, r->end, CLASS_ARTICLE) != NULL ||
		text_tag(t, r->end, CLASS_MODAL) != NULL))
		return true;
	return is_after_article(t, r->from) ||
	       text_tag_before(t, r->from, CLASS_RELATIVE) != NULL ||
	       is_in_turn(t, r->first, r->end);
}

/* "a quarter to six": the words before an hour are no number. */
static bool
is_hour_named(const struct text *t, uint32_t i)
{
	const struct tag *tag = text_tag(t, i, CLASS_UNIT_BEFORE);
	struct number hour;

	return tag != NULL && tag->end > i + 1 && tag_is(tag, STR("clock")) &&
	       number_at(t, tag->end, &hour) && hour.value >= 1 &&
	       hour.value <= HOURS && kind_unit(t, hour.end) == NULL;
}

/* Where what is counted starts: over the article of "half the boats". */
static uint32_t
phrase_start(const struct text *t, const struct reading *r)
{
	uint32_t i = r->to > r->end ? r->to : r->end;
	/* "half the boats", "a number of his friends" */
	const struct tag *tag =
	    r->number.fraction || text_tag_before(t, i, CLASS_NOUN_LINK) != NULL
		? text_tag(t, i, CLASS_ARTICLE)
		: NULL;

	return tag != NULL && !text_ends_line(t, i) ? tag->end : i;
}

bool
reading_at(const struct text *t, uint32_t token, struct reading *r)
{
	const struct tag *money;
	struct number n;

	if (!number_at(t, token, &n))
		return named_at(t, token, r);
	if (is_hour_named(t, token))
		return false;
	*r = (struct reading){.number = n};
	r->first = r->from = token;
	r->end = r->to = r->number.end;
	r->low = r->high = r->number.value;
	r->qualifier = r->number.vague ? VAGUE : EXACT;
	if (!r->number.broken && !ratio_divides(t, r) && !money_parts(t, r))
		range_read(t, r);
	if (r->qualifier == RANGE && r->from != r->first) {
		/* "between" has been taken as its qualifier. */
	} else {
		if ((money = money_before(t, r->first)) != NULL)
			r->from = money->first;
		money_sign(t, r);
		read_before(t, r);
	}
	read_after(t, r, r->end);
	counted_at(t, phrase_start(t, r), &r->counted);
	/* "from 12 deaths to 20" */
	if (r->qualifier == RANGE && r->counted.end == r->counted.first &&
	    !r->counted.of && !r->counted.complement)
		counted_at(t, r->number.end, &r->counted);
	classify(t, r);
	return !is_pronoun(t, r);
}
