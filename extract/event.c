#include <string.h>

#include "extract/mention.h"
#include "extract/number.h"

/*
 * By what kind of event the counted were killed, hurt or driven out. A metric
 * may mean one by itself ("executed"). Else it is
 *
 *	1. the event named nearest to the count or its verb in its sentence: a
 *	   verb before the number ("a bomb killed 12") has it before itself,
 *	   any other behind; of a kind that is within that one, or of one that
 *	   yields, the word that says more;
 *	2. that of the whole that the count is a part of;
 *	3. what those do who killed them: "gunmen killed 12" (groups.yaml);
 *	4. the one that the sentences before it in its paragraph name last;
 *	5. the only one that the text has named so far;
 *	6. of what is told before any event is named, the one that the next
 *	   sentences tell as known: "the blast".
 *
 * The last three are guesses, and only for what happens at one time (a flow):
 * none of them holds where the count's sentence tells of something else, or
 * where two kinds could be meant.
 */
#define EVENTS_MAX     100000
#define ROOM_FIRST     32
#define NEARBY         8  /* events looked at before and after a count */
#define REACH          40 /* tokens that an event may be away */
#define MORE_REACH     12 /* from the nearest to one that says more */
#define SENTENCES_BACK 3
#define SENTENCES_ON   3 /* the same after the first count */
#define AGENT_REACH    8 /* tokens between a verb and who did it */
#define ADJECTIVES     3 /* between a number and an event */
#define DENIED         6 /* tokens from "not" to an event */
#define COST_BREAK     3 /* a comma, a conjunction */
#define COST_SIDE      2 /* on the other side of the count than its verb */

struct events {
	const struct text *text;
	const struct registry *registry;
	struct forces *forces;
	struct arena *arena;
	const struct tag **tags; /* all of the text, by first token */
	size_t n, room, next;    /* next: the first behind the last count */
	const struct tag *only;  /* that the first n_seen of them name */
	size_t n_seen;
	bool found, mixed; /* mixed: they name two */
};

struct events *
events_new(const struct text *t, const struct registry *r,
    struct forces *forces, struct arena *a)
{
	struct events *e = arena_alloc(a, 1, sizeof(*e));

	*e = (struct events){
	    .text = t, .registry = r, .forces = forces, .arena = a};
	return e;
}

static void
add(struct events *e, const struct tag *tag)
{
	const struct tag **more;

	if (e->n == e->room) {
		e->room = e->room > 0 ? 2 * e->room : ROOM_FIRST;
		more =
		    arena_alloc(e->arena, e->room, sizeof(const struct tag *));
		if (e->n > 0)
			memcpy(more, e->tags, e->n * sizeof(*more));
		e->tags = more;
	}
	e->tags[e->n++] = tag;
}

/* Once, when the first count asks: most texts have none that does. */
static void
find_all(struct events *e)
{
	const struct text *t = e->text;

	for (uint32_t i = 0; i < t->n_tokens && e->n < EVENTS_MAX; i++) {
		const struct tag *tag;

		if (!class_in(&t->classes[i], CLASS_CAUSE))
			continue;
		tag = text_find_tag(t, i, CLASS_CAUSE);
		if (tag_value(tag).len > 0)
			add(e, tag);
		i = tag->end - 1; /* "fire" in "cease-fire" is none */
	}
	e->found = true;
}

static bool
yields(const struct registry *r, struct str kind)
{
	const struct event_kind *k = registry_event_kind(r, kind);

	return k != NULL && k->yields.len > 0;
}

/* Does a kind say more of the same event than another one? */
static bool
kind_says_more(const struct registry *r, struct str kind, struct str than)
{
	if (str_eq(kind, than))
		return false;
	return registry_event_within(r, than, kind) ||
	       (yields(r, than) && !yields(r, kind));
}

bool
event_may_be_one(const struct registry *r, struct str a, struct str b)
{
	return str_eq(a, b) || kind_says_more(r, a, b) ||
	       kind_says_more(r, b, a);
}

static bool
says_more(const struct events *e, const struct tag *a, const struct tag *than)
{
	return kind_says_more(e->registry, tag_value(a), tag_value(than));
}

