#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include "base/hash.h"
#include "cmd/cmd.h"
#include "cmd/near.h"
#include "cmd/reporting.h"
#include "cmd/who.h"

/* One call: review ACTION OPERAND... --why=TEXT. */
struct review {
	struct reporting *r;
	const char *why;
	char **operands; /* after the action */
	size_t n;
	struct decision d;
};

/* An action fills in the decision of its operands. */
struct action {
	const char *name;
	bool (*read)(struct review *, struct error *);
	size_t least, most; /* operands */
	const char *usage;
};

static struct str
operand(const struct review *v, size_t i)
{
	return str_from(v->operands[i]);
}

/* The id of what may be given by id, key or name, as a source or facility. */
static bool
read_thing(struct review *v, size_t i, char kind, bool make, struct str *id,
    struct error *err)
{
	struct str name = operand(v, i);

	if (!store_id_of_name(
		v->r->store, kind, name, make, &v->r->arena, id, err))
		return false;
	return id->len > 0 ||
	       error_set(err, ERROR_ABSENT, "no %s %.*s is known",
		   kind == ID_SOURCE ? "source" : "facility", STR_ARG(name));
}

static bool
read_target(struct review *v, struct error *err)
{
	(void)err;
	v->d.target = operand(v, 0);
	return true;
}

/* What is to become of the target; that it is a name itself is told later. */
static bool
read_other(struct review *v, bool make, struct error *err)
{
	char kind = v->d.target.len > 0 ? v->d.target.ptr[0] : '\0';

	return (kind != ID_SOURCE && kind != ID_FACILITY) ||
	       read_thing(v, 1, kind, make, &v->d.other, err);
}

static bool
read_merge(struct review *v, struct error *err)
{
	v->d.target = operand(v, 0);
	return read_other(v, false, err);
}

static struct str
join(struct review *v, size_t first, char between)
{
	struct buf b = {.arena = &v->r->arena};

	for (size_t i = first; i < v->n; i++) {
		if (i > first)
			buf_char(&b, between);
		buf_add(&b, operand(v, i));
	}
	return buf_str(&b);
}

static bool
read_split(struct review *v, struct error *err)
{
	v->d.target = operand(v, 0);
	v->d.value = join(v, 2, ' ');
	return read_other(v, true, err);
}

/* "origin=NAME" as "origin=ID". */
static bool
name_thing(struct review *v, struct str *line, const char *field, char kind,
    struct error *err)
{
	struct buf b = {.arena = &v->r->arena};
	size_t n = strlen(field);
	struct str name, id;

	if (line->len < n || memcmp(line->ptr, field, n) != 0)
		return true;
	name = str_skip(*line, n);
	if (!store_id_of_name(
		v->r->store, kind, name, false, &v->r->arena, &id, err))
		return false;
	if (id.len == 0)
		return error_set(err, ERROR_ABSENT,
		    "%s%.*s: nobody of that name is known; \"tallybook "
		    "review split\" gives a new one",
		    field, STR_ARG(name));
	buf_printf(&b, "%s%.*s", field, STR_ARG(id));
	*line = buf_str(&b);
	return true;
}

static bool
read_correct(struct review *v, struct error *err)
{
	struct buf b = {.arena = &v->r->arena};

	v->d.target = operand(v, 0);
	for (size_t i = 1; i < v->n; i++) {
		struct str line = operand(v, i);

		if (!name_thing(v, &line, "origin=", ID_SOURCE, err) ||
		    !name_thing(v, &line, "facility=", ID_FACILITY, err))
			return false;
		if (i > 1)
			buf_char(&b, '\n');
		buf_add(&b, line);
	}
	v->d.value = buf_str(&b);
	return true;
}

static bool
read_note(struct review *v, struct error *err)
{
	(void)err;
	v->d.target = operand(v, 0);
	v->d.why = join(v, 1, ' ');
	return true;
}

#define ANY 1000 /* operands */

static const struct action actions[] = {
    {"merge",     read_merge,   2, 2,   "ID INTO"               },
    {"split",     read_split,   3, ANY, "ID NAME MENTION..."    },
    {"confirm",   read_target,  1, 1,   "ID"                    },
    {"correct",   read_correct, 2, ANY, "MENTION FIELD=VALUE..."},
    {"discard",   read_target,  1, 1,   "MENTION|CLAIM"         },
    {"prefer",    read_target,  1, 1,   "FIGURE"                },
    {"deprecate", read_target,  1, 1,   "FIGURE"                },
    {"resolve",   read_target,  1, 1,   "DISPUTE"               },
    {"explain",   read_target,  1, 1,   "DISPUTE"               },
    {"suspend",   read_target,  1, 1,   "DISPUTE"               },
    {"reopen",    read_target,  1, 1,   "DISPUTE"               },
    {"note",      read_note,    2, ANY, "ID WORDS..."           },
    {"undo",      read_target,  1, 1,   "DECISION"              },
};

