#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/date.h"
#include "cmd/verifier.h"
#include "cmd/walk.h"
#include "fetch/warc.h"

#define SUFFIX ".warc.gz"
#define PAGE   1000 /* rows of the store at a time */
#define FILES  256  /* for which room is made at a time */

/* A file that is being read. */
struct scan {
	struct verifier *v;
	uint32_t file;
	int64_t end; /* of the last whole record */
	size_t n_records;
	struct buf faults; /* since then, a line each */
	size_t n_faults;
};

static struct str
file_name(const struct scan *s)
{
	return s->v->files[s->file];
}

static uint32_t
file_number(struct verifier *v, struct str name)
{
	if (v->recent < v->n_files && str_eq(v->files[v->recent], name))
		return v->recent;
	for (v->recent = 0; v->recent < v->n_files; v->recent++)
		if (str_eq(v->files[v->recent], name))
			return v->recent;
	if (v->n_files % FILES == 0)
		v->files =
		    realloc(v->files, (v->n_files + FILES) * sizeof(*v->files));
	if (v->files == NULL)
		abort();
	v->files[v->n_files] = arena_copy(&v->arena, name);
	v->n_files++;
	return v->recent;
}

static bool
list_file(void *user, const char *path, struct error *err)
{
	struct verifier *v = user;
	struct str name = str_skip(str_from(path), v->config->archive.len + 1);
	struct str suffix = STR(SUFFIX);

	(void)err;
	if (name.len > suffix.len &&
	    str_eq(str_skip(name, name.len - suffix.len), suffix))
		file_number(v, name);
	return true;
}

static void
name_record(struct verifier *v, const struct archived *a)
{
	struct ledger_entry e = {
	    .id = key_of(a->record),
	    .payload = key_of(a->payload),
	    .at = a->at,
	    .offset = a->offset,
	    .length = a->length,
	    .file = file_number(v, a->file),
	    .is_named = true,
	};

	if (ledger_find(&v->ledger, e.id) == NULL)
		ledger_add(&v->ledger, &e);
	else
		verifier_find(v, "%.*s: offset %lld: %.*s is named twice",
		    STR_ARG(a->file), (long long)a->offset, STR_ARG(a->record));
}

static bool
read_named(struct verifier *v, struct error *err)
{
	struct archived *rows;
	int64_t row = 0;
	size_t n;

	do {
		CLEANUP(arena_free) struct arena a = {0};

		if (!store_archived(v->store, &row, PAGE, &a, &rows, &n, err))
			return false;
		for (size_t i = 0; i < n; i++)
			name_record(v, &rows[i]);
	} while (n > 0);
	return true;
}

static void
find_in(struct scan *s, const struct warc_record *r, const char *words)
{
	verifier_find(s->v, "%.*s: offset %lld: %.*s: %s",
	    STR_ARG(file_name(s)), (long long)r->offset, STR_ARG(r->id), words);
}

static int64_t
time_of(struct str date)
{
	struct moment m;

	return moment_parse(date, &m) ? m.at : INT64_MIN;
}

/* "sha256:" and the digits; empty if it is no such digest. */
static struct str
digits_of(struct str digest)
{
	struct str label = STR("sha256:");

	if (digest.len < label.len ||
	    memcmp(digest.ptr, label.ptr, label.len) != 0)
		return (struct str){0};
	return str_skip(digest, label.len);
}

static void
check_response(struct scan *s, const struct warc_record *r)
{
	struct ledger_entry e = {
	    .id = key_of(r->id),
	    .url = key_of(r->url),
	    .payload = key_of(digits_of(r->payload_digest)),
	    .at = time_of(r->date),
	    .offset = r->offset,
	    .length = r->length,
	    .file = s->file,
	    .is_there = true,
	};
	struct ledger_entry *known = ledger_find(&s->v->ledger, e.id);

	if (r->payload_digest.len == 0)
		find_in(s, r, "a response without a digest of its payload");
	if (known == NULL) {
		ledger_add(&s->v->ledger, &e);
		return;
	}
	if (known->is_there) {
		find_in(s, r, "a record of that id was there before");
		return;
	}
	if (known->file != e.file || known->offset != e.offset ||
	    known->length != e.length || known->at != e.at ||
	    !key_eq(known->payload, e.payload))
		find_in(s, r, "it is not as the store names it");
	e.is_named = true;
	*known = e;
}