/* How far the tokens [first, end) are from an event, on the near side. */
static uint32_t
away(const struct text *t, uint32_t first, uint32_t end, const struct tag *tag,
    bool before)
{
	bool behind = tag->first >= end;
	uint32_t from = behind ? end : tag->end;
	uint32_t to = behind ? tag->first : first;
	uint32_t cost = before == behind ? COST_SIDE : 0;

	if (tag->end > first && tag->first < end)
		return 0;
	if (to - from > REACH)
		return UINT32_MAX;
	for (uint32_t i = from; i < to; i++)
		cost += text_is_mark(t, i, ',') ||
				text_tag(t, i, CLASS_CONJUNCTION) != NULL
			    ? 1 + COST_BREAK
			    : 1;
	return cost;
}

/* How far an event is from a count, or from the verb that tells of it. */
static uint32_t
cost_of(const struct text *t, const struct count *c, const struct tag *tag)
{
	const struct term *term = &c->term;
	uint32_t stop =
	    c->r.counted.stop > c->r.to ? c->r.counted.stop : c->r.to;
	uint32_t cost =
	    away(t, c->r.from, stop, tag, term->syntax && term->before);
	uint32_t other =
	    term->syntax ? away(t, term->first, term->end, tag, term->before)
			 : UINT32_MAX;

	return other < cost ? other : cost;
}

/* "air raids and the murder of two": is one of the two joined to the other? */
static bool
are_joined(const struct text *t, const struct tag *a, const struct tag *b)
{
	uint32_t from = a->first < b->first ? a->end : b->end;
	uint32_t to = a->first < b->first ? b->first : a->first;

	for (uint32_t i = from; i < to; i++)
		if (text_tag(t, i, CLASS_NUMBER_AND) != NULL)
			return true;
	return false;
}

/* Is the event the word that tells what became of the counted: "murder of"? */
static bool
is_term(const struct count *c, const struct tag *tag)
{
	return c->term.syntax && c->term.first < tag->end &&
	       tag->first < c->term.end;
}

/* "not as a result of the raids": is the event said to be another? */
static bool
is_denied(const struct text *t, const struct sentence *s, const struct tag *tag)
{
	uint32_t from =
	    tag->first > s->first + DENIED ? tag->first - DENIED : s->first;

	for (uint32_t i = tag->first; i > from; i--)
		if (t->tokens[i - 1].kind == TOKEN_MARK)
			return false;
		else if (text_tag_before(t, i, CLASS_NEGATION) != NULL)
			return text_tag(t, i, CLASS_PREPOSITION) != NULL ||
			       text_tag(t, i, CLASS_AGENT) != NULL;
	return false;
}

static const struct tag *
find_own(
    const struct events *e, const struct sentence *s, const struct count *c)
{
	size_t from = e->next > NEARBY ? e->next - NEARBY : 0;
	size_t to = e->next + NEARBY < e->n ? e->next + NEARBY : e->n;
	const struct tag *best = NULL;
	uint32_t least = UINT32_MAX, cost;

	for (size_t i = from; i < to; i++) {
		if (e->tags[i]->first < s->first || e->tags[i]->first >= s->end)
			continue;
		cost = is_term(c, e->tags[i]) ? 0
					      : cost_of(e->text, c, e->tags[i]);
		if (cost < least && !is_denied(e->text, s, e->tags[i])) {
			least = cost;
			best = e->tags[i];
		}
	}
	for (size_t i = from; best != NULL && i < to; i++)
		if (e->tags[i]->first >= s->first &&
		    e->tags[i]->first < s->end &&
		    says_more(e, e->tags[i], best) &&
		    cost_of(e->text, c, e->tags[i]) <= least + MORE_REACH &&
		    !is_denied(e->text, s, e->tags[i]) &&
		    !(is_term(c, best) &&
			are_joined(e->text, e->tags[i], best)))
			best = e->tags[i];
	return best;
}

/*
 * The one event that the tags from one index on name, which lie in tokens
 * before an end; NULL if there is none or there are two.
 */
static const struct tag *
only_event(const struct events *e, size_t from, uint32_t end)
{
	const struct tag *only = NULL;

	for (size_t i = from; i < e->n && e->tags[i]->first < end; i++) {
		if (only == NULL || says_more(e, e->tags[i], only))
			only = e->tags[i];
		else if (!event_may_be_one(e->registry, tag_value(e->tags[i]),
			     tag_value(only)))
			return NULL;
	}
	return only;
}

/* The event named last before a sentence in its paragraph. */
static const struct tag *
find_before(const struct events *e, const struct sentence *s, size_t sentence)
{
	const struct text *t = e->text;
	size_t i = e->next;

	while (i > 0 && e->tags[i - 1]->first >= s->first)
		i--;
	for (size_t n = 1; i > 0 && n <= SENTENCES_BACK && n <= sentence; n++) {
		const struct sentence *p = &t->sentences[sentence - n];

		if (p->paragraph != s->paragraph || p->heading)
			return NULL;
		if (e->tags[i - 1]->first < p->first)
			continue;
		while (i > 0 && e->tags[i - 1]->first >= p->first)
			i--;
		return only_event(e, i, p->end);
	}
	return NULL;
}

