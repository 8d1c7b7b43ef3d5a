#include <stdio.h>
#include <sysexits.h>
#include <unistd.h>

#include "cmd/cmd.h"
#include "cmd/options.h"
#include "store/store.h"

static void
print_progress(int64_t done, int64_t of)
{
	fprintf(stderr, "\r%lld of %lld versions\033[K", (long long)done,
	    (long long)of);
}

static void
print_kind(const struct rebuilt_kind *k)
{
	static const char *const names[] = {
	    [REBUILT_DISPUTE] = "disputes",
	    [REBUILT_FIGURE] = "figures",
	    [REBUILT_RELATION] = "relations",
	};

	printf("%-9s %lld", names[k->what], (long long)k->n);
	if (k->gone || k->new || k->changed)
		printf(": %lld gone, %lld new, %lld changed",
		    (long long)k->gone, (long long)k->new,
		    (long long)k->changed);
	putchar('\n');
}

static void
print_result(const struct rebuilt *r, bool check)
{
	printf("versions  %lld\n", (long long)r->n_versions);
	for (size_t i = r->n_kinds; i-- > 0;)
		print_kind(&r->kinds[i]);
	if (r->same)
		puts("All is as it was.");
	else if (check)
		puts("Not all is as it was derived before; \"tallybook "
		     "rebuild\" replaces it.");
	else
		puts("What was derived before is replaced.");
}

int
cmd_rebuild(int argc, char **argv)
{
	CLEANUP(arena_free) struct arena a = {0};
	CLEANUP(config_free) struct config config = {0};
	CLEANUP(store_cleanup) struct store *store = NULL;
	struct rebuild_options o = {0};
	const char *folder = NULL;
	const struct option table[] = {
	    {"check", &o.check, NULL, false},
	    {"config",   NULL, &folder, false},
	    {0      },
	};
	bool terminal = isatty(STDERR_FILENO), ok;
	struct rebuilt result;
	struct error err;
	int status;

	if ((status = options_read(&argc, argv, table)) != EX_OK)
		return status;
	if (argc > 1)
		return cmd_usage(argv[0], "it takes no %s", argv[1]);
	if (!config_load(&config, folder, false, &err) ||
	    !store_open(&store, arena_cstr(&a, config.store), STORE_WRITE,
		&config.registry, &err))
		return cmd_fail(&err);
	o.progress = terminal ? print_progress : NULL;
	ok = store_rebuild(store, &o, &result, &err);
	if (terminal)
		fputs("\r\033[K", stderr);
	if (!ok)
		return cmd_fail(&err);
	print_result(&result, o.check);
	return o.check && !result.same ? 1 : EX_OK;
}
