#include "extract/mention.h"

/*
 * Which counts of a text are of one incident, and which of them count the same
 * and say otherwise: "police said three died ... witnesses put the toll at
 * five". A count is of the incident
 *
 *	1. of the one that it tells again, or is a part of;
 *	2. that the same words name: its event is that of another count;
 *	3. that was told last, of a kind that it may be of: "the attack", or an
 *	   event told anew by its verb. It is another one if it has an article
 *	   or number that says so ("a bomb", "two raids"), a day or a place of
 *	   its own, or if the text turns to something else.
 *
 * What several incidents did is of none of them.
 */
#define KNOWN_MAX  16 /* incidents that are looked back at */
#define TAGS_MAX   4  /* words that name one */
#define LEVEL_BACK 3  /* sentences that "the toll" looks back */
#define TOLD_MAX   32 /* counts that are looked back at */
#define DAYS_MAX   14 /* that one lasts */
#define LAST_BACK  60 /* sentences since one was told of */
#define ADJECTIVES 3  /* between an article and an event */

struct incident {
	int number;
	struct str kind;
	const struct tag *tags[TAGS_MAX]; /* a ring */
	size_t n_tags;
	size_t first, last;   /* sentences that tell of it */
	struct date from, to; /* its days, if they are told */
};

struct told {
	size_t mention, sentence;
	bool apart; /* of others than those counted before: "two more" */
};

struct incidents {
	const struct text *t;
	const struct registry *registry;
	struct mention *mentions;
	struct incident known[KNOWN_MAX]; /* a ring */
	size_t n_known;
	struct told told[TOLD_MAX]; /* a ring */
	size_t n_told;
};

struct incidents *
incidents_new(const struct text *t, const struct registry *r,
    struct mention *mentions, struct arena *a)
{
	struct incidents *in = (void *)arena_bytes(a, sizeof(*in));

	in->t = t;
	in->registry = r;
	in->mentions = mentions;
	in->n_known = in->n_told = 0;
	return in;
}

static struct incident *
find_number(struct incidents *in, int number)
{
	size_t least = in->n_known > KNOWN_MAX ? in->n_known - KNOWN_MAX : 0;

	for (size_t i = in->n_known; number > 0 && i > least; i--)
		if (in->known[(i - 1) % KNOWN_MAX].number == number)
			return &in->known[(i - 1) % KNOWN_MAX];
	return NULL;
}

/* "The toll has risen to 12": the count before it whose number it changes. */
static const struct mention *
find_changed(const struct incidents *in, const struct count *c)
{
	size_t least = in->n_told > TOLD_MAX ? in->n_told - TOLD_MAX : 0;
	const struct mention *m = c->mention;

	if (c->level == 0 || c->event != NULL || m->group.len > 0)
		return NULL;
	for (size_t i = in->n_told; i > least; i--) {
		const struct told *told = &in->told[(i - 1) % TOLD_MAX];
		const struct mention *before = &in->mentions[told->mention];

		if (c->sentence - told->sentence > LEVEL_BACK)
			return NULL;
		if (!told->apart && before->unit == m->unit &&
		    str_eq(before->metric, m->metric))
			return before;
	}
	return NULL;
}

/* "an attack killed nine and 12 were kidnapped": has it no event of its own? */
static bool
goes_on(const struct text *t, const struct count *c)
{
	return c->event == NULL && c->previous != NULL &&
	       text_tag_before(t, c->r.from, CLASS_NUMBER_AND) != NULL;
}

/*
 * That of the count that it tells again, or better, that it is a part of, goes
 * on from or changes.
 */
static struct incident *
find_linked(struct incidents *in, const struct count *c)
{
	const struct mention *m = c->mention;
	size_t least = in->n_told > TOLD_MAX ? in->n_told - TOLD_MAX : 0;
	int index = (int)(m - in->mentions);

	if (m->restates >= 0 && m->restates < index)
		return find_number(in, in->mentions[m->restates].incident);
	for (size_t i = in->n_told; i > least; i--) {
		const struct mention *before =
		    &in->mentions[in->told[(i - 1) % TOLD_MAX].mention];

		if (before->restates == index)
			return find_number(in, before->incident);
	}
	if (m->part_of >= 0 && m->part_of < index)
		return find_number(in, in->mentions[m->part_of].incident);
	if (goes_on(in->t, c))
		return find_number(in, c->previous->mention->incident);
	m = find_changed(in, c);
	return m != NULL ? find_number(in, m->incident) : NULL;
}

