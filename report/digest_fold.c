/* Folding of events into the parts of a digest, and what is one entry. */
#include "report/digest.h"

static const struct {
	const char *kind;
	enum part part;
} kinds[] = {
    {"new_dispute",     PART_DISPUTES   },
    {"dispute_changed", PART_DISPUTES   },
    {"changed_figure",  PART_CHANGED    },
    {"denial",          PART_DENIALS    },
    {"correction",      PART_CORRECTIONS},
    {"silent_edit",     PART_CORRECTIONS},
    {"retraction",      PART_CORRECTIONS},
    {"removed",         PART_CORRECTIONS},
    {"qualifier_lost",  PART_RESTATED   },
    {"origin_changed",  PART_RESTATED   },
    {"new_facility",    PART_FACILITIES },
    {"new_figure",      PART_BEHIND     },
    {"corroborated",    PART_BEHIND     },
};

static size_t
kind_of_event(struct str kind)
{
	size_t i = 0;

	while (i < COUNT(kinds) && !str_eq(str_from(kinds[i].kind), kind))
		i++;
	return i;
}

/* What makes two events of a part one entry. */
struct key {
	enum part part;
	int64_t a, b; /* rows of the store */
};

static struct key
entry_key(size_t kind, const struct event_mark *e)
{
	struct key key = {.part = kinds[kind].part, .a = e->figure};

	if (key.part == PART_DISPUTES)
		key.a = e->dispute;
	else if (key.part == PART_DENIALS)
		key.a = e->claim;
	else if (key.part == PART_CORRECTIONS)
		key.b = e->version;
	else if (key.part == PART_RESTATED)
		key.b = (int64_t)kind;
	else if (key.part == PART_FACILITIES)
		key.a = e->facility;
	return key;
}

static bool
key_eq(const struct key *x, const struct key *y)
{
	return x->part == y->part && x->a == y->a && x->b == y->b;
}

/* Entries by their key: open addressing, at most half full. */
struct slot {
	struct key key;
	struct entry *entry; /* NULL if it is only counted */
	bool taken;
};

struct fold {
	struct arena *arena;
	struct digest *digest;
	const size_t *most;
	struct slot *slots;
	size_t size, n_taken;
};

static struct slot *
find_slot(const struct fold *t, const struct key *key)
{
	uint64_t hash = (uint64_t)key->a * UINT64_C(0x9e3779b97f4a7c15);
	size_t i;

	hash = (hash ^ (uint64_t)key->b ^ key->part) *
	       UINT64_C(0x9e3779b97f4a7c15);
	i = (size_t)(hash >> 32) & (t->size - 1);
	while (t->slots[i].taken && !key_eq(&t->slots[i].key, key))
		i = (i + 1) & (t->size - 1);
	return &t->slots[i];
}

static void
grow(struct fold *t)
{
	struct slot *old = t->slots;
	size_t n = t->size;

	t->size = n ? 2 * n : 1024;
	t->slots = arena_alloc(t->arena, t->size, sizeof(*t->slots));
	for (size_t i = 0; i < n; i++)
		if (old[i].taken)
			*find_slot(t, &old[i].key) = old[i];
}

/* Those after the first ones are counted, and nothing more is known of them. */
static struct entry *
add_entry(struct part_view *part, size_t limit, const struct event_mark *e)
{
	struct entry *entry;

	if (part->n == limit) {
		part->n_left_out++;
		return NULL;
	}
	entry = &part->entries[part->n++];
	entry->row = e->row;
	return entry;
}

/* The events come the newest first. */
static void
fold_event(void *arg, const struct event_mark *e)
{
	struct fold *t = arg;
	size_t kind = kind_of_event(e->kind);
	struct slot *slot;
	struct key key;

	if (kind == COUNT(kinds))
		return;
	key = entry_key(kind, e);
	t->digest->n_corroborated += str_eq(e->kind, STR("corroborated"));
	if (2 * t->n_taken >= t->size)
		grow(t);
	slot = find_slot(t, &key);
	if (!slot->taken) {
		slot->taken = true;
		slot->key = key;
		slot->entry = add_entry(
		    &t->digest->parts[key.part], t->most[key.part], e);
		t->n_taken++;
	}
	if (slot->entry != NULL)
		slot->entry->n++;
}

bool
digest_fold(const struct report *r, const size_t most[N_PARTS],
    struct digest *d, struct error *err)
{
	const struct digest_options *o = d->options;
	struct fold t = {.arena = r->out->arena, .digest = d, .most = most};

	for (size_t p = 0; p < N_PARTS; p++)
		d->parts[p].entries =
		    arena_alloc(t.arena, most[p], sizeof(struct entry));
	if (o->by_cursor)
		return store_visit_events_after(
		    r->store, o->cursor, o->upto, fold_event, &t, err);
	return store_visit_events(
	    r->store, o->from, o->to, fold_event, &t, err);
}
