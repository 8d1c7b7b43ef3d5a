#include <string.h>

#include <jansson.h>

#include "base/buf.h"
#include "extract/page_json.h"
#include "extract/page_scrub.h"
#include "extract/page_str.h"

#define MAX_LOOKED_AT 2000 /* objects of one script */
#define MAX_DEPTH     12   /* levels below its top */
#define MAX_AUTHORS   20
#define MAX_VALUE     2000 /* bytes, but for the text */

struct finder {
	struct arena *arena;
	json_t *root;
	json_t *best;  /* the article */
	json_t *other; /* the first of another kind that has a date */
	int rank;      /* of the article */
	int looked_at;
};

/* A copy that a strict parser can read. */
static struct str
repaired(struct arena *a, struct str s)
{
	char *p = arena_bytes(a, s.len + 1);
	bool quoted = false;
	size_t len = 0, start = 0, end = s.len;

	/* Before and after: comment marks, CDATA, a semicolon. */
	while (start < end && s.ptr[start] != '{' && s.ptr[start] != '[')
		start++;
	if (start + 8 < end && memcmp(s.ptr + start, "[CDATA[", 7) == 0)
		for (start += 7;
		     start < end && s.ptr[start] != '{' && s.ptr[start] != '[';)
			start++;
	while (end > start && s.ptr[end - 1] != '}' && s.ptr[end - 1] != ']')
		end--;
	for (size_t i = start; i < end; i++) {
		char c = s.ptr[i];
		if ((unsigned char)c < 0x20)
			c = ' ';
		if (quoted && c == '\\' && i + 1 < end) {
			if (strchr("\"\\/bfnrtu", s.ptr[i + 1]) == NULL)
				continue;
			p[len++] = c;
			c = s.ptr[++i];
		} else if (c == '"') {
			quoted = !quoted;
		} else if (!quoted && (c == '}' || c == ']')) {
			while (len && p[len - 1] == ' ')
				len--;
			if (len && p[len - 1] == ',')
				len--;
		}
		p[len++] = c;
	}
	return (struct str){p, len};
}

static struct str
string_of(json_t *j)
{
	return json_is_string(j)
		   ? (struct str){json_string_value(j), json_string_length(j)}
		   : (struct str){0};
}

static struct str
clean(struct arena *a, struct str s)
{
	return page_squash(a, page_unescape(a, page_head(s, MAX_VALUE)));
}

static bool
ends_with(struct str s, const char *end)
{
	size_t n = strlen(end);

	return s.len >= n && memcmp(s.ptr + s.len - n, end, n) == 0;
}

/* 3: news, 2: another article, 1: a page, 0: something else. */
static int
rank_of_type(struct str type)
{
	if (ends_with(type, "NewsArticle") || ends_with(type, "BlogPosting") ||
	    str_eq(type, STR("Article")) || ends_with(type, "Report"))
		return 3;
	if (ends_with(type, "Article") || ends_with(type, "Posting"))
		return 2;
	return ends_with(type, "WebPage") ? 1 : 0;
}

static int
rank_of(json_t *object)
{
	json_t *type = json_object_get(object, "@type");
	int rank = rank_of_type(string_of(type)), other;

	for (size_t i = 0; i < json_array_size(type) && i < 8; i++) {
		other = rank_of_type(string_of(json_array_get(type, i)));
		rank = other > rank ? other : rank;
	}
	if (rank > 0 && json_object_get(object, "headline") != NULL)
		rank += 3;
	return rank;
}

/* A work with a date that is no article, and nobody's opinion of one. */
static bool
is_dated_work(json_t *object)
{
	static const struct str no_works[] = {STR_INIT("Comment"),
	    STR_INIT("Answer"), STR_INIT("Review"), STR_INIT("Rating"),
	    STR_INIT("UserReview"), STR_INIT("ImageObject"),
	    STR_INIT("WebSite")};
	struct str type = string_of(json_object_get(object, "@type"));

	for (size_t i = 0; i < COUNT(no_works); i++)
		if (str_eq(type, no_works[i]))
			return false;
	return json_object_get(object, "datePublished") != NULL ||
	       json_object_get(object, "dateCreated") != NULL ||
	       json_object_get(object, "uploadDate") != NULL ||
	       json_object_get(object, "dateModified") != NULL;
}

