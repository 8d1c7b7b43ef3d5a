/* A new source from an address: what is there is found by looking. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>

#include "cmd/advice.h"
#include "cmd/cmd.h"
#include "cmd/listed.h"
#include "cmd/look.h"
#include "cmd/sources.h"
#include "config/value.h"
#include "fetch/url.h"
#include "report/layout.h"
#include "report/unicode.h"
#include "report/words.h"

#define REFUSED    1  /* exit status: the site says no */
#define FEEDS_MAX  3  /* of a site, asked for one after another */
#define OTHERS_MAX 20 /* of a site, shown */

struct adding {
	const struct sources_options *options;
	struct config config;
	struct store *store; /* NULL: there is none that can be read */
	struct arena arena;
	struct looker looker;
	struct source source;
	struct listed found; /* what the source's address answers with */
	struct listing site; /* that names it; without kind: there is none */
};

static void
adding_free(struct adding *a)
{
	looker_close(&a->looker);
	store_close(a->store);
	config_free(&a->config);
	arena_free(&a->arena);
}

/* Say why an address is no source, and what can be done about it. */
static int
refuse(
    struct adding *a, int status, struct str url, long http, struct str reason)
{
	struct str advice = advice_of(http, reason);
	struct str line = words_format(
	    &a->arena, "%.*s: %.*s", STR_ARG(url), STR_ARG(reason));

	fprintf(stderr, "tallybook: %.*s\n",
	    STR_ARG(unicode_line(&a->arena, line)));
	if (advice.len > 0)
		fprintf(stderr, "Advice: %.*s\n", STR_ARG(advice));
	return status;
}

static int
status_of(enum failure failure, long http)
{
	if (failure == FAILURE_TEMPORARY)
		return EX_TEMPFAIL;
	return http == 404 || http == 410 ? EX_NOINPUT : EX_DATAERR;
}

static int
refuse_permission(struct adding *a, struct str url, const struct permission *p)
{
	long robots = p->site->robots.status;

	if (p->rest != NULL)
		return refuse(a, EX_TEMPFAIL, url, 0,
		    words_format(&a->arena,
			"the host wants to be left alone until %.*s: %.*s",
			STR_ARG(words_minute(&a->arena, p->rest->until)),
			STR_ARG(p->rest->reason)));
	return refuse(a, robots == 200 ? REFUSED : status_of(p->failure, 0),
	    url, 0, p->refusal);
}

static int
refuse_answer(struct adding *a, struct str url, const struct response *r)
{
	struct str reason = r->error;
	bool for_good;

	if (reason.len == 0)
		reason = listing_refusal(
		    &a->arena, a->source.kind, r->status, &for_good);
	return refuse(
	    a, status_of(r->failure, r->status), url, r->status, reason);
}

/* Ask for what is allowed. *moved is where the address leads for good. */
static int
ask(struct adding *a, struct str url, struct str asked, struct str *moved)
{
	const struct request request = {
	    .url = asked, .allow_private = a->source.private};
	struct response r;
	struct error err;
	int64_t took_ms;

	if (!looker_ask(&a->looker, &request, &r, &took_ms, &err))
		return cmd_fail(&err);
	if (r.failure != FAILURE_NONE)
		return refuse_answer(a, url, &r);
	if (!listed_read(a->looker.config, &r, a->source.kind, a->source.links,
		a->looker.arena, &a->found, &err))
		return refuse(a, EX_DATAERR, url, 0,
		    words_format(
			&a->arena, "there is no feed there: %s", err.text));
	*moved = r.is_permanent_move ? arena_copy(&a->arena, r.final_url) : url;
	return EX_OK;
}

/* Look at an address by the site's rules: what is there is in a->found. */
static int
look(struct adding *a, struct str url)
{
	struct permission p;
	struct str asked, moved;
	struct error err;
	int status;

	if (!listing_address(&a->arena, a->source.kind, url,
		a->config.reliefweb_appname, &asked, &err) ||
	    !looker_permission(&a->looker, asked, a->source.private, &p, &err))
		return cmd_fail(&err);
	if (p.rest != NULL || p.refusal.len > 0)
		return refuse_permission(a, url, &p);
	if ((status = ask(a, url, asked, &moved)) == EX_OK)
		a->source.url = str_eq(asked, url) ? moved : url;
	return status;
}

