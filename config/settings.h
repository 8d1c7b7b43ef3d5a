/* Reading tallybook.yaml and sources.yaml; for config_load. */
#ifndef CONFIG_SETTINGS_H
#define CONFIG_SETTINGS_H

#include "config/config.h"
#include "config/reader.h"

/* The defaults, and over them what the file says, which may be NULL. */
MUST_CHECK bool settings_load(
    struct config *, const struct yaml *, struct error *);

MUST_CHECK bool sources_load(
    struct config *, const struct yaml *, struct error *);

#endif
