#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "fetch/feed_parts.h"
#include "fetch/url.h"

/* A member that is a text, or a number, as some write ids. */
static struct str
member(struct feed_reader *r, const json_t *object, const char *name)
{
	json_t *value = json_object_get(object, name);
	struct str s = {0};
	char *number;

	if (json_is_string(value)) {
		s = feed_trim((struct str){
		    json_string_value(value), json_string_length(value)});
		return s.len > 0 ? arena_copy(r->arena, s) : s;
	}
	if (json_is_number(value) &&
	    (number = json_dumps(value, JSON_ENCODE_ANY)) != NULL) {
		s = arena_copy(r->arena, str_from(number));
		free(number);
	}
	return s;
}

static struct str
address(struct feed_reader *r, struct str base, const json_t *object,
    const char *name)
{
	struct str link = member(r, object, name), out;

	if (link.len == 0 || !url_resolve(r->arena, link, base, &out) ||
	    str_eq_nocase(link, out))
		return link;
	return out;
}

static void
add_authors(struct feed_reader *r, struct feed_part *p, const json_t *object)
{
	json_t *list = json_object_get(object, "authors"), *one;
	size_t i;

	json_array_foreach(list, i, one)
	{
		feed_add_author(p, member(r, one, "name"));
	}
	feed_add_author(
	    p, member(r, json_object_get(object, "author"), "name"));
}

static void
add_tags(struct feed_reader *r, struct feed_part *p, const json_t *object)
{
	json_t *one;
	size_t i;

	json_array_foreach(json_object_get(object, "tags"), i, one)
	{
		if (json_is_string(one))
			feed_add_tag(r, p,
			    arena_copy(
				r->arena, (struct str){json_string_value(one),
					      json_string_length(one)}));
	}
}

static void
add_attachments(struct feed_reader *r, struct str base, const json_t *object)
{
	json_t *one;
	size_t i;

	json_array_foreach(json_object_get(object, "attachments"), i, one)
	{
		feed_add_enclosure(r, &r->item,
		    (struct feed_enclosure){address(r, base, one, "url"),
			member(r, one, "mime_type"),
			member(r, one, "size_in_bytes")});
	}
}

static bool
read_item(struct feed_reader *r, struct str base, const json_t *object)
{
	struct feed_part *p = &r->item;
	struct str id = member(r, object, "id");

	feed_set(p, FEED_GUID, id, 1);
	feed_set(p, FEED_LINK, address(r, base, object, "url"), 3);
	feed_set(p, FEED_LINK, address(r, base, object, "external_url"), 2);
	if (id.len > 4 && memcmp(id.ptr, "http", 4) == 0)
		feed_set(p, FEED_LINK, id, 1);
	feed_set(p, FEED_TITLE, member(r, object, "title"), 1);
	feed_set(p, FEED_SUMMARY, member(r, object, "summary"), 1);
	feed_set(p, FEED_CONTENT, member(r, object, "content_html"), 2);
	feed_set(p, FEED_CONTENT, member(r, object, "content_text"), 1);
	feed_set(p, FEED_LANGUAGE, member(r, object, "language"), 1);
	feed_set(p, FEED_PUBLISHED, member(r, object, "date_published"), 1);
	feed_set(p, FEED_UPDATED, member(r, object, "date_modified"), 1);
	add_authors(r, p, object);
	add_tags(r, p, object);
	add_attachments(r, base, object);
	return feed_end_item(r);
}

static struct str
version_of(struct str version)
{
	return version.len > 0 && version.ptr[version.len - 1] == '1' &&
		       version.len > 2 && version.ptr[version.len - 2] == '.'
		   ? STR("json11")
		   : STR("json1");
}

bool
feed_read_json(struct feed_reader *r, const struct feed_input *in,
    struct str text, struct error *err)
{
	struct feed_part *p = &r->head;
	json_error_t where;
	json_t *root, *items, *one;
	size_t i;

	root = json_loadb(text.ptr, text.len,
	    JSON_DISABLE_EOF_CHECK | JSON_ALLOW_NUL, &where);
	if (root == NULL)
		return error_set(err, ERROR_INPUT,
		    "not a feed: JSON, but broken in line %d: %s", where.line,
		    where.text);
	items = json_object_get(root, "items");
	if (!json_is_array(items)) {
		json_decref(root);
		return error_set(err, ERROR_INPUT,
		    "not a feed: JSON, but without a list of items");
	}
	feed_set(p, FEED_LANGUAGE, in->content_language, 1);
	feed_set(p, FEED_LANGUAGE, member(r, root, "language"), 2);
	feed_set(p, FEED_TITLE, member(r, root, "title"), 1);
	feed_set(p, FEED_SUMMARY, member(r, root, "description"), 1);
	feed_set(p, FEED_LINK, address(r, in->url, root, "home_page_url"), 1);
	feed_set(p, FEED_GUID, member(r, root, "feed_url"), 1);
	r->feed->version = version_of(member(r, root, "version"));
	add_authors(r, p, root);
	json_array_foreach(items, i, one)
	{
		if (json_is_object(one) && !read_item(r, in->url, one))
			break;
	}
	json_decref(root);
	return true;
}
