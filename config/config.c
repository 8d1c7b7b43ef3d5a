#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "config/folder.h"
#include "config/registry_load.h"
#include "config/settings.h"

#define BUILT_IN "built-in "

static const struct builtin *
find_builtin(struct str name)
{
	const struct builtin *b;

	for (size_t i = 0; (b = config_builtin(i)) != NULL; i++)
		if (str_eq(str_from(b->name), name))
			return b;
	return NULL;
}

/* Names stay within the folder: relative, no "..". */
static bool
safe_name(const char *name)
{
	return name[0] != '\0' && name[0] != '/' &&
	       strstr(name, "..") == NULL && strlen(name) < 200;
}

static bool
open_file(struct str folder, struct arena *a, const char *name, struct yaml *y,
    struct error *err)
{
	const struct builtin *b;
	struct buf where = {.arena = a};
	bool there = false;

	if (!safe_name(name))
		return error_set(err, ERROR_CONFIG,
		    "\"%s\" is no name of a file of the configuration", name);
	if (folder.len > 0 && !folder_read(a, folder, name, y, &there, err))
		return false;
	if (there)
		return true;
	if ((b = find_builtin(str_from(name))) == NULL)
		return error_set(err, ERROR_CONFIG,
		    "there is no %s, neither %s%.*s nor built in", name,
		    folder.len > 0 ? "in " : "in a folder", STR_ARG(folder));
	buf_printf(&where, BUILT_IN "%s", name);
	*y = (struct yaml){b->bytes, buf_str(&where)};
	return true;
}

bool
config_file(const struct config *c, struct arena *a, const char *name,
    struct str *bytes, struct str *where, struct error *err)
{
	struct yaml y;

	if (!open_file(c->folder, a, name, &y, err))
		return false;
	*bytes = y.text;
	*where = y.where;
	return true;
}

bool
config_source_place(const struct config *c, const struct source *source,
    struct arena *a, struct str *place, struct error *err)
{
	struct buf b = {.arena = a};
	struct yaml y;

	if (!open_file(c->folder, a, SOURCES_FILE, &y, err))
		return false;
	buf_printf(&b, "%.*s:%u", STR_ARG(y.where),
	    reader_line(&y, (size_t)(source - c->sources)));
	*place = buf_str(&b);
	return true;
}

static bool
load_settings(struct config *c, struct error *err)
{
	struct yaml y = {0};
	bool there = false;

	if (c->folder.len > 0 &&
	    !folder_read(&c->arena, c->folder, SETTINGS_FILE, &y, &there, err))
		return false;
	return settings_load(c, there ? &y : NULL, err);
}

/* Without a list of their own, a user has no sources. */
static bool
load_sources(struct config *c, struct error *err)
{
	struct yaml y = {0};
	bool there = false;

	if (c->folder.len > 0 &&
	    !folder_read(&c->arena, c->folder, SOURCES_FILE, &y, &there, err))
		return false;
	return !there || sources_load(c, &y, err);
}

static bool
load_registry(struct config *c, struct error *err)
{
	struct yaml files[N_REGISTRY_FILES] = {0};
	const struct registry *ready[N_REGISTRY_FILES] = {NULL};
	const struct builtin *b;

	for (int i = 0; i < N_REGISTRY_FILES; i++) {
		if (!open_file(c->folder, &c->arena, registry_file_names[i],
			&files[i], err))
			return false;
		/* "init" writes all of them: most are never changed. */
		b = find_builtin(str_from(registry_file_names[i]));
		if (b != NULL && str_eq(b->bytes, files[i].text))
			ready[i] = &registry_builtin;
	}
	return registry_load(&c->registry, &c->arena, files, ready, err);
}

bool
config_load(
    struct config *c, const char *folder, bool needs_file, struct error *err)
{
	*c = (struct config){0};
	if (folder_find(&c->arena, folder, needs_file, &c->folder, err) &&
	    load_settings(c, err) && load_sources(c, err) &&
	    load_registry(c, err))
		return true;
	config_free(c);
	return false;
}

void
config_free(struct config *c)
{
	arena_free(&c->arena);
	*c = (struct config){0};
}

bool
config_is_own(struct str where)
{
	return where.len < strlen(BUILT_IN) ||
	       memcmp(where.ptr, BUILT_IN, strlen(BUILT_IN)) != 0;
}
