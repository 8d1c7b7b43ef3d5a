#include "extract/page_block.h"
#include "extract/page_str.h"
#include "extract/page_word.h"

#define LONG_BLOCK 80 /* bytes: as long as a sentence of a paragraph */

#define CAPTION_MAX  200 /* bytes */
#define HEADLINE_MIN 25  /* bytes of a link that may be one */
#define TEXT_MIN     300 /* bytes of long text in an article */
#define BOX_DEPTH    16  /* elements round a form */
#define BOX_MAX      600 /* of it in a box with a form */
#define TEASER       500 /* bytes that follow a linked headline, at most */

#define POINT_MIN   50 /* bytes */
#define HEAD_BLOCKS 40 /* between headline and text */

/* What is known of an element and all below it. */
struct weight {
	double value;     /* text for it, links against it */
	uint32_t mass;    /* bytes of long text that is not in links */
	uint32_t bytes;   /* of text that is not dropped */
	uint32_t links;   /* of these, in links */
	uint32_t teasers; /* headings that are links */
	uint32_t first;   /* the node of the first of these, or 0 */
	uint32_t before;  /* mass of all nodes before it */
	uint32_t images;
	bool dropped;
	bool has_body; /* an element of KIND_BODY is below it */
	bool in_body;  /* it is one, or one is above it */
	bool in_text;
};

struct scorer {
	const struct tree *tree;
	struct blocks *blocks;
	struct weight *w; /* one for each node */
	uint32_t body;    /* bytes of long text in elements of KIND_BODY */
	uint32_t best;    /* the element that holds the article; 0: none */
	uint32_t wide;    /* the same before its words and children had a say */
};

static bool
is_long(const struct block *b)
{
	return b->text.len >= LONG_BLOCK && b->links * 2 < b->text.len &&
	       !(b->flags & BLOCK_HEADING);
}

static void
weigh_mass(struct scorer *s)
{
	const struct tree *t = s->tree;

	for (uint32_t i = 0; i < s->blocks->n; i++) {
		const struct block *b = &s->blocks->all[i];
		if (is_long(b))
			s->w[b->node].mass += (uint32_t)b->text.len - b->links;
	}
	for (uint32_t i = 1; i < t->n; i++) {
		s->w[i].in_body = s->w[t->nodes[i].parent].in_body ||
				  (t->nodes[i].kind & KIND_BODY);
		s->w[i].before = s->w[i - 1].before + s->w[i - 1].mass;
		if (s->w[i].in_body)
			s->body += s->w[i].mass;
	}
	for (uint32_t i = t->n - 1; i > 0; i--) {
		struct weight *up = &s->w[t->nodes[i].parent];
		s->w[i].images += t->nodes[i].tag == TAG_IMG ||
				  t->nodes[i].tag == TAG_PICTURE;
		up->mass += s->w[i].mass;
		up->images += s->w[i].images;
		up->has_body |=
		    s->w[i].has_body || (t->nodes[i].kind & KIND_BODY);
	}
}

/* Elements that hold no article unless they hold nearly all text. */
static bool
is_aside(enum tag tag)
{
	return tag == TAG_NAV || tag == TAG_FOOTER || tag == TAG_ASIDE ||
	       tag == TAG_FORM || tag == TAG_FIGCAPTION || tag == TAG_MENU ||
	       tag == TAG_DIALOG || tag == TAG_LABEL || tag == TAG_ADDRESS ||
	       tag == TAG_CAPTION;
}

static bool
is_drop(const struct scorer *s, uint32_t i)
{
	const struct node *n = &s->tree->nodes[i];
	const struct weight *w = &s->w[i];
	enum tag tag = (enum tag)n->tag;
	uint32_t kind = n->kind & KIND_DROP;
	/* Text for subscribers is often in the page, and hidden. */
	uint32_t all = s->w[0].mass;
	bool subscribed = w->in_body && w->mass > 0;

	if (n->kind & KIND_EMBED)
		kind &= ~(uint32_t)KIND_SHARE;
	if (subscribed)
		kind &= ~(uint32_t)KIND_HIDDEN;
	if (tag == TAG_TEXT || tag == TAG_HTML || tag == TAG_BODY ||
	    tag == TAG_MAIN || (kind == 0 && !is_aside(tag)))
		return false;
	if (n->kind & KIND_BODY && !(kind & KIND_COMMENTS))
		return false;
	if (w->has_body && w->mass > all / 8 && !(kind & KIND_HIDDEN))
		return false;
	if (kind & KIND_COMMENTS)
		return w->mass < all - all / 16;
	/* With the text in an element that says so, nothing else is it. */
	if (s->body > all / 4 && !w->has_body && !w->in_body)
		return true;
	return w->mass <= all * 2 / 5;
}

