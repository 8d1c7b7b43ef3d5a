#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>

#include "base/buf.h"
#include "extract/date_words.h"
#include "extract/extract.h"
#include "extract/language.h"
#include "extract/page.h"
#include "extract/passes.h"
#include "extract/signature.h"

/* Bytes looked at to tell a page from a text. */
#define LOOK_MAX 1024
/* Of a text whose language is not known, one word in so many is known. */
#define KNOWN_SHARE 8
/*
 * More than so many of a hundred known are of no other language: of words that
 * sentences are made with, or of such and others.
 */
#define SURE_PERCENT  25
#define SURE_OF_ALL   50
#define SURE_MORE     6 /* words more than that are no chance */
#define WORDS_LOOKED  200
#define WORDS_AT_ONCE 20 /* of them */

struct extractor {
	const struct config *config;
	struct arena arena;
	struct lang **langs;
	size_t n_langs;
	struct names *names;
	const struct date_words *dates;
	struct detector *detector;
};

bool
extractor_open(
    struct extractor **out, const struct config *config, struct error *err)
{
	struct extractor *x = calloc(1, sizeof(*x));
	struct str *codes;
	size_t n;

	*out = NULL;
	if (x == NULL)
		return error_set(err, ERROR_IO, "out of memory");
	xmlInitParser(); /* before there are threads */
	x->config = config;
	n = config_languages(config, &x->arena, &codes);
	x->langs = arena_alloc(&x->arena, n, sizeof(struct lang *));
	for (; x->n_langs < n; x->n_langs++)
		if (!lang_open(&x->langs[x->n_langs], config, codes[x->n_langs],
			err)) {
			extractor_close(x);
			return false;
		}
	if (!date_words_read(&x->dates, config, &x->arena, err)) {
		extractor_close(x);
		return false;
	}
	x->names = names_open(&config->registry);
	for (size_t i = 0; i < x->n_langs; i++)
		names_know(x->names, x->langs[i]);
	if (!detector_open(&x->detector, config, err)) {
		extractor_close(x);
		return false;
	}
	*out = x;
	return true;
}

void
extractor_close(struct extractor *x)
{
	if (x == NULL)
		return;
	for (size_t i = 0; i < x->n_langs; i++)
		lang_close(x->langs[i]);
	names_close(x->names);
	detector_close(x->detector);
	arena_free(&x->arena);
	free(x);
}

void
extractor_cleanup(struct extractor **x)
{
	extractor_close(*x);
}

static bool
contains(struct str s, struct str what)
{
	for (; s.len >= what.len; s = str_skip(s, 1))
		if (str_eq_nocase((struct str){s.ptr, what.len}, what))
			return true;
	return false;
}

/* A page says so, or begins with a tag. */
static bool
looks_like_html(struct str bytes, struct str content_type)
{
	static const struct str tags[] = {STR_INIT("<!doctype html"),
	    STR_INIT("<html"), STR_INIT("<head"), STR_INIT("<body"),
	    STR_INIT("<article"), STR_INIT("<div"), STR_INIT("<p>")};
	size_t i = 0;

	if (contains(content_type, STR("html")))
		return true;
	while (i < bytes.len && i < LOOK_MAX &&
	       (strchr(" \t\r\n\xef\xbb\xbf", bytes.ptr[i]) != NULL))
		i++;
	bytes = str_skip(bytes, i);
	if (bytes.len == 0 || bytes.ptr[0] != '<')
		return false;
	bytes.len = bytes.len < LOOK_MAX ? bytes.len : LOOK_MAX;
	for (i = 0; i < COUNT(tags); i++)
		if (contains(bytes, tags[i]))
			return true;
	return false;
}

/* "pt-BR" is read by the pack "pt". NULL if there is no pack. */
static const struct lang *
find_lang(const struct extractor *x, struct str code)
{
	for (size_t i = 0; i < x->n_langs; i++)
		if (language_same(lang_code(x->langs[i]), code))
			return x->langs[i];
	return NULL;
}

/* Some words of a text from *at on, and no other tokens; how many. */
static size_t
next_words(struct str text, size_t *at, struct token *words, size_t most)
{
	size_t n = 0;

	while (n < most && token_next(text, at, &words[n]))
		n += words[n].kind == TOKEN_WORD;
	return n;
}

/* Is it clear from so many words that no other language is looked for? */
static bool
is_clear(size_t words, size_t known, size_t any)
{
	return known >= words * SURE_PERCENT / 100 + SURE_MORE ||
	       (known >= words / KNOWN_SHARE + SURE_MORE &&
		   any >= words * SURE_OF_ALL / 100 + SURE_MORE);
}

/*
 * How many of a hundred words a language knows of the first ones of a text, as
 * words that sentences are made with, and in *all as any; where it is the only
 * language, until that is clear.
 */
static size_t
known_share(const struct lang *lang, struct str text, bool only, size_t *all)
{
	struct token some[WORDS_AT_ONCE];
	size_t at = 0, words = 0, known = 0, any = 0, n;

	do {
		n = next_words(text, &at, some, COUNT(some));
		lang_words(lang, text, some, n);
		for (size_t i = 0; i < n; i++) {
			any += some[i].word != 0;
			known += some[i].word != 0 &&
				 lang_is_frame(lang, some[i].word);
		}
		words += n;
	} while (n == COUNT(some) && words < WORDS_LOOKED &&
		 !(only && is_clear(words, known, any)));
	words = words ? words : 1;
	*all = 100 * any / words;
	return 100 * known / words;
}

