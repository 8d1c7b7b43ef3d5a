#include "base/attr.h"
#include "extract/clause.h"
#include "extract/mention.h"

/*
 * How high a count stands, told behind what is counted: "the dead numbered 40",
 * "put the toll of the raid at 54", "the number of closed schools has risen to
 * 40", "bringing the total to 1,140".
 */
#define TO_REACH   3 /* tokens before a level: "to at least 38" */
#define TIME_REACH 4 /* ... between the change and "to" */
#define STEP_REACH 3 /* ... of how far it went */

/* "rose early on Monday to": the start of what tells when, before a token. */
static uint32_t
before_time(const struct text *t, uint32_t i)
{
	static const enum class classes[] = {
	    CLASS_ADVERB, CLASS_WHEN, CLASS_WEEKDAY, CLASS_DATE_CUE};

	for (uint32_t from = i; i > 0 && from - i < TIME_REACH;) {
		const struct tag *tag = NULL;

		for (size_t n = 0; n < COUNT(classes) && tag == NULL; n++)
			tag = text_tag_before(t, i, classes[n]);
		if (tag == NULL)
			break;
		i = tag->first;
	}
	return i;
}

/* "rose by 21 percent to", "rose 5 to": the start of how far, before a token.
 */
static uint32_t
before_step(const struct text *t, uint32_t i)
{
	struct number n;

	for (uint32_t k = i; k > 0 && i - k < STEP_REACH; k--) {
		const struct tag *by;

		if (!number_at(t, k - 1, &n))
			continue;
		by = text_tag_before(t, k - 1, CLASS_AGENT);
		return by != NULL ? by->first : k - 1;
	}
	return i;
}

/* "rose to", "fell from": the word for a change before a token. */
static const struct tag *
change_before(const struct text *t, uint32_t i)
{
	const struct tag *to = NULL;

	for (uint32_t n = 0; n < TO_REACH && i > n && to == NULL; n++) {
		if (n > 0 && t->tokens[i - n].kind != TOKEN_WORD)
			return NULL; /* "rose to 35, dozens" */
		to = text_tag_before(t, i - n, CLASS_RANGE);
		if (to == NULL)
			to = text_tag_before(t, i - n, CLASS_BETWEEN);
	}
	if (to == NULL || !tag_is(to, STR("to")))
		return NULL;
	i = before_time(t, to->first);
	return text_tag_before(t, before_step(t, i), CLASS_UP);
}

/* Does a verb that puts a count somewhere open its phrase: "puts the toll at"?
 */
static bool
is_put(const struct text *t, uint32_t head)
{
	const struct tag *tag;

	while ((tag = text_tag_before(t, head, CLASS_ARTICLE)) != NULL ||
	       (tag = text_tag_before(t, head, CLASS_ADJECTIVE)) != NULL)
		head = tag->first;
	tag = text_tag_before(t, head, CLASS_LEVEL);
	return tag != NULL &&
	       (tag_is(tag, STR("opens")) || tag_is(tag, STR("adds")));
}

/* Where an aside that a comma opens ends: ", initially put at 54,". */
static uint32_t
pass_aside(const struct text *t, uint32_t i, uint32_t to)
{
	if (!text_is_mark(t, i, ','))
		return i;
	for (uint32_t end = i + 1; end < to; end++)
		if (text_is_mark(t, end, ','))
			return end + 1;
	return i + 1;
}

/* Is it of a date: "7" and "2023" in "since October 7, 2023"? */
static bool
is_of_date(const struct text *t, uint32_t i)
{
	return text_tag_before(t, i, CLASS_MONTH) != NULL ||
	       text_tag_before(t, i, CLASS_DATE_CUE) != NULL ||
	       text_tag(t, i + 1, CLASS_MONTH) != NULL ||
	       (text_is_mark(t, i - 1, ',') &&
		   t->tokens[i - 2].kind == TOKEN_DIGITS);
}

/*
 * Where that ends which describes the noun before it, or tells since when, if
 * it goes on to a token and counts nothing: "from a storm that hit Orlin".
 */
