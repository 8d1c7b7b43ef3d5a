#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "extract/signature.h"

static const char story[] =
    "The mill at Orland burned for two days before the rain came. Nobody who "
    "worked there had seen the fire begin, and the keeper was away.";

static size_t
equal_parts(struct str a, struct str b)
{
	struct signature x = signature_of(a), y = signature_of(b);
	size_t n = 0;

	for (size_t i = 0; i < SIGNATURE_PARTS; i++)
		n += x.part[i] == y.part[i] && x.part[i] != SIGNATURE_EMPTY;
	return n;
}

static size_t
used_parts(struct str s)
{
	return equal_parts(s, s);
}

/* Stores hold such hashes; with others no copy would be found in them. */
static void
a_signature_stays_what_it_was(void **state)
{
	struct signature s = signature_of(str_from(story));

	(void)state;
	assert_true(s.some);
	assert_int_equal(used_parts(str_from(story)), 19);
	assert_int_equal(s.part[0], 1559215638);
	assert_int_equal(s.part[29], 2404851532);
}

static void
case_and_punctuation_make_no_difference(void **state)
{
	(void)state;
	assert_int_equal(equal_parts(STR("ONE two-three; four\nfive"),
			     STR("one Two three (four) five.")),
	    used_parts(STR("one two three four five")));
	assert_int_equal(used_parts(STR("one two three four five")), 2);
}

static void
letters_of_other_scripts_are_letters(void **state)
{
	(void)state;
	assert_int_equal(used_parts(STR("в доме были они")), 1);
	assert_int_equal(
	    equal_parts(STR("в доме были они"), STR("в домах были они")), 0);
}

static void
the_order_of_the_words_matters(void **state)
{
	(void)state;
	assert_int_equal(
	    equal_parts(STR("one two three four"), STR("four three two one")),
	    0);
}

static void
a_short_text_has_none(void **state)
{
	(void)state;
	assert_false(signature_of((struct str){0}).some);
	assert_false(signature_of(STR("a b c d e f g h i j k l m n o")).some);
	assert_true(signature_of(STR("a b c d e f g h i j k l m n o p")).some);
}

/* What the parts estimate: the runs in common, among all of both. */
static void
parts_in_common_estimate_the_wording_in_common(void **state)
{
	struct arena arena = {0};
	struct buf a = {.arena = &arena}, b = {.arena = &arena};
	size_t n;

	(void)state;
	for (int i = 0; i < 3000; i++) {
		buf_printf(&a, "word%d ", i);
		buf_printf(&b, "word%d ", i + 1000);
	}
	n = equal_parts(buf_str(&a), buf_str(&b)); /* 16 of 32 expected */
	assert_in_range(n, 8, 24);
	arena_free(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_signature_stays_what_it_was),
	    cmocka_unit_test(case_and_punctuation_make_no_difference),
	    cmocka_unit_test(letters_of_other_scripts_are_letters),
	    cmocka_unit_test(the_order_of_the_words_matters),
	    cmocka_unit_test(a_short_text_has_none),
	    cmocka_unit_test(parts_in_common_estimate_the_wording_in_common),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