/* The language that a text is in, if it is one that has a pack. */
static const struct lang *
guess_lang(const struct extractor *x, struct str text, bool *sure)
{
	const struct lang *best = NULL;
	size_t most = 100 / KNOWN_SHARE, share, all, most_all = 0;

	for (size_t i = 0; i < x->n_langs; i++) {
		/* What none can be better than need not be known further. */
		share = known_share(x->langs[i], text, x->n_langs == 1, &all);
		if (share > most) {
			most = share;
			most_all = all;
			best = x->langs[i];
		}
	}
	*sure = most > SURE_PERCENT || most_all > SURE_OF_ALL;
	return best;
}

/*
 * Where a page says nothing, a pack that knows the words decides. What it says
 * holds unless letters or words speak against it, and the text is clearly in
 * another language. What is given holds always.
 */
static void
settle_lang(const struct extractor *x, const struct input *in,
    struct arena *arena, struct article *a)
{
	bool sure, fits, said = a->lang.len > 0;
	const struct lang *pack = said ? find_lang(x, a->lang) : NULL, *guess;
	struct str found;

	if (in->lang.len > 0)
		return;
	guess = guess_lang(x, a->text, &sure);
	fits = !said || language_fits(a->lang, a->text);
	if (said ? fits && pack == guess && (sure || guess == NULL) : sure)
		found = (struct str){0};
	else
		found = language_detect(x->detector, arena, a->text);
	if (found.len > 0 && !language_same(found, a->lang))
		a->lang = found;
	else if (!said && guess != NULL)
		a->lang = lang_code(guess);
	else if (!fits && pack != NULL)
		a->lang = (struct str){0};
	else
		return;
	a->lang_from = FOUND_TEXT;
}

static void
set_given(struct article *a, const struct input *in)
{
	a->url = a->canonical = in->url;
	a->title = in->title;
	a->publisher = in->publisher;
	a->lang = in->lang;
	a->published = in->published;
	if (in->title.len > 0)
		a->title_from = FOUND_GIVEN;
	if (in->published.precision != PRECISION_NONE)
		a->published_from = FOUND_GIVEN;
	a->title_sure = a->published_sure = SURE;
	a->canonical_from = a->publisher_from = a->lang_from = FOUND_GIVEN;
}

static bool
read_plain(const struct extractor *x, const struct input *in,
    struct arena *arena, struct article *a, struct error *err)
{
	const struct lang *lang;

	*a = (struct article){0};
	set_given(a, in);
	if (!page_decode(
		in->bytes, in->content_type, false, arena, &a->text, err))
		return false;
	stages_end(in->stages, STAGE_DECODE);
	settle_lang(x, in, arena, a);
	stages_end(in->stages, STAGE_LANGUAGE);
	lang = a->lang.len > 0 ? find_lang(x, a->lang) : NULL;
	page_skip_furniture(
	    lang, x->dates, &x->config->registry, in->fetched, arena, a);
	stages_end(in->stages, STAGE_EDGES);
	return true;
}

bool
extract_article(const struct extractor *x, const struct input *in,
    struct arena *arena, struct article *a, struct error *err)
{
	bool html = in->kind == INPUT_HTML ||
		    (in->kind == INPUT_LOOK &&
			looks_like_html(in->bytes, in->content_type));
	bool ok;

	stages_begin(in->stages);
	ok = html ? page_read((const struct lang *const *)x->langs, x->n_langs,
			x->dates, &x->config->registry, in, arena, a, err)
		  : read_plain(x, in, arena, a, err);

	if (!ok)
		return false;
	if (html) {
		settle_lang(x, in, arena, a);
		stages_end(in->stages, STAGE_LANGUAGE);
	}
	if (a->text.len > TEXT_MAX) {
		a->text = (struct str){0};
		a->n_skipped = 0;
		return error_set(err, ERROR_INPUT,
		    "the text is larger than %zu MB", TEXT_MAX >> 20);
	}
	for (size_t i = 0; i < a->text.len; i++)
		if (strchr(" \t\r\n", a->text.ptr[i]) == NULL)
			return true;
	return error_set(err, ERROR_INPUT, "there is no text in it");
}

void
extract_signature(struct stages *stages, struct extraction *out)
{
	stages_begin(stages);
	out->signature = signature_of(out->article.text);
	stages_end(stages, STAGE_SIGNATURE);
}

void
extract_text(const struct extractor *x, struct stages *stages,
    struct arena *arena, struct extraction *out)
{
	struct article *a = &out->article;
	const struct lang *lang =
	    a->lang.len > 0 ? find_lang(x, a->lang) : NULL;
	struct text text;

	stages_begin(stages);
	if (lang == NULL)
		return;
	text_read(lang, a, arena, &text);
	names_mark(x->names, &text, arena);
	sightings_find(&text, x->names, arena, out);
	attributions_find(&text, x->names, arena, out);
	quantities_find(&text, arena, out);
	mentions_find(&text, x->names, arena, out);
	claims_find(&text, x->names, arena, out);
	stages_end(stages, STAGE_FIGURES);
}
