#include "extract/class.h"
#include "base/attr.h"

static const char *const names[N_CLASSES] = {
    [CLASS_NONE] = "",
    [CLASS_NUMBER] = "number",
    [CLASS_SCALE] = "scale",
    [CLASS_SUFFIX] = "suffix",
    [CLASS_VAGUE] = "vague",
    [CLASS_NONE_OF] = "none",
    [CLASS_ONE] = "one",
    [CLASS_PAIR] = "pair",
    [CLASS_FRACTION] = "fraction",
    [CLASS_SIGN] = "sign",
    [CLASS_POINT] = "point",
    [CLASS_ORDINAL] = "ordinal",
    [CLASS_BEFORE] = "before",
    [CLASS_AFTER] = "after",
    [CLASS_BETWEEN] = "between",
    [CLASS_RANGE] = "range",
    [CLASS_NUMBER_AND] = "number_and",
    [CLASS_UNIT] = "unit",
    [CLASS_UNIT_BEFORE] = "unit_before",
    [CLASS_NOT_COUNT] = "not_count",
    [CLASS_PRICE] = "price",
    [CLASS_MONTH] = "month",
    [CLASS_WEEKDAY] = "weekday",
    [CLASS_WHEN] = "when",
    [CLASS_LENGTH] = "length",
    [CLASS_PAST] = "past",
    [CLASS_AGO] = "ago",
    [CLASS_NTH] = "nth",
    [CLASS_DATE_CUE] = "date_cue",
    [CLASS_NOUN] = "noun",
    [CLASS_FORCE] = "force",
    [CLASS_MEMBER] = "member",
    [CLASS_ADJECTIVE] = "adjective",
    [CLASS_CROWD] = "crowd",
    [CLASS_NOUN_LINK] = "noun_link",
    [CLASS_PASSIVE] = "passive",
    [CLASS_ACTIVE] = "active",
    [CLASS_NOMINAL] = "nominal",
    [CLASS_STATE] = "state",
    [CLASS_CUSTODY] = "custody",
    [CLASS_DEATH_IN] = "death_in",
    [CLASS_MEASURE] = "measure",
    [CLASS_MODALITY] = "modality",
    [CLASS_BASIS] = "basis",
    [CLASS_NEGATION] = "negation",
    [CLASS_CAUSE] = "cause",
    [CLASS_SUBSET] = "subset",
    [CLASS_THOSE] = "those",
    [CLASS_SAME] = "same",
    [CLASS_COMPARED] = "compared",
    [CLASS_MORE] = "more",
    [CLASS_UP] = "up",
    [CLASS_LEVEL] = "level",
    [CLASS_TOTAL] = "total",
    [CLASS_OUTCOME] = "outcome",
    [CLASS_OTHER_EVENT] = "other_event",
    [CLASS_TIE] = "tie",
    [CLASS_EVENTS] = "events",
    [CLASS_HOLDS] = "holds",
    [CLASS_ABROAD] = "abroad",
    [CLASS_THERE] = "there",
    [CLASS_ABBREVIATION] = "abbreviation",
    [CLASS_STARTER] = "starter",
    [CLASS_RELATIVE] = "relative",
    [CLASS_NAMED_AS] = "named_as",
    [CLASS_BE] = "be",
    [CLASS_HAVE] = "have",
    [CLASS_ARTICLE] = "article",
    [CLASS_PREPOSITION] = "preposition",
    [CLASS_CONJUNCTION] = "conjunction",
    [CLASS_JOIN] = "join",
    [CLASS_ADVERB] = "adverb",
    [CLASS_PRONOUN] = "pronoun",
    [CLASS_VERB] = "verb",
    [CLASS_MODAL] = "modal",
    [CLASS_FACILITY] = "facility",
    [CLASS_FACILITY_BEFORE] = "facility_before",
    [CLASS_PLACE_BEFORE] = "place_before",
    [CLASS_NUMBERING] = "numbering",
    [CLASS_EVENT] = "event",
    [CLASS_CUE] = "cue",
    [CLASS_CUE_ING] = "cue_ing",
    [CLASS_CUE_OBJECT] = "cue_object",
    [CLASS_CUE_OBJECT_ING] = "cue_object_ing",
    [CLASS_CUE_TELL] = "cue_tell",
    [CLASS_CUE_TELL_ING] = "cue_tell_ing",
    [CLASS_CUE_INVERTS] = "cue_inverts",
    [CLASS_CUE_TO] = "cue_to",
    [CLASS_CUE_CITE] = "cue_cite",
    [CLASS_CUE_NOUN] = "cue_noun",
    [CLASS_CUE_ADJUNCT] = "cue_adjunct",
    [CLASS_CUE_PASSIVE] = "cue_passive",
    [CLASS_WEAK] = "weak",
    [CLASS_TURN] = "turn",
    [CLASS_COURTESY] = "courtesy",
    [CLASS_AGENT] = "agent",
    [CLASS_SUBORDINATE] = "subordinate",
    [CLASS_CHAIN] = "chain",
    [CLASS_INFINITIVE] = "infinitive",
    [CLASS_ROLE] = "role",
    [CLASS_VOICE] = "voice",
    [CLASS_ANAPHOR] = "anaphor",
    [CLASS_PARTICLE] = "particle",
    [CLASS_BODY] = "body",
    [CLASS_THAT] = "that",
};

enum class class_find(struct str name) {
	for (int i = CLASS_NONE + 1; i < N_CLASSES;
	     i++) if (str_eq(str_from(names[i]), name)) return (enum class)i;
	return CLASS_NONE;
}

enum keys
class_keys(enum class class, size_t field)
{
	static const enum keys noun[] = {
	    KEYS_NONE, KEYS_GROUPS, KEYS_METRICS, KEYS_KINDS};

	switch (class) {
	case CLASS_NOUN:
		return noun[field];
	case CLASS_PASSIVE:
	case CLASS_ACTIVE:
	case CLASS_NOMINAL:
	case CLASS_STATE:
		return field == 0 ? KEYS_METRICS : KEYS_NONE;
	case CLASS_THOSE:
		return field < 3 ? KEYS_METRICS : KEYS_NONE;
	case CLASS_FORCE:
		return field == 0 ? KEYS_GROUPS : KEYS_NONE;
	case CLASS_CAUSE:
		return field == 0 ? KEYS_EVENTS : KEYS_NONE;
	case CLASS_FACILITY:
	case CLASS_FACILITY_BEFORE:
		return field < 2 ? KEYS_KINDS : KEYS_NONE;
	default:
		return KEYS_NONE;
	}
}
