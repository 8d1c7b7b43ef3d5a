#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/attr.h"
#include "fetch/address.h"
#include "fetch/url.h"

#define BASE "https://news.example/world/2024/story.html?page=2#top"

static void
links_resolve_as_in_a_browser(void **state)
{
	/* NULL: there is no such address. */
	static const struct {
		const char *link, *base, *want;
	} cases[] = {
	    {"next.html",				      BASE, "https://news.example/world/2024/next.html"        },
	    {"../2023/",				       BASE, "https://news.example/world/2023/"                 },
	    {"../../../../x",				  BASE, "https://news.example/x"                           },
	    {"/a/./b/%2e%2e/c",				BASE, "https://news.example/a/c"                         },
	    {"//cdn.example/a",				BASE, "https://cdn.example/a"                            },
	    {"?page=3",					BASE,
             "https://news.example/world/2024/story.html?page=3"                                                        },
	    {"#end",					   BASE,
             "https://news.example/world/2024/story.html?page=2#end"                                                    },
	    {"",					       BASE, "https://news.example/world/2024/story.html?page=2"},
	    {"\\a\\b",					 BASE, "https://news.example/a/b"                         },
	    {" \n/with\tgap\n ",                               BASE, "https://news.example/withgap"                     },
	    {"HTTP://News.EXAMPLE:80/%7euser",                 "",
             "http://news.example/%7euser"									      },
	    {"https://news.example:443",                       "",   "https://news.example/"                            },
	    {"https:news.example",                             "",   "https://news.example/"                            },
	    {"https:///news.example/a",                        "",   "https://news.example/a"                           },
	    {"https://n\u00e9ws.example/\u00e9?\u00e9#\u00e9", "",
             "https://xn--nws-bma.example/%C3%A9?%C3%A9#%C3%A9"                                                         },
	    {"http://user:p@ss@host/",                         "",   "http://user:p%40ss@host/"                         },
	    {"http://0x7f.1/",				 "",   "http://127.0.0.1/"                                },
	    {"http://[2001:DB8:0:0:1::]/",                     "",   "http://[2001:db8:0:0:1::]/"                       },
	    {"http://[::ffff:1.2.3.4]/",                       "",   "http://[::ffff:102:304]/"                         },
	    {"http://host/a b<c>",                             "",   "http://host/a%20b%3Cc%3E"                         },
	    {"mailto:desk@news.example",                       BASE, "mailto:desk@news.example"                         },
	    {"relative",				       "",   NULL					       },
	    {"http://",					"",   NULL					       },
	    {"http://ho st/",				  "",   NULL					       },
	    {"http://host:99999/",                             "",   NULL					       },
	    {"http://host:8x/",				"",   NULL					       },
	    {"http://1.2.3.4.5/",                              "",   NULL					       },
	    {"http://[::1/",				   "",   NULL					       },
	    {"http://[1::2::3]/",                              "",   NULL					       },
	    {"http://%00/",				    "",   NULL					       },
	};
	CLEANUP(arena_free) struct arena a = {0};
	struct str got;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		bool ok = url_resolve(
		    &a, str_from(cases[i].link), str_from(cases[i].base), &got);

		if (ok != (cases[i].want != NULL) ||
		    (ok && !str_eq(got, str_from(cases[i].want))))
			fail_msg("%s became %.*s", cases[i].link,
			    ok ? (int)got.len : 7, ok ? got.ptr : "nothing");
	}
}

static void
only_http_and_https_are_web_addresses(void **state)
{
	static const char *const others[] = {"ftp://host/", "file:///etc/x",
	    "javascript:alert(1)", "mailto:a@b", "data:,x", "ws://host/"};
	CLEANUP(arena_free) struct arena a = {0};
	struct str got;

	(void)state;
	for (size_t i = 0; i < COUNT(others); i++)
		assert_false(url_resolve_web(
		    &a, str_from(others[i]), STR("https://host/"), &got));
	assert_true(url_resolve_web(&a, STR("x"), STR("https://host/"), &got));
}

