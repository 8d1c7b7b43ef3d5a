#include "store/figure.h"

const char *const sum_names[] = {"fits", "is_part", "exceeds", "falls_short",
    "balances", "may_balance", "leaves_more", "leaves_less"};

/* A whole, and the parts of it that are apart from each other in one way. */
struct sum {
	const struct registry *registry;
	const struct figure *whole;
	const struct figure *parts[40];
	size_t n;
	bool everybody; /* together they are the whole */
};

struct interval
figure_interval(const struct figure *f)
{
	return interval_of(f->qualifier, f->value_low, f->value_high);
}

void
interval_print(struct buf *b, struct interval i)
{
	buf_number(b, i.low);
	if (i.high == INTERVAL_MAX) {
		buf_add(b, STR(" or more"));
	} else if (i.high != i.low) {
		buf_add(b, STR(" to "));
		buf_number(b, i.high);
	}
}

static struct interval
total(const struct sum *s)
{
	struct interval t = {0, 0};

	for (size_t i = 0; i < s->n; i++) {
		struct interval p = figure_interval(s->parts[i]);

		if (p.low > INTERVAL_MAX - t.low)
			p.low = INTERVAL_MAX - t.low;
		t.low += p.low;
		t.high = p.high > INTERVAL_MAX - t.high ? INTERVAL_MAX
							: t.high + p.high;
	}
	return t;
}

static enum sum_kind
kind_of(const struct sum *s)
{
	struct interval parts = total(s), whole = figure_interval(s->whole);

	if (parts.low > whole.high)
		return SUM_EXCEEDS;
	if (s->everybody && parts.high < whole.low)
		return SUM_FALLS_SHORT;
	return s->everybody ? SUM_FITS : SUM_IS_PART;
}

static void
add_part(struct buf *b, const struct sum *s, const struct figure *part)
{
	const struct group *group = registry_group(s->registry, part->group);
	bool by_group = !str_eq(part->group, s->whole->group);
	struct str what = by_group         ? group ? group->label : part->group
			  : part->facility ? part->facility_name
					   : registry_place_words(s->registry,
						 b->arena, part->place);

	buf_printf(b, "%s%.*s (%.*s)", b->len ? " + " : "",
	    STR_ARG(part->surface), STR_ARG(what));
}

static struct str
reason_of(struct arena *arena, const struct sum *s, enum sum_kind kind)
{
	static const char *const words[] = {"which fits the whole",
	    "no more than the whole", "more than the whole",
	    "less than the whole"};
	struct buf b = {.arena = arena};

	for (size_t i = 0; i < s->n; i++)
		add_part(&b, s, s->parts[i]);
	buf_add(&b, STR(" = "));
	interval_print(&b, total(s));
	buf_printf(&b, ", %s, %.*s", words[kind], STR_ARG(s->whole->surface));
	return buf_str(&b);
}

static bool
counts_the_same(const struct figure *a, const struct figure *b)
{
	return a->origin == b->origin && a->unit == b->unit &&
	       a->modality == b->modality && str_eq(a->metric, b->metric);
}

static struct str
division_of(const struct sum *s, const struct figure *part)
{
	const struct group *g = registry_group(s->registry, part->group);

	return g ? g->division : (struct str){0};
}

static void
add_once(struct sum *s, const struct figure *part)
{
	if (s->n < COUNT(s->parts))
		s->parts[s->n++] = part;
}

static size_t
size_of_division(const struct registry *r, struct str division)
{
	size_t n = 0;

	for (size_t i = 0; i < r->n_groups; i++)
		n += str_eq(r->groups[i].division, division);
	return n;
}

/* Parts of one division; of a group that is given twice, neither is sure. */
static void
take_groups(struct sum *s, const struct figure *parts, size_t n)
{
	struct str division = {0};

	for (size_t i = 0; i < n && division.len == 0; i++)
		division = division_of(s, &parts[i]);
	for (size_t i = 0; i < n && division.len; i++) {
		bool again = false;

		if (!str_eq(division_of(s, &parts[i]), division) ||
		    !counts_the_same(&parts[i], s->whole) ||
		    parts[i].facility != s->whole->facility)
			continue;
		for (size_t k = 0; k < s->n; k++)
			again |= str_eq(s->parts[k]->group, parts[i].group);
		if (!again)
			add_once(s, &parts[i]);
	}
	s->everybody =
	    division.len && s->n == size_of_division(s->registry, division);
}

static bool
holds(struct str path, struct str other)
{
	return other.len >= path.len &&
	       str_eq((struct str){other.ptr, path.len}, path);
}

static bool
apart(const struct figure *a, const struct figure *b)
{
	if (a->facility || b->facility)
		return a->facility && b->facility && a->facility != b->facility;
	return !holds(a->place_path, b->place_path) &&
	       !holds(b->place_path, a->place_path);
}

/* Parts of the same people in places or facilities that are apart. */
static void
take_places(struct sum *s, const struct figure *parts, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		bool clear = counts_the_same(&parts[i], s->whole) &&
			     str_eq(parts[i].group, s->whole->group);

		for (size_t k = 0; clear && k < s->n; k++)
			clear = apart(&parts[i], s->parts[k]);
		if (clear)
			add_once(s, &parts[i]);
	}
}

static void
put_sum(
    const struct sum *s, struct arena *arena, struct sum_row **rows, size_t *n)
{
	enum sum_kind kind;

	if (s->n < 2)
		return;
	kind = kind_of(s);
	*LIST_ADD(arena, *rows, *n) =
	    (struct sum_row){kind, reason_of(arena, s, kind)};
}

static bool
load_parts(struct store *s, struct str figure, struct arena *arena,
    struct figure **parts, size_t *n, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_FIGURE_PARTS_OF);

	query_text(&q, figure);
	return figures_read(&q, arena, parts, n, err);
}

static bool
load_whole(struct store *s, struct str figure, struct arena *arena,
    struct figure **whole, size_t *n, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_FIGURE_OF_ID);

	query_text(&q, figure);
	return figures_read(&q, arena, whole, n, err);
}

bool
store_sums(struct store *store, struct str id, struct arena *arena,
    struct sum_row **rows, size_t *n, struct error *err)
{
	struct sum groups = {.registry = store->registry}, places = groups;
	struct figure *parts, *whole;
	size_t n_parts, n_whole;

	*rows = NULL;
	*n = 0;
	if (!load_whole(store, id, arena, &whole, &n_whole, err) ||
	    !load_parts(store, id, arena, &parts, &n_parts, err))
		return false;
	if (n_whole == 0)
		return true;
	groups.whole = places.whole = whole;
	take_groups(&groups, parts, n_parts);
	take_places(&places, parts, n_parts);
	put_sum(&groups, arena, rows, n);
	put_sum(&places, arena, rows, n);
	return balance_add(store, whole, arena, rows, n, err);
}
