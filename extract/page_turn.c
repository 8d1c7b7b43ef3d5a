#include <string.h>

#include "extract/page_entry.h"
#include "extract/page_str.h"

#define LABEL_MAX    40 /* bytes */
#define LABEL_WORDS  5
#define MAX_SPEAKERS 64 /* looked at; an interview has a few */
#define MIN_TURNS    4
#define MIN_SPEAKERS 2

/* A name that stands before what one says, and how often. */
struct speaker {
	struct str name;
	size_t n;
};

struct talk {
	struct speaker speakers[MAX_SPEAKERS];
	size_t n_speakers;
	size_t lines; /* from the first with a label on */
};

static bool
is_letter(char c)
{
	return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
	       (unsigned char)c >= 0x80;
}

/* "Ana Example" of "Ana Example: We left at night."; empty if it has none. */
static struct str
label_of(struct str line)
{
	struct str head = page_head(line, LABEL_MAX + 1);
	size_t colon = page_find(head, STR(":")), words = 1;

	if (colon == NOT_FOUND || colon == 0 || colon + 2 >= line.len ||
	    page_space_len(str_skip(line, colon + 1)) == 0 ||
	    (line.ptr[0] >= 'a' && line.ptr[0] <= 'z'))
		return (struct str){0};
	for (size_t i = 0; i < colon; i++) {
		words += line.ptr[i] == ' ';
		if (!is_letter(line.ptr[i]) &&
		    strchr(" .'-()", line.ptr[i]) == NULL)
			return (struct str){0};
	}
	return words <= LABEL_WORDS ? page_trim(page_cut(line, 0, colon))
				    : (struct str){0};
}

static struct speaker *
find(struct talk *t, struct str name)
{
	for (size_t i = 0; i < t->n_speakers; i++)
		if (str_eq(t->speakers[i].name, name))
			return &t->speakers[i];
	return NULL;
}

static struct str
next_line(struct str text, size_t *at)
{
	struct str rest = str_skip(text, *at);
	const char *end = rest.len ? memchr(rest.ptr, '\n', rest.len) : NULL;

	if (end != NULL)
		rest.len = (size_t)(end - rest.ptr);
	*at += rest.len + 1;
	return page_trim(rest);
}

static void
count(struct talk *t, struct str text)
{
	for (size_t at = 0; at < text.len;) {
		struct str line = next_line(text, &at);
		struct str name = label_of(line);
		struct speaker *s = name.len > 0 ? find(t, name) : NULL;
		t->lines += line.len > 0 && t->n_speakers > 0;
		if (s != NULL)
			s->n++;
		else if (name.len > 0 && t->n_speakers < MAX_SPEAKERS)
			t->speakers[t->n_speakers++] =
			    (struct speaker){name, 1};
	}
}

/* How many lines have a label that comes again; 0 if there is no interview. */
static size_t
count_turns(const struct talk *t)
{
	size_t turns = 0, speakers = 0;

	for (size_t i = 0; i < t->n_speakers; i++)
		if (t->speakers[i].n > 1) {
			turns += t->speakers[i].n;
			speakers++;
		}
	return turns >= MIN_TURNS && speakers >= MIN_SPEAKERS &&
		       turns * 3 >= t->lines
		   ? turns
		   : 0;
}

static struct span
span_of(struct str text, struct str part)
{
	size_t start = (size_t)(part.ptr - text.ptr);

	return (struct span){start, start + part.len};
}

void
turns_find(struct arena *a, struct article *article)
{
	struct talk *t = arena_alloc(a, 1, sizeof(*t));
	struct str text = article->text;
	struct turn *turn = NULL;
	size_t n;

	count(t, text);
	n = count_turns(t);
	if (n == 0)
		return;
	article->turns = arena_alloc(a, n, sizeof(*article->turns));
	for (size_t at = 0; at < text.len && article->n_turns <= n;) {
		struct str line = next_line(text, &at);
		struct str name = label_of(line);
		struct speaker *s = name.len > 0 ? find(t, name) : NULL;
		if (s != NULL && s->n > 1) {
			struct str said =
			    page_trim(str_skip(line, name.len + 1));
			turn = &article->turns[article->n_turns++];
			turn->speaker = span_of(text, name);
			turn->span = span_of(text, said);
		} else if (turn != NULL && line.len > 0 &&
			   article->n_turns < n) {
			/* After the last turn an outlet speaks again. */
			turn->span.end = span_of(text, line).end;
		}
	}
}
