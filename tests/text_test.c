#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/attr.h"
#include "base/buf.h"
#include "config/config.h"
#include "extract/pattern.h"
#include "extract/text.h"

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

static void
tokens_are_words_digits_and_marks(void **state)
{
	static const struct {
		const char *text, *tokens;
	} cases[] = {
	    {"a b",                 "a|b"                },
	    {"Assad's prisons",     "Assad's|prisons"    },
	    {"don’t",             "don’t"            },
	    {"‘so’",            "‘|so|’"         },
	    {"fifty-four",          "fifty|-|four"       },
	    {"1,234.5 and 1, 2.",   "1,234.5|and|1|,|2|."},
	    {"2.3m",                "2.3|m"              },
	    {"covid19",             "covid19"            },
	    {"\t \n",               ""                   },
	    {"صيدنايا ١٢", "صيدنايا|١٢"},
	    {"e\xcc\x81t\xc3\xa9",  "e\xcc\x81t\xc3\xa9" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena a CLEANUP(arena_free) = {0};
		struct buf b = {.arena = &a};
		struct str s = str_from(cases[i].text);
		struct token t;
		size_t at = 0;

		buf_add(&b, STR(""));
		while (token_next(s, &at, &t)) {
			if (b.len > 0)
				buf_char(&b, '|');
			buf_add(
			    &b, (struct str){s.ptr + t.start, t.end - t.start});
		}
		if (!str_eq(buf_str(&b), str_from(cases[i].tokens)))
			fail_msg("%s: %s", cases[i].text, b.ptr);
	}
}

static void
words_are_folded(void **state)
{
	char out[16];

	(void)state;
	assert_int_equal(token_fold(STR("ÉTÉ’S"), out, sizeof(out)), 7);
	assert_memory_equal(out, "été's", 7);
	assert_int_equal(
	    token_fold(STR("aaaaaaaaaaaaaaaaaaaa"), out, sizeof(out)), 0);
}

static void
sentences_end_where_a_reader_would_end_them(void **state)
{
	static const struct {
		const char *text;
		size_t n;
	} cases[] = {
	    {"One. Two. Three.",					  3},
	    {"It was closed.In March it opened.",                         2},
	    {"It was the northern. harbour of the town.",                 1},
	    {"Dr. Orland saw it. He left.",                               2},
	    {"The U.S. Army came. The U.N. said so.",                     2},
	    {"He lives in the U.S. The house is old.",                    2},
	    {"J. Orland paid 3.5 crowns.",                                1},
	    {"“He fell. Run!” she said.",                             2},
	    {"“Why?” he said.",				       1},
	    {"A heading\nThen a text. And more.",                         3},
	    {"One… Two",						2},
	    {"",							  0},
	    {"Nine men were held.[3] Six were freed.[4][5] He left.",     3},
	    {"Dr. Toro, Ph.D., said nine men were held. Six were freed.", 2},
	    {"Nine men were held at 3 p.m. Six were freed at night.",     2},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena a CLEANUP(arena_free) = {0};
		struct article article = {.text = str_from(cases[i].text)};
		struct text t;

		text_read(lang, &article, &a, &t);
		if (t.n_sentences != cases[i].n)
			fail_msg(
			    "%s: %zu sentences", cases[i].text, t.n_sentences);
	}
}

static void
lines_of_a_column_are_no_sentences(void **state)
{
	struct arena a CLEANUP(arena_free) = {0};
	struct article article = {
	    .text = STR(
		"THE MAYOR OF ORLAND SAID TODAY THAT THE BRIDGE OVER THE\n"
		"RIVER HAS BEEN CLOSED BY THE ARMY SINCE THE MORNING AND\n"
		"THAT NOBODY MAY CROSS IT BEFORE THE END OF THE WEEK, AS\n"
		"THE ENGINEERS HAVE FOUND THAT ITS PILLARS ARE NOT SAFE.\n")};
	struct text t;

	(void)state;
	text_read(lang, &article, &a, &t);
	assert_int_equal(t.n_sentences, 1);
}

static void
what_is_quoted_and_skipped_is_marked(void **state)
{
	struct arena a CLEANUP(arena_free) = {0};
	struct span skipped = {0, 4};
	struct article article = {.text = STR("Menu\nHe said “no one” left."),
	    .skipped = &skipped,
	    .n_skipped = 1};
	struct text t;

	(void)state;
	text_read(lang, &article, &a, &t);
	assert_true(t.tokens[0].flags & TOKEN_SKIPPED);
	assert_false(t.tokens[1].flags & TOKEN_SKIPPED);
	assert_false(t.tokens[2].flags & TOKEN_QUOTED);
	assert_true(t.tokens[4].flags & TOKEN_QUOTED);
	assert_true(t.tokens[5].flags & TOKEN_QUOTED);
	assert_false(t.tokens[7].flags & TOKEN_QUOTED);
}

static void
the_longest_phrase_comes_first(void **state)
{
	struct arena a CLEANUP(arena_free) = {0};
	struct article article = {.text = STR("Tens of thousands of men")};
	const struct tag *tag;
	struct text t;

	(void)state;
	text_read(lang, &article, &a, &t);
	tag = text_tag(&t, 0, CLASS_VAGUE);
	assert_non_null(tag);
	assert_int_equal(tag->end, 3);
	assert_int_equal((int)tag->sense->number, 20000);
	assert_null(text_tag(&t, 0, CLASS_MONTH));
	assert_int_equal(text_sentence(&t, 4), 0);
	assert_int_equal(text_token_at(&t, 5), 1);
}

static void
a_faulty_pack_names_file_and_line(void **state)
{
	static const struct {
		const char *bytes, *want;
	} cases[] = {
	    {"# fine\nforty\tnumber\t40\nfoo\tnonsense\n",
             "w.tsv:3: there is no class: nonsense"                     },
	    {"forty\n",
             "w.tsv:1: expected a phrase, a tab and a class, got: forty"},
	    {"forty\tnumber\t40\nforty\tnumber\t41\n",
             "w.tsv:2: is already in this class: forty"                 },
	};
	struct arena a CLEANUP(arena_free) = {0};
	struct error err;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_false(lexicon_add(lexicon_new(&a),
		    str_from(cases[i].bytes), STR("w.tsv"), &err));
		assert_string_equal(err.text, cases[i].want);
	}
}

