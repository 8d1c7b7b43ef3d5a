#include "store/items.h"
#include "store/figure.h"

/* The items of one answer at work. */
struct listing {
	struct store *store;
	struct arena *arena;
	const struct gate *gate; /* NULL: none */
	int64_t feed, at;
	struct rows seen; /* items that an entry of the answer is */
	size_t n_new;
};

/* What is known of an entry. */
struct known {
	int64_t row; /* 0: nothing */
	bool same_key, same_url;
	int64_t updated;
	bool is_list;
	bool elsewhere; /* another source lists the address */
};

static struct str
key_of(const struct item *item)
{
	return item->key.len ? item->key : item->url;
}

static struct str
guid_of(const struct item *item)
{
	return item->guid.len ? item->guid : key_of(item);
}

static bool
find_guid(struct listing *l, const struct item *item, struct str guid,
    struct known *known, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(l->store, SQL_ITEM_BY_GUID);

	query_text(&q, key_of(item));
	query_text(&q, item->url);
	query_int(&q, l->feed);
	query_text(&q, guid);
	*known = (struct known){0};
	while (query_row(&q, err)) {
		known->row = query_get_int(&q);
		known->same_key = query_get_int(&q);
		known->same_url = query_get_int(&q);
		known->updated = query_get_int(&q);
		known->is_list = query_get_int(&q);
	}
	return query_ok(&q);
}

/* The first one of the source. */
static bool
find_key(struct listing *l, const struct item *item, struct known *known,
    struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(l->store, SQL_ITEM_BY_KEY);
	int64_t row;

	*known = (struct known){.same_key = true};
	query_text(&q, item->url);
	query_text(&q, key_of(item));
	while (query_row(&q, err)) {
		if (query_get_int(&q) != l->feed) {
			known->elsewhere = true;
			continue;
		}
		row = query_get_int(&q);
		if (known->row && known->row < row)
			continue;
		known->row = row;
		known->same_url = query_get_int(&q);
		known->updated = query_get_int(&q);
		known->is_list = query_get_int(&q);
	}
	return query_ok(&q);
}

static bool
set_text(struct store *s, size_t statement, struct str text, int64_t row,
    struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, statement);

	query_text(&q, text);
	query_int(&q, row);
	return query_run(&q, err);
}

static bool
forget_page(struct store *s, int64_t row, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_ITEM_MOVED);

	query_int(&q, row);
	return query_run(&q, err);
}

static bool
change_item(
    struct listing *l, const struct item *item, int64_t row, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(l->store, SQL_ITEM_CHANGED);

	query_text(&q, item->url);
	query_text(&q, item->title);
	query_moment(&q, item->published);
	query_int(&q, item->updated.at);
	query_int(&q, item->is_list);
	query_int(&q, l->at);
	query_int(&q, row);
	return query_run(&q, err);
}

static bool
adopt_page(
    struct listing *l, const struct item *item, int64_t row, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(l->store, SQL_ITEM_ADOPT);

	query_text(&q, key_of(item));
	query_int(&q, row);
	query_int(&q, item->updated.at);
	return query_run(&q, err);
}

static bool
add_item(struct listing *l, const struct item *item, struct str guid,
    bool elsewhere, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(l->store, SQL_ITEM_ADD);
	struct refusal refusal = {.due = l->at};
	bool refused =
	    l->gate && l->gate->refuses(l->gate->user, item, &refusal);
	int64_t row;

	query_int(&q, l->feed);
	query_text(&q, guid);
	query_text(&q, item->url);
	query_text(&q, key_of(item));
	query_text(&q, item->title);
	query_moment(&q, item->published);
	query_int(&q, item->updated.at);
	query_int(&q, item->is_list);
	query_int(&q, refusal.due);
	query_int(&q, refused ? l->at : 0);
	query_int(&q, refused);
	query_text(&q, refusal.reason);
	if (!query_run(&q, err))
		return false;
	if (store_n_changed(l->store) == 0)
		return true;
	row = store_last_row(l->store);
	rows_add(l->arena, &l->seen, row);
	l->n_new++;
	return refused || !elsewhere || adopt_page(l, item, row, err);
}

/* An entry whose item is known: write only what has changed of it. */
static bool
update_item(struct listing *l, const struct item *item,
    const struct known *known, struct error *err)
{
	bool moved = !known->same_key && !known->same_url;
	bool changed = moved || known->is_list != item->is_list ||
		       (item->updated.at && item->updated.at != known->updated);

	if (!rows_add(l->arena, &l->seen, known->row))
		return true;
	return (known->same_key || set_text(l->store, SQL_ITEM_SET_KEY,
				       key_of(item), known->row, err)) &&
	       (!moved || forget_page(l->store, known->row, err)) &&
	       (!changed || change_item(l, item, known->row, err));
}

