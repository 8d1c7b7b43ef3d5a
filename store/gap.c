#include "store/gap.h"

#include <stdlib.h>

/* Where the values begin and end, and the gap; VALUE_NONE: not known, none. */
struct spread {
	int64_t least, most, low, high;
};

static int
by_low(const void *a, const void *b)
{
	const struct interval *x = a, *y = b;

	return (x->low > y->low) - (x->low < y->low);
}

static void
widen(struct spread *m, int64_t low, int64_t high)
{
	if (m->low != VALUE_NONE && high - low <= m->high - m->low)
		return;
	m->low = low;
	m->high = high;
}

static struct spread
spread_of(struct interval *all, size_t n)
{
	struct spread m = {VALUE_NONE, VALUE_NONE, VALUE_NONE, VALUE_NONE};

	if (n == 0)
		return m;
	qsort(all, n, sizeof(*all), by_low);
	m.least = all[0].low;
	m.most = all[0].high;
	for (size_t i = 1; i < n; i++) {
		if (all[i].low > m.most)
			widen(&m, m.most, all[i].low);
		if (all[i].high > m.most)
			m.most = all[i].high;
	}
	return m;
}

void
gap_between(struct interval *all, size_t n, int64_t *low, int64_t *high)
{
	struct spread m = spread_of(all, n);

	*low = m.low;
	*high = m.high;
}

static bool
load_values(struct work *w, int64_t dispute, struct interval **all, size_t *n,
    struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_DISPUTE_VALUES);

	query_int(&q, dispute);
	while (query_row(&q, err)) {
		enum qualifier qualifier =
		    (enum qualifier)QUERY_GET_WORD(&q, qualifier_names);
		int64_t low = query_get_value(&q);
		int64_t high = query_get_value(&q);

		*LIST_ADD(w->arena, *all, *n) =
		    interval_of(qualifier, low, high);
	}
	return query_ok(&q);
}

static bool
load(struct work *w, int64_t dispute, struct spread *m, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_GAP_OF);

	m->least = VALUE_NONE;
	query_int(&q, dispute);
	while (query_row(&q, err)) {
		m->least = query_get_value(&q);
		m->most = query_get_value(&q);
		m->low = query_get_value(&q);
		m->high = query_get_value(&q);
	}
	return query_ok(&q);
}

static bool
keep(struct work *w, int64_t dispute, const struct spread *m, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_GAP_KEEP);

	if (m->least == VALUE_NONE)
		return work_run(w, SQL_GAP_FORGET, dispute, err);
	query_int(&q, dispute);
	query_value(&q, m->least);
	query_value(&q, m->most);
	query_value(&q, m->low);
	query_value(&q, m->high);
	return query_run(&q, err);
}

bool
gap_find(struct work *w, int64_t dispute, int64_t *low, int64_t *high,
    struct error *err)
{
	struct interval *all = NULL;
	struct spread m;
	size_t n = 0;

	if (!load(w, dispute, &m, err))
		return false;
	if (m.least == VALUE_NONE) {
		if (!load_values(w, dispute, &all, &n, err))
			return false;
		m = spread_of(all, n);
		if (!keep(w, dispute, &m, err))
			return false;
	}
	*low = m.low;
	*high = m.high;
	return true;
}

/* False in *stands: it is one that is said no more. */
static bool
load_value(struct work *w, int64_t dispute, int64_t figure, bool *stands,
    struct interval *value, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_SIDE_VALUE);

	*stands = false;
	query_int(&q, dispute);
	query_int(&q, figure);
	while (query_row(&q, err)) {
		enum qualifier qualifier;
		int64_t low, high;

		*stands = query_get_int(&q);
		qualifier = (enum qualifier)QUERY_GET_WORD(&q, qualifier_names);
		low = query_get_value(&q);
		high = query_get_value(&q);
		*value = interval_of(qualifier, low, high);
	}
	return query_ok(&q);
}

/* Of gaps that are as wide the lowest is told. */
static void
add(struct spread *m, struct interval v)
{
	if (m->low != VALUE_NONE && v.high > m->low && v.low < m->high) {
		m->least = VALUE_NONE;
		return;
	}
	if (v.high < m->least &&
	    (m->low == VALUE_NONE || m->least - v.high >= m->high - m->low)) {
		m->low = v.high;
		m->high = m->least;
	}
	if (v.low > m->most)
		widen(m, m->most, v.low);
	m->least = v.low < m->least ? v.low : m->least;
	m->most = v.high > m->most ? v.high : m->most;
}

bool
gap_add(struct work *w, int64_t dispute, int64_t figure, struct error *err)
{
	struct interval value;
	struct spread m;
	bool stands;

	if (!load(w, dispute, &m, err))
		return false;
	if (m.least == VALUE_NONE)
		return true;
	if (!load_value(w, dispute, figure, &stands, &value, err))
		return false;
	if (!stands)
		return true;
	add(&m, value);
	return keep(w, dispute, &m, err);
}

bool
gap_forget(struct work *w, int64_t figure, struct error *err)
{
	return work_run(w, SQL_GAP_FORGET_OF_FIGURE, figure, err);
}
