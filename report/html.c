#include <string.h>

#include <stdlib.h>

#include "base/hash.h"
#include "report/html.h"
#include "report/unicode.h"
#include "report/words.h"

void
html_text(struct buf *b, struct str text)
{
	struct str s = unicode_line(b->arena, text);
	size_t start = 0;
	const char *entity;

	for (size_t i = 0; i < s.len; i++) {
		switch (s.ptr[i]) {
		case '&':
			entity = "&amp;";
			break;
		case '<':
			entity = "&lt;";
			break;
		case '>':
			entity = "&gt;";
			break;
		case '"':
			entity = "&quot;";
			break;
		case '\'':
			entity = "&#39;";
			break;
		default:
			continue;
		}
		buf_add(b, (struct str){s.ptr + start, i - start});
		buf_add(b, str_from(entity));
		start = i + 1;
	}
	buf_add(b, (struct str){s.ptr + start, s.len - start});
}

static bool
starts(struct str s, struct str prefix)
{
	return s.len >= prefix.len &&
	       str_eq_nocase((struct str){s.ptr, prefix.len}, prefix);
}

void
html_link(struct buf *b, struct str url, struct str text)
{
	if (!starts(url, STR("https://")) && !starts(url, STR("http://"))) {
		html_text(b, text);
		return;
	}
	buf_add(b, STR("<a rel=\"noopener noreferrer nofollow\" href=\""));
	html_text(b, url);
	buf_add(b, STR("\">"));
	html_text(b, text);
	buf_add(b, STR("</a>"));
}

/* BCP 47 in its outward form: nothing else may stand in the attribute. */
static bool
is_lang(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!(s.ptr[i] >= 'a' && s.ptr[i] <= 'z') &&
		    !(s.ptr[i] >= 'A' && s.ptr[i] <= 'Z') &&
		    !(s.ptr[i] >= '0' && s.ptr[i] <= '9') && s.ptr[i] != '-')
			return false;
	return s.len > 1 && s.len <= 35;
}

void
html_quote(struct buf *b, struct str quote, struct str lang)
{
	if (quote.len == 0)
		return;
	buf_printf(
	    b, "<blockquote dir=\"%s\"", unicode_rtl(quote) ? "rtl" : "ltr");
	if (is_lang(lang))
		buf_printf(b, " lang=\"%.*s\"", STR_ARG(lang));
	buf_add(b, STR("><q>"));
	html_text(b, quote);
	buf_add(b, STR("</q></blockquote>\n"));
}

void
html_sentence(struct buf *b, struct str s)
{
	const struct str mark = STR("&quot;");
	struct buf text = {.arena = b->arena};
	size_t n = 0, seen = 0;

	html_text(&text, s);
	s = buf_str(&text);
	for (size_t i = 0; i + mark.len <= s.len; i++)
		n += memcmp(s.ptr + i, mark.ptr, mark.len) == 0;
	for (size_t i = 0; i < s.len; i++) {
		if (n % 2 != 0 || s.len - i < mark.len ||
		    memcmp(s.ptr + i, mark.ptr, mark.len) != 0) {
			buf_char(b, s.ptr[i]);
			continue;
		}
		buf_add(b, seen++ % 2 == 0 ? STR("<q>") : STR("</q>"));
		i += mark.len - 1;
	}
}

static int
hex(char c)
{
	return c >= 'a' ? c - 'a' + 10 : c - '0';
}

/* The hash of the style sheet as a policy wants it, in base 64. */
static void
style_hash(struct buf *b, struct str style)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmno"
				     "pqrstuvwxyz0123456789+/";
	struct str sum = sha256_hex(b->arena, style);
	unsigned bytes;

	for (size_t i = 0; i + 1 < sum.len; i += 6) {
		size_t n = sum.len - i < 6 ? (sum.len - i) / 2 : 3;

		bytes = 0;
		for (size_t j = i; j < i + 6; j++)
			bytes = bytes << 4 |
				(j < sum.len ? (unsigned)hex(sum.ptr[j]) : 0);
		for (size_t j = 0; j < 4; j++)
			buf_char(b,
			    j <= n ? digits[bytes >> (18 - 6 * j) & 63] : '=');
	}
}