static double
value_of(const struct block *b)
{
	double len = (double)b->text.len, links = (double)b->links;

	if (b->flags & BLOCK_HEADING)
		return -links / 2;
	if (links > len * 0.5)
		return -15 - links / 4;
	if (is_long(b))
		return len - links;
	if (b->flags & BLOCK_ENDS)
		return (len - links) / 2;
	if (b->flags & BLOCK_CELL && links == 0)
		return len / 4;
	return b->flags & (BLOCK_PARAGRAPH | BLOCK_CELL) ? -4 : -12;
}

/* The <article> round the first headline; 0: none, or one without text. */
static uint32_t
own_article(const struct scorer *s)
{
	const struct tree *t = s->tree;
	uint32_t i = 1;

	while (i < t->n && t->nodes[i].tag != TAG_H1)
		i++;
	if (i == t->n)
		return 0;
	while (i != 0 && t->nodes[i].tag != TAG_ARTICLE)
		i = t->nodes[i].parent;
	return s->w[i].mass >= TEXT_MIN ? i : 0;
}

/* Articles beside the one with the headline are others. */
static void
drop_other_articles(struct scorer *s)
{
	const struct tree *t = s->tree;
	uint32_t own = own_article(s);

	for (uint32_t i = 1; own != 0 && i < t->n; i++)
		if (t->nodes[i].tag == TAG_ARTICLE &&
		    (i >= t->nodes[own].end || t->nodes[i].end <= own))
			s->w[i].dropped = true;
}

/*
 * A box round a form, with the words that ask to fill it in: as far up as
 * little text is added.
 */
static void
drop_form_boxes(struct scorer *s)
{
	const struct tree *t = s->tree;

	for (uint32_t i = 1; i < t->n; i++) {
		uint32_t box = i, limit = s->w[0].mass / 8, up;
		if (t->nodes[i].tag != TAG_FORM)
			continue;
		limit = limit < BOX_MAX ? limit : BOX_MAX;
		for (int steps = 0; steps < BOX_DEPTH; steps++) {
			up = t->nodes[box].parent;
			if (up == 0 || s->w[up].mass > limit ||
			    t->nodes[up].kind & KIND_BODY)
				break;
			box = up;
		}
		if (s->w[box].mass <= limit)
			s->w[box].dropped = true;
	}
}

/* A headline that is a link; beside the text any long link may be one. */
static bool
is_teaser(const struct block *b, bool in_body)
{
	return b->links * 5 > b->text.len * 4 &&
	       (b->flags & BLOCK_HEADING ||
		   (!in_body && b->text.len >= HEADLINE_MIN));
}

static void
weigh_value(struct scorer *s)
{
	const struct tree *t = s->tree;

	drop_other_articles(s);
	drop_form_boxes(s);
	for (uint32_t i = 1; i < t->n; i++)
		s->w[i].dropped |=
		    s->w[t->nodes[i].parent].dropped || is_drop(s, i);
	for (uint32_t i = 0; i < s->blocks->n; i++) {
		const struct block *b = &s->blocks->all[i];
		struct weight *w = &s->w[b->node];
		if (w->dropped)
			continue;
		if (is_teaser(b, w->in_body)) {
			w->teasers++;
			w->first = b->node;
		}
		w->value += value_of(b);
		w->bytes += (uint32_t)b->text.len;
		w->links += b->links;
	}
	for (uint32_t i = t->n - 1; i > 0; i--) {
		struct weight *up = &s->w[t->nodes[i].parent];
		up->value += s->w[i].value;
		up->teasers += s->w[i].teasers;
		if (s->w[i].first != 0) /* the last in this order */
			up->first = s->w[i].first;
		up->bytes += s->w[i].bytes;
		up->links += s->w[i].links;
	}
}

