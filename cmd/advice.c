#include <string.h>

#include "base/attr.h"
#include "cmd/advice.h"

/* By words that the reason has; the first that fits. */
static const struct {
	const char *words;
	struct str advice;
} by_words[] = {
    {"is for another name",
     STR_INIT("open the site in a browser to see which name it goes by "
		 "now; if that one too is refused, write to the site")      },
    {"is not valid yet",
     STR_INIT("see whether the clock of this machine is right (date)")      },
    {"has expired",
     STR_INIT("the site has to renew it; see whether the clock of this "
		 "machine is right (date), and write to the site")          },
    {"certificate",
     STR_INIT("write to the site; an authority that you trust can be added "
		 "to those of this machine (update-ca-certificates)")       },
    {"robots.txt forbids",
     STR_INIT("ask the site for leave, or for a feed that may be read; "
		 "what a site forbids is not fetched")                      },
    {"left alone until",
     STR_INIT("nothing has to be done: collect goes on by itself then; a "
		 "longer every asks it less often")                         },
    {"so nothing is fetched",
     STR_INIT("nothing may be read while robots.txt has a fault: collect "
		 "tries again by itself; if it stays so, write to the site")},
    {"names feeds again",
     STR_INIT("look for the address of a feed on the site")                 },
    {"no address is known",
     STR_INIT("see whether the name is spelled right, and whether this "
		 "machine finds names at all (getent hosts NAME)")          },
    {"private",
     STR_INIT("for a site within your own network, set private: true (with "
		 "sources add: --private); else somebody has pointed the name "
		 "to where it does not belong")                             },
    {"larger than",
     STR_INIT("raise max_body in tallybook.yaml, or look for a shorter "
		 "feed of the site")					},
    {"redirects",
     STR_INIT("it leads round in a circle: look for the feed's new address "
		 "on the site")					     },
    {"no http or https",
     STR_INIT("look for the feed's new address on the site")                },
    {"no connection",
     STR_INIT("see whether the site opens in a browser, and whether this "
		 "machine needs a proxy (proxy in tallybook.yaml)")         },
    {"within",
     STR_INIT("the site is slow or down: collect tries again by itself; if "
		 "it is always so, raise timeout in tallybook.yaml")        },
    {"a feed",
     STR_INIT("give tallybook sources add the address of the site: it "
		 "finds the feeds that the site names")                     },
};

static const struct {
	long first, last;
	struct str advice;
} by_status[] = {
    {401, 401,
     STR_INIT("it wants a password, which tallybook has no way to "
		 "give: look for an open feed of the site")                },
    {403, 403,
     STR_INIT("the site may refuse programs, or those that do not "
		 "say whose they are: set contact in tallybook.yaml, "
		 "or write to the site")                                   },
    {404, 404,
     STR_INIT("look for the feed's new address on the site: "
		 "tallybook sources add SITE finds what it names")         },
    {410, 410,
     STR_INIT("it was taken down for good: look on the site for "
		 "another one, or take the entry out")                     },
    {429, 429, STR_INIT("it is asked too often: set a longer every for it")},
    {500, 599,
     STR_INIT("the fault is the site's: collect tries again by "
		 "itself")						 },
};

static bool
contains(struct str s, const char *words)
{
	size_t n = strlen(words);

	for (size_t i = 0; i + n <= s.len; i++)
		if (memcmp(s.ptr + i, words, n) == 0)
			return true;
	return false;
}

struct str
advice_of(long status, struct str reason)
{
	for (size_t i = 0; i < COUNT(by_status); i++)
		if (status >= by_status[i].first && status <= by_status[i].last)
			return by_status[i].advice;
	for (size_t i = 0; i < COUNT(by_words); i++)
		if (contains(reason, by_words[i].words))
			return by_words[i].advice;
	return (struct str){0};
}