void
html_begin(struct buf *b, struct str title)
{
	struct buf style = {.arena = b->arena};

	html_style(&style);
	buf_add(b, STR("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
		       "<meta charset=\"utf-8\">\n"
		       "<meta http-equiv=\"Content-Security-Policy\" "
		       "content=\"default-src 'none'; style-src 'sha256-"));
	style_hash(b, buf_str(&style));
	buf_add(b,
	    STR("'; base-uri 'none'; form-action 'none'\">\n"
		"<meta name=\"viewport\" "
		"content=\"width=device-width, initial-scale=1\">\n"
		"<meta name=\"referrer\" content=\"no-referrer\">\n<title>"));
	html_text(b, title);
	buf_add(b, STR("</title>\n<style>"));
	buf_add(b, buf_str(&style));
	buf_add(b, STR("</style>\n</head>\n<body>\n<main>\n"));
}

void
html_end(struct buf *b)
{
	buf_add(b, STR("</main>\n</body>\n</html>\n"));
}

/* Kinds of sources by what their sign is to say of them. */
static const struct {
	const char *kind, *class, *label;
} kinds[] = {
    {"ngo_local",          "survivors",     "local group"              },
    {"casualty_recorder",  "monitor",       "monitoring group"         },
    {"ngo_international",  "international", "international group"      },
    {"un_agency",          "international", "UN agency"                },
    {"igo",		"international", "intergovernmental body"   },
    {"red_cross_crescent", "international", "Red Cross or Red Crescent"},
    {"armed_group",        "armed",         "armed group"              },
    {"government",         "government",    "government"               },
    {"state_media",        "government",    "state media"              },
    {"judicial",           "government",    "court or prosecutor"      },
    {"health_authority",   "government",    "health authority"         },
};

static const struct {
	const char *class, *shape;
} shapes[] = {
    {"survivors",     "<path class=\"fill\" d=\"M6 0l6 6-6 6-6-6z\"/>"        },
    {"monitor",       "<circle class=\"fill\" cx=\"6\" cy=\"6\" r=\"5\"/>"    },
    {"international", "<path class=\"fill\" d=\"M1 1h10v10H1z\"/>"            },
    {"armed",         "<path class=\"fill\" d=\"M6 1l6 10H0z\"/>"             },
    {"government",    "<circle class=\"stroke\" cx=\"6\" cy=\"6\" r=\"4.5\"/>"
		   "<path class=\"stroke\" d=\"M3 9l6-6\"/>"},
    {"other",         "<path class=\"fill\" d=\"M1 5h10v2H1z\"/>"             },
};

static size_t
find_kind(struct str kind)
{
	size_t i = 0;

	while (i < COUNT(kinds) && !str_eq(str_from(kinds[i].kind), kind))
		i++;
	return i;
}

const char *
html_class_of_kind(struct str kind)
{
	size_t i = find_kind(kind);

	return i < COUNT(kinds) ? kinds[i].class : "other";
}

void
html_origin(struct buf *b, struct str kind, struct str name)
{
	struct str class = str_from(html_class_of_kind(kind));
	size_t i = find_kind(kind);
	struct str label = i < COUNT(kinds) ? str_from(kinds[i].label)
					    : words_of_key(b->arena, kind);

	buf_printf(b,
	    "<span class=\"%.*s\"><svg role=\"img\" width=\"12\" "
	    "height=\"12\" viewBox=\"0 0 12 12\" aria-label=\"",
	    STR_ARG(class));
	html_text(b, label.len > 0 ? label : STR("source"));
	buf_add(b, STR("\">"));
	for (size_t j = 0; j < COUNT(shapes); j++)
		if (str_eq(str_from(shapes[j].class), class))
			buf_add(b, str_from(shapes[j].shape));
	buf_add(b, STR("</svg></span> <bdi class=\"origin\">"));
	html_text(b, name);
	buf_add(b, STR("</bdi>"));
}

