#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "config/folder.h"

#define MAX_LANGUAGES 200
#define LANGUAGES     "lang/"

/* Languages found so far, sorted only at the end. */
struct languages {
	struct arena *arena;
	struct str *codes;
	size_t n;
};

static void
add(struct languages *l, struct str code)
{
	for (size_t i = 0; i < l->n; i++)
		if (str_eq(l->codes[i], code))
			return;
	if (l->n < MAX_LANGUAGES && code.len > 0)
		l->codes[l->n++] = arena_copy(l->arena, code);
}

static void
add_builtin(struct languages *l)
{
	const struct builtin *b;
	const char *code, *end;

	for (size_t i = 0; (b = config_builtin(i)) != NULL; i++) {
		if (strncmp(b->name, LANGUAGES, sizeof(LANGUAGES) - 1) != 0)
			continue;
		code = b->name + sizeof(LANGUAGES) - 1;
		if ((end = strchr(code, '/')) != NULL)
			add(l, (struct str){code, (size_t)(end - code)});
	}
}

static void
close_folder(DIR **d)
{
	if (*d != NULL)
		closedir(*d);
}

static void
add_folder(struct languages *l, struct str folder)
{
	char *path = folder_path(l->arena, folder, LANGUAGES);
	CLEANUP(close_folder) DIR *d = opendir(path);
	struct dirent *entry;
	struct stat st;

	while (d != NULL && (entry = readdir(d)) != NULL)
		if (entry->d_name[0] != '.' &&
		    stat(folder_path(l->arena, str_from(path), entry->d_name),
			&st) == 0 &&
		    S_ISDIR(st.st_mode))
			add(l, str_from(entry->d_name));
}

static int
order(const void *x, const void *y)
{
	const struct str *a = x, *b = y;
	size_t n = a->len < b->len ? a->len : b->len;
	int by_bytes = memcmp(a->ptr, b->ptr, n);

	return by_bytes != 0 ? by_bytes : (a->len > b->len) - (a->len < b->len);
}

size_t
config_languages(
    const struct config *c, struct arena *a, struct str **languages)
{
	struct languages l = {
	    a, arena_alloc(a, MAX_LANGUAGES, sizeof(struct str)), 0};

	add_builtin(&l);
	if (c->folder.len > 0)
		add_folder(&l, c->folder);
	qsort(l.codes, l.n, sizeof(*l.codes), order);
	*languages = l.codes;
	return l.n;
}
