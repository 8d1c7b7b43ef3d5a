#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/who.h"

#define WHO_MAX 200 /* bytes of a name */

bool
who_find(struct arena *a, struct str *who, struct error *err)
{
	const char *name = getenv("TALLYBOOK_USER");
	struct passwd *user;

	if (name == NULL || *name == '\0') {
		user = getpwuid(getuid());
		name = user != NULL ? user->pw_name : NULL;
	}
	if (name == NULL || *name == '\0' || strlen(name) > WHO_MAX)
		return error_set(err, ERROR_CONFIG,
		    "nobody knows who is at work: set TALLYBOOK_USER to your "
		    "name");
	*who = arena_copy(a, str_from(name));
	return true;
}