/* The one that the same words name. */
static struct incident *
find_named(struct incidents *in, const struct tag *event)
{
	size_t least = in->n_known > KNOWN_MAX ? in->n_known - KNOWN_MAX : 0;

	for (size_t i = in->n_known; event != NULL && i > least; i--) {
		struct incident *known = &in->known[(i - 1) % KNOWN_MAX];

		for (size_t k = 0; k < known->n_tags && k < TAGS_MAX; k++)
			if (known->tags[k]->first == event->first)
				return known;
	}
	return NULL;
}

/* "a bomb", "another attack": one that was not told of before. */
static bool
is_introduced(const struct text *t, const struct tag *event)
{
	uint32_t i = event->first;
	const struct tag *article;

	while (i > 0 && event->first - i < ADJECTIVES &&
	       text_tag_before(t, i, CLASS_ARTICLE) == NULL &&
	       text_tag(t, i - 1, CLASS_ADJECTIVE) != NULL)
		i--;
	if (text_tag_before(t, i, CLASS_MORE) != NULL)
		return true;
	article = text_tag_before(t, i, CLASS_ARTICLE);
	return article != NULL && tag_value(article).len == 0;
}

static bool
is_day(struct date d)
{
	return d.day != 0;
}

/*
 * Did it happen at one time? What is so, and what has come together since, are
 * of no one incident, unless it is named: "the blast has killed 12 so far".
 */
static bool
is_of_one(const struct count *c)
{
	const struct mention *m = c->mention;

	if (m->event.len == 0 || m->event_several || m->measure == STOCK ||
	    m->measure == RATE ||
	    (m->measure == CUMULATIVE && c->event == NULL))
		return false;
	return m->period_start.day == 0 || m->period_end.day == 0 ||
	       date_first_day(m->period_end) -
		       date_first_day(m->period_start) <=
		   DAYS_MAX;
}

/* Are the days of both told, and others? */
static bool
is_of_other_day(const struct incident *known, const struct mention *m)
{
	return is_day(known->from) && is_day(m->period_start) &&
	       is_day(m->period_end) &&
	       (date_compare(m->period_start, known->to) > 0 ||
		   date_compare(m->period_end, known->from) < 0);
}

/* May the count be of an incident that was told of before? */
static bool
may_be_of(const struct incidents *in, const struct incident *known,
    const struct count *c)
{
	const struct text *t = in->t;
	const struct sentence *s = &t->sentences[c->sentence];

	if (c->sentence - known->last > LAST_BACK ||
	    !event_may_be_one(in->registry, known->kind, c->mention->event) ||
	    is_of_other_day(known, c->mention) ||
	    told_turns(t, known->last, c->sentence, c->r.counted.stop))
		return false;
	if (known->last == c->sentence)
		return true;
	return !told_is_elsewhere(t, s, &t->sentences[known->first]) ||
	       !told_is_elsewhere(t, s, &t->sentences[known->last]);
}

/* The one told last that it may be of, unless it is told of as a new one. */
static struct incident *
find_before(struct incidents *in, const struct count *c)
{
	size_t least = in->n_known > KNOWN_MAX ? in->n_known - KNOWN_MAX : 0;

	if (c->event != NULL && is_introduced(in->t, c->event))
		return NULL;
	for (size_t i = in->n_known; i > least; i--)
		if (may_be_of(in, &in->known[(i - 1) % KNOWN_MAX], c))
			return &in->known[(i - 1) % KNOWN_MAX];
	return NULL;
}

static struct incident *
add(struct incidents *in, const struct count *c)
{
	struct incident *known = &in->known[in->n_known++ % KNOWN_MAX];

	*known = (struct incident){.number = (int)in->n_known,
	    .kind = c->mention->event,
	    .first = c->sentence};
	return known;
}

