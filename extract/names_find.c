#include <assert.h>
#include <stdatomic.h>

#include "extract/name_trie.h"

/*
 * One walk from a token finds the names of all kinds that start there, as far
 * as the tries go on. Most tokens start none, and of a word that the pack
 * knows this is known beforehand.
 */

/* How a walk over the text stands. */
struct walk {
	uint32_t exact, loose; /* nodes; 0: that trie has no such name */
	uint32_t commas;
	bool capital, shout; /* any word; the first one */
	bool brief;          /* the last word may be an abbreviation */
	bool ascii;          /* the last word is, without its genitive */
	uint32_t words, end; /* read so far; the token after the last */
	struct named found[NAME_KINDS]; /* end 0: none of that kind yet */
};

/* Does a name of a kind end here? Then the first of the registry's. */
static const struct ending *
ending_of(const struct name_table *t, uint32_t node, const struct walk *w,
    enum name_of of)
{
	const struct ending *best = NULL, *e;

	for (uint32_t i = t->ending_at[node]; i != 0; i = e->next) {
		e = &t->endings[i];
		if (e->of != of || e->commas != w->commas ||
		    (e->capital && !w->capital) || (e->accents && w->ascii) ||
		    (e->shout && w->words == 1 && !w->shout))
			continue;
		if (best == NULL || (!best->preferred && e->preferred))
			best = e;
	}
	return best;
}

static struct named
named_by(
    const struct names *n, uint32_t node, const struct ending *e, uint32_t end)
{
	const struct registry *r = n->registry;
	struct named named = {.of = e->of, .end = end};

	switch (named.of) {
	case NAME_FACILITY:
		named.facility = &r->facilities[e->entry];
		break;
	case NAME_ACTOR:
		named.actor = &r->actors[e->entry];
		if (e->shared)
			named.shared = n->table.ending_at[node];
		break;
	case NAME_PLACE:
	case NAME_DEMONYM:
		named.place = &r->places[e->entry];
		break;
	case NAME_NONE:
		break;
	}
	return named;
}

/* Take the names that end at the nodes; the exact trie goes first. */
static void
take_endings(
    const struct names *n, struct walk *w, uint32_t exact, uint32_t loose)
{
	const struct name_table *t = &n->table;
	const struct ending *e;

	if (t->ending_at[exact] == 0 && t->ending_at[loose] == 0)
		return;
	for (enum name_of of = 0; of < NAME_KINDS; of++) {
		if ((e = ending_of(t, exact, w, of)) != NULL)
			w->found[of] = named_by(n, exact, e, w->end);
		else if ((e = ending_of(t, loose, w, of)) != NULL)
			w->found[of] = named_by(n, loose, e, w->end);
	}
}

static uint32_t
step_loose(const struct names *n, uint32_t node, const struct fold *exact)
{
	struct fold f;

	if (node == 0 || exact->len == 0)
		return 0;
	fold_loose(exact, &f);
	return trie_step(&n->table, node, &f);
}

static bool
article_here(const struct text *t, const struct piece *p)
{
	struct piece next;

	if (p->key.len < 2 || p->key.len > 3 ||
	    (p->key.key[0] != 'a' && p->key.key[0] != 'e') ||
	    (p->key.key[1] != 'l' && !p->joined))
		return false;
	return piece_read(
		   t->bytes, t->tokens, p->end, (uint32_t)t->n_tokens, &next) &&
	       fold_is_article(&p->key, &next.key, p->joined);
}

/* Go on by a word. */
static void
walk_on(const struct names *n, const struct text *t, struct walk *w,
    const struct piece *p)
{
	w->words++;
	w->end = p->end;
	w->capital |= p->capital;
	w->brief = p->key.len <= 3;
	w->ascii = p->ascii;
	w->shout = w->words == 1 && p->shout;
	w->commas += p->commas;
	if (p->bare.len > 0)
		take_endings(n, w, trie_step(&n->table, w->exact, &p->bare),
		    step_loose(n, w->loose, &p->bare));
	w->exact = trie_step(&n->table, w->exact, &p->key);
	if (!article_here(t, p))
		w->loose = step_loose(n, w->loose, &p->key);
	take_endings(n, w, w->exact, w->loose);
}

