#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>

#include "base/hash.h"
#include "cmd/cmd.h"
#include "cmd/folders.h"
#include "cmd/input.h"
#include "cmd/options.h"
#include "cmd/walk.h"
#include "fetch/url.h"
#include "store/store.h"

/* What is given for all documents, over what they say of themselves. */
struct given {
	struct str publisher, url, lang;
	struct moment published;
};

struct importer {
	struct given given;
	const struct extractor *extractor;
	struct store *store;
	size_t n_new, n_changed, n_same, n_failed;
	size_t n_passed; /* of web archives: no articles */
};

static void
fill(struct str *to, struct str given)
{
	if (given.len)
		*to = given;
}

/*
 * An outlet must have a name, or all the nameless would be one: the host of
 * its address serves, else the document's id.
 */
static struct str
publisher_of(const struct article *article, struct str id)
{
	struct url_parts parts;

	if (article->publisher.len)
		return article->publisher;
	return url_split(article->canonical, &parts) ? parts.host : id;
}

static bool
import_document(struct importer *m, const char *where, struct document *d,
    struct arena *a, struct error *err)
{
	struct capture capture = {
	    .fetched = d->is_capture ? d->fetched : time(NULL),
	    .raw_sha256 = sha256_hex(a, d->input.bytes),
	    .raw_size = (int64_t)d->input.bytes.len,
	    .extractor = STR(EXTRACTOR_VERSION),
	};
	struct extraction x = {0};
	enum put_result result;
	struct error why;

	fill(&d->input.publisher, m->given.publisher);
	fill(&d->input.url, m->given.url);
	fill(&d->input.lang, m->given.lang);
	if (m->given.published.precision != PRECISION_NONE)
		d->input.published = m->given.published;
	if (!extract_article(m->extractor, &d->input, a, &x.article, &why)) {
		m->n_passed += d->is_capture;
		return d->is_capture ||
		       error_set(err, why.kind, "%s: %s", where, why.text);
	}
	if (x.article.canonical.len)
		x.article.canonical = url_normalise(a, x.article.canonical);
	if (x.article.url.len)
		capture.key = url_normalise(a, x.article.url);
	x.article.publisher = publisher_of(&x.article, d->id);
	extract_text(m->extractor, NULL, a, &x);
	extract_signature(NULL, &x);
	if (!store_put(m->store, &x, &capture, &result, err))
		return false;
	m->n_new += result == PUT_NEW;
	m->n_changed += result == PUT_CHANGED;
	m->n_same += result == PUT_SAME;
	return true;
}

/* A document that cannot be read is reported, and the rest goes on. */
static bool
import_file(void *user, const char *path, struct error *err)
{
	CLEANUP(reader_cleanup) struct reader *reader = NULL;
	struct importer *m = user;
	struct document d;
	bool more = true, ok;

	if (!reader_open(&reader, path, err))
		return false;
	while (more) {
		CLEANUP(arena_free) struct arena a = {0};

		ok = reader_next(reader, &a, &d, &more, err);
		if (ok && more)
			ok = import_document(m, path, &d, &a, err);
		if (ok)
			continue;
		if (err->kind != ERROR_INPUT)
			return false;
		m->n_failed++;
		fprintf(stderr, "tallybook: %s\n", err->text);
	}
	m->n_passed += reader_passed(reader);
	return true;
}

static int
import_all(struct importer *m, char **paths, int n, struct error *err)
{
	for (int i = 0; i < n; i++)
		if (!walk(paths[i], import_file, m, err))
			return cmd_fail(err);
	if (!store_index(m->store, NULL, err))
		return cmd_fail(err);
	printf("%zu new, %zu changed, %zu already there", m->n_new,
	    m->n_changed, m->n_same);
	if (m->n_passed > 0)
		printf(", %zu records that are no articles", m->n_passed);
	putchar('\n');
	return m->n_failed ? EX_DATAERR : EX_OK;
}

/* Options to what is given; false if the date is none. */
static bool
read_given(struct given *g, const char *publisher, const char *published,
    const char *url, const char *lang)
{
	if (publisher != NULL)
		g->publisher = str_from(publisher);
	if (url != NULL)
		g->url = str_from(url);
	if (lang != NULL)
		g->lang = str_from(lang);
	return published == NULL ||
	       moment_parse(str_from(published), &g->published);
}

int
cmd_import(int argc, char **argv)
{
	CLEANUP(arena_free) struct arena a = {0};
	CLEANUP(config_free) struct config config = {0};
	CLEANUP(store_cleanup) struct store *store = NULL;
	CLEANUP(extractor_cleanup) struct extractor *extractor = NULL;
	const char *publisher = NULL, *published = NULL, *url = NULL;
	const char *lang = NULL, *folder = NULL;
	const struct option table[] = {
	    {"publisher", NULL, &publisher, false},
	    {"published", NULL, &published, false},
	    {"url",           NULL, &url, false},
	    {"lang",       NULL, &lang, false},
	    {"config",      NULL, &folder, false},
	    {0      },
	};
	struct importer m = {0};
	struct error err;
	int status;

	if ((status = options_read(&argc, argv, table)) != EX_OK)
		return status;
	if (argc < 2)
		return cmd_usage("import", "name at least one file or folder");
	if (url != NULL && argc > 2)
		return cmd_usage("import", "--url is for a single file");
	if (!read_given(&m.given, publisher, published, url, lang))
		return cmd_usage("import",
		    "--published wants a date such as 2024-12-08, not \"%s\"",
		    published);
	if (!config_load(&config, folder, false, &err) ||
	    !folders_make(config.store, &err) ||
	    !store_open(&store, arena_cstr(&a, config.store), STORE_CREATE,
		&config.registry, &err) ||
	    !extractor_open(&extractor, &config, &err))
		return cmd_fail(&err);
	m.extractor = extractor;
	m.store = store;
	return import_all(&m, argv + 1, argc - 1, &err);
}
