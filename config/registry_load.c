#include <stdio.h>
#include <string.h>

#include "config/registry_load.h"
#include "config/value.h"

/*
 * An entry of any registry as it stands in its file. A file's schema has
 * only the fields that its kind of entry knows.
 */
struct raw_name {
	char *text, *lang, *kind;
};

struct raw {
	char *key, *kind, *parent, *label;
	char *of, *holds;            /* kinds */
	char *operator, * place;     /* facilities */
	char *lat, *lon;             /* facilities */
	char *party, *reliability;   /* actors */
	char *iso, *pcode, *demonym; /* places */
	char *hxl, *extract, *group, *leaves,
	    *digest;             /* metrics; group: kinds */
	char *abroad;            /* metrics */
	char *event;             /* metrics, groups */
	char *yields;            /* events */
	char *division, *flight; /* groups */
	struct raw_name *names;
	unsigned n_names;
};

#define MAX_ENTRIES 200000
#define MAX_NAMES   200
#define MAX_TEXT    300

#define REQUIRED CYAML_FLAG_POINTER
#define OPTIONAL (CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL)
#define TEXT(name, flags, min)                                                 \
	CYAML_FIELD_STRING_PTR(#name, flags, struct raw, name, min, MAX_TEXT)
#define NEEDS(name) TEXT(name, REQUIRED, 1)
#define MAY(name)   TEXT(name, OPTIONAL, 0)
#define NAMES                                                                  \
	CYAML_FIELD_SEQUENCE_COUNT("names", CYAML_FLAG_POINTER, struct raw,    \
	    names, n_names, &name_schema, 1, MAX_NAMES)

static const cyaml_schema_field_t name_fields[] = {
    CYAML_FIELD_STRING_PTR(
	"text", REQUIRED, struct raw_name, text, 1, MAX_TEXT),
    CYAML_FIELD_STRING_PTR("lang", OPTIONAL, struct raw_name, lang, 0, 35),
    CYAML_FIELD_STRING_PTR("kind", OPTIONAL, struct raw_name, kind, 0, 35),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t name_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_name, name_fields)};

static const cyaml_schema_field_t kind_fields[] = {NEEDS(key), NEEDS(of),
    NEEDS(label), MAY(holds), MAY(group), CYAML_FIELD_END};
static const cyaml_schema_field_t place_fields[] = {NEEDS(key), NEEDS(kind),
    MAY(parent), MAY(iso), MAY(pcode), MAY(demonym), NAMES, CYAML_FIELD_END};
static const cyaml_schema_field_t facility_fields[] = {NEEDS(key), NEEDS(kind),
    MAY(parent), MAY(operator), MAY(place), MAY(lat), MAY(lon), NAMES,
    CYAML_FIELD_END};
static const cyaml_schema_field_t actor_fields[] = {NEEDS(key), NEEDS(kind),
    MAY(parent), MAY(party), MAY(reliability), NAMES, CYAML_FIELD_END};
static const cyaml_schema_field_t metric_fields[] = {NEEDS(key), MAY(parent),
    NEEDS(hxl), NEEDS(label), NEEDS(extract), MAY(group), MAY(leaves),
    MAY(abroad), MAY(digest), MAY(event), CYAML_FIELD_END};
static const cyaml_schema_field_t event_fields[] = {
    NEEDS(key), MAY(parent), NEEDS(label), MAY(yields), CYAML_FIELD_END};
static const cyaml_schema_field_t group_fields[] = {NEEDS(key), MAY(parent),
    NEEDS(label), MAY(division), MAY(event), MAY(flight), CYAML_FIELD_END};

#define ENTRY(fields)                                                          \
	{                                                                      \
		CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw, fields)    \
	}

static const cyaml_schema_value_t entry_schemas[N_REGISTRY_FILES] = {
    [FILE_KINDS] = ENTRY(kind_fields),
    [FILE_PLACES] = ENTRY(place_fields),
    [FILE_FACILITIES] = ENTRY(facility_fields),
    [FILE_ACTORS] = ENTRY(actor_fields),
    [FILE_EVENTS] = ENTRY(event_fields),
    [FILE_METRICS] = ENTRY(metric_fields),
    [FILE_GROUPS] = ENTRY(group_fields),
};

