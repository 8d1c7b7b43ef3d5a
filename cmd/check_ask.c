/* What happens when a source is asked now, one step after the other. */
#include <string.h>

#include "cmd/check.h"
#include "cmd/listed.h"
#include "fetch/feed_text.h"
#include "fetch/url.h"
#include "report/json.h"
#include "report/words.h"

/* Where and as what a source is asked. */
struct target {
	struct str url;  /* as the entry or a site has it */
	struct str kind; /* empty: found by looking */
	bool was_site;   /* a site named it */
};

static void
put_str(json_t *o, const char *name, struct str s)
{
	json_put(o, name, json_of_str(s));
}

static void
put_int(json_t *o, const char *name, int64_t n)
{
	json_put(o, name, json_integer(n));
}

static void
say_robots(struct check *c, const struct permission *p)
{
	const struct robots *r = &p->site->robots;

	check_say(c, "%.*s/robots.txt", STR_ARG(p->site->origin));
	if (!p->asked)
		check_say(c, "asked for %.*s, and kept for a day",
		    STR_ARG(words_ago(&c->arena, c->now, r->at)));
	else if (r->status != 0)
		check_say(c, "asked for now: HTTP %ld", r->status);
	if (p->refusal.len > 0)
		return;
	if (r->status != 200)
		check_say(c, "the site has none, so all may be read");
	else
		check_say(c, "allows it");
	if (p->delay > 0)
		check_say(c, "asks for %lld s between requests%s",
		    (long long)p->delay,
		    p->delay > c->config.crawl_delay_max
			? "; crawl_delay_max in tallybook.yaml cuts that"
			: "");
}

static void
put_robots(json_t *o, struct check *c, const struct permission *p)
{
	const struct robots *r = &p->site->robots;
	struct str url = words_format(
	    &c->arena, "%.*s/robots.txt", STR_ARG(p->site->origin));

	put_str(o, "url", url);
	put_int(o, "status", r->status);
	json_put(o, "at", json_of_time(&c->arena, r->at));
	json_put(o, "asked_now", json_boolean(p->asked));
	json_put(o, "allowed", json_boolean(p->refusal.len == 0));
	put_int(o, "crawl_delay_s", p->delay);
}

/* Does the site allow an address, and want to be asked at all? */
static bool
step_robots(struct check *c, const char *step, struct str url, bool *good,
    struct error *err)
{
	json_t *o = check_begin(c, step);
	struct permission p;

	*good = false;
	if (!looker_permission(&c->looker, url, c->source->private, &p, err))
		return false;
	if (p.rest != NULL) {
		c->rest = p.rest;
		check_fail(c, 0,
		    words_format(&c->arena,
			"the host wants to be left alone until %.*s: %.*s",
			STR_ARG(check_when(c, p.rest->until)),
			STR_ARG(p.rest->reason)));
		return true;
	}
	put_robots(o, c, &p);
	if (c->told != p.site)
		say_robots(c, &p);
	else if (p.refusal.len == 0)
		check_say(c, "its robots.txt allows it");
	c->told = p.site;
	*good = p.refusal.len == 0 || check_fail(c, 0, p.refusal);
	return true;
}

static void
say_hops(struct check *c, json_t *o, const struct response *r)
{
	json_t *hops = json_array(), *hop;

	for (size_t i = 0; i < r->n_exchanges; i++) {
		const struct exchange *e = &r->exchanges[i];

		hop = json_object();
		put_str(hop, "url", e->url);
		put_str(hop, "address", e->address);
		put_int(hop, "status", e->status);
		json_array_append_new(hops, hop);
		check_say(c, "%.*s", STR_ARG(e->url));
		check_say(c, "HTTP %ld%s%.*s%s", e->status,
		    e->address.len > 0 ? " from " : "", STR_ARG(e->address),
		    e->status >= 300 && e->status < 400 ? ", leads to" : "");
	}
	json_put(o, "hops", hops);
}