/* The elements of KIND_BODY within one: a text may be in several of them. */
static double
value_of_bodies(const struct scorer *s, uint32_t node)
{
	double sum = 0;

	for (uint32_t i = node; i < s->tree->nodes[node].end;) {
		const struct node *n = &s->tree->nodes[i];
		bool is_body = n->kind & KIND_BODY && n->tag != TAG_TEXT;
		if (is_body && s->w[i].value > 0)
			sum += s->w[i].value;
		i = is_body ? n->end : i + 1;
	}
	return sum;
}

/* A paragraph that short lines stand beside is not the only one. */
static uint32_t
with_siblings(const struct scorer *s, uint32_t best)
{
	uint32_t up = s->tree->nodes[best].parent;

	return s->tree->nodes[best].tag == TAG_P && up != 0 &&
		       s->w[up].mass > s->w[best].mass
		   ? up
		   : best;
}

/*
 * The element of the greatest sum, then down as long as one of its children
 * holds nearly all of it. An element that says it is the article's body is
 * believed when it holds most.
 */
static void
find_best(struct scorer *s)
{
	const struct tree *t = s->tree;
	uint32_t best = 0, body = 0, top;

	for (uint32_t i = 1; i < t->n; i++) {
		const struct weight *w = &s->w[i];
		if (w->dropped || t->nodes[i].tag == TAG_TEXT)
			continue;
		if (best == 0 || w->value >= s->w[best].value)
			best = i;
		if ((t->nodes[i].kind & KIND_BODY) &&
		    (body == 0 || w->value > s->w[body].value))
			body = i;
	}
	if (best == 0 || s->w[best].value <= 0)
		return;
	s->wide = best = with_siblings(s, best);
	if (body != 0 && s->w[body].value >= 0.7 * s->w[best].value &&
	    s->w[body].value >= 0.9 * value_of_bodies(s, best)) {
		if (body < best || body >= t->nodes[best].end)
			s->wide = body;
		best = body;
	}
	top = best;
	for (uint32_t i = best + 1; i < t->nodes[best].end;) {
		if (s->w[i].value >= 0.95 * s->w[top].value &&
		    s->w[i].mass >= 0.85 * s->w[top].mass &&
		    t->nodes[i].tag != TAG_TEXT) {
			best = i;
			i = best + 1;
		} else {
			i = t->nodes[i].end;
		}
	}
	s->best = best;
}

static bool
is_like(const struct tree *t, uint32_t a, uint32_t b)
{
	return t->nodes[a].kind & KIND_BODY &&
	       str_eq(tree_attr(t, a, ATTR_CLASS), tree_attr(t, b, ATTR_CLASS));
}

/*
 * The best element, and those of its class that say as it does that they are
 * the article's body: a lead may be one of its own.
 */
static void
mark_text(struct scorer *s)
{
	const struct tree *t = s->tree;
	uint32_t best = s->best, end = t->nodes[best].end;

	for (uint32_t i = s->wide; i < t->nodes[s->wide].end; i++) {
		struct weight *w = &s->w[i];
		w->in_text =
		    (i >= best && i < end) ||
		    (i > s->wide && s->w[t->nodes[i].parent].in_text) ||
		    (t->nodes[i].end <= best && is_like(t, i, best) &&
			w->value > 0 && !w->dropped);
	}
}

/*
 * Linked headlines with a little text after each. Text that comes before them
 * is one in which they were put.
 */
static bool
is_teaser_list(const struct scorer *s, uint32_t i, uint32_t best)
{
	const struct weight *w = &s->w[i];
	uint32_t left = s->w[best].mass - w->mass;

	if (w->teasers < 3 || w->mass >= w->teasers * TEASER ||
	    (s->w[w->first].before - w->before) * 4 > w->mass)
		return false;
	return left > w->mass ||
	       (!w->in_body && !w->has_body && left >= w->mass / 2);
}

