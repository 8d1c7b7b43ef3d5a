#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <libexttextcat/textcat.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include "extract/language.h"

#define SCRIPT_SAMPLE 2000 /* bytes */
#define SCRIPT_MIN    40   /* letters that show a script */
#define SCRIPTS_MAX   8    /* of one language */

/* Of languages that one text may be in, by its letters. */
struct models {
	struct str names; /* lang/detect-latin.conf */
	bool tried;
	void *read; /* by libexttextcat; only read once it is there */
};

struct detector {
	struct arena arena;
	pthread_mutex_t lock;
	struct models latin, other;
};

bool
detector_open(
    struct detector **out, const struct config *config, struct error *err)
{
	struct detector *d = calloc(1, sizeof(*d));
	struct str where;

	*out = NULL;
	if (d == NULL)
		return error_set(err, ERROR_IO, "out of memory");
	pthread_mutex_init(&d->lock, NULL);
	if (!config_file(config, &d->arena, "lang/detect-latin.conf",
		&d->latin.names, &where, err) ||
	    !config_file(config, &d->arena, "lang/detect-other.conf",
		&d->other.names, &where, err)) {
		detector_close(d);
		return false;
	}
	*out = d;
	return true;
}

void
detector_close(struct detector *d)
{
	if (d == NULL)
		return;
	if (d->latin.read != NULL)
		textcat_Done(d->latin.read);
	if (d->other.read != NULL)
		textcat_Done(d->other.read);
	pthread_mutex_destroy(&d->lock);
	arena_free(&d->arena);
	free(d);
}

/* The library wants the names of its models in a file. */
static void *
read_models(struct str names)
{
	const char *folder = getenv("TMPDIR");
	void *models = NULL;
	char path[256];
	int fd;

	snprintf(path, sizeof(path), "%s/tallybook-XXXXXX",
	    folder != NULL && strlen(folder) < 200 ? folder : "/tmp");
	if ((fd = mkstemp(path)) < 0)
		return NULL;
	if (write(fd, names.ptr, names.len) == (ssize_t)names.len)
		models = special_textcat_Init(path, TEXTCAT_MODELS);
	close(fd);
	unlink(path);
	return models;
}

/* Are most letters of a text Latin? Others are of U+0380 and above. */
static bool
is_latin(struct str s)
{
	size_t latin = 0, other = 0;

	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		latin += (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
		other += c >= 0xce;
	}
	return latin >= 2 * other;
}

static void *
models_for(struct detector *d, struct str s)
{
	struct models *m = is_latin(s) ? &d->latin : &d->other;

	pthread_mutex_lock(&d->lock);
	if (!m->tried)
		m->read = read_models(m->names);
	m->tried = true;
	pthread_mutex_unlock(&d->lock);
	return m->read;
}

/* At most LANGUAGE_SAMPLE bytes of a text from there on: whole characters. */
static struct str
sample(struct str text, size_t from)
{
	int32_t start = (int32_t)from, end;
	struct str s;

	U8_SET_CP_START((const uint8_t *)text.ptr, 0, start);
	s = str_skip(text, (size_t)start);
	if (s.len > LANGUAGE_SAMPLE) {
		end = LANGUAGE_SAMPLE;
		U8_SET_CP_START((const uint8_t *)s.ptr, 0, end);
		s.len = (size_t)end;
	}
	return s;
}

/* The nearest language; empty if there is none, or another is as near. */
static struct str
nearest(struct detector *d, struct arena *a, struct str s)
{
	void *models = models_for(d, s);
	const char *text = arena_cstr(a, s);
	candidate_t *candidates;
	struct str code = {0};

	if (models == NULL)
		return code;
	candidates = textcat_GetClassifyFullOutput(models);
	if (candidates != NULL &&
	    textcat_ClassifyFull(models, text, s.len, candidates) == 1)
		code = arena_copy(a, str_from(candidates[0].name));
	textcat_ReleaseClassifyFullOutput(models, candidates);
	return code;
}

struct str
language_detect(struct detector *d, struct arena *a, struct str text)
{
	struct str code, again;

	if (text.len < LANGUAGE_MIN || text.len > INT32_MAX)
		return (struct str){0};
	code = nearest(d, a, sample(text, 0));
	if (code.len == 0 || text.len < 4 * LANGUAGE_MIN)
		return code;
	again = nearest(d, a, sample(text, text.len / 2));
	return str_eq(code, again) ? code : (struct str){0};
}

/* How many letters, and how many of them in one of the scripts. */
static void
count_letters(struct str text, const UScriptCode *scripts, int32_t n_scripts,
    size_t *letters, size_t *fitting)
{
	int32_t n =
	    text.len < SCRIPT_SAMPLE ? (int32_t)text.len : SCRIPT_SAMPLE;
	UErrorCode status = U_ZERO_ERROR;

	for (int32_t i = 0, c; i < n;) {
		UScriptCode script;

		U8_NEXT((const uint8_t *)text.ptr, i, n, c);
		script = c < 0 ? USCRIPT_COMMON : uscript_getScript(c, &status);
		if (script == USCRIPT_COMMON || script == USCRIPT_INHERITED)
			continue;
		++*letters;
		for (int32_t j = 0; j < n_scripts; j++)
			*fitting += scripts[j] == script;
	}
}

bool
language_fits(struct str lang, struct str text)
{
	UScriptCode scripts[SCRIPTS_MAX];
	UErrorCode status = U_ZERO_ERROR;
	size_t letters = 0, fitting = 0;
	char code[64];
	int32_t n;

	if (lang.len >= sizeof(code))
		return true;
	memcpy(code, lang.ptr, lang.len);
	code[lang.len] = '\0';
	n = uscript_getCode(code, scripts, SCRIPTS_MAX, &status);
	if (U_FAILURE(status) || n < 1)
		return true;
	count_letters(text, scripts, n, &letters, &fitting);
	return letters < SCRIPT_MIN || fitting >= letters / 4;
}

static struct str
first_part(struct str code)
{
	const char *end = code.len ? memchr(code.ptr, '-', code.len) : NULL;

	return end != NULL ? (struct str){code.ptr, (size_t)(end - code.ptr)}
			   : code;
}

bool
language_same(struct str a, struct str b)
{
	return str_eq_nocase(first_part(a), first_part(b));
}
