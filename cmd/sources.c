#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/buf.h"
#include "cmd/cmd.h"
#include "cmd/near.h"
#include "cmd/sources.h"
#include "fetch/url.h"
#include "report/unicode.h"

#define VALUE_MAX 300 /* bytes of a name from outside */

static int
list(int argc, char **argv, const struct sources_options *o)
{
	struct reporting r;
	struct error err;
	int status;

	(void)argc;
	if (!reporting_open_if_stored(&r, argv[0], &o->format, &status))
		return status;
	status = report_sources(&r.report, &err) ? reporting_print(&r)
						 : cmd_fail(&err);
	reporting_close(&r);
	return status;
}

/* What each action is called, and the options that it takes. */
static const struct action {
	const char *name;
	int (*run)(int argc, char **argv, const struct sources_options *);
	const char *options;
} actions[] = {
    {"add",    sources_add,    " key name lang every kind links private "},
    {"check",  sources_check,  " json plain "                            },
    {"export", sources_export, " "				       },
    {"import", sources_import, " "				       },
};

static const struct action listing = {NULL, list, " json csv plain "};

static const struct action *
find(const char *name)
{
	for (size_t i = 0; i < COUNT(actions); i++)
		if (strcmp(actions[i].name, name) == 0)
			return &actions[i];
	return NULL;
}

static int
unknown(const char *name)
{
	const char *best = NULL;
	size_t d, least = SIZE_MAX;

	for (size_t i = 0; i < COUNT(actions); i++) {
		d = near_distance(str_from(name), str_from(actions[i].name));
		if (d < least) {
			least = d;
			best = actions[i].name;
		}
	}
	if (best != NULL && near_enough(str_from(name), least))
		return cmd_usage("sources",
		    "it takes no %s; did you mean: tallybook sources %s", name,
		    best);
	return cmd_usage("sources", "it takes no %s", name);
}

static bool
takes(const struct action *a, const char *option)
{
	size_t n = strlen(option);

	for (const char *p = a->options; (p = strstr(p, option)) != NULL; p++)
		if (p[-1] == ' ' && p[n] == ' ')
			return true;
	return strcmp(option, "config") == 0;
}

static bool
is_given(const struct option *o)
{
	return (o->value != NULL && *o->value != NULL) ||
	       (o->flag != NULL && *o->flag);
}

/* Refuse an option that is for other actions. */
static int
check_options(const struct action *a, const struct option *o)
{
	for (; o->name != NULL; o++) {
		if (!is_given(o) || takes(a, o->name))
			continue;
		for (size_t i = 0; i < COUNT(actions); i++)
			if (takes(&actions[i], o->name))
				return cmd_usage("sources",
				    "--%s is an option of: tallybook sources "
				    "%s",
				    o->name, actions[i].name);
		return cmd_usage(
		    "sources", "%s takes no --%s", a->name, o->name);
	}
	return EX_OK;
}

int
cmd_sources(int argc, char **argv)
{
	struct sources_options o = {0};
	const struct option table[] = {
	    OPTION_CONFIG(o.format), OPTION_JSON(o.format),
	    OPTION_CSV(o.format), OPTION_PLAIN(o.format),
	    {"key",     NULL,       &o.key,   false},
             {"name",    NULL,       &o.name,  false},
	    {"lang",    NULL,       &o.lang,  false},
             {"every",   NULL,       &o.every, false},
	    {"kind",    NULL,       &o.kind,  false},
             {"links",   NULL,       &o.links, false},
	    {"private", &o.private, NULL,     false},
             OPTION_END
        };
	const struct action *action = &listing;
	int status;

	if ((status = options_read(&argc, argv, table)) != EX_OK)
		return status;
	if (argc > 1 && (action = find(argv[1])) == NULL)
		return unknown(argv[1]);
	if ((status = check_options(action, table)) != EX_OK)
		return status;
	return action->run(argc, argv, &o);
}

struct str
sources_address(struct arena *a, struct str url)
{
	struct str address = url_normalise(a, url);

	while (address.len > 0 && address.ptr[address.len - 1] == '/')
		address.len--;
	return address;
}

struct str
sources_value(struct arena *a, struct str s)
{
	s = unicode_line(a, s);
	if (s.len <= VALUE_MAX)
		return s;
	s.len = VALUE_MAX;
	while (((unsigned char)s.ptr[s.len] & 0xc0) == 0x80)
		s.len--;
	return s;
}

struct str
sources_language(struct str s)
{
	const struct str none = {0};

	if (s.len < 2 || s.len > 35) /* RFC 5646, 4.4.1 */
		return none;
	for (size_t i = 0; i < s.len; i++) {
		char c = (char)(s.ptr[i] | 0x20);
		bool is_letter = c >= 'a' && c <= 'z';

		if (!is_letter &&
		    (i == 0 || s.ptr[i] < '0' || s.ptr[i] > '9') &&
		    s.ptr[i] != '-')
			return none;
	}
	return s;
}

int
sources_compare(const void *a, const void *b)
{
	return str_compare(*(const struct str *)a, *(const struct str *)b);
}

void
sources_next(const struct sources_options *o, const char *command)
{
	printf("Next: tallybook %s", command);
	if (o->format.folder != NULL)
		printf(" --config=%s", o->format.folder);
	putchar('\n');
}
