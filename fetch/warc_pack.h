/* Records packed for a web archive. */
#ifndef FETCH_WARC_PACK_H
#define FETCH_WARC_PACK_H

#include "fetch/bytes.h"
#include "fetch/warc.h"
#include "fetch/warc_text.h"

/* Add a record to the bytes, as a gzip member. */
void packer_member(struct packer *, const struct warc_text *, struct bytes *);

#endif
