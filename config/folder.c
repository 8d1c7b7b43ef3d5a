#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "config/folder.h"

#define SYSTEM_FOLDER "/etc/tallybook"

char *
folder_path(struct arena *a, struct str folder, const char *name)
{
	struct buf b = {.arena = a};

	buf_add(&b, folder);
	if (folder.len > 0 && folder.ptr[folder.len - 1] != '/')
		buf_char(&b, '/');
	buf_add(&b, str_from(name));
	return b.ptr;
}

/* $VARIABLE/REST, else $HOME/FALLBACK/REST; empty if neither is absolute. */
static struct str
under_home(struct arena *a, const char *variable, const char *fallback,
    const char *rest)
{
	const char *base = getenv(variable);
	struct str folder;

	if (base != NULL && base[0] == '/')
		return str_from(folder_path(a, str_from(base), rest));
	base = getenv("HOME");
	if (base == NULL || base[0] != '/')
		return (struct str){0};
	folder = str_from(folder_path(a, str_from(base), fallback));
	return str_from(folder_path(a, folder, rest));
}

struct str
folder_personal(struct arena *a)
{
	return under_home(a, "XDG_CONFIG_HOME", ".config", "tallybook");
}

struct str
folder_store(struct arena *a, struct str folder)
{
	struct str path;

	if (str_eq(folder, STR(SYSTEM_FOLDER)))
		return STR("/var/lib/tallybook/tallybook.db");
	path = under_home(
	    a, "XDG_DATA_HOME", ".local/share", "tallybook/tallybook.db");
	return path.len > 0 ? path : STR("tallybook.db");
}

static bool
holds_settings(struct arena *a, struct str folder)
{
	return folder.len > 0 &&
	       access(folder_path(a, folder, SETTINGS_FILE), F_OK) == 0;
}

bool
folder_find(struct arena *a, const char *given, bool needs_file,
    struct str *folder, struct error *err)
{
	const char *named = given != NULL ? given : getenv("TALLYBOOK_CONFIG");
	const struct str places[] = {
	    STR("."), folder_personal(a), STR(SYSTEM_FOLDER)};

	*folder = (struct str){0};
	if (named != NULL && named[0] != '\0') {
		*folder = arena_copy(a, str_from(named));
		/* What may not be looked at is there: reading says why not. */
		if (holds_settings(a, *folder) || errno == EACCES)
			return true;
		return error_set(err, ERROR_CONFIG,
		    "no tallybook.yaml in %s; write one with: tallybook init "
		    "%s",
		    named, named);
	}
	for (size_t i = 0; i < COUNT(places); i++) {
		if (holds_settings(a, places[i])) {
			*folder = places[i];
			return true;
		}
	}
	if (!needs_file)
		return true;
	return error_set(err, ERROR_CONFIG,
	    "no tallybook.yaml in this folder, %.*s or " SYSTEM_FOLDER
	    "; write "
	    "one with: tallybook init",
	    STR_ARG(places[1].len > 0 ? places[1] : STR("~/.config")));
}

static void
close_file(FILE **f)
{
	if (*f != NULL)
		fclose(*f);
}

bool
folder_read(struct arena *a, struct str folder, const char *name,
    struct yaml *y, bool *there, struct error *err)
{
	char *path = folder_path(a, folder, name), *bytes;
	CLEANUP(close_file) FILE *f = fopen(path, "rb");
	struct stat st;
	size_t n;

	y->where = str_from(path);
	*there = f != NULL;
	if (f == NULL && (errno == ENOENT || errno == ENOTDIR))
		return true;
	if (f == NULL || fstat(fileno(f), &st) != 0)
		return error_set(
		    err, ERROR_IO, "%s: %s", path, strerror(errno));
	if (!S_ISREG(st.st_mode))
		return error_set(
		    err, ERROR_CONFIG, "%s: expected a file", path);
	if (st.st_size < 0 || (size_t)st.st_size > YAML_MAX_BYTES)
		return error_set(err, ERROR_CONFIG, "%s: larger than %zu MB",
		    path, YAML_MAX_BYTES >> 20);
	bytes = arena_alloc(a, (size_t)st.st_size + 1, 1);
	n = fread(bytes, 1, (size_t)st.st_size, f);
	if (ferror(f))
		return error_set(
		    err, ERROR_IO, "%s: %s", path, strerror(errno));
	y->text = (struct str){bytes, n};
	return true;
}
