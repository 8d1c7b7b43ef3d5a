#include <stdlib.h>

#include "base/fold.h"
#include "store/tokens.h"

/* SQLite's own, which tells where words begin and end. */
struct words {
	fts5_tokenizer functions;
	Fts5Tokenizer *tokenizer;
};

/* Where its words go, folded. */
struct outlet {
	void *context;
	int (*token)(void *, int, const char *, int, int, int);
};

static int
create(void *api, const char **arguments, int n, Fts5Tokenizer **out)
{
	static const char *options[] = {
	    "remove_diacritics", "0", "categories", "L* N* Co Mn"};
	struct words *w = calloc(1, sizeof(*w));
	fts5_api *fts = api;
	void *inner = NULL;
	int code;

	(void)arguments, (void)n;
	*out = (Fts5Tokenizer *)w;
	if (w == NULL)
		return SQLITE_NOMEM;
	code = fts->xFindTokenizer(fts, "unicode61", &inner, &w->functions);
	if (code == SQLITE_OK)
		code = w->functions.xCreate(
		    inner, options, COUNT(options), &w->tokenizer);
	if (code != SQLITE_OK) {
		free(w);
		*out = NULL;
	}
	return code;
}

static void delete (Fts5Tokenizer *tokenizer)
{
	struct words *w = (struct words *)tokenizer;

	w->functions.xDelete(w->tokenizer);
	free(w);
}

/* What folds to nothing, as a vowel sign alone, is no word. */
static int
fold(void *context, int flags, const char *token, int n, int start, int end)
{
	const struct outlet *out = context;
	struct fold f;

	fold_exact((struct str){token, (size_t)n}, &f);
	if (f.len == 0 && n <= FOLD_MAX)
		return SQLITE_OK;
	if (f.len == 0)
		return out->token(out->context, flags, token, n, start, end);
	return out->token(out->context, flags, f.key, (int)f.len, start, end);
}

static int
tokenize(Fts5Tokenizer *tokenizer, void *context, int flags, const char *text,
    int n, int (*token)(void *, int, const char *, int, int, int))
{
	struct words *w = (struct words *)tokenizer;
	struct outlet out = {context, token};

	return w->functions.xTokenize(w->tokenizer, &out, flags, text, n, fold);
}

bool
tokens_register(struct store *s, struct error *err)
{
	fts5_tokenizer functions = {create, delete, tokenize};
	sqlite3_stmt *stmt = NULL;
	fts5_api *api = NULL;
	bool ok = sqlite3_prepare_v2(
		      s->db, "SELECT fts5(?1)", -1, &stmt, NULL) == SQLITE_OK;

	if (ok) {
		sqlite3_bind_pointer(stmt, 1, &api, "fts5_api_ptr", NULL);
		(void)sqlite3_step(stmt);
	}
	sqlite3_finalize(stmt);
	if (!ok || api == NULL)
		return error_set(err, ERROR_IO,
		    "this SQLite cannot search texts (FTS5 is missing)");
	return api->xCreateTokenizer(api, "tallybook", api, &functions, NULL) ==
		   SQLITE_OK ||
	       store_error(s, err);
}
