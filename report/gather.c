/* Gathering of the digest: what its entries speak of. */
#include <stdlib.h>

#include "report/digest.h"
#include "report/words.h"

#define MAX_SIDES  12
#define MAX_BEHIND 500 /* figures weighed for the last part */

const char *const part_titles[] = {"New disputes", "Changed figures", "Denials",
    "Corrections, silent edits and removals", "Restated differently",
    "New facilities", "Who stands behind what"};
const char *const part_keys[] = {"disputes", "changed", "denials",
    "corrections", "restated", "facilities", "behind"};

/* More than these are counted, not shown. */
static const size_t most[N_PARTS] = {20, 50, 30, 30, 30, 30, 25};
static const size_t gathered[N_PARTS] = {20, 50, 30, 30, 30, 30, MAX_BEHIND};

static bool
read_events(const struct report *r, struct part_view *part, struct error *err)
{
	struct arena *arena = r->out->arena;
	struct event_row *event;

	for (size_t i = 0; i < part->n; i++) {
		event = arena_alloc(arena, 1, sizeof(*event));
		if (!store_event(
			r->store, part->entries[i].row, arena, event, err))
			return false;
		part->entries[i].event = event;
	}
	return true;
}

/* Which of the two the other replaced is told by the figures themselves. */
static void
order_figures(struct entry *entry)
{
	const struct figure_row *a = entry->figure, *b = entry->older;

	if (a != NULL && b != NULL && str_eq(a->superseded_by, b->id)) {
		entry->figure = b;
		entry->older = a;
	}
}

/*
 * The mention that restates the figure: the one of the event's version, else
 * the latest. The version that told of it may be the origin's own, read later.
 */