static void
a_faulty_pattern_names_file_and_line(void **state)
{
	struct arena a CLEANUP(arena_free) = {0};
	struct patterns *p = patterns_new(&a);
	struct error err;

	(void)state;
	assert_false(patterns_add(
	    p, STR("good:\n\t\\d+\nbad:\n\ta\n\t(b\n"), STR("d.re"), &err));
	assert_non_null(strstr(err.text, "d.re:5: pattern bad: "));
	patterns_free(p);
}

static void
a_pattern_gives_its_named_groups(void **state)
{
	struct arena a CLEANUP(arena_free) = {0};
	struct patterns *p = patterns_new(&a);
	struct pattern_match m;
	struct error err;

	(void)state;
	assert_true(patterns_add(p,
	    STR("year:\n\tin \\s (?<year> \\d{4} )\t# four digits\n"),
	    STR("d.re"), &err));
	assert_true(patterns_match(p, "year", STR("It was IN 2019."), 0, &m));
	assert_int_equal(m.start, 7);
	assert_int_equal(m.n_groups, 1);
	assert_true(str_eq(m.groups[0].name, STR("year")));
	assert_int_equal(m.groups[0].start, 10);
	assert_false(patterns_match(p, "none", STR("in 2019"), 0, &m));
	patterns_free(p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(tokens_are_words_digits_and_marks),
	    cmocka_unit_test(words_are_folded),
	    cmocka_unit_test(sentences_end_where_a_reader_would_end_them),
	    cmocka_unit_test(lines_of_a_column_are_no_sentences),
	    cmocka_unit_test(what_is_quoted_and_skipped_is_marked),
	    cmocka_unit_test(the_longest_phrase_comes_first),
	    cmocka_unit_test(a_faulty_pack_names_file_and_line),
	    cmocka_unit_test(a_faulty_pattern_names_file_and_line),
	    cmocka_unit_test(a_pattern_gives_its_named_groups),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
