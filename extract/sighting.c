#include <string.h>

#include "extract/passes.h"
#include "extract/phrase.h"
#include "extract/quotation.h"

/*
 * A facility of the registry is found by its names; the word for its kind
 * that follows belongs to it. Of others, a capitalised name and a word for a
 * kind together are a name never seen before. What is inside the name of an
 * actor is none: an association of a prison's detainees is not the prison.
 */
#define ALIASES 16 /* acronyms of candidates in one text */
#define BACK    32 /* sightings looked back at */
#define HEADING 40 /* tokens of one that are looked at */

/* "Orlin Relief Hospital (ORH)": what the acronym in a bracket stands for. */
struct short_name {
	struct str acronym;
	size_t sighting;
};

struct finder {
	const struct text *text;
	const struct names *names;
	struct arena *arena;
	struct extraction *x;
	size_t size;
	struct short_name aliases[ALIASES];
	size_t n_aliases;
};

static void
add(struct finder *f, struct sighting s)
{
	struct extraction *x = f->x;

	x->sightings = arena_room(
	    f->arena, x->sightings, x->n_sightings, &f->size, sizeof(s));
	x->sightings[x->n_sightings++] = s;
}

bool
facility_fits(const struct tag *type, struct str kind)
{
	struct str rest = type->sense->fields[1];

	if (tag_is(type, kind))
		return true;
	while (rest.len > 0) {
		const char *space = memchr(rest.ptr, ' ', rest.len);
		struct str one = rest;

		if (space != NULL)
			one.len = (size_t)(space - rest.ptr);
		if (str_eq(one, kind))
			return true;
		rest = str_skip(rest, one.len + 1);
	}
	return false;
}

/* The end of a number after a kind: "215", "No. 19"; at when there is none. */
static uint32_t
number_end(const struct text *t, uint32_t at)
{
	const struct tag *numbering = text_tag(t, at, CLASS_NUMBERING);
	uint32_t i = numbering != NULL ? numbering->end : at;

	if (quotation_mark(t, i) && quotation_closes(t, i + 2) &&
	    t->tokens[i + 1].kind == TOKEN_DIGITS)
		return i + 3; /* Branch "215" */
	if (i < t->n_tokens && t->tokens[i].kind == TOKEN_DIGITS &&
	    !(t->tokens[i].flags & TOKEN_NEW_LINE))
		return i + 1;
	return at;
}

/* The same with an acronym before it: "School (ABC) No. 19". */
static uint32_t
number_after(const struct text *t, uint32_t at)
{
	uint32_t end = number_end(t, at);

	if (end == at && at + 3 < t->n_tokens && text_is_mark(t, at, '(') &&
	    (t->tokens[at + 1].flags & TOKEN_ALL_CAPS) &&
	    text_is_mark(t, at + 2, ')')) {
		end = number_end(t, at + 3);
		return end > at + 3 ? end : at;
	}
	return end;
}

/* The acronym in the bracket at a token; empty if there is none. */
static struct str
acronym_at(const struct text *t, uint32_t at)
{
	if (at + 2 >= t->n_tokens || !text_is_mark(t, at, '(') ||
	    !(t->tokens[at + 1].flags & TOKEN_ALL_CAPS) ||
	    !text_is_mark(t, at + 2, ')'))
		return (struct str){0};
	return text_slice(t, text_span(t, at + 1, at + 2));
}

/* Remember the acronym that stands in or behind the last sighting. */
static void
learn_alias(struct finder *f, uint32_t first, uint32_t end)
{
	struct str acronym = acronym_at(f->text, end);

	for (uint32_t i = first; acronym.len == 0 && i < end; i++)
		acronym = acronym_at(f->text, i);
	if (acronym.len > 1 && f->n_aliases < ALIASES)
		f->aliases[f->n_aliases++] =
		    (struct short_name){acronym, f->x->n_sightings - 1};
}

