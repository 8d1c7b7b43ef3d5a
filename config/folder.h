/* Where the files of the configuration are; for the files of config/. */
#ifndef CONFIG_FOLDER_H
#define CONFIG_FOLDER_H

#include "config/config.h"
#include "config/reader.h"

#define SETTINGS_FILE "tallybook.yaml"
#define SOURCES_FILE  "sources.yaml"

/*
 * The folder that holds the configuration, in the arena; empty if there is
 * none and none is needed. Given may be NULL.
 */
MUST_CHECK bool folder_find(struct arena *, const char *given, bool needs_file,
    struct str *folder, struct error *);

/* $XDG_CONFIG_HOME/tallybook or its default; empty without a home. */
struct str folder_personal(struct arena *);

/*
 * Where the store of a configuration is that names none: with the system's, in
 * /var/lib/tallybook; else $XDG_DATA_HOME/tallybook/tallybook.db or its
 * default.
 */
struct str folder_store(struct arena *, struct str folder);

/* "FOLDER/NAME" */
char *folder_path(struct arena *, struct str folder, const char *name);

/*
 * A file of the folder. Where it is absent: there is false, and no error.
 */
MUST_CHECK bool folder_read(struct arena *, struct str folder, const char *name,
    struct yaml *, bool *there, struct error *);

#endif