/* An article has two letters or three, and maybe an apostrophe. */
static bool
may_be_article(const struct text *t, const struct token *k)
{
	char first = (char)(t->bytes.ptr[k->start] | 0x20);

	return (k->flags & TOKEN_ASCII) == 0 ||
	       (k->end - k->start <= 4 && (first == 'a' || first == 'e'));
}

/*
 * May the key of a name's first word be another than its token's? So it is of
 * initials, of a genitive, and behind an article.
 */
static bool
is_irregular(const struct text *t, const struct token *k)
{
	size_t len = k->end - k->start;
	int32_t next = k[1].mark; /* the last one has an empty one behind it */

	if (k->flags & TOKEN_POSSESSIVE)
		return true;
	if (next == '-' && may_be_article(t, k))
		return true;
	return len <= 2 &&
	       (len == 1 ? next == '.'
			 : (t->bytes.ptr[k->end - 1] | 0x20) == 'l');
}

/* The hash of a word, whatever the case of letters of ASCII alone. */
static uint64_t
hash_token(const struct text *t, const struct token *k)
{
	const uint64_t golden = UINT64_C(0x9e3779b97f4a7c15);
	uint64_t fold = k->flags & TOKEN_ASCII ? 0x2020202020202020 : 0;
	uint64_t h = 0, part;
	uint32_t i = k->start;

	for (; i + sizeof(part) <= k->end; i += sizeof(part)) {
		memcpy(&part, t->bytes.ptr + i, sizeof(part));
		h = (h ^ h >> 32 ^ (part | fold)) * golden;
	}
	if (i == k->end)
		return h ^ h >> 32;
	if (t->bytes.len - i >= sizeof(part)) {
		memcpy(&part, t->bytes.ptr + i, sizeof(part));
		part &= first_bytes(k->end - i);
	} else {
		part = 0;
		memcpy(&part, t->bytes.ptr + i, k->end - i);
	}
	h = (h ^ h >> 32 ^ (part | fold)) * golden;
	return h ^ h >> 32;
}

/* The roles of a word that the pack does not know. */
static unsigned
roles_of_word(
    const struct names *n, const struct text *t, const struct token *k)
{
	uint64_t hash = hash_token(t, k), found;
	_Atomic uint64_t *slot = &n->seen[hash % NAMES_SEEN];
	struct fold f;
	unsigned roles;

	found = atomic_load_explicit(slot, memory_order_relaxed);
	if (found != 0 && (found ^ hash) < NAMES_SEEN)
		return found % NAMES_SEEN;
	fold_exact(
	    (struct str){t->bytes.ptr + k->start, k->end - k->start}, &f);
	roles = trie_roles(&n->table, &f);
	atomic_store_explicit(
	    slot, hash - hash % NAMES_SEEN + roles, memory_order_relaxed);
	return roles;
}

/* What a token can be in a name. */
static unsigned
roles_of(const struct names *n, const uint16_t *by_word, const struct text *t,
    const struct token *k)
{
	if (k->kind == TOKEN_MARK)
		return 0;
	if (is_irregular(t, k))
		return STARTS_EXACT | STARTS_LOOSE | IS_WHOLE | GOES_ON |
		       IRREGULAR;
	if (by_word != NULL && k->word != 0 && k->flags & TOKEN_ASCII)
		return by_word[k->word];
	return roles_of_word(n, t, k);
}

