#include "report/digest.h"

bool
report_digest(const struct report *r, const struct digest_options *options,
    struct error *err)
{
	struct digest d;

	if (!digest_gather(r, options, &d, err))
		return false;
	switch (r->format) {
	case FORMAT_TEXT:
		return digest_text(r, &d, err);
	case FORMAT_HTML:
		return digest_html(r, &d, err);
	case FORMAT_JSON:
		digest_json(r, &d);
		return true;
	case FORMAT_CSV:
		break;
	}
	return error_set(err, ERROR_INPUT, "a digest is no table; take --json");
}
