/* Why a source works or does not, for who has to set it right. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include "cmd/advice.h"
#include "cmd/check.h"
#include "cmd/cmd.h"
#include "cmd/kind.h"
#include "cmd/lookup.h"
#include "fetch/schedule.h"
#include "report/json.h"
#include "report/layout.h"
#include "report/words.h"

#define DOES_NOT_WORK 1 /* exit status */
#define COLUMN        10

json_t *
check_begin(struct check *c, const char *step)
{
	json_t *o = json_object_get(c->json, step);

	c->step = step;
	if (o == NULL) {
		o = json_object();
		json_put(c->json, step, o);
	}
	return o;
}

void
check_say(struct check *c, const char *fmt, ...)
{
	bool is_first = c->said == NULL || strcmp(c->said, c->step) != 0;
	char line[4096];
	va_list args;

	va_start(args, fmt);
	vsnprintf(line, sizeof(line), fmt, args);
	va_end(args);
	layout_field(
	    &c->out, 0, COLUMN, is_first ? c->step : "", str_from(line));
	c->said = c->step;
}

bool
check_fail(struct check *c, long status, struct str reason)
{
	c->failed = c->step;
	c->reason = reason;
	c->advice = advice_of(status, reason);
	check_say(c, "FAILS: %.*s", STR_ARG(reason));
	return false;
}

struct str
check_when(struct check *c, int64_t at)
{
	static const struct {
		int64_t seconds;
		const char *one, *many;
	} units[] = {
	    {86400, "day",    "days"   },
	    {3600,  "h",      "h"      },
	    {60,    "min",    "min"    },
	    {1,     "second", "seconds"},
	};
	struct str minute = words_minute(&c->arena, at);
	int64_t left = at - c->now;
	size_t i = 0;

	if (left <= 0)
		return words_format(&c->arena, "%.*s UTC", STR_ARG(minute));
	while (i + 1 < COUNT(units) && left < 2 * units[i].seconds)
		i++;
	return words_format(&c->arena, "%.*s UTC, in %.*s", STR_ARG(minute),
	    STR_ARG(words_count(&c->arena, left / units[i].seconds,
		units[i].one, units[i].many)));
}

static struct str
every_words(struct check *c)
{
	const struct source *s = c->source;
	int64_t every = s->every >= 0 ? s->every : c->config.every;

	if (every == 0)
		return STR("at each run");
	if (every > 0)
		return words_format(&c->arena, "every %.*s",
		    STR_ARG(words_interval(&c->arena, every)));
	return words_format(&c->arena,
	    "as often as it changes, between %.*s and %.*s",
	    STR_ARG(words_interval(&c->arena, c->config.every_min)),
	    STR_ARG(words_interval(&c->arena, c->config.every_max)));
}

static bool
step_entry(struct check *c, struct error *err)
{
	const struct source *s = c->source;
	json_t *o = check_begin(c, "entry");
	struct error why;
	struct str place;

	if (!config_source_place(&c->config, s, &c->arena, &place, err))
		return false;
	check_say(c, "%.*s", STR_ARG(place));
	check_say(c, "%.*s", STR_ARG(s->url));
	check_say(c, "%s%.*s; asked %.*s",
	    s->kind.len > 0 ? "a " : "its kind is found by looking",
	    STR_ARG(s->kind), STR_ARG(every_words(c)));
	if (s->paused)
		check_say(c, "PAUSED: collect leaves it out until \"paused\" "
			     "is taken out of the entry");
	json_put(o, "place", json_of_str(place));
	json_put(o, "url", json_of_str(s->url));
	json_put(o, "kind", json_of_str(s->kind));
	json_put(o, "lang", json_of_str(s->lang));
	json_put(
	    o, "every_s", s->every >= 0 ? json_integer(s->every) : json_null());
	json_put(o, "paused", json_boolean(s->paused));
	json_put(o, "private", json_boolean(s->private));
	if (!kind_check(&c->config, s, &why))
		check_fail(c, 0, arena_copy(&c->arena, str_from(why.text)));
	return true;
}

