/*
 * Copies of a story are one story, and other stories are others: on invented
 * stories that up to sixty outlets carry, cut, begin otherwise, reword and
 * write the numbers of in their own way.
 */
#include <math.h>
#include <sqlite3.h>

#include "store/db.h"
#include "tests/store_build.h"

#define STORIES    200
#define OUTLETS    60
#define PARAGRAPHS 9
#define WORDS      48 /* of a paragraph */
#define N_WORDS    4000
#define SUBJECTS   12 /* whose background several stories give */

/* A word, or a number that outlets write in their own way. */
struct token {
	uint16_t word;
	int number; /* 0: the word */
};

struct story_text {
	struct token all[PARAGRAPHS][WORDS];
};

static uint32_t
draw(uint64_t *seed, uint32_t n)
{
	*seed = *seed * UINT64_C(6364136223846793005) + 1442695040888963407;
	return (uint32_t)((*seed >> 33) % n);
}

/* The first words often, the last ones seldom. */
static uint16_t
draw_word(uint64_t *seed)
{
	double u = draw(seed, 1u << 20) / (double)(1u << 20);

	return (uint16_t)(pow(N_WORDS, u) - 1);
}

static void
draw_paragraph(uint64_t *seed, struct token *p)
{
	for (int i = 0; i < WORDS; i++)
		p[i] = (struct token){draw_word(seed),
		    draw(seed, 25) == 0 ? 1000 + (int)draw(seed, 90000) : 0};
}

/* Two paragraphs of nine are what is always told of its subject. */
static void
draw_story(uint64_t *seed, struct story_text *s)
{
	uint64_t subject = 1000 + draw(seed, SUBJECTS);

	for (int i = 0; i < PARAGRAPHS; i++)
		draw_paragraph(i == 5 || i == 6 ? &subject : seed, s->all[i]);
}

static void
write_token(struct buf *b, const struct token *t, uint32_t style)
{
	if (t->number == 0)
		buf_printf(b, "w%x ", t->word);
	else if (style == 0)
		buf_printf(b, "%d ", t->number);
	else if (style == 1)
		buf_printf(b, "%d,%03d ", t->number / 1000, t->number % 1000);
	else
		buf_printf(b, "%d thousand ", t->number / 1000);
}

/* As an outlet has it; the first one as it was written. */
static struct str
write_copy(
    struct arena *arena, uint64_t *seed, const struct story_text *s, int outlet)
{
	struct buf b = {.arena = arena};
	uint32_t style = draw(seed, 3), swapped = outlet ? draw(seed, 7) : 0;
	int end =
	    outlet && draw(seed, 5) < 2 ? 5 + (int)draw(seed, 4) : PARAGRAPHS;
	struct token lead[WORDS];
	bool other_lead = outlet && draw(seed, 2);

	draw_paragraph(seed, lead);
	for (int i = 0; i < end; i++) {
		const struct token *p = i == 0 && other_lead ? lead : s->all[i];

		for (int k = 0; k < WORDS; k++) {
			struct token t = p[k];

			if (draw(seed, 100) < swapped)
				t.word = draw_word(seed);
			write_token(&b, &t, style);
		}
		buf_char(&b, '\n');
	}
	return buf_str(&b);
}

static void
put_copy(struct store *s, uint64_t *seed, const struct story_text *text,
    int story, int outlet)
{
	struct buf url = {0}, publisher = {0};
	struct built b;

	article_begin(&b, "", "", story % 30, "");
	url.arena = publisher.arena = &b.arena;
	buf_printf(&url, "https://o%d.example/%d", outlet, story);
	buf_printf(&publisher, "Outlet %d", outlet);
	b.x.article.url = b.x.article.canonical = buf_str(&url);
	b.x.article.publisher = buf_str(&publisher);
	b.x.article.text = write_copy(&b.arena, seed, text, outlet);
	b.x.article.published.at += (int64_t)draw(seed, 2 * 86400);
	put_built(s, &b);
}

static int64_t
number(struct store *s, const char *sql)
{
	sqlite3_stmt *stmt;
	int64_t n;

	assert_int_equal(
	    sqlite3_prepare_v2(s->db, sql, -1, &stmt, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
	n = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	return n;
}

/* Pairs of documents: told as one story, truly one, and both. */
#define TOLD  "(SELECT coalesce(story, id) AS told, "
#define TRULY "substr(address, instr(address, 'example/') + 8) AS truly "
#define PAIRS                                                                  \
	"SELECT sum(n * (n - 1) / 2) FROM (SELECT count(*) AS n FROM " TOLD    \
	    TRULY "FROM document) GROUP BY "

static void
copies_are_found_and_others_are_not(void **state)
{
	struct store *s = ((struct place_of_store *)*state)->store;
	uint64_t seed = 7;
	double told, truly, both;

	for (int i = 0; i < STORIES; i++) {
		struct story_text text;
		int n = (int)pow(OUTLETS, draw(&seed, 1000) / 999.0);

		draw_story(&seed, &text);
		for (int k = 0; k < n; k++)
			put_copy(s, &seed, &text, i, k);
	}
	told = (double)number(s, PAIRS "told)");
	truly = (double)number(s, PAIRS "truly)");
	both = (double)number(s, PAIRS "told, truly)");
	print_message("%lld texts, pairs: precision %.4f, recall %.4f\n",
	    (long long)number(s, "SELECT count(*) FROM document"), both / told,
	    both / truly);
	assert_true(both >= 0.99 * told);
	assert_true(both >= 0.95 * truly);
	assert_true(truly > 10000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    STORE_TEST(copies_are_found_and_others_are_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
