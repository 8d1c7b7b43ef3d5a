/*
 * Any bytes, of any kind: terminates, and hands on as many items as it counts,
 * each with a web address. The first byte chooses the kind.
 */
#include <stdlib.h>
#include <string.h>

#include "fetch/listing.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void
count(const struct feed_item *item, void *n)
{
	if (item->title.len > 0 && item->title.ptr == NULL)
		abort();
	++*(size_t *)n;
}

static void
check(const struct listing *l, size_t n, size_t max)
{
	if (n != l->n_items || n > max)
		abort();
	for (size_t i = 0; i < l->n_parts; i++)
		if (l->parts[i].url.len < 8 ||
		    memcmp(l->parts[i].url.ptr, "http", 4) != 0)
			abort();
}

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	static const struct str kinds[] = {STR_INIT(""), STR_INIT("feed"),
	    STR_INIT("sitemap"), STR_INIT("reliefweb"), STR_INIT("page"),
	    STR_INIT("site")};
	struct listing_input in = {
	    .answer = {.url = STR("https://host.example/list/"),
		       .max_items = 20},
	    .links = STR("/[0-9]{4}/|-[0-9]+$"),
	    .max_unpacked = 100000,
	};
	size_t n = 0;
	const struct feed_handler handler = {count, &n};
	struct arena a = {0};
	struct listing listing;
	struct error err;

	if (size == 0)
		return 0;
	in.kind = kinds[data[0] % COUNT(kinds)];
	in.answer.bytes = (struct str){(const char *)data + 1, size - 1};
	if (listing_read(&in, &a, &handler, &listing, &err))
		check(&listing, n, in.answer.max_items);
	arena_free(&a);
	return 0;
}