static bool
fill_mention(const struct report *r, struct entry *entry, struct error *err)
{
	const struct event_row *e = entry->event;
	struct version_row *version = NULL;
	struct mention_row *rows = NULL;
	size_t n = 0;

	if (!store_findings(
		r->store, e->figure, 0, r->out->arena, &rows, &n, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		if (!str_eq(rows[i].finding, e->kind))
			continue;
		entry->n_restated++;
		if (entry->mention == NULL ||
		    !str_eq(entry->mention->version, e->version))
			entry->mention = &rows[i];
	}
	if (entry->mention == NULL)
		return true;
	entry->n_mentions = entry->figure ? entry->figure->n_mentions : 0;
	if (!view_version(r, entry->mention->version, &version, err))
		return false;
	entry->version = version;
	return true;
}

/* The figures that the origin gave as parts of the changed one. */
static bool
fill_subsets(const struct report *r, struct entry *entry, struct error *err)
{
	struct figure_query query = {0};
	struct figure_row *parts = NULL;
	size_t n = 0;

	if (entry->figure == NULL)
		return true;
	query.whole = entry->figure->id;
	if (!store_figures(r->store, &query, r->out->arena, &parts, &n, err))
		return false;
	for (size_t i = 0; i < n && i < MAX_SUBSETS; i++) {
		if (!view_cite_figure(
			r, &parts[i], &entry->subset_citations[i], err))
			return false;
		entry->subsets[entry->n_subsets++] = &parts[i];
	}
	return true;
}

/*
 * A denial is cited itself, and the figure it denies as the older one; a change
 * where the page that changed says it now, or said it.
 */
static bool
cite(const struct report *r, enum part part, struct entry *entry,
    struct error *err)
{
	bool denial = part == PART_DENIALS && entry->claim != NULL;
	const struct figure_row *older = denial ? entry->figure : entry->older;
	const struct event_row *e = entry->event;
	struct str mention = e->after.len > 0 ? e->after : e->before;

	if (older != NULL &&
	    !view_cite_figure(r, older, &entry->older_citation, err))
		return false;
	if (denial)
		return view_cite_claim(r, entry->claim, &entry->citation, err);
	if (part != PART_CORRECTIONS)
		mention.len = 0;
	return entry->figure == NULL || view_cite_mention(r, entry->figure,
					    mention, &entry->citation, err);
}

static bool
fill_dispute(const struct report *r, struct entry *entry, struct error *err)
{
	const struct dispute_query ask = {.id = entry->event->dispute};
	struct dispute_row *rows = NULL;
	size_t n = 0;

	if (ask.id.len == 0)
		return true;
	if (!store_disputes(r->store, &ask, r->out->arena, &rows, &n, err))
		return false;
	return n == 0 || view_dispute(r, rows, MAX_SIDES, &entry->dispute, err);
}

/* The text that a removed page had last. */
static bool
fill_kept(const struct report *r, struct entry *entry, struct error *err)
{
	struct version_row *kept = NULL;

	if (entry->version == NULL ||
	    !str_eq(entry->event->kind, STR("removed")))
		return true;
	if (!view_kept(r, entry->version, &kept, err))
		return false;
	entry->kept = kept;
	return true;
}

/* Look up what the event names. */
static bool
fill(const struct report *r, enum part part, struct entry *entry,
    struct error *err)
{
	const struct event_row *e = entry->event;
	struct figure_row *figure = NULL, *older = NULL;
	struct claim_row *claim = NULL;
	struct version_row *version = NULL;

	if (part == PART_DISPUTES)
		return fill_dispute(r, entry, err);
	if (!view_figure(r, e->figure, &figure, err) ||
	    !view_figure(r, e->other, &older, err) ||
	    !view_claim(r, e->claim, &claim, err) ||
	    !view_version(r, e->version, &version, err))
		return false;
	entry->figure = figure;
	entry->older = older;
	entry->claim = claim;
	entry->version = version;
	order_figures(entry);
	if (part == PART_RESTATED && !fill_mention(r, entry, err))
		return false;
	if (part == PART_CORRECTIONS && !fill_kept(r, entry, err))
		return false;
	if (part == PART_CHANGED && !fill_subsets(r, entry, err))
		return false;
	return cite(r, part, entry, err);
}

static bool
fill_facilities(
    const struct report *r, struct part_view *part, struct error *err)
{
	struct facility_row *rows;
	size_t n;

	for (size_t i = 0; i < part->n; i++) {
		struct entry *entry = &part->entries[i];

		if (entry->event->facility.len == 0)
			continue;
		if (!store_facilities(r->store, entry->event->facility,
			r->out->arena, &rows, &n, err))
			return false;
		entry->facility = n > 0 ? rows : NULL;
	}
	return true;
}

/* Where the digest wants a figure by what it counts. */
static bool
digest_takes(
    const struct report *r, const struct figure_row *figure, const char *where)
{
	const struct metric *m =
	    figure ? registry_metric(r->registry, figure->metric) : NULL;

	return m != NULL && str_eq(m->digest, str_from(where));
}

/* Nobody who could be asked: no source is given, or it is not named. */
static bool
is_nameless(const struct figure_row *f)
{
	return f->origin_is_publisher || f->origin_unnamed;
}

static int
by_backing(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	const struct figure_row *f = x->figure, *g = y->figure;

	if (f == NULL || g == NULL)
		return (f == NULL) - (g == NULL);
	if (x->last != y->last)
		return x->last ? 1 : -1;
	if (f->n_origins != g->n_origins)
		return f->n_origins > g->n_origins ? -1 : 1;
	if (f->n_publishers != g->n_publishers)
		return f->n_publishers > g->n_publishers ? -1 : 1;
	if (is_nameless(f) != is_nameless(g))
		return is_nameless(f) ? 1 : -1;
	if (f->said.at != g->said.at)
		return f->said.at > g->said.at ? -1 : 1;
	return x < y ? -1 : 1;
}

/* Those that began last first, in whatever order their texts were read. */
static int
by_beginning(const void *a, const void *b)
{
	const struct dispute_row *x = ((const struct entry *)a)->dispute.row;
	const struct dispute_row *y = ((const struct entry *)b)->dispute.row;

	if (x->since.at != y->since.at)
		return x->since.at > y->since.at ? -1 : 1;
	return str_compare(x->id, y->id);
}

static void
leave_out(struct part_view *part, size_t keep)
{
	if (part->n <= keep)
		return;
	part->n_left_out += part->n - keep;
	part->n = keep;
}

/* Drop the entries whose things are no longer there. */
static void
drop_empty(enum part p, struct part_view *part)
{
	size_t kept = 0;

	for (size_t i = 0; i < part->n; i++) {
		const struct entry *entry = &part->entries[i];
		bool there = p == PART_DISPUTES     ? entry->dispute.row != NULL
			     : p == PART_FACILITIES ? entry->facility != NULL
			     : p == PART_DENIALS    ? entry->claim != NULL
			     : p == PART_CORRECTIONS ? entry->version != NULL ||
							   entry->figure != NULL
						     : entry->figure != NULL;

		if (there &&
		    (p != PART_BEHIND || entry->figure->superseded_by.len == 0))
			part->entries[kept++] = *entry;
	}
	part->n = kept;
}

/* What the digest never lists is left out, and counted. */
static void
drop_never(const struct report *r, struct part_view *part)
{
	size_t kept = 0;

	for (size_t i = 0; i < part->n; i++)
		if (!digest_takes(r, part->entries[i].figure, "never"))
			part->entries[kept++] = part->entries[i];
	part->n_left_out += part->n - kept;
	part->n = kept;
}

/* Of those behind which somebody stands, the ones with the most. */
static bool
weigh(const struct report *r, struct part_view *part, struct error *err)
{
	struct figure_row *figure;

	for (size_t i = 0; i < part->n; i++) {
		if (!view_figure(
			r, part->entries[i].event->figure, &figure, err))
			return false;
		part->entries[i].figure = figure;
		part->entries[i].last = digest_takes(r, figure, "last");
	}
	drop_empty(PART_BEHIND, part);
	drop_never(r, part);
	qsort(part->entries, part->n, sizeof(*part->entries), by_backing);
	return true;
}

static bool
fill_part(const struct report *r, enum part p, struct part_view *part,
    struct error *err)
{
	if (!read_events(r, part, err) ||
	    (p == PART_BEHIND && !weigh(r, part, err)))
		return false;
	leave_out(part, most[p]);
	if (p == PART_FACILITIES && !fill_facilities(r, part, err))
		return false;
	for (size_t i = 0; i < part->n && p != PART_FACILITIES; i++)
		if (!fill(r, p, &part->entries[i], err))
			return false;
	drop_empty(p, part);
	if (p == PART_DISPUTES)
		qsort(part->entries, part->n, sizeof(*part->entries),
		    by_beginning);
	if (p == PART_CHANGED)
		drop_never(r, part);
	return true;
}

/* How much was read, and what was decided, in what the digest is of. */
static bool
read_window(const struct report *r, struct digest *d, struct error *err)
{
	const struct digest_options *o = d->options;
	struct arena *arena = r->out->arena;
	struct decision *decisions = NULL;
	bool ok;

	if (o->by_cursor)
		ok = store_count_after(
			 r->store, o->cursor, o->upto, &d->counts, err) &&
		     store_decisions_after(r->store, o->decided_cursor,
			 o->decided_upto, arena, &decisions, &d->n_decisions,
			 err);
	else
		ok = store_count(r->store, o->from, o->to, &d->counts, err) &&
		     store_decisions_between(r->store, o->from, o->to, arena,
			 &decisions, &d->n_decisions, err);
	if (o->as_of)
		d->counts.sources = d->counts.sources_failing = 0;
	d->decisions = decisions;
	return ok;
}

#define UNREAD_SHOWN 5 /* sources that fail in nothing else */

static void
sum_unread(struct digest *d, struct source_row *rows)
{
	size_t n = 0, shown = 0;

	for (size_t i = 0; i < d->n_sources; i++) {
		bool fails = rows[i].state.reason.len > 0;

		if (fails || shown < UNREAD_SHOWN) {
			shown += !fails;
			rows[n++] = rows[i];
			continue;
		}
		d->n_more_unread += rows[i].n_unread;
		d->n_more_sources++;
	}
	d->n_sources = n;
}

bool
digest_gather(const struct report *r, const struct digest_options *options,
    struct digest *d, struct error *err)
{
	struct arena *arena = r->out->arena;
	const struct source_query failing = {.since = options->from,
	    .failing = true,
	    .counted = r->format == FORMAT_JSON};
	struct source_row *sources = NULL;

	*d = (struct digest){.options = options};
	if ((!options->as_of && !store_sources(r->store, &failing, arena,
				    &sources, &d->n_sources, err)) ||
	    !read_window(r, d, err) || !digest_fold(r, gathered, d, err))
		return false;
	if (r->format != FORMAT_JSON)
		sum_unread(d, sources);
	d->sources = sources;
	for (size_t p = 0; p < N_PARTS; p++)
		if (!fill_part(r, (enum part)p, &d->parts[p], err))
			return false;
	digest_lead(r, d);
	return true;
}

bool
digest_empty(const struct digest *d)
{
	for (size_t p = 0; p < N_PARTS; p++)
		if (d->parts[p].n > 0)
			return false;
	return d->n_decisions == 0;
}
