#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include "cmd/cmd.h"
#include "cmd/lock.h"
#include "cmd/options.h"
#include "cmd/who.h"
#include "extract/extract.h"
#include "store/store.h"

#define PAGE 50 /* versions at a time, each with its text */

struct rereader {
	const struct extractor *extractor;
	struct store *store;
	bool apply, quiet;
	bool terminal;
	struct reread_run run;
	size_t n_versions, n_otherwise, n_failed;
};

/*
 * The article as it was stored. A text that came as a text has furniture in
 * it, which is found again; that of a page was left out when it was read.
 */
static bool
read_article(const struct rereader *r, const struct version_row *v,
    struct arena *a, struct article *article, struct error *err)
{
	const struct input input = {
	    .bytes = v->text,
	    .kind = INPUT_TEXT,
	    .url = v->url,
	    .title = v->title,
	    .publisher = v->publisher,
	    .lang = v->lang,
	    .published = v->published,
	    .fetched = v->fetched,
	};

	if (str_eq(v->raw_sha256, v->text_sha256))
		return extract_article(r->extractor, &input, a, article, err);
	*article = (struct article){
	    .url = v->url,
	    .canonical = v->canonical,
	    .title = v->title,
	    .author = v->author,
	    .publisher = v->publisher,
	    .agency = v->agency,
	    .note = v->note,
	    .lang = v->lang,
	    .published = v->published,
	    .modified = v->modified,
	    .text = v->text,
	};
	return true;
}

static void
print_differences(const struct rereader *r, const struct version_row *v,
    const struct reread *all, size_t n)
{
	static const char signs[] = {
	    [REREAD_APPEARED] = '+',
	    [REREAD_VANISHED] = '-',
	    [REREAD_CHANGED] = '~',
	};

	if (r->quiet)
		return;
	if (r->terminal)
		fputs("\r\033[K", stderr);
	printf("%.*s %.*s: %.*s\n", STR_ARG(v->id), STR_ARG(v->publisher),
	    STR_ARG(v->title.len ? v->title : v->url));
	for (size_t i = 0; i < n; i++)
		printf("  %c %.*s \"%.*s\"%s%.*s\n", signs[all[i].kind],
		    STR_ARG(all[i].id), STR_ARG(all[i].words),
		    all[i].fields.len ? "  " : "", STR_ARG(all[i].fields));
}

static bool
reread_version(
    struct rereader *r, const struct version_row *v, struct error *err)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct extraction x = {0};
	struct reread *all = NULL;
	size_t n = 0;

	r->n_versions++;
	if (str_eq(v->change, STR("removed")))
		return true;
	if (!read_article(r, v, &a, &x.article, err))
		return false;
	if (!str_eq(x.article.text, v->text))
		return error_set(
		    err, ERROR_INPUT, "its text is read as another");
	extract_text(r->extractor, NULL, &a, &x);
	if (!store_reread(r->store, &x, v, STR(EXTRACTOR_VERSION), !r->apply,
		&a, &all, &n, err))
		return false;
	if (n > 0)
		print_differences(r, v, all, n);
	r->n_otherwise += n > 0;
	for (size_t i = 0; i < n; i++)
		r->run.n[all[i].kind]++;
	return true;
}

/* A version that cannot be read again keeps what was read before. */
static bool
reread_all(struct rereader *r, struct error *err)
{
	struct version_row *rows;
	int64_t row = 0;
	size_t n = 0;

	do {
		CLEANUP(arena_free) struct arena a = {0};

		if (!store_versions_after(
			r->store, &row, PAGE, &a, &rows, &n, err))
			return false;
		for (size_t i = 0; i < n; i++) {
			if (reread_version(r, &rows[i], err))
				continue;
			if (err->kind != ERROR_INPUT)
				return false;
			r->n_failed++;
			fprintf(stderr, "tallybook: version %.*s: %s\n",
			    STR_ARG(rows[i].id), err->text);
		}
		if (r->terminal)
			fprintf(stderr, "\r%zu versions\033[K", r->n_versions);
	} while (n > 0);
	return true;
}

static void
sum_up(const struct rereader *r, bool done)
{
	if (r->terminal)
		fputs("\r\033[K", stderr);
	printf("%zu version%s read again, %zu otherwise: %lld appeared, "
	       "%lld vanished, %lld changed\n",
	    r->n_versions, r->n_versions == 1 ? "" : "s", r->n_otherwise,
	    (long long)r->run.n[REREAD_APPEARED],
	    (long long)r->run.n[REREAD_VANISHED],
	    (long long)r->run.n[REREAD_CHANGED]);
	if (done)
		puts("They are in force now; what was read before is kept.");
	else if (r->n_otherwise > 0)
		puts("Nothing is replaced: --apply does.");
}

static int
reextract(struct rereader *r)
{
	const struct rebuild_options options = {0};
	struct rebuilt result;
	struct error err;
	bool done;

	if (!store_reread_begin(r->store, &err) || !reread_all(r, &err))
		return cmd_fail(&err);
	done = r->apply && r->n_otherwise > 0;
	if (done &&
	    !store_reread_end(r->store, &r->run, &options, &result, &err))
		return cmd_fail(&err);
	sum_up(r, done);
	return r->n_failed ? EX_DATAERR : EX_OK;
}

int
cmd_reextract(int argc, char **argv)
{
	CLEANUP(arena_free) struct arena a = {0};
	CLEANUP(config_free) struct config config = {0};
	CLEANUP(store_cleanup) struct store *store = NULL;
	CLEANUP(extractor_cleanup) struct extractor *extractor = NULL;
	CLEANUP(lock_release) int fd = -1;
	struct rereader r = {.terminal = isatty(STDERR_FILENO)};
	const char *folder = NULL;
	const struct option table[] = {
	    {"apply",   &r.apply, NULL, false},
	    {"quiet",     &r.quiet, NULL, false},
	    {"config",         NULL, &folder, false},
	    {0},
	};
	struct error err;
	enum lock lock;
	int status;

	if ((status = options_read(&argc, argv, table)) != EX_OK)
		return status;
	if (argc > 1)
		return cmd_usage(argv[0], "it takes no %s", argv[1]);
	if (!config_load(&config, folder, false, &err) ||
	    !who_find(&a, &r.run.who, &err) ||
	    (lock = lock_take(&config, "reextract.lock", &fd, &err)) ==
		LOCK_FAILED)
		return cmd_fail(&err);
	if (lock == LOCK_BUSY) {
		fputs("tallybook: another reextract is at work\n", stderr);
		return EX_TEMPFAIL;
	}
	if (!store_open(&store, arena_cstr(&a, config.store), STORE_WRITE,
		&config.registry, &err) ||
	    !extractor_open(&extractor, &config, &err))
		return cmd_fail(&err);
	r.store = store;
	r.extractor = extractor;
	r.run.extractor = STR(EXTRACTOR_VERSION);
	r.run.at = time(NULL);
	return reextract(&r);
}
