#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "config/folder.h"

/* Make a folder and those above it. */
static bool
make_folder(struct arena *a, struct str folder, struct error *err)
{
	char *path = arena_cstr(a, folder);
	struct stat st;

	for (char *p = path + 1; *p != '\0'; p++) {
		if (*p != '/')
			continue;
		*p = '\0';
		if (mkdir(path, 0777) != 0 && errno != EEXIST)
			return error_set(err, ERROR_IO,
			    "cannot make the folder %s: %s", path,
			    strerror(errno));
		*p = '/';
	}
	if (mkdir(path, 0777) != 0 &&
	    (errno != EEXIST || stat(path, &st) != 0 || !S_ISDIR(st.st_mode)))
		return error_set(err, ERROR_IO, "cannot make the folder %s: %s",
		    path, strerror(errno));
	return true;
}

/* The settings with the contact put in the place of the example. */
static struct str
with_contact(struct arena *a, struct str settings, struct str contact)
{
	static const char example[] = "#contact: ";
	struct buf b = {.arena = a};
	const char *at = NULL, *end = settings.ptr + settings.len;

	for (const char *p = settings.ptr; p + sizeof(example) < end; p++)
		if (memcmp(p, example, sizeof(example) - 1) == 0)
			at = at != NULL ? at : p;
	if (at == NULL || contact.len == 0)
		return settings;
	buf_add(&b, (struct str){settings.ptr, (size_t)(at - settings.ptr)});
	buf_add(&b, STR("contact: \""));
	for (size_t i = 0; i < contact.len; i++) {
		if (contact.ptr[i] == '"' || contact.ptr[i] == '\\')
			buf_char(&b, '\\');
		if ((unsigned char)contact.ptr[i] >= ' ')
			buf_char(&b, contact.ptr[i]);
	}
	buf_char(&b, '"');
	while (at < end && *at != '\n')
		at++;
	buf_add(&b, (struct str){at, (size_t)(end - at)});
	return buf_str(&b);
}

/* Write a new file; *kept if there is one of that name. */
static bool
write_new(const char *path, struct str bytes, bool *kept, struct error *err)
{
	FILE *f = fopen(path, "wx");
	bool done;

	*kept = f == NULL && errno == EEXIST;
	if (f == NULL)
		return *kept || error_set(err, ERROR_IO, "cannot write %s: %s",
				    path, strerror(errno));
	done = fwrite(bytes.ptr, 1, bytes.len, f) == bytes.len;
	if (fclose(f) == 0 && done)
		return true;
	error_set(err, ERROR_IO, "cannot write %s: %s", path, strerror(errno));
	unlink(path);
	return false;
}

bool
config_init(const char *folder, struct str contact, struct arena *a,
    struct str *where, struct str **kept, size_t *n_kept, struct error *err)
{
	const struct builtin *b;
	struct str bytes;
	size_t n = 0;
	bool was_there;

	while (config_builtin(n) != NULL)
		n++;
	*kept = arena_alloc(a, n, sizeof(**kept));
	*n_kept = 0;
	*where = folder != NULL ? str_from(folder) : folder_personal(a);
	if (where->len == 0)
		return error_set(err, ERROR_CONFIG,
		    "there is no $HOME; name a folder: tallybook init FOLDER");
	if (!make_folder(a, *where, err))
		return false;
	for (size_t i = 0; (b = config_builtin(i)) != NULL; i++) {
		if (strchr(b->name, '/') != NULL)
			continue;
		bytes = strcmp(b->name, SETTINGS_FILE) == 0
			    ? with_contact(a, b->bytes, contact)
			    : b->bytes;
		if (!write_new(folder_path(a, *where, b->name), bytes,
			&was_there, err))
			return false;
		if (was_there)
			(*kept)[(*n_kept)++] = str_from(b->name);
	}
	return true;
}
