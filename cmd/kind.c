#include "cmd/kind.h"
#include "base/attr.h"
#include "fetch/listing.h"

/* With the place of the source's entry before it. */
static bool
fail_at(const struct config *config, const struct source *s,
    const struct error *why, struct error *err)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct str place;

	return config_source_place(config, s, &a, &place, err) &&
	       error_set(
		   err, ERROR_CONFIG, "%.*s: %s", STR_ARG(place), why->text);
}

bool
kind_check(
    const struct config *config, const struct source *s, struct error *err)
{
	struct error why;

	if (s->kind.len > 0 && !listing_is_kind(s->kind)) {
		error_set(&why, ERROR_CONFIG,
		    "kind \"%.*s\" of %.*s: expected one of %s",
		    STR_ARG(s->kind), STR_ARG(s->key), listing_kinds());
		return fail_at(config, s, &why, err);
	}
	if (str_eq(s->kind, STR("page")) &&
	    !listing_check_links(s->links, &why))
		return fail_at(config, s, &why, err);
	return true;
}
