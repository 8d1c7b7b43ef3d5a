/* Small readings of the texts and tags of feeds. */
#ifndef FETCH_FEED_VALUE_H
#define FETCH_FEED_VALUE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/str.h"

/*
 * From where a feed starts: past its declaration, and past what stands before
 * its document type or first tag. All of it if it has neither.
 */
struct str feed_start(struct str);

/*
 * Is there a document type with declarations of its own? They are for the
 * repair: the parser shall never see one.
 */
bool feed_has_declarations(struct str);

/* Does a media type mean that the text is in base64 (RFC 4287 §4.1.3.3)? */
bool feed_is_binary(struct str type);

/* Decode base64 in place; what is no digit is passed over. */
struct str feed_base64(char *, size_t len);

/* The name in "mail (Name)", "Name (mail)", "Name <mail>" or "Name". */
struct str feed_person_name(struct str);

/* Add a text with what is markup in it escaped. */
void feed_add_escaped(struct buf *, struct str);

/* Has HTML no end tag for this element? */
bool feed_is_void(struct str name);

#endif