static void
find_article(struct finder *f, json_t *j, int depth)
{
	const char *key;
	json_t *value;
	size_t i;

	if (depth > MAX_DEPTH || f->looked_at >= MAX_LOOKED_AT)
		return;
	f->looked_at++;
	if (json_is_array(j)) {
		json_array_foreach(j, i, value)
		    find_article(f, value, depth + 1);
	} else if (json_is_object(j)) {
		int rank = rank_of(j);
		if (rank > f->rank) {
			f->rank = rank;
			f->best = j;
		}
		if (rank == 0 && f->other == NULL && is_dated_work(j))
			f->other = j;
		json_object_foreach(j, key,
		    value) if (json_is_object(value) || json_is_array(value))
		    find_article(f, value, depth + 1);
	}
}

/* An object that is only {"@id": X}: the one that has this id and more. */
static json_t *
resolve(struct finder *f, json_t *j)
{
	json_t *graph = json_object_get(f->root, "@graph"), *other;
	struct str id = string_of(json_object_get(j, "@id"));
	size_t i;

	if (graph == NULL && json_is_array(f->root))
		graph = f->root;
	if (id.len == 0 || json_object_get(j, "name") != NULL)
		return j;
	json_array_foreach(graph, i, other)
	{
		if (i > MAX_LOOKED_AT)
			break;
		if (str_eq(string_of(json_object_get(other, "@id")), id))
			return other;
	}
	return j;
}

static struct str
name_of(struct finder *f, json_t *j)
{
	json_t *name;

	if (json_is_array(j))
		j = json_array_get(j, 0);
	if (json_is_string(j))
		return clean(f->arena, string_of(j));
	name = json_object_get(resolve(f, j), "name");
	if (json_is_array(name))
		name = json_array_get(name, 0);
	return clean(f->arena, string_of(name));
}

static void
add_name(struct buf *b, struct str name)
{
	if (name.len == 0 || name.len > 200 ||
	    page_starts_nocase(name, STR("http")) ||
	    page_find(buf_str(b), name) != NOT_FOUND)
		return;
	if (b->len)
		buf_add(b, STR(", "));
	buf_add(b, name);
}

static struct str
authors(struct finder *f, json_t *j)
{
	struct buf b = {.arena = f->arena};
	json_t *names, *name;
	size_t i, k;

	if (!json_is_array(j)) {
		names = json_object_get(resolve(f, j), "name");
		json_array_foreach(names, k, name) if (k < MAX_AUTHORS)
		    add_name(&b, clean(f->arena, string_of(name)));
		if (b.len == 0)
			add_name(&b, name_of(f, j));
	}
	json_array_foreach(j, i, name)
	{
		if (i < MAX_AUTHORS)
			add_name(&b, name_of(f, name));
	}
	return b.len ? buf_str(&b) : (struct str){0};
}

static struct str
first_of(struct arena *a, json_t *j)
{
	if (json_is_array(j))
		j = json_array_get(j, 0);
	return clean(a, string_of(j));
}

static void
fill(struct str *field, struct str value)
{
	if (field->len == 0 && value.len > 0)
		*field = value;
}

/* Text that was put in a string: entities are one more time coded. */
static struct str
text_of(struct arena *a, json_t *j)
{
	struct str s = string_of(j);
	char *p = arena_cstr(a, s);

	for (size_t i = 0; i < s.len; i++)
		if (p[i] == PAGE_TAG)
			p[i] = '<';
	return page_unescape(a, (struct str){p, s.len});
}