#define LIST(file)                                                             \
	{                                                                      \
		CYAML_VALUE_SEQUENCE(CYAML_FLAG_POINTER, struct raw,           \
		    &entry_schemas[file], 0, MAX_ENTRIES)                      \
	}

static const cyaml_schema_value_t list_schemas[N_REGISTRY_FILES] = {
    [FILE_KINDS] = LIST(FILE_KINDS),
    [FILE_PLACES] = LIST(FILE_PLACES),
    [FILE_FACILITIES] = LIST(FILE_FACILITIES),
    [FILE_ACTORS] = LIST(FILE_ACTORS),
    [FILE_EVENTS] = LIST(FILE_EVENTS),
    [FILE_METRICS] = LIST(FILE_METRICS),
    [FILE_GROUPS] = LIST(FILE_GROUPS),
};

const char *const registry_file_names[N_REGISTRY_FILES] = {
    [FILE_KINDS] = "kinds.yaml",
    [FILE_PLACES] = "places.yaml",
    [FILE_FACILITIES] = "facilities.yaml",
    [FILE_ACTORS] = "actors.yaml",
    [FILE_EVENTS] = "events.yaml",
    [FILE_METRICS] = "metrics.yaml",
    [FILE_GROUPS] = "groups.yaml",
};

/* One file while it is read. */
struct reading {
	const struct yaml *yaml;
	struct arena *arena;
	struct registry *registry;
	enum registry_file file;
	struct raw *raw;
	unsigned n;
};

static void
reading_cleanup(struct reading *r)
{
	reader_free(&list_schemas[r->file], r->raw, r->n);
}

static struct str
keep(struct arena *a, const char *text)
{
	return text != NULL && text[0] != '\0' ? arena_copy(a, str_from(text))
					       : (struct str){0};
}

static bool
name_kind_of(const char *word, enum name_kind *kind)
{
	static const char *const words[] = {"preferred", "official", "variant",
	    "transliteration", "acronym", "nickname", "former"};

	for (size_t i = 0; i < COUNT(words); i++) {
		if (strcmp(words[i], word) == 0) {
			*kind = (enum name_kind)i;
			return true;
		}
	}
	return false;
}

/* The names of an entry, the preferred one first. */
static bool
take_names(const struct reading *r, size_t i, const struct name **names,
    size_t *n_names, struct error *err)
{
	const struct raw *raw = &r->raw[i];
	struct name *list = arena_alloc(r->arena, raw->n_names, sizeof(*list));
	size_t preferred = 0;

	for (unsigned j = 0; j < raw->n_names; j++) {
		const struct raw_name *n = &raw->names[j];
		bool given = n->kind != NULL && n->kind[0] != '\0';

		list[j].text = keep(r->arena, n->text);
		list[j].lang = keep(r->arena, n->lang);
		list[j].kind = j == 0 ? NAME_PREFERRED : NAME_VARIANT;
		if (list[j].lang.len == 0)
			list[j].lang = STR("en");
		if (given && !name_kind_of(n->kind, &list[j].kind))
			return reader_fail(r->yaml, i, n->kind, err,
			    "unknown kind of name \"%s\"; expected preferred, "
			    "official, variant, transliteration, acronym, "
			    "nickname or former",
			    n->kind);
		if (given && list[j].kind == NAME_PREFERRED)
			preferred = j;
	}
	if (preferred > 0) {
		struct name moved = list[preferred];
		memmove(list + 1, list, preferred * sizeof(*list));
		list[0] = moved;
		if (list[1].kind == NAME_PREFERRED)
			list[1].kind = NAME_VARIANT;
	}
	*names = list;
	*n_names = raw->n_names;
	return true;
}

static bool
known_kind(const struct registry *r, const char *of, const char *key)
{
	for (size_t i = 0; i < r->n_kinds; i++)
		if (str_eq(r->kinds[i].of, str_from(of)) &&
		    str_eq(r->kinds[i].key, str_from(key)))
			return true;
	return false;
}