/* What a count tells of its incident beyond what was known. */
static void
learn(struct incidents *in, struct incident *known, const struct count *c)
{
	const struct mention *m = c->mention;

	known->last = c->sentence;
	if (c->event != NULL && find_named(in, c->event) == NULL)
		known->tags[known->n_tags++ % TAGS_MAX] = c->event;
	if (!is_day(known->from) && is_day(m->period_start) &&
	    is_day(m->period_end)) {
		known->from = m->period_start;
		known->to = m->period_end;
	}
	if (registry_event_within(in->registry, known->kind, m->event))
		known->kind = m->event;
}

/* What it tells again, or changes, knows its event better than a guess. */
static void
take_event(struct incidents *in, const struct count *c)
{
	struct mention *m = c->mention;
	const struct mention *told = find_changed(in, c);
	const char *rule = "that of the count whose number it changes";

	if (m->restates >= 0 && m->restates < (int)(m - in->mentions)) {
		told = &in->mentions[m->restates];
		rule = "that of the count that it tells again";
	}
	if (told == NULL || told->event.len == 0 ||
	    told->event_sure == DOUBTFUL ||
	    (m->event.len > 0 && m->event_sure != DOUBTFUL))
		return;
	m->event = told->event;
	m->event_several = told->event_several;
	m->event_sure = LIKELY;
	m->why[FIELD_EVENT] = (struct reason){rule, told->number};
}

/* Is there no number that both may mean: 3 and at least 5? */
static bool
are_disjoint(const struct mention *a, const struct mention *b)
{
	return (a->value_high != VALUE_NONE && a->value_high < b->value_low) ||
	       (b->value_high != VALUE_NONE && b->value_high < a->value_low);
}

/* Do two say it, or one that its count is no longer what it was? */
static bool
says_otherwise(
    const struct mention *before, const struct mention *m, bool level)
{
	bool other = m->origin.kind != ORIGIN_NONE &&
		     !str_eq(m->origin.name, before->origin.name);

	return (other || level) && m->restates < 0 && are_disjoint(before, m);
}

/* Is it of a metric and an incident, and tells nothing again? */
static bool
is_like(const struct mention *before, const struct mention *m)
{
	return before->incident == m->incident && before->unit == m->unit &&
	       before->restates < 0 && str_eq(before->metric, m->metric);
}

static bool
is_apart(const struct text *t, const struct count *c)
{
	if (c->mention->part_of >= 0 || c->follows || c->joined != NULL)
		return true;
	for (uint32_t i = c->r.end; i < c->r.counted.stop; i++)
		if (text_tag(t, i, CLASS_MORE) != NULL)
			return true;
	return false;
}

/*
 * The count told last that counts the same people and says otherwise. "The
 * toll" is that of whomever was counted; of parts and of more nobody can tell.
 */
static int
find_rival(const struct incidents *in, const struct count *c)
{
	const struct mention *m = c->mention;
	size_t least = in->n_told > TOLD_MAX ? in->n_told - TOLD_MAX : 0;
	bool all = m->group.len == 0 && c->level > 0;

	for (size_t i = in->n_told; i > least; i--) {
		const struct told *told = &in->told[(i - 1) % TOLD_MAX];
		const struct mention *before = &in->mentions[told->mention];

		if (!told->apart && is_like(before, m) &&
		    (all || str_eq(before->group, m->group)))
			return says_otherwise(before, m, c->level > 0)
				   ? (int)told->mention
				   : -1;
	}
	return -1;
}

void
incident_set(struct incidents *in, const struct count *c)
{
	struct mention *m = c->mention;
	struct incident *known;
	bool apart;

	take_event(in, c);
	if ((known = find_linked(in, c)) == NULL) {
		if (!is_of_one(c))
			return;
		known = find_named(in, c->event);
		if ((known == NULL || is_of_other_day(known, m)) &&
		    (known = find_before(in, c)) == NULL)
			known = add(in, c);
	}
	learn(in, known, c);
	m->incident = known->number;
	apart = is_apart(in->t, c);
	if (!apart)
		m->rival = find_rival(in, c);
	in->told[in->n_told++ % TOLD_MAX] =
	    (struct told){(size_t)(m - in->mentions), c->sentence, apart};
}
