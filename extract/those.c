#include "extract/those.h"

#define SEEN_MAX       8   /* counts that are looked back at */
#define SENTENCES_BACK 4   /* and sentences, by their noun */
#define PRONOUN_BACK   1   /* and by "them" */
#define PEOPLE_MAX     100 /* more are told of with their number */

struct seen {
	size_t quantity, sentence;
	uint32_t word; /* of its noun, as tokens have it */
};

struct those {
	const struct text *t;
	struct extraction *x;
	struct seen seen[SEEN_MAX]; /* a ring */
	size_t n;
};

struct those *
those_new(const struct text *t, struct extraction *x, struct arena *a)
{
	struct those *those = arena_alloc(a, 1, sizeof(*those));

	*those = (struct those){.t = t, .x = x};
	return those;
}

static uint32_t
word_of(const struct text *t, const struct count *c)
{
	return t->tokens[c->r.counted.noun->end - 1].word;
}

void
those_add(struct those *those, const struct count *c)
{
	if (c->r.counted.noun == NULL || c->unit != PERSON || c->thing ||
	    c->nominal || c->r.number.single || c->r.number.those ||
	    c->r.high >= PEOPLE_MAX)
		return;
	those->seen[those->n++ % SEEN_MAX] =
	    (struct seen){c->quantity, c->sentence, word_of(those->t, c)};
}

/* The ones that are meant; NULL if that is not known. */
static const struct seen *
find(const struct those *those, const struct count *c)
{
	bool pronoun = c->r.counted.noun == NULL;
	size_t back = pronoun ? PRONOUN_BACK : SENTENCES_BACK;
	size_t least = those->n > SEEN_MAX ? those->n - SEEN_MAX : 0;

	for (size_t i = those->n; i > least; i--) {
		const struct seen *seen = &those->seen[(i - 1) % SEEN_MAX];

		if (seen->sentence + back < c->sentence)
			return NULL;
		if (pronoun || seen->word == word_of(those->t, c))
			return seen;
	}
	return NULL;
}

bool
those_set(struct those *those, const struct count *c)
{
	struct quantity *q = &those->x->quantities[c->quantity];
	const struct seen *seen = find(those, c);
	const struct quantity *are;

	if (seen == NULL) {
		q->metric = (struct str){0};
		return false;
	}
	are = &those->x->quantities[seen->quantity];
	if (str_eq(are->metric, q->metric)) {
		q->restates = (int)seen->quantity;
		q->metric = (struct str){0};
		return false;
	}
	q->value_low = are->value_low;
	q->value_high = are->value_high;
	q->qualifier = are->qualifier;
	return true;
}