/* The acronym of a candidate, with its number; where it ends, or 0. */
static uint32_t
find_alias(struct finder *f, uint32_t at)
{
	const struct text *t = f->text;
	struct sighting s;
	uint32_t end = at + 1;

	if (f->n_aliases == 0 || !(t->tokens[at].flags & TOKEN_ALL_CAPS) ||
	    text_is_mark(t, at - 1, '('))
		return 0;
	for (size_t i = 0; i < f->n_aliases; i++) {
		if (!str_eq(f->aliases[i].acronym,
			text_slice(t, text_span(t, at, end))))
			continue;
		s = f->x->sightings[f->aliases[i].sighting];
		end = number_end(t, end);
		s.surface = text_span(t, at, end);
		add(f, s);
		return end;
	}
	return 0;
}

/* Is a longer name going on after the kind: "Prison Service"? */
static bool
goes_on(const struct text *t, const struct tag *type)
{
	return (t->tokens[type->first].flags & TOKEN_CAPITAL) &&
	       type->end < t->n_tokens &&
	       !(t->tokens[type->end].flags & TOKEN_NEW_LINE) &&
	       phrase_is_capital(t, type->end);
}

/* A facility of the registry at a token; where it ends, 0 if none is there. */
static uint32_t
find_known(struct finder *f, uint32_t at)
{
	const struct text *t = f->text;
	struct named facility, actor;
	const struct tag *type;

	if (!names_at(f->names, t, at, NAME_FACILITY, &facility))
		return 0;
	if (names_at(f->names, t, at, NAME_ACTOR, &actor) &&
	    actor.end > facility.end)
		return 0;
	type = text_tag(t, facility.end, CLASS_FACILITY);
	if (type != NULL && !(t->tokens[type->first].flags & TOKEN_NEW_LINE)) {
		if (!facility_fits(type, facility.facility->kind))
			return 0;
		facility.end = type->end;
	}
	add(f, (struct sighting){.facility = facility.facility->key,
		   .name = facility.facility->names[0].text,
		   .kind = facility.facility->kind,
		   .surface = text_span(t, at, facility.end)});
	return facility.end;
}

/*
 * Is a name in a heading one, where each word may have a capital: "Fire hits
 * Harmond hospital" and "Fire in Harmond Hospital", but "Fire Hits Harmond
 * Hospital"?
 */
static bool
is_clear_in_heading(
    const struct text *t, const struct sentence *s, uint32_t first)
{
	if (first > s->first && phrase_is_function(t, first - 1) &&
	    !(t->tokens[first - 1].flags & TOKEN_CAPITAL))
		return true;
	for (uint32_t i = s->first; i < s->end && i < s->first + HEADING; i++)
		if (t->tokens[i].kind == TOKEN_WORD &&
		    !(t->tokens[i].flags & TOKEN_CAPITAL) &&
		    !phrase_is_function(t, i))
			return true;
	return false;
}

/*
 * Is a word that starts a sentence a name for all that: of a place, or of a
 * facility that was named before?
 */
static bool
is_known_name(const struct finder *f, uint32_t i)
{
	const struct extraction *x = f->x;
	struct str word = text_slice(f->text, text_span(f->text, i, i + 1));
	size_t from = x->n_sightings > BACK ? x->n_sightings - BACK : 0;
	struct named place;

	if (names_at(f->names, f->text, i, NAME_PLACE, &place) &&
	    place.end == i + 1)
		return true;
	for (size_t k = from; k < x->n_sightings; k++) {
		struct str name = x->sightings[k].name;

		if (name.len > word.len && name.ptr[word.len] == ' ' &&
		    str_eq((struct str){name.ptr, word.len}, word))
			return true;
	}
	return false;
}

/*
 * Is the run of capitalised words before a kind no name of its own? So are
 * "Syrian prison", "Assad's prison" and a capital that only starts a
 * sentence.
 */
