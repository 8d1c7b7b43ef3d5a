#include <string.h>

#include "base/buf.h"
#include "extract/page_credit.h"
#include "extract/page_str.h"

#define MAX_LINE     160  /* bytes of a credit */
#define MAX_SOURCE   80   /* bytes of the names after "source:" */
#define MAX_DATELINE 80   /* bytes in which a dateline stands */
#define MAX_NOTE     1200 /* bytes of one line of a note */
#define MAX_NOTES    4000 /* bytes of all */

static bool
is_word(char c)
{
	return (c >= '0' && c <= '9') || (unsigned char)c >= 0x80 ||
	       ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* Does the line hold the name, not as a part of another word? */
static bool
holds(struct str line, struct str name)
{
	for (size_t from = 0, at;
	     (at = page_find(str_skip(line, from), name)) != NOT_FOUND;) {
		size_t start = from + at, end = start + name.len;
		if ((start == 0 || !is_word(line.ptr[start - 1])) &&
		    (end == line.len || !is_word(line.ptr[end])))
			return true;
		from = end;
	}
	return false;
}

const struct actor *
agency_in(const struct registry *r, struct str line)
{
	if (r == NULL || line.len == 0 || line.len > MAX_LINE)
		return NULL;
	for (size_t i = 0; i < r->n_actors; i++) {
		const struct actor *actor = &r->actors[i];
		if (!str_eq(actor->kind, STR("news_agency")))
			continue;
		for (size_t k = 0; k < actor->n_names; k++)
			if (holds(line, actor->names[k].text))
				return actor;
	}
	return NULL;
}

static bool
set_agency(
    struct article *article, const struct actor *actor, enum evidence from)
{
	if (actor == NULL)
		return false;
	if (article->agency.len == 0) {
		article->agency = actor->names[0].text;
		article->agency_from = from;
	}
	return true;
}

void
credit_author(const struct registry *r, struct article *article)
{
	set_agency(
	    article, agency_in(r, article->author), article->author_from);
}

/* The first dash close to the start; NOT_FOUND if there is none. */
static size_t
dash_of(struct str head)
{
	static const struct str dashes[] = {STR_INIT(" - "), STR_INIT(" -- "),
	    STR_INIT("\xe2\x80\x94"), STR_INIT("\xe2\x80\x93")};
	size_t dash = NOT_FOUND;

	for (size_t i = 0; i < COUNT(dashes); i++) {
		size_t at = page_find(head, dashes[i]);
		dash = at < dash ? at : dash;
	}
	return dash;
}

struct str
dateline_of(struct str paragraph)
{
	struct str head = page_head(paragraph, MAX_DATELINE);
	size_t dash = dash_of(head);

	return dash == NOT_FOUND ? (struct str){0}
				 : page_cut(head, 0, dash + 2);
}

/*
 * A dateline ends in a dash and names the agency before it, or it names the
 * agency in parentheses close to the start: an agency that is only quoted
 * stands in neither place.
 */
void
credit_dateline(
    const struct registry *r, struct str paragraph, struct article *article)
{
	struct str head = page_head(paragraph, MAX_DATELINE), part;
	size_t open, close, dash = dash_of(head);

	open = page_find(head, STR("("));
	close = page_find(head, STR(")"));
	if (open < close && close != NOT_FOUND) {
		part = page_cut(head, open + 1, close);
		if (open < 40 && part.len < 40 &&
		    (dash == NOT_FOUND ||
			page_trim(page_cut(head, close + 1, dash)).len == 0) &&
		    set_agency(article, agency_in(r, part), FOUND_TEXT))
			return;
	}
	if (dash != NOT_FOUND && dash < 40)
		set_agency(
		    article, agency_in(r, page_cut(head, 0, dash)), FOUND_TEXT);
}

/* Set a field to what a line names, if it is not known already. */
static bool
set_named(struct str *field, struct arena *a, struct str name)
{
	if (name.len == 0)
		return false;
	while (name.len > 0 && name.ptr[name.len - 1] == '.')
		name.len--;
	if (field->len == 0)
		*field = arena_copy(a, page_trim(name));
	return true;
}

/* The part of a line that a pattern of the pack calls "who". */
static struct str
who_of(const struct page_lang *lang, const char *pattern, struct str line)
{
	struct pattern_match m;

	return lang->pack != NULL &&
		       lang_match(lang->pack, pattern, line, 0, &m) &&
		       m.n_groups > 0
		   ? page_cut(line, m.groups[0].start, m.groups[0].end)
		   : (struct str){0};
}

static struct str
rest_of(const struct page_lang *lang, unsigned role, struct str line)
{
	return credit_text_rest(lang->words, lang->code, role, line, NULL);
}

/* Does it start with words of one of the roles? Most lines do not. */
static bool
starts_with(const struct page_lang *lang, unsigned roles, struct str line)
{
	return rest_of(lang, roles, line).len > 0;
}

bool
credit_line(const struct page_lang *lang, const struct registry *r,
    struct str line, struct arena *a, struct article *article)
{
	struct str who = {0};
	bool worded, colon = false;

	if (line.len == 0 || line.len > MAX_LINE)
		return false;
	line = page_squash(a, line);
	worded = starts_with(
	    lang, CREDIT_TRANSLATED | CREDIT_FIRST | CREDIT_SOURCE, line);
	if (set_named(&article->translated_from, a,
		who_of(lang, "translated", line)) ||
	    set_named(&article->first_published_by, a,
		who_of(lang, "first_published", line)) ||
	    (worded && (set_named(&article->translated_from, a,
			    rest_of(lang, CREDIT_TRANSLATED, line)) ||
			   set_named(&article->first_published_by, a,
			       rest_of(lang, CREDIT_FIRST, line)))))
		return true;
	if (worded)
		who = credit_text_rest(
		    lang->words, lang->code, CREDIT_SOURCE, line, &colon);
	if ((who.len == 0 || !colon || who.len > MAX_SOURCE) &&
	    who_of(lang, "credit", line).len == 0)
		return false;
	set_agency(article, agency_in(r, line), FOUND_TEXT);
	return true;
}

bool
credit_add_note(struct str line, struct arena *a, struct article *article)
{
	struct buf b = {.arena = a};

	if (line.len == 0 || line.len > MAX_NOTE ||
	    article->note.len + line.len > MAX_NOTES)
		return false;
	buf_add(&b, article->note);
	if (b.len)
		buf_char(&b, '\n');
	buf_add(&b, line);
	article->note = buf_str(&b);
	return true;
}

/*
 * By a pattern of the language's pack, or by its words for it and a colon; for
 * this a line must be worded, see below.
 */
static bool
starts_note(const struct page_lang *lang, const char *pattern, unsigned role,
    struct str line, bool worded)
{
	struct pattern_match m;
	bool colon = false;

	return (lang->pack != NULL && lang_match(lang->pack, pattern,
					  page_head(line, 240), 0, &m)) ||
	       (worded &&
		   credit_text_rest(lang->words, lang->code, role, line, &colon)
			   .len > 0 &&
		   colon);
}

bool
credit_note(const struct page_lang *lang, struct str line, struct arena *a,
    struct article *article)
{
	bool retracts, worded;

	if (line.len < 10)
		return false;
	worded = memchr(line.ptr, ':', line.len) != NULL &&
		 starts_with(lang, CREDIT_RETRACTION | CREDIT_NOTE, line);
	retracts =
	    starts_note(lang, "retraction", CREDIT_RETRACTION, line, worded);
	if ((!retracts &&
		!starts_note(lang, "note", CREDIT_NOTE, line, worded)) ||
	    !credit_add_note(line, a, article))
		return false;
	article->retracted |= retracts;
	return true;
}
