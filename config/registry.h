/*
 * The registries: what the program knows of facilities, actors, places,
 * metrics and groups. Each is a YAML file that a user may edit; all of it is
 * data, none of it is C. Everything lives as long as the configuration.
 *
 * A key is the permanent short name of an entry ("sednaya", "snhr"): lower
 * case ASCII letters, digits and '-', unique within its registry.
 */
#ifndef CONFIG_REGISTRY_H
#define CONFIG_REGISTRY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

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
	struct name *names; /* the preferred one first */
	size_t n_names;
	double lat, lon;
	bool located; /* lat and lon are known */
};

/* Whoever publishes, is quoted or is counted among the sides. */
struct actor {
	struct str key, kind, parent, party, reliability;
	struct name *names;
	size_t n_names;
};

struct place {
	struct str key, kind, parent; /* kind: country, adm1, city, ... */
	struct str iso, pcode;        /* ISO 3166 alpha-3 of a country */
	struct name *names;
	size_t n_names;
	struct str demonym; /* "Syrian"; more than one: separated by ", " */
};

/* A part may not exceed its whole: parent is the wider metric. */
struct metric {
	struct str key, parent, hxl;
	struct str label;   /* "Died in custody" */
	struct str extract; /* its word in the output of extract */
};

struct group {
	struct str key, parent, label;
};

struct registry {
	struct facility *facilities;
	size_t n_facilities;
	struct actor *actors;
	size_t n_actors;
	struct place *places;
	size_t n_places;
	struct metric *metrics;
	size_t n_metrics;
	struct group *groups;
	size_t n_groups;
};

/* By key; NULL if there is none. */
const struct facility *registry_facility(const struct registry *, struct str);
const struct actor *registry_actor(const struct registry *, struct str);
const struct place *registry_place(const struct registry *, struct str);
const struct metric *registry_metric(const struct registry *, struct str);
const struct group *registry_group(const struct registry *, struct str);

/* Is the second one the first, or within it (its parent, its parent's ...)? */
bool registry_metric_within(
    const struct registry *, struct str whole, struct str part);
bool registry_place_within(
    const struct registry *, struct str whole, struct str part);
bool registry_group_within(
    const struct registry *, struct str whole, struct str part);

#endif