static uint32_t
pass_clause(const struct text *t, uint32_t i, uint32_t to)
{
	struct number n;

	if (text_tag(t, i, CLASS_RELATIVE) == NULL &&
	    text_tag(t, i, CLASS_DATE_CUE) == NULL)
		return i;
	for (uint32_t k = i + 1; k < to; k++)
		if (text_is_mark(t, k, ',')
			? t->tokens[k - 1].kind != TOKEN_DIGITS
			: t->tokens[k].kind == TOKEN_MARK ||
			      text_tag(t, k, CLASS_SUBORDINATE) != NULL ||
			      (number_at(t, k, &n) && !is_of_date(t, k)))
			return i;
	return to;
}

/* "from the fall of a bridge", "from a sinking": is a word a noun there? */
static bool
is_noun_here(const struct text *t, uint32_t i)
{
	while (i > 0 && text_tag(t, i - 1, CLASS_ADJECTIVE) != NULL)
		i--;
	return text_tag_before(t, i, CLASS_ARTICLE) != NULL;
}

/* Does a verb start at a token, or a clause? */
static bool
leaves(const struct text *t, uint32_t i)
{
	return !is_noun_here(t, i) &&
	       (text_tag(t, i, CLASS_UP) != NULL || clause_leaves_phrase(t, i));
}

/* Is there nothing but places and an auxiliary between two tokens? */
static bool
leads_to(const struct text *t, uint32_t i, uint32_t to)
{
	i = pass_aside(t, i, to);
	while (i < to && t->tokens[i].kind != TOKEN_MARK && !leaves(t, i))
		i++;
	i = pass_clause(t, i, to);
	while (i < to && (text_tag(t, i, CLASS_HAVE) != NULL ||
			     text_tag(t, i, CLASS_BE) != NULL ||
			     text_tag(t, i, CLASS_ADVERB) != NULL))
		i++;
	return i == to;
}

bool
level_is_of(const struct text *t, const struct count *c, const struct tag *head)
{
	return c->level > 0 && head->end <= c->level &&
	       (!c->put || is_put(t, head->first)) &&
	       leads_to(t, head->end, c->level);
}

/* "the number of schools that were shut in Orlin has": no other clause. */
static bool
is_subject(const struct text *t, uint32_t i, uint32_t to)
{
	for (; i < to; i++)
		if ((t->tokens[i].kind == TOKEN_MARK &&
			!text_is_mark(t, i, '-')) ||
		    text_tag(t, i, CLASS_SUBORDINATE) != NULL)
			return false;
	return true;
}

/* "the figure rose", but not "the figure skater rose". */
static bool
stands_alone(const struct text *t, uint32_t i)
{
	static const enum class next[] = {CLASS_LEVEL, CLASS_UP, CLASS_HAVE,
	    CLASS_BE, CLASS_ADVERB, CLASS_PREPOSITION, CLASS_MODAL, CLASS_WHEN};

	if (text_is_mark(t, i, ','))
		return true;
	for (size_t n = 0; n < COUNT(next); n++)
		if (text_tag(t, i, next[n]) != NULL)
			return true;
	return false;
}

/* Take what is counted from before the level: "the number of wells". */
static void
take_head(const struct text *t, struct count *c, const struct tag *total)
{
	const struct tag *of = text_tag(t, total->end, CLASS_NOUN_LINK), *tag;
	uint32_t i = of != NULL ? of->end : total->end;
	struct counted k;

	if (of == NULL) {
		c->total = stands_alone(t, i) && level_is_of(t, c, total);
		return;
	}
	if ((tag = text_tag(t, i, CLASS_ARTICLE)) != NULL)
		i = tag->end;
	if (text_tag(t, i, CLASS_VERB) != NULL)
		i++; /* "closed schools" */
	counted_at(t, i, &k);
	if (k.noun == NULL || k.end > c->level || k.complement ||
	    (c->put && !is_put(t, total->first)) ||
	    !is_subject(t, k.stop, c->level))
		return;
	c->r.counted.noun = k.noun;
	c->r.counted.complement = true;
	c->subject = k.end;
}

/*
 * "camp residents fell to 40": the people right before the change, who are no
 * event: "near the killings rose".
 */
