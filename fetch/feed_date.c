#include "fetch/feed.h"

bool
feed_date(struct str s, struct moment *out)
{
	return moment_parse(s, out);
}
