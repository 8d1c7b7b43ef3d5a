/* Inside the lexicon: the lines of a pack's files, cut into fields. */
#ifndef EXTRACT_LEXICON_LINE_H
#define EXTRACT_LEXICON_LINE_H

#include "extract/lexicon.h"

#define LINE_FIELDS (2 + SENSE_FIELDS) /* the phrases, the class, a sense */

struct line {
	struct str where; /* of the file, in errors */
	size_t number;    /* of the line in it; 0 before the first */
	struct str fields[LINE_FIELDS];
	size_t n_fields; /* more than LINE_FIELDS: the line has too many */
};

/* The next line that is no comment, out of the rest of a file. */
bool line_next(struct str *rest, struct line *);

/* Take what stands before a mark, and the mark, from the rest. */
struct str line_cut(struct str *rest, char mark);

/* "words.tsv:12: there is no class: verbs" */
bool line_error(
    struct error *, const struct line *, const char *what, struct str word);

/* The fields are not copied: they stay as long as the lexicon does. */
MUST_CHECK bool lexicon_add_line(
    struct lexicon *, const struct line *, struct error *);

#endif
