#include <stdlib.h>
#include <string.h>

#include "config/folder.h"
#include "config/settings.h"
#include "config/value.h"

/* tallybook.yaml as it is written: every value is a text. */
struct raw {
	char *store, *contact, *reader, *proxy;
	char *every, *pace, *timeout, *connect_timeout;
	char *max_body, *max_items, *parallel, *fail_limit;
	char **recheck;
	unsigned n_recheck;
};

#define MAX_RECHECK 16
#define OPTIONAL    (CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL)
#define MAY(name)                                                              \
	CYAML_FIELD_STRING_PTR(#name, OPTIONAL, struct raw, name, 0, 1000)

static const cyaml_schema_value_t recheck_schema = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char *, 0, 40)};
static const cyaml_schema_field_t fields[] = {
    MAY(store),
    MAY(contact),
    MAY(reader),
    MAY(every),
    MAY(pace),
    MAY(timeout),
    MAY(connect_timeout),
    MAY(max_body),
    MAY(max_items),
    MAY(parallel),
    MAY(fail_limit),
    CYAML_FIELD_SEQUENCE_COUNT("recheck", OPTIONAL, struct raw, recheck,
	n_recheck, &recheck_schema, 0, MAX_RECHECK),
    MAY(proxy),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct raw, fields)};

#define SECOND INT64_C(1000)
#define MINUTE (60 * SECOND)
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)

/* The numbers: how they are written, their bounds, and what is expected. */
enum form { DURATION, SIZE, NUMBER };

static const struct number {
	const char *name;
	enum form form;
	size_t from, to; /* offsets in struct raw and in struct config */
	int64_t divisor; /* milliseconds in the unit of struct config */
	int64_t value, min, max;
	const char *expected;
} numbers[] = {
#define AT(from, to) offsetof(struct raw, from), offsetof(struct config, to)
    {"every",           DURATION, AT(every,           every),              SECOND, 30 * MINUTE, 0,
										365 * DAY,												     "a time such as 30m, 6h or 1d, at most 365d"},
    {"pace",            DURATION, AT(pace,            pace_ms),            1,      SECOND,      0,      HOUR,
										"a time such as 500ms, 2s or 0s, at most 1h"													      },
    {"timeout",         DURATION, AT(timeout,         timeout_ms),         1,      60 * SECOND, 1,      DAY,
										"a time such as 60s, more than 0s"															},
    {"connect_timeout", DURATION, AT(connect_timeout, connect_timeout_ms), 1,
										10 * SECOND,									       1,      DAY,        "a time such as 10s, more than 0s"         },
    {"max_body",        SIZE,     AT(max_body,        max_body),           1,      10000000,    1000,   1000000000,
										"a size such as 10MB, from 1kB to 1GB"														    },
    {"max_items",       NUMBER,   AT(max_items,       max_items),          1,      1000,        1,      1000000,
										"a number from 1 to 1000000"															      },
    {"parallel",        NUMBER,   AT(parallel,        parallel),           1,      50,          1,      1000,
										"a number from 1 to 1000"																 },
    {"fail_limit",      NUMBER,   AT(fail_limit,      fail_limit),         1,      3,           0,      1000000,
										"a number from 0 to 1000000"															      },
#undef AT
};

static bool
read_form(enum form form, struct str text, int64_t *value)
{
	switch (form) {
	case DURATION:
		return value_duration(text, value);
	case SIZE:
		return value_size(text, value);
	case NUMBER:
		return value_count(text, value);
	}
	return false;
}

static bool
take_number(struct config *c, const struct number *n, const struct raw *raw,
    const struct yaml *y, struct error *err)
{
	int64_t value = n->value;
	char *text;

	memcpy(&text, (const char *)raw + n->from, sizeof(text));
	if (text != NULL && text[0] != '\0' &&
	    (!read_form(n->form, str_from(text), &value) || value < n->min ||
		value > n->max))
		return reader_fail(y, YAML_NO_ENTRY, n->name, err,
		    "%s \"%s\": expected %s", n->name, text, n->expected);
	value /= n->divisor;
	memcpy((char *)c + n->to, &value, sizeof(value));
	return true;
}

static bool
take_recheck(struct config *c, const struct raw *raw, const struct yaml *y,
    struct error *err)
{
	static const int64_t standard[] = {6 * HOUR, DAY, 3 * DAY, 7 * DAY};
	size_t n = raw->recheck != NULL ? raw->n_recheck : COUNT(standard);
	int64_t ms, before = -1;

	c->recheck = arena_alloc(&c->arena, n, sizeof(*c->recheck));
	c->n_recheck = n;
	for (size_t i = 0; i < n; i++) {
		if (raw->recheck == NULL)
			ms = standard[i];
		else if (!value_duration(str_from(raw->recheck[i]), &ms) ||
			 ms <= before || ms > 3650 * DAY)
			return reader_fail(y, YAML_NO_ENTRY, "recheck:", err,
			    "recheck \"%s\": expected times such as [6h, 1d, "
			    "7d], each longer than the one before",
			    raw->recheck[i]);
		before = ms;
		c->recheck[i] = ms / SECOND;
	}
	return true;
}

/* A relative store is in the folder, "~/" is the user's home. */
static struct str
store_path(struct config *c, const char *text)
{
	const char *home = getenv("HOME");
	bool at_home = strncmp(text, "~/", 2) == 0 && home != NULL;

	if (text[0] == '/')
		return arena_copy(&c->arena, str_from(text));
	return str_from(folder_path(&c->arena,
	    at_home ? str_from(home) : c->folder, text + 2 * at_home));
}

static struct str
text_or(struct config *c, const char *text, struct str standard)
{
	return text != NULL && text[0] != '\0'
		   ? arena_copy(&c->arena, str_from(text))
		   : standard;
}

static bool
take(struct config *c, const struct raw *raw, const struct yaml *y,
    struct error *err)
{
	c->store = raw->store != NULL && raw->store[0] != '\0'
		       ? store_path(c, raw->store)
		       : folder_store(&c->arena);
	c->contact = text_or(c, raw->contact, (struct str){0});
	c->reader = text_or(c, raw->reader, STR("reader"));
	c->proxy = text_or(c, raw->proxy, (struct str){0});
	for (size_t i = 0; i < COUNT(numbers); i++)
		if (!take_number(c, &numbers[i], raw, y, err))
			return false;
	return take_recheck(c, raw, y, err);
}

static void
raw_cleanup(struct raw **raw)
{
	reader_free(&schema, *raw, 0);
}

bool
settings_load(struct config *c, const struct yaml *y, struct error *err)
{
	static const struct raw nothing = {0};
	CLEANUP(raw_cleanup) struct raw *raw = NULL;
	void *data = NULL;

	if (y != NULL && !reader_load(y, &schema, &data, NULL, err))
		return false;
	raw = data;
	return take(c, raw != NULL ? raw : &nothing, y, err);
}
