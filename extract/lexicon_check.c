#include <stdio.h>

#include "config/config.h"
#include "extract/lexicon_line.h"

static const char *const files[] = {
    [KEYS_METRICS] = "metrics.yaml",
    [KEYS_GROUPS] = "groups.yaml",
    [KEYS_EVENTS] = "events.yaml",
    [KEYS_KINDS] = "kinds.yaml",
};

static bool
is_key(const struct registry *r, enum keys of, struct str key)
{
	switch (of) {
	case KEYS_METRICS:
		return str_eq(key, STR("other")) ||
		       registry_metric(r, key) != NULL;
	case KEYS_GROUPS:
		return registry_group(r, key) != NULL;
	case KEYS_EVENTS:
		return registry_event_kind(r, key) != NULL;
	case KEYS_KINDS:
		return registry_kind(r, key) != NULL;
	case KEYS_NONE:
		break;
	}
	return true;
}

static void
check_field(const struct line *line, enum keys of, struct str keys,
    const struct registry *r, struct findings *findings)
{
	struct error err;
	char what[64];

	while (keys.len > 0) {
		struct str key = line_cut(&keys, ' ');

		if (is_key(r, of, key))
			continue;
		snprintf(what, sizeof(what), "is no key of %s", files[of]);
		line_error(&err, line, what, key);
		findings_add(findings, &err);
	}
}

void
lexicon_check(struct lexicon *l, struct str bytes, struct str where,
    const struct registry *r, struct findings *findings)
{
	struct line line = {.where = where};
	bool own = config_is_own(where);
	struct error err;

	while (line_next(&bytes, &line)) {
		enum class class = class_find(line.fields[1]);

		if (!lexicon_add_line(l, &line, &err))
			findings_add(findings, &err);
		for (size_t i = 0; own && i < SENSE_FIELDS; i++)
			check_field(&line, class_keys(class, i),
			    line.fields[2 + i], r, findings);
	}
}