static const char *
class_words(struct str failure)
{
	static const struct {
		struct str class;
		const char *words;
	} classes[] = {
	    {STR_INIT("temporary"), "which may pass by itself"         },
	    {STR_INIT("soft"),      "which seldom passes by itself"    },
	    {STR_INIT("hard"),      "which only a person can change"   },
	    {STR_INIT("gone"),      "and it says that this is for good"},
	};

	for (size_t i = 0; i < COUNT(classes); i++)
		if (str_eq(failure, classes[i].class))
			return classes[i].words;
	return "of no known class";
}

static void
say_state(struct check *c)
{
	const struct source_state *s = &c->row.state;
	struct arena *a = &c->arena;

	if (s->last_try == 0) {
		check_say(c, "never asked yet");
		return;
	}
	check_say(c, "last asked %.*s; last good answer %.*s",
	    STR_ARG(words_ago(a, c->now, s->last_try)),
	    STR_ARG(words_ago(a, c->now, s->last_good)));
	if (s->failures > 0)
		check_say(c, "%.*s in a row, %s; the last: %.*s",
		    STR_ARG(words_count(a, s->failures, "failure", "failures")),
		    class_words(s->failure), STR_ARG(s->reason));
	if (c->row.n_unread > 0)
		check_say(
		    c, "within a week %.*s", STR_ARG(words_unread(a, &c->row)));
	if (s->address.len > 0)
		check_say(c,
		    "asked at %.*s, where the entry's address was found to "
		    "lead",
		    STR_ARG(s->address));
	if (s->moved_to.len > 0)
		check_say(c,
		    "since %.*s it said %.*s that it is now at %.*s for good; "
		    "collect believes that after three times in two days",
		    STR_ARG(words_day(a, s->moved_since)),
		    STR_ARG(words_count(a, s->moved_seen, "time", "times")),
		    STR_ARG(s->moved_to));
}

static void
put_state(struct check *c, json_t *o)
{
	const struct source_state *s = &c->row.state;
	struct arena *a = &c->arena;

	json_put(o, "last_try", json_of_time(a, s->last_try));
	json_put(o, "last_good", json_of_time(a, s->last_good));
	json_put(o, "failures", json_integer(s->failures));
	json_put(o, "failure", json_of_str(s->failure));
	json_put(o, "reason", json_of_str(s->reason));
	json_put(o, "interval_s", json_integer(s->interval));
	json_put(o, "address", json_of_str(s->address));
	json_put(o, "moved_to", json_of_str(s->moved_to));
	json_put(o, "moved_since", json_of_time(a, s->moved_since));
	json_put(o, "moved_seen", json_integer(s->moved_seen));
	json_put(o, "n_unread", json_integer(c->row.n_unread));
	json_put(o, "unread_url", json_of_str(c->row.unread_url));
	json_put(o, "unread_reason", json_of_str(c->row.unread_reason));
}

/* As collect will: what is known of another address does not hold. */
static void
forget_old(struct check *c)
{
	struct source_state *s = &c->row.state;

	check_say(c,
	    "known at another address, %.*s: collect forgets what it knew of "
	    "that one",
	    STR_ARG(c->row.url));
	*s = (struct source_state){
	    .key = s->key,
	    .last_try = s->last_try,
	    .last_good = s->last_good,
	};
}

