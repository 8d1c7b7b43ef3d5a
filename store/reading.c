#include "store/db.h"

bool
store_last_reading(
    struct store *s, struct str reader, struct reading *last, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_READING_LAST);

	*last = (struct reading){0};
	query_text(&q, reader);
	while (query_row(&q, err)) {
		last->number = query_get_int(&q);
		last->upto = query_get_int(&q);
		last->cursor = query_get_int(&q);
		last->decided = query_get_int(&q);
	}
	return query_ok(&q);
}

static bool
add_reading(struct store *s, struct str reader, const struct reading *reading,
    int64_t at, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_READING_ADD);

	query_text(&q, reader);
	query_int(&q, reading->number);
	query_int(&q, reading->upto);
	query_int(&q, reading->cursor);
	query_int(&q, reading->decided);
	query_int(&q, at);
	return query_run(&q, err);
}

bool
store_put_reading(struct store *s, struct str reader, int64_t at,
    struct reading *reading, struct error *err)
{
	struct reading last;
	bool ok;

	if (!store_begin(s, err))
		return false;
	ok = store_last_reading(s, reader, &last, err);
	reading->number = last.number + 1;
	ok = ok && add_reading(s, reader, reading, at, err);
	return store_finish(s, ok, err);
}