static bool
check_kind(const struct reading *r, size_t i, const char *of, struct error *err)
{
	char list[300] = "";
	size_t n = 0;
	const struct registry *known = r->registry;

	if (known_kind(known, of, r->raw[i].kind))
		return true;
	for (size_t k = 0; k < known->n_kinds && n < sizeof(list); k++)
		if (str_eq(known->kinds[k].of, str_from(of)))
			n += (size_t)snprintf(list + n, sizeof(list) - n,
			    "%s%.*s", n > 0 ? ", " : "",
			    STR_ARG(known->kinds[k].key));
	return reader_fail(r->yaml, i, r->raw[i].kind, err,
	    "unknown kind \"%s\"; expected one of %s", r->raw[i].kind, list);
}

/* A metric that an entry names is there, or none is named. */
static bool
check_metric(const struct reading *r, size_t i, const char *field,
    struct str metric, struct error *err)
{
	return metric.len == 0 || registry_metric(r->registry, metric) != NULL
		   ? true
		   : reader_fail(r->yaml, i, field, err,
			 "unknown metric \"%.*s\"; expected a key of "
			 "metrics.yaml",
			 STR_ARG(metric));
}

/* A group that an entry names is there, or none is named. */
static bool
check_group(
    const struct reading *r, size_t i, struct str group, struct error *err)
{
	return group.len == 0 || registry_group(r->registry, group) != NULL ||
	       reader_fail(r->yaml, i, "group:", err,
		   "unknown group \"%.*s\"; expected a key of groups.yaml",
		   STR_ARG(group));
}

/* Every key well formed, once, with parents that are there. */
static bool
check_keys(const struct reading *r, struct key_index *index,
    const void *entries, size_t size, struct error *err)
{
	size_t twice;

	for (unsigned i = 0; i < r->n; i++)
		if (!value_is_key(str_from(r->raw[i].key)))
			return reader_fail(r->yaml, i, "key:", err,
			    "key \"%s\": expected lower-case letters a-z, "
			    "digits, '-' and '_', at most 64",
			    r->raw[i].key);
	twice = key_index_build(index, r->arena, entries, r->n, size);
	if (twice < r->n)
		return reader_fail(r->yaml, twice, "key:", err,
		    "there is an entry with key \"%s\" before this one",
		    r->raw[twice].key);
	return true;
}

/* The entry that another one's parent is; r->n if there is none. */
static size_t
parent_of(const struct reading *r, const struct key_index *index,
    const void *entries, size_t size, size_t i)
{
	const char *parent = r->raw[i].parent;
	const void *found;

	if (parent == NULL || parent[0] == '\0')
		return r->n;
	found = key_index_find(index, str_from(parent));
	return found == NULL
		   ? r->n
		   : (size_t)((const char *)found - (const char *)entries) /
			 size;
}

static bool
check_parents(const struct reading *r, const struct key_index *index,
    const void *entries, size_t size, struct error *err)
{
	for (size_t i = 0; i < r->n; i++) {
		const char *parent = r->raw[i].parent;
		size_t up = parent_of(r, index, entries, size, i);
		int depth = 1;

		if (parent != NULL && parent[0] != '\0' && up == r->n)
			return reader_fail(r->yaml, i, "parent:", err,
			    "unknown parent \"%s\"; expected the key of an "
			    "entry in this file",
			    parent);
		for (; up < r->n && depth <= REGISTRY_DEPTH; depth++) {
			if (up == i)
				return reader_fail(r->yaml, i, "parent:", err,
				    "\"%s\" is its own parent, over \"%s\"",
				    r->raw[i].key, parent);
			up = parent_of(r, index, entries, size, up);
		}
		if (depth > REGISTRY_DEPTH)
			return reader_fail(r->yaml, i, "parent:", err,
			    "\"%s\" has more than %d parents above it, or "
			    "they run in a circle",
			    r->raw[i].key, REGISTRY_DEPTH);
	}
	return true;
}

