#include <string.h>

#include "base/attr.h"
#include "extract/page_str.h"
#include "extract/page_word.h"

#define WORD_MAX 24 /* bytes; no word below is longer */

/* Two words in a row that make KIND_BODY: "article" + "body". */
#define FIRST_HALF  (UINT32_C(1) << 30)
#define SECOND_HALF (UINT32_C(1) << 29)

/* In the order of strcmp. */
static const struct {
	const char *word;
	uint32_t kind;
} words[] = {
    {"aboutauthor",     KIND_BIO                 },
    {"ad",	      KIND_AD		  },
    {"adbox",           KIND_AD                  },
    {"addthis",         KIND_SHARE               },
    {"addtoany",        KIND_SHARE               },
    {"ads",	     KIND_AD                  },
    {"adsbygoogle",     KIND_AD                  },
    {"adslot",          KIND_AD                  },
    {"adunit",          KIND_AD                  },
    {"advert",          KIND_AD                  },
    {"advertisement",   KIND_AD                  },
    {"advertising",     KIND_AD                  },
    {"adverts",         KIND_AD                  },
    {"adwrapper",       KIND_AD                  },
    {"affiliate",       KIND_META                },
    {"alsoread",        KIND_RELATED             },
    {"article",         FIRST_HALF               },
    {"articlebody",     KIND_BODY                },
    {"articlecontent",  KIND_BODY                },
    {"articlecopy",     KIND_BODY                },
    {"articletext",     KIND_BODY                },
    {"aside",           KIND_CHROME              },
    {"auteur",          KIND_BYLINE              },
    {"author",          KIND_BYLINE              },
    {"authorbio",       KIND_BIO                 },
    {"authors",         KIND_BYLINE              },
    {"autor",           KIND_BYLINE              },
    {"banner",          KIND_AD                  },
    {"bio",	     KIND_BIO                 },
    {"biography",       KIND_BIO                 },
    {"body",            SECOND_HALF              },
    {"bodycopy",        KIND_BODY                },
    {"breadcrumb",      KIND_CHROME              },
    {"breadcrumbs",     KIND_CHROME              },
    {"breaking",        KIND_RELATED             },
    {"byline",          KIND_BYLINE              },
    {"bylines",         KIND_BYLINE              },
    {"caption",         KIND_CAPTION             },
    {"captions",        KIND_CAPTION             },
    {"categories",      KIND_META                },
    {"clarification",   KIND_NOTE                },
    {"comment",         KIND_COMMENTS            },
    {"commentlist",     KIND_COMMENTS            },
    {"comments",        KIND_COMMENTS            },
    {"consent",         KIND_CHROME              },
    {"content",         SECOND_HALF              },
    {"contributor",     KIND_BYLINE              },
    {"contributors",    KIND_BYLINE              },
    {"cookie",          KIND_CHROME              },
    {"cookies",         KIND_CHROME              },
    {"copy",            SECOND_HALF              },
    {"copyright",       KIND_CHROME              },
    {"copyrightholder", KIND_CAPTION             },
    {"coral",           KIND_COMMENTS            },
    {"correction",      KIND_NOTE                },
    {"corrections",     KIND_NOTE                },
    {"cptn",            KIND_CAPTION             },
    {"credit",          KIND_CAPTION             },
    {"credits",         KIND_CAPTION             },
    {"date",            KIND_DATE                },
    {"dateline",        KIND_DATE                },
    {"datetime",        KIND_DATE                },
    {"dfp",	     KIND_AD                  },
    {"disclaimer",      KIND_META                },
    {"disclosure",      KIND_META                },
    {"disqus",          KIND_COMMENTS            },
    {"donate",          KIND_SIGNUP              },
    {"donation",        KIND_SIGNUP              },
    {"dropdown",        KIND_CHROME              },
    {"embed",           KIND_EMBED               },
    {"embedded",        KIND_EMBED               },
    {"embeds",          KIND_EMBED               },
    {"entry",           FIRST_HALF               },
    {"entrycontent",    KIND_BODY                },
    {"entrymeta",       KIND_META                },
    {"figcaption",      KIND_CAPTION             },
    {"follow",          KIND_SHARE               },
    {"footer",          KIND_CHROME              },
    {"gdpr",            KIND_CHROME              },
    {"headline",        KIND_HEADLINE            },
    {"imagecaption",    KIND_CAPTION             },
    {"keywords",        KIND_META                },
    {"kicker",          KIND_META                },
    {"latest",          KIND_RELATED             },
    {"legal",           KIND_CHROME              },
    {"lightbox",        KIND_CHROME              },
    {"likes",           KIND_SHARE               },
    {"livefyre",        KIND_COMMENTS            },
    {"login",           KIND_CHROME              },
    {"mailchimp",       KIND_SIGNUP              },
    {"masthead",        KIND_CHROME              },
    {"menu",            KIND_CHROME              },
    {"meta",            KIND_META                },
    {"modal",           KIND_CHROME              },
    {"mostread",        KIND_RELATED             },
    {"nav",	     KIND_CHROME              },
    {"navbar",          KIND_CHROME              },
    {"navigation",      KIND_CHROME              },
    {"news",            FIRST_HALF               },
    {"newsbody",        KIND_BODY                },
    {"newsletter",      KIND_SIGNUP              },
    {"newsletters",     KIND_SIGNUP              },
    {"newstext",        KIND_BODY                },
    {"nextprev",        KIND_CHROME              },
    {"offcanvas",       KIND_CHROME              },
    {"offscreen",       KIND_HIDDEN              },
    {"optin",           KIND_SIGNUP              },
    {"outbrain",        KIND_RELATED             },
    {"overlay",         KIND_CHROME              },
    {"pager",           KIND_CHROME              },
    {"pagination",      KIND_CHROME              },
    {"paging",          KIND_CHROME              },
    {"photocredit",     KIND_CAPTION             },
    {"popular",         KIND_RELATED             },
    {"popup",           KIND_CHROME              },
    {"post",            FIRST_HALF               },
    {"postbody",        KIND_BODY                },
    {"postcontent",     KIND_BODY                },
    {"posted",          KIND_DATE                },
    {"postmeta",        KIND_META                },
    {"prev",            KIND_CHROME              },
    {"previous",        KIND_CHROME              },
    {"prevnext",        KIND_CHROME              },
    {"privacy",         KIND_CHROME              },
    {"promo",           KIND_RELATED             },
    {"promos",          KIND_RELATED             },
    {"promoted",        KIND_RELATED             },
    {"pubdate",         KIND_DATE                },
    {"publish",         KIND_DATE                },
    {"publishdate",     KIND_DATE                },
    {"published",       KIND_DATE                },
    {"pullquote",       KIND_QUOTE               },
    {"rail",            KIND_CHROME              },
    {"reactions",       KIND_SHARE               },
    {"readmore",        KIND_RELATED             },
    {"readtime",        KIND_META                },
    {"recommendation",  KIND_RELATED             },
    {"recommendations", KIND_RELATED             },
    {"recommended",     KIND_RELATED             },
    {"related",         KIND_RELATED             },
    {"relatedposts",    KIND_RELATED             },
    {"replies",         KIND_COMMENTS            },
    {"reporter",        KIND_BYLINE              },
    {"respond",         KIND_COMMENTS            },
    {"revcontent",      KIND_RELATED             },
    {"rollover",        KIND_HIDDEN              },
    {"screenreader",    KIND_HIDDEN              },
    {"search",          KIND_CHROME              },
    {"seealso",         KIND_RELATED             },
    {"share",           KIND_SHARE               },
    {"sharebar",        KIND_SHARE               },
    {"sharedaddy",      KIND_RELATED | KIND_SHARE},
    {"shares",          KIND_SHARE               },
    {"sharethis",       KIND_SHARE               },
    {"sharetools",      KIND_SHARE               },
    {"sharing",         KIND_SHARE               },
    {"sidebar",         KIND_CHROME              },
    {"signin",          KIND_CHROME              },
    {"signup",          KIND_SIGNUP              },
    {"sitemap",         KIND_CHROME              },
    {"skip",            KIND_CHROME              },
    {"social",          KIND_SHARE               },
    {"socialmedia",     KIND_SHARE               },
    {"socials",         KIND_SHARE               },
    {"sponsor",         KIND_AD                  },
    {"sponsored",       KIND_AD                  },
    {"sponsors",        KIND_AD                  },
    {"spotim",          KIND_COMMENTS            },
    {"sr",	      KIND_HIDDEN              },
    {"story",           FIRST_HALF               },
    {"storybody",       KIND_BODY                },
    {"storycontent",    KIND_BODY                },
    {"storytext",       KIND_BODY                },
    {"subscribe",       KIND_SIGNUP              },
    {"subscription",    KIND_SIGNUP              },
    {"suggested",       KIND_RELATED             },
    {"suggestions",     KIND_RELATED             },
    {"support",         KIND_SIGNUP              },
    {"taboola",         KIND_RELATED             },
    {"taglist",         KIND_META                },
    {"tags",            KIND_META                },
    {"taxonomy",        KIND_META                },
    {"teasers",         KIND_RELATED             },
    {"text",            SECOND_HALF              },
    {"ticker",          KIND_RELATED             },
    {"timestamp",       KIND_DATE                },
    {"toolbar",         KIND_CHROME              },
    {"tooltip",         KIND_CHROME              },
    {"topbar",          KIND_CHROME              },
    {"topics",          KIND_META                },
    {"trending",        KIND_RELATED             },
    {"txt",	     SECOND_HALF              },
    {"updated",         KIND_DATE                },
    {"upnext",          KIND_RELATED             },
    {"viafoura",        KIND_COMMENTS            },
    {"visually",        KIND_HIDDEN              },
    {"visuallyhidden",  KIND_HIDDEN              },
    {"writer",          KIND_BYLINE              },
    {"yarpp",           KIND_RELATED             },
    {"zergnet",         KIND_RELATED             },
};

