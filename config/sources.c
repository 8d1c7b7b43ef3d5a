#include <string.h>

#include "config/registry_load.h"
#include "config/settings.h"
#include "config/value.h"

/* An entry of sources.yaml as it is written: every value is a text. */
struct raw {
	char *key, *name, *url, *kind, *links, *lang, *every, *private, *paused;
};

#define MAX_SOURCES 100000
#define REQUIRED    CYAML_FLAG_POINTER
#define OPTIONAL    (CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL)
#define NEEDS(name)                                                            \
	CYAML_FIELD_STRING_PTR(#name, REQUIRED, struct raw, name, 1, 2000)
#define MAY(name)                                                              \
	CYAML_FIELD_STRING_PTR(#name, OPTIONAL, struct raw, name, 0, 100)

static const cyaml_schema_field_t fields[] = {NEEDS(key), NEEDS(name),
    NEEDS(url), MAY(kind),
    CYAML_FIELD_STRING_PTR("links", OPTIONAL, struct raw, links, 0, 1000),
    MAY(lang), MAY(every), MAY(private), MAY(paused), CYAML_FIELD_END};
static const cyaml_schema_value_t entry = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw, fields)};
static const cyaml_schema_value_t schema = {CYAML_VALUE_SEQUENCE(
    CYAML_FLAG_POINTER, struct raw, &entry, 0, MAX_SOURCES)};

/* The file while it is read. */
struct reading {
	const struct yaml *yaml;
	struct raw *raw;
	unsigned n;
};

static void
reading_cleanup(struct reading *r)
{
	reader_free(&schema, r->raw, r->n);
}

static struct str
keep(struct arena *a, const char *text)
{
	return text != NULL && text[0] != '\0' ? arena_copy(a, str_from(text))
					       : (struct str){0};
}

static bool
take_flag(const struct reading *r, size_t i, const char *field, struct str text,
    bool *flag, struct error *err)
{
	return text.len == 0 || value_bool(text, flag) ||
	       reader_fail(r->yaml, i, field, err,
		   "%s \"%.*s\": expected true or false", field, STR_ARG(text));
}

static bool
take_every(const struct reading *r, size_t i, struct str text, int64_t *every,
    struct error *err)
{
	int64_t ms;

	*every = -1;
	if (text.len == 0)
		return true;
	if (!value_duration(text, &ms))
		return reader_fail(r->yaml, i, "every:", err,
		    "every \"%.*s\": expected a time such as 30m, 6h or 1d",
		    STR_ARG(text));
	*every = ms / 1000;
	return true;
}

static bool
check(const struct reading *r, size_t i, const struct source *s,
    struct error *err)
{
	if (!value_is_key(s->key))
		return reader_fail(r->yaml, i, "key:", err,
		    "key \"%.*s\": expected lower-case letters a-z, digits, "
		    "'-' and '_', at most 64",
		    STR_ARG(s->key));
	if (!value_is_url(s->url))
		return reader_fail(r->yaml, i, "url:", err,
		    "url \"%.*s\": expected an address that begins with "
		    "http:// or https://, without spaces",
		    STR_ARG(s->url));
	if (s->links.len > 0 && !str_eq(s->kind, STR("page")))
		return reader_fail(r->yaml, i, "links:", err,
		    "links are for a source of kind: page");
	return true;
}

static bool
take(struct config *c, const struct reading *r, size_t i, struct error *err)
{
	const struct raw *raw = &r->raw[i];
	struct arena *a = &c->arena;
	struct source *s = &c->sources[i];

	s->key = keep(a, raw->key);
	s->name = keep(a, raw->name);
	s->url = keep(a, raw->url);
	s->kind = keep(a, raw->kind);
	s->links = keep(a, raw->links);
	s->lang = keep(a, raw->lang);
	return check(r, i, s, err) &&
	       take_every(r, i, keep(a, raw->every), &s->every, err) &&
	       take_flag(
		   r, i, "private", keep(a, raw->private), &s->private, err) &&
	       take_flag(r, i, "paused", keep(a, raw->paused), &s->paused, err);
}

bool
sources_load(struct config *c, const struct yaml *y, struct error *err)
{
	CLEANUP(reading_cleanup) struct reading r = {.yaml = y};
	struct key_index index;
	void *raw;
	size_t twice;

	if (!reader_load(y, &schema, &raw, &r.n, err))
		return false;
	r.raw = raw;
	c->sources = arena_alloc(&c->arena, r.n, sizeof(*c->sources));
	c->n_sources = r.n;
	for (unsigned i = 0; i < r.n; i++)
		if (!take(c, &r, i, err))
			return false;
	twice = key_index_build(
	    &index, &c->arena, c->sources, r.n, sizeof(*c->sources));
	if (twice < r.n)
		return reader_fail(y, twice, "key:", err,
		    "there is a source with key \"%.*s\" before this one",
		    STR_ARG(c->sources[twice].key));
	return true;
}
