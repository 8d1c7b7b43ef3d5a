#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config/reader.h"

#define MAX_FRAMES 8

/* What libcyaml says of one failure, in its log. */
struct complaint {
	char cause[256];
	unsigned line, column;       /* of the innermost thing read before it */
	unsigned entry_line;         /* of the innermost entry of a list */
	char fields[MAX_FRAMES][48]; /* it is in, the innermost first */
	size_t n_fields, n_frames;
};

/* One frame of the backtrace: "in mapping field 'kind' (line: 2, ...)". */
static void
note_frame(struct complaint *c, const char *text)
{
	static const char in_field[] = "in mapping field '";
	const char *at = strstr(text, "(line: "), *end;
	unsigned line = 0, column = 0;
	size_t n;

	if (at == NULL ||
	    sscanf(at, "(line: %u, column: %u", &line, &column) < 2)
		return;
	if (c->n_frames++ == 0) {
		c->line = line;
		c->column = column;
	}
	if (strstr(text, "in sequence entry") != NULL && c->entry_line == 0)
		c->entry_line = line;
	if ((at = strstr(text, in_field)) == NULL || c->n_fields == MAX_FRAMES)
		return;
	at += sizeof(in_field) - 1;
	end = strrchr(at, '\'');
	n = end != NULL ? (size_t)(end - at) : 0;
	if (n >= sizeof(c->fields[0]))
		n = sizeof(c->fields[0]) - 1;
	memcpy(c->fields[c->n_fields], at, n);
	c->fields[c->n_fields++][n] = '\0';
}

static void
hear(cyaml_log_t level, void *ctx, const char *fmt, va_list args)
{
	struct complaint *c = ctx;
	char text[320];
	const char *cause;

	(void)level;
	vsnprintf(text, sizeof(text), fmt, args);
	text[strcspn(text, "\n")] = '\0';
	if (strncmp(text, "  in ", 5) == 0) {
		note_frame(c, text);
	} else if (c->cause[0] == '\0' && strstr(text, "Backtrace:") == NULL) {
		cause = strncmp(text, "Load: ", 6) == 0 ? text + 6 : text;
		snprintf(c->cause, sizeof(c->cause), "%.*s",
		    (int)sizeof(c->cause) - 1, cause);
	}
}

static bool
next_line(struct str *rest, struct str *line)
{
	const char *end;

	if (rest->len == 0)
		return false;
	end = memchr(rest->ptr, '\n', rest->len);
	line->ptr = rest->ptr;
	line->len = end != NULL ? (size_t)(end - rest->ptr) : rest->len;
	*rest = str_skip(*rest, line->len + 1);
	return true;
}

static size_t
indentation(struct str line)
{
	size_t n = 0;

	while (n < line.len && line.ptr[n] == ' ')
		n++;
	return n;
}

static bool
contains(struct str line, const char *word)
{
	size_t n = strlen(word);

	for (size_t i = 0; n > 0 && i + n <= line.len; i++)
		if (memcmp(line.ptr + i, word, n) == 0)
			return true;
	return false;
}

static bool
is_content(struct str line)
{
	size_t n = indentation(line);

	return n < line.len && line.ptr[n] != '#' && line.ptr[n] != '\r';
}

/* The first line from a given one on that is no comment and has the word. */
static unsigned
line_with(struct str text, unsigned from, const char *word)
{
	struct str line;

	for (unsigned n = 1; next_line(&text, &line); n++)
		if (n >= from && is_content(line) &&
		    (word == NULL || contains(line, word)))
			return n;
	return from;
}

/*
 * The lines [*first, *end) of an entry of a list in block style. libcyaml
 * gives no positions of what it has read without complaint.
 */
static void
entry_lines(struct str text, size_t entry, unsigned *first, unsigned *end)
{
	struct str line;
	size_t indent = SIZE_MAX, seen = 0;
	unsigned n = 1;

	*first = 1;
	for (; next_line(&text, &line); n++) {
		size_t here = indentation(line);
		if (!is_content(line) || line.ptr[here] != '-' ||
		    (here + 1 < line.len && line.ptr[here + 1] == '-'))
			continue;
		if (indent == SIZE_MAX)
			indent = here;
		if (here != indent)
			continue;
		if (seen++ == entry)
			*first = n;
		else if (seen == entry + 2)
			break;
	}
	*end = n;
}

static bool
fail_at(const struct yaml *y, unsigned line, struct error *err, const char *fmt,
    va_list args)
{
	char text[400];

	vsnprintf(text, sizeof(text), fmt, args);
	return error_set(
	    err, ERROR_CONFIG, "%.*s:%u: %s", STR_ARG(y->where), line, text);
}

static bool PRINTF(4, 5) fail(const struct yaml *y, unsigned line,
    struct error *err, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	fail_at(y, line, err, fmt, args);
	va_end(args);
	return false;
}

bool
reader_fail(const struct yaml *y, size_t entry, const char *word,
    struct error *err, const char *fmt, ...)
{
	unsigned first = 1, end = UINT32_MAX, line;
	va_list args;

	if (entry != YAML_NO_ENTRY)
		entry_lines(y->text, entry, &first, &end);
	line = line_with(y->text, first, word);
	va_start(args, fmt);
	fail_at(y, line < end ? line : first, err, fmt, args);
	va_end(args);
	return false;
}

unsigned
reader_line(const struct yaml *y, size_t entry)
{
	unsigned first, end;

	entry_lines(y->text, entry, &first, &end);
	return first;
}