static void
say_move(struct check *c, const struct response *r)
{
	if (str_eq(r->url, r->final_url))
		return;
	if (r->is_permanent_move)
		check_say(c,
		    "it has moved for good, it says: put %.*s into the entry",
		    STR_ARG(r->final_url));
	else
		check_say(c, "it is elsewhere for now, it says");
}

static void
say_size(struct check *c, json_t *o, const struct response *r, int64_t took_ms)
{
	int64_t packed = (int64_t)r->body.len, size = packed;
	struct buf b = {.arena = &c->arena};

	if (r->n_exchanges > 0)
		packed = (int64_t)r->exchanges[r->n_exchanges - 1].payload.len;
	put_int(o, "took_ms", took_ms);
	put_int(o, "size_packed", packed);
	put_int(o, "size", size);
	buf_printf(&b, "%.*s bytes", STR_ARG(words_number(b.arena, packed)));
	if (size != packed)
		buf_printf(&b, ", unpacked %.*s,",
		    STR_ARG(words_number(b.arena, size)));
	check_say(c, "%.*s in %lld.%02lld s", STR_ARG(buf_str(&b)),
	    (long long)(took_ms / 1000), (long long)(took_ms / 10 % 100));
}

static void
say_validators(struct check *c, json_t *o, const struct response *r)
{
	put_str(o, "etag", r->etag);
	put_str(o, "last_modified", r->last_modified);
	if (r->etag.len + r->last_modified.len > 0)
		check_say(c, "with %s%s%s, so collect can ask for changes only",
		    r->etag.len > 0 ? "an ETag" : "",
		    r->etag.len > 0 && r->last_modified.len > 0 ? " and " : "",
		    r->last_modified.len > 0 ? "a date" : "");
	else
		check_say(c, "without ETag and date, so collect gets all of it "
			     "each time");
}

static bool
fail_request(struct check *c, const struct response *r, struct str kind)
{
	struct str reason = r->error;
	bool for_good;

	if (reason.len == 0)
		reason = listing_refusal(&c->arena, kind, r->status, &for_good);
	return check_fail(c, r->status, arena_copy(&c->arena, reason));
}

static bool
step_request(struct check *c, const struct target *t, struct str url,
    struct response *r, bool *good, struct error *err)
{
	const struct request request = {
	    .url = url, .allow_private = c->source->private};
	json_t *o = check_begin(c, "request");
	int64_t took_ms;

	if (!looker_ask(&c->looker, &request, r, &took_ms, err))
		return false;
	put_str(o, "url", t->url);
	put_str(o, "final_url", r->final_url);
	put_int(o, "status", r->status);
	say_hops(c, o, r);
	say_move(c, r);
	*good = r->failure == FAILURE_NONE || fail_request(c, r, t->kind);
	if (*good) {
		say_size(c, o, r, took_ms);
		say_validators(c, o, r);
	}
	return true;
}

static struct str
charset_of(struct check *c, const struct response *r)
{
	const struct feed_input in = {
	    .bytes = r->body, .content_type = r->content_type};
	struct str encoding;

	feed_text(&c->arena, &in, &encoding);
	return encoding;
}

static void
say_entries(struct check *c, json_t *o, const struct listed *l, size_t n_new)
{
	size_t n = l->listing.n_items;

	check_say(c, "%.*s, %.*s not in the store yet%s%.*s",
	    STR_ARG(words_count(&c->arena, (int64_t)n, "entry", "entries")),
	    STR_ARG(words_number(&c->arena, (int64_t)n_new)),
	    l->newest.precision != PRECISION_NONE ? "; the newest is of " : "",
	    STR_ARG(moment_text(&c->arena, l->newest)));
	put_int(o, "entries", (int64_t)n);
	put_int(o, "with_address", (int64_t)l->n_items);
	put_int(o, "new", (int64_t)n_new);
	put_str(o, "newest", moment_text(&c->arena, l->newest));
	if (l->n_items < n)
		check_say(c,
		    "%zu of them without an address: there is no page to read",
		    n - l->n_items);
	json_put(o, "damaged", json_boolean(l->listing.is_damaged));
	if (l->listing.is_damaged)
		check_say(c, "it breaks off, or has more entries than "
			     "max_items: some may be missing");
	if (l->listing.n_parts > 0)
		check_say(c, "it names %.*s, which are read as well",
		    STR_ARG(words_count(&c->arena, (int64_t)l->listing.n_parts,
			"further list", "further lists")));
}

