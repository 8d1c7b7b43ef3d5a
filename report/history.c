#include <stdlib.h>

#include "report/again.h"
#include "report/history.h"
#include "report/words.h"

static bool
fill_figure(const struct report *r, const struct figure_row *row,
    struct statement *s, struct error *err)
{
	struct arena *arena = r->out->arena;
	struct mention_row *findings = NULL;

	*s = (struct statement){.figure = row,
	    .at = row->said.precision != PRECISION_NONE ? row->said.at
							: row->first_read,
	    .said_on = words_said_on(arena, row->said, row->first_read),
	    .said_by = words_origin(r->registry, row),
	    .no_source = row->origin_is_publisher,
	    .retracted = str_eq(row->status, STR("retracted")),
	    .replaced = row->superseded_by.len > 0,
	    .preferred = str_eq(row->rank, STR("preferred")),
	    .deprecated = str_eq(row->rank, STR("deprecated")),
	    .as_said = words_value(arena, row),
	    .years = words_years(arena, row),
	    .counts = words_counts(r->registry, row)};
	if (!view_cite_figure(r, row, &s->citation, err) ||
	    !store_findings(r->store, row->id, MAX_FINDINGS, arena, &findings,
		&s->n_findings, err) ||
	    !store_bonds(r->store, row->id, BONDS_OF, s->bonds, err))
		return false;
	for (size_t i = 0; i < s->n_findings; i++) {
		s->qualifier_lost |=
		    str_eq(findings[i].finding, STR("qualifier_lost"));
		s->origin_changed |=
		    str_eq(findings[i].finding, STR("origin_changed"));
	}
	s->findings = findings;
	return true;
}

struct str
history_bonds(struct arena *arena, const struct statement *s)
{
	static const struct {
		const char *one, *many;
	} words[BONDS] = {
	    [BOND_CITATION] = {"quotes it",                "quote it"           },
	    [BOND_VIA] = {"has it from others",       "have it from others"},
	    [BOND_AGENCY] = {"carries an agency's text",
			       "carry an agency's text"                         },
	    [BOND_SAME_TEXT] = {"copies a text",            "copy a text"        },
	    [BOND_TRANSLATION] = {"translates a text",        "translate a text"   },
	    [BOND_OWN] = {"is its own",               "are its own"        },
	};
	struct buf b = {.arena = arena};
	const char *before = "one origin: ";

	if (s->figure->n_mentions > BONDS_OF)
		before = "one origin: of the first mentions ";
	for (size_t i = 0; i < BONDS && s->figure->n_mentions > 1; i++)
		if (s->bonds[i] > 0)
			buf_printf(&b, "%s%zu %s", b.len ? ", " : before,
			    s->bonds[i],
			    s->bonds[i] == 1 ? words[i].one : words[i].many);
	return buf_str(&b);
}

static bool
fill_claim(const struct report *r, const struct claim_row *row,
    const struct figure_row *answered, struct statement *s, struct error *err)
{
	struct arena *arena = r->out->arena;

	*s = (struct statement){.claim = row,
	    .answered = answered,
	    .at = row->published.precision != PRECISION_NONE ? row->published.at
							     : row->fetched,
	    .said_on = words_said_on(arena, row->published, row->fetched),
	    .said_by = row->origin_name,
	    .as_said = view_claim_verb(row->kind),
	    .counts =
		words_format(arena, "answers %.*s", STR_ARG(answered->id))};
	return view_cite_claim(r, row, &s->citation, err);
}

/* What the claim of a statement says again in its article. */
static bool
fill_repeats(const struct report *r, const struct claim_row *claims, size_t n,
    const struct saying *sayings, struct statement *s, struct error *err)
{
	size_t first = (size_t)(s->claim - claims);
	size_t most = sayings[first].n_sayings - 1;

	s->repeats = arena_alloc(r->out->arena, most + 1, sizeof(*s->repeats));
	for (size_t i = first + 1; i < n && s->n_repeats < most; i++)
		if (sayings[i].first == first &&
		    !view_cite_claim(
			r, &claims[i], &s->repeats[s->n_repeats++], err))
			return false;
	return true;
}

/* Statements to be, in a list that grows by doubling. */
struct list {
	struct statement *all;
	size_t n, size;
};

static struct statement *
add(struct arena *arena, struct list *list)
{
	struct statement *all;

	if (list->n == list->size) {
		list->size = list->size ? 2 * list->size : 32;
		all = arena_alloc(arena, list->size, sizeof(*all));
		for (size_t i = 0; i < list->n; i++)
			all[i] = list->all[i];
		list->all = all;
	}
	return &list->all[list->n++];
}

/* The claims that answer a figure, as far as there is room for them. */
static bool
read_answers(const struct report *r, struct history *h, struct str figure,
    struct claim_row **claims, size_t *n, struct error *err)
{
	size_t limit = h->query->limit, room = limit - h->n_answers;
	int64_t all;

	if ((limit == 0 || room > 0) &&
	    !store_claims(r->store, figure, limit ? room : 0, r->out->arena,
		claims, n, err))
		return false;
	h->n_answers += *n;
	if (limit == 0 || h->n_answers < limit)
		return true;
	if (!store_count_claims(r->store, figure, &all, err))
		return false;
	h->n_answers_left_out += all - (int64_t)*n;
	return true;
}

/* Who denies a figure, once for each document. */
static bool
add_answers(const struct report *r, struct history *h,
    const struct figure_row *row, struct list *list, struct error *err)
{
	struct claim_row *claims = NULL;
	struct saying *sayings;
	size_t n = 0;

	if (!read_answers(r, h, row->id, &claims, &n, err))
		return false;
	sayings = again_of_claims(r->out->arena, claims, n);
	for (size_t i = 0; i < n; i++) {
		struct statement *s;

		if ((claims[i].kind != DENIAL && claims[i].kind != DOUBT) ||
		    sayings[i].first != i)
			continue;
		s = add(r->out->arena, list);
		if (!fill_claim(r, &claims[i], row, s, err) ||
		    !fill_repeats(r, claims, n, sayings, s, err))
			return false;
	}
	return true;
}

