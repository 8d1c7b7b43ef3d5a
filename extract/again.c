#include "extract/mention.h"
#include "extract/phrase.h"

/*
 * Does a text tell a count once more: "detained two men ... the two men were
 * detained after questioning"? It does when the metric and the number are the
 * same, the people may be the same, and nothing between the two speaks of
 * another event. A number that fits what was told vaguely ("several", "more
 * than ten") tells it better: then the vague one is the one that says it again.
 */
#define TOLD_MAX  32  /* counts that are looked back at */
#define OPENING   5   /* tokens that open a sentence */
#define LOOK_MAX  200 /* tokens of a sentence that are looked at */
#define ONE_REACH 6   /* tokens from an article to the end of its noun */

struct told {
	size_t quantity, sentence, mention; /* mention: index, or SIZE_MAX */
	double low, high;
	double left; /* of an overview: who are not told of again yet */
	double sum;  /* with those it is joined to: "a mayor and two others" */
	bool background; /* of an event that was before */
	bool joined;     /* to the one before it, to which the same happened */
	bool vague;      /* "several", or bounded on one side only */
	bool word;       /* vague by a word, and not by a bound */
	bool member;     /* "men", may be anybody */
	bool named;      /* "the mayor", "he" */
	bool anyone;     /* "a mayor": not one who was told of as known */
	struct str metric, group;
	const struct tag *noun;
	uint32_t first;      /* token of its number */
	uint32_t from, stop; /* tokens of what is counted */
};

struct again {
	const struct text *t;
	const struct registry *registry;
	struct extraction *x;
	struct told told[TOLD_MAX]; /* a ring */
	size_t n;
};

struct again *
again_new(const struct text *t, const struct names *names, struct extraction *x,
    struct arena *a)
{
	struct again *g = arena_alloc(a, 1, sizeof(*g));

	g->t = t;
	g->registry = names_registry(names);
	g->x = x;
	return g;
}

static bool
metrics_fit(const struct registry *r, struct str a, struct str b)
{
	return str_eq(a, b) || registry_metric_within(r, a, b) ||
	       registry_metric_within(r, b, a);
}

static bool
people_fit(const struct registry *r, const struct told *a, const struct told *b)
{
	return a->group.len == 0 || b->group.len == 0 || a->member ||
	       b->member || str_eq(a->group, b->group) ||
	       registry_group_within(r, a->group, b->group) ||
	       registry_group_within(r, b->group, a->group);
}

/* Is a number what a vague one, or one with a bound below, may have meant? */
static bool
is_better(const struct told *vague, const struct told *exact)
{
	return vague->vague &&
	       (!exact->vague || (vague->word && !exact->word)) &&
	       exact->low >= vague->low && exact->low <= vague->high;
}

bool
again_turns(const struct text *t, size_t from, size_t sentence, uint32_t stop)
{
	for (size_t n = from + 1; n <= sentence; n++) {
		const struct sentence *s = &t->sentences[n];
		uint32_t to = n == sentence ? stop : s->first + OPENING;
		uint32_t i =
		    to > s->first + LOOK_MAX ? to - LOOK_MAX : s->first;

		for (; i < to && i < s->end; i++) {
			const struct tag *tag =
			    text_tag(t, i, CLASS_OTHER_EVENT);

			/* "He is also said to", but "Also, ten were held" */
			if (tag != NULL && (tag->value.len == 0 ||
					       i == s->first || n == sentence))
				return true;
		}
	}
	return false;
}

/* Does a word stand in a sentence, with the same letters? */
static bool
stands_in(const struct text *t, const struct sentence *s, uint32_t word)
{
	struct str w = text_slice(t, text_span(t, word, word + 1));

	for (uint32_t i = s->first; i < s->end && i < s->first + LOOK_MAX; i++)
		if (str_eq(text_slice(t, text_span(t, i, i + 1)), w))
			return true;
	return false;
}

/* A word that starts with a capital; of a text in capitals, one not known. */
static bool
is_name(const struct text *t, uint32_t i)
{
	return phrase_is_capital(t, i) &&
	       (!(t->tokens[i].flags & TOKEN_ALL_CAPS) ||
		   t->tokens[i].word == 0);
}

