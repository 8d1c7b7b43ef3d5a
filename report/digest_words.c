/* What the text and the page of a digest say alike. */
#include "report/digest.h"
#include "report/words.h"

int64_t
digest_day(const struct digest *d)
{
	return d->options->to - 1;
}

struct str
digest_window(struct arena *arena, const struct digest *d)
{
	struct str to = words_minute(arena, d->options->to);

	if (d->options->from == 0)
		return words_format(arena, "all up to %.*s UTC", STR_ARG(to));
	return words_format(arena, "%.*s to %.*s UTC",
	    STR_ARG(words_minute(arena, d->options->from)), STR_ARG(to));
}

struct str
digest_event_words(struct str kind)
{
	static const struct {
		const char *kind;
		struct str words;
	} table[] = {
	    {"correction",     STR_INIT("corrected its article")                },
	    {"retraction",     STR_INIT("retracted its article")                },
	    {"silent_edit",    STR_INIT("changed its article without saying so")},
	    {"removed",        STR_INIT("no longer has this page")              },
	    {"qualifier_lost", STR_INIT("qualifier lost")                       },
	    {"origin_changed", STR_INIT("origin changed")                       },
	    {"corroborated",   STR_INIT("newly corroborated")                   },
	};

	for (size_t i = 0; i < COUNT(table); i++)
		if (str_eq(str_from(table[i].kind), kind))
			return table[i].words;
	return (struct str){0};
}

struct str
digest_told(const struct entry *e)
{
	if (e->version != NULL && str_eq(e->version->note, e->event->words))
		return (struct str){0};
	return e->event->words;
}

struct str
digest_change(struct arena *arena, const struct event_row *e)
{
	struct buf b = {.arena = arena};

	if (e->before.len > 0)
		buf_add(&b, e->before);
	if (e->before.len > 0 && e->seen > 0)
		buf_printf(&b, " seen until %.*s",
		    STR_ARG(words_minute(arena, e->seen)));
	if (e->after.len > 0)
		buf_printf(&b, "%s%.*s first seen %.*s", b.len ? ", " : "",
		    STR_ARG(e->after), STR_ARG(words_minute(arena, e->at)));
	else if (e->before.len > 0)
		buf_printf(&b, ", gone since %.*s",
		    STR_ARG(words_minute(arena, e->at)));
	return buf_str(&b);
}

struct str
digest_dispute_state(struct arena *arena, const struct dispute_row *row)
{
	struct str since = words_said_on(arena, row->since, row->opened);
	bool open = str_eq(row->state, STR("open"));

	return words_format(arena,
	    open ? "%.*s since %.*s" : "%.*s, begun %.*s",
	    STR_ARG(words_of_key(arena, row->state)), STR_ARG(since));
}

struct str
digest_removed(struct arena *arena, const struct entry *e)
{
	return words_format(arena,
	    "Last seen %.*s, gone %.*s (HTTP %ld). What it said is kept.",
	    STR_ARG(words_minute(arena, e->kept->last_seen)),
	    STR_ARG(words_minute(arena, e->version->fetched)),
	    e->version->status);
}

struct str
part_words(enum part part, size_t n)
{
	static const struct str words[N_PARTS][2] = {
	    {STR_INIT("new dispute"),     STR_INIT("new disputes")    },
	    {STR_INIT("changed figure"),  STR_INIT("changed figures") },
	    {STR_INIT("denial"),          STR_INIT("denials")         },
	    {STR_INIT("changed article"), STR_INIT("changed articles")},
	    {STR_INIT("restated figure"), STR_INIT("restated figures")},
	    {STR_INIT("new facility"),    STR_INIT("new facilities")  },
	    {STR_INIT("figure"),          STR_INIT("figures")         },
	};

	return words[part][n == 1 ? 0 : 1];
}

struct str
digest_subset(const struct registry *registry, struct arena *arena,
    const struct figure_row *whole, const struct figure_row *part)
{
	struct str of = words_counts(registry, part);

	if (!str_eq(whole->group, part->group) && part->group.len > 0)
		of = words_group(registry, arena, part->group);
	return words_format(
	    arena, "%.*s %.*s", STR_ARG(words_value(arena, part)), STR_ARG(of));
}

struct str
digest_nothing(struct arena *arena, const struct digest *d)
{
	if (d->options->from == 0)
		return STR("Nothing has been found yet.");
	return words_format(arena, "Nothing new since %.*s UTC.",
	    STR_ARG(words_minute(arena, d->options->from)));
}

struct str
digest_more_unread(struct arena *arena, const struct digest *d)
{
	if (d->n_more_sources == 0)
		return (struct str){0};
	return words_format(arena,
	    "%.*s of %.*s could not be read: tallybook sources",
	    STR_ARG(words_count(arena, d->n_more_unread, "page", "pages")),
	    STR_ARG(words_count(arena, (int64_t)d->n_more_sources,
		"more source", "more sources")));
}

struct str
digest_collected(struct arena *arena, const struct digest *d)
{
	const struct store_counts *c = &d->counts;

	return words_format(arena, "%.*s, %.*s, %.*s, %.*s.",
	    STR_ARG(words_count(arena, c->articles, "article", "articles")),
	    STR_ARG(words_count(arena, c->repeats, "repeat", "repeats")),
	    STR_ARG(words_count(arena, c->figures, "figure", "figures")),
	    STR_ARG(words_count(arena, c->claims, "claim", "claims")));
}
