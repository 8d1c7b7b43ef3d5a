/*
 * The least that such work can cost with the same libraries: one thread,
 * libcurl's multi, libxml2's SAX, and SQLite to keep the validators and the
 * text of each item. No limits, no repair of broken feeds, no schedule, no
 * robots.txt, nothing else.
 *
 *	floor PARALLEL DATABASE <addresses
 */
#include <curl/curl.h>
#include <libxml/parser.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum field { NONE, GUID, LINK, TITLE, DATE, CONTENT, AUTHOR, N_FIELDS };

struct text {
	char *ptr;
	size_t len, size;
};

struct transfer {
	char url[256];
	char etag[64];
	struct curl_slist *headers;
	struct text body;
	struct text fields[N_FIELDS];
	enum field field;
	bool in_item;
};

static struct {
	sqlite3 *db;
	sqlite3_stmt *known, *put_feed, *put_item;
	xmlSAXHandler sax;
	long ok, same, failed, items;
} g;

static void
append(struct text *t, const void *bytes, size_t n)
{
	if (t->len + n > t->size) {
		t->size = (t->len + n) * 2;
		t->ptr = realloc(t->ptr, t->size);
		if (t->ptr == NULL)
			abort();
	}
	memcpy(t->ptr + t->len, bytes, n);
	t->len += n;
}

static bool
is_item(const char *name)
{
	return strcmp(name, "item") == 0 || strcmp(name, "entry") == 0;
}

static enum field
field_of(const char *name)
{
	static const struct {
		const char *name;
		enum field field;
	} fields[] = {
	    {"guid",      GUID   },
	    {"id",        GUID   },
	    {"link",      LINK   },
	    {"title",     TITLE  },
	    {"pubDate",   DATE   },
	    {"published", DATE   },
	    {"encoded",   CONTENT},
	    {"content",   CONTENT},
	    {"creator",   AUTHOR },
	    {"name",      AUTHOR },
	};

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		if (strcmp(name, fields[i].name) == 0)
			return fields[i].field;
	return NONE;
}

static void
on_start(void *user, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri, int n_spaces, const xmlChar **spaces, int n, int n_def,
    const xmlChar **attributes)
{
	struct transfer *t = user;

	(void)prefix, (void)uri, (void)n_spaces, (void)spaces, (void)n_def;
	t->field = NONE;
	if (is_item((const char *)name)) {
		t->in_item = true;
		for (int i = 0; i < N_FIELDS; i++)
			t->fields[i].len = 0;
		return;
	}
	if (t->in_item)
		t->field = field_of((const char *)name);
	for (int i = 0; t->field == LINK && i < n; i++, attributes += 5)
		if (strcmp((const char *)attributes[0], "href") == 0)
			append(&t->fields[LINK], attributes[3],
			    (size_t)(attributes[4] - attributes[3]));
}

static void
on_text(void *user, const xmlChar *text, int len)
{
	struct transfer *t = user;

	if (t->field != NONE)
		append(&t->fields[t->field], text, (size_t)len);
}

static void
on_end(
    void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	struct transfer *t = user;

	(void)prefix, (void)uri;
	t->field = NONE;
	if (!is_item((const char *)name))
		return;
	t->in_item = false;
	g.items++;
	sqlite3_bind_text(g.put_item, 1, t->url, -1, SQLITE_STATIC);
	for (int i = GUID; i < N_FIELDS; i++)
		sqlite3_bind_text(g.put_item, i + 1, t->fields[i].ptr,
		    (int)t->fields[i].len, SQLITE_STATIC);
	sqlite3_step(g.put_item);
	sqlite3_reset(g.put_item);
}

static void
run_sql(const char *sql)
{
	if (sqlite3_exec(g.db, sql, NULL, NULL, NULL) != SQLITE_OK) {
		fprintf(stderr, "floor: %s\n", sqlite3_errmsg(g.db));
		exit(1);
	}
}

static sqlite3_stmt *
statement(const char *sql)
{
	sqlite3_stmt *out;

	if (sqlite3_prepare_v2(g.db, sql, -1, &out, NULL) != SQLITE_OK) {
		fprintf(stderr, "floor: %s\n", sqlite3_errmsg(g.db));
		exit(1);
	}
	return out;
}

static void
open_store(const char *path)
{
	if (sqlite3_open(path, &g.db) != SQLITE_OK)
		exit(1);
	run_sql("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
		"CREATE TABLE IF NOT EXISTS feed (url PRIMARY KEY, etag)"
		" WITHOUT ROWID;"
		"CREATE TABLE IF NOT EXISTS item (feed, guid, link, title,"
		" date, content, author, UNIQUE (feed, guid));");
	g.known = statement("SELECT etag FROM feed WHERE url = ?1");
	g.put_feed = statement("INSERT INTO feed VALUES (?1, ?2)"
			       " ON CONFLICT DO UPDATE SET etag = ?2");
	g.put_item = statement("INSERT INTO item VALUES (?1, ?2, ?3, ?4, ?5,"
			       " ?6, ?7) ON CONFLICT DO NOTHING");
}

