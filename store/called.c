#include "store/called.h"
#include "store/dispute.h"

bool
dispute_keep_name(
    struct work *w, int64_t dispute, struct str now, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_DISPUTE_NAME_KEEP);

	query_int(&q, dispute);
	query_text(&q, now);
	return query_run(&q, err);
}

static bool
rename(struct work *w, int64_t dispute, struct str id, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_DISPUTE_RENAME);

	query_text(&q, id);
	query_int(&q, dispute);
	return query_run(&q, err);
}

static bool
load_id(struct work *w, int64_t dispute, struct str *id, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_DISPUTE_PUBLIC_ID);

	query_int(&q, dispute);
	while (query_row(&q, err))
		*id = query_get_text(&q, w->arena);
	return query_ok(&q);
}

static bool
exchange_ids(struct work *w, int64_t a, int64_t b, struct error *err)
{
	struct str id_a = {0}, id_b = {0};

	return load_id(w, a, &id_a, err) && load_id(w, b, &id_b, err) &&
	       rename(w, a, STR("#"), err) && rename(w, b, id_a, err) &&
	       rename(w, a, id_b, err);
}

/* A figure is contested in an open dispute. */
static bool
touch_unlike(struct work *w, int64_t a, int64_t b, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_DISPUTE_UNLIKE);
	int64_t unlike;

	query_int(&q, a);
	query_int(&q, b);
	if (!query_one(&q, &unlike, err))
		return false;
	return !unlike ||
	       (dispute_grade(w, a, err) && dispute_grade(w, b, err));
}

bool
dispute_exchange(struct work *w, int64_t a, int64_t b, struct error *err)
{
	int64_t spare;

	if (!touch_unlike(w, a, b, err) ||
	    !work_run(w, SQL_DISPUTE_COPY, a, err))
		return false;
	spare = store_last_row(w->store);
	if (rows_has(&w->opened, a) || rows_has(&w->opened, b)) {
		rows_add(w->arena, &w->opened, a);
		rows_add(w->arena, &w->opened, b);
	}
	return work_run_two(w, SQL_DISPUTE_BECOME, b, a, err) &&
	       work_run_two(w, SQL_DISPUTE_BECOME, spare, b, err) &&
	       work_run(w, SQL_DISPUTE_FORGET, spare, err) &&
	       exchange_ids(w, a, b, err) &&
	       work_run_two(w, SQL_DISPUTE_HISTORY_EXCHANGE, a, b, err) &&
	       work_run_two(w, SQL_DISPUTE_EVENTS_EXCHANGE, a, b, err);
}

bool
dispute_give_up(struct work *w, int64_t old, int64_t heir, struct error *err)
{
	bool ok =
	    heir ? touch_unlike(w, old, heir, err) &&
		       work_run_two(w, SQL_DISPUTE_INHERIT, old, heir, err) &&
		       work_run_two(
			   w, SQL_DISPUTE_HISTORY_MOVE, heir, old, err) &&
		       work_run_two(w, SQL_DISPUTE_EVENTS_MOVE, heir, old, err)
		 : work_run(w, SQL_DISPUTE_HISTORY_FORGET, old, err) &&
		       work_run(w, SQL_DISPUTE_EVENTS_FORGET, old, err);

	return ok && dispute_keep_name(w, old, (struct str){0}, err) &&
	       work_run(w, SQL_GAP_FORGET, old, err) &&
	       work_run(w, SQL_DISPUTE_FORGET, old, err);
}
