#include "base/hash.h"
#include "cmd/verifier.h"
#include "fetch/inflate.h"
#include "fetch/warc.h"

#define PAGE     50 /* versions at a time, each with its text */
#define MAX_BODY ((size_t)64 * 1024 * 1024)

/* Versions of one file mostly follow each other: it stays open. */
struct source_file {
	struct arena arena;
	struct str name;
	struct warc_reader *reader;
};

static void
close_file(struct source_file *f)
{
	warc_close(f->reader);
	arena_free(&f->arena);
	*f = (struct source_file){0};
}

static bool
open_file(const struct verifier *v, struct source_file *f, struct str name,
    struct error *err)
{
	if (f->reader != NULL && str_eq(f->name, name))
		return true;
	close_file(f);
	f->name = arena_copy(&f->arena, name);
	return warc_open(&f->reader, verifier_path(v, &f->arena, name), err);
}

static bool
read_record(const struct verifier *v, struct source_file *f,
    const struct version_row *row, struct warc_record *r, struct error *err)
{
	bool more = false;

	if (!open_file(v, f, row->archive, err) ||
	    !warc_seek(f->reader, row->archive_offset, err) ||
	    !warc_next(f->reader, r, &more, err))
		return false;
	if (!more || r->offset != row->archive_offset ||
	    r->length != row->archive_length || r->type != WARC_RESPONSE)
		return error_set(
		    err, ERROR_INPUT, "its record is not at its place");
	return true;
}

/* The bytes as they were when the version was read. */
static bool
read_bytes(struct arena *a, const struct version_row *row,
    const struct warc_record *r, struct str *bytes, struct error *err)
{
	if (!inflate_coding(
		a, r->payload, r->http_coding, MAX_BODY, bytes, err))
		return false;
	if ((int64_t)bytes->len != row->raw_size ||
	    !str_eq(sha256_hex(a, *bytes), row->raw_sha256))
		return error_set(
		    err, ERROR_INPUT, "its bytes are not what its sha256 says");
	return true;
}

/* Would the bytes be read as they were? Another extractor may read more. */
static bool
read_again(const struct verifier *v, struct arena *a,
    const struct version_row *row, const struct warc_record *r,
    struct str bytes, struct error *err)
{
	struct input input = {
	    .bytes = bytes,
	    .content_type = r->http_type,
	    .url = row->url,
	    .publisher = row->publisher,
	    .lang = row->lang,
	    .fetched = row->fetched,
	};
	struct article article = {0};

	if (!str_eq(row->extractor, STR(EXTRACTOR_VERSION)))
		return true;
	if (!extract_article(v->extractor, &input, a, &article, err))
		return false;
	return str_eq(article.text, row->text) ||
	       error_set(err, ERROR_INPUT,
		   "its bytes are read to another text than it has");
}

static void
check_bytes(
    struct verifier *v, struct source_file *f, const struct version_row *row)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct warc_record r;
	struct str bytes;
	struct error why;

	if (read_record(v, f, row, &r, &why) &&
	    read_bytes(&a, row, &r, &bytes, &why) &&
	    read_again(v, &a, row, &r, bytes, &why))
		return;
	verifier_find(v, "%.*s: offset %lld: version %.*s: %s",
	    STR_ARG(row->archive), (long long)row->archive_offset,
	    STR_ARG(row->id), why.text);
}

/* What was removed had no bytes to keep. */
static void
check_version(
    struct verifier *v, struct source_file *f, const struct version_row *row)
{
	CLEANUP(arena_free) struct arena a = {0};

	v->n_versions++;
	if (!str_eq(sha256_hex(&a, row->text), row->text_sha256))
		verifier_find(v,
		    "version %.*s: its text is not what its "
		    "sha256 says",
		    STR_ARG(row->id));
	if (row->archive.len)
		check_bytes(v, f, row);
	else
		v->n_not_kept += !str_eq(row->change, STR("removed"));
}

bool
verify_versions(struct verifier *v, struct error *err)
{
	struct source_file file = {0};
	struct version_row *rows;
	int64_t row = 0;
	size_t n = 0;
	bool ok;

	do {
		CLEANUP(arena_free) struct arena a = {0};

		ok = store_versions_after(
		    v->store, &row, PAGE, &a, &rows, &n, err);
		for (size_t i = 0; ok && i < n; i++)
			check_version(v, &file, &rows[i]);
	} while (ok && n > 0);
	close_file(&file);
	return ok;
}
