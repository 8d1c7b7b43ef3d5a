#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "cmd/cmd.h"
#include "cmd/file.h"
#include "cmd/reporting.h"

#define DAY_S 86400

struct digest_call {
	struct format_options format;
	const char *since, *until, *file;
	bool html, peek;
	bool records; /* this is an issue, and a reading */
};

/* Of what ends before it begins nothing could ever be told. */
static bool
read_since(
    const struct digest_call *call, struct digest_options *o, struct error *err)
{
	if (!reporting_moment(call->since, false, &o->from))
		return error_set(err, ERROR_INPUT,
		    "--since=%s is no date; write 2024-12-09", call->since);
	return o->from < o->to ||
	       error_set(err, ERROR_INPUT, "--since=%s is %s", call->since,
		   call->until != NULL ? "after --until" : "yet to come");
}

/* The window that was asked for, or since the reader's last reading. */
static bool
find_window(struct reporting *r, const struct digest_call *call,
    struct digest_options *o, struct error *err)
{
	struct reading last = {0};

	o->as_of = r->as_of > 0;
	/* What was read in this very second is in it. */
	o->to = r->as_of ? r->as_of : r->report.now + 1;
	if (call->until != NULL && !reporting_moment(call->until, true, &o->to))
		return error_set(err, ERROR_INPUT,
		    "--until=%s is no date; write 2024-12-09", call->until);
	if (call->since != NULL)
		return read_since(call, o, err);
	if (r->as_of) {
		o->from = o->to - DAY_S;
		return true;
	}
	if (!store_last_reading(r->store, r->config.reader, &last, err))
		return false;
	o->from = last.upto;
	if (call->until != NULL)
		return true;
	o->by_cursor = true;
	o->cursor = last.cursor;
	o->decided_cursor = last.decided;
	if (!store_cursor(r->store, &o->upto, err) ||
	    !store_decision_cursor(r->store, &o->decided_upto, err))
		return false;
	if (call->records)
		o->number = last.number + 1;
	return true;
}

static int
write_page(
    struct reporting *r, const struct digest_options *o, const char *path)
{
	struct buf page = {.arena = &r->arena};
	enum format format = r->report.format;
	struct error err;
	bool good;

	r->report.out = &page;
	r->report.format = FORMAT_HTML;
	good = report_digest(&r->report, o, &err);
	r->report.out = &r->out;
	r->report.format = format;
	if (!good)
		return cmd_fail(&err);
	if (file_write(path, buf_str(&page), &err))
		return EX_OK;
	cmd_fail(&err);
	return EX_CANTCREAT;
}

/* Record that the issue was read; a store that cannot be written is fine. */
static void
record(struct reporting *r, const struct digest_options *o)
{
	struct reading made = {
	    .upto = o->to, .cursor = o->upto, .decided = o->decided_upto};
	struct store *store;
	struct error err;
	char path[4096];

	snprintf(path, sizeof(path), "%.*s", STR_ARG(r->config.store));
	if (store_open(&store, path, STORE_WRITE, &r->config.registry, &err)) {
		if (store_put_reading(
			store, r->config.reader, r->report.now, &made, &err)) {
			store_close(store);
			return;
		}
		store_close(store);
	}
	fprintf(stderr,
	    "tallybook: this reading is not recorded, the next digest will "
	    "show the same again: %s\n",
	    err.text);
}

static int
run(struct reporting *r, const struct digest_call *call)
{
	struct digest_options o = {0};
	struct error err;
	int status;

	if (!find_window(r, call, &o, &err)) {
		status = cmd_fail(&err);
		return err.kind == ERROR_INPUT ? EX_USAGE : status;
	}
	if (!report_digest(&r->report, &o, &err))
		return cmd_fail(&err);
	if (call->file != NULL) {
		if ((status = write_page(r, &o, call->file)) != EX_OK)
			return status;
		if (r->report.format == FORMAT_TEXT)
			buf_printf(&r->out, "Page: %s\n", call->file);
		else
			fprintf(stderr, "Page: %s\n", call->file);
	}
	if ((status = reporting_print(r)) == EX_OK && call->records)
		record(r, &o);
	return status;
}

int
cmd_digest(int argc, char **argv)
{
	struct digest_call call = {0};
	const struct option table[] = {
	    OPTION_CONFIG(call.format), OPTION_AS_OF(call.format),
	    OPTION_JSON(call.format), OPTION_PLAIN(call.format),
	    {"html",  &call.html, &call.file,  true },
	    {"peek",  &call.peek, NULL,        false},
	    {"since", NULL,       &call.since, false},
	    {"until", NULL,       &call.until, false},
             OPTION_END
        };
	struct reporting r;
	int status;

	if ((status = options_read(&argc, argv, table)) != EX_OK)
		return status;
	if (argc > 1)
		return cmd_usage(argv[0], "it takes no %s", argv[1]);
	if (call.html && call.file == NULL && call.format.json)
		return cmd_usage(
		    argv[0], "take one of --html and --json, or --html=FILE");
	call.records = !call.peek && call.format.as_of == NULL &&
		       call.since == NULL && call.until == NULL;
	if (!reporting_open(&r, argv[0], &call.format, STORE_READ, &status))
		return status;
	if (call.html && call.file == NULL)
		r.report.format = FORMAT_HTML;
	status = run(&r, &call);
	reporting_close(&r);
	return status;
}
