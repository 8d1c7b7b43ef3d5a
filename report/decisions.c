#include "report/decisions.h"
#include "base/hash.h"
#include "report/layout.h"
#include "report/words.h"

#define QUEUE_MOST 50

/* "value=500\nmetric=killed" on one line. */
static struct str
one_line(struct arena *arena, struct str lines)
{
	struct buf b = {.arena = arena};

	for (size_t i = 0; i < lines.len; i++)
		if (lines.ptr[i] != '\n')
			buf_char(&b, lines.ptr[i]);
		else if (i + 1 < lines.len)
			buf_add(&b, STR(", "));
	return buf_str(&b);
}

/* The ids of "m1@v1:2-3 m2@v1:4-5". */
static struct str
mentions_of(struct arena *arena, struct str value)
{
	struct buf b = {.arena = arena};
	bool id = true;

	for (size_t i = 0; i < value.len; i++) {
		if (value.ptr[i] == ' ')
			id = true;
		else if (value.ptr[i] == '@')
			id = false;
		if (id)
			buf_char(&b, value.ptr[i]);
	}
	return buf_str(&b);
}

/* The name of a source or facility that a decision names. */
static bool
name_of(
    const struct report *r, struct str id, struct str *name, struct error *err)
{
	return store_name_of_id(r->store, id, r->out->arena, name, err);
}

static const struct {
	const char *kind, *words;
} kinds[] = {
    {"confirm",   "one of its own"},
    {"discard",   "discarded"     },
    {"prefer",    "preferred"     },
    {"deprecate", "deprecated"    },
    {"note",      "noted"         },
    {"resolve",   "resolved"      },
    {"explain",   "explained"     },
    {"suspend",   "dormant"       },
    {"reopen",    "reopened"      },
};

bool
decision_words(const struct report *r, const struct decision *d,
    struct str *words, struct error *err)
{
	struct arena *arena = r->out->arena;
	struct str other = {0};

	for (size_t i = 0; i < COUNT(kinds); i++)
		if (str_eq(d->kind, str_from(kinds[i].kind)))
			*words = str_from(kinds[i].words);
	if (str_eq(d->kind, STR("undo")))
		*words = words_format(arena, "undid %.*s", STR_ARG(d->target));
	if (str_eq(d->kind, STR("correct")))
		*words = words_format(arena, "corrected: %.*s",
		    STR_ARG(one_line(arena, d->value)));
	if (!str_eq(d->kind, STR("merge")) && !str_eq(d->kind, STR("split")))
		return true;
	if (!name_of(r, d->other, &other, err))
		return false;
	*words = str_eq(d->kind, STR("merge"))
		     ? words_format(arena, "the same as %.*s (%.*s)",
			   STR_ARG(other), STR_ARG(d->other))
		     : words_format(arena, "%.*s of %.*s (%.*s)",
			   STR_ARG(mentions_of(arena, d->value)),
			   STR_ARG(other), STR_ARG(d->other));
	return true;
}

bool
decisions_text(const struct report *r, const struct decision *all, size_t n,
    struct error *err)
{
	struct buf *b = r->out;
	struct str words = {0};

	for (size_t i = 0; i < n; i++) {
		const struct decision *d = &all[i];

		if (!decision_words(r, d, &words, err))
			return false;
		layout_ends(b,
		    words_format(b->arena, "%.*s %.*s on %.*s",
			STR_ARG(words_minute(b->arena, d->at)), STR_ARG(d->who),
			STR_ARG(d->target)),
		    d->id);
		layout_wrap(b, 3,
		    words_format(b->arena, "%.*s: %.*s", STR_ARG(words),
			STR_ARG(d->why)));
		if (d->undone_by.len > 0)
			layout_wrap(b, 3,
			    words_format(b->arena, "undone by %.*s",
				STR_ARG(d->undone_by)));
	}
	return true;
}

json_t *
json_of_decisions(struct arena *arena, const struct decision *all, size_t n)
{
	json_t *list = json_array(), *o;

	for (size_t i = 0; i < n; i++) {
		const struct decision *d = &all[i];
		bool split = str_eq(d->kind, STR("split"));

		o = json_object();
		json_put(o, "id", json_of_str(d->id));
		json_put(o, "kind", json_of_str(d->kind));
		json_put(o, "target", json_of_str(d->target));
		json_put(o, "other", json_of_str(d->other));
		json_put(o, "value",
		    json_of_str(
			split ? mentions_of(arena, d->value) : d->value));
		json_put(o, "who", json_of_str(d->who));
		json_put(o, "at", json_of_time(arena, d->at));
		json_put(o, "why", json_of_str(d->why));
		json_put(o, "undone_by", json_of_str(d->undone_by));
		json_array_append_new(list, o);
	}
	return list;
}

