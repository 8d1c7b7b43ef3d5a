#include "store/figure.h"
#include "base/hash.h"

static bool
is_count(const struct registry *r, const struct proposal *p)
{
	return registry_metric(r, p->figure.metric) != NULL &&
	       p->polarity == AFFIRMED && p->figure.stated != VALUE_NONE;
}

static struct str
value_text(struct arena *arena, int64_t value)
{
	struct buf b = {.arena = arena};

	if (value != VALUE_NONE)
		buf_printf(&b, "%lld", (long long)value);
	return buf_str(&b);
}

/* What a figure is, in the form in which it was first stated. */
static bool
figure_id(struct work *w, struct figure *f, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_FIGURE_KEYS);
	struct arena *a = w->arena;
	struct str parts[16] = {{0}, {0}, f->metric, f->group, f->place,
	    date_text(a, f->period_start), date_text(a, f->period_end),
	    date_text(a, f->as_of), f->base, value_text(a, f->value_low),
	    value_text(a, f->value_high),
	    str_from(qualifier_names[f->qualifier]),
	    str_from(unit_names[f->unit]), str_from(measure_names[f->measure]),
	    str_from(modality_names[f->modality]),
	    str_from(basis_names[f->basis])};

	query_int(&q, f->origin);
	query_row_id(&q, f->facility);
	while (query_row(&q, err)) {
		parts[0] = query_get_text(&q, a);
		parts[1] = query_get_text(&q, a);
	}
	f->id = public_id(a, ID_FIGURE, parts, COUNT(parts));
	return query_ok(&q);
}

static bool
find_figure(struct work *w, struct str id, int64_t *row, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_FIGURE_FIND);

	query_text(&q, id);
	return query_one(&q, row, err);
}

static bool
add_figure(struct work *w, struct figure *f, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_FIGURE_ADD);

	query_text(&q, f->id);
	query_int(&q, f->origin);
	query_int(&q, f->attributed);
	query_text(&q, f->metric);
	query_text(&q, f->family);
	query_words(&q, unit_names[f->unit]);
	query_words(&q, measure_names[f->measure]);
	query_words(&q, modality_names[f->modality]);
	query_words(&q, basis_names[f->basis]);
	query_text(&q, f->group);
	query_text(&q, f->place);
	query_text(&q, f->place_path);
	query_row_id(&q, f->facility);
	query_value(&q, f->value_low);
	query_value(&q, f->value_high);
	query_words(&q, qualifier_names[f->qualifier]);
	query_int(&q, f->stated);
	query_date(&q, f->period_start);
	query_date(&q, f->period_end);
	query_date(&q, f->as_of);
	query_text(&q, f->base);
	query_int(&q, f->first_read);
	query_moment(&q, f->said);
	query_int(&q, f->best);
	if (!query_run(&q, err))
		return false;
	f->row = store_last_row(w->store);
	return true;
}

static bool
add_mention(
    struct work *w, struct proposal *p, struct str finding, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_FIGURE_MENTION_ADD);

	p->supports = p->figure.row;
	work_touch(w, p->supports);
	query_int(&q, p->mention);
	query_int(&q, p->supports);
	query_text(&q, finding);
	return query_run(&q, err);
}

static bool
resolve(struct work *w, struct proposal *p, struct error *err)
{
	struct figure *f = &p->figure;

	if (!figure_id(w, f, err) || !find_figure(w, f->id, &f->row, err))
		return false;
	if (f->row == 0) {
		if (!add_figure(w, f, err))
			return false;
		p->is_new = true;
	}
	return add_mention(w, p, (struct str){0}, err);
}

static bool
count(struct work *w, int64_t figure, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_FIGURE_COUNT);

	query_int(&q, figure);
	return query_run(&q, err);
}

static bool
set_part_of(struct work *w, const struct proposal *p, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_FIGURE_SET_PART_OF);

	for (size_t i = 0; i < w->n_proposals; i++) {
		const struct proposal *whole = &w->proposals[i];

		if (whole->mention != p->part_of || whole->supports == 0)
			continue;
		query_int(&q, whole->supports);
		query_int(&q, p->supports);
		return query_run(&q, err);
	}
	return true;
}

bool
figures_resolve(struct work *w, struct error *err)
{
	for (size_t i = 0; i < w->n_proposals; i++)
		if (is_count(w->store->registry, &w->proposals[i]) &&
		    !resolve(w, &w->proposals[i], err))
			return false;
	for (size_t i = 0; i < w->n_proposals; i++)
		if (w->proposals[i].part_of && w->proposals[i].supports &&
		    !set_part_of(w, &w->proposals[i], err))
			return false;
	for (size_t i = 0; i < w->n_touched; i++)
		if (!count(w, w->touched[i], err))
			return false;
	return true;
}