static uint32_t
word_find(struct str word)
{
	size_t low = 0, high = COUNT(words);

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const char *w = words[middle].word;
		int order = strncmp(word.ptr, w, word.len);
		if (order == 0 && w[word.len] == '\0')
			return words[middle].kind;
		if (order <= 0)
			high = middle;
		else
			low = middle + 1;
	}
	return 0;
}

static bool
is_small(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool
is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

/*
 * Split "post-body storyText" at marks and where a capital follows a small
 * letter, and gather what the words say.
 */
static uint32_t
kinds(struct str s)
{
	char word[WORD_MAX];
	uint32_t all = 0, last = 0, kind;
	size_t len = 0;

	s.len = s.len < 512 ? s.len : 512;
	for (size_t i = 0; i <= s.len; i++) {
		char c = i < s.len ? s.ptr[i] : ' ';
		bool capital = is_capital(c);
		if (is_small(c) ||
		    (capital && (i == 0 || !is_small(s.ptr[i - 1])))) {
			if (len < WORD_MAX)
				word[len] = (char)(c | 0x20);
			len++;
			continue;
		}
		if (len > 0) {
			kind = len <= WORD_MAX
				   ? word_find((struct str){word, len})
				   : 0;
			if ((kind & SECOND_HALF) && (last & FIRST_HALF))
				all |= KIND_BODY;
			all |= kind;
			last = kind;
		}
		len = 0;
		if (capital)
			word[len++] = (char)(c | 0x20);
		if (c == ' ')
			last = 0;
	}
	return all & ~(FIRST_HALF | SECOND_HALF);
}

static uint32_t
hash(struct str s)
{
	uint64_t head = 0, tail = 0;
	size_t n = s.len < 8 ? s.len : 8;

	memcpy(&head, s.ptr, n);
	memcpy(&tail, s.ptr + s.len - n, n);
	head = (head + s.len) * UINT64_C(0x9e3779b97f4a7c15) ^ tail;
	return (uint32_t)(head * UINT64_C(0x9e3779b97f4a7c15) >> 32);
}

static uint32_t
kinds_seen(struct words_seen *seen, struct str s)
{
	size_t i = s.len > 0 ? hash(s) % COUNT(seen->slots) : 0;

	if (!str_eq(seen->slots[i].value, s)) {
		seen->slots[i].kind = kinds(s);
		seen->slots[i].value = s;
	}
	return seen->slots[i].kind;
}

static uint32_t
kind_of_role(struct str role)
{
	static const char *const chrome[] = {"navigation", "banner",
	    "contentinfo", "complementary", "search", "dialog", "alert", "menu",
	    "menubar", "toolbar"};

	for (size_t i = 0; i < COUNT(chrome); i++)
		if (str_eq(role, str_from(chrome[i])))
			return KIND_CHROME;
	return 0;
}

static uint32_t
kind_of_itemprop(struct str s)
{
	static const struct {
		const char *name;
		uint32_t kind;
	} props[] = {
	    {"articleBody",     KIND_BODY    },
	    {"author",          KIND_BYLINE  },
	    {"caption",         KIND_CAPTION },
	    {"comment",         KIND_COMMENTS},
	    {"dateModified",    KIND_DATE    },
	    {"datePublished",   KIND_DATE    },
	    {"headline",        KIND_HEADLINE},
	    {"keywords",        KIND_META    },
	    {"copyrightHolder", KIND_CAPTION },
	};

	for (size_t i = 0; i < COUNT(props); i++)
		if (page_find(s, str_from(props[i].name)) != NOT_FOUND)
			return props[i].kind;
	return 0;
}

static bool
is_hidden(const struct tree *t, uint32_t node)
{
	struct str style = tree_attr(t, node, ATTR_STYLE);
	size_t at = page_find_nocase(style, STR("display"));

	if (at == NOT_FOUND)
		return false;
	style = page_trim(str_skip(style, at + strlen("display")));
	return style.len && style.ptr[0] == ':' &&
	       page_starts_nocase(page_trim(str_skip(style, 1)), STR("none"));
}

uint32_t
word_kind_of(const struct tree *t, uint32_t node, struct words_seen *seen)
{
	const struct node *n = &t->nodes[node];
	uint32_t kind = 0;

	for (uint32_t i = n->first; i < n->first + n->count; i++) {
		struct str value = t->attrs[i].value;
		switch (t->attrs[i].name) {
		case ATTR_CLASS:
		case ATTR_ID:
			kind |= kinds_seen(seen, value);
			break;
		case ATTR_ROLE:
			kind |= kind_of_role(value);
			break;
		case ATTR_ITEMPROP:
			kind |= kind_of_itemprop(value);
			break;
		case ATTR_REL:
			if (str_eq(value, STR("author")))
				kind |= KIND_BYLINE;
			break;
		case ATTR_HIDDEN:
			kind |= KIND_HIDDEN;
			break;
		case ATTR_STYLE:
			kind |= is_hidden(t, node) ? KIND_HIDDEN : 0;
			break;
		default:
			break;
		}
	}
	return kind;
}
