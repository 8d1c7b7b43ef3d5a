#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/attr.h"
#include "base/buf.h"
#include "fetch/robots.h"

#define US "User-agent: tallybook\n"

static void
rules_decide_by_the_longest_match(void **state)
{
	static const struct {
		const char *body, *target;
		bool allowed;
	} cases[] = {
	    {"",						 "/a",                    true },
	    {US "Disallow:\n",				   "/a",                    true },
	    {US "Disallow: /\n",				 "/a",                    false},
	    {US "Disallow: /\n",				 "/robots.txt",           true },
	    {US "Disallow: /a\nAllow: /a/b\n",                   "/a/b/c",                true },
	    {US "Allow: /a/b\nDisallow: /a\n",                   "/a/c",                  false},
	    {US "Disallow: /a\nAllow: /a\n",                     "/a",                    true },
	    {US "Disallow: /A\n",                                "/a",                    true },
	    {US "Disallow: /*.pdf$\n",                           "/x/y.pdf",              false},
	    {US "Disallow: /*.pdf$\n",                           "/x/y.pdf?z",            true },
	    {US "Disallow: /a*b*c\n",                            "/a1b2b3c4",             false},
	    {US "Disallow: /a*b*c\n",                            "/a1b2b3",               true },
	    {US "Disallow: /caf%C3%A9\n",                        "/caf\u00e9",            false},
	    {US "Disallow: /caf\u00e9\n",                        "/caf%c3%a9",            false},
	    {US "Disallow: /%61\n",                              "/a",                    false},
	    {US "Disallow: /a%2Fb\n",                            "/a/b",                  true },
	    {US "Disallow: /?q\n",                               "https://h.example?q=1", false},
	    {US "Disallow: /a\n",                                "https://h.example/a#x", false},
	    {US "disallow : /a # no\n",                          "/a",                    false},
	    {US "Disallow /a\n",				 "/a",                    false},
	    {"user-agent: TallyBook/1.0\rDisallow: /a\r",        "/a",                    false},
	    {"\xef\xbb\xbf" US "Disallow: /a\n",                 "/a",                    false},
	    {US "User-agent: other\nDisallow: /a\n",             "/a",                    false},
	    {US "Disallow: /a\n\nUser-agent: *\nDisallow: /b\n", "/b",                    true },
	    {"User-agent: *\nDisallow: /b\n",                    "/b",                    false},
	    {"User-agent: tally\nDisallow: /b\n",                "/b",                    true },
	    {US "Disallow: /a\nUser-agent: x\nDisallow: /c\n" US
		"Disallow: /b\n",		   "/b",                    false},
	    {US "Sitemap: https://h.example/s\nDisallow: /a\n",  "/a",                    false},
	    {"Disallow: /a\n",				   "/a",                    true },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		if (robots_allows(str_from(cases[i].body), STR("tallybook"),
			str_from(cases[i].target)) != cases[i].allowed)
			fail_msg("%s with\n%s", cases[i].target, cases[i].body);
}

static void
what_is_past_the_limit_is_not_read(void **state)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct buf b = {.arena = &a};

	(void)state;
	buf_add(&b, STR(US "Disallow: /early\n"));
	while (b.len < ROBOTS_MAX)
		buf_add(&b, STR("# filler\n"));
	buf_add(&b, STR("Disallow: /late\n"));
	assert_false(
	    robots_allows(buf_str(&b), STR("tallybook"), STR("/early")));
	assert_true(robots_allows(buf_str(&b), STR("tallybook"), STR("/late")));
}

/* "Disallow: /" is what the limit leaves of the last rule. */
static void
a_rule_that_the_limit_cuts_is_no_rule(void **state)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct buf b = {.arena = &a};
	struct str rule = STR("Disallow: /elsewhere\n");

	(void)state;
	buf_add(&b, STR(US));
	while (b.len < ROBOTS_MAX - (sizeof("Disallow: /") - 1))
		buf_char(&b, '\n');
	buf_add(&b, rule);
	assert_true(robots_allows(buf_str(&b), STR("tallybook"), STR("/page")));
}

/* Each rule here takes the product of two lengths; together, for ever. */
static void
a_file_made_to_take_for_ever_denies(void **state)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct buf body = {.arena = &a}, target = {.arena = &a};

	(void)state;
	buf_add(&body, STR(US));
	for (int i = 0; i < 100; i++) {
		buf_add(&body, STR("Disallow: /*"));
		for (int k = 0; k < 2000; k++)
			buf_char(&body, 'a');
		buf_add(&body, STR("b\n"));
	}
	buf_char(&target, '/');
	for (int k = 0; k < 60000; k++)
		buf_char(&target, 'a');
	assert_false(
	    robots_allows(buf_str(&body), STR("tallybook"), buf_str(&target)));
}

static void
a_delay_is_that_of_the_agents_group(void **state)
{
	static const struct {
		const char *body;
		long delay;
	} cases[] = {
	    {"",						     -1  },
	    {US "Crawl-delay: 5\n",                                  5   },
	    {US "Crawl-delay: 0.5\n",                                1   },
	    {US "Crawl-delay: 99999999999999\n",                     3600},
	    {US "Crawl-delay: soon\n",                               -1  },
	    {"User-agent: *\nCrawl-delay: 7\n",                      7   },
	    {"User-agent: *\nCrawl-delay: 7\n\n" US "Disallow: /\n", -1  },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		if (robots_delay(str_from(cases[i].body), STR("tallybook")) !=
		    cases[i].delay)
			fail_msg("with\n%s", cases[i].body);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(rules_decide_by_the_longest_match),
	    cmocka_unit_test(what_is_past_the_limit_is_not_read),
	    cmocka_unit_test(a_rule_that_the_limit_cuts_is_no_rule),
	    cmocka_unit_test(a_file_made_to_take_for_ever_denies),
	    cmocka_unit_test(a_delay_is_that_of_the_agents_group),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
