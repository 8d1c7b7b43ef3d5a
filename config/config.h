/*
 * What a user edits: tallybook.yaml, sources.yaml, the registries and the
 * language packs; described in tallybook.yaml(5).
 *
 * Configuration is looked for in the folder given, else in $TALLYBOOK_CONFIG,
 * else in the working directory, $XDG_CONFIG_HOME/tallybook and
 * /etc/tallybook; the first that holds tallybook.yaml is taken. A registry or
 * language pack that is not in that folder is the one built into the program,
 * so that a folder holds only what its user has changed.
 *
 * An error names file and line and says what was expected there.
 */
#ifndef CONFIG_CONFIG_H
#define CONFIG_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/error.h"
#include "base/findings.h"
#include "base/str.h"
#include "config/registry.h"

struct source {
	struct str key;  /* "example-wire-en" */
	struct str name; /* the outlet: publisher of its documents */
	struct str url;
	struct str kind; /* a row in fetch/listing.c; empty: found by looking */
	struct str links; /* of a page: pattern of the addresses to read */
	struct str lang;
	int64_t every; /* seconds between fetches; -1: the default */
	bool private;  /* may be at a private or loopback address */
	bool paused;
};

/* A setting as it stands in tallybook.yaml, or would. */
struct setting {
	struct str name, value;
	bool given; /* by the file; else the default */
};

struct config {
	struct str folder;   /* empty: nothing but what is built in */
	struct str store;    /* path of the database file */
	struct str contact;  /* address or mail in the user agent */
	struct str reader;   /* who reads the digest */
	struct str archive;  /* folder of what was fetched; empty: not kept */
	int64_t archive_max; /* bytes of one of its files */
	int64_t every;       /* seconds; -1: by how often a source changes */
	int64_t every_min, every_max; /* bounds of that */
	int64_t pace_ms;              /* between two requests to one host */
	int64_t crawl_delay_max;      /* seconds of a robots.txt's that hold */
	int64_t timeout_ms;           /* for one request, in all */
	int64_t connect_timeout_ms;
	int64_t low_speed; /* bytes a second, below which a request ends */
	int64_t max_redirects;
	int64_t max_header; /* bytes */
	int64_t max_body;   /* bytes, after decompression */
	int64_t max_items;  /* of one feed */
	int64_t parallel;   /* requests at a time, over all hosts */
	int64_t fail_limit; /* sources that may fail before exit 75 */
	int64_t *recheck;   /* seconds after the first fetch of a page */
	size_t n_recheck;
	struct str proxy;
	struct str ping; /* address asked for after each run; empty: none */
	struct str reliefweb_appname;
	struct setting *settings; /* all of the above, as text */
	size_t n_settings;
	struct source *sources;
	size_t n_sources;
	struct registry registry;
	struct arena arena; /* holds all of it */
};

/*
 * Load all of it. With a NULL folder it is looked for as said above. Where
 * no tallybook.yaml is found, needs_file decides: false takes the defaults
 * and what is built in, true is an error that says to run "tallybook init".
 */
MUST_CHECK bool config_load(
    struct config *, const char *folder, bool needs_file, struct error *);
void config_free(struct config *);

/*
 * The bytes of a file of the configuration by its name within the folder
 * ("lang/en/words.tsv"): the user's, else the one built in. Where says which
 * for messages ("./lang/en/words.tsv", "built-in lang/en/words.tsv").
 */
MUST_CHECK bool config_file(const struct config *, struct arena *,
    const char *name, struct str *bytes, struct str *where, struct error *);

/* Is that a file of the user's, by its name for messages? */
bool config_is_own(struct str where);

/* Where the entry of one of its sources stands: "./sources.yaml:12". */
MUST_CHECK bool config_source_place(const struct config *,
    const struct source *, struct arena *, struct str *place, struct error *);

/*
 * What loads and is doubtful all the same, each with file and line: names that
 * stand for two entries, keys of other files that are not there, addresses
 * that two sources share.
 */
MUST_CHECK bool config_check(
    const struct config *, struct findings *, struct error *);

/* The languages that have a pack: "en", ... */
size_t config_languages(
    const struct config *, struct arena *, struct str **languages);

/*
 * Give new sources their keys. A key that is there stays if it is one and is
 * free; else it is made from the name, or from the host of the address where
 * the name is in no Latin script; a number tells it from those that the
 * configuration and the entries before it have. Keys are in the arena.
 */
void config_name_sources(
    const struct config *, struct source *, size_t n, struct arena *);

/*
 * Append entries to a folder's sources.yaml, which is made if there is none.
 * What stands in it is kept, byte for byte, but for the "[]" of an empty list.
 * The new file takes the place of the old one when it is on the disk and has
 * been loaded; on any error the old one is as it was. Where they stand is in
 * *path and *line, that of the first, from 1.
 */
MUST_CHECK bool config_add_sources(struct str folder, const struct source *,
    size_t n, struct arena *, struct str *path, size_t *line, struct error *);

/* A file built into the program; NULL past the last. */
struct builtin {
	const char *name; /* "facilities.yaml" */
	struct str bytes;
};
const struct builtin *config_builtin(size_t i);

/*
 * Write a commented tallybook.yaml, the starter sources.yaml and the
 * registries into a folder that is made if need be. Existing files are kept
 * and their names returned. Contact may be empty. A NULL folder is that of
 * the user, $XDG_CONFIG_HOME/tallybook; it is returned in *where.
 */
MUST_CHECK bool config_init(const char *folder, struct str contact,
    struct arena *, struct str *where, struct str **kept, size_t *n_kept,
    struct error *);

#endif
