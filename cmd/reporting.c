#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include "cmd/cmd.h"
#include "cmd/reporting.h"

#define DAY_S 86400

static bool
choose_format(const struct format_options *f, enum format *format)
{
	*format = f->json            ? FORMAT_JSON
		  : f->csv || f->hxl ? FORMAT_CSV
				     : FORMAT_TEXT;
	return f->json + (f->csv || f->hxl) + f->plain <= 1;
}

bool
reporting_moment(const char *word, bool end, int64_t *at)
{
	struct moment m;
	struct date d;

	if (date_parse(str_from(word), &d)) {
		*at = end ? (date_last_day(d) + 1) * DAY_S
			  : date_first_day(d) * DAY_S;
		return true;
	}
	if (!moment_parse(str_from(word), &m))
		return false;
	*at = m.at;
	return true;
}

int
reporting_limit(const char *command, const char *word, size_t usual,
    size_t most, size_t *limit)
{
	unsigned long n;
	char *end;

	*limit = usual;
	if (word == NULL)
		return EX_OK;
	*limit = 0;
	if (most == 0 && strcmp(word, "all") == 0)
		return EX_OK;
	errno = 0;
	n = strtoul(word, &end, 10);
	*limit = n;
	if (*word >= '0' && *word <= '9' && *end == '\0' && errno == 0 &&
	    n > 0 && (most == 0 || n <= most))
		return EX_OK;
	if (most == 0)
		return cmd_usage(
		    command, "--limit is a number from 1 on, or all");
	return cmd_usage(command, "--limit is a number from 1 to %zu", most);
}

static void
print_progress(int64_t done, int64_t of)
{
	(void)of;
	fprintf(stderr, "\r%lld versions\033[K", (long long)done);
}

/* Go back to a day: its end, for what was read on it was known then. */
static bool
go_back(
    struct reporting *r, const char *command, const char *as_of, int *status)
{
	bool terminal = isatty(STDERR_FILENO), ok;
	struct error err;

	if (as_of == NULL)
		return true;
	if (!reporting_moment(as_of, true, &r->as_of) || r->as_of <= 0) {
		*status = cmd_usage(
		    command, "--as-of=%s is no date; write 2024-12-09", as_of);
		return false;
	}
	ok = store_as_of(
	    r->store, r->as_of, terminal ? print_progress : NULL, &err);
	if (terminal)
		fputs("\r\033[K", stderr);
	if (!ok)
		*status = cmd_fail(&err);
	if (r->report.now > r->as_of)
		r->report.now = r->as_of;
	if (r->report.format == FORMAT_TEXT)
		buf_printf(&r->out, "As of %s.\n\n", as_of);
	return ok;
}

/* A report is of one moment. */
static bool
begin_look(struct reporting *r, enum store_mode mode, int *status)
{
	struct error err;

	if (mode != STORE_READ)
		return true;
	r->looks = store_begin_look(r->store, &err);
	if (!r->looks)
		*status = cmd_fail(&err);
	return r->looks;
}

static void
end_look(struct reporting *r)
{
	if (r->looks)
		store_end_look(r->store);
	r->looks = false;
}

bool
reporting_look_again(struct reporting *r, struct error *err)
{
	if (!r->looks)
		return true;
	store_end_look(r->store);
	r->looks = store_begin_look(r->store, err);
	return r->looks;
}

static bool
begin(struct reporting *r, const char *command,
    const struct format_options *options, bool needs_file, int *status)
{
	struct error err;

	*r = (struct reporting){0};
	r->out.arena = &r->arena;
	r->report.out = &r->out;
	r->report.now = time(NULL);
	r->report.hxl = options->hxl;
	if (options->against != NULL)
		r->report.against = str_from(options->against);
	if (!choose_format(options, &r->report.format)) {
		*status =
		    cmd_usage(command, "take one of --json, --csv and --plain");
		return false;
	}
	if (!config_load(&r->config, options->folder, needs_file, &err)) {
		*status = cmd_fail(&err);
		return false;
	}
	r->report.registry = &r->config.registry;
	r->report.sources = r->config.sources;
	r->report.n_sources = r->config.n_sources;
	return true;
}

static bool
open_store(struct reporting *r, const char *command,
    const struct format_options *options, enum store_mode mode, int *status)
{
	struct error err;

	if (!store_open(&r->store, arena_cstr(&r->arena, r->config.store), mode,
		&r->config.registry, &err)) {
		*status = cmd_fail(&err);
		reporting_close(r);
		return false;
	}
	r->report.store = r->store;
	if (go_back(r, command, options->as_of, status) &&
	    begin_look(r, mode, status))
		return true;
	reporting_close(r);
	return false;
}

bool
reporting_open(struct reporting *r, const char *command,
    const struct format_options *options, enum store_mode mode, int *status)
{
	return begin(r, command, options, false, status) &&
	       open_store(r, command, options, mode, status);
}

bool
reporting_open_if_stored(struct reporting *r, const char *command,
    const struct format_options *options, int *status)
{
	struct stat st;

	if (!begin(r, command, options, true, status))
		return false;
	if (stat(arena_cstr(&r->arena, r->config.store), &st) == 0
		? S_ISREG(st.st_mode) && st.st_size == 0
		: errno == ENOENT)
		return true;
	return open_store(r, command, options, STORE_READ, status);
}

void
reporting_close(struct reporting *r)
{
	store_close(r->store);
	config_free(&r->config);
	arena_free(&r->arena);
}

int
reporting_print(struct reporting *r)
{
	struct error err;

	end_look(r);
	if (fwrite(r->out.ptr, 1, r->out.len, stdout) == r->out.len &&
	    fflush(stdout) == 0)
		return EX_OK;
	error_set(&err, ERROR_IO, "cannot write: %s", strerror(errno));
	return cmd_fail(&err);
}

int
reporting_list(int argc, char **argv, const struct option *table,
    const struct format_options *format,
    bool (*report)(const struct report *, struct error *))
{
	struct reporting r;
	struct error err;
	int status;

	if ((status = options_read(&argc, argv, table)) != EX_OK)
		return status;
	if (argc > 1)
		return cmd_usage(argv[0], "it takes no %s", argv[1]);
	if (!reporting_open(&r, argv[0], format, STORE_READ, &status))
		return status;
	status = report(&r.report, &err) ? reporting_print(&r) : cmd_fail(&err);
	reporting_close(&r);
	return status;
}

int
reporting_one(const char *command, const struct format_options *format,
    const char *id, const char *none,
    bool (*report)(const struct report *, struct str, bool *, struct error *))
{
	struct reporting r;
	struct error err;
	bool found = false;
	int status;

	if (!reporting_open(&r, command, format, STORE_READ, &status))
		return status;
	if (!report(&r.report, str_from(id), &found, &err))
		status = cmd_fail(&err);
	else if (found)
		status = reporting_print(&r);
	else {
		fprintf(stderr, "tallybook: %s has the id %s\n", none, id);
		status = EX_NOINPUT;
	}
	reporting_close(&r);
	return status;
}
