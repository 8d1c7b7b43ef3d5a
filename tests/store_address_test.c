/* Which pages are one document: by canonical links, where they hold. */
#include "store/canonical.h"
#include "tests/store_build.h"

static void
a_canonical_address_is_of_the_same_site(void **state)
{
	static const struct {
		const char *address, *canonical;
		bool holds;
	} cases[] = {
	    {"https://post.example/1",                                     "https://post.example/2",     true },
	    {"https://m.post.example/1",                                   "https://www.post.example/1", true },
	    {"https://amp.post.example/1",                                 "https://post.example/1",     true },
	    {"https://mobile.post.example:81/1",                           "https://post.example/1",
             true											     },
	    {"https://news.post.example/1",                                "https://post.example/1",     true },
	    {"https://www.post.example/1",                                 "https://news.post.example/", false},
	    {"https://www.post.example/1",                                 "https://en.post.example/1",  true },
	    {"https://post.example/1",                                     "https://echo.example/1",     false},
	    {"https://outpost.example/1",                                  "https://post.example/1",     false},
	    {"https://post.example/1",                                     "https://outpost.example/1",  false},
	    {"https://www.example/1",				      "https://m.example/1",        false},
	    {"https://cdn.ampproject.org/c/s/a",                           "https://post.example/1",
             true											     },
	    {"https://post-example.cdn.ampproject.org/c/s/post.example/1",
             "https://post.example/1",								   true },
	    {"https://ampproject.org/c/s/a",                               "https://post.example/1",     false},
	    {"https://www.google.com/amp/s/a/1",                           "https://post.example/1",
             true											     },
	    {"https://www.google.com/amp/x/1",                             "https://post.example/1",     false},
	    {"https://post.example/1",                                     "https://post.example/",      false},
	    {"https://post.example/1",                                     "https://post.example",       false},
	    {"https://post.example/",				      "https://www.post.example/",  true },
	    {"https://post.example/1",                                     "https://post.example/?p=1",  true },
	    {"https://post.example/1",                                     "urn:x",                      false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		if (canonical_can_hold(str_from(cases[i].address),
			str_from(cases[i].canonical)) != cases[i].holds)
			fail_msg(
			    "%s at %s", cases[i].address, cases[i].canonical);
}

#define PAGE(n)   "https://post.example/" n
#define MOBILE(n) "https://m.post.example/" n
#define COPY(n)   "https://echo.example/" n

#define FERRY                                                                  \
	"The ferry left Ilvo at nine in the morning with more people on "      \
	"board "                                                               \
	"than its papers allow, and it went down within sight of the pier. "   \
	"At least 54 people drowned, the ministry said on Monday.\n"
#define FERRY_ON_PHONES                                                        \
	"The ferry left Ilvo at nine in the morning with more people on "      \
	"board "                                                               \
	"than its papers allow, and it went down within sight of the pier. "   \
	"At least 54 people drowned, the ministry said on Monday. Menu.\n"
#define FERRY_WITHOUT_COUNT                                                    \
	"The ferry left Ilvo at nine in the morning with more people on "      \
	"board "                                                               \
	"than its papers allow, and it went down within sight of the pier.\n"
#define STRIKE                                                                 \
	"Teachers in Kelmar have been on strike for a week because their pay " \
	"came late for the third time, and the schools of the upper town "     \
	"stay "                                                                \
	"closed until an answer comes from the council of the province.\n"

/* Read a page as fetched from an address, with what it calls canonical. */
static enum put_result
read_at(struct store *s, const char *address, const char *canonical, int day,
    const char *text)
{
	struct built b;

	article_begin(&b, canonical, "Kelmar Post", day, text);
	b.x.article.url = b.capture.key = str_from(address);
	b.x.article.published = (struct moment){0};
	if (strstr(text, "54"))
		say(&b, "54", toll(54, (struct origin)HEALTH));
	return put_built(s, &b);
}

/* The change of the newest version of all, and how many there are. */
static size_t
newest_change(struct store *s, struct arena *arena, const char *change)
{
	struct version_row *rows;
	struct error err = {0};
	int64_t after = 0;
	size_t n;

	assert_true(
	    store_versions_after(s, &after, 99, arena, &rows, &n, &err));
	assert_true(n > 0);
	assert_str(rows[n - 1].change, change);
	return n;
}

static void
a_page_for_phones_is_the_same_document(void **state)
{
	struct store *s = ((struct place_of_store *)*state)->store;
	struct arena arena = {0};

	assert_int_equal(read_at(s, PAGE("1"), PAGE("1"), 0, FERRY), PUT_NEW);
	assert_int_equal(
	    read_at(s, MOBILE("1"), PAGE("1"), 0, FERRY), PUT_SAME);
	assert_int_equal(read_at(s, MOBILE("1"), PAGE("1"), 1, FERRY_ON_PHONES),
	    PUT_CHANGED);
	assert_int_equal(newest_change(s, &arena, "update"), 2);

	/* Each is compared with what stood there before. */
	for (int i = 2; i < 4; i++) {
		assert_int_equal(
		    read_at(s, PAGE("1"), PAGE("1"), i, FERRY), PUT_SAME);
		assert_int_equal(
		    read_at(s, MOBILE("1"), PAGE("1"), i, FERRY_ON_PHONES),
		    PUT_SAME);
	}
	assert_int_equal(
	    read_at(s, MOBILE("1"), PAGE("1"), 5, STRIKE), PUT_CHANGED);
	assert_int_equal(newest_change(s, &arena, "silent_edit"), 3);
	assert_int_equal(events_of(s, "silent_edit"), 1);
	arena_free(&arena);
}

static void
what_a_page_for_phones_leaves_out_was_not_taken_out(void **state)
{
	struct store *s = ((struct place_of_store *)*state)->store;
	struct arena arena = {0};

	read_at(s, PAGE("1"), PAGE("1"), 0, FERRY);
	read_at(s, MOBILE("1"), PAGE("1"), 0, FERRY_WITHOUT_COUNT);
	read_at(s, PAGE("1"), PAGE("1"), 1, FERRY "More to come.\n");
	assert_int_equal(read_at(s, MOBILE("1"), PAGE("1"), 1,
			     FERRY_WITHOUT_COUNT "More to come.\n"),
	    PUT_CHANGED);
	assert_int_equal(newest_change(s, &arena, "silent_edit"), 4);
	assert_int_equal(events_of(s, "silent_edit"), 0);
	arena_free(&arena);
}

static void
a_copy_at_another_outlet_is_a_document_of_its_own(void **state)
{
	struct store *s = ((struct place_of_store *)*state)->store;
	struct store_counts counts;
	struct error err = {0};

	assert_int_equal(read_at(s, PAGE("1"), PAGE("1"), 0, FERRY), PUT_NEW);
	assert_int_equal(read_at(s, COPY("9"), PAGE("1"), 1, FERRY), PUT_NEW);
	assert_int_equal(read_at(s, COPY("9"), PAGE("1"), 2, FERRY), PUT_SAME);
	assert_true(store_count(s, 0, INT64_MAX, &counts, &err));
	assert_int_equal(counts.articles, 2);
	assert_int_equal(counts.repeats, 1); /* as its wording tells */
}

static void
a_front_page_is_not_where_an_article_stands(void **state)
{
	struct store *s = ((struct place_of_store *)*state)->store;

	assert_int_equal(read_at(s, PAGE("1"), PAGE(""), 0, FERRY), PUT_NEW);
	assert_int_equal(read_at(s, PAGE("2"), PAGE(""), 0, STRIKE), PUT_NEW);
	assert_int_equal(read_at(s, PAGE("1"), PAGE(""), 1, FERRY), PUT_SAME);
}

static void
one_canonical_address_for_all_pages_makes_them_not_one(void **state)
{
	struct store *s = ((struct place_of_store *)*state)->store;
	struct arena arena = {0};

	assert_int_equal(read_at(s, PAGE("1"), PAGE("all"), 0, FERRY), PUT_NEW);
	assert_int_equal(
	    read_at(s, PAGE("2"), PAGE("all"), 0, STRIKE), PUT_NEW);
	assert_int_equal(
	    read_at(s, PAGE("3"), PAGE("all"), 0, "Short 54.\n"), PUT_NEW);
	for (int i = 1; i < 3; i++) {
		assert_int_equal(
		    read_at(s, PAGE("1"), PAGE("all"), i, FERRY), PUT_SAME);
		assert_int_equal(
		    read_at(s, PAGE("2"), PAGE("all"), i, STRIKE), PUT_SAME);
	}

	/* Also when one comes to read like another. */
	assert_int_equal(
	    read_at(s, PAGE("2"), PAGE("all"), 4, FERRY), PUT_CHANGED);
	assert_int_equal(newest_change(s, &arena, "silent_edit"), 4);
	assert_int_equal(
	    read_at(s, PAGE("1"), PAGE("all"), 5, FERRY), PUT_SAME);

	/* The page that is there at last: its text was no edit of another's. */
	assert_int_equal(read_at(s, PAGE("all"), PAGE("all"), 6, "All news.\n"),
	    PUT_CHANGED);
	assert_int_equal(newest_change(s, &arena, "update"), 5);
	assert_int_equal(events_of(s, "silent_edit"), 0);
	arena_free(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_canonical_address_is_of_the_same_site),
	    STORE_TEST(a_page_for_phones_is_the_same_document),
	    STORE_TEST(what_a_page_for_phones_leaves_out_was_not_taken_out),
	    STORE_TEST(a_copy_at_another_outlet_is_a_document_of_its_own),
	    STORE_TEST(a_front_page_is_not_where_an_article_stands),
	    STORE_TEST(one_canonical_address_for_all_pages_makes_them_not_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