static bool
check_tree(const struct reading *r, struct key_index *index,
    const void *entries, size_t size, struct error *err)
{
	return check_keys(r, index, entries, size, err) &&
	       check_parents(r, index, entries, size, err);
}

static bool
take_kinds(const struct reading *r, struct error *err)
{
	struct kind *list = arena_alloc(r->arena, r->n, sizeof(*list));
	struct registry *to = r->registry;

	to->kinds = list;
	to->n_kinds = r->n;
	for (unsigned i = 0; i < r->n; i++) {
		const char *of = r->raw[i].of;
		list[i] = (struct kind){keep(r->arena, r->raw[i].key),
		    keep(r->arena, of), keep(r->arena, r->raw[i].label),
		    keep(r->arena, r->raw[i].holds),
		    keep(r->arena, r->raw[i].group)};
		if (strcmp(of, "facility") != 0 && strcmp(of, "actor") != 0 &&
		    strcmp(of, "place") != 0)
			return reader_fail(r->yaml, i, "of:", err,
			    "field \"of\": expected facility, actor or place, "
			    "found \"%s\"",
			    of);
		if (!check_metric(r, i, "holds:", list[i].holds, err) ||
		    !check_group(r, i, list[i].group, err))
			return false;
	}
	return true;
}

static bool
take_places(const struct reading *r, struct error *err)
{
	struct place *list = arena_alloc(r->arena, r->n, sizeof(*list));
	struct registry *to = r->registry;

	to->places = list;
	to->n_places = r->n;
	for (unsigned i = 0; i < r->n; i++) {
		const struct raw *raw = &r->raw[i];
		struct place *p = &list[i];

		p->key = keep(r->arena, raw->key);
		p->kind = keep(r->arena, raw->kind);
		p->parent = keep(r->arena, raw->parent);
		p->iso = keep(r->arena, raw->iso);
		p->pcode = keep(r->arena, raw->pcode);
		p->demonym = keep(r->arena, raw->demonym);
		if (!check_kind(r, i, "place", err) ||
		    !take_names(r, i, &p->names, &p->n_names, err))
			return false;
	}
	return check_tree(r, &to->by_place, list, sizeof(*list), err);
}

static bool
take_position(
    const struct reading *r, size_t i, struct facility *f, struct error *err)
{
	const struct raw *raw = &r->raw[i];
	struct str lat = keep(r->arena, raw->lat);
	struct str lon = keep(r->arena, raw->lon);

	f->located = lat.len > 0 || lon.len > 0;
	if (!f->located)
		return true;
	if (!value_degrees(lat, 90, &f->lat))
		return reader_fail(r->yaml, i, "lat:", err,
		    "field \"lat\": expected degrees from -90 to 90, beside "
		    "a \"lon\"");
	if (!value_degrees(lon, 180, &f->lon))
		return reader_fail(r->yaml, i, "lon:", err,
		    "field \"lon\": expected degrees from -180 to 180, "
		    "beside a \"lat\"");
	return true;
}

static bool
take_facilities(const struct reading *r, struct error *err)
{
	struct facility *list = arena_alloc(r->arena, r->n, sizeof(*list));
	struct registry *to = r->registry;

	to->facilities = list;
	to->n_facilities = r->n;
	for (unsigned i = 0; i < r->n; i++) {
		const struct raw *raw = &r->raw[i];
		struct facility *f = &list[i];

		f->key = keep(r->arena, raw->key);
		f->kind = keep(r->arena, raw->kind);
		f->parent = keep(r->arena, raw->parent);
		f->operator= keep(r->arena, raw->operator);
		f->place = keep(r->arena, raw->place);
		if (!check_kind(r, i, "facility", err) ||
		    !take_position(r, i, f, err) ||
		    !take_names(r, i, &f->names, &f->n_names, err))
			return false;
	}
	return check_tree(r, &to->by_facility, list, sizeof(*list), err);
}

static bool
known_reliability(struct str word)
{
	return word.len == 0 || str_eq(word, STR("low")) ||
	       str_eq(word, STR("medium")) || str_eq(word, STR("high")) ||
	       str_eq(word, STR("unrated"));
}