/* A part of the chosen element that is mostly links, or a list of teasers. */
static bool
is_poor(const struct scorer *s, uint32_t i, uint32_t best)
{
	const struct weight *w = &s->w[i];
	enum tag tag = (enum tag)s->tree->nodes[i].tag;

	if (tag == TAG_TEXT || tag == TAG_P || !tag_is_block(tag) ||
	    tag_is_heading(tag) || tag == TAG_LI || tag == TAG_BLOCKQUOTE ||
	    tag == TAG_TR || tag == TAG_TD)
		return false;
	if (is_teaser_list(s, i, best))
		return true;
	if (w->mass * 4 > s->w[best].mass)
		return false;
	return w->links * 2 > w->bytes ||
	       (tag == TAG_TABLE && w->value < 0 && w->links * 4 > w->bytes);
}

/* All of it links, or a short row of them: "Mail | Print". */
static bool
is_links(const struct block *b)
{
	return b->links * 10 > b->text.len * 9 ||
	       (b->links * 5 > b->text.len * 3 && b->text.len < LONG_BLOCK &&
		   !(b->flags & (BLOCK_ENDS | BLOCK_ENTRY | BLOCK_HEADING)));
}

/* A short line with a picture, in an element that holds no other text. */
static bool
is_caption(const struct scorer *s, const struct block *b)
{
	uint32_t box = b->node;

	if (b->text.len >= CAPTION_MAX ||
	    b->flags & (BLOCK_ENDS | BLOCK_HEADING | BLOCK_ENTRY | BLOCK_CELL |
			   BLOCK_QUOTE))
		return false;
	for (int up = 0; up < 4 && box != 0; up++) {
		if (s->w[box].mass > b->text.len)
			return false;
		if (s->w[box].images > 0)
			return true;
		box = s->tree->nodes[box].parent;
	}
	return false;
}

static bool
is_in_headline(const struct tree *t, uint32_t node)
{
	for (int up = 0; up < 3 && node != 0; up++) {
		if (t->nodes[node].tag == TAG_H1)
			return true;
		node = t->nodes[node].parent;
	}
	return false;
}

/* An entry of a list that is a sentence. */
static bool
is_point(const struct scorer *s, const struct block *b)
{
	uint32_t flags = BLOCK_ENTRY | BLOCK_ENDS;

	return (b->flags & flags) == flags && b->links == 0 &&
	       b->text.len >= POINT_MIN && !s->w[b->node].dropped;
}

/* The key points that some outlets put between headline and text. */
static void
keep_points(struct scorer *s)
{
	struct block *all = s->blocks->all;
	uint32_t first = 0, head;

	while (first < s->blocks->n && !(all[first].flags & BLOCK_KEPT))
		first++;
	head = first;
	while (head > 0 && first - head < HEAD_BLOCKS &&
	       !is_in_headline(s->tree, all[head].node))
		head--;
	if (first == s->blocks->n || !is_in_headline(s->tree, all[head].node))
		return;
	for (uint32_t i = head + 1; i < first; i++)
		if (is_point(s, &all[i]) &&
		    (is_point(s, &all[i - 1]) || is_point(s, &all[i + 1])))
			all[i].flags |= BLOCK_KEPT | BLOCK_POINT;
}

uint32_t
blocks_choose(const struct tree *t, struct arena *a, struct blocks *blocks)
{
	struct scorer s = {.tree = t, .blocks = blocks};

	s.w = arena_alloc(a, t->n, sizeof(*s.w));
	weigh_mass(&s);
	weigh_value(&s);
	find_best(&s);
	if (s.best == 0)
		return 0;
	mark_text(&s);
	for (uint32_t i = s.wide; i < t->nodes[s.wide].end; i++)
		s.w[i].dropped |=
		    s.w[i].in_text && i != s.best &&
		    (s.w[t->nodes[i].parent].dropped || is_poor(&s, i, s.best));
	for (uint32_t i = 0; i < blocks->n; i++) {
		struct block *b = &blocks->all[i];
		if (s.w[b->node].in_text && !s.w[b->node].dropped &&
		    !is_links(b) && !is_caption(&s, b) && b->text.ptr[0] != '<')
			b->flags |= BLOCK_KEPT;
	}
	keep_points(&s);
	return s.best;
}
