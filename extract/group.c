#include "extract/mention.h"
#include "extract/phrase.h"

/*
 * Whom a count counts: the group of its noun. A noun that may be anybody
 * ("members", "people") has the one of the words that describe it ("army
 * members") or of what they belong to ("members of the guerrilla movement"),
 * and one that stands for another ("five others", "wounding four") the one of
 * those it stands for.
 */
#define BODY_MAX 9  /* tokens of "of the national liberation army" */
#define TOLD_MAX 30 /* tokens that tell of them before "were" */

/* The group that a word gives to those it describes or holds. */
static struct str
group_at(const struct text *t, struct forces *f, uint32_t i)
{
	const struct tag *tag = text_tag(t, i, CLASS_NOUN);
	struct str body = force_group(f, i);

	if (body.len > 0)
		return body;
	return tag != NULL ? tag->sense->fields[1] : (struct str){0};
}

/* "army members", "rebel group members" */
static struct str
group_before(const struct text *t, struct forces *f, const struct counted *k)
{
	struct str group = {0};

	uint32_t end = k->noun != NULL ? k->noun->first : k->end;

	for (uint32_t i = k->first; i < end && group.len == 0; i++)
		group = group_at(t, f, i);
	return group;
}

/* "of the armed forces", "of the Maoist guerrilla Bright Road" */
static struct str
group_behind(const struct text *t, struct forces *f, const struct counted *k)
{
	const struct tag *of = text_tag(t, k->end, CLASS_NOUN_LINK);
	struct str body;

	for (uint32_t i = of != NULL ? of->end : k->end;
	     of != NULL && i < of->end + BODY_MAX && !text_ends_line(t, i) &&
	     t->tokens[i].kind == TOKEN_WORD;
	     i++) {
		if ((body = force_group(f, i)).len > 0)
			return body;
		if (phrase_is_function(t, i) &&
		    text_tag(t, i, CLASS_ARTICLE) == NULL &&
		    text_tag(t, i, CLASS_NOUN_LINK) == NULL)
			break;
	}
	return (struct str){0};
}

/* "four of the enemy": a body that is all there is for a noun. */
static struct str
group_of_body(const struct text *t, struct forces *f, const struct reading *r)
{
	const struct tag *of = text_tag(t, r->to, CLASS_NOUN_LINK), *tag;
	uint32_t i = of != NULL ? of->end : r->to;

	if (of == NULL || !r->counted.of || r->counted.end > r->counted.first)
		return (struct str){0};
	if ((tag = text_tag(t, i, CLASS_ARTICLE)) != NULL)
		i = tag->end;
	return force_group(f, i);
}

/* The group of the words round a noun that may be anybody. */
static struct str
group_round(const struct text *t, struct forces *f, const struct counted *k,
    struct str own)
{
	bool member = k->noun != NULL &&
		      text_tag(t, k->noun->first, CLASS_MEMBER) != NULL;
	struct str group;

	if (k->complement || (own.len > 0 && !member))
		return own;
	group = group_before(t, f, k);
	if (group.len == 0 && member)
		group = group_behind(t, f, k);
	return group.len > 0 ? group : own;
}

/* The noun of "were aid workers", "were all identified as members of a gang" */
static struct str
group_named(const struct text *t, struct forces *f, uint32_t i)
{
	const struct tag *tag = text_tag(t, i, CLASS_BE);
	struct counted k;

	if (tag != NULL)
		i = tag->end;
	while ((tag = text_tag(t, i, CLASS_ADVERB)) != NULL)
		i = tag->end;
	if ((tag = text_tag(t, i, CLASS_NAMED_AS)) != NULL)
		i = tag->end;
	counted_at(t, i, &k);
	if (k.noun == NULL || k.first != i || !tag_is(k.noun, STR("person")) ||
	    text_tag(t, k.noun->first, CLASS_PASSIVE) != NULL)
		return (struct str){0};
	return group_round(t, f, &k, k.noun->sense->fields[1]);
}

/* Is it a verb to be, and not that of a clause: "that was led by"? */
static bool
is_main_be(const struct text *t, uint32_t i)
{
	return text_tag(t, i, CLASS_BE) != NULL &&
	       text_tag_before(t, i, CLASS_RELATIVE) == NULL;
}

/*
 * "eight of the dead were aid workers", "the eight killed in the raid, some of
 * them at home, were aid workers": what they were.
 */
static struct str
group_told(const struct text *t, struct forces *f, const struct sentence *s,
    const struct counted *k)
{
	bool told = text_has(t, k->stop, CLASS_PASSIVE, CLASS_STATE);
	unsigned commas = 0;

	for (uint32_t i = k->stop; i < s->end && i < k->stop + TOLD_MAX; i++) {
		bool comma = text_is_mark(t, i, ',');

		commas += comma;
		/* What is put in ends with a comma, too. */
		if ((is_main_be(t, i) ||
			text_tag(t, i, CLASS_NAMED_AS) != NULL) &&
		    (commas == 0 || text_is_mark(t, i - 1, ',')))
			return commas == 1 ? (struct str){0}
					   : group_named(t, f, i);
		if (!told || (t->tokens[i].kind == TOKEN_MARK && !comma) ||
		    text_tag(t, i, CLASS_SUBORDINATE) != NULL ||
		    text_tag(t, i, CLASS_CONJUNCTION) != NULL)
			break;
	}
	return (struct str){0};
}

/* The somebody named last before the count: "a rebel died and two others". */
static struct str
group_last(const struct text *t, const struct sentence *s, uint32_t before)
{
	for (uint32_t i = before; i > s->first; i--) {
		const struct tag *noun = text_tag(t, i - 1, CLASS_NOUN);

		if (noun != NULL && tag_is(noun, STR("person")))
			return noun->sense->fields[1];
	}
	return (struct str){0};
}

/*
 * Those of the count before it in its sentence, over its parts; nobody can tell
 * whom of two that are joined: "two soldiers and two nurses died, and four were
 * hurt".
 */
static struct str
group_of_previous(const struct count *c, size_t index)
{
	const struct count *p = c->previous;
	const struct mention *m = p->mention, *all = c->mention - index;

	if (m->part_of >= 0 && c->mention->part_of < 0)
		return all[m->part_of].group;
	if (p->follows && p->quantity > 0 && m->part_of < 0 &&
	    !str_eq(m->group, m[-1].group))
		return (struct str){0};
	return m->group;
}

void
group_set(const struct text *t, struct forces *f, const struct sentence *s,
    const struct count *c, size_t index)
{
	const struct counted *k = &c->r.counted;
	struct mention *m = c->mention;
	uint32_t noun = k->noun != NULL ? k->noun->first : UINT32_MAX;
	bool other = text_tag(t, noun, CLASS_MORE) != NULL;
	/* "nine dead" are somebody, "nine deaths" are not. */
	bool fate = text_tag(t, noun, CLASS_STATE) != NULL ||
		    text_tag(t, noun, CLASS_PASSIVE) != NULL;

	if (c->unit != PERSON || c->thing || (c->nominal && !fate))
		return;
	if (m->group.len == 0 && !k->complement &&
	    (k->of || c->named || c->elliptic))
		m->group = group_told(t, f, s, k);
	if (m->group.len == 0)
		m->group = group_of_body(t, f, &c->r);
	m->group = group_round(t, f, k, m->group);
	if (m->group.len > 0 || !(other || fate || c->elliptic) ||
	    (k->of && !k->pronoun))
		return;
	m->group = c->previous != NULL ? group_of_previous(c, index)
		   : other             ? group_last(t, s, c->r.from)
				       : (struct str){0};
}
