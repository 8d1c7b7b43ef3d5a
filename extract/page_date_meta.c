#include <string.h>

#include "extract/page_date_walk.h"

/*
 * What the name of a <meta> ends in, its letters alone: the same things stand
 * behind many prefixes (article:, og:, dc., parsely-, sailthru., citation_).
 */
static const struct {
	struct str end;
	enum date_place place;
	bool modified;
} meta_names[] = {
    {STR_INIT("publishedtime"),      PLACE_META, false},
    {STR_INIT("publishtime"),        PLACE_META, false},
    {STR_INIT("publisheddate"),      PLACE_META, false},
    {STR_INIT("publishdate"),        PLACE_META, false},
    {STR_INIT("publicationdate"),    PLACE_META, false},
    {STR_INIT("dateofpublication"),  PLACE_META, false},
    {STR_INIT("publishedat"),        PLACE_META, false},
    {STR_INIT("articlepublished"),   PLACE_META, false},
    {STR_INIT("datepublished"),      PLACE_META, false},
    {STR_INIT("pubdate"),            PLACE_META, false},
    {STR_INIT("sailthrudate"),       PLACE_META, false},
    {STR_INIT("citationdate"),       PLACE_META, false},
    {STR_INIT("citationonlinedate"), PLACE_META, false},
    {STR_INIT("dateissued"),         PLACE_META, false},
    {STR_INIT("termsissued"),        PLACE_META, false},
    {STR_INIT("dateoriginal"),       PLACE_META, false},
    {STR_INIT("displaydate"),        PLACE_META, false},
    {STR_INIT("uploaded"),           PLACE_META, false},
    {STR_INIT("uploaddate"),         PLACE_META, false},
    {STR_INIT("releasedate"),        PLACE_DATE, false},
    {STR_INIT("datecreated"),        PLACE_DATE, false},
    {STR_INIT("dctermscreated"),     PLACE_DATE, false},
    {STR_INIT("dctermsdate"),        PLACE_DATE, false},
    {STR_INIT("dcdate"),             PLACE_DATE, false},
    {STR_INIT("modifiedtime"),       PLACE_META, true },
    {STR_INIT("updatedtime"),        PLACE_META, true },
    {STR_INIT("datemodified"),       PLACE_META, true },
    {STR_INIT("dateupdated"),        PLACE_META, true },
    {STR_INIT("dateupdate"),         PLACE_META, true },
    {STR_INIT("lastmodified"),       PLACE_META, true },
    {STR_INIT("lastmod"),            PLACE_META, true },
    {STR_INIT("lastupdate"),         PLACE_META, true },
    {STR_INIT("lastupdated"),        PLACE_META, true },
    {STR_INIT("moddate"),            PLACE_META, true },
    {STR_INIT("modifieddate"),       PLACE_META, true },
    {STR_INIT("articleupdated"),     PLACE_META, true },
    {STR_INIT("termsmodified"),      PLACE_META, true },
    {STR_INIT("revisiondate"),       PLACE_META, true },
    {STR_INIT("updatetime"),         PLACE_META, true },
};

static bool
ends_in(struct str s, struct str end)
{
	return s.len >= end.len &&
	       memcmp(s.ptr + s.len - end.len, end.ptr, end.len) == 0;
}

static void
read_meta_name(struct walk *w, struct str name, struct str content)
{
	char bare[64];
	struct str s = {bare, 0};

	for (size_t i = 0; i < name.len && s.len < sizeof(bare); i++)
		if ((name.ptr[i] | 0x20) >= 'a' && (name.ptr[i] | 0x20) <= 'z')
			bare[s.len++] = (char)(name.ptr[i] | 0x20);
	if (str_eq(s, STR("date"))) {
		walk_add_value(w, content, PLACE_DATE, false);
		return;
	}
	for (size_t i = 0; i < COUNT(meta_names); i++)
		if (ends_in(s, meta_names[i].end)) {
			walk_add_value(w, content, meta_names[i].place,
			    meta_names[i].modified);
			return;
		}
}

void
walk_meta(struct walk *w, uint32_t i)
{
	static const enum attr_name names[] = {
	    ATTR_PROPERTY, ATTR_NAME, ATTR_ITEMPROP};
	struct str content = tree_attr(w->c->tree, i, ATTR_CONTENT);

	if (content.len > 100 || !page_has_digits(content))
		return;
	for (size_t k = 0; k < COUNT(names); k++) {
		struct str name = tree_attr(w->c->tree, i, names[k]);
		if (name.len > 0)
			read_meta_name(w, name, content);
	}
}
