#include <string.h>

#include "base/buf.h"
#include "extract/page_block.h"
#include "extract/page_str.h"
#include "extract/page_word.h"

/* What an element within a line may say that it is, and its size. */
#define UNSEEN     (KIND_HIDDEN | KIND_AD | KIND_SHARE)
#define UNSEEN_MAX 64  /* nodes */
#define PLAYER_MAX 500 /* nodes of a button or player that is one */

struct reader {
	const struct tree *tree;
	struct arena *arena;
	struct blocks *blocks;
	uint32_t size;
	struct buf line; /* the block that is being read */
	uint32_t links, node;
};

bool
text_ends(struct str s)
{
	static const char *const closing[] = {
	    "\"", "'", ")", "]", "\xe2\x80\x9d", "\xe2\x80\x99", "\xc2\xbb"};
	static const char *const ends[] = {".", "!", "?", ":", ";",
	    "\xe2\x80\xa6", "\xe3\x80\x82", "\xef\xbc\x81", "\xef\xbc\x9f",
	    "\xd8\x9f", "\xe0\xa5\xa4", "\xdb\x94"};
	bool cut = true;

	for (int marks = 0; cut && marks < 4; marks++) {
		cut = false;
		s = page_trim(s);
		for (size_t i = 0; i < COUNT(closing); i++) {
			size_t n = strlen(closing[i]);
			if (s.len > n &&
			    memcmp(s.ptr + s.len - n, closing[i], n) == 0) {
				s.len -= n;
				cut = true;
			}
		}
	}
	for (size_t i = 0; i < COUNT(ends); i++) {
		size_t n = strlen(ends[i]);
		if (s.len > n && memcmp(s.ptr + s.len - n, ends[i], n) == 0)
			return true;
	}
	return false;
}

/*
 * What is never text, whatever it holds; but a button or a player with much in
 * it has lost its end tag, and the page after it is none of it.
 */
static bool
is_silent(const struct node *n, uint32_t size)
{
	static const bool silent[N_TAGS] = {[TAG_SCRIPT] = true,
	    [TAG_STYLE] = true,
	    [TAG_NOSCRIPT] = true,
	    [TAG_TEMPLATE] = true,
	    [TAG_SVG] = true,
	    [TAG_SELECT] = true,
	    [TAG_OPTION] = true,
	    [TAG_TEXTAREA] = true,
	    [TAG_IFRAME] = true,
	    [TAG_TITLE] = true};

	if (n->tag == TAG_BUTTON || n->tag == TAG_OBJECT ||
	    n->tag == TAG_AUDIO || n->tag == TAG_VIDEO)
		return size <= PLAYER_MAX;
	return silent[n->tag];
}

static uint32_t
flags_of(const struct tree *t, uint32_t node)
{
	uint32_t flags = 0;

	switch ((enum tag)t->nodes[node].tag) {
	case TAG_H1:
	case TAG_H2:
	case TAG_H3:
	case TAG_H4:
	case TAG_H5:
	case TAG_H6:
		flags = BLOCK_HEADING;
		break;
	case TAG_P:
		flags = BLOCK_PARAGRAPH;
		break;
	case TAG_PRE:
		flags = BLOCK_PRE;
		break;
	default:
		break;
	}
	for (int up = 0; up < 4 && node != 0; up++) {
		enum tag tag = (enum tag)t->nodes[node].tag;
		flags |= tag == TAG_LI || tag == TAG_DT || tag == TAG_DD
			     ? BLOCK_ENTRY
			 : tag == TAG_BLOCKQUOTE          ? BLOCK_QUOTE
			 : tag == TAG_TD || tag == TAG_TH ? BLOCK_CELL
							  : 0;
		node = t->nodes[node].parent;
	}
	return flags;
}

/* Close the block that is being read. */
static void
flush(struct reader *r)
{
	struct blocks *b = r->blocks;
	struct block *block;
	struct str text;

	text = page_trim(buf_str(&r->line));
	if (text.len > 0) {
		if (b->n == r->size) {
			struct block *old = b->all;
			r->size = r->size ? r->size * 2 : 256;
			b->all =
			    arena_alloc(r->arena, r->size, sizeof(*b->all));
			if (b->n)
				memcpy(b->all, old, b->n * sizeof(*b->all));
		}
		block = &b->all[b->n++];
		block->text = arena_copy(r->arena, text);
		block->node = r->node;
		block->links = r->links;
		block->flags = flags_of(r->tree, r->node) |
			       (text_ends(text) ? BLOCK_ENDS : 0);
	}
	r->line.len = 0;
	r->links = 0;
}