static bool
take_actors(const struct reading *r, struct error *err)
{
	struct actor *list = arena_alloc(r->arena, r->n, sizeof(*list));
	struct registry *to = r->registry;

	to->actors = list;
	to->n_actors = r->n;
	for (unsigned i = 0; i < r->n; i++) {
		const struct raw *raw = &r->raw[i];
		struct actor *a = &list[i];

		a->key = keep(r->arena, raw->key);
		a->kind = keep(r->arena, raw->kind);
		a->parent = keep(r->arena, raw->parent);
		a->party = keep(r->arena, raw->party);
		a->reliability = keep(r->arena, raw->reliability);
		if (!check_kind(r, i, "actor", err) ||
		    !take_names(r, i, &a->names, &a->n_names, err))
			return false;
		if (!known_reliability(a->reliability))
			return reader_fail(r->yaml, i, "reliability:", err,
			    "reliability \"%s\": expected low, medium, high "
			    "or unrated",
			    raw->reliability);
	}
	return check_tree(r, &to->by_actor, list, sizeof(*list), err);
}

static bool
check_others(
    const struct reading *r, const struct registry *to, struct error *err)
{
	for (unsigned i = 0; i < r->n; i++)
		if (!check_metric(
			r, i, "leaves:", to->metrics[i].leaves, err) ||
		    !check_metric(r, i, "abroad:", to->metrics[i].abroad, err))
			return false;
	return true;
}

static bool
check_digest(
    const struct reading *r, const struct registry *to, struct error *err)
{
	static const char *const words[] = {"", "first", "last", "never"};
	size_t k;

	for (unsigned i = 0; i < r->n; i++) {
		for (k = 0; k < COUNT(words); k++)
			if (str_eq(to->metrics[i].digest, str_from(words[k])))
				break;
		if (k == COUNT(words))
			return reader_fail(r->yaml, i, "digest:", err,
			    "field \"digest\": unknown word \"%s\"; expected "
			    "first, last or never",
			    r->raw[i].digest);
	}
	return true;
}

static bool
check_event(
    const struct reading *r, const struct registry *to, struct error *err)
{
	for (unsigned i = 0; i < r->n; i++) {
		struct str event = to->metrics[i].event;

		if (event.len > 0 && !str_eq(event, STR("any")) &&
		    !str_eq(event, STR("none")) &&
		    registry_event_kind(to, event) == NULL)
			return reader_fail(r->yaml, i, "event:", err,
			    "unknown event \"%s\"; expected any, none or a key "
			    "of events.yaml",
			    r->raw[i].event);
	}
	return true;
}

static bool
take_events(const struct reading *r, struct error *err)
{
	struct event_kind *list = arena_alloc(r->arena, r->n, sizeof(*list));
	struct registry *to = r->registry;

	to->events = list;
	to->n_events = r->n;
	for (unsigned i = 0; i < r->n; i++) {
		const struct raw *raw = &r->raw[i];

		list[i] = (struct event_kind){keep(r->arena, raw->key),
		    keep(r->arena, raw->parent), keep(r->arena, raw->label),
		    keep(r->arena, raw->yields)};
	}
	return check_tree(r, &to->by_event, list, sizeof(*list), err);
}

static bool
take_metrics(const struct reading *r, struct error *err)
{
	struct metric *list = arena_alloc(r->arena, r->n, sizeof(*list));
	struct registry *to = r->registry;

	to->metrics = list;
	to->n_metrics = r->n;
	for (unsigned i = 0; i < r->n; i++) {
		const struct raw *raw = &r->raw[i];

		list[i] = (struct metric){keep(r->arena, raw->key),
		    keep(r->arena, raw->parent), keep(r->arena, raw->hxl),
		    keep(r->arena, raw->label), keep(r->arena, raw->extract),
		    keep(r->arena, raw->group), keep(r->arena, raw->leaves),
		    keep(r->arena, raw->abroad), keep(r->arena, raw->digest),
		    keep(r->arena, raw->event)};
	}
	return check_tree(r, &to->by_metric, list, sizeof(*list), err) &&
	       check_others(r, to, err) && check_digest(r, to, err) &&
	       check_event(r, to, err);
}

