#include "store/put.h"
#include "store/shadow.h"

/*
 * What is compared of a mention or claim, by the order of the columns. What
 * begins with = is no words for people.
 */
static const char *const mention_fields[] = {"=where it stands", "value",
    "counted", "term", "metric", "group", "unit", "measure", "modality",
    "polarity", "basis", "speech", "facility", "place", "start", "end", "as_of",
    "base", "origin", "via", "part of", "confidence", "=the rows of its names"};
static const char *const claim_fields[] = {"kind", "origin", "cue", "answers",
    "answers whom", "facility", "place", "said on", "=where it stands"};

#define FIELDS_MAX COUNT(mention_fields)

/* One row of a version, as it was before or as it is read now. */
struct said {
	struct str id, key, words, fields[FIELDS_MAX];
	bool before, matched;
	int64_t row;
};

/* Mentions, or claims. */
struct saying {
	size_t load, drop, end, name; /* statements */
	const char *const *names;
	size_t n_names;
	struct said *all;
	size_t n;
};

/* A version that is read again. */
struct rereading {
	struct put put;
	int64_t next; /* the extraction it is staged for */
	struct reread **out;
	size_t *n_out;
};

static bool
run_with(
    struct store *s, size_t statement, int64_t a, int64_t b, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, statement);

	query_int(&q, a);
	if (b)
		query_int(&q, b);
	return query_run(&q, err);
}

static bool
in_force(struct store *s, int64_t *extraction, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(s, SQL_EXTRACTION_IN_FORCE);

	return query_one(&q, extraction, err);
}

bool
store_reread_begin(struct store *s, struct error *err)
{
	static const size_t statements[] = {SQL_REEXTRACT_FORGET_CLAIMS,
	    SQL_REEXTRACT_FORGET_PARTS, SQL_REEXTRACT_FORGET_MENTIONS,
	    SQL_REEXTRACT_FORGET_SIGHTINGS, SQL_REEXTRACT_KEEP_MENTIONS,
	    SQL_REEXTRACT_KEEP_CLAIMS, SQL_REEXTRACT_KEEP_SIGHTINGS};
	int64_t now;
	bool ok;

	if (!store_begin(s, err))
		return false;
	ok = in_force(s, &now, err);
	for (size_t i = 0; ok && i < COUNT(statements); i++)
		ok = run_with(s, statements[i], now, 0, err);
	return store_finish(s, ok, err);
}

static bool
find_version(struct put *p, struct str id, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(p->store, SQL_REEXTRACT_VERSION);

	p->version_id = id;
	query_text(&q, id);
	while (query_row(&q, err)) {
		p->version = query_get_int(&q);
		p->document = query_get_int(&q);
		p->document_id = query_get_text(&q, p->arena);
	}
	return query_ok(&q);
}

static bool
load(struct rereading *r, struct saying *s, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(r->put.store, s->load);
	struct arena *a = r->put.arena;

	query_int(&q, r->next);
	query_int(&q, r->put.version);
	while (query_row(&q, err)) {
		struct said *one = LIST_ADD(a, s->all, s->n);

		*one = (struct said){0};
		one->id = query_get_text(&q, a);
		one->before = query_get_int(&q);
		one->key = query_get_text(&q, a);
		one->words = query_get_text(&q, a);
		for (size_t i = 0; i < s->n_names; i++)
			one->fields[i] = query_get_text(&q, a);
		one->row = query_get_int(&q);
	}
	return query_ok(&q);
}

/* "metric: killed -> injured; origin: A -> B" */
static struct str
differences(struct arena *arena, const struct saying *s,
    const struct said *before, const struct said *now)
{
	struct buf b = {.arena = arena};

	for (size_t i = 0; i < s->n_names; i++) {
		bool raw = s->names[i][0] == '=';

		if (str_eq(before->fields[i], now->fields[i]))
			continue;
		buf_printf(&b, "%s%s", b.len ? "; " : "", s->names[i] + raw);
		if (!raw)
			buf_printf(&b, ": %.*s -> %.*s",
			    STR_ARG(before->fields[i]),
			    STR_ARG(now->fields[i]));
	}
	return buf_str(&b);
}

static void
tell(struct rereading *r, enum reread_kind kind, const struct said *s,
    struct str fields)
{
	*LIST_ADD(r->put.arena, *r->out, *r->n_out) =
	    (struct reread){kind, s->id, s->words, fields};
}

static bool
drop(struct rereading *r, const struct saying *s, const struct said *now,
    const struct said *before, struct error *err)
{
	struct store *store = r->put.store;

	return run_with(store, SQL_REEXTRACT_SAME_PART, before->row, now->row,
		   err) &&
	       run_with(store, SQL_REEXTRACT_SAME_TARGET, before->row, now->row,
		   err) &&
	       run_with(store, s->drop, now->row, 0, err);
}

