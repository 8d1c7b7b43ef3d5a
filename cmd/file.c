#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "cmd/file.h"

static void
close_file(FILE **file)
{
	if (*file != NULL && *file != stdin)
		fclose(*file);
}

static bool
fail(const char *path, struct error *err)
{
	return error_set(err, errno == ENOENT ? ERROR_ABSENT : ERROR_IO,
	    "%s: %s", path, strerror(errno));
}

bool
file_read(struct arena *a, const char *path, size_t max, struct str *out,
    struct error *err)
{
	CLEANUP(close_file)
	FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
	struct buf b = {.arena = a};
	char chunk[16384];
	size_t n;

	if (file == NULL)
		return fail(path, err);
	while ((n = fread(chunk, 1, sizeof(chunk), file)) > 0) {
		buf_add(&b, (struct str){chunk, n});
		if (b.len > max)
			return error_set(err, ERROR_INPUT,
			    "%s: larger than %zu bytes", path, max);
	}
	if (ferror(file))
		return fail(path, err);
	*out = buf_str(&b);
	return true;
}

bool
file_write(const char *path, struct str bytes, struct error *err)
{
	bool is_stdout = strcmp(path, "-") == 0, good;
	FILE *file = is_stdout ? stdout : fopen(path, "wb");

	if (file != NULL) {
		good = fwrite(bytes.ptr, 1, bytes.len, file) == bytes.len;
		good = (is_stdout ? fflush(file) : fclose(file)) == 0 && good;
		if (good)
			return true;
	}
	return error_set(err, ERROR_IO, "%s: %s",
	    is_stdout ? "standard output" : path, strerror(errno));
}