static void
take_subject(const struct text *t, struct count *c)
{
	const struct tag *tag, *the;
	uint32_t i = c->level;

	while ((tag = text_tag_before(t, i, CLASS_HAVE)) != NULL ||
	       (tag = text_tag_before(t, i, CLASS_ADVERB)) != NULL)
		i = tag->first;
	tag = text_tag_before(t, i, CLASS_NOUN);
	the =
	    tag != NULL ? text_tag_before(t, tag->first, CLASS_ARTICLE) : NULL;
	if (tag == NULL || !tag_is(tag, STR("person")) ||
	    (tag->sense->fields[1].len == 0 && tag->sense->fields[2].len > 0) ||
	    !lang_is_plural(t->lang, t->bytes, &t->tokens[tag->end - 1]) ||
	    text_tag_before(t, the != NULL ? the->first : tag->first,
		CLASS_PREPOSITION) != NULL)
		return;
	c->r.counted.noun = tag;
	c->r.counted.complement = true;
}

/* "bringing to 31 the number of people shot": what is counted stands behind. */
static bool
take_behind(const struct text *t, struct count *c)
{
	const struct tag *to = text_tag_before(t, c->r.from, CLASS_LEVEL), *tag;
	uint32_t i = c->r.to;
	struct counted k;

	if (to == NULL || !tag_is(to, STR("ends")) ||
	    (tag = text_tag_before(t, to->first, CLASS_LEVEL)) == NULL ||
	    tag_value(tag).len == 0 || tag_is(tag, STR("ends")) ||
	    text_ends_line(t, i))
		return false;
	if ((tag = text_tag(t, i, CLASS_ARTICLE)) != NULL)
		i = tag->end;
	if ((tag = text_tag(t, i, CLASS_TOTAL)) == NULL ||
	    (tag = text_tag(t, tag->end, CLASS_NOUN_LINK)) == NULL)
		return false;
	i = tag->end;
	if ((tag = text_tag(t, i, CLASS_ARTICLE)) != NULL)
		i = tag->end;
	counted_at(t, i, &k);
	if (k.end == k.first)
		return false;
	c->r.counted = k;
	c->put = true;
	c->level = to->first;
	return true;
}

void
level_read(const struct text *t, const struct sentence *s, struct count *c)
{
	const struct counted *k = &c->r.counted;
	const struct tag *up = change_before(t, c->r.from);
	const struct tag *tag = text_tag_before(t, c->r.from, CLASS_LEVEL);

	if (k->end == k->first && !k->of && !k->complement && take_behind(t, c))
		return;
	/* "revised down to" is longer than "down to". */
	if (up != NULL &&
	    (tag == NULL || up->first <= tag->first || tag_value(tag).len > 0))
		tag = up;
	else if (tag == NULL ||
		 (tag_value(tag).len > 0 && !tag_is(tag, STR("ends"))))
		return;
	c->put = tag != up && tag_value(tag).len > 0;
	c->level = tag->first;
	if (k->end > k->first || k->of || k->complement)
		return;
	for (uint32_t i = c->level; i > s->first && c->level - i < METRIC_REACH;
	     i--)
		if ((tag = text_tag(t, i - 1, CLASS_TOTAL)) != NULL) {
			take_head(t, c, tag);
			return;
		}
	if (up != NULL && c->level == up->first)
		take_subject(t, c);
}

bool
level_holds(const struct count *c, const struct tag *tag)
{
	return c->subject > 0 && tag->first >= c->subject &&
	       tag->end <= c->level;
}

/*
 * Is the count before it told as one that is added: "seven died, bringing the
 * toll to", "after seven died, the toll rose to"?
 */
bool
level_adds(
    const struct text *t, const struct sentence *s, const struct count *c)
{
	const struct count *p = c->previous;
	const struct tag *tag;

	if (c->level == 0)
		return false;
	if (!c->put) {
		tag = text_tag_before(t, p->r.from, CLASS_PREPOSITION);
		return tag != NULL && tag->first == s->first &&
		       text_tag_before(t, c->r.from, CLASS_RANGE) != NULL;
	}
	for (uint32_t i = c->level; i > p->r.to; i--)
		if ((tag = text_tag(t, i - 1, CLASS_LEVEL)) != NULL &&
		    tag_is(tag, STR("adds")))
			return true;
	return false;
}