static int
newest_first(const void *a, const void *b)
{
	const struct statement *x = a, *y = b;

	if (x->at != y->at)
		return x->at > y->at ? -1 : 1;
	return str_compare(x->citation.id, y->citation.id);
}

/* The open disputes that the figures are in, the newest first. */
static bool
find_disputes(const struct report *r, struct history *h,
    const struct figure_row *figures, size_t n_figures, struct error *err)
{
	struct arena *arena = r->out->arena;
	struct str *ids = arena_alloc(arena, n_figures + 1, sizeof(*ids));
	const struct dispute_query ask = {
	    .figures = ids, .n_figures = n_figures};
	struct dispute_row *rows = NULL;
	size_t n = 0;

	for (size_t i = 0; i < n_figures; i++)
		ids[i] = figures[i].id;
	if (!store_disputes(r->store, &ask, arena, &rows, &n, err))
		return false;
	for (size_t i = 0; i < n && h->n_disputes < MAX_DISPUTES; i++)
		if (registry_metric_within(
			r->registry, h->query->metric, rows[i].metric))
			h->disputes[h->n_disputes++] = &rows[i];
	return true;
}

/* "Died in custody, Sednaya Military Prison": what was asked for. */
static bool
question(const struct report *r, const struct figure_query *query,
    struct str *words, struct error *err)
{
	struct arena *arena = r->out->arena;
	const struct facility *f =
	    registry_facility(r->registry, query->facility);
	const struct place *p = registry_place(r->registry, query->place);
	const struct actor *a = registry_actor(r->registry, query->origin);
	struct str where =
	    query->facility.len > 0 ? query->facility : query->place;
	struct str title, facility, origin;

	if (!store_name_of_id(
		r->store, query->facility, arena, &facility, err) ||
	    !store_name_of_id(r->store, query->origin, arena, &origin, err))
		return false;
	if (facility.len > 0)
		where = facility;
	else if (f != NULL && f->n_names > 0)
		where = f->names[0].text;
	else if (query->facility.len == 0 && p != NULL && p->n_names > 0)
		where = p->names[0].text;
	title = words_scope(
	    r->registry, arena, query->metric, (struct str){0}, where);
	*words = title;
	if (origin.len == 0)
		origin = a != NULL && a->n_names > 0 ? a->names[0].text
						     : query->origin;
	if (origin.len > 0)
		*words = words_format(arena, "%.*s, as said by %.*s",
		    STR_ARG(title), STR_ARG(origin));
	return true;
}

bool
history_gather(const struct report *r, const struct figure_query *query,
    struct history *h, struct error *err)
{
	struct arena *arena = r->out->arena;
	struct figure_row *rows = NULL;
	struct list list = {0};
	size_t n = 0;

	*h = (struct history){.query = query};
	if (!question(r, query, &h->title, err) ||
	    !store_figures(r->store, query, arena, &rows, &n, err) ||
	    !store_count_figures(r->store, query, &h->n_left_out, err))
		return false;
	h->n_left_out -= (int64_t)n;
	for (size_t i = 0; i < n; i++)
		if (!fill_figure(r, &rows[i], add(arena, &list), err) ||
		    !add_answers(r, h, &rows[i], &list, err))
			return false;
	if (n > 0 && !find_disputes(r, h, rows, n, err))
		return false;
	if (list.n > 0)
		qsort(list.all, list.n, sizeof(*list.all), newest_first);
	h->statements = list.all;
	h->n = list.n;
	return true;
}

struct str
history_left_out(struct arena *arena, const struct history *h)
{
	struct str figures =
	    words_count(arena, h->n_left_out, "figure", "figures");
	struct str answers =
	    words_count(arena, h->n_answers_left_out, "claim", "claims");

	if (h->n_left_out > 0 && h->n_answers_left_out > 0)
		return words_format(arena,
		    "%.*s said before these and %.*s about these are left out",
		    STR_ARG(figures), STR_ARG(answers));
	if (h->n_left_out > 0)
		return words_format(arena, "%.*s said before these %s left out",
		    STR_ARG(figures), h->n_left_out == 1 ? "is" : "are");
	if (h->n_answers_left_out > 0)
		return words_format(arena, "%.*s about these %s left out",
		    STR_ARG(answers),
		    h->n_answers_left_out == 1 ? "is" : "are");
	return (struct str){0};
}

struct str
history_finding(
    struct arena *arena, const struct statement *s, const struct mention_row *m)
{
	struct str what = view_finding(arena, s->figure, m->finding);

	if (str_eq(m->finding, STR("origin_changed")))
		return words_format(arena, "origin corrected: %.*s named %.*s",
		    STR_ARG(m->publisher), STR_ARG(m->mention.origin.name));
	return words_format(arena, "%.*s by %.*s: %.*s", STR_ARG(what),
	    STR_ARG(m->publisher), STR_ARG(m->surface));
}

bool
report_history(const struct report *r, const struct figure_query *query,
    bool *found, struct error *err)
{
	static void (*const writers[])(const struct report *,
	    const struct history *) = {[FORMAT_TEXT] = history_text,
	    [FORMAT_HTML] = history_html,
	    [FORMAT_JSON] = history_json,
	    [FORMAT_CSV] = history_csv};
	struct history h;

	if (!history_gather(r, query, &h, err))
		return false;
	if ((*found = h.n > 0))
		writers[r->format](r, &h);
	return true;
}
