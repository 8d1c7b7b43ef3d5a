#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "fetch/bytes.h"
#include "fetch/warc.h"
#include "fetch/warc_file.h"
#include "fetch/warc_pack.h"

#define DEFAULT_MAX_FILE ((int64_t)1000 * 1000 * 1000)
#define DAY_SECONDS      86400

struct archive {
	struct arena arena;
	struct arena records; /* of the exchange that was last added */
	struct archive_options options;
	const char *folder;
	struct warc_name name; /* of the newest file */
	struct str file;       /* its name */
	const char *path;
	int fd; /* -1: none is open */
	int64_t size;
	bool dirty, failed;
	struct packer *packer;
	struct bytes packed; /* to be written */
};

static bool
io_error(struct archive *a, const char *path, struct error *err)
{
	a->failed = true;
	return error_set(
	    err, ERROR_IO, "archive: %s: %s", path, strerror(errno));
}

static const char *
path_of(struct archive *a, struct arena *arena, struct str file)
{
	struct buf b = {.arena = arena};

	buf_printf(&b, "%s/%.*s", a->folder, STR_ARG(file));
	return b.ptr;
}

/* The file of a->name; flags make it, or find it. */
static bool
open_file(struct archive *a, int flags, struct error *err)
{
	struct stat st;

	a->file = warc_name_text(&a->arena, a->name);
	a->path = path_of(a, &a->arena, a->file);
	a->fd = open(a->path, O_WRONLY | O_APPEND | O_CLOEXEC | flags, 0666);
	if (a->fd < 0 || fstat(a->fd, &st) != 0)
		return io_error(a, a->path, err);
	a->size = (int64_t)st.st_size;
	return true;
}

static void
close_file(struct archive *a)
{
	if (a->fd >= 0)
		close(a->fd);
	a->fd = -1;
}

/* Cut off what a crash has left of a record. */
static bool
repair(struct archive *a, int64_t known, struct error *err)
{
	int64_t end;

	if (!warc_end(a->path, known, &end, err))
		return false;
	if (end == a->size)
		return true;
	if (ftruncate(a->fd, (off_t)end) != 0 || fsync(a->fd) != 0)
		return io_error(a, a->path, err);
	a->size = end;
	return true;
}

/*
 * Go on with the newest file. If it has lost what is known of it, it is left
 * as it is, so that nothing else comes to lie there.
 */
static bool
resume(struct archive *a, int64_t (*known_end)(struct str, void *), void *user,
    struct error *err)
{
	int64_t known;

	if (!warc_newest(a->options.folder, &a->name, err))
		return false;
	if (a->name.day.year == 0)
		return true;
	if (!open_file(a, 0, err))
		return false;
	known = known_end != NULL ? known_end(a->file, user) : 0;
	if (known <= a->size)
		return repair(a, known, err);
	close_file(a);
	return true;
}

static void
keep(struct archive *a, struct str *s)
{
	*s = arena_copy(&a->arena, *s);
}

bool
archive_open(struct archive **out, const struct archive_options *options,
    int64_t (*known_end)(struct str file, void *user), void *user,
    struct error *err)
{
	struct archive *a = calloc(1, sizeof(*a));

	if (a == NULL)
		abort();
	a->fd = -1;
	a->options = *options;
	a->folder = arena_cstr(&a->arena, options->folder);
	a->options.folder = str_from(a->folder);
	keep(a, &a->options.software);
	keep(a, &a->options.operator);
	if (options->max_file == 0)
		a->options.max_file = DEFAULT_MAX_FILE;
	a->packer = packer_open();
	if (!resume(a, known_end, user, err)) {
		archive_close(a);
		return false;
	}
	*out = a;
	return true;
}

void
archive_close(struct archive *a)
{
	struct error ignored;

	if (a == NULL)
		return;
	if (!a->failed)
		(void)!archive_sync(a, &ignored);
	close_file(a);
	packer_close(a->packer);
	arena_free(&a->records);
	arena_free(&a->arena);
	bytes_free(&a->packed);
	free(a);
}

void
archive_cleanup(struct archive **a)
{
	archive_close(*a);
}

bool
archive_sync(struct archive *a, struct error *err)
{
	if (a->failed)
		return error_set(err, ERROR_IO,
		    "archive: %s: it could not be written to before",
		    a->folder);
	if (a->dirty && fdatasync(a->fd) != 0)
		return io_error(a, a->path, err);
	a->dirty = false;
	return true;
}

static bool
write_all(struct archive *a, struct error *err)
{
	const char *p = a->packed.ptr;
	size_t left = a->packed.len;
	ssize_t n;

	a->dirty = true;
	while (left > 0) {
		n = write(a->fd, p, left);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return io_error(a, a->path, err);
		p += n;
		left -= (size_t)n;
	}
	a->size += (int64_t)a->packed.len;
	return true;
}

/* All that is to be written, or nothing; else archive_open repairs it. */
static bool
flush(struct archive *a, struct error *err)
{
	if (write_all(a, err))
		return true;
	(void)!ftruncate(a->fd, (off_t)a->size);
	return false;
}

static struct date
day_of(int64_t at)
{
	return moment_date((struct moment){at, SECOND});
}

/* Is the file at hand the one to add to? A clock may run back. */
static bool
is_ready(const struct archive *a, struct date day)
{
	return a->fd >= 0 && a->size < a->options.max_file &&
	       date_compare(day, a->name.day) <= 0;
}

static bool
next_file(struct archive *a, struct date day, struct error *err)
{
	if (a->fd >= 0 && !archive_sync(a, err))
		return false;
	close_file(a);
	if (date_compare(day, a->name.day) > 0)
		a->name = (struct warc_name){day, 0};
	a->name.number++;
	return open_file(a, O_CREAT | O_EXCL, err) &&
	       (warc_sync_folder(a->folder, err) ||
		   io_error(a, a->folder, err));
}

static bool
add_info(struct archive *a, struct arena *arena, int64_t at, struct error *err)
{
	struct warc_text t;

	if (!warc_info_text(arena, a->file, a->options.software,
		a->options.operator, at, &t, err))
		return false;
	packer_member(a->packer, &t, &a->packed);
	return true;
}

static void
add_response(struct archive *a, struct arena *arena, const struct exchange *x,
    const struct packed *p, const struct archived *earlier)
{
	struct warc_text t;

	if (earlier == NULL && p->response.len > 0) {
		bytes_add(&a->packed, p->response);
		return;
	}
	warc_response_text(arena, x, p->record, p->payload, earlier, &t);
	packer_member(a->packer, &t, &a->packed);
}

bool
archive_add(struct archive *a, const struct exchange *x, const struct packed *p,
    const struct archived *earlier, struct archived *out, struct error *err)
{
	struct arena *arena = &a->records;
	struct date day = day_of(x->at);

	assert(x->head_len <= x->answer.len);
	if (a->failed)
		return archive_sync(a, err);
	if (!is_ready(a, day) && !next_file(a, day, err))
		return false;
	arena_free(arena);
	a->packed.len = 0;
	if (a->size == 0 && !add_info(a, arena, x->at, err))
		return false;
	out->offset = a->size + (int64_t)a->packed.len;
	add_response(a, arena, x, p, earlier);
	out->length = a->size + (int64_t)a->packed.len - out->offset;
	bytes_add(&a->packed, p->request);
	if (!flush(a, err))
		return false;
	out->file = a->file;
	out->record = p->record;
	out->payload = p->payload;
	out->url = x->url;
	out->at = x->at;
	return true;
}
