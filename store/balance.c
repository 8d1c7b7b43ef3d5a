#include "store/figure.h"

#define LEAVE_MAX 8 /* ways out that are looked at */

/* What was counted in, what of it is left, and what left it. */
struct balance {
	struct figure total, left, out[LEAVE_MAX];
	size_t n_out;
	bool all_out; /* each way out that the registry knows is counted */
};

/* The metric that this one is of, and that others take from; NULL if none. */
static const struct metric *
balanced(const struct registry *r, struct str key)
{
	const struct metric *m = registry_metric(r, key);

	for (size_t i = 0; m != NULL && i < r->n_metrics; i++)
		if (r->metrics[i].leaves.len > 0 &&
		    (str_eq(m->key, r->metrics[i].key) ||
			registry_metric_within(
			    r, r->metrics[i].leaves, m->key)))
			return registry_metric(r, r->metrics[i].leaves);
	return NULL;
}

/* What the origin of a figure counts so there, nearest in time. */
static bool
find_near(struct store *s, const struct figure *of, struct str metric,
    enum clock clock, struct arena *arena, struct figure *found,
    struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(s, SQL_FIGURE_OF_BALANCE);
	struct figure *list;
	size_t n;

	query_int(&q, of->origin);
	query_text(&q, metric);
	query_text(&q, figure_spot(arena, of));
	query_int(&q, of->stands);
	query_int(&q, clock);
	query_text(&q, of->group);
	query_words(&q, unit_names[of->unit]);
	*found = (struct figure){0};
	if (!figures_read(&q, arena, &list, &n, err))
		return false;
	if (n > 0)
		*found = list[0];
	return true;
}

/* Of the metric, else of what is a part of it: people arrested are detained. */
static bool
find_total(struct store *s, const struct figure *of, const struct metric *m,
    struct arena *arena, struct figure *total, struct error *err)
{
	const struct registry *r = s->registry;

	if (!find_near(s, of, m->key, CLOCK_TOTAL, arena, total, err))
		return false;
	for (size_t i = 0; i < r->n_metrics && total->row == 0; i++)
		if (str_eq(r->metrics[i].parent, m->key) &&
		    !find_near(s, of, r->metrics[i].key, CLOCK_TOTAL, arena,
			total, err))
			return false;
	return true;
}

/* Do two running counts begin at the same time, as far as is said? */
static bool
run_together(const struct figure *a, const struct figure *b)
{
	return a->period_start.year == 0 || b->period_start.year == 0 ||
	       (a->period_start.year == b->period_start.year &&
		   a->period_start.month == b->period_start.month);
}

static bool
find_out(struct store *s, const struct figure *of, const struct metric *m,
    struct arena *arena, struct balance *b, struct error *err)
{
	const struct registry *r = s->registry;

	b->all_out = true;
	for (size_t i = 0; i < r->n_metrics; i++) {
		struct figure *out = &b->out[b->n_out];

		if (!str_eq(r->metrics[i].leaves, m->key))
			continue;
		if (b->n_out == LEAVE_MAX) {
			b->all_out = false;
			break;
		}
		if (!find_near(
			s, of, r->metrics[i].key, CLOCK_TOTAL, arena, out, err))
			return false;
		if (out->row && run_together(out, &b->total))
			b->n_out++;
		else
			b->all_out = false;
	}
	return true;
}

static int64_t
less(int64_t value, int64_t by)
{
	if (value == INTERVAL_MAX)
		return value;
	return value > by ? value - by : 0;
}

static struct interval
rest_of(const struct balance *b)
{
	struct interval rest = figure_interval(&b->total);

	for (size_t i = 0; i < b->n_out; i++) {
		struct interval out = figure_interval(&b->out[i]);

		rest.low =
		    out.high == INTERVAL_MAX ? 0 : less(rest.low, out.high);
		rest.high = less(rest.high, out.low);
	}
	return rest;
}

static enum sum_kind
kind_of(const struct balance *b)
{
	struct interval rest = rest_of(b), left = figure_interval(&b->left);

	if (rest.high < left.low)
		return SUM_LEAVES_LESS;
	if (b->all_out && rest.low > left.high)
		return SUM_LEAVES_MORE;
	return b->all_out ? SUM_BALANCES : SUM_MAY_BALANCE;
}

static void
add_term(struct buf *buf, const struct registry *r, const struct figure *f)
{
	const struct metric *m = registry_metric(r, f->metric);

	buf_printf(buf, "%s%.*s (%.*s)", buf->len ? " - " : "",
	    STR_ARG(f->surface), STR_ARG(m->label));
}

static struct str
reason_of(
    const struct balance *b, const struct registry *r, struct arena *arena)
{
	static const char *const words[] = {[SUM_BALANCES] = "which fits",
	    [SUM_MAY_BALANCE] = "no less than",
	    [SUM_LEAVES_MORE] = "more than",
	    [SUM_LEAVES_LESS] = "less than"};
	struct buf buf = {.arena = arena};

	add_term(&buf, r, &b->total);
	for (size_t i = 0; i < b->n_out; i++)
		add_term(&buf, r, &b->out[i]);
	buf_add(&buf, STR(" = "));
	interval_print(&buf, rest_of(b));
	buf_printf(&buf, ", %s the %.*s of then", words[kind_of(b)],
	    STR_ARG(b->left.surface));
	return buf_str(&buf);
}

static bool
is_of(const struct balance *b, const struct figure *f)
{
	bool is = b->total.row == f->row || b->left.row == f->row;

	for (size_t i = 0; i < b->n_out; i++)
		is |= b->out[i].row == f->row;
	return is;
}

bool
balance_add(struct store *s, const struct figure *f, struct arena *arena,
    struct sum_row **rows, size_t *n, struct error *err)
{
	const struct metric *m = balanced(s->registry, f->metric);
	struct balance b = {0};

	if (m == NULL)
		return true;
	if (!find_near(s, f, m->key, CLOCK_STOCK, arena, &b.left, err) ||
	    !find_total(s, f, m, arena, &b.total, err) ||
	    !find_out(s, f, m, arena, &b, err))
		return false;
	if (b.left.row && b.total.row && b.n_out > 0 && is_of(&b, f))
		*LIST_ADD(arena, *rows, *n) = (struct sum_row){
		    kind_of(&b), reason_of(&b, s->registry, arena)};
	return true;
}
