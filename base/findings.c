#include "base/findings.h"

#define MAX 1000 /* more are not kept */

void
findings_add(struct findings *f, const struct error *err)
{
	if (f->list == NULL)
		f->list = arena_alloc(f->arena, MAX, sizeof(*f->list));
	if (f->n < MAX)
		f->list[f->n++] = arena_copy(f->arena, str_from(err->text));
}