static const struct action *
find_action(const char *name)
{
	for (size_t i = 0; i < COUNT(actions); i++)
		if (strcmp(actions[i].name, name) == 0)
			return &actions[i];
	return NULL;
}

static int
unknown(const char *command, const char *name)
{
	const char *best = actions[0].name;
	size_t d, least = SIZE_MAX;

	for (size_t i = 0; i < COUNT(actions); i++) {
		d = near_distance(str_from(name), str_from(actions[i].name));
		if (d < least) {
			least = d;
			best = actions[i].name;
		}
	}
	if (near_enough(str_from(name), least))
		return cmd_usage(command,
		    "no action %s; did you mean: tallybook review %s", name,
		    best);
	return cmd_usage(command, "no action %s", name);
}

static void
print_progress(int64_t done, int64_t of)
{
	fprintf(stderr, "\r%lld of %lld versions\033[K", (long long)done,
	    (long long)of);
}

static void
print_decided(const struct decision *d, const struct rebuilt *result)
{
	static const char *const names[] = {
	    [REBUILT_DISPUTE] = "disputes",
	    [REBUILT_FIGURE] = "figures",
	    [REBUILT_RELATION] = "relations",
	};

	printf("Decided: %.*s\n", STR_ARG(d->id));
	for (size_t i = result->n_kinds; i-- > 0;) {
		const struct rebuilt_kind *k = &result->kinds[i];

		if (k->gone || k->new || k->changed)
			printf("%s: %lld gone, %lld new, %lld changed\n",
			    names[k->what], (long long)k->gone,
			    (long long)k->new, (long long)k->changed);
	}
}

static int
decide(struct review *v, const struct action *action)
{
	bool terminal = isatty(STDERR_FILENO), ok;
	const struct rebuild_options options = {
	    .progress = terminal ? print_progress : NULL};
	struct rebuilt result;
	struct error err;

	v->d.kind = str_from(action->name);
	v->d.at = time(NULL);
	if (v->why != NULL)
		v->d.why = str_from(v->why);
	if (!who_find(&v->r->arena, &v->d.who, &err) || !action->read(v, &err))
		return cmd_fail(&err);
	ok = store_decide(
	    v->r->store, &v->d, &options, &v->r->arena, &result, &err);
	if (terminal && result.n_versions > 0)
		fputs("\r\033[K", stderr);
	if (!ok)
		return cmd_fail(&err);
	print_decided(&v->d, &result);
	return EX_OK;
}

static int
act(const char *command, const struct format_options *format, struct review *v,
    const char *name)
{
	const struct action *action = find_action(name);
	struct reporting r;
	int status;

	if (action == NULL)
		return unknown(command, name);
	if (v->n < action->least || v->n > action->most)
		return cmd_usage(
		    command, "%s takes %s --why=TEXT", name, action->usage);
	if (v->why == NULL && action->read != read_note)
		return cmd_usage(command, "say why: %s ... --why=TEXT", name);
	if (!reporting_open(&r, command, format, STORE_WRITE, &status))
		return status;
	v->r = &r;
	status = decide(v, action);
	reporting_close(&r);
	return status;
}

static int
list(const char *command, const struct format_options *format, const char *id)
{
	struct reporting r;
	struct error err;
	int status;
	bool ok;

	if (!reporting_open(&r, command, format, STORE_READ, &status))
		return status;
	ok = id == NULL ? report_queue(&r.report, &err)
			: report_decisions(&r.report, str_from(id), &err);
	status = ok ? reporting_print(&r) : cmd_fail(&err);
	reporting_close(&r);
	return status;
}

int
cmd_review(int argc, char **argv)
{
	struct format_options format = {0};
	struct review v = {0};
	const struct option table[] = {
	    OPTION_CONFIG(format), OPTION_JSON(format), OPTION_PLAIN(format),
	    {"why", NULL, &v.why, false},
              OPTION_END
        };
	int status;

	if ((status = options_read(&argc, argv, table)) != EX_OK)
		return status;
	if (argc == 1)
		return list(argv[0], &format, NULL);
	if (strcmp(argv[1], "log") == 0 && argc <= 3)
		return list(argv[0], &format, argc == 3 ? argv[2] : "");
	v.operands = argv + 2;
	v.n = (size_t)argc - 2;
	return act(argv[0], &format, &v, argv[1]);
}
