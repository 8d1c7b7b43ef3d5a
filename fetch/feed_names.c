#include "fetch/feed_names.h"

#define OURS (SPACE_CORE | SPACE_ATOM)

static const struct feed_name names[] = {
    {STR_INIT("rss"),            SPACE_CORE,                     ROLE_ROOT,        0,              0},
    {STR_INIT("rdf"),            SPACE_RDF,                      ROLE_ROOT,        0,              0},
    {STR_INIT("channel"),        SPACE_CORE,                     ROLE_HEAD,        0,              0},
    {STR_INIT("feed"),           OURS,                           ROLE_HEAD,        0,              0},
    {STR_INIT("item"),           SPACE_CORE,                     ROLE_ITEM,        0,              0},
    {STR_INIT("entry"),          OURS,                           ROLE_ITEM,        0,              0},
    {STR_INIT("image"),          SPACE_CORE,                     ROLE_IGNORE,      0,              0},
    {STR_INIT("textinput"),      SPACE_CORE,                     ROLE_IGNORE,      0,              0},
    {STR_INIT("source"),         OURS,                           ROLE_IGNORE,      0,              0},
    {STR_INIT("contributor"),    SPACE_ATOM,                     ROLE_IGNORE,      0,              0},
    {STR_INIT("title"),          OURS,                           ROLE_TEXT,        FEED_TITLE,     3},
    {STR_INIT("title"),          SPACE_DC | SPACE_DCTERMS,       ROLE_TEXT,        FEED_TITLE,     2},
    {STR_INIT("title"),          SPACE_MEDIA | SPACE_ITUNES,     ROLE_TEXT,        FEED_TITLE,     1},
    {STR_INIT("link"),           OURS,                           ROLE_LINK,        FEED_LINK,      3},
    {STR_INIT("guid"),           SPACE_CORE,                     ROLE_GUID,        FEED_GUID,      3},
    {STR_INIT("id"),             OURS,			   ROLE_TEXT,        FEED_GUID,      3},
    {STR_INIT("identifier"),     SPACE_DC,                       ROLE_TEXT,        FEED_GUID,      1},
    {STR_INIT("pubdate"),        SPACE_CORE,                     ROLE_TEXT,        FEED_PUBLISHED, 4},
    {STR_INIT("published"),      OURS,                           ROLE_TEXT,        FEED_PUBLISHED, 4},
    {STR_INIT("issued"),         OURS | SPACE_DCTERMS,           ROLE_TEXT,        FEED_PUBLISHED, 3},
    {STR_INIT("date"),           SPACE_DC | SPACE_CORE,          ROLE_TEXT,        FEED_PUBLISHED, 2},
    {STR_INIT("created"),        OURS | SPACE_DCTERMS,           ROLE_TEXT,        FEED_PUBLISHED, 1},
    {STR_INIT("updated"),        OURS,                           ROLE_TEXT,        FEED_UPDATED,   4},
    {STR_INIT("modified"),       OURS | SPACE_DCTERMS,           ROLE_TEXT,        FEED_UPDATED,   3},
    {STR_INIT("lastbuilddate"),  SPACE_CORE,                     ROLE_TEXT,        FEED_UPDATED,   3},
    {STR_INIT("summary"),        OURS,                           ROLE_TEXT,        FEED_SUMMARY,   5},
    {STR_INIT("description"),    SPACE_CORE,                     ROLE_DESCRIPTION, FEED_SUMMARY,   4},
    {STR_INIT("subtitle"),       OURS,                           ROLE_TEXT,        FEED_SUMMARY,   4},
    {STR_INIT("tagline"),        OURS,                           ROLE_TEXT,        FEED_SUMMARY,   4},
    {STR_INIT("abstract"),       SPACE_CORE,                     ROLE_TEXT,        FEED_SUMMARY,   3},
    {STR_INIT("description"),    SPACE_DC,                       ROLE_TEXT,        FEED_SUMMARY,   3},
    {STR_INIT("summary"),        SPACE_ITUNES,                   ROLE_TEXT,        FEED_SUMMARY,   2},
    {STR_INIT("subtitle"),       SPACE_ITUNES,                   ROLE_TEXT,        FEED_SUMMARY,   1},
    {STR_INIT("description"),    SPACE_MEDIA,                    ROLE_TEXT,        FEED_SUMMARY,   1},
    {STR_INIT("content"),        OURS,                           ROLE_TEXT,        FEED_CONTENT,   4},
    {STR_INIT("encoded"),        SPACE_CONTENT,                  ROLE_TEXT,        FEED_CONTENT,   4},
    {STR_INIT("body"),           SPACE_XHTML | SPACE_CORE,       ROLE_TEXT,        FEED_CONTENT,   3},
    {STR_INIT("div"),            SPACE_XHTML,                    ROLE_TEXT,        FEED_CONTENT,   2},
    {STR_INIT("fullitem"),       SPACE_CORE,                     ROLE_TEXT,        FEED_CONTENT,   2},
    {STR_INIT("language"),       SPACE_CORE | SPACE_DC,          ROLE_TEXT,        FEED_LANGUAGE,  3},
    {STR_INIT("category"),       OURS,                           ROLE_CATEGORY,    0,              0},
    {STR_INIT("subject"),        SPACE_DC,                       ROLE_CATEGORY,    0,              0},
    {STR_INIT("category"),       SPACE_ITUNES,                   ROLE_CATEGORY,    0,              0},
    {STR_INIT("enclosure"),      SPACE_CORE,                     ROLE_ENCLOSURE,   0,              0},
    {STR_INIT("author"),         OURS | SPACE_DC | SPACE_ITUNES, ROLE_PERSON,      0,              0},
    {STR_INIT("creator"),        SPACE_DC | SPACE_DCTERMS,       ROLE_PERSON,      0,              0},
    {STR_INIT("managingeditor"), SPACE_CORE,                     ROLE_PERSON,      0,              0},
    {STR_INIT("name"),           OURS | SPACE_OTHER,             ROLE_NAME,        0,              0},
    {STR_INIT("group"),          SPACE_MEDIA,                    ROLE_WRAP,        0,              0},
    {STR_INIT("keywords"),       SPACE_ITUNES,                   ROLE_CATEGORY,    0,              0},
    {STR_INIT("email"),          OURS,                           ROLE_EMAIL,       0,              0},
};

