/*
 * The registries: what the program knows of facilities, actors, places,
 * metrics, groups and kinds of event. Each is a YAML file that a user may edit;
 * all of it is data, none of it is C. Everything lives as long as the
 * configuration.
 *
 * A key is the permanent short name of an entry ("sednaya", "snhr"): lower
 * case ASCII letters, digits, '-' and '_', unique within its registry.
 * Entries stand in the order of the file. A parent is in the same registry,
 * no chain of parents is a circle or longer than REGISTRY_DEPTH.
 */
#ifndef CONFIG_REGISTRY_H
#define CONFIG_REGISTRY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/error.h"
#include "base/str.h"

#define REGISTRY_DEPTH 8

enum name_kind {
	NAME_PREFERRED,
	NAME_OFFICIAL,
	NAME_VARIANT,
	NAME_TRANSLITERATION,
	NAME_ACRONYM,
	NAME_NICKNAME, /* "the Bastille of Syria": never a sighting alone */
	NAME_FORMER,
};

struct name {
	struct str text;
	struct str lang; /* BCP 47; "ar" implies the script */
	enum name_kind kind;
};

struct facility {
	struct str key, kind, operator, parent, place;
	const struct name *names; /* the preferred one first */
	size_t n_names;
	double lat, lon;
	bool located; /* lat and lon are known */
};

/* Whoever publishes, is quoted or is counted among the sides. */
struct actor {
	struct str key, kind, parent, party, reliability;
	const struct name *names;
	size_t n_names;
};

struct place {
	struct str key, kind, parent; /* kind: country, adm1, city, ... */
	struct str iso, pcode;        /* ISO 3166 alpha-3 of a country */
	const struct name *names;
	size_t n_names;
	struct str demonym; /* "Syrian"; more than one: separated by ", " */
};

/* A part may not exceed its whole: parent is the wider metric. */
struct metric {
	struct str key, parent, hxl;
	struct str label;   /* "Died in custody" */
	struct str extract; /* its word in the output of extract */
	struct str group;   /* whom it counts in any case; or empty */
	struct str leaves;  /* key of the metric that it takes from; or empty */
	struct str abroad;  /* key of what it is across a border; or empty */
	struct str digest;  /* "first", "last" or "never" in it; empty: first */
	struct str event; /* "any", also if empty; "none"; or the key of one */
};

struct group {
	struct str key, parent, label;
	struct str division; /* those of one have nobody in common; or empty */
	struct str event;    /* what it is when one of them kills; or empty */
	struct str flight;   /* "escape": none who flees is displaced; or "" */
};

/* What the counted were killed by, or hurt, or driven out: "earthquake". */
struct event_kind {
	struct str key, parent, label;
	struct str yields; /* "yes": to any other kind beside it; or empty */
};

/* What an entry may be: a "prison" is a kind of facility. */
struct kind {
	struct str key, of, label; /* of: "facility", "actor", "place" */
	struct str holds; /* key of the metric of people in it; or empty */
	struct str group; /* key of that of its members; or empty */
};

/* Keys in order, for a look-up by halves. */
struct key_index {
	const struct str *const *keys; /* each the first of its entry */
	size_t n;
};

/*
 * The indices may be left out of one that is put together by hand; it is then
 * searched from the first entry on.
 */
struct registry {
	const struct kind *kinds;
	size_t n_kinds;
	const struct facility *facilities;
	size_t n_facilities;
	const struct actor *actors;
	size_t n_actors;
	const struct place *places;
	size_t n_places;
	const struct metric *metrics;
	size_t n_metrics;
	const struct group *groups;
	size_t n_groups;
	const struct event_kind *events;
	size_t n_events;
	struct key_index by_facility, by_actor, by_place, by_metric, by_group,
	    by_event;
};

/* What the files built in hold; tools/tabulate.c makes it. */
extern const struct registry registry_builtin;

/* By key; NULL if there is none. */
const struct facility *registry_facility(const struct registry *, struct str);
const struct actor *registry_actor(const struct registry *, struct str);
const struct place *registry_place(const struct registry *, struct str);

/*
 * A place that is in no registry is written behind the key of one that holds
 * it: "syria~Tall Marwan". Its two parts, the second empty for a mere key; and
 * its words: "Tall Marwan, Syria", of an unknown key the key.
 */
struct str place_listed(struct str place);
struct str place_local(struct str place);
struct str registry_place_words(
    const struct registry *, struct arena *, struct str place);

const struct metric *registry_metric(const struct registry *, struct str);
const struct group *registry_group(const struct registry *, struct str);
const struct event_kind *registry_event_kind(
    const struct registry *, struct str);

/* Of kinds there are few; the first of that key is meant. */
const struct kind *registry_kind(const struct registry *, struct str);

/* The widest place that a place lies in: its country, as a rule. NULL: none. */
const struct place *registry_widest(
    const struct registry *, const struct place *);

/*
 * Are the names of an entry transliterated, so that Latin letters only
 * approach them, and other spellings are to be found too? An entry says so with
 * a name of that kind. A facility is also taken at an Arabic name; places have
 * one all over the world, and George is not to be Georgia.
 */
bool names_are_loose(const struct name *, size_t n, bool of_facility);

/* Is it a news agency, an outlet, a state's medium? NULL is none. */
bool actor_is_medium(const struct actor *);

/* Is the second one the first, or within it (its parent, its parent's ...)? */
bool registry_metric_within(
    const struct registry *, struct str whole, struct str part);
bool registry_group_within(
    const struct registry *, struct str whole, struct str part);
bool registry_event_within(
    const struct registry *, struct str whole, struct str part);
bool registry_place_within(
    const struct registry *, struct str whole, struct str part);

#endif
