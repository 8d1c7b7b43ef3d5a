#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "fetch/warc.h"
#include "fetch/warc_file.h"

#define PREFIX "tallybook-"
#define SUFFIX ".warc.gz"

static bool
io_error(const char *path, struct error *err)
{
	return error_set(err, ERROR_IO, "%s: %s", path, strerror(errno));
}

struct str
warc_name_text(struct arena *a, struct warc_name name)
{
	struct buf b = {.arena = a};

	buf_printf(&b, PREFIX "%04d%02d%02d-%05ld" SUFFIX, name.day.year,
	    name.day.month, name.day.day, name.number);
	return buf_str(&b);
}

int
warc_name_compare(struct warc_name a, struct warc_name b)
{
	int order = date_compare(a.day, b.day);

	return order != 0 ? order
			  : (a.number > b.number) - (a.number < b.number);
}

/* So many digits, at most 9 of them. */
static long
digits(const char *s, size_t n)
{
	long value = 0;

	for (size_t i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return -1;
		value = 10 * value + (s[i] - '0');
	}
	return value;
}

static bool
read_name(const char *s, struct warc_name *out)
{
	struct str prefix = STR(PREFIX), suffix = STR(SUFFIX);
	size_t len = strlen(s), n;
	long day;

	if (len < prefix.len + 9 + suffix.len ||
	    memcmp(s, prefix.ptr, prefix.len) != 0 ||
	    strcmp(s + len - suffix.len, suffix.ptr) != 0)
		return false;
	s += prefix.len;
	n = len - prefix.len - 9 - suffix.len;
	day = digits(s, 8);
	if (day < 0 || s[8] != '-' || n < 5 || n > 9)
		return false;
	out->day = (struct date){(int16_t)(day / 10000),
	    (int8_t)(day / 100 % 100), (int8_t)(day % 100)};
	out->number = digits(s + 9, n);
	return out->number >= 0;
}

/* A folder and those above it. */
static bool
make_folder(const char *path, struct error *err)
{
	CLEANUP(arena_free) struct arena a = {0};
	char *part = arena_cstr(&a, str_from(path));
	struct stat st;

	for (char *p = part + 1; *p != '\0'; p++) {
		if (*p != '/')
			continue;
		*p = '\0';
		mkdir(part, 0777);
		*p = '/';
	}
	if (mkdir(part, 0777) == 0 ||
	    (errno == EEXIST && stat(part, &st) == 0 && S_ISDIR(st.st_mode)))
		return true;
	return io_error(path, err);
}

bool
warc_newest(struct str folder, struct warc_name *newest, struct error *err)
{
	CLEANUP(arena_free) struct arena a = {0};
	const char *path = arena_cstr(&a, folder);
	struct warc_name name;
	struct dirent *entry;
	DIR *dir;

	*newest = (struct warc_name){0};
	if (!make_folder(path, err))
		return false;
	if ((dir = opendir(path)) == NULL)
		return io_error(path, err);
	while ((entry = readdir(dir)) != NULL)
		if (read_name(entry->d_name, &name) &&
		    warc_name_compare(name, *newest) > 0)
			*newest = name;
	closedir(dir);
	return true;
}

bool
warc_end(const char *path, int64_t offset, int64_t *end, struct error *err)
{
	CLEANUP(warc_cleanup) struct warc_reader *r = NULL;
	struct warc_record record;
	bool more = true;

	*end = offset;
	if (!warc_open(&r, path, err) || !warc_seek(r, offset, err))
		return false;
	while (more) {
		if (!warc_next(r, &record, &more, err)) {
			if (err->kind != ERROR_INPUT)
				return false;
			continue;
		}
		if (more && record.length == 0)
			return error_set(err, ERROR_INPUT,
			    "%s: packed anew, so that it cannot be added to; "
			    "move it away",
			    path);
		if (more)
			*end = record.offset + record.length;
	}
	return true;
}

bool
warc_sync_folder(const char *folder, struct error *err)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok = fd >= 0 && fsync(fd) == 0;

	if (!ok)
		io_error(folder, err);
	if (fd >= 0)
		close(fd);
	return ok;
}