static bool
step_store(struct check *c, struct error *err)
{
	const struct source_query all = {.since = c->now - RECENT_S};
	json_t *o = check_begin(c, "store");
	struct source_row *rows = NULL;
	size_t n = 0;

	if (c->store == NULL) {
		check_say(c, "there is none yet: nothing was collected");
		return true;
	}
	if (!store_sources(c->store, &all, &c->arena, &rows, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (str_eq(rows[i].state.key, c->source->key))
			c->row = rows[i];
	if (c->row.url.len > 0 && !str_eq(c->row.url, c->source->url))
		forget_old(c);
	say_state(c);
	put_state(c, o);
	return true;
}

/* What collect does about it, and when. */
static const char *
say_next(struct check *c)
{
	const struct source_state *s = &c->row.state;
	const struct str key = c->source->key;

	if (c->source->paused) {
		check_say(c, "collect leaves it out, since it is paused");
		return "nothing";
	}
	if (s->due == SCHEDULE_NEVER) {
		check_say(c,
		    "collect does not ask it any more, since it answered 410; "
		    "tallybook collect --all %.*s asks all the same",
		    STR_ARG(key));
		return "nothing";
	}
	if (!schedule_is_due(s->due, c->now)) {
		check_say(c,
		    "due %.*s; until then collect reads only pages that are "
		    "due. tallybook collect --all %.*s asks at once",
		    STR_ARG(check_when(c, s->due)), STR_ARG(key));
		return "wait";
	}
	if (c->rest != NULL) {
		check_say(c, "due, but collect leaves the host alone until "
			     "then");
		return "wait";
	}
	check_say(c, "due: the next collect asks it%s",
	    schedule_wants_full(s->full, c->source->url, c->now)
		? ""
		: " whether it has changed");
	return "ask";
}

static void
step_next(struct check *c)
{
	json_t *o = check_begin(c, "next");

	int64_t due = c->row.state.due;

	json_put(o, "does", json_string(say_next(c)));
	json_put(
	    o, "due", json_of_time(&c->arena, due == SCHEDULE_NEVER ? 0 : due));
}

static void
put_result(struct check *c)
{
	json_t *failure = json_null();

	c->step = "result";
	if (c->failed == NULL) {
		check_say(c, "it works");
	} else {
		check_say(c, "it does not work: %.*s", STR_ARG(c->reason));
		if (c->advice.len > 0)
			check_say(c, "advice: %.*s", STR_ARG(c->advice));
		failure = json_object();
		json_put(failure, "step", json_string(c->failed));
		json_put(failure, "reason", json_of_str(c->reason));
		json_put(failure, "advice", json_of_str(c->advice));
	}
	json_put(c->json, "works", json_boolean(c->failed == NULL));
	json_put(c->json, "failure", failure);
}

static bool
run(struct check *c, struct error *err)
{
	bool works = false;

	buf_printf(&c->out, "%.*s  %.*s\n", STR_ARG(c->source->key),
	    STR_ARG(sources_value(&c->arena, c->source->name)));
	json_put(c->json, "key", json_of_str(c->source->key));
	json_put(c->json, "name", json_of_str(c->source->name));
	if (!step_entry(c, err) || !step_store(c, err))
		return false;
	if (c->failed == NULL && !check_ask(c, &works, err))
		return false;
	step_next(c);
	put_result(c);
	return true;
}

static int
unknown(const char *typed, const struct source *near)
{
	fprintf(stderr, "tallybook: no source %s in sources.yaml", typed);
	if (near != NULL)
		fprintf(stderr, "; did you mean %.*s?", STR_ARG(near->key));
	fputc('\n', stderr);
	return EX_NOINPUT;
}

static void
check_free(struct check *c)
{
	json_decref(c->json);
	looker_close(&c->looker);
	store_close(c->store);
	config_free(&c->config);
	arena_free(&c->arena);
}

static bool
open_all(struct check *c, struct error *err)
{
	char *path = arena_cstr(&c->arena, c->config.store);

	if (access(path, F_OK) == 0 &&
	    !store_open(&c->store, path, STORE_READ, &c->config.registry, err))
		return false;
	return looker_open(&c->looker, &c->config, c->store, &c->arena, err);
}

int
sources_check(int argc, char **argv, const struct sources_options *o)
{
	CLEANUP(check_free) struct check c = {.now = time(NULL)};
	const struct source *near;
	struct buf json = {.arena = &c.arena};
	struct error err;

	if (argc != 3)
		return cmd_usage("sources",
		    "check takes the name of a source; tallybook sources "
		    "lists them");
	if (!config_load(&c.config, o->format.folder, true, &err))
		return cmd_fail(&err);
	c.source = lookup_source(&c.config, str_from(argv[2]), &near);
	if (c.source == NULL)
		return unknown(argv[2], near);
	c.out.arena = &c.arena;
	c.json = json_object();
	if (!open_all(&c, &err) || !run(&c, &err))
		return cmd_fail(&err);
	if (o->format.json) {
		json_write(&json, c.json);
		c.json = NULL;
		c.out = json;
	}
	printf("%.*s", STR_ARG(buf_str(&c.out)));
	return c.failed == NULL ? EX_OK : DOES_NOT_WORK;
}
