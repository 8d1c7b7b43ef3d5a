#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "config/folder.h"
#include "config/settings.h"
#include "config/value.h"

/* tallybook.yaml as it is written: every value is a text. */
struct raw {
	char *store, *archive, *contact, *reader, *proxy, *ping;
	char *reliefweb_appname;
	char *archive_max, *every, *every_min, *every_max;
	char *pace, *crawl_delay_max, *timeout, *connect_timeout;
	char *low_speed, *max_redirects, *max_header;
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
    MAY(archive),
    MAY(archive_max),
    MAY(contact),
    MAY(reader),
    MAY(every),
    MAY(every_min),
    MAY(every_max),
    MAY(pace),
    MAY(crawl_delay_max),
    MAY(timeout),
    MAY(connect_timeout),
    MAY(low_speed),
    MAY(max_redirects),
    MAY(max_header),
    MAY(max_body),
    MAY(max_items),
    MAY(parallel),
    MAY(fail_limit),
    CYAML_FIELD_SEQUENCE_COUNT("recheck", OPTIONAL, struct raw, recheck,
	n_recheck, &recheck_schema, 1, MAX_RECHECK),
    MAY(proxy),
    MAY(ping),
    MAY(reliefweb_appname),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct raw, fields)};

#define ADAPT "adapt"

/* The numbers: how they are written, their defaults and bounds. */
enum form { DURATION, INTERVAL, SIZE, NUMBER };

/* clang-format off */
static const struct number {
	const char *name;
	enum form form;
	size_t from, to; /* offsets in struct raw and in struct config */
	int64_t divisor; /* milliseconds in the unit of struct config */
	const char *standard, *min, *max;
} numbers[] = {
#define AT(from, to) offsetof(struct raw, from), offsetof(struct config, to)
    {"archive_max", SIZE, AT(archive_max, archive_max), 1, "1GB", "1MB",
	"1000GB"},
    {"every", INTERVAL, AT(every, every), 1000, ADAPT, ADAPT, "365d"},
    {"every_min", DURATION, AT(every_min, every_min), 1000, "15m", "0s",
	"365d"},
    {"every_max", DURATION, AT(every_max, every_max), 1000, "1d", "0s",
	"365d"},
    {"pace", DURATION, AT(pace, pace_ms), 1, "1s", "0s", "1h"},
    {"timeout", DURATION, AT(timeout, timeout_ms), 1, "60s", "1ms", "1d"},
    {"connect_timeout", DURATION, AT(connect_timeout, connect_timeout_ms), 1,
	"10s", "1ms", "1d"},
    {"crawl_delay_max", DURATION, AT(crawl_delay_max, crawl_delay_max), 1000,
	"30s", "0s", "1h"},
    {"low_speed", SIZE, AT(low_speed, low_speed), 1, "20B", "1B", "1GB"},
    {"max_redirects", NUMBER, AT(max_redirects, max_redirects), 1, "5", "1",
	"20"},
    {"max_header", SIZE, AT(max_header, max_header), 1, "256kB", "1kB",
	"10MB"},
    {"max_body", SIZE, AT(max_body, max_body), 1, "10MB", "1kB", "1GB"},
    {"max_items", NUMBER, AT(max_items, max_items), 1, "1000", "1", "1000000"},
    {"parallel", NUMBER, AT(parallel, parallel), 1, "50", "1", "1000"},
    {"fail_limit", NUMBER, AT(fail_limit, fail_limit), 1, "3", "0", "1000000"},
#undef AT
};
/* clang-format on */

/* What is expected of each form, for messages. */
static const char *const form_names[] = {
    [DURATION] = "a time such as 30m, 6h or 1d",
    [INTERVAL] = ("a time such as 30m, or " ADAPT),
    [SIZE] = "a size such as 10MB",
    [NUMBER] = "a number",
};

static bool
read_form(enum form form, struct str text, int64_t *value)
{
	switch (form) {
	case DURATION:
		return value_duration(text, value);
	case INTERVAL:
		*value = -1000;
		return str_eq(text, STR(ADAPT)) || value_duration(text, value);
	case SIZE:
		return value_size(text, value);
	case NUMBER:
		return value_count(text, value);
	}
	return false;
}

/* A value of the table itself, which is well formed. */
static int64_t
fixed(enum form form, const char *text)
{
	int64_t value = 0;

	read_form(form, str_from(text), &value);
	return value;
}

/* Record what holds, for whoever wants to see it. */
static void
note(struct config *c, const char *name, struct str value, bool given)
{
	c->settings[c->n_settings++] =
	    (struct setting){str_from(name), value, given};
}

