#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/vocabulary.h"
#include "tests/extracting.h"

#define LINE_MAX_BYTES 2000

static void
print_origin(struct buf *b, const struct origin *o)
{
	if (o->kind == ORIGIN_UNNAMED)
		buf_add(b, STR("? "));
	if (o->kind == ORIGIN_NONE)
		buf_char(b, '-');
	buf_add(b, o->name);
}

static void
print_figure(struct buf *b, const struct extraction *x, const struct mention *m)
{
	buf_char(b, '\t');
	buf_add(b, slice(x, m->surface));
	buf_add(b, STR(" = "));
	print_origin(b, &m->origin);
	if (m->via.kind != ORIGIN_NONE) {
		buf_add(b, STR(" via "));
		print_origin(b, &m->via);
	}
	if (m->cue.end > 0)
		buf_printf(b, " (%.*s)", STR_ARG(slice(x, m->cue)));
	if (m->polarity != AFFIRMED)
		buf_printf(b, " %s", polarity_names[m->polarity]);
}

/* What is only asserted is there with the figures. */
static void
print_claim(struct buf *b, const struct extraction *x, const struct claim *c)
{
	if (c->kind == ASSERTION)
		return;
	buf_printf(b, "\t%s: ", claim_kind_names[c->kind]);
	print_origin(b, &c->origin);
	buf_printf(b, " (%.*s)", STR_ARG(slice(x, c->cue)));
	if (c->target >= 0)
		buf_printf(b, " of %.*s",
		    STR_ARG(slice(x, x->mentions[c->target].surface)));
}

/* The text of a row, in which "\n" ends a line. */
static struct str
read_text(struct arena *a, struct str s)
{
	struct buf b = {.arena = a};

	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] == '\\' && i + 1 < s.len && s.ptr[i + 1] == 'n') {
			buf_char(&b, '\n');
			i++;
		} else {
			buf_char(&b, s.ptr[i]);
		}
	return buf_str(&b);
}

static bool
row_holds(struct str row)
{
	struct arena a CLEANUP(arena_free) = {0};
	struct buf got = {.arena = &a};
	struct extraction x = {0};
	size_t end = 0;

	while (end < row.len && row.ptr[end] != '\t')
		end++;
	x = extract(&a, read_text(&a, (struct str){row.ptr, end}), NULL);
	buf_add(&got, (struct str){row.ptr, end});
	for (size_t i = 0; i < x.n_mentions; i++)
		print_figure(&got, &x, &x.mentions[i]);
	for (size_t i = 0; i < x.n_claims; i++)
		print_claim(&got, &x, &x.claims[i]);
	if (str_eq(buf_str(&got), row))
		return true;
	print_error(
	    "want %.*s\n got %.*s\n", STR_ARG(row), STR_ARG(buf_str(&got)));
	return false;
}

/*
 * tests/said.tsv: a text and, each after a tab, its figures, with who says so,
 * through whom and by which words, and its claims, with the figure that each
 * answers. Somebody whose name is not told has a question mark; nobody, a dash.
 */
static void
each_figure_has_whoever_says_so(void **state)
{
	FILE *table = fopen("tests/said.tsv", "r");
	char line[LINE_MAX_BYTES];
	size_t wrong = 0, n = 0;

	(void)state;
	assert_non_null(table);
	while (fgets(line, sizeof(line), table) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		if (line[0] == '\0' || line[0] == '#')
			continue;
		n++;
		wrong += !row_holds(str_from(line));
	}
	fclose(table);
	assert_true(n > 80);
	if (wrong > 0)
		fail_msg("%zu of %zu rows", wrong, n);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_figure_has_whoever_says_so),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