/* "the blast", "it was a blast", but "a blast" */
static bool
is_known(const struct text *t, const struct tag *tag)
{
	const struct tag *article =
	    text_tag_before(t, tag->first, CLASS_ARTICLE);

	return article != NULL &&
	       (text_tag(t, article->first, CLASS_ONE) == NULL ||
		   text_tag_before(t, article->first, CLASS_BE) != NULL);
}

/*
 * "Nine were killed in Orlin. The blast tore ...": the event that the sentences
 * after the first count tell as known, or that they say it was.
 */
static const struct tag *
find_next(const struct events *e, size_t sentence)
{
	const struct text *t = e->text;
	uint32_t first = t->sentences[sentence].end;

	if (e->next > 0 || e->n == 0)
		return NULL;
	for (size_t n = sentence + 1;
	     n <= sentence + SENTENCES_ON && n < t->n_sentences; n++) {
		const struct sentence *s = &t->sentences[n];
		const struct tag *tag = e->tags[0];

		if (s->heading || tag->first < first)
			return NULL;
		if (tag->first < s->end)
			return is_known(t, tag) ? only_event(e, 0, s->end)
						: NULL;
	}
	return NULL;
}

/* The event that is the only one named so far. */
static const struct tag *
find_only(struct events *e)
{
	for (; e->n_seen < e->next && !e->mixed; e->n_seen++) {
		const struct tag *tag = e->tags[e->n_seen];

		if (e->only == NULL || says_more(e, tag, e->only))
			e->only = tag;
		else if (!event_may_be_one(
			     e->registry, tag_value(tag), tag_value(e->only)))
			e->mixed = true;
	}
	return e->mixed ? NULL : e->only;
}

/* Does the sentence turn to something else before the count? */
static bool
is_of_another(
    const struct text *t, const struct sentence *s, const struct count *c)
{
	uint32_t from =
	    s->first + REACH < c->r.from ? c->r.from - REACH : s->first;

	for (uint32_t i = from; i < c->r.from; i++)
		if (told_is_other(t, i))
			return true;
	return false;
}

/* "in 386 clashes", "in various armed clashes": does it name more than one? */
static bool
is_numbered(const struct text *t, const struct tag *tag)
{
	const struct tag *noun = text_tag(t, tag->first, CLASS_NOUN);
	uint32_t i = tag->first;
	struct number n;

	if (noun == NULL || !tag_is(noun, STR("incident")) ||
	    !lang_is_plural(t->lang, t->bytes, &t->tokens[noun->end - 1]))
		return false;
	while (i > 0 && tag->first - i < ADJECTIVES &&
	       text_tag(t, i - 1, CLASS_ADJECTIVE) != NULL &&
	       text_tag(t, i - 1, CLASS_VAGUE) == NULL)
		i--;
	return text_tag_before(t, i, CLASS_VAGUE) != NULL ||
	       (i > 0 && number_at(t, i - 1, &n) && n.end == i && n.value > 1);
}

static void
take(const struct events *e, struct count *c, const struct tag *tag,
    enum sureness sure, const char *rule)
{
	struct mention *m = c->mention;

	c->event = tag;
	m->event = tag_value(tag);
	m->event_several =
	    tag->sense->fields[1].len > 0 || is_numbered(e->text, tag);
	m->event_sure = sure;
	m->why[FIELD_EVENT] =
	    (struct reason){rule, text_span(e->text, tag->first, tag->end)};
}

/* The kind of event that it is when somebody of a group kills. */
static struct str
event_of_group(const struct registry *r, struct str key)
{
	const struct group *g = registry_group(r, key);

	for (int i = 0; g != NULL && i <= REGISTRY_DEPTH; i++) {
		if (g->event.len > 0)
			return g->event;
		g = g->parent.len > 0 ? registry_group(r, g->parent) : NULL;
	}
	return (struct str){0};
}

/* The same of who is named at a token: "army", "gunmen", an armed group. */
static struct str
event_of_who(const struct events *e, uint32_t i)
{
	struct str body = force_group(e->forces, i);
	const struct tag *tag = text_tag(e->text, i, CLASS_NOUN);

	if (body.len > 0)
		return event_of_group(e->registry, body);
	return tag != NULL && tag_is(tag, STR("person"))
		   ? event_of_group(e->registry, tag->sense->fields[1])
		   : (struct str){0};
}

