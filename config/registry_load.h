/* Reading the registries' files; for config_load. */
#ifndef CONFIG_REGISTRY_LOAD_H
#define CONFIG_REGISTRY_LOAD_H

#include "config/reader.h"
#include "config/registry.h"

/* What others name comes before them. */
enum registry_file {
	FILE_EVENTS,
	FILE_GROUPS,
	FILE_METRICS,
	FILE_KINDS,
	FILE_PLACES,
	FILE_FACILITIES,
	FILE_ACTORS,
	N_REGISTRY_FILES,
};

extern const char *const registry_file_names[N_REGISTRY_FILES];

/*
 * Read all of them into the registry, in the arena. Where one is ready, its
 * entries are taken from there and the file is not read.
 */
MUST_CHECK bool registry_load(struct registry *, struct arena *,
    const struct yaml files[N_REGISTRY_FILES],
    const struct registry *const ready[N_REGISTRY_FILES], struct error *);

/*
 * Put the keys of entries, which begin with it, in order. Returns an entry
 * whose key another one has too, as its position; n if there is none.
 */
size_t key_index_build(struct key_index *, struct arena *, const void *entries,
    size_t n, size_t size);

/* The entry of that key; NULL if there is none. */
const void *key_index_find(const struct key_index *, struct str key);

#endif
