#include <string.h>

#include "cmd/listed.h"
#include "fetch/url.h"

#define LISTS_MAX 20

struct taking {
	struct arena *arena;
	struct listed *listed;
	size_t size;
};

static struct str
keep(struct arena *a, struct str s)
{
	return s.len > 0 ? arena_copy(a, s) : (struct str){0};
}

static struct item *
add_item(struct taking *t)
{
	struct listed *l = t->listed;
	size_t n = l->n_items + l->n_lists;
	struct item *grown;

	if (n == t->size) {
		t->size = t->size ? t->size * 2 : 64;
		grown = arena_alloc(t->arena, t->size, sizeof(*grown));
		if (n > 0)
			memcpy(grown, l->items, n * sizeof(*grown));
		l->items = grown;
	}
	return &l->items[n];
}

static void
note_date(struct listed *l, struct moment m)
{
	if (m.precision != PRECISION_NONE &&
	    (l->newest.precision == PRECISION_NONE || m.at > l->newest.at))
		l->newest = m;
}

static void
take_item(const struct feed_item *from, void *user)
{
	struct taking *t = user;

	note_date(t->listed, from->published);
	note_date(t->listed, from->updated);
	if (from->url.len == 0)
		return;
	*add_item(t) = (struct item){
	    .guid = keep(t->arena, from->guid),
	    .url = keep(t->arena, from->url),
	    .key = url_normalise(t->arena, from->url),
	    .title = keep(t->arena, from->title),
	    .published = from->published,
	    .updated = from->updated,
	};
	t->listed->n_items++;
}

static void
take_list(struct taking *t, const struct listing_part *part)
{
	*add_item(t) = (struct item){
	    .guid = part->url,
	    .url = part->url,
	    .key = url_normalise(t->arena, part->url),
	    .title = part->title,
	    .updated = part->updated,
	    .is_list = true,
	};
	t->listed->n_lists++;
}

/* Kinds are named by constants. */
static void
keep_listing(struct arena *a, struct listing *l)
{
	struct listing_part *parts = arena_alloc(a, l->n_parts, sizeof(*parts));

	for (size_t i = 0; i < l->n_parts; i++) {
		parts[i] = l->parts[i];
		parts[i].url = keep(a, parts[i].url);
		parts[i].title = keep(a, parts[i].title);
	}
	l->parts = parts;
	l->title = keep(a, l->title);
	l->link = keep(a, l->link);
	l->language = keep(a, l->language);
}

/* Reading takes far more memory than what is wanted of it. */
bool
listed_read(const struct config *config, const struct response *r,
    struct str kind, struct str links, struct arena *a, struct listed *out,
    struct error *err)
{
	CLEANUP(arena_free) struct arena scratch = {0};
	struct taking t = {.arena = a, .listed = out};
	const struct feed_handler handler = {take_item, &t};
	struct listing_input in = {.kind = kind, .links = links};
	struct listing *l = &out->listing;

	in.answer.bytes = r->body;
	in.answer.url = r->final_url;
	in.answer.content_type = r->content_type;
	in.answer.content_location = r->content_location;
	in.answer.content_language = r->content_language;
	in.answer.max_items = (size_t)config->max_items;
	*out = (struct listed){0};
	if (!listing_read(&in, &scratch, &handler, l, err))
		return false;
	keep_listing(a, l);
	if (!str_eq(l->kind, STR("site")))
		for (size_t i = 0; i < l->n_parts && i < LISTS_MAX; i++)
			take_list(&t, &l->parts[i]);
	return true;
}
