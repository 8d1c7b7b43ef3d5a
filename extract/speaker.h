/*
 * Inside speakers_resolve: what a text has told of those who may speak.
 */
#ifndef EXTRACT_SPEAKER_H
#define EXTRACT_SPEAKER_H

#include "extract/source.h"

#define RECENT    16 /* speakers looked back at for "he" or "the group" */
#define ACRONYMS  64 /* of one text, to compare with */
#define SPOKESMEN 16 /* of one text */

/* What a speaker is; a state is "it", but not "the group". */
enum sort { SORT_ANY, SORT_PERSON, SORT_PEOPLE, SORT_BODY, SORT_STATE };

/* A name of the text by its last word, or what an acronym stands for. */
struct alias {
	struct str key;
	struct origin origin;
	enum sort sort;
};

struct speaker {
	struct origin origin;
	enum sort sort;
	uint32_t token, paragraph;
};

/* An actor or person that the text mentions, in order. */
struct mentioned {
	uint32_t token;
	struct origin origin;
	enum sort sort;
};

/* Of whom somebody is the spokesman. */
struct spokesman {
	struct str name;
	struct origin of;
};

struct speakers {
	const struct text *text;
	const struct names *names;
	struct arena *arena;
	struct speaker recent[RECENT]; /* a ring */
	size_t n_recent;
	struct alias **aliases; /* hash table, by key */
	size_t n_aliases, size;
	struct alias *acronyms[ACRONYMS];
	size_t n_acronyms;
	bool spelled; /* some key is a folded name, spelled out */
	struct mentioned *mentioned;
	size_t n_mentioned, size_mentioned;
	struct spokesman *spokesmen;
	size_t n_spokesmen, size_spokesmen;
	struct origin spoke; /* for the last one resolved: his spokesman */
	struct str other;    /* a name that no word can mean now; or empty */
};

/* The alias of a key, or of an acronym a letter apart; NULL if none is. */
const struct alias *speaker_alias(
    const struct speakers *, struct str key, bool acronym);

struct str speaker_slice(const struct text *, uint32_t first, uint32_t end);

struct origin speaker_actor(const struct actor *);
enum sort speaker_actor_sort(const struct actor *);

/* The text of a name, without a genitive at its end. */
struct str speaker_name(const struct text *, uint32_t first, uint32_t end);

/* Skip titles and roles before a name: "President", "Dr.", "journalist". */
uint32_t speaker_skip_titles(const struct text *, uint32_t, uint32_t end);

/* Where the last word of a name starts, with what is joined to it: "al-Vell" */
uint32_t speaker_last_word(const struct text *, uint32_t first, uint32_t end);

/* Where the name of a body that ends at a token goes on: "of Orlin and Vela" */
uint32_t speaker_body_end(const struct text *, uint32_t end, uint32_t to);

/* Is its last word that of a body: "Doctors Council", "Orlin Watch"? */
bool speaker_ends_body(const struct text *, uint32_t first, uint32_t end);

/* Behind the last title of a run of capitals: "Home Minister Ada Vell". */
uint32_t speaker_after_title(const struct text *, uint32_t first, uint32_t end);

/*
 * The key of a title ("home minister") among the aliases of a text, so that it
 * is no name's.
 */
struct str speaker_title(const struct speakers *, uint32_t first, uint32_t end);

/* Is a word for an organisation or a facility in a name? */
bool speaker_is_body(const struct text *, uint32_t first, uint32_t end);

/*
 * recent.c: whom a pronoun or a word of that sort can mean at a token, who is
 * the last one there whose name holds a word, and that somebody spoke.
 */
struct origin recent_of(
    const struct speakers *, uint32_t token, enum sort, bool pronoun);
struct origin recent_with(
    const struct speakers *, uint32_t token, struct str word);
struct origin recent_add(
    struct speakers *, uint32_t token, struct origin, enum sort);

#endif