/* An entry that is known by its address only, or not at all. */
static bool
put_by_key(struct listing *l, const struct item *item,
    const struct known *of_guid, struct error *err)
{
	struct str guid = guid_of(item);
	struct known known;
	bool elsewhere;

	if (!find_key(l, item, &known, err))
		return false;
	elsewhere = known.elsewhere;

	/* Items of older stores are known by the address as it was listed. */
	if (known.row == 0 && of_guid->row == 0 && item->guid.len == 0 &&
	    !find_guid(l, item, item->url, &known, err))
		return false;
	if (known.row == 0)
		return of_guid->row == 0
			   ? add_item(l, item, guid, elsewhere, err)
			   : update_item(l, item, of_guid, err);
	if (of_guid->row == 0 && !rows_has(&l->seen, known.row) &&
	    !set_text(l->store, SQL_ITEM_SET_GUID, guid, known.row, err))
		return false;
	return update_item(l, item, &known, err);
}

/*
 * By the guid, then by the key. A guid that has stood for another entry of the
 * same answer is none, and the key stands for it.
 */
static bool
put_item(struct listing *l, const struct item *item, struct error *err)
{
	struct item other = *item;
	struct known known;

	if (!find_guid(l, item, guid_of(item), &known, err))
		return false;
	if (known.row && known.same_key)
		return update_item(l, item, &known, err);
	if (known.row == 0 || !rows_has(&l->seen, known.row))
		return put_by_key(l, item, &known, err);
	other.guid = (struct str){0};
	return find_guid(l, &other, guid_of(&other), &known, err) &&
	       put_by_key(l, &other, &known, err);
}

bool
items_put(struct store *s, int64_t feed, int64_t at, const struct item *items,
    size_t n, const struct gate *gate, size_t *n_new, struct error *err)
{
	struct arena arena = {0};
	struct listing l = {
	    .store = s, .arena = &arena, .gate = gate, .feed = feed, .at = at};
	bool ok = true;

	for (size_t i = 0; ok && i < n; i++)
		ok = put_item(&l, &items[i], err);
	*n_new = l.n_new;
	arena_free(&arena);
	return ok;
}

static void
read_due(struct query *q, struct arena *arena, struct due_item *item)
{
	item->row = query_get_int(q);
	item->source = query_get_text(q, arena);
	item->url = query_get_text(q, arena);
	item->title = query_get_text(q, arena);
	item->etag = query_get_text(q, arena);
	item->last_modified = query_get_text(q, arena);
	item->published = query_get_moment(q);
	item->is_list = query_get_int(q);
	item->is_dated = query_get_int(q);
	item->has_document = query_get_int(q);
	item->first_read = query_get_int(q);
	item->n_fetches = query_get_int(q);
	item->n_failures = query_get_int(q);
	item->n_missing = query_get_int(q);
}

bool
store_due_items(struct store *s, struct str source, int64_t now,
    int64_t horizon, struct arena *arena, struct due_item **items, size_t *n,
    struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_ITEM_DUE);

	*items = NULL;
	*n = 0;
	query_text(&q, source);
	query_int(&q, now);
	query_int(&q, now > INT64_MAX - horizon ? INT64_MAX : now + horizon);
	while (query_row(&q, err))
		read_due(&q, arena, LIST_ADD(arena, *items, *n));
	return query_ok(&q);
}

bool
store_put_failure(struct store *s, int64_t item, int64_t at, int64_t due,
    bool missing, struct str reason, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_ITEM_FAILED);

	query_int(&q, at);
	query_row_id(&q, due);
	query_int(&q, missing);
	query_text(&q, reason);
	query_int(&q, item);
	return query_run(&q, err);
}

bool
store_count_new(struct store *s, struct str source, const struct item *items,
    size_t n, size_t *n_new, struct error *err)
{
	int64_t known;

	*n_new = 0;
	for (size_t i = 0; i < n; i++) {
		CLEANUP(query_end)
		struct query q = query_begin(s, SQL_ITEM_KNOWN);

		query_text(&q, source);
		query_text(&q, guid_of(&items[i]));
		query_text(&q, key_of(&items[i]));
		if (!query_one(&q, &known, err))
			return false;
		*n_new += known == 0;
	}
	return true;
}