/* How many words may a name have that starts with this token? */
static uint32_t
most_words(const struct names *n, const struct text *t, uint32_t i,
    unsigned roles, unsigned next)
{
	uint32_t pair = name_pair(roles, next);
	unsigned alone = IS_WHOLE;

	if ((roles & (STARTS_EXACT | STARTS_LOOSE)) == 0 ||
	    t->tokens[i].flags & TOKEN_SKIPPED)
		return 0;
	if ((roles & IRREGULAR) ||
	    (next & GOES_ON && (next & IRREGULAR ||
				   n->table.pairs[pair / 64] >> pair % 64 & 1)))
		return NAME_WORDS;
	if (t->tokens[i].flags & TOKEN_ALL_CAPS)
		alone |= IS_SHOUT;
	return roles & alone ? 1 : 0;
}

/* "The city of orlin": it is a name, whatever its letters. */
static bool
names_a_place(const struct text *t, uint32_t token)
{
	return !(t->tokens[token].flags & TOKEN_CAPITAL) &&
	       text_tag_before(t, token, CLASS_PLACE_BEFORE) != NULL;
}

/* Walk from a token as far as names go on, and at most so many words. */
static void
walk_from(const struct names *n, const struct text *t, uint32_t token,
    unsigned roles, uint32_t most, struct walk *w)
{
	struct piece p;

	*w = (struct walk){.exact = roles & STARTS_EXACT ? EXACT_ROOT : 0,
	    .loose = roles & STARTS_LOOSE ? LOOSE_ROOT : 0,
	    .capital = names_a_place(t, token),
	    .end = token};
	while (w->words < most && (w->exact || w->loose)) {
		if (!piece_read(t->bytes, t->tokens, w->end,
			(uint32_t)t->n_tokens, &p) ||
		    (w->words > 0 && (p.line || (p.stop && !w->brief))))
			break;
		walk_on(n, t, w, &p);
	}
}

static void
add_found(struct text *t, struct arena *a, size_t *size, uint32_t token,
    const struct walk *w)
{
	for (size_t of = 0; of < NAME_KINDS; of++) {
		if (w->found[of].end == 0)
			continue;
		t->names = arena_room(
		    a, t->names, t->n_names, size, sizeof(*t->names));
		if (t->tokens[token].name == 0)
			t->tokens[token].name = (uint32_t)t->n_names + 1;
		t->names[t->n_names] = w->found[of];
		t->names[t->n_names++].first = token;
	}
}

/* Is a token a mark that may stand inside a name, behind a word of it? */
static bool
may_pass(const struct text *t, uint32_t word, uint32_t i)
{
	const struct token *k = &t->tokens[i];

	return k->kind == TOKEN_MARK && i - word <= MARK_RUN &&
	       piece_may_join(t->bytes.ptr[k->start]);
}

void
names_mark(const struct names *n, struct text *t, struct arena *a)
{
	const struct name_roles *known = n->known;
	const uint16_t *by_word;
	size_t size = 0;
	uint32_t most, word = 0;  /* the last one */
	unsigned roles = 0, next; /* of it; of the one behind it */
	struct walk w;

	while (known != NULL && known->lang != t->lang)
		known = known->next;
	by_word = known != NULL ? known->by_word : NULL;
	t->marked = n;
	for (uint32_t i = 0; i <= t->n_tokens; i++) {
		if (may_pass(t, word, i))
			continue;
		next = i < t->n_tokens ? roles_of(n, by_word, t, &t->tokens[i])
				       : 0;
		most = most_words(n, t, word, roles, next);
		if (most > 0) {
			walk_from(n, t, word, roles, most, &w);
			add_found(t, a, &size, word, &w);
		}
		word = i;
		roles = next;
	}
	names_settle(n, t, a);
	names_disown(t);
}

bool
names_look(const struct names *n, const struct text *t, uint32_t token,
    enum name_of of, struct named *out)
{
	assert(t->marked == n);
	for (size_t i = t->tokens[token].name - 1;
	     i < t->n_names && t->names[i].first == token; i++)
		if (t->names[i].of == of) {
			*out = t->names[i];
			return true;
		}
	return false;
}