/* How the URIs of a namespace begin, and its usual prefix. */
static const struct {
	struct str start, prefix;
	enum feed_space space;
} spaces[] = {
    {STR_INIT("http://www.w3.org/2005/atom"),                STR_INIT("atom"),    SPACE_ATOM   },
    {STR_INIT("https://www.w3.org/2005/atom"),               STR_INIT("atom10"),  SPACE_ATOM   },
    {STR_INIT("http://purl.org/atom/"),                      STR_INIT("atom03"),  SPACE_ATOM   },
    {STR_INIT("http://purl.org/rss/1.0/modules/content"),    STR_INIT("content"),
     SPACE_CONTENT									     },
    {STR_INIT("http://purl.org/rss/1.0/modules/"),           STR_INIT(""),        SPACE_OTHER  },
    {STR_INIT("http://purl.org/rss/1."),                     STR_INIT("rss"),     SPACE_CORE   },
    {STR_INIT("http://purl.org/net/rss1.1"),                 STR_INIT("rss11"),   SPACE_CORE   },
    {STR_INIT("http://purl.org/dc/elements/"),               STR_INIT("dc"),      SPACE_DC     },
    {STR_INIT("http://purl.org/dc/terms"),                   STR_INIT("dcterms"), SPACE_DCTERMS},
    {STR_INIT("http://www.w3.org/1999/xhtml"),               STR_INIT("xhtml"),   SPACE_XHTML  },
    {STR_INIT("http://www.w3.org/1999/02/22-rdf-syntax-ns"), STR_INIT("rdf"),
     SPACE_RDF										 },
    {STR_INIT("http://search.yahoo.com/mrss"),               STR_INIT("media"),   SPACE_MEDIA  },
    {STR_INIT("http://www.itunes.com/dtds/podcast"),         STR_INIT("itunes"),
     SPACE_ITUNES									      },
    {STR_INIT("http://my.netscape.com/rdf/"),                STR_INIT(""),        SPACE_CORE   },
    {STR_INIT("http://my.netscape.com/publish/"),            STR_INIT(""),        SPACE_CORE   },
    {STR_INIT("http://channel.netscape.com/rdf/"),           STR_INIT(""),        SPACE_CORE   },
    {STR_INIT("http://backend.userland.com/"),               STR_INIT(""),        SPACE_CORE   },
    {STR_INIT("http://blogs.law.harvard.edu/tech/rss"),      STR_INIT(""),
     SPACE_CORE										},
};

enum feed_space
feed_space(struct str uri, struct str prefix)
{
	for (size_t i = 0; i < COUNT(spaces); i++)
		if (uri.len >= spaces[i].start.len &&
		    str_eq_nocase((struct str){uri.ptr, spaces[i].start.len},
			spaces[i].start))
			return spaces[i].space;
	if (prefix.len == 0)
		return SPACE_CORE;
	for (size_t i = 0; i < COUNT(spaces); i++)
		if (str_eq_nocase(prefix, spaces[i].prefix))
			return spaces[i].space;
	return SPACE_OTHER;
}

const struct feed_name *
feed_name(struct str local, enum feed_space space)
{
	for (size_t i = 0; i < COUNT(names); i++)
		if ((names[i].spaces & space) != 0 &&
		    str_eq_nocase(names[i].name, local))
			return &names[i];
	return NULL;
}