static struct said *
partner(struct saying *s, const struct said *now)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->all[i].before && !s->all[i].matched &&
		    str_eq(s->all[i].key, now->key))
			return &s->all[i];
	return NULL;
}

/* The row it was ends, and the one that it is has its id. */
static bool
replace(struct rereading *r, const struct saying *s, const struct said *now,
    const struct said *before, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(r->put.store, s->name);

	query_text(&q, before->id);
	query_int(&q, now->row);
	return query_run(&q, err) &&
	       run_with(r->put.store, s->end, r->next, before->row, err);
}

/* What is the same stays as the row it was; what is not ends there. */
static bool
settle(struct rereading *r, struct saying *s, struct error *err)
{
	struct said *now, *before;
	struct str fields;

	for (size_t i = 0; i < s->n; i++) {
		now = &s->all[i];
		if (now->before)
			continue;
		if ((before = partner(s, now)) == NULL) {
			tell(r, REREAD_APPEARED, now, (struct str){0});
			continue;
		}
		fields = differences(r->put.arena, s, before, now);
		before->matched = true;
		if (fields.len > 0)
			tell(r, REREAD_CHANGED, before, fields);
		if (fields.len > 0 ? !replace(r, s, now, before, err)
				   : !drop(r, s, now, before, err))
			return false;
	}
	for (size_t i = 0; i < s->n; i++) {
		before = &s->all[i];
		if (!before->before || before->matched)
			continue;
		tell(r, REREAD_VANISHED, before, (struct str){0});
		if (!run_with(r->put.store, s->end, r->next, before->row, err))
			return false;
	}
	return true;
}

/* Sightings have no ids: those of now replace those that are not among them. */
static bool
settle_sightings(struct rereading *r, struct error *err)
{
	struct store *s = r->put.store;
	CLEANUP(query_end)
	struct query q = query_begin(s, SQL_REEXTRACT_SIGHTINGS);
	CLEANUP(query_end)
	struct query end = query_begin(s, SQL_REEXTRACT_END_SIGHTINGS);
	struct str now = {0};

	query_int(&q, r->put.version);
	query_int(&q, r->next);
	while (query_row(&q, err))
		now = query_get_text(&q, r->put.arena);
	if (!query_ok(&q))
		return false;
	query_int(&end, r->next);
	query_int(&end, r->put.version);
	query_text(&end, now);
	return query_run(&end, err) && run_with(s, SQL_REEXTRACT_DROP_SIGHTINGS,
					   r->put.version, r->next, err);
}

static bool
stage(struct rereading *r, struct error *err)
{
	struct saying mentions = {SQL_REEXTRACT_MENTIONS,
	    SQL_REEXTRACT_DROP_MENTION, SQL_REEXTRACT_END_MENTION,
	    SQL_REEXTRACT_NAME_MENTION, mention_fields, COUNT(mention_fields),
	    NULL, 0};
	struct saying claims = {SQL_REEXTRACT_CLAIMS, SQL_REEXTRACT_DROP_CLAIM,
	    SQL_REEXTRACT_END_CLAIM, SQL_REEXTRACT_NAME_CLAIM, claim_fields,
	    COUNT(claim_fields), NULL, 0};

	r->put.reading = r->next;
	return put_statements(&r->put, err) && load(r, &mentions, err) &&
	       load(r, &claims, err) && settle(r, &claims, err) &&
	       settle(r, &mentions, err) && settle_sightings(r, err);
}

bool
store_reread(struct store *s, const struct extraction *x,
    const struct version_row *version, struct str extractor, bool dry,
    struct arena *arena, struct reread **out, size_t *n, struct error *err)
{
	const struct capture capture = {.extractor = extractor};
	struct rereading r = {
	    .put = {.store = s,
		    .extraction = x,
		    .capture = &capture,
		    .arena = arena},
	    .out = out,
	    .n_out = n,
	};
	bool ok;

	*out = NULL;
	*n = 0;
	if (!put_check(x, err) || !store_begin(s, err))
		return false;
	ok =
	    find_version(&r.put, version->id, err) && in_force(s, &r.next, err);
	r.next++;
	ok = ok && stage(&r, err);
	return store_finish(s, ok && !dry, err) || (ok && dry);
}

bool
store_reread_end(struct store *s, const struct reread_run *run,
    const struct rebuild_options *options, struct rebuilt *result,
    struct error *err)
{
	const struct rebuild_plan plan = {.reread = run};

	return rebuild_with(s, &plan, options, result, err);
}
