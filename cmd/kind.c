#include "cmd/kind.h"
#include "fetch/listing.h"

bool
kind_check(const struct source *s, struct error *err)
{
	struct error why;

	if (s->kind.len > 0 && !listing_is_kind(s->kind))
		return error_set(err, ERROR_CONFIG,
		    "sources.yaml: source %.*s: kind \"%.*s\": expected one of "
		    "%s",
		    STR_ARG(s->key), STR_ARG(s->kind), listing_kinds());
	if (str_eq(s->kind, STR("page")) &&
	    !listing_check_links(s->links, &why))
		return error_set(err, ERROR_CONFIG,
		    "sources.yaml: source %.*s: %s", STR_ARG(s->key), why.text);
	return true;
}