bool
decisions_below(const struct report *r, struct str id, struct error *err)
{
	struct decision *all = NULL;
	size_t n = 0;

	if (!store_decisions(r->store, id, r->out->arena, &all, &n, err))
		return false;
	if (n > 0)
		layout_heading(r->out, STR("DECISIONS"), (struct str){0});
	return decisions_text(r, all, n, err);
}

bool
decisions_write(
    const struct report *r, struct str id, json_t *object, struct error *err)
{
	struct decision *all = NULL;
	size_t n = 0;

	if (!store_decisions(r->store, id, r->out->arena, &all, &n, err)) {
		json_decref(object);
		return false;
	}
	json_put(object, "decisions", json_of_decisions(r->out->arena, all, n));
	json_write(r->out, object);
	return true;
}

bool
report_decisions(const struct report *r, struct str id, struct error *err)
{
	struct decision *all = NULL;
	size_t n = 0;
	json_t *o;

	if (!store_decisions(r->store, id, r->out->arena, &all, &n, err))
		return false;
	if (r->format == FORMAT_JSON) {
		o = json_object();
		json_put(
		    o, "decisions", json_of_decisions(r->out->arena, all, n));
		json_write(r->out, o);
		return true;
	}
	if (n == 0)
		buf_add(r->out, STR("Nothing was decided.\n"));
	return decisions_text(r, all, n, err);
}

/* Names that are in no registry, and those of it that they are like. */
struct queue {
	const char *title, *key;
	char kind;
	struct queue_row *rows;
	size_t n;
};

static void
queue_text(const struct report *r, const struct queue *q)
{
	struct buf *b = r->out;
	struct arena *arena = b->arena;

	if (q->n == 0)
		return;
	layout_heading(b, str_from(q->title),
	    q->n == QUEUE_MOST ? STR("the first 50") : (struct str){0});
	for (size_t i = 0; i < q->n; i++) {
		const struct queue_row *row = &q->rows[i];

		layout_ends(b, row->name, row->id);
		layout_wrap(b, 3,
		    words_format(arena, "%.*s%s%.*s in %.*s",
			STR_ARG(words_kind(r->registry, arena, row->kind)),
			row->kind.len ? "; " : "",
			STR_ARG(words_count(
			    arena, row->n_figures, "figure", "figures")),
			STR_ARG(words_count(arena, row->n_documents, "document",
			    "documents"))));
		if (row->match.len > 0)
			layout_wrap(b, 3,
			    words_format(arena,
				"perhaps: tallybook review merge %.*s %.*s "
				"--why=...",
				STR_ARG(row->id), STR_ARG(row->match)));
	}
}

static json_t *
queue_json(const struct queue *q)
{
	json_t *list = json_array(), *o;

	for (size_t i = 0; i < q->n; i++) {
		const struct queue_row *row = &q->rows[i];

		o = json_object();
		json_put(o, "id", json_of_str(row->id));
		json_put(o, "name", json_of_str(row->name));
		json_put(o, "kind", json_of_str(row->kind));
		json_put(o, "match", json_of_str(row->match));
		json_put(o, "n_figures", json_integer(row->n_figures));
		json_put(o, "n_documents", json_integer(row->n_documents));
		json_array_append_new(list, o);
	}
	return list;
}

static bool
write_queues(const struct report *r, const struct queue *queues, size_t n,
    const struct decision *pointless, size_t n_pointless, struct error *err)
{
	json_t *o;

	if (r->format == FORMAT_JSON) {
		o = json_object();
		for (size_t i = 0; i < n; i++)
			json_put(o, queues[i].key, queue_json(&queues[i]));
		json_put(o, "pointless",
		    json_of_decisions(r->out->arena, pointless, n_pointless));
		json_write(r->out, o);
		return true;
	}
	for (size_t i = 0; i < n; i++)
		queue_text(r, &queues[i]);
	if (n_pointless > 0)
		layout_heading(r->out, STR("DECISIONS ABOUT WHAT IS NO MORE"),
		    (struct str){0});
	if (!decisions_text(r, pointless, n_pointless, err))
		return false;
	if (r->out->len == 0)
		buf_add(r->out, STR("Nothing waits to be decided.\n"));
	return true;
}

bool
report_queue(const struct report *r, struct error *err)
{
	struct queue queues[] = {
	    {.title = "FACILITIES THAT NO REGISTRY KNOWS",
             .key = "facilities",
             .kind = ID_FACILITY},
	    {.title = "ORIGINS THAT NO REGISTRY KNOWS",
             .key = "origins",
             .kind = ID_SOURCE  },
	};
	struct decision *pointless = NULL;
	size_t n = 0;

	for (size_t i = 0; i < COUNT(queues); i++)
		if (!store_queue(r->store, queues[i].kind, QUEUE_MOST,
			r->out->arena, &queues[i].rows, &queues[i].n, err))
			return false;
	return store_pointless_decisions(
		   r->store, r->out->arena, &pointless, &n, err) &&
	       write_queues(r, queues, COUNT(queues), pointless, n, err);
}