/* The fields of the mapping that a complaint is about. */
static const cyaml_schema_field_t *
fields_of(const struct complaint *c, const cyaml_schema_value_t *v)
{
	const cyaml_schema_field_t *f;

	for (size_t i = c->n_fields;; i--) {
		if (v->type == CYAML_SEQUENCE)
			v = v->sequence.entry;
		if (v->type != CYAML_MAPPING)
			return NULL;
		f = v->mapping.fields;
		if (i == 0)
			return f;
		while (f->key != NULL && strcmp(f->key, c->fields[i - 1]) != 0)
			f++;
		if (f->key == NULL)
			return NULL;
		v = &f->value;
	}
}

static const char *
list_fields(const cyaml_schema_field_t *f, char *out, size_t size)
{
	size_t n = 0;

	out[0] = '\0';
	for (; f != NULL && f->key != NULL && n < size; f++)
		n += (size_t)snprintf(
		    out + n, size - n, "%s%s", n > 0 ? ", " : "", f->key);
	return out;
}

static const char *
word_for(const char *type)
{
	static const struct {
		const char *type, *word;
	} words[] = {
	    {"SCALAR",         "a single value"          },
	    {"STRING",         "a single value"          },
	    {"SEQUENCE_START", "a list"                  },
	    {"SEQUENCE",       "a list"                  },
	    {"MAPPING_START",  "fields (\"name: value\")"},
	    {"MAPPING",        "fields (\"name: value\")"},
	    {"ALIAS",          "an alias"                },
	};
	for (size_t i = 0; i < COUNT(words); i++)
		if (strcmp(words[i].type, type) == 0)
			return words[i].word;
	return type;
}

static bool
fail_type(const struct yaml *y, const struct complaint *c, unsigned line,
    struct error *err)
{
	char want[32] = "", got[32] = "";

	if (sscanf(c->cause, "Expecting %31[A-Z_], got event: %31[A-Z_]", want,
		got) != 2)
		return fail(y, line, err, "%s", c->cause);
	if (c->n_fields == 0)
		return fail(y, line, err, "expected %s, found %s",
		    word_for(want), word_for(got));
	return fail(y, line, err, "field \"%s\": expected %s, found %s",
	    c->fields[0], word_for(want), word_for(got));
}

/* The word after a prefix of the cause, or NULL. */
static const char *
after(const struct complaint *c, const char *prefix)
{
	size_t n = strlen(prefix);

	return strncmp(c->cause, prefix, n) == 0 ? c->cause + n : NULL;
}

static bool
explain(const struct yaml *y, const struct complaint *c, cyaml_err_t code,
    const cyaml_schema_value_t *schema, struct error *err)
{
	unsigned line = c->line ? c->line : line_with(y->text, 1, NULL);
	char colon[64], list[320];
	const char *word;

	if ((word = after(c, "Unexpected key: ")) != NULL) {
		snprintf(colon, sizeof(colon), "%.50s:", word);
		return fail(y, line_with(y->text, line, colon), err,
		    "unknown field \"%.60s\"; expected one of %s", word,
		    list_fields(fields_of(c, schema), list, sizeof(list)));
	}
	if ((word = after(c, "Missing required mapping field: ")) != NULL)
		return fail(y, c->entry_line ? c->entry_line : line, err,
		    "field \"%s\" is missing", word);
	if ((word = after(c, "Mapping field already seen: ")) != NULL) {
		snprintf(colon, sizeof(colon), "%.50s:", word);
		return fail(y, line_with(y->text, line + 1, colon), err,
		    "field \"%s\" is given twice", word);
	}
	if (after(c, "STRING length <") != NULL)
		return fail(
		    y, line, err, "field \"%s\" is empty", c->fields[0]);
	if (after(c, "STRING length >") != NULL)
		return fail(
		    y, line, err, "field \"%s\" is too long", c->fields[0]);
	if (code == CYAML_ERR_SEQUENCE_ENTRIES_MIN)
		return fail(y, line, err,
		    "field \"%s\": expected at least one entry", c->fields[0]);
	if (code == CYAML_ERR_SEQUENCE_ENTRIES_MAX)
		return fail(y, line, err, "too many entries");
	if (code == CYAML_ERR_ALIAS)
		return fail(y, line_with(y->text, line, "*"), err,
		    "aliases (*name) are not taken here; write the entry out");
	if ((word = after(c, "libyaml: ")) != NULL)
		return fail(y, line, err,
		    "this is no YAML from here on: %s; check indentation, "
		    "quotes and colons",
		    word);
	if (after(c, "Expecting ") != NULL)
		return fail_type(y, c, line, err);
	return fail(y, line, err, "%s",
	    c->cause[0] != '\0' ? c->cause : cyaml_strerror(code));
}

bool
reader_load(const struct yaml *y, const cyaml_schema_value_t *schema,
    void **data, unsigned *n, struct error *err)
{
	struct complaint c = {0};
	const cyaml_config_t how = {.log_fn = hear,
	    .log_ctx = &c,
	    .log_level = CYAML_LOG_ERROR,
	    .mem_fn = cyaml_mem,
	    .flags = CYAML_CFG_NO_ALIAS};
	cyaml_err_t code;

	*data = NULL;
	if (n != NULL)
		*n = 0;
	if (y->text.len == 0)
		return true;
	if (y->text.len > YAML_MAX_BYTES)
		return error_set(err, ERROR_CONFIG, "%.*s: larger than %zu MB",
		    STR_ARG(y->where), YAML_MAX_BYTES >> 20);
	code = cyaml_load_data(
	    (const uint8_t *)y->text.ptr, y->text.len, &how, schema, data, n);
	return code == CYAML_OK || explain(y, &c, code, schema, err);
}

void
reader_free(const cyaml_schema_value_t *schema, void *data, unsigned n)
{
	const cyaml_config_t how = {.mem_fn = cyaml_mem};

	cyaml_free(&how, schema, data, n);
}