/* "in Dunn", "the attack on Dunn", but "the attack on Monday" */
static bool
opens_place(const struct text *t, uint32_t i)
{
	const struct tag *in = text_tag(t, i, CLASS_PREPOSITION);

	return in != NULL &&
	       (str_eq(in->value, STR("place")) ||
		   text_tag_before(t, i, CLASS_CAUSE) != NULL) &&
	       is_name(t, in->end) &&
	       text_tag(t, in->end, CLASS_ARTICLE) == NULL &&
	       text_tag(t, in->end, CLASS_MONTH) == NULL &&
	       text_tag(t, in->end, CLASS_WEEKDAY) == NULL;
}

bool
again_is_elsewhere(
    const struct text *t, const struct sentence *s, const struct sentence *than)
{
	bool any = false;

	for (uint32_t i = s->first; i + 1 < s->end && i < s->first + LOOK_MAX;
	     i++) {
		uint32_t name;

		if (!opens_place(t, i))
			continue;
		name = text_tag(t, i, CLASS_PREPOSITION)->end;
		if (stands_in(t, than, name))
			return false;
		any = true;
	}
	return any;
}

/* "two others", "two more": as many as before, and not the same. */
static bool
is_more(const struct text *t, const struct told *b)
{
	for (uint32_t i = b->from; i < b->stop; i++)
		if (text_tag(t, i, CLASS_MORE) != NULL)
			return true;
	return false;
}

/* May the later of two be of the event of the earlier? */
static bool
is_of_event(const struct again *g, const struct told *a, const struct told *b)
{
	const struct text *t = g->t;
	const struct sentence *s = &t->sentences[a->sentence];
	const struct sentence *later = &t->sentences[b->sentence];

	return a->sentence < b->sentence && a->background == b->background &&
	       metrics_fit(g->registry, a->metric, b->metric) &&
	       people_fit(g->registry, a, b) &&
	       !again_turns(t, a->sentence, b->sentence, b->stop) &&
	       !again_is_elsewhere(t, later, s);
}

static bool
is_number(const struct told *a, const struct told *b)
{
	return (a->low == b->low && a->vague == b->vague) ||
	       (a->sum == b->low && !a->vague && !b->vague) ||
	       is_better(a, b) || is_better(b, a);
}

/* One and one are the same where they are called the same. */
static bool
is_called_alike(
    const struct text *t, const struct told *a, const struct told *b)
{
	return a->low > 1 || a->noun == NULL || b->noun == NULL ||
	       t->tokens[a->noun->first].word == t->tokens[b->noun->first].word;
}

static bool
is_same(const struct again *g, const struct told *a, const struct told *b)
{
	return is_number(a, b) && is_called_alike(g->t, a, b) &&
	       !(a->named && b->anyone) &&
	       (is_more(g->t, a) || !is_more(g->t, b)) && is_of_event(g, a, b);
}

/*
 * "Raids killed more than ten. In Dunn, three were killed": of an overview that
 * goes before, is the later count that of one of its events?
 */
static bool
is_of_overview(
    const struct again *g, const struct told *a, const struct told *b)
{
	return a->sentence < b->sentence && b->low > 0 && b->low <= a->left &&
	       !b->background &&
	       metrics_fit(g->registry, a->metric, b->metric) &&
	       people_fit(g->registry, a, b);
}

/* It is one, and so is what it says again. */
static void
mark_overview(struct again *g, const struct told *whole)
{
	struct quantity *all = g->x->quantities, *q = &all[whole->quantity];

	while (q->role != OVERVIEW) {
		q->role = OVERVIEW;
		if (q->restates >= 0)
			q = &all[q->restates];
	}
}

/*
 * An overview of which this is an event is told event by event, with all that
 * is told together: "raids killed a leader and ten of his men".
 */
static void
set_overview(struct again *g, const struct told *now)
{
	size_t least = g->n > TOLD_MAX ? g->n - TOLD_MAX : 0;

	for (size_t i = g->n; i > least; i--) {
		struct told *whole = &g->told[(i - 1) % TOLD_MAX];

		if (!is_of_overview(g, whole, now))
			continue;
		whole->left -= now->low;
		mark_overview(g, whole);
		for (; whole->joined && --i > least;) {
			whole = &g->told[(i - 1) % TOLD_MAX];
			mark_overview(g, whole);
		}
		return;
	}
}

static void
link_told(struct again *g, const struct told *which, const struct told *to)
{
	g->x->quantities[which->quantity].restates = (int)to->quantity;
	if (which->mention == SIZE_MAX)
		g->x->quantities[which->quantity].metric = (struct str){0};
	if (which->mention != SIZE_MAX && to->mention != SIZE_MAX)
		g->x->mentions[which->mention].restates = (int)to->mention;
}

