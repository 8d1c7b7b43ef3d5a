#include "base/vocabulary.h"
#include "extract/kind.h"
#include "extract/mention.h"
#include "extract/phrase.h"

/*
 * "Displaced by town:" and below it "Breska: 40", "- Halvik: 12": the entries
 * of a list count what its heading says happened, where they say nothing
 * themselves. An entry is a line with a name and a number.
 */
#define NAME_REACH    8  /* tokens of a line up to its number */
#define HEADING_REACH 40 /* tokens of a heading */

/* Is a mark one that stands between a name and its number? */
static bool
is_separator(int32_t mark)
{
	return mark == ':' || mark == '-' || mark == 0x2013 || mark == 0x2014 ||
	       mark == '|';
}

/* Where the name of an entry ends before the number; first if it has none. */
static uint32_t
name_end(const struct text *t, uint32_t first, uint32_t number)
{
	uint32_t end = number, i;

	if (end > first && is_separator(t->tokens[end - 1].mark))
		end--;
	for (i = first; i < end; i++)
		if (!phrase_is_capital(t, i) && t->tokens[i].mark == 0 &&
		    !phrase_is_function(t, i))
			return first;
	return end;
}

/* May the name be that of a place? Others may be somebody, and their age. */
static bool
is_place(const struct text *t, const struct names *names, uint32_t i,
    const struct reading *r)
{
	struct named n;

	return names_at(names, t, i, NAME_PLACE, &n) ||
	       names_at(names, t, i, NAME_FACILITY, &n) ||
	       r->low > KIND_AGE_MAX;
}

static bool
is_entry(const struct text *t, const struct names *names,
    const struct sentence *s, const struct count *c)
{
	const struct reading *r = &c->r;
	uint32_t i = s->first;
	uint32_t end =
	    r->counted.end > r->counted.first ? r->counted.end : r->to;

	if (!(t->tokens[i].flags & TOKEN_NEW_LINE) ||
	    r->from > i + NAME_REACH || !r->number.digits)
		return false;
	i += t->tokens[i].mark != 0; /* a bullet */
	return i < r->from && phrase_is_capital(t, i) &&
	       name_end(t, i, r->from) > i && is_place(t, names, i, r) &&
	       (text_ends_line(t, end) || text_is_mark(t, end, '(') ||
		   ((text_is_mark(t, end, '.') || text_is_mark(t, end, ';') ||
			text_is_mark(t, end, ',')) &&
		       text_ends_line(t, end + 1)));
}

/*
 * Where the label of a list in one sentence ends, before the count, that has a
 * name of its own: "Killed by town: Breska 40, Halvik 12"; first if none does.
 */
static uint32_t
label_end(const struct text *t, const struct sentence *s, const struct count *c)
{
	uint32_t name = phrase_name_start(t, s->first, c->r.from), i = name;
	uint32_t first =
	    i > s->first + HEADING_REACH ? i - HEADING_REACH : s->first;

	if (name == c->r.from || name == s->first ||
	    (t->tokens[name - 1].mark == 0 &&
		text_tag_before(t, name, CLASS_NUMBER_AND) == NULL))
		return s->first;
	while (i > first && !text_is_mark(t, i - 1, ':'))
		i--;
	return i > first ? i : s->first;
}

/* What a heading says happened; NULL if it says nothing, or two things. */
static const struct tag *
read_heading(const struct text *t, const struct sentence *s)
{
	static const enum class classes[] = {
	    CLASS_PASSIVE, CLASS_NOMINAL, CLASS_STATE};
	const struct tag *what = NULL, *tag;

	if (s->end - s->first > HEADING_REACH ||
	    (!s->heading && !text_is_mark(t, s->end - 1, ':')))
		return NULL;
	for (uint32_t i = s->first; i < s->end; i++) {
		if ((text_tag(t, i, CLASS_MODALITY) != NULL &&
			text_tag(t, i, CLASS_MONTH) == NULL) ||
		    text_tag(t, i, CLASS_NEGATION) != NULL)
			return NULL;
		tag = NULL;
		for (size_t k = 0; k < COUNT(classes) && tag == NULL; k++)
			tag = text_tag(t, i, classes[k]);
		if (tag == NULL)
			continue;
		if (what != NULL && !tag_is(what, tag_value(tag)))
			return NULL;
		what = what != NULL ? what : tag;
		i = tag->end - 1;
	}
	return what;
}

/* Whom or what a heading counts, up to a token: "families displaced". */
static const struct tag *
heading_noun(const struct text *t, const struct sentence *s, uint32_t to)
{
	const struct tag *noun;

	for (uint32_t i = s->first; i < to; i++)
		if ((noun = text_tag(t, i, CLASS_NOUN)) != NULL &&
		    !tag_is(noun, STR("thing")) &&
		    text_tag_before(t, i, CLASS_PREPOSITION) == NULL)
			return noun;
	return NULL;
}

/* Count what a noun says, if the count has none itself. */
static void
take_noun(struct count *c, const struct tag *noun)
{
	int unit =
	    noun != NULL ? VOCABULARY_FIND(unit_names, tag_value(noun)) : -1;

	if (c->r.counted.noun != NULL || unit < 0)
		return;
	c->unit = (enum unit)unit;
	c->mention->group = noun->sense->fields[1];
}

/* The noun of the label of a count, "Refugees: 40"; NULL if it has none. */
static const struct tag *
label_noun(
    const struct text *t, const struct sentence *s, const struct count *c)
{
	uint32_t i = c->r.from;

	return i > s->first && i <= s->first + NAME_REACH &&
		       text_is_mark(t, i - 1, ':')
		   ? heading_noun(t, s, i)
		   : NULL;
}

void
listed_label(const struct text *t, const struct sentence *s, struct count *c)
{
	take_noun(c, label_noun(t, s, c));
}

/* Count what the noun of its label means, if nothing else is said. */
static void
take_label(const struct text *t, const struct sentence *s, struct count *c)
{
	const struct tag *noun = label_noun(t, s, c);

	if (noun == NULL || noun->sense->fields[2].len == 0 ||
	    c->r.counted.noun != NULL || c->term.syntax ||
	    !str_eq(c->term.metric, STR("other")))
		return;
	c->term = (struct term){.metric = noun->sense->fields[2]};
	c->listed = noun;
}

/* Count what the heading says, if the entry says nothing. */
static void
take_heading(
    const struct text *t, const struct sentence *heading, struct count *c)
{
	const struct tag *what = read_heading(t, heading);

	if (what == NULL)
		return;
	c->heading = heading;
	if (c->thing || c->implied.len > 0 ||
	    !(c->term.metric.len == 0 || str_eq(c->term.metric, STR("other")) ||
		str_eq(c->term.metric, tag_value(what))))
		return;
	take_noun(c, heading_noun(t, heading, heading->end));
	if (!metric_fits(c, tag_value(what)))
		return;
	c->term = (struct term){.metric = tag_value(what)};
	c->listed = what;
}

void
listed_set(const struct text *t, const struct names *names, struct list *list,
    struct count *c)
{
	const struct sentence *s = &t->sentences[c->sentence];
	struct sentence label = {.first = s->first, .end = label_end(t, s, c)};

	take_label(t, s, c);

	if (label.end > label.first && c->r.number.digits && c->elliptic) {
		take_heading(t, &label, c);
		c->heading = NULL; /* its time is in the sentence */
		return;
	}
	if (c->sentence == 0 || !is_entry(t, names, s, c))
		return;
	if (list->next != c->sentence)
		list->heading = s - 1;
	list->next = c->sentence + 1;
	take_heading(t, list->heading, c);
}
