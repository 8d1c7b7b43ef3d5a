#include "extract/name_trie.h"

/* Where actors are named by a name that is theirs alone: 1 + its position. */
struct seen {
	uint32_t *first, *last; /* by actor; 0: nowhere, not yet */
};

static bool
is_own(const struct named *n)
{
	return n->of == NAME_ACTOR && n->shared == 0;
}

/* Is one actor nearer than another, for a name behind what was seen last? */
static bool
is_nearer(const struct seen *s, uint32_t actor, uint32_t than)
{
	if (s->last[actor] != s->last[than])
		return s->last[actor] > s->last[than];
	return s->first[actor] != 0 &&
	       (s->first[than] == 0 || s->first[actor] < s->first[than]);
}

static void
settle(const struct names *n, const struct seen *s, struct named *name)
{
	const struct ending *e;
	uint32_t best = (uint32_t)(name->actor - n->registry->actors);

	for (uint32_t i = name->shared; i != 0; i = e->next) {
		e = &n->table.endings[i];
		if (e->of == NAME_ACTOR && is_nearer(s, e->entry, best))
			best = e->entry;
	}
	name->actor = &n->registry->actors[best];
}

void
names_settle(const struct names *n, struct text *t, struct arena *a)
{
	const struct registry *r = n->registry;
	struct seen s;
	size_t i = 0;

	while (i < t->n_names && t->names[i].shared == 0)
		i++;
	if (i == t->n_names)
		return;
	s.first = arena_alloc(a, r->n_actors, sizeof(*s.first));
	s.last = arena_alloc(a, r->n_actors, sizeof(*s.last));
	for (i = t->n_names; i-- > 0;)
		if (is_own(&t->names[i]))
			s.first[t->names[i].actor - r->actors] =
			    (uint32_t)i + 1;
	for (i = 0; i < t->n_names; i++)
		if (is_own(&t->names[i]))
			s.last[t->names[i].actor - r->actors] = (uint32_t)i + 1;
		else if (t->names[i].shared != 0)
			settle(n, &s, &t->names[i]);
}
