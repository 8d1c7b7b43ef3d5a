/*
 * Pages built by hand, and how they are read: with the English pack and a
 * registry of one invented agency.
 */
#ifndef TESTS_PAGE_BUILD_H
#define TESTS_PAGE_BUILD_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "config/config.h"
#include "extract/page.h"
#include "extract/page_str.h"

/* The English pack and a registry with one invented agency. */
struct fixture {
	struct config config;
	struct lang *lang;
	const struct lang *langs[1];
	const struct date_words *dates;
	struct registry registry;
	struct arena arena;
};

static struct name agency_names[] = {
    {.text = STR_INIT("Norvia News Agency"), .kind = NAME_PREFERRED},
    {.text = STR_INIT("NNA"),                .kind = NAME_ACRONYM  },
};
static struct actor actors[] = {
    {.key = STR_INIT("nna"),
     .kind = STR_INIT("news_agency"),
     .names = agency_names,
     .n_names = COUNT(agency_names)},
};

static inline int
set_up(void **state)
{
	static struct fixture f;
	struct error err;

	f = (struct fixture){0};
	if (!config_load(&f.config, NULL, false, &err) ||
	    !lang_open(&f.lang, &f.config, STR("en"), &err) ||
	    !date_words_read(&f.dates, &f.config, &f.arena, &err))
		fail_msg("%s", err.text);
	f.langs[0] = f.lang;
	f.registry.actors = actors;
	f.registry.n_actors = COUNT(actors);
	*state = &f;
	return 0;
}

static inline int
tear_down(void **state)
{
	struct fixture *f = *state;

	lang_close(f->lang);
	config_free(&f->config);
	arena_free(&f->arena);
	return 0;
}

#define P1                                                                     \
	"The governor of Eastmark said on Tuesday that the river had risen "   \
	"two metres, and that more rain was expected."
#define P2                                                                     \
	"Families left the lower town at night, carrying what they could, "    \
	"while boats searched the flooded streets for others."
#define BODY "<p>" P1 "</p><p>" P2 "</p>"

static inline bool
read_as(struct fixture *f, struct str page, const char *content_type,
    struct article *article, struct error *err)
{
	struct input in = {.bytes = page,
	    .content_type = str_from(content_type),
	    .url = STR_INIT("https://tidings.example/2024/12/07/river")};

	return page_read(
	    f->langs, 1, f->dates, &f->registry, &in, &f->arena, article, err);
}

static inline struct article
read_page(struct fixture *f, const char *page)
{
	struct article article;
	struct error err;

	if (!read_as(f, str_from(page), "text/html", &article, &err))
		fail_msg("%s", err.text);
	return article;
}

static inline void
assert_str(struct str got, const char *want)
{
	char text[4000] = "";

	assert_true(got.len < sizeof(text));
	if (got.len)
		memcpy(text, got.ptr, got.len);
	assert_string_equal(text, want);
}

static inline bool
has(struct str text, const char *part)
{
	return page_find(text, str_from(part)) != NOT_FOUND;
}

#endif
