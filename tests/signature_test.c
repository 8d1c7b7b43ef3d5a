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

#define TEXTS      60
#define WORDS      300
#define VOCABULARY 4000

/* A number of its own for each text and place, the small ones more often. */
static unsigned
word_of(unsigned text, unsigned place)
{
	uint64_t h = (text * UINT64_C(1000003) + place + 1) *
		     UINT64_C(0x9e3779b97f4a7c15);
	uint64_t n = (h >> 40) % VOCABULARY;

	return (unsigned)(n * n / VOCABULARY);
}

/* Words [from, to) of a text, every so many of them another; 0: none. */
static void
write_words(
    struct buf *b, unsigned text, unsigned from, unsigned to, unsigned every)
{
	for (unsigned i = from; i < to; i++)
		buf_printf(b, "w%u ",
		    every != 0 && i % every == 0 ? VOCABULARY + i
						 : word_of(text, i));
}

struct copy {
	const char *what;
	unsigned from, to;  /* words of the text that are left */
	unsigned every;     /* one in so many is another word */
	unsigned lead, end; /* words of another text before and after */
	size_t least, most; /* hundredths of the parts in common, on average */
};

static size_t
common_of(const struct copy *c)
{
	size_t common = 0, all = 0;

	for (unsigned t = 0; t < TEXTS; t++) {
		struct arena arena = {0};
		struct buf a = {.arena = &arena}, b = {.arena = &arena};
		write_words(&a, t, 0, WORDS, 0);
		write_words(&b, t + TEXTS, 0, c->lead, 0);
		write_words(&b, t, c->from, c->to, c->every);
		write_words(&b, t + TEXTS, WORDS, WORDS + c->end, 0);
		common += equal_parts(buf_str(&a), buf_str(&b));
		all += used_parts(buf_str(&a));
		arena_free(&arena);
	}
	return 100 * common / all;
}

/*
 * The table of extract/signature.h: by the runs in common among all, a cut of
 * 30 of 100 words leaves 70, one word of 20 changed takes 4 runs of 20 from
 * both: 80 of 120.
 */
static void
cuts_and_light_rewriting_leave_most_parts(void **state)
{
	static const struct copy copies[] = {
	    {"the same",                 0,   300, 0,  0,   0,   100, 100},
	    {"the last tenth cut",       0,   270, 0,  0,   0,   84,  95 },
	    {"the last third cut",       0,   200, 0,  0,   0,   58,  75 },
	    {"the first third cut",      100, 300, 0,  0,   0,   58,  75 },
	    {"another lead of 30 words", 30,  300, 0,  30,  0,   74,  88 },
	    {"a lead and an end added",  0,   300, 0,  30,  30,  76,  90 },
	    {"one word of 40 changed",   0,   300, 40, 0,   0,   74,  88 },
	    {"one word of 20 changed",   0,   300, 20, 0,   0,   58,  75 },
	    {"one word of 10 changed",   0,   300, 10, 0,   0,   34,  52 },
	    {"one word of 4 changed",    0,   300, 4,  0,   0,   0,   6  },
	    {"another text",             0,   0,   0,  150, 150, 0,   3  },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(copies) / sizeof(*copies); i++) {
		size_t n = common_of(&copies[i]);
		if (n < copies[i].least || n > copies[i].most)
			fail_msg("%s: %zu of 100 parts in common",
			    copies[i].what, n);
	}
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
	    cmocka_unit_test(cuts_and_light_rewriting_leave_most_parts),
	    cmocka_unit_test(parts_in_common_estimate_the_wording_in_common),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
