#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

#include "base/buf.h"
#include "cmd/cmd.h"
#include "cmd/options.h"
#include "cmd/verifier.h"

void
verifier_find(struct verifier *v, const char *fmt, ...)
{
	va_list ap;

	v->n_findings++;
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	putchar('\n');
}

char *
verifier_path(const struct verifier *v, struct arena *a, struct str file)
{
	struct buf b = {.arena = a};

	buf_printf(&b, "%.*s/%.*s", STR_ARG(v->config->archive), STR_ARG(file));
	return b.ptr;
}

static bool
verify_store(struct verifier *v, struct error *err)
{
	struct str finding;

	if (!store_integrity(v->store, &finding, &v->arena, err))
		return false;
	if (finding.len)
		verifier_find(v, "store: %.*s", STR_ARG(finding));
	return true;
}

static bool
verify_custody(struct verifier *v, struct error *err)
{
	struct custody_report *r = &v->custody;

	if (!store_custody(v->store, &v->arena, r, err))
		return false;
	for (size_t i = 0; i < r->n_shown; i++)
		verifier_find(v, "custody log: %.*s", STR_ARG(r->findings[i]));
	v->n_findings += r->n_findings - r->n_shown;
	return true;
}

static const char *
plural(size_t n)
{
	return n == 1 ? "" : "s";
}

static void
sum_up(const struct verifier *v)
{
	printf("%zu record%s in %zu file%s, %zu version%s", v->n_records,
	    plural(v->n_records), v->n_there, plural(v->n_there), v->n_versions,
	    plural(v->n_versions));
	if (v->n_not_kept)
		printf(", %zu of them without bytes kept", v->n_not_kept);
	if (v->n_findings)
		printf(
		    ": %zu finding%s\n", v->n_findings, plural(v->n_findings));
	else
		printf(": all agree\n");
}

static int
verify(struct verifier *v)
{
	struct error err;
	bool ok = verify_store(v, &err) && verify_custody(v, &err) &&
		  verify_archive(v, &err) && verify_versions(v, &err);

	if (!ok)
		return cmd_fail(&err);
	printf("custody log: %lld entr%s, head %.*s\n",
	    (long long)v->custody.n_entries,
	    v->custody.n_entries == 1 ? "y" : "ies", STR_ARG(v->custody.head));
	sum_up(v);
	return v->n_findings ? 1 : EX_OK;
}

int
cmd_verify(int argc, char **argv)
{
	CLEANUP(config_free) struct config config = {0};
	CLEANUP(store_cleanup) struct store *store = NULL;
	CLEANUP(extractor_cleanup) struct extractor *extractor = NULL;
	const char *folder = NULL;
	const struct option table[] = {
	    {"config", NULL, &folder, false},
	    {0},
	};
	struct verifier v = {.config = &config};
	struct error err;
	int status;

	if ((status = options_read(&argc, argv, table)) != EX_OK)
		return status;
	if (argc > 1)
		return cmd_usage("verify", "it takes no argument");
	if (!config_load(&config, folder, false, &err) ||
	    !store_open(&store, arena_cstr(&v.arena, config.store), STORE_READ,
		&config.registry, &err) ||
	    !extractor_open(&extractor, &config, &err))
		status = cmd_fail(&err);
	v.store = store;
	v.extractor = extractor;
	if (status == EX_OK)
		status = verify(&v);
	ledger_free(&v.ledger);
	free(v.files);
	arena_free(&v.arena);
	return status;
}