static bool
check_groups(
    const struct reading *r, const struct registry *to, struct error *err)
{
	for (unsigned i = 0; i < r->n; i++) {
		const struct group *g = &to->groups[i];

		if (g->event.len > 0 &&
		    registry_event_kind(to, g->event) == NULL)
			return reader_fail(r->yaml, i, "event:", err,
			    "unknown event \"%s\"; expected a key of "
			    "events.yaml",
			    r->raw[i].event);
		if (g->flight.len > 0 && !str_eq(g->flight, STR("escape")))
			return reader_fail(r->yaml, i, "flight:", err,
			    "unknown flight \"%s\"; expected escape or none",
			    r->raw[i].flight);
	}
	return true;
}

static bool
take_groups(const struct reading *r, struct error *err)
{
	struct group *list = arena_alloc(r->arena, r->n, sizeof(*list));
	struct registry *to = r->registry;

	to->groups = list;
	to->n_groups = r->n;
	for (unsigned i = 0; i < r->n; i++) {
		const struct raw *raw = &r->raw[i];

		list[i] = (struct group){keep(r->arena, raw->key),
		    keep(r->arena, raw->parent), keep(r->arena, raw->label),
		    keep(r->arena, raw->division), keep(r->arena, raw->event),
		    keep(r->arena, raw->flight)};
	}
	return check_tree(r, &to->by_group, list, sizeof(*list), err) &&
	       check_groups(r, to, err);
}

/* In order of registry_file. */
static bool (*const take[N_REGISTRY_FILES])(
    const struct reading *, struct error *) = {
    [FILE_EVENTS] = take_events,
    [FILE_METRICS] = take_metrics,
    [FILE_KINDS] = take_kinds,
    [FILE_PLACES] = take_places,
    [FILE_FACILITIES] = take_facilities,
    [FILE_ACTORS] = take_actors,
    [FILE_GROUPS] = take_groups,
};

static void
take_ready(
    struct registry *to, const struct registry *b, enum registry_file file)
{
#define TAKE(entries, index)                                                   \
	to->entries = b->entries, to->n_##entries = b->n_##entries,            \
	to->index = b->index

	switch (file) {
	case FILE_KINDS:
		to->kinds = b->kinds;
		to->n_kinds = b->n_kinds;
		break;
	case FILE_PLACES:
		TAKE(places, by_place);
		break;
	case FILE_FACILITIES:
		TAKE(facilities, by_facility);
		break;
	case FILE_ACTORS:
		TAKE(actors, by_actor);
		break;
	case FILE_EVENTS:
		TAKE(events, by_event);
		break;
	case FILE_METRICS:
		TAKE(metrics, by_metric);
		break;
	case FILE_GROUPS:
		TAKE(groups, by_group);
		break;
	case N_REGISTRY_FILES:
		break;
	}
}

static bool
take_file(struct registry *registry, struct arena *arena,
    const struct yaml *yaml, enum registry_file file, struct error *err)
{
	CLEANUP(reading_cleanup)
	struct reading r = {
	    .yaml = yaml, .arena = arena, .registry = registry, .file = file};
	void *raw;

	if (!reader_load(yaml, &list_schemas[file], &raw, &r.n, err))
		return false;
	r.raw = raw;
	return take[file](&r, err);
}

bool
registry_load(struct registry *registry, struct arena *arena,
    const struct yaml files[N_REGISTRY_FILES],
    const struct registry *const ready[N_REGISTRY_FILES], struct error *err)
{
	for (enum registry_file i = 0; i < N_REGISTRY_FILES; i++) {
		/* Another list of kinds may refuse what is ready. */
		if (ready[i] != NULL && ready[FILE_KINDS] == ready[i])
			take_ready(registry, ready[i], i);
		else if (!take_file(registry, arena, &files[i], i, err))
			return false;
	}
	return true;
}
