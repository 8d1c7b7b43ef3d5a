#include <string.h>

#include "base/buf.h"
#include "base/vocabulary.h"
#include "store/relate.h"

/* What a figure is in one dimension, in words. */
typedef struct str describe(struct arena *, const struct relatable *);

static struct str
last_step(const struct path *path, struct str all)
{
	return path->n ? path->steps[path->n - 1] : all;
}

static struct str
describe_metric(struct arena *arena, const struct relatable *f)
{
	(void)arena;
	return f->metric_name.len ? f->metric_name
				  : last_step(&f->metric, STR("any metric"));
}

static struct str
describe_place(struct arena *arena, const struct relatable *f)
{
	(void)arena;
	return f->place_name.len ? f->place_name
				 : last_step(&f->place, STR("no place stated"));
}

static struct str
describe_group(struct arena *arena, const struct relatable *f)
{
	(void)arena;
	return f->group_name.len ? f->group_name
				 : last_step(&f->group, STR("all people"));
}

static struct str
describe_facility(struct arena *arena, const struct relatable *f)
{
	(void)arena;
	return f->facility.len ? f->facility : STR("no facility");
}

static struct str
describe_measure(struct arena *arena, const struct relatable *f)
{
	(void)arena;
	return str_from(measure_names[f->measure]);
}

static struct str
describe_modality(struct arena *arena, const struct relatable *f)
{
	(void)arena;
	return str_from(modality_names[f->modality]);
}

static struct str
describe_unit(struct arena *arena, const struct relatable *f)
{
	(void)arena;
	return str_from(unit_names[f->unit]);
}

static struct str
describe_basis(struct arena *arena, const struct relatable *f)
{
	(void)arena;
	return str_from(basis_names[f->basis]);
}

static struct str
describe_base(struct arena *arena, const struct relatable *f)
{
	struct str start = date_text(arena, f->period_start);

	return f->base.len ? f->base
	       : start.len ? start
			   : STR("no start stated");
}

static struct str
describe_as_of(struct arena *arena, const struct relatable *f)
{
	struct date d = f->as_of.year ? f->as_of : f->period_end;
	struct str date;

	if (d.year == 0 && f->said.precision != PRECISION_NONE)
		d = moment_date(f->said);
	date = date_text(arena, d);
	return date.len ? date : STR("no date");
}

static struct str
describe_period(struct arena *arena, const struct relatable *f)
{
	struct str start = date_text(arena, f->period_start);
	struct str end = date_text(arena, f->period_end);
	struct buf b = {.arena = arena};

	if (start.len == 0 && end.len == 0)
		return STR("no period stated");
	if (str_eq(start, end))
		return start;
	if (end.len == 0)
		buf_printf(&b, "since %.*s", STR_ARG(start));
	else if (start.len == 0)
		buf_printf(&b, "until %.*s", STR_ARG(end));
	else
		buf_printf(
		    &b, "%.*s\xe2\x80\x93%.*s", STR_ARG(start), STR_ARG(end));
	return buf_str(&b);
}

static const struct {
	const char *name, *words;
	describe *describe;
} dimensions[] = {
    {"metric",   "metric",             describe_metric  },
    {"place",    "place",              describe_place   },
    {"group",    "group of people",    describe_group   },
    {"facility", "facility",           describe_facility},
    {"measure",  "kind of count",      describe_measure },
    {"modality", "modality",           describe_modality},
    {"unit",     "unit",               describe_unit    },
    {"basis",    "basis",              describe_basis   },
    {"base",     "start of the count", describe_base    },
    {"as_of",    "date of the count",  describe_as_of   },
    {"period",   "period",             describe_period  },
};

/* "other period: 2011-2015 against 2011-2021" */
static void
add_unlike(struct buf *b, const char *dimension, const struct relatable *x,
    const struct relatable *y)
{
	for (size_t i = 0; i < COUNT(dimensions); i++) {
		struct str first, second;

		if (strcmp(dimensions[i].name, dimension) != 0)
			continue;
		first = dimensions[i].describe(b->arena, x);
		second = dimensions[i].describe(b->arena, y);
		if (str_eq(first, second))
			buf_printf(b, "%s unclear: %.*s", dimensions[i].words,
			    STR_ARG(first));
		else
			buf_printf(b, "other %s: %.*s against %.*s",
			    dimensions[i].words, STR_ARG(first),
			    STR_ARG(second));
		return;
	}
	buf_add(b, STR("each is wider than the other in one dimension"));
}

