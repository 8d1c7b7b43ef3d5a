/*
 * A number as it is read with what stands round it: its bounds, and what
 * kind of number it is. Quantities and mentions are made from readings.
 */
#ifndef EXTRACT_READING_H
#define EXTRACT_READING_H

#include "extract/counted.h"
#include "extract/number.h"

struct reading {
	struct number number; /* the first one, if it is a range */
	uint32_t first, end;  /* tokens of the number words, both ends */
	uint32_t from, to;    /* tokens of the surface */
	double low, high;     /* as stated */
	enum qualifier qualifier;
	enum qualifier bound; /* by words, also of a range and a vague word */
	bool moves;           /* "rose from ... to": it is the second, and */
	bool falls;           /* the second of its numbers is the smaller */
	bool listed;          /* its kind is that of the number before it */
	struct str kind;      /* "count", or a kind that the pack names */
	uint32_t unit_first, unit_end; /* tokens; empty: none */
	struct counted counted;        /* of a count */
};

/* Read the number that starts at a token, with all about it. */
bool reading_at(const struct text *, uint32_t token, struct reading *);

#endif
