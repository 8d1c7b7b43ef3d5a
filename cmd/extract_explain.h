/*
 * What "tallybook extract --explain" prints: the figures of a document for
 * people, each with the rules that set its fields. No contract: it may change.
 */
#ifndef CMD_EXTRACT_EXPLAIN_H
#define CMD_EXTRACT_EXPLAIN_H

#include "base/article.h"
#include "cmd/input.h"
#include "cmd/json_line.h"
#include "config/registry.h"

void extract_explain(const struct document *, const struct extraction *,
    const struct registry *, struct json_line *);

#endif
