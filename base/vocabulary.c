#include "base/vocabulary.h"
#include "base/attr.h"

const char *const qualifier_names[] = {"exact", "approx", "at_least",
    "more_than", "up_to", "less_than", "range", "vague"};
const char *const unit_names[] = {"person", "household", "body", "case",
    "building", "incident", "site", "other"};
const char *const measure_names[] = {
    "unknown", "stock", "flow", "cumulative", "rate"};
const char *const modality_names[] = {"occurred", "ongoing", "planned",
    "forecast", "feared", "conditional", "hypothetical"};
const char *const basis_names[] = {"unstated", "documented_by_name", "verified",
    "official_register", "body_count", "estimate", "model", "survey",
    "witness"};
const char *const polarity_names[] = {"affirmed", "denied", "doubted"};
const char *const speech_names[] = {"none", "direct", "indirect", "mixed"};
const char *const role_names[] = {"event", "overview", "background", "part"};
const char *const field_names[] = {"value", "qualifier", "counted", "metric",
    "measure", "modality", "event", "place", "facility", "period", "origin"};
const char *const claim_kind_names[] = {"assertion", "denial", "doubt",
    "confirmation", "concession", "responsibility", "accusation", "correction",
    "retraction", "demand", "pledge", "forecast"};
const char *const sureness_names[] = {"doubtful", "likely", "sure"};
const char *const evidence_names[] = {
    "nowhere", "given", "json_ld", "meta", "element", "text", "url", "changed"};

int
vocabulary_find(const char *const *names, size_t n, struct str word)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(str_from(names[i]), word))
			return (int)i;
	return -1;
}
