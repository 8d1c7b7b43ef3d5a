/* Any bytes: terminates, and hands on as many items as it counts. */
#include <stdlib.h>

#include "fetch/feed.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void
count(const struct feed_item *item, void *n)
{
	if (item->title.len > 0 && item->title.ptr == NULL)
		abort();
	++*(size_t *)n;
}

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	struct feed_input in = {
	    .bytes = {(const char *)data, size},
	    .url = STR("https://host.example/feed"),
	    .max_items = 20,
	};
	size_t n = 0;
	const struct feed_handler handler = {count, &n};
	struct arena a = {0};
	struct feed feed;
	struct error err;

	if (feed_read(&in, &a, &handler, &feed, &err) &&
	    (n != feed.n_items || n > in.max_items))
		abort();
	arena_free(&a);
	return 0;
}
