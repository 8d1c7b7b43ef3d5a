#include <stdio.h>
#include <sysexits.h>

#include "cmd/cmd.h"
#include "cmd/options.h"
#include "store/store.h"

int
cmd_backup(int argc, char **argv)
{
	CLEANUP(arena_free) struct arena a = {0};
	CLEANUP(config_free) struct config config = {0};
	CLEANUP(store_cleanup) struct store *store = NULL;
	const char *folder = NULL;
	const struct option table[] = {
	    {"config", NULL, &folder, false},
	    {0},
	};
	struct error err;
	int status;

	if ((status = options_read(&argc, argv, table)) != EX_OK)
		return status;
	if (argc != 2)
		return cmd_usage(argv[0], "it takes the name of a file");
	if (!config_load(&config, folder, false, &err) ||
	    !store_open(&store, arena_cstr(&a, config.store), STORE_READ,
		&config.registry, &err) ||
	    !store_backup(store, argv[1], &err))
		return cmd_fail(&err);
	printf("%s: whole\n", argv[1]);
	if (config.archive.len > 0)
		printf("Copy the archive after it: %.*s\n",
		    STR_ARG(config.archive));
	return EX_OK;
}