static const struct source *
find_known(struct adding *a, struct str url)
{
	struct str address = sources_address(&a->arena, url);

	for (size_t i = 0; i < a->config.n_sources; i++)
		if (str_eq(address,
			sources_address(&a->arena, a->config.sources[i].url)))
			return &a->config.sources[i];
	return NULL;
}

static void
print_others(struct adding *a, struct str chosen)
{
	struct buf out = {.arena = &a->arena};
	size_t shown = 0;

	for (size_t i = 0; i < a->site.n_parts && shown < OTHERS_MAX; i++) {
		const struct listing_part *part = &a->site.parts[i];

		if (str_eq(part->url, chosen))
			continue;
		if (shown++ == 0)
			buf_add(
			    &out, STR("The site names other feeds, too:\n"));
		layout_cell(&out, (struct str){0}, 2);
		buf_add(&out, unicode_line(&a->arena, part->url));
		buf_add(&out, STR("  "));
		buf_add(&out, sources_value(&a->arena, part->title));
		buf_char(&out, '\n');
	}
	printf("%.*s", STR_ARG(buf_str(&out)));
}

static int
tell_known(struct adding *a, const struct source *s)
{
	printf("There already: %.*s reads %.*s\n", STR_ARG(s->key),
	    STR_ARG(s->url));
	print_others(a, s->url);
	return EX_OK;
}

/* A site was given: look at its feeds, the best first. */
static int
follow_site(struct adding *a, const struct source **known)
{
	int status = EX_DATAERR;

	a->site = a->found.listing;
	for (size_t i = 0; i < a->site.n_parts && i < FEEDS_MAX; i++) {
		struct str url = a->site.parts[i].url;

		if ((*known = find_known(a, url)) != NULL)
			return EX_OK;
		status = look(a, url);
		if (status == EX_OK &&
		    !str_eq(a->found.listing.kind, STR("site")))
			return EX_OK;
	}
	return status != EX_OK ? status
			       : refuse(a, EX_DATAERR, a->source.url, 0,
				     STR("there is no feed there: the pages "
					 "that the site names as its feeds "
					 "are none"));
}

static int
find_feed(struct adding *a, const struct source **known)
{
	int status;

	if ((*known = find_known(a, a->source.url)) != NULL)
		return EX_OK;
	if ((status = look(a, a->source.url)) != EX_OK)
		return status;
	if (str_eq(a->found.listing.kind, STR("site")) &&
	    a->source.kind.len == 0)
		status = follow_site(a, known);
	if (status == EX_OK && *known == NULL)
		*known = find_known(a, a->source.url);
	return status;
}

static struct str
first_of(struct str a, struct str b)
{
	return a.len > 0 ? a : b;
}

/* What was not given is taken from what was found. */
static void
complete(struct adding *a)
{
	struct source *s = &a->source;
	const struct listing *feed = &a->found.listing, *site = &a->site;
	struct url_parts parts = {.host = s->url};

	url_split(s->url, &parts);
	s->name = first_of(s->name, sources_value(&a->arena, feed->title));
	s->name = first_of(s->name, sources_value(&a->arena, site->title));
	s->name = first_of(s->name, parts.host);
	s->lang = first_of(s->lang, sources_language(feed->language));
	s->lang = first_of(s->lang, sources_language(site->language));
	if (s->key.len == 0)
		config_name_sources(&a->config, s, 1, &a->arena);
}

static struct str
found_words(struct adding *a)
{
	const struct listed *f = &a->found;
	struct buf b = {.arena = &a->arena};

	buf_printf(&b, "%.*s, %.*s", STR_ARG(f->listing.kind),
	    STR_ARG(words_count(
		&a->arena, (int64_t)f->listing.n_items, "entry", "entries")));
	if (f->newest.precision != PRECISION_NONE)
		buf_printf(&b, ", the newest %.*s",
		    STR_ARG(words_ago(&a->arena, time(NULL), f->newest.at)));
	if (f->listing.n_items > 0 && f->n_items == 0)
		buf_add(&b, STR("; none of them has an address, so there will "
				"be nothing to read"));
	return buf_str(&b);
}

