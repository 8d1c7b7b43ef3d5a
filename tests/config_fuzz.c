/* The files of the configuration, from any bytes. The first says which. */
#include <stdint.h>
#include <stdlib.h>

#include "config/registry_load.h"
#include "config/settings.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
need_a_reason(bool done, const struct error *err)
{
	if (!done && (err->kind == ERROR_NONE || err->text[0] == '\0'))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char kinds[] = "- {key: k, of: place, label: K}\n"
				    "- {key: k, of: facility, label: K}\n"
				    "- {key: k, of: actor, label: K}\n";
	static const struct registry *const none[N_REGISTRY_FILES];
	struct yaml files[N_REGISTRY_FILES] = {0}, any = {.where = STR("f")};
	struct config c = {0};
	struct error err = {0};
	unsigned which;

	if (size == 0)
		return 0;
	which = data[0] % (N_REGISTRY_FILES + 2);
	any.text = (struct str){(const char *)data + 1, size - 1};
	files[FILE_KINDS] = (struct yaml){str_from(kinds), STR("k")};
	if (which == N_REGISTRY_FILES) {
		need_a_reason(settings_load(&c, &any, &err), &err);
	} else if (which == N_REGISTRY_FILES + 1) {
		need_a_reason(sources_load(&c, &any, &err), &err);
	} else {
		files[which] = any;
		need_a_reason(
		    registry_load(&c.registry, &c.arena, files, none, &err),
		    &err);
	}
	config_free(&c);
	return 0;
}