static void
an_address_is_split_into_its_parts(void **state)
{
	struct url_parts p;

	(void)state;
	assert_true(
	    url_split(STR("https://me:pw@[::1]:8080/a/b?c=d@e/f#g"), &p));
	assert_true(str_eq(p.scheme, STR("https")));
	assert_true(str_eq(p.host, STR("[::1]")));
	assert_true(str_eq(p.origin, STR("https://me:pw@[::1]:8080")));
	assert_true(str_eq(p.path, STR("/a/b")));
	assert_true(str_eq(p.target, STR("/a/b?c=d@e/f")));
	assert_false(url_split(STR("mailto:me"), &p));
	assert_false(url_split((struct str){0}, &p));
}

static void
one_document_has_one_key(void **state)
{
	static const struct {
		const char *url, *want;
	} cases[] = {
	    {"http://News.example:80/a?utm_source=x&id=7&fbclid=y#c",
             "https://news.example/a?id=7"							  },
	    {"https://news.example/a?id=7&",                          "https://news.example/a?id=7" },
	    {"https://news.example/a?",                               "https://news.example/a"      },
	    {"https://news.example/index.html",                       "https://news.example/"       },
	    {"https://news.example/a/Index.php?p=1",
             "https://news.example/a/?p=1"							  },
	    {"https://news.example/%7euser/%c3%a9",
             "https://news.example/~user/%C3%A9"						    },
	    {"https://me@news.example:8443/",                         "https://news.example:8443/"  },
	    {"https://news.example/a?ref=b",                          "https://news.example/a?ref=b"},
	    {"https://news.example/utm_x",                            "https://news.example/utm_x"  },
	    {"https://news.example/a%%33A?b=%",
             "https://news.example/a%253A?b=%25"},
	    {"urn:story:7",					   "urn:story:7"                 },
	};
	CLEANUP(arena_free) struct arena a = {0};
	struct str got;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		got = url_normalise(&a, str_from(cases[i].url));
		if (!str_eq(got, str_from(cases[i].want)))
			fail_msg("%s became %.*s", cases[i].url, STR_ARG(got));
	}
}

static void
inner_and_special_addresses_are_not_public(void **state)
{
	static const char *const inner[] = {"0.0.0.0", "10.1.2.3", "100.64.0.1",
	    "127.0.0.1", "169.254.169.254", "172.31.255.255", "192.168.1.1",
	    "198.19.0.1", "203.0.113.5", "224.0.0.1", "255.255.255.255", "[::]",
	    "[::1]", "[::ffff:10.0.0.1]", "[64:ff9b::a00:1]", "[2002:a00:1::]",
	    "[fe80::1]", "[fc00::1]", "[fd12::1]", "[ff02::1]", "[2001:db8::1]",
	    "[2001::1]", "[64:ff9b:1::1]", "[::10.0.0.1]", "no address", ""};
	static const char *const outer[] = {"1.1.1.1", "172.32.0.1",
	    "100.128.0.1", "192.0.1.1", "223.255.255.255", "[2600::1]",
	    "[2a00:1450::1]", "[::ffff:8.8.8.8]", "[64:ff9b::808:808]",
	    "[2002:808:808::1]"};

	(void)state;
	for (size_t i = 0; i < COUNT(inner); i++)
		if (address_text_is_public(inner[i]))
			fail_msg("%s is taken for public", inner[i]);
	for (size_t i = 0; i < COUNT(outer); i++)
		if (!address_text_is_public(outer[i]))
			fail_msg("%s is taken for private", outer[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(links_resolve_as_in_a_browser),
	    cmocka_unit_test(only_http_and_https_are_web_addresses),
	    cmocka_unit_test(an_address_is_split_into_its_parts),
	    cmocka_unit_test(one_document_has_one_key),
	    cmocka_unit_test(inner_and_special_addresses_are_not_public),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