static size_t
on_body(char *data, size_t size, size_t n, void *user)
{
	append(&((struct transfer *)user)->body, data, size * n);
	return size * n;
}

static void
prepare(struct transfer *t, CURL *easy)
{
	char line[128];
	const unsigned char *etag;

	t->body.len = 0;
	curl_slist_free_all(t->headers);
	t->headers = NULL;
	sqlite3_bind_text(g.known, 1, t->url, -1, SQLITE_STATIC);
	if (sqlite3_step(g.known) == SQLITE_ROW &&
	    (etag = sqlite3_column_text(g.known, 0)) != NULL) {
		snprintf(line, sizeof(line), "If-None-Match: %s",
		    (const char *)etag);
		t->headers = curl_slist_append(NULL, line);
	}
	sqlite3_reset(g.known);
	curl_easy_setopt(easy, CURLOPT_URL, t->url);
	curl_easy_setopt(easy, CURLOPT_HTTPHEADER, t->headers);
	curl_easy_setopt(easy, CURLOPT_PRIVATE, t);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, t);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	/* Else all known addresses are looked through after each transfer. */
	curl_easy_setopt(easy, CURLOPT_DNS_CACHE_TIMEOUT, -1L);
	curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, 30000L);
}

static void
put(struct transfer *t, CURL *easy)
{
	struct curl_header *etag;

	run_sql("BEGIN");
	sqlite3_bind_text(g.put_feed, 1, t->url, -1, SQLITE_STATIC);
	if (curl_easy_header(easy, "ETag", 0, CURLH_HEADER, -1, &etag) ==
	    CURLHE_OK)
		sqlite3_bind_text(
		    g.put_feed, 2, etag->value, -1, SQLITE_TRANSIENT);
	sqlite3_step(g.put_feed);
	sqlite3_reset(g.put_feed);
	t->in_item = false;
	t->field = NONE;
	xmlSAXUserParseMemory(&g.sax, t, t->body.ptr, (int)t->body.len);
	run_sql("COMMIT");
}

static void
finish(CURL *easy, CURLcode result)
{
	struct transfer *t;
	long status = 0;

	curl_easy_getinfo(easy, CURLINFO_PRIVATE, &t);
	curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
	if (result == CURLE_OK && status == 200) {
		put(t, easy);
		g.ok++;
	} else if (result == CURLE_OK && status == 304) {
		g.same++;
	} else {
		g.failed++;
	}
}

/* Start the next one, with a handle that is free. */
static bool
start(CURLM *multi, CURL *easy, struct transfer *t)
{
	if (fgets(t->url, sizeof(t->url), stdin) == NULL)
		return false;
	t->url[strcspn(t->url, "\n")] = '\0';
	prepare(t, easy);
	curl_multi_add_handle(multi, easy);
	return true;
}

static void
run(CURLM *multi, int parallel)
{
	struct transfer *transfers =
	    calloc((size_t)parallel, sizeof(*transfers));
	int n_running = 0, running, left;
	struct transfer *t;
	CURLMsg *message;
	CURL *easy;

	if (transfers == NULL)
		abort();
	for (int i = 0; i < parallel; i++)
		n_running += start(multi, curl_easy_init(), &transfers[i]);
	while (n_running > 0) {
		curl_multi_perform(multi, &running);
		while ((message = curl_multi_info_read(multi, &left)) != NULL) {
			easy = message->easy_handle;
			curl_easy_getinfo(easy, CURLINFO_PRIVATE, &t);
			finish(easy, message->data.result);
			curl_multi_remove_handle(multi, easy);
			n_running -= !start(multi, easy, t);
		}
		if (n_running > 0)
			curl_multi_poll(multi, NULL, 0, 1000, NULL);
	}
}

int
main(int argc, char **argv)
{
	CURLM *multi;
	int parallel;

	if (argc != 3 || (parallel = atoi(argv[1])) < 1)
		return 2;
	curl_global_init(CURL_GLOBAL_ALL);
	g.sax.initialized = XML_SAX2_MAGIC;
	g.sax.startElementNs = on_start;
	g.sax.endElementNs = on_end;
	g.sax.characters = g.sax.cdataBlock = on_text;
	open_store(argv[2]);
	multi = curl_multi_init();
	curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, (long)parallel);
	run(multi, parallel);
	printf("%ld new, %ld not modified, %ld failed, %ld items\n", g.ok,
	    g.same, g.failed, g.items);
	return g.failed > 0;
}