static void
print_added(struct adding *a, struct str path, size_t line)
{
	const struct source *s = &a->source;
	struct buf out = {.arena = &a->arena};
	struct str chosen = s->url;

	buf_printf(&out, "Added %.*s in %.*s:%zu\n", STR_ARG(s->key),
	    STR_ARG(path), line);
	layout_field(&out, 2, 12, "name", s->name);
	layout_field(&out, 2, 12, "address", s->url);
	layout_field(&out, 2, 12, "language",
	    first_of(s->lang, STR("not said; give it with --lang, or write "
				  "it there")));
	layout_field(&out, 2, 12, "found", found_words(a));
	printf("%.*s", STR_ARG(buf_str(&out)));
	print_others(a, chosen);
	sources_next(a->options,
	    arena_cstr(&a->arena,
		words_format(&a->arena, "collect %.*s", STR_ARG(s->key))));
}

static int
add(struct adding *a)
{
	const struct source *known = NULL;
	struct error err;
	struct str path;
	size_t line;
	int status;

	if ((status = find_feed(a, &known)) != EX_OK)
		return status;
	if (known != NULL)
		return tell_known(a, known);
	complete(a);
	if (!config_add_sources(
		a->config.folder, &a->source, 1, &a->arena, &path, &line, &err))
		return cmd_fail(&err);
	print_added(a, path, line);
	return EX_OK;
}

static struct str
given(const char *option)
{
	return option != NULL ? str_from(option) : (struct str){0};
}

/* The entry as far as the command line says what is in it. */
static int
take_options(struct source *s, const struct sources_options *o, const char *url)
{
	int64_t every_ms = -1000;
	struct error why;

	*s = (struct source){
	    .key = given(o->key),
	    .name = given(o->name),
	    .url = str_from(url),
	    .kind = given(o->kind),
	    .links = given(o->links),
	    .lang = given(o->lang),
	    .private = o->private,
	};
	if (!value_is_url(s->url))
		return cmd_usage("sources",
		    "%s is no address that starts with http:// or https://",
		    url);
	if (o->key != NULL && !value_is_key(s->key))
		return cmd_usage("sources",
		    "--key=%s: a key has letters a-z, digits, '-' and '_'",
		    o->key);
	if (o->lang != NULL && sources_language(s->lang).len == 0)
		return cmd_usage("sources",
		    "--lang=%s is no language such as en, ar or zh-Hant",
		    o->lang);
	if (o->every != NULL && !value_duration(given(o->every), &every_ms))
		return cmd_usage("sources",
		    "--every=%s is no time such as 30m, 6h or 1d", o->every);
	s->every = every_ms / 1000;
	if (o->kind != NULL && !listing_is_kind(s->kind))
		return cmd_usage("sources", "--kind=%s is none of %s", o->kind,
		    listing_kinds());
	if (o->links != NULL && !str_eq(s->kind, STR("page")))
		return cmd_usage("sources", "--links goes with --kind=page");
	if (str_eq(s->kind, STR("page")) &&
	    !listing_check_links(s->links, &why))
		return cmd_usage("sources", "--kind=page: %s", why.text);
	return EX_OK;
}

/* What is known of sites and hosts, if anything is. */
static void
open_store(struct adding *a)
{
	struct error none;

	if (!store_open(&a->store, arena_cstr(&a->arena, a->config.store),
		STORE_READ, &a->config.registry, &none))
		a->store = NULL;
}

int
sources_add(int argc, char **argv, const struct sources_options *o)
{
	CLEANUP(adding_free) struct adding a = {.options = o};
	struct error err;
	int status;

	if (argc != 3)
		return cmd_usage(
		    "sources", "add takes one address, of a feed or of a site");
	if ((status = take_options(&a.source, o, argv[2])) != EX_OK)
		return status;
	if (!config_load(&a.config, o->format.folder, true, &err))
		return cmd_fail(&err);
	for (size_t i = 0; i < a.config.n_sources; i++)
		if (str_eq(a.source.key, a.config.sources[i].key))
			return cmd_usage("sources",
			    "--key=%s is that of another source", o->key);
	open_store(&a);
	if (!looker_open(&a.looker, &a.config, a.store, &a.arena, &err))
		return cmd_fail(&err);
	return add(&a);
}
