#include "extract/told.h"

/*
 * Does a text tell a count once more: "detained two men ... the two men were
 * detained after questioning"? It does when the metric and the number are the
 * same, the people may be the same, and nothing between the two speaks of
 * another event. A number that fits what was told vaguely ("several", "more
 * than ten") tells it better: then the vague one is the one that says it again.
 */
#define TOLD_MAX 32 /* counts that are looked back at */

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
	struct again *g = (void *)arena_bytes(a, sizeof(*g));

	g->t = t;
	g->registry = names_registry(names);
	g->x = x;
	g->n = 0;
	return g;
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

/* And so are those of its sentence: "raids held a leader and killed ten men" */
static void
mark_told_with(struct again *g, const struct told *whole)
{
	size_t least = g->n > TOLD_MAX ? g->n - TOLD_MAX : 0;

	for (size_t i = least; i < g->n; i++) {
		const struct told *told = &g->told[i % TOLD_MAX];

		if (told->sentence == whole->sentence &&
		    told_metrics_fit(g->registry, told->metric, whole->metric))
			mark_overview(g, told);
	}
}

/*
 * An overview of which this is an event is told event by event, with all that
 * is told together: "raids killed a leader and ten of his men".
 */
static bool
set_overview(struct again *g, const struct told *now)
{
	size_t least = g->n > TOLD_MAX ? g->n - TOLD_MAX : 0;

	for (size_t i = g->n; i > least; i--) {
		struct told *whole = &g->told[(i - 1) % TOLD_MAX];

		if (!told_is_of_overview(g->registry, whole, now))
			continue;
		whole->left -= now->low;
		mark_told_with(g, whole);
		return true;
	}
	return false;
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

/* Was anything that happened told in a sentence before? */
static bool
is_told(const struct again *g, const struct told *now)
{
	size_t least = g->n > TOLD_MAX ? g->n - TOLD_MAX : 0;

	for (size_t i = g->n; i > least; i--) {
		const struct told *told = &g->told[(i - 1) % TOLD_MAX];

		if (told->sentence < now->sentence && told->low > 0 &&
		    !told->background)
			return true;
	}
	return false;
}

/* "have been killed" */
static bool
is_perfect(const struct text *t, const struct count *c)
{
	uint32_t i = c->term.first;

	while (c->term.syntax && i > t->sentences[c->sentence].first &&
	       (text_has(t, i - 1, CLASS_BE, CLASS_HAVE) ||
		   text_tag(t, i - 1, CLASS_ADVERB) != NULL))
		if (text_tag(t, --i, CLASS_HAVE) != NULL)
			return true;
	return false;
}

/* "in the last month", "have been killed this year": what was told, and more */
static bool
is_long(const struct text *t, const struct count *c, const struct tag *cue)
{
	return cue->class == CLASS_WHEN
		   ? is_perfect(t, c)
		   : cue->class == CLASS_PAST &&
			 text_tag(t, cue->first, CLASS_WHEN) == NULL;
}

/* Of which events it is. */
static void
set_role(struct again *g, const struct count *c, struct told *now)
{
	struct quantity *q = &g->x->quantities[c->quantity];
	const struct tag *cue = NULL;

	now->background = background_is(g->t, c);
	if (now->background)
		q->role = BACKGROUND;
	else if ((cue = overview_cue(g->t, c)) != NULL &&
		 (cue->class != CLASS_WHEN || is_perfect(g->t, c)))
		now->left = now->vague ? now->high : now->low;
	if (cue != NULL && is_long(g->t, c, cue) && is_told(g, now))
		q->role = OVERVIEW;
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
			!told_is_better(whole, &sum)) ||
		    !told_is_of_event(g->t, g->registry, whole, &sum))
			continue;
		link_told(g, now, whole);
		if (last != NULL)
			link_told(g, last, whole);
		return true;
	}
	return false;
}

/* One who was confirmed to be among those told of before is told again. */
static bool
link_confirmed(struct again *g, const struct told *now)
{
	size_t least = g->n > TOLD_MAX ? g->n - TOLD_MAX : 0;

	if (now->low != 1 || now->mention != SIZE_MAX || !now->confirmed)
		return false;
	for (size_t i = g->n; i > least; i--) {
		const struct told *among = &g->told[(i - 1) % TOLD_MAX];

		if (among->sentence < now->sentence &&
		    told_metrics_fit(g->registry, among->metric, now->metric) &&
		    told_people_fit(g->registry, among, now)) {
			link_told(g, now, among);
			return true;
		}
	}
	return false;
}

/*
 * "A leader's arrest was confirmed. The patrol held two men": he was one of
 * those who are told of behind it.
 */
static void
link_to_more(struct again *g, const struct told *now)
{
	size_t least = g->n > TOLD_MAX ? g->n - TOLD_MAX : 0;

	for (size_t i = g->n; i > least; i--) {
		const struct told *one = &g->told[(i - 1) % TOLD_MAX];

		if (one->confirmed && one->low == 1 && one->sum == 1 &&
		    now->low > 1 && one->mention == SIZE_MAX &&
		    !told_is_more(g->t, now) &&
		    told_is_of_event(g->t, g->registry, one, now))
			link_told(g, one, now);
	}
}