/* White space becomes one space, what is not seen goes. */
static void
add_text(struct reader *r, struct str s, bool in_link)
{
	size_t before = r->line.len, run = 0, n;

	for (size_t i = 0; i <= s.len; i += n) {
		struct str rest = str_skip(s, i);
		bool plain = i < s.len && (unsigned char)s.ptr[i] > ' ' &&
			     (unsigned char)s.ptr[i] < 0x7f;
		size_t space = plain ? 0 : page_space_len(rest);
		size_t drop = plain || space ? 0 : page_drop_len(rest);

		n = space ? space : drop ? drop : 1;
		if (i < s.len && space == 0 && drop == 0) {
			run++;
			continue;
		}
		if (run)
			buf_add(&r->line, (struct str){s.ptr + i - run, run});
		run = 0;
		if (space && r->line.len && r->line.ptr[r->line.len - 1] != ' ')
			buf_char(&r->line, ' ');
	}
	if (in_link)
		r->links += (uint32_t)(r->line.len - before);
}

/*
 * A line break ends a block when another follows or when what stands before
 * it is a sentence; else it is a space.
 */
static void
line_break(struct reader *r)
{
	struct str text = page_trim(buf_str(&r->line));

	if (text.len == 0)
		return;
	if (r->line.ptr[r->line.len - 1] == '\n' || text_ends(text)) {
		flush(r);
	} else {
		while (r->line.len && r->line.ptr[r->line.len - 1] == ' ')
			r->line.len--;
		buf_char(&r->line, '\n');
	}
}

/* A single break that was waiting for a second one becomes a space. */
static void
settle_break(struct reader *r)
{
	if (r->line.len && r->line.ptr[r->line.len - 1] == '\n')
		r->line.ptr[r->line.len - 1] = ' ';
}

static bool
is_blank(struct str s)
{
	return page_trim(s).len == 0;
}

/*
 * A few words within a line that are not shown with it, such as a card that
 * opens over a name. Larger ones are weighed as elements.
 */
static bool
is_unseen(const struct tree *t, uint32_t node)
{
	const struct node *n = &t->nodes[node];

	if (!(n->kind & UNSEEN) || n->tag == TAG_TEXT ||
	    n->end - node > UNSEEN_MAX)
		return false;
	for (uint32_t i = node; i < n->end; i++)
		if (tag_is_block((enum tag)t->nodes[i].tag))
			return false;
	return true;
}

void
blocks_read(const struct tree *t, struct arena *a, struct blocks *blocks)
{
	struct reader r = {
	    .tree = t, .arena = a, .blocks = blocks, .line = {.arena = a}};
	uint32_t *owner = arena_alloc(a, t->n, sizeof(*owner));
	bool *in_link = arena_alloc(a, t->n, sizeof(*in_link));

	*blocks = (struct blocks){0};
	/* owner: the innermost block-level element round each node. */
	for (uint32_t i = 1; i < t->n; i++) {
		const struct node *n = &t->nodes[i];
		enum tag tag = (enum tag)n->tag;

		owner[i] = tag_is_block(tag) ? i : owner[n->parent];
		in_link[i] = tag == TAG_A || in_link[n->parent];
		if (is_silent(n, n->end - i) || is_unseen(t, i)) {
			i = n->end - 1;
		} else if (tag == TAG_BR) {
			line_break(&r);
		} else if (tag == TAG_TEXT && !is_blank(tree_text(t, i))) {
			/* Also at the end of an element, which has no node */
			if (owner[i] != r.node)
				flush(&r);
			r.node = owner[i];
			settle_break(&r);
			add_text(&r, tree_text(t, i), in_link[i]);
		} else if (tag == TAG_TEXT) {
			if (r.line.len && owner[i] == r.node &&
			    r.line.ptr[r.line.len - 1] > ' ')
				buf_char(&r.line, ' ');
		} else if (tag_is_block(tag)) {
			flush(&r);
		}
	}
	flush(&r);
}

struct str
blocks_text(const struct blocks *blocks, struct arena *a)
{
	struct buf b = {.arena = a};

	for (uint32_t i = 0; i < blocks->n; i++) {
		if (!(blocks->all[i].flags & BLOCK_KEPT))
			continue;
		buf_add(&b, blocks->all[i].text);
		buf_char(&b, '\n');
	}
	return b.len ? buf_str(&b) : (struct str){0};
}
