#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/attr.h"
#include "base/vocabulary.h"
#include "config/config.h"
#include "extract/passes.h"

static struct config config;
static struct lang *lang;

static int
set_up(void **state)
{
	struct error err;

	(void)state;
	if (!config_load(&config, NULL, false, &err) ||
	    !lang_open(&lang, &config, STR("en"), &err)) {
		print_error("%s\n", err.text);
		return -1;
	}
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	lang_close(lang);
	config_free(&config);
	return 0;
}

static struct extraction
quantities(struct arena *a, const char *sentence)
{
	struct extraction x = {0};
	struct text t;

	x.article.text = str_from(sentence);
	text_read(lang, &x.article, a, &t);
	quantities_find(&t, a, &x);
	return x;
}

/*
 * A number as numbers.tsv writes it: "surface: kind low..high qualifier", with
 * " up" or " down" if it changed, and " from base" if that is told.
 */
static const char *
number_written(struct arena *a, struct str text, const struct quantity *q)
{
	struct str surface = {
	    text.ptr + q->surface.start, q->surface.end - q->surface.start};
	char *out = arena_alloc(a, surface.len + 160, 1);
	int at;

	at = snprintf(out, surface.len + 160, "%.*s: %.*s %.10g..%.10g %s",
	    STR_ARG(surface), STR_ARG(q->kind), q->value_low, q->value_high,
	    qualifier_names[q->qualifier]);
	if (q->change.len > 1)
		at += sprintf(out + at, " %.*s", STR_ARG(q->change));
	if (q->has_base)
		sprintf(out + at, " from %.10g", q->base);
	return out;
}

/* What the pack makes of a sentence, each number after a tab. */
static char *
row_written(struct arena *a, char *sentence)
{
	struct extraction x = quantities(a, sentence);
	size_t size = strlen(sentence) + 1, at;
	char *row;

	for (size_t i = 0; i < x.n_quantities; i++)
		size += strlen(number_written(
			    a, x.article.text, &x.quantities[i])) +
			1;
	row = arena_alloc(a, size, 1);
	at = (size_t)sprintf(row, "%s", sentence);
	for (size_t i = 0; i < x.n_quantities; i++)
		at += (size_t)sprintf(row + at, "\t%s",
		    number_written(a, x.article.text, &x.quantities[i]));
	return row;
}

/*
 * tests/numbers.tsv: a sentence and, each after a tab, the numbers in it. A
 * sentence of which nothing counts is a trap.
 */
static void
the_numbers_of_the_table_are_read(void **state)
{
	FILE *table = fopen("tests/numbers.tsv", "r");
	char line[512], want[512];
	size_t rows = 0, wrong = 0;

	(void)state;
	assert_non_null(table);
	while (fgets(line, sizeof(line), table) != NULL) {
		struct arena a CLEANUP(arena_free) = {0};
		char *got;

		line[strcspn(line, "\n")] = '\0';
		if (line[0] == '#' || line[0] == '\0')
			continue;
		snprintf(want, sizeof(want), "%s", line);
		line[strcspn(line, "\t")] = '\0';
		got = row_written(&a, line);
		rows++;
		if (strcmp(got, want) != 0) {
			wrong++;
			print_error("%s\n", got);
		}
	}
	fclose(table);
	assert_true(rows > 200);
	assert_int_equal(wrong, 0);
}

static void
digits_of_two_numbers_are_never_glued(void **state)
{
	struct arena a CLEANUP(arena_free) = {0};
	struct extraction x = quantities(&a, "In 2019 12 people died");

	(void)state;
	assert_int_equal(x.n_quantities, 2);
	assert_true(x.quantities[0].value_low == 2019);
	assert_true(x.quantities[1].value_low == 12);
	x = quantities(&a, "Of 12 345 people");
	assert_int_equal(x.n_quantities, 1);
	x = quantities(&a, "On 12 3456 people");
	assert_int_equal(x.n_quantities, 2);
}

static void
words_without_a_number_have_none(void **state)
{
	static const char *const cases[] = {"", "No digits here.", "covid19",
	    "hundredth", "and", "-", "million"};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena a CLEANUP(arena_free) = {0};
		struct extraction x = quantities(&a, cases[i]);

		if (x.n_quantities != 0)
			fail_msg("%s", cases[i]);
	}
}

/* What is printed of every number: how words change or bound it. */
static void
a_number_that_does_not_change_tells_its_bound(void **state)
{
	static const char *const cases[][2] = {
	    {"It was 5 percent.",                 "=" },
            {"It was about 5 percent.",           "~" },
	    {"It was over 5 percent.",            ">" },
            {"It was up to 5 percent.",           "<" },
	    {"It was about 5 to 7 percent.",      "~" },
	    {"It was 5 to 7 percent.",            "=" },
            {"They have dozens.",                 "=" },
	    {"They have at least several dozen.", ">" },
	    {"It rose about 5 percent.",          "up"}
        };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena a CLEANUP(arena_free) = {0};
		struct extraction x = quantities(&a, cases[i][0]);

		assert_int_equal(x.n_quantities, 1);
		if (!str_eq(x.quantities[0].change, str_from(cases[i][1])))
			fail_msg("%s %.*s", cases[i][0],
			    STR_ARG(x.quantities[0].change));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_numbers_of_the_table_are_read),
	    cmocka_unit_test(digits_of_two_numbers_are_never_glued),
	    cmocka_unit_test(words_without_a_number_have_none),
	    cmocka_unit_test(a_number_that_does_not_change_tells_its_bound),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
