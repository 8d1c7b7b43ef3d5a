/*
 * The words of the closed vocabularies of base/article.h, as they stand in
 * the store and in output: qualifier_names[AT_LEAST] is "at_least".
 */
#ifndef BASE_VOCABULARY_H
#define BASE_VOCABULARY_H

#include "base/article.h"

extern const char *const qualifier_names[VAGUE + 1];
extern const char *const unit_names[UNIT_OTHER + 1];
extern const char *const measure_names[RATE + 1];
extern const char *const modality_names[HYPOTHETICAL + 1];
extern const char *const basis_names[WITNESS + 1];
extern const char *const polarity_names[DOUBTED + 1];
extern const char *const speech_names[MIXED + 1];
extern const char *const role_names[PART + 1];
extern const char *const claim_kind_names[FORECAST_CLAIM + 1];
extern const char *const field_names[N_FIELDS];
extern const char *const sureness_names[]; /* enum sureness */
extern const char *const evidence_names[FOUND_CHANGED + 1];

/* The index of a word in one of the lists above; -1 if it is not there. */
int vocabulary_find(const char *const *names, size_t n, struct str word);

#define VOCABULARY_FIND(names, word) vocabulary_find(names, COUNT(names), word)

#endif