static struct told
told_of(const struct again *g, const struct count *c, bool figure)
{
	const struct reading *r = &c->r;
	const struct quantity *q = &g->x->quantities[c->quantity];
	const struct tag *noun = r->counted.noun;
	struct told told = {.quantity = c->quantity,
	    .sentence = c->sentence,
	    .mention =
		figure ? (size_t)(c->mention - g->x->mentions) : SIZE_MAX,
	    .low = q->value_low,
	    .high = q->value_high,
	    .metric = q->metric,
	    .group = c->mention->group,
	    .noun = noun,
	    .first = r->from,
	    .from = r->end,
	    .stop = r->counted.stop};

	told.member =
	    noun != NULL && text_tag(g->t, noun->first, CLASS_MEMBER) != NULL;
	told.named = r->number.named;
	told.anyone = r->number.single && !r->number.named;
	told.word = r->number.vague != NULL;
	told.vague = r->number.vague != NULL || r->qualifier == MORE_THAN ||
		     r->qualifier == AT_LEAST;
	if (told.vague && r->number.vague == NULL)
		told.high = 2 * told.low;
	return told;
}

/* Of which events it is. */
static void
set_role(struct again *g, const struct count *c, struct told *now)
{
	now->background = background_is(g->t, c);
	if (now->background)
		g->x->quantities[c->quantity].role = BACKGROUND;
	else if (overview_is(g->t, c))
		now->left = now->vague ? now->high : now->low;
}

/* Does "the mayor and", "she along with" stand before a token? */
static bool
has_one_before(const struct text *t, const struct sentence *s, uint32_t i)
{
	const struct tag *join = text_tag_before(t, i, CLASS_JOIN);
	const struct tag *noun = NULL;

	if (join == NULL)
		join = text_tag_before(t, i, CLASS_NUMBER_AND);
	if (join == NULL)
		return false;
	if (text_tag_before(t, join->first, CLASS_PRONOUN) != NULL)
		return true;
	for (i = join->first; i > s->first && join->first - i < ONE_REACH;
	     i--) {
		const struct tag *the = text_tag(t, i - 1, CLASS_ARTICLE);

		if (the != NULL)
			return noun != NULL && the->value.len > 0;
		if (t->tokens[i - 1].kind != TOKEN_WORD ||
		    text_tag(t, i - 1, CLASS_PREPOSITION) != NULL)
			return false;
		if (noun == NULL &&
		    (noun = text_tag(t, i - 1, CLASS_NOUN)) != NULL &&
		    lang_is_plural(
			t->lang, t->bytes, &t->tokens[noun->end - 1]))
			return false;
	}
	return false;
}

/* The count that another goes on from, if the same became of both. */
static struct told *
joined_to(struct again *g, const struct count *c, const struct told *now)
{
	struct told *last = &g->told[(g->n - 1) % TOLD_MAX];

	return c->joined != NULL && g->n > 0 &&
		       last->sentence == now->sentence &&
		       str_eq(last->metric, now->metric)
		   ? last
		   : NULL;
}

/*
 * "They held a mayor and two friends of hers", after "three people were held,
 * among them a mayor": all who are told of together are as many as before.
 */
static bool
link_sum(struct again *g, const struct told *now, struct told *last)
{
	struct told sum = *now;
	size_t least = g->n > TOLD_MAX ? g->n - TOLD_MAX : 0;

	sum.low = sum.high = now->sum;
	for (size_t i = g->n; i > least && now->sum > 1; i--) {
		const struct told *whole = &g->told[(i - 1) % TOLD_MAX];

		if ((whole->low != sum.low && whole->sum != sum.low &&
			!is_better(whole, &sum)) ||
		    !is_of_event(g, whole, &sum))
			continue;
		link_told(g, now, whole);
		if (last != NULL)
			link_told(g, last, whole);
		return true;
	}
	return false;
}

/* Is what was told before confirmed here: "confirmed the arrest of a man"? */
static bool
is_confirmed(const struct text *t, const struct told *now)
{
	static const enum class cues[] = {
	    CLASS_CUE, CLASS_CUE_OBJECT, CLASS_CUE_TELL, CLASS_CUE_OBJECT_ING};
	uint32_t i = t->sentences[now->sentence].first;

	if (now->first > i + METRIC_REACH)
		i = now->first - METRIC_REACH;
	for (; i < now->first; i++)
		for (size_t n = 0; n < COUNT(cues); n++) {
			const struct tag *cue = text_tag(t, i, cues[n]);

			if (cue != NULL &&
			    str_eq(cue->value, STR("confirmation")))
				return true;
		}
	return false;
}

