/* The kind page: links whose whole addresses match a pattern. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "fetch/links.h"
#include "fetch/listing_parts.h"

/*
 * What one address may cost, and all of a page: steps through the pattern.
 * Patterns of addresses need some hundred.
 */
#define STEPS_MAX     100000
#define ALL_STEPS_MAX 10000000

struct filter {
	pcre2_code *code;
	pcre2_match_context *limits;
	pcre2_match_data *data;
	uint32_t steps;   /* that are left */
	bool is_too_slow; /* some match was given up */
};

struct page {
	struct arena *arena;
	struct filter filter;
	struct listing_entries items;
};

static void
filter_close(struct filter *f)
{
	pcre2_match_data_free(f->data);
	pcre2_match_context_free(f->limits);
	pcre2_code_free(f->code);
}

static void
page_close(struct page *p)
{
	filter_close(&p->filter);
}

static int
count_step(pcre2_callout_block *block, void *filter)
{
	struct filter *f = filter;

	(void)block;
	if (f->steps == 0)
		return PCRE2_ERROR_CALLOUT;
	f->steps--;
	return 0;
}

static bool
filter_open(struct filter *f, struct str pattern, struct error *err)
{
	PCRE2_UCHAR message[160];
	PCRE2_SIZE at;
	int code;

	if (pattern.len == 0)
		return error_set(err, ERROR_CONFIG,
		    "links is missing: kind: page needs a pattern of the "
		    "addresses to read");
	f->code = pcre2_compile((PCRE2_SPTR)pattern.ptr, pattern.len,
	    PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C | PCRE2_AUTO_CALLOUT, &code,
	    &at, NULL);
	if (f->code == NULL) {
		pcre2_get_error_message(code, message, sizeof(message));
		return error_set(err, ERROR_CONFIG,
		    "links: the pattern is wrong at offset %zu: %s", at,
		    (const char *)message);
	}
	f->limits = pcre2_match_context_create(NULL);
	f->data = pcre2_match_data_create(1, NULL);
	if (f->limits == NULL || f->data == NULL)
		return error_set(err, ERROR_IO, "links: out of memory");
	pcre2_set_match_limit(f->limits, STEPS_MAX);
	pcre2_set_callout(f->limits, count_step, f);
	f->steps = ALL_STEPS_MAX;
	return true;
}

/* Addresses are ASCII. */
static bool
matches(struct filter *f, struct str url)
{
	int result = pcre2_match(f->code, (PCRE2_SPTR)url.ptr, url.len, 0,
	    PCRE2_NO_UTF_CHECK, f->data, f->limits);

	f->is_too_slow |= result < 0 && result != PCRE2_ERROR_NOMATCH;
	return result >= 0;
}

static void
take_link(const struct link *link, void *user)
{
	struct page *p = user;

	if (!link->is_head && matches(&p->filter, link->url))
		listing_add(p->arena, &p->items,
		    (struct listing_entry){.guid = link->url,
			.url = link->url,
			.title = link->text});
}

bool
kind_page_fits(const struct listing_sight *s)
{
	return s->in->links.len > 0 && kind_site_fits(s);
}

bool
listing_check_links(struct str pattern, struct error *err)
{
	CLEANUP(filter_close) struct filter f = {0};

	return filter_open(&f, pattern, err);
}

bool
kind_page_read(struct listing_reader *r, struct error *err)
{
	CLEANUP(page_close) struct page p = {.arena = r->arena};
	const struct links_handler handler = {take_link, &p};
	struct links_page page;

	if (!filter_open(&p.filter, r->in->links, err))
		return false;
	links_read(&r->in->answer, r->arena, &handler, &page);
	if (p.filter.is_too_slow)
		return error_set(err, ERROR_CONFIG,
		    "links: the pattern takes too many steps on the page's "
		    "addresses; make it simpler");
	r->listing->title = page.title;
	r->listing->language = page.language;
	r->listing->link = page.base;
	r->listing->is_damaged |= page.is_cut;
	listing_unite(&p.items);
	listing_hand_on(r, &p.items);
	return true;
}