static void
check_revisit(struct scan *s, const struct warc_record *r)
{
	const struct ledger_entry *e =
	    ledger_find(&s->v->ledger, key_of(r->refers_to));

	if (e == NULL || !e->is_there)
		find_in(s, r, "it refers to a record that is not before it");
	else if (!key_eq(e->url, key_of(r->refers_to_url)) ||
		 e->at != time_of(r->refers_to_date))
		find_in(s, r,
		    "it refers to a record by a wrong address or "
		    "date");
	else if (r->payload_digest.len &&
		 !key_eq(e->payload, key_of(digits_of(r->payload_digest))))
		find_in(s, r, "it refers to a record of another payload");
}

static void
tell_faults(struct scan *s)
{
	printf("%.*s", STR_ARG(buf_str(&s->faults)));
	s->v->n_findings += s->n_faults;
	s->faults.len = s->n_faults = 0;
}

static void
check_record(struct scan *s, const struct warc_record *r)
{
	struct error why;

	tell_faults(s);
	if (s->n_records++ == 0 && r->type != WARC_INFO)
		find_in(s, r, "the file does not begin with a warcinfo");
	s->end = r->offset + r->length;
	if (!warc_check(r, &why))
		find_in(s, r, why.text);
	if (r->type == WARC_RESPONSE)
		check_response(s, r);
	if (r->type == WARC_REVISIT)
		check_revisit(s, r);
}

/* What is not whole at the end of the newest file is what a crash leaves. */
static void
check_tail(struct scan *s, const char *path)
{
	bool is_newest = s->file + 1 == s->v->n_there;
	struct stat st;

	if (s->n_faults == 0 || stat(path, &st) != 0)
		return;
	verifier_find(s->v,
	    "%.*s: offset %lld: %lld bytes after the last "
	    "whole record%s",
	    STR_ARG(file_name(s)), (long long)s->end,
	    (long long)(st.st_size - s->end),
	    is_newest ? "; the next collect cuts them off" : "");
}

static bool
read_file(struct scan *s, const char *path, struct error *err)
{
	CLEANUP(warc_cleanup) struct warc_reader *reader = NULL;
	struct warc_record record;
	bool more = true;

	if (!warc_open(&reader, path, err))
		return false;
	while (more) {
		if (warc_next(reader, &record, &more, err)) {
			if (more)
				check_record(s, &record);
			continue;
		}
		if (err->kind != ERROR_INPUT)
			return false;
		buf_printf(&s->faults, "%s\n", err->text);
		s->n_faults++;
		more = true;
	}
	check_tail(s, path);
	s->v->n_records += s->n_records;
	return true;
}

static void
find_missing(struct verifier *v)
{
	const struct ledger_entry *e;

	for (size_t i = 0; i < v->ledger.n; i++) {
		e = &v->ledger.entries[i];
		if (!e->is_there)
			verifier_find(v,
			    "%.*s: offset %lld: the record that "
			    "the store names is not there",
			    STR_ARG(v->files[e->file]), (long long)e->offset);
	}
}

/*
 * The store is asked first: what it names is on the disk by then, and stays,
 * whatever is collected in the meantime.
 */
bool
verify_archive(struct verifier *v, struct error *err)
{
	CLEANUP(arena_free) struct arena a = {0};

	if (v->config->archive.len &&
	    !walk(arena_cstr(&a, v->config->archive), list_file, v, err))
		return false;
	v->n_there = v->n_files;
	if (!read_named(v, err))
		return false;
	for (size_t i = 0; i < v->n_there; i++) {
		CLEANUP(arena_free) struct arena own = {0};
		struct scan s = {
		    .v = v,
		    .file = (uint32_t)i,
		    .faults = {.arena = &own},
		};

		if (!read_file(&s, verifier_path(v, &own, v->files[i]), err))
			return false;
	}
	find_missing(v);
	return true;
}
