/*
 * Any file, plain or packed: terminates, slices are whole, and a record of its
 * own member is found again at its offset.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fetch/warc.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static size_t
sum(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += (unsigned char)s.ptr[i];
	return n;
}

static void
touch(const struct warc_record *r)
{
	struct error err;

	if (sum(r->id) + sum(r->url) + sum(r->block) + sum(r->payload) +
		sum(r->head) + sum(r->http_type) + sum(r->http_coding) ==
	    0)
		abort();
	if (r->payload.len > r->block.len || r->head.len > r->block.len ||
	    r->length < 0 || r->offset < 0)
		abort();
	(void)!warc_check(r, &err);
}

static void
again(const char *path, int64_t offset)
{
	CLEANUP(warc_cleanup) struct warc_reader *reader = NULL;
	struct warc_record record;
	struct error err;
	bool more;

	if (!warc_open(&reader, path, &err) ||
	    !warc_seek(reader, offset, &err) ||
	    !warc_next(reader, &record, &more, &err) || !more ||
	    record.offset != offset)
		abort();
}

static void
read_all(const char *path, size_t size)
{
	CLEANUP(warc_cleanup) struct warc_reader *reader = NULL;
	struct warc_record record;
	struct error err;
	bool more = true;

	if (!warc_open(&reader, path, &err))
		abort();
	for (size_t n = 0; more; n++) {
		if (n > 2 * size + 2)
			abort();
		if (!warc_next(reader, &record, &more, &err)) {
			more = true;
			continue;
		}
		if (!more)
			break;
		touch(&record);
		if (n < 3 && record.length > 0)
			again(path, record.offset);
	}
}

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	char path[] = "/tmp/warc-fuzz-XXXXXX";
	int fd = mkstemp(path);

	if (fd < 0 || write(fd, data, size) != (ssize_t)size)
		abort();
	close(fd);
	read_all(path, size);
	unlink(path);
	return 0;
}