static bool
is_no_name(const struct finder *f, uint32_t first, const struct tag *type)
{
	const struct text *t = f->text;
	uint32_t end = type->first;
	const struct token *last = &t->tokens[end > 0 ? end - 1 : 0];
	const struct sentence *s = &t->sentences[text_sentence(t, first)];
	struct named demonym;

	if (first == end || (s->heading && !is_clear_in_heading(t, s, first)))
		return true;
	if (first > 0 && text_tag(t, first - 1, CLASS_ONE) != NULL)
		return true;
	if (end - first == 1 && (last->flags & TOKEN_POSSESSIVE))
		return true;
	if (end - first == 1 && first == s->first &&
	    !(t->tokens[end].flags & TOKEN_CAPITAL) && !is_known_name(f, first))
		return true;
	if ((t->tokens[end].flags & TOKEN_CAPITAL) && type->end > end + 1)
		return false; /* Harmondian Identification Centre */
	return names_at(f->names, t, first, NAME_DEMONYM, &demonym) &&
	       demonym.end == end;
}

/* Where the name starts, without an owner: "the SDF's Harmond prison". */
static uint32_t
name_start(const struct text *t, uint32_t from, uint32_t end)
{
	uint32_t first = phrase_name_start(t, from, end);

	if (first + 1 < end && (t->tokens[first].flags & TOKEN_POSSESSIVE))
		first++;
	return first;
}

/*
 * A candidate by the word for its kind at a token, with the name before it
 * (from "from" on) or the number after it. Returns its end, 0 for none.
 */
static uint32_t
find_candidate(struct finder *f, uint32_t from, uint32_t at)
{
	const struct text *t = f->text;
	const struct tag *type = text_tag(t, at, CLASS_FACILITY);
	const struct tag *before = text_tag(t, at, CLASS_FACILITY_BEFORE);
	uint32_t first, end, number;

	if (before != NULL && (type == NULL || before->end >= type->end) &&
	    (t->tokens[at].flags & TOKEN_CAPITAL) &&
	    (number = number_after(t, before->end)) > before->end) {
		type = before;
		end = number;
		first = name_start(t, from, at);
	} else if (type != NULL) {
		first = name_start(t, from, at);
		end = type->end;
		if (goes_on(t, type) || is_no_name(f, first, type))
			return 0;
	} else {
		return 0;
	}
	add(f,
	    (struct sighting){.name = text_slice(t, text_span(t, first, end)),
		.kind = tag_value(type),
		.surface = text_span(t, first, end)});
	learn_alias(f, first, end);
	return end;
}

/*
 * The next token that is furniture or where a facility's name may be: of most
 * it is known at once that none is.
 */
static uint32_t
next_token(const struct finder *f, uint32_t i)
{
	const struct token *tokens = f->text->tokens;
	const struct class_set *classes = f->text->classes;
	size_t n = f->text->n_tokens;
	unsigned flags = TOKEN_SKIPPED;

	if (f->n_aliases > 0)
		flags |= TOKEN_ALL_CAPS;
	while (i < n && tokens[i].name == 0 && (tokens[i].flags & flags) == 0 &&
	       !class_any(&classes[i], CLASS_FACILITY, CLASS_FACILITY_BEFORE))
		i++;
	return i;
}

void
sightings_find(const struct text *t, const struct names *names, struct arena *a,
    struct extraction *x)
{
	struct finder f = {.text = t, .names = names, .arena = a, .x = x};
	uint32_t done = 0, end; /* a name starts at done or later */
	struct named actor;

	for (uint32_t i = next_token(&f, 0); i < t->n_tokens;
	     i = next_token(&f, end)) {
		if (t->tokens[i].flags & TOKEN_SKIPPED) {
			done = end = i + 1;
			continue;
		}
		if ((end = find_known(&f, i)) > 0) {
			done = end;
		} else if (names_at(names, t, i, NAME_ACTOR, &actor) &&
			   text_tag(t, actor.end, CLASS_FACILITY) == NULL) {
			done = end = actor.end;
		} else if ((end = find_alias(&f, i)) > 0 ||
			   (end = find_candidate(&f, done, i)) > 0) {
			done = end;
		} else {
			end = i + 1;
		}
	}
}
