#include "store/db.h"

/* What SQLite finds wrong with the file, joined with "; ". */
static bool
check_file(struct store *s, struct buf *finding, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_INTEGRITY_CHECK);

	while (query_row(&q, err)) {
		struct str words = query_get_text(&q, finding->arena);

		if (str_eq(words, STR("ok")))
			continue;
		if (finding->len)
			buf_add(finding, STR("; "));
		buf_add(finding, words);
	}
	return query_ok(&q);
}

static bool
check_words(struct store *s, size_t statement, const char *what,
    struct buf *finding, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, statement);
	int64_t n;

	if (!query_one(&q, &n, err))
		return false;
	if (n && finding->len)
		buf_add(finding, STR("; "));
	if (n)
		buf_printf(finding, "%s that are not in their text: %lld", what,
		    (long long)n);
	return true;
}

bool
store_integrity(struct store *s, struct str *finding, struct arena *arena,
    struct error *err)
{
	struct buf found = {.arena = arena};
	bool ok =
	    check_file(s, &found, err) &&
	    check_words(s, SQL_MENTION_MISPLACED, "mentions", &found, err) &&
	    check_words(s, SQL_CLAIM_MISPLACED, "claims", &found, err);

	*finding = buf_str(&found);
	return ok;
}
