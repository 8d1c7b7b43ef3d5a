#include "store/custody.h"
#include "store/decide.h"
#include "store/image.h"
#include "store/shadow.h"

#define CHUNK     100 /* versions that are derived in one go */
#define TRIES_MAX 5

static const char *const rebuilt_names[] = {
    [REBUILT_DISPUTE] = "dispute",
    [REBUILT_FIGURE] = "figure",
    [REBUILT_RELATION] = "relation",
};

/* A rebuild at work. */
struct rebuild {
	struct store *store;
	const struct rebuild_options *options;
	const struct rebuild_plan *plan;
	struct rebuilt *result;
	int64_t next;    /* the reading that comes into force */
	int64_t after;   /* the last version that was derived */
	int64_t of;      /* how many there are */
	int64_t decided; /* the last decision that the shadow knows */
};

static bool
count_versions(struct rebuild *r, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(r->store, SQL_SHADOW_COUNT);

	return query_one(&q, &r->of, err);
}

/* All versions that there are by now. */
static bool
derive_all(struct rebuild *r, struct error *err)
{
	size_t n;

	do {
		if (!shadow_derive(r->store, &r->after, CHUNK, &n, err))
			return false;
		r->result->n_versions += (int64_t)n;
		if (r->options->progress)
			r->options->progress(r->result->n_versions, r->of);
	} while (n > 0);
	return true;
}

static bool
count_kinds(struct rebuild *r, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(r->store, SQL_SHADOW_COMPARE);
	struct rebuilt *out = r->result;

	out->n_kinds = 0;
	while (out->n_kinds < COUNT(out->kinds) && query_row(&q, err)) {
		struct rebuilt_kind *k = &out->kinds[out->n_kinds++];

		k->what = QUERY_GET_WORD(&q, rebuilt_names);
		k->n = query_get_int(&q);
		k->gone = query_get_int(&q);
		k->new = query_get_int(&q);
		k->changed = query_get_int(&q);
	}
	return query_ok(&q);
}

/*
 * Both must have seen the same versions to be compared: those that came since
 * are derived in the same look at the store.
 */
static bool
compare(struct rebuild *r, struct error *err)
{
	struct store *s = r->store;
	bool differs = false, ok;

	if (!store_begin_look(s, err))
		return false;
	ok = derive_all(r, err) && shadow_differs(s, &differs, err) &&
	     count_kinds(r, err);
	r->result->same = !differs && r->plan->decision == NULL;
	return store_finish(s, ok, err);
}

static bool
last_decision(
    struct store *s, size_t statement, int64_t *row, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, statement);

	return query_one(&q, row, err);
}

/* Decision and reading are there now. */
static bool
record_plan(struct rebuild *r, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(r->store, SQL_EXTRACTION_ADD);
	const struct reread_run *run = r->plan->reread;

	if (r->plan->decision &&
	    !custody_add(r->store, CUSTODY_DECISION, r->decided + 1,
		r->plan->decision->at, err))
		return false;
	if (run == NULL)
		return true;
	query_int(&q, r->next);
	query_text(&q, run->extractor);
	query_int(&q, run->at);
	query_text(&q, run->who);
	for (size_t i = 0; i < COUNT(run->n); i++)
		query_int(&q, run->n[i]);
	return query_run(&q, err) &&
	       custody_add(r->store, CUSTODY_READING, r->next, run->at, err);
}

/*
 * What was stored meanwhile is derived while nobody else writes. *again: a
 * decision was made meanwhile, which the shadow does not know.
 */
static bool
adopt(struct rebuild *r, bool *again, struct error *err)
{
	struct store *s = r->store;
	int64_t decided;
	bool ok;

	if (!store_begin(s, err))
		return false;
	ok = last_decision(s, SQL_DECISION_LAST_STORED, &decided, err);
	*again = ok && decided != r->decided;
	if (ok && !*again)
		ok = derive_all(r, err) &&
		     shadow_adopt(s, r->plan->decision != NULL, err) &&
		     record_plan(r, err);
	return store_finish(s, ok && !*again, err) || *again;
}

/* The next reading is in force for what is derived now. */
static bool
take_next_reading(struct store *s, int64_t *next, struct error *err)
{
	CLEANUP(query_end)
	struct query now = query_begin(s, SQL_EXTRACTION_IN_FORCE);
	CLEANUP(query_end) struct query set = query_begin(s, SQL_IN_FORCE_SET);

	if (!query_one(&now, next, err))
		return false;
	query_int(&set, ++*next);
	return query_run(&set, err);
}

/* What the plan brings, as far as it is needed to derive. */
static bool
begin_plan(struct rebuild *r, struct error *err)
{
	const struct rebuild_plan *p = r->plan;

	return (p->decision == NULL ||
		   decision_insert(r->store, p->decision, p->arena, err)) &&
	       (p->reread == NULL ||
		   take_next_reading(r->store, &r->next, err)) &&
	       decisions_shape(r->store, err);
}

static bool
try(struct rebuild *r, bool *again, struct error *err)
{
	*again = false;
	*r->result = (struct rebuilt){0};
	r->after = 0;
	return last_decision(r->store, SQL_DECISION_LAST, &r->decided, err) &&
	       begin_plan(r, err) && count_versions(r, err) &&
	       derive_all(r, err) && compare(r, err) &&
	       (r->options->check || r->result->same || adopt(r, again, err));
}

bool
rebuild_with(struct store *s, const struct rebuild_plan *plan,
    const struct rebuild_options *options, struct rebuilt *result,
    struct error *err)
{
	struct rebuild r = {
	    .store = s, .plan = plan, .options = options, .result = result};
	bool ok, again = true;

	for (int i = 0; again && i < TRIES_MAX; i++) {
		if (!shadow_make(s, INT64_MAX, err))
			return false;
		ok = try(&r, &again, err);
		shadow_drop(s);
		if (!ok)
			return false;
	}
	if (again)
		return error_set(err, ERROR_BUSY,
		    "others keep deciding meanwhile: try again later");
	return options->check || image_keep(s, err);
}

bool
store_rebuild(struct store *s, const struct rebuild_options *options,
    struct rebuilt *result, struct error *err)
{
	const struct rebuild_plan plan = {0};

	return rebuild_with(s, &plan, options, result, err);
}