/* "gunmen have killed", "the group that killed": the subject before a verb. */
static uint32_t
find_subject(const struct events *e, const struct sentence *s, uint32_t verb)
{
	const struct text *t = e->text;
	uint32_t from =
	    verb > s->first + AGENT_REACH ? verb - AGENT_REACH : s->first;

	for (uint32_t i = verb; i > from; i--) {
		if (t->tokens[i - 1].kind == TOKEN_MARK)
			break;
		if (event_of_who(e, i - 1).len > 0)
			return i - 1;
		if (text_tag(t, i - 1, CLASS_PREPOSITION) != NULL)
			break;
	}
	return UINT32_MAX;
}

/* "killed on Friday by unknown gunmen": who did it, behind a passive. */
static uint32_t
find_agent(const struct events *e, const struct sentence *s, uint32_t verb)
{
	const struct text *t = e->text;
	uint32_t end =
	    verb + AGENT_REACH < s->end ? verb + AGENT_REACH : s->end;
	uint32_t by = verb;

	while (by < end && t->tokens[by].kind != TOKEN_MARK &&
	       text_tag(t, by, CLASS_AGENT) == NULL)
		by++;
	if (text_tag(t, by, CLASS_AGENT) == NULL)
		return UINT32_MAX;
	end = by + AGENT_REACH < s->end ? by + AGENT_REACH : s->end;
	for (uint32_t i = by + 1; i < end; i++)
		if (t->tokens[i].kind == TOKEN_MARK)
			break;
		else if (event_of_who(e, i).len > 0)
			return i;
	return UINT32_MAX;
}

/* Those who did it. */
static bool
take_agent(
    const struct events *e, const struct sentence *s, const struct count *c)
{
	const struct term *term = &c->term;
	struct mention *m = c->mention;
	uint32_t who = UINT32_MAX;

	if (!term->syntax ||
	    !registry_metric_within(e->registry, STR("casualties"), m->metric))
		return false;
	if (term->tag->class == CLASS_ACTIVE)
		who = find_subject(e, s, term->first);
	else if (term->tag->class == CLASS_PASSIVE)
		who = find_agent(e, s, term->end);
	if (who == UINT32_MAX)
		return false;
	m->event = event_of_who(e, who);
	m->event_sure = LIKELY;
	m->why[FIELD_EVENT] = (struct reason){
	    "what those do who did it", text_span(e->text, who, who + 1)};
	return true;
}

/* Not told in its own sentence. */
static void
carry(struct events *e, const struct sentence *s, struct count *c)
{
	const struct mention *whole = c->whole;
	struct mention *m = c->mention;
	const struct tag *tag;

	if (whole != NULL && whole->event.len > 0) {
		m->event = whole->event;
		m->event_several = whole->event_several;
		m->event_sure = LIKELY;
		m->why[FIELD_EVENT] = (struct reason){
		    "that of the count that it is a part of", whole->number};
		return;
	}
	if (take_agent(e, s, c))
		return;
	if (!period_is_flow(m) || is_of_another(e->text, s, c))
		return;
	if ((tag = find_before(e, s, c->sentence)) != NULL)
		take(e, c, tag, DOUBTFUL,
		    "the event that its paragraph names before");
	else if ((tag = find_only(e)) != NULL)
		take(e, c, tag, DOUBTFUL, "the only event that the text names");
	else if ((tag = find_next(e, c->sentence)) != NULL)
		take(e, c, tag, DOUBTFUL, "the event that is told of next");
}

void
event_set(struct events *e, const struct sentence *s, struct count *c)
{
	struct mention *m = c->mention;
	const struct metric *metric = registry_metric(e->registry, m->metric);
	const struct tag *own;

	if (metric == NULL || str_eq(metric->event, STR("none")))
		return;
	if (!e->found)
		find_all(e);
	while (e->next < e->n && e->tags[e->next]->first < c->r.from)
		e->next++;
	if (metric->event.len > 0 && !str_eq(metric->event, STR("any"))) {
		m->event = metric->event;
		m->event_sure = SURE;
		m->why[FIELD_EVENT].rule = "the metric means it";
	} else if ((own = find_own(e, s, c)) != NULL)
		take(e, c, own, SURE, "the event named nearest to it");
	else
		carry(e, s, c);
}