void
html_id(struct buf *b, struct str id)
{
	if (id.len == 0)
		return;
	buf_add(b, STR("<a class=\"id\" href=\"#"));
	html_text(b, id);
	buf_add(b, STR("\">"));
	html_text(b, id);
	buf_add(b, STR("</a>"));
}

void
html_cite(
    struct arena *arena, struct cited *list, const struct citation *citation)
{
	const struct citation **all;

	if (citation->id.len == 0)
		return;
	if (list->n == list->size) {
		list->size = list->size ? 2 * list->size : 64;
		all = arena_alloc(arena, list->size, sizeof(*all));
		for (size_t i = 0; i < list->n; i++)
			all[i] = list->all[i];
		list->all = all;
	}
	list->all[list->n++] = citation;
}

static int
by_id(const void *a, const void *b)
{
	const struct citation *const *x = a, *const *y = b;
	struct str s = (*x)->id, t = (*y)->id;

	for (size_t i = 0; i < s.len && i < t.len; i++)
		if (s.ptr[i] != t.ptr[i])
			return s.ptr[i] < t.ptr[i] ? -1 : 1;
	return (s.len > t.len) - (s.len < t.len);
}

static void
named(struct buf *b, const char *name, struct str value)
{
	if (value.len == 0)
		return;
	buf_printf(b, " &middot; %s <span class=\"id\">", name);
	html_text(b, value);
	buf_add(b, STR("</span>"));
}

static void
what_it_says(
    struct buf *b, const struct registry *registry, const struct citation *c)
{
	struct arena *arena = b->arena;

	buf_add(b, STR("<p><span class=\"id\">"));
	html_text(b, c->id);
	buf_add(b, STR("</span> "));
	if (c->figure != NULL) {
		html_origin(b, c->figure->origin_kind, c->figure->origin_name);
		buf_add(b, STR(": <span class=\"value\">"));
		html_text(b, words_value(arena, c->figure));
		buf_add(b, STR("</span> "));
		html_text(b, words_title(registry, arena, c->figure));
	} else if (c->claim != NULL) {
		html_origin(b, c->claim->origin_kind, c->claim->origin_name);
		buf_char(b, ' ');
		html_text(b, view_claim_verb(c->claim->kind));
	}
	buf_add(b, STR("</p>\n"));
}

static void
one_citation(
    struct buf *b, const struct registry *registry, const struct citation *c)
{
	const struct version_row *v = c->version;
	struct str sum = v != NULL ? v->raw_sha256 : (struct str){0};

	buf_add(b, STR("<li id=\""));
	html_text(b, c->id);
	buf_add(b, STR("\">"));
	what_it_says(b, registry, c);
	html_quote(b, c->quote, v != NULL ? v->lang : (struct str){0});
	buf_add(b, STR("<p class=\"meta\"><bdi>"));
	html_text(b, c->publisher.len > 0 ? c->publisher : STR("no publisher"));
	buf_add(b, STR("</bdi>"));
	if (v != NULL) {
		named(b, "published", moment_text(b->arena, v->published));
		named(b, "first read", words_minute(b->arena, v->fetched));
		named(b, "version", v->id);
	}
	sum.len = sum.len > 16 ? 16 : sum.len;
	named(b, "sha256", sum);
	if (c->url.len > 0) {
		buf_add(b, STR(" &middot; "));
		html_link(b, c->url, STR("source"));
	}
	buf_add(b, STR("</p></li>\n"));
}

void
html_evidence(
    struct buf *b, const struct registry *registry, const struct cited *list)
{
	if (list->n == 0)
		return;
	qsort(list->all, list->n, sizeof(*list->all), by_id);
	buf_add(b, STR("<section>\n<h2 id=\"evidence\">Evidence</h2>\n"
		       "<ul class=\"evidence\">\n"));
	for (size_t i = 0; i < list->n; i++)
		if (i == 0 || !str_eq(list->all[i]->id, list->all[i - 1]->id))
			one_citation(b, registry, list->all[i]);
	buf_add(b, STR("</ul>\n</section>\n"));
}