static void
take_updates(struct arena *a, json_t *updates, struct json_facts *facts)
{
	json_t *j;
	size_t i, n = json_array_size(updates);

	if (n == 0 || facts->n_updates > 0)
		return;
	n = n < JSON_MAX_UPDATES ? n : JSON_MAX_UPDATES;
	facts->updates = arena_alloc(a, n, sizeof(*facts->updates));
	json_array_foreach(updates, i, j)
	{
		if (i == n)
			break;
		facts->updates[facts->n_updates++] = (struct json_update){
		    .headline = first_of(a, json_object_get(j, "headline")),
		    .body = text_of(a, json_object_get(j, "articleBody")),
		    .published =
			first_of(a, json_object_get(j, "datePublished"))};
	}
}

static void
take(struct finder *f, json_t *j, struct json_facts *facts)
{
	struct arena *a = f->arena;
	json_t *page = json_object_get(j, "mainEntityOfPage");
	json_t *url = json_object_get(j, "url");

	fill(&facts->headline, first_of(a, json_object_get(j, "headline")));
	fill(&facts->headline, first_of(a, json_object_get(j, "name")));
	fill(&facts->author, authors(f, json_object_get(j, "author")));
	fill(&facts->author, authors(f, json_object_get(j, "creator")));
	fill(&facts->publisher, name_of(f, json_object_get(j, "publisher")));
	fill(
	    &facts->section, first_of(a, json_object_get(j, "articleSection")));
	fill(&facts->published,
	    first_of(a, json_object_get(j, "datePublished")));
	fill(&facts->modified, first_of(a, json_object_get(j, "dateModified")));
	fill(&facts->created, first_of(a, json_object_get(j, "dateCreated")));
	fill(&facts->created, first_of(a, json_object_get(j, "uploadDate")));
	fill(&facts->lang, first_of(a, json_object_get(j, "inLanguage")));
	fill(&facts->url, first_of(a, url));
	fill(&facts->url, first_of(a, json_object_get(page, "@id")));
	fill(&facts->url, first_of(a, page));
	if (facts->body.len == 0)
		facts->body = text_of(a, json_object_get(j, "articleBody"));
	take_updates(a, json_object_get(j, "liveBlogUpdate"), facts);
}

static void
take_other(struct arena *a, json_t *j, struct json_facts *facts)
{
	static const char *const names[] = {
	    "datePublished", "uploadDate", "dateCreated"};

	for (size_t i = 0; i < COUNT(names); i++)
		fill(&facts->other_published,
		    first_of(a, json_object_get(j, names[i])));
	fill(&facts->other_modified,
	    first_of(a, json_object_get(j, "dateModified")));
}

/* The text of a script, which may be in several nodes. */
static struct str
script_text(const struct tree *t, uint32_t node, struct arena *a)
{
	struct buf b = {.arena = a};

	for (uint32_t i = node + 1; i < t->nodes[node].end; i++)
		buf_add(&b, tree_text(t, i));
	return b.len ? buf_str(&b) : (struct str){0};
}

void
json_read(const struct tree *t, struct arena *a, struct json_facts *facts)
{
	/* What says it is an article comes before what is only a page. */
	struct json_facts weak = {0};

	*facts = (struct json_facts){0};
	for (uint32_t i = 1; i < t->n; i++) {
		struct finder f = {.arena = a};
		struct str s;
		if (t->nodes[i].tag != TAG_SCRIPT ||
		    page_find_nocase(tree_attr(t, i, ATTR_TYPE),
			STR("ld+json")) == NOT_FOUND)
			continue;
		s = script_text(t, i, a);
		if (s.len == 0 || s.len > JSON_MAX_BYTES)
			continue;
		s = repaired(a, s);
		f.root = json_loadb(s.ptr, s.len,
		    JSON_DISABLE_EOF_CHECK | JSON_ALLOW_NUL, NULL);
		find_article(&f, f.root, 0);
		if (f.best != NULL)
			take(&f, f.best,
			    f.rank > 1 && f.rank != 4 ? facts : &weak);
		if (f.other != NULL)
			take_other(a, f.other, facts);
		json_decref(f.root);
	}
	fill(&facts->published, weak.published);
	fill(&facts->modified, weak.modified);
	fill(&facts->created, weak.created);
	fill(&facts->author, weak.author);
	fill(&facts->publisher, weak.publisher);
	fill(&facts->lang, weak.lang);
}
