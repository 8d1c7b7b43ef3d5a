#include <string.h>

#include "store/figure.h"

/* A number for a text that is the same for the same text (FNV-1a). */
static int64_t
text_number(struct str s)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);

	for (size_t i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.ptr[i]) * UINT64_C(0x100000001b3);
	return (int64_t)(h >> 1);
}

/* The steps of "/ardesh/kelmar/". */
static struct path
path_of(struct str text)
{
	struct path path = {0};
	size_t start = 1;

	for (size_t i = 1; i < text.len; i++) {
		if (text.ptr[i] != '/')
			continue;
		if (path.n < COUNT(path.steps))
			path.steps[path.n++] =
			    (struct str){text.ptr + start, i - start};
		start = i + 1;
	}
	return path;
}

static void
push_front(struct path *path, struct str step)
{
	if (path->n == COUNT(path->steps))
		return;
	memmove(
	    &path->steps[1], &path->steps[0], path->n * sizeof(path->steps[0]));
	path->steps[0] = step;
	path->n++;
}

/* With where in it, if no registry knows that. */
static struct path
place_of(const struct figure *f)
{
	struct path path = path_of(f->place_path);

	if (f->local.len && path.n < COUNT(path.steps))
		path.steps[path.n++] = f->local;
	return path;
}

/* "actor:snhr" in words. */
static struct str
owner_name(const struct registry *r, const struct figure *f)
{
	static const struct str prefix = STR_INIT("actor:");
	const struct actor *owner;

	if (f->root.len <= prefix.len ||
	    !str_eq((struct str){f->root.ptr, prefix.len}, prefix))
		return (struct str){0};
	owner = registry_actor(r,
	    (struct str){f->root.ptr + prefix.len, f->root.len - prefix.len});
	return owner && owner->n_names ? owner->names[0].text : (struct str){0};
}

static struct path
metric_path(const struct registry *r, struct str key)
{
	struct path path = {0};
	const struct metric *m;

	while (key.len && path.n < COUNT(path.steps)) {
		push_front(&path, key);
		m = registry_metric(r, key);
		key = m ? m->parent : (struct str){0};
	}
	return path;
}

static struct path
group_path(const struct registry *r, struct str key)
{
	struct path path = {0};
	const struct group *g;

	while (key.len && path.n < COUNT(path.steps)) {
		push_front(&path, key);
		g = registry_group(r, key);
		key = g ? g->parent : (struct str){0};
	}
	return path;
}

struct relatable
figure_relatable(
    const struct registry *r, struct arena *arena, const struct figure *f)
{
	const struct metric *metric = registry_metric(r, f->metric);
	const struct group *group = registry_group(r, f->group);
	struct buf facility = {.arena = arena};

	if (f->facility && f->facility_name.len)
		buf_add(&facility, f->facility_name);
	else if (f->facility)
		buf_printf(&facility, "%lld", (long long)f->facility);
	return (struct relatable){
	    .metric = metric_path(r, f->metric),
	    .place = place_of(f),
	    .group = group_path(r, f->group),
	    .facility = buf_str(&facility),
	    .unit = f->unit,
	    .measure = f->measure,
	    .modality = f->modality,
	    .basis = f->basis,
	    .interval = interval_of(f->qualifier, f->value_low, f->value_high),
	    .stated = f->qualifier == VAGUE ? 0 : f->stated,
	    .period_start = f->period_start,
	    .period_end = f->period_end,
	    .as_of = f->as_of,
	    .base = f->base,
	    .said = f->said,
	    .origin = f->origin,
	    .origin_group = text_number(f->root),
	    .origin_name = f->origin_name,
	    .owner = owner_name(r, f),
	    .metric_name = metric ? metric->label : (struct str){0},
	    .group_name = group ? group->label : (struct str){0},
	    .place_name = registry_place_words(r, arena, f->place),
	};
}