/* One who was confirmed to be among those told of before is told again. */
static bool
link_confirmed(struct again *g, const struct told *now)
{
	size_t least = g->n > TOLD_MAX ? g->n - TOLD_MAX : 0;

	if (now->low != 1 || now->mention != SIZE_MAX ||
	    !is_confirmed(g->t, now))
		return false;
	for (size_t i = g->n; i > least; i--) {
		const struct told *among = &g->told[(i - 1) % TOLD_MAX];

		if (among->sentence < now->sentence &&
		    metrics_fit(g->registry, among->metric, now->metric) &&
		    people_fit(g->registry, among, now)) {
			link_told(g, now, among);
			return true;
		}
	}
	return false;
}

/* "also killed his deputy", "was also killed" */
static bool
is_added(const struct text *t, const struct count *c)
{
	const struct term *term = &c->term;
	uint32_t i = term->first, to = term->first;

	if (!term->syntax)
		return false;
	while (i > t->sentences[c->sentence].first &&
	       (text_has(t, i - 1, CLASS_BE, CLASS_HAVE) ||
		   text_tag(t, i - 1, CLASS_ADVERB) != NULL))
		i--;
	for (; i < to; i++)
		if (text_tag(t, i, CLASS_OTHER_EVENT) != NULL)
			return true;
	return false;
}

/* "his deputy": not he, if he alone was told of before. */
static bool
is_owned(const struct text *t, const struct count *c)
{
	const struct tag *the = text_tag(t, c->r.from, CLASS_ARTICLE);

	return the != NULL && str_eq(the->value, STR("owned"));
}

/*
 * Somebody without a number is told of again where anybody was before, unless
 * that is said to be one more.
 */
static bool
link_named(struct again *g, const struct count *c, const struct told *now)
{
	size_t least = g->n > TOLD_MAX ? g->n - TOLD_MAX : 0;
	bool owned = is_owned(g->t, c);

	if (!c->r.number.named || now->joined || is_added(g->t, c))
		return false;
	for (size_t i = g->n; i > least; i--) {
		const struct told *before = &g->told[(i - 1) % TOLD_MAX];

		if (before->sum > owned && !before->background &&
		    metrics_fit(g->registry, before->metric, now->metric)) {
			link_told(g, now, before);
			return true;
		}
	}
	return false;
}

void
again_set(struct again *g, const struct count *c, bool figure)
{
	struct told now = told_of(g, c, figure), *last;
	bool one, again = false;
	size_t least = g->n > TOLD_MAX ? g->n - TOLD_MAX : 0;

	set_role(g, c, &now);
	last = joined_to(g, c, &now);
	one = has_one_before(g->t, &g->t->sentences[now.sentence], now.first);
	now.sum = now.low + (last != NULL ? last->sum : one);
	now.joined = last != NULL;
	if (last != NULL && now.left > 0) {
		now.left += last->left;
		last->left = 0;
	}
	if (link_named(g, c, &now) || link_confirmed(g, &now) ||
	    ((last != NULL || one) && link_sum(g, &now, last))) {
		g->told[g->n++ % TOLD_MAX] = now;
		return;
	}
	for (size_t i = g->n; i > least; i--) {
		struct told *before = &g->told[(i - 1) % TOLD_MAX];

		if (!is_same(g, before, &now))
			continue;
		again = true;
		if (!is_better(before, &now)) {
			link_told(g, &now, before);
			break;
		}
		link_told(g, before, &now);
	}
	if (!again)
		set_overview(g, &now);
	g->told[g->n++ % TOLD_MAX] = now;
}

void
again_set_parts(struct again *g)
{
	const struct extraction *x = g->x;
	struct quantity *q = x->quantities;

	for (size_t i = 0; i < x->n_mentions; i++) {
		const struct mention *m = &x->mentions[i];

		while (q->number.start < m->number.start)
			q++; /* both are in the order of the text */
		if (m->part_of >= 0 && q->role == OF_EVENT &&
		    metrics_fit(
			g->registry, x->mentions[m->part_of].metric, m->metric))
			q->role = PART;
	}
}
