/* Where a payload lies in the archive of what was fetched. */
#ifndef BASE_ARCHIVED_H
#define BASE_ARCHIVED_H

#include <stdint.h>

#include "base/str.h"

struct archived {
	struct str file;        /* name within the archive's folder */
	int64_t offset, length; /* of the record's gzip member: bytes */
	struct str record;      /* WARC-Record-ID, "urn:uuid:..." */
	struct str url;
	struct str payload; /* its SHA-256, hex */
	int64_t at;         /* when it was asked for: seconds since 1970 */
};

#endif