static bool
take_number(struct config *c, const struct number *n, const struct raw *raw,
    const struct yaml *y, struct error *err)
{
	int64_t value;
	char *text;
	bool given;

	memcpy(&text, (const char *)raw + n->from, sizeof(text));
	given = text != NULL && text[0] != '\0';
	if (!read_form(n->form, str_from(given ? text : n->standard), &value) ||
	    value < fixed(n->form, n->min) || value > fixed(n->form, n->max))
		return reader_fail(y, YAML_NO_ENTRY, n->name, err,
		    "%s \"%s\": expected %s, from %s to %s", n->name,
		    given ? text : n->standard, form_names[n->form], n->min,
		    n->max);
	note(c, n->name,
	    arena_copy(&c->arena, str_from(given ? text : n->standard)), given);
	value /= n->divisor;
	memcpy((char *)c + n->to, &value, sizeof(value));
	return true;
}

#define YEARS_10 INT64_C(315360000000) /* milliseconds */

static bool
take_recheck(struct config *c, const struct raw *raw, const struct yaml *y,
    struct error *err)
{
	static const char *const standard[] = {"1h", "6h", "1d", "3d", "7d"};
	bool given = raw->recheck != NULL;
	size_t n = given ? raw->n_recheck : COUNT(standard);
	struct buf all = {.arena = &c->arena};
	int64_t ms, before = -1;
	const char *text;

	if (given && n == 1 && strcmp(raw->recheck[0], "never") == 0) {
		note(c, "recheck", STR("[never]"), true);
		return true;
	}
	c->recheck = arena_alloc(&c->arena, n, sizeof(*c->recheck));
	c->n_recheck = n;
	buf_char(&all, '[');
	for (size_t i = 0; i < n; i++) {
		text = given ? raw->recheck[i] : standard[i];
		if (!value_duration(str_from(text), &ms) || ms <= before ||
		    ms > YEARS_10)
			return reader_fail(y, YAML_NO_ENTRY, "recheck:", err,
			    "recheck \"%s\": expected times such as [6h, 1d, "
			    "7d], each longer than the one before",
			    text);
		before = ms;
		c->recheck[i] = ms / 1000;
		buf_printf(&all, "%s%s", i > 0 ? ", " : "", text);
	}
	buf_char(&all, ']');
	note(c, "recheck", buf_str(&all), given);
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

static bool
is_given(const char *text)
{
	return text != NULL && text[0] != '\0';
}

static struct str
take_text(
    struct config *c, const char *name, const char *text, struct str standard)
{
	struct str value =
	    is_given(text) ? arena_copy(&c->arena, str_from(text)) : standard;

	note(c, name, value, is_given(text));
	return value;
}

/* Beside the store, unless it is elsewhere or off. */
static void
take_archive(struct config *c, const char *text)
{
	struct buf beside = {.arena = &c->arena};
	const char *slash;

	if (is_given(text)) {
		if (strcmp(text, "off") != 0)
			c->archive = store_path(c, text);
	} else {
		buf_add(&beside, c->store);
		slash = strrchr(beside.ptr, '/');
		beside.len =
		    slash != NULL ? (size_t)(slash - beside.ptr) + 1 : 0;
		buf_add(&beside, STR("archive"));
		c->archive = buf_str(&beside);
	}
	note(c, "archive", c->archive.len ? c->archive : STR("off"),
	    is_given(text));
}

static bool
take(struct config *c, const struct raw *raw, const struct yaml *y,
    struct error *err)
{
	c->settings =
	    arena_alloc(&c->arena, COUNT(fields), sizeof(*c->settings));
	c->store = is_given(raw->store) ? store_path(c, raw->store)
					: folder_store(&c->arena, c->folder);
	note(c, "store", c->store, is_given(raw->store));
	take_archive(c, raw->archive);
	c->contact = take_text(c, "contact", raw->contact, (struct str){0});
	c->reader = take_text(c, "reader", raw->reader, STR("reader"));
	c->proxy = take_text(c, "proxy", raw->proxy, (struct str){0});
	c->ping = take_text(c, "ping", raw->ping, (struct str){0});
	c->reliefweb_appname = take_text(
	    c, "reliefweb_appname", raw->reliefweb_appname, (struct str){0});
	for (size_t i = 0; i < COUNT(numbers); i++)
		if (!take_number(c, &numbers[i], raw, y, err))
			return false;
	if (c->every_min > c->every_max)
		return reader_fail(y, YAML_NO_ENTRY, "every_min:", err,
		    "every_min is longer than every_max");
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
