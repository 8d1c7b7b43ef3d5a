/* What matters most in a digest, in a sentence or two. */
#include "report/digest.h"
#include "report/words.h"

/*
 * Two lines that stand for a dispute in one sentence: of two sides, and each
 * by a value that its origin has not replaced, if there is one.
 */
static void
opponents(const struct dispute_view *v, const struct side *pair[2])
{
	pair[0] = &v->sides[0];
	pair[1] = &v->sides[1];
	for (size_t i = v->n_sides; i-- > 0;) {
		const struct side *s = &v->sides[i];
		bool first = s->number == v->sides[0].number;

		if (s->figure == NULL || s->figure->superseded_by.len == 0 ||
		    pair[first ? 0 : 1]->number != s->number)
			pair[first ? 0 : 1] = s;
	}
}

/* "39 according to residents", "Interior Ministry denied" */
static struct str
side_words(struct arena *arena, const struct side *s)
{
	if (s->figure == NULL)
		return words_format(
		    arena, "%.*s %.*s", STR_ARG(s->origin), STR_ARG(s->value));
	return words_format(arena, "%.*s according to %.*s", STR_ARG(s->value),
	    STR_ARG(s->origin));
}

/* The first dispute in a sentence. */
static struct str
dispute_sentence(struct arena *arena, const struct dispute_view *v)
{
	const struct side *pair[2];

	if (v->n_sides < 2)
		return (struct str){0};
	opponents(v, pair);
	return words_format(arena, "%.*s: %.*s, %.*s.", STR_ARG(v->title),
	    STR_ARG(side_words(arena, pair[0])),
	    STR_ARG(side_words(arena, pair[1])));
}

/* One sentence on the first entry of a part; empty if there is none. */
static struct str
sentence(const struct report *r, const struct digest *d, enum part p)
{
	const struct part_view *part = &d->parts[p];
	const struct entry *entry = part->entries;
	struct arena *arena = r->out->arena;
	struct str what;

	if (part->n == 0)
		return (struct str){0};
	if (p == PART_DENIALS) {
		what = entry->figure == NULL
			   ? entry->claim->text
			   : words_title(r->registry, arena, entry->figure);
		return words_format(arena, "%.*s denied: %.*s.",
		    STR_ARG(entry->claim->origin_name), STR_ARG(what));
	}
	if (p == PART_CHANGED && entry->older != NULL)
		return words_format(arena,
		    "%.*s: from %.*s to %.*s, according to %.*s.",
		    STR_ARG(words_title(r->registry, arena, entry->figure)),
		    STR_ARG(words_value(arena, entry->older)),
		    STR_ARG(words_value(arena, entry->figure)),
		    STR_ARG(words_origin(r->registry, entry->figure)));
	return p == PART_DISPUTES ? dispute_sentence(arena, &entry->dispute)
				  : (struct str){0};
}

/* Is the first dispute a denial, which its sentence tells already? */
static bool
starts_with_denial(const struct digest *d)
{
	const struct part_view *part = &d->parts[PART_DISPUTES];

	return part->n > 0 &&
	       str_eq(part->entries->dispute.row->kind, STR("denial"));
}

void
digest_lead(const struct report *r, struct digest *d)
{
	static const enum part order[] = {
	    PART_DISPUTES, PART_CHANGED, PART_DENIALS};
	size_t n = 0;

	for (size_t i = 0; i < COUNT(order) && n < COUNT(d->sentences); i++) {
		if (order[i] == PART_DENIALS && starts_with_denial(d))
			continue;
		d->sentences[n] = sentence(r, d, order[i]);
		n += d->sentences[n].len > 0;
	}
	if (n == 0 && d->counts.figures > 0)
		d->sentences[0] = words_format(r->out->arena,
		    "%.*s from %.*s; none is newly disputed.",
		    STR_ARG(words_count(
			r->out->arena, d->counts.figures, "figure", "figures")),
		    STR_ARG(words_count(r->out->arena, d->counts.articles,
			"article", "articles")));
}
