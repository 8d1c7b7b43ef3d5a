/* Any file and target: terminates, and robots.txt itself is allowed. */
#include <stdlib.h>
#include <string.h>

#include "fetch/robots.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	const unsigned char *gap = size > 0 ? memchr(data, '\n', size) : NULL;
	size_t n = gap != NULL ? (size_t)(gap - data) : size;
	struct str target = {(const char *)data, n};
	struct str body = str_skip((struct str){(const char *)data, size}, n);
	struct str agent = STR("tallybook");

	robots_allows(body, agent, target);
	if (!robots_allows(body, agent, STR("/robots.txt")) ||
	    !robots_allows((struct str){0}, agent, target) ||
	    robots_delay(body, agent) > 3600)
		abort();
	return 0;
}