static void
say_list(struct check *c, json_t *o, const struct response *r,
    const struct listing *l)
{
	struct str charset = charset_of(c, r);

	check_say(c, "%.*s%s%.*s; charset %.*s", STR_ARG(l->kind),
	    l->title.len > 0 ? ": " : "", STR_ARG(l->title), STR_ARG(charset));
	put_str(o, "kind", l->kind);
	put_str(o, "title", l->title);
	put_str(o, "language", l->language);
	put_str(o, "charset", charset);
}

static bool
step_answer(struct check *c, const struct target *t, const struct response *r,
    struct listed *l, bool *good, struct error *err)
{
	json_t *o = check_begin(c, "answer");
	struct error why;
	size_t n_new;

	*good = listed_read(c->looker.config, r, t->kind, c->source->links,
	    c->looker.arena, l, &why);
	if (!*good) {
		check_fail(c, 0, arena_copy(&c->arena, str_from(why.text)));
		return true;
	}
	say_list(c, o, r, &l->listing);
	if (str_eq(l->listing.kind, STR("site"))) {
		*good = !t->was_site ||
			check_fail(c, 0,
			    STR("its feed is a page that names feeds again"));
		return true;
	}
	n_new = l->n_items;
	if (c->store != NULL && !store_count_new(c->store, c->source->key,
				    l->items, l->n_items, &n_new, err))
		return false;
	say_entries(c, o, l, n_new);
	return true;
}

/* One address of the source, up to what it answers with. */
static bool
ask(struct check *c, const struct target *t, struct listed *l, bool *good,
    struct error *err)
{
	struct response r;
	struct error why;
	struct str url;

	if (!listing_address(&c->arena, t->kind, t->url,
		c->config.reliefweb_appname, &url, &why)) {
		check_begin(c, "request");
		*good =
		    check_fail(c, 0, arena_copy(&c->arena, str_from(why.text)));
		return true;
	}
	return step_robots(c, "robots", url, good, err) &&
	       (!*good || step_request(c, t, url, &r, good, err)) &&
	       (!*good || step_answer(c, t, &r, l, good, err));
}

/* May the first page that the list names be read? */
static bool
step_page(
    struct check *c, const struct listed *l, bool *good, struct error *err)
{
	if (l->n_items == 0)
		return true;
	put_str(check_begin(c, "page"), "page", l->items[0].url);
	check_say(c, "%.*s", STR_ARG(l->items[0].url));
	return step_robots(c, "page", l->items[0].url, good, err);
}

bool
check_ask(struct check *c, bool *works, struct error *err)
{
	const struct source *s = c->source;
	struct target t = {c->row.state.address, s->kind, false};
	struct listed l;

	if (t.url.len == 0)
		t.url = s->url;
	if (!ask(c, &t, &l, works, err))
		return false;
	if (*works && str_eq(l.listing.kind, STR("site"))) {
		check_say(c, "names %.*s; collect reads the first",
		    STR_ARG(words_count(&c->arena, (int64_t)l.listing.n_parts,
			"feed", "feeds")));
		t = (struct target){
		    .url = l.listing.parts[0].url, .was_site = true};
		if (!ask(c, &t, &l, works, err))
			return false;
	}
	return !*works || step_page(c, &l, works, err);
}