/* In what the part is narrower than the whole. */
static void
add_part(
    struct buf *b, const struct relatable *part, const struct relatable *whole)
{
	static const char *const order[] = {
	    "metric", "group", "facility", "place", "period"};
	const char *found = "period";

	for (size_t i = 0; i < COUNT(order); i++)
		for (size_t k = 0; k < COUNT(dimensions); k++)
			if (strcmp(order[i], dimensions[k].name) == 0 &&
			    !str_eq(dimensions[k].describe(b->arena, part),
				dimensions[k].describe(b->arena, whole))) {
				found = order[i];
				i = COUNT(order) - 1;
				break;
			}
	add_unlike(b, found, part, whole);
}

static void
add_interval(struct buf *b, struct interval i)
{
	buf_number(b, i.low);
	if (i.high == INTERVAL_MAX) {
		buf_add(b, STR(" or more"));
	} else if (i.low != i.high) {
		buf_add(b, STR(" to "));
		buf_number(b, i.high);
	}
}

static void
add_intervals(
    struct buf *b, const struct relatable *x, const struct relatable *y)
{
	add_interval(b, x->interval);
	buf_add(b, STR(" against "));
	add_interval(b, y->interval);
}

static void
add_one_voice(
    struct buf *b, const struct relatable *x, const struct relatable *y)
{
	if (x->origin == y->origin && x->origin_name.len)
		buf_printf(b, "both quote %.*s", STR_ARG(x->origin_name));
	else if (x->owner.len && str_eq(x->owner, y->owner))
		buf_printf(b, "both belong to %.*s", STR_ARG(x->owner));
	else
		buf_add(b, STR("one text is a copy of the other"));
}

static void
add_not_conflict(struct buf *b, const struct verdict *v,
    const struct relatable *x, const struct relatable *y)
{
	buf_add(b, STR("not a conflict: "));
	switch (v->relation) {
	case RE_REPORT:
		add_one_voice(b, x, y);
		break;
	case UPDATE:
		add_one_voice(b, x, y);
		buf_add(b, STR(", later"));
		break;
	case REBASE:
		add_one_voice(b, x, y);
		buf_add(b, STR(", and the count was restarted: "));
		add_unlike(b, "base", x, y);
		break;
	case BASIS_DIFFERENCE:
		add_unlike(b, "basis", x, y);
		break;
	case PART_OF:
		buf_add(b, STR("one is part of the other, "));
		if (v->part_is_first)
			add_part(b, x, y);
		else
			add_part(b, y, x);
		break;
	default:
		add_unlike(b, v->dimension, x, y);
	}
}

struct str
verdict_reason(struct arena *arena, const struct verdict *v,
    const struct relatable *x, const struct relatable *y)
{
	struct buf b = {.arena = arena};

	switch (v->relation) {
	case AGREE:
		buf_add(&b, v->diverges ? STR("no conflict, but far apart: ")
					: STR("independent origins agree: "));
		add_intervals(&b, x, y);
		break;
	case NUMBER_DRIFT:
		buf_add(&b, STR("the same number, "));
		buf_number(&b, x->stated);
		buf_add(&b, STR(", is given for another metric: "));
		buf_printf(&b, "%.*s against %.*s",
		    STR_ARG(describe_metric(arena, x)),
		    STR_ARG(describe_metric(arena, y)));
		break;
	case REVISION:
	case REVISION_DOWN:
		add_one_voice(&b, x, y);
		buf_add(&b, STR(", who revised it: "));
		add_intervals(&b, x, y);
		break;
	case CONTRADICTION:
		buf_add(&b, STR("the values do not meet: "));
		add_intervals(&b, x, y);
		break;
	case BOUND_VIOLATION:
		buf_add(&b, STR("more than the whole or the limit: "));
		add_intervals(
		    &b, v->part_is_first ? x : y, v->part_is_first ? y : x);
		break;
	default:
		add_not_conflict(&b, v, x, y);
	}
	return buf_str(&b);
}