/*
 * "Three were held ... two of the detainees", "a second man was held": some of
 * those who were told of before.
 */
static bool
link_some(struct again *g, const struct told *now)
{
	size_t least = g->n > TOLD_MAX ? g->n - TOLD_MAX : 0;
	double n = now->nth > now->low ? now->nth : now->low;
	struct told some = *now;

	if (!now->of && now->nth == 0)
		return false;
	some.stop = now->first; /* "a second" turns to nothing else here */
	for (size_t i = g->n; i > least; i--) {
		const struct told *all = &g->told[(i - 1) % TOLD_MAX];

		if ((all->low >= n || all->sum >= n) &&
		    told_is_of_event(g->t, g->registry, all, &some)) {
			link_told(g, now, all);
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

	return the != NULL && tag_is(the, STR("owned"));
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

	if (!(c->r.number.named || c->r.number.those) || now->joined ||
	    is_added(g->t, c))
		return false;
	for (size_t i = g->n; i > least; i--) {
		const struct told *before = &g->told[(i - 1) % TOLD_MAX];

		if (before->sum >= now->low + owned && !before->background &&
		    told_metrics_fit(
			g->registry, before->metric, now->metric)) {
			link_told(g, now, before);
			return true;
		}
	}
	return false;
}

/*
 * "It killed two men at noon and three at night. The five were known": are they
 * those of all the counts before?
 */
static bool
is_sum(const struct again *g, const struct count *c, const struct told *now)
{
	const struct tag *the = text_tag_before(g->t, c->r.from, CLASS_ARTICLE);
	double sum = 0;
	size_t n = 0;

	if (the == NULL || !tag_is(the, STR("definite")) || now->vague)
		return false;
	for (size_t i = 0; i < g->n && i < TOLD_MAX; i++) {
		const struct told *told = &g->told[i];
		const struct quantity *q = &g->x->quantities[told->quantity];

		if (told->sentence == now->sentence || q->restates >= 0 ||
		    q->role != OF_EVENT ||
		    !told_metrics_fit(g->registry, told->metric, now->metric))
			continue;
		sum += told->low;
		n++;
	}
	return n > 1 && sum == now->low && g->n < TOLD_MAX;
}

/* Is it the first that the text tells of its metric? */
static bool
is_first(const struct again *g, const struct told *now)
{
	for (size_t i = 0; i < g->n && i < TOLD_MAX; i++)
		if (told_metrics_fit(
			g->registry, g->told[i].metric, now->metric))
			return false;
	return g->n < TOLD_MAX;
}

/*
 * "A raid killed three. One was killed at the gate, two others within": what is
 * told first, of all, is told again in parts.
 */
static void
set_stage(struct again *g, const struct told *now)
{
	size_t least = g->n > TOLD_MAX ? g->n - TOLD_MAX : 0;

	for (size_t i = least; i < g->n; i++) {
		struct told *all = &g->told[i % TOLD_MAX];

		if (!all->first_of || all->left > 0 || now->word ||
		    now->nth > all->low ||
		    now->low >
			(all->vague ? all->high : all->low) - all->stages ||
		    (all->stages == 0 && told_is_more(g->t, now)) ||
		    !told_is_of_event(g->t, g->registry, all, now) ||
		    (all->low == 1 &&
			!told_is_called_alike(g->t, g->registry, all, now)))
			continue;
		all->stages += now->low;
		g->x->quantities[now->quantity].role = PART;
		return;
	}
}

void
again_set(struct again *g, const struct count *c, bool figure)
{
	struct told now = told_of(g->t, g->x, c, figure), *last;
	bool one, again = false;
	size_t least = g->n > TOLD_MAX ? g->n - TOLD_MAX : 0;

	set_role(g, c, &now);
	now.confirmed = told_is_confirmed(g->t, &now);
	last = joined_to(g, c, &now);
	one = told_has_one_before(
	    g->t, &g->t->sentences[now.sentence], now.first);
	now.sum = now.low + (last != NULL ? last->sum : one);
	now.joined = last != NULL;
	if (last != NULL && now.left > 0) {
		now.left += last->left;
		last->left = 0;
	}
	if (last == NULL && !one)
		link_to_more(g, &now);
	if (g->x->quantities[now.quantity].role == OVERVIEW ||
	    link_named(g, c, &now) || link_confirmed(g, &now) ||
	    link_some(g, &now) ||
	    ((last != NULL || one) && link_sum(g, &now, last))) {
		g->told[g->n++ % TOLD_MAX] = now;
		return;
	}
	for (size_t i = g->n; i > least; i--) {
		struct told *before = &g->told[(i - 1) % TOLD_MAX];

		if (!told_is_same(g->t, g->registry, before, &now))
			continue;
		again = true;
		if (!told_is_better(before, &now)) {
			link_told(g, &now, before);
			break;
		}
		link_told(g, before, &now);
	}
	now.first_of = is_first(g, &now);
	if (!again && is_sum(g, c, &now))
		g->x->quantities[now.quantity].role = OVERVIEW;
	else if (!again && !set_overview(g, &now) && !now.background &&
		 c->mention->part_of < 0)
		set_stage(g, &now);
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
		    told_metrics_fit(
			g->registry, x->mentions[m->part_of].metric, m->metric))
			q->role = PART;
	}
}
