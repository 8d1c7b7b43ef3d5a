#include <stdint.h>
#include <string.h>

#include <uchardet/uchardet.h>
#include <unicode/ucnv.h>

#include "base/charset.h"

#define GUESS_MAX (64 * 1024) /* bytes shown to uchardet */

/* Labels by which ICU would take another encoding than browsers do. */
static const struct {
	struct str label, name;
} labels[] = {
    {STR_INIT("ansi_x3.4-1968"), STR_INIT("windows-1252")  },
    {STR_INIT("ascii"),          STR_INIT("windows-1252")  },
    {STR_INIT("big5-hkscs"),     STR_INIT("Big5-HKSCS")    },
    {STR_INIT("big5"),           STR_INIT("Big5-HKSCS")    },
    {STR_INIT("chinese"),        STR_INIT("gb18030")       },
    {STR_INIT("cp1250"),         STR_INIT("windows-1250")  },
    {STR_INIT("cp1251"),         STR_INIT("windows-1251")  },
    {STR_INIT("cp1252"),         STR_INIT("windows-1252")  },
    {STR_INIT("cp1253"),         STR_INIT("windows-1253")  },
    {STR_INIT("cp1254"),         STR_INIT("windows-1254")  },
    {STR_INIT("cp1255"),         STR_INIT("windows-1255")  },
    {STR_INIT("cp1256"),         STR_INIT("windows-1256")  },
    {STR_INIT("cp1257"),         STR_INIT("windows-1257")  },
    {STR_INIT("cp1258"),         STR_INIT("windows-1258")  },
    {STR_INIT("cp936"),          STR_INIT("gb18030")       },
    {STR_INIT("cp949"),          STR_INIT("windows-949")   },
    {STR_INIT("dos-874"),        STR_INIT("windows-874")   },
    {STR_INIT("euc-jp"),         STR_INIT("EUC-JP")        },
    {STR_INIT("euc-kr"),         STR_INIT("windows-949")   },
    {STR_INIT("gb18030"),        STR_INIT("gb18030")       },
    {STR_INIT("gb2312"),         STR_INIT("gb18030")       },
    {STR_INIT("gb_2312-80"),     STR_INIT("gb18030")       },
    {STR_INIT("gbk"),            STR_INIT("gb18030")       },
    {STR_INIT("ibm866"),         STR_INIT("IBM866")        },
    {STR_INIT("iso-2022-jp"),    STR_INIT("ISO-2022-JP")   },
    {STR_INIT("iso-8859-1"),     STR_INIT("windows-1252")  },
    {STR_INIT("iso-8859-10"),    STR_INIT("ISO-8859-10")   },
    {STR_INIT("iso-8859-11"),    STR_INIT("windows-874")   },
    {STR_INIT("iso-8859-13"),    STR_INIT("ISO-8859-13")   },
    {STR_INIT("iso-8859-14"),    STR_INIT("ISO-8859-14")   },
    {STR_INIT("iso-8859-15"),    STR_INIT("ISO-8859-15")   },
    {STR_INIT("iso-8859-2"),     STR_INIT("ISO-8859-2")    },
    {STR_INIT("iso-8859-3"),     STR_INIT("ISO-8859-3")    },
    {STR_INIT("iso-8859-4"),     STR_INIT("ISO-8859-4")    },
    {STR_INIT("iso-8859-5"),     STR_INIT("ISO-8859-5")    },
    {STR_INIT("iso-8859-6"),     STR_INIT("ISO-8859-6")    },
    {STR_INIT("iso-8859-7"),     STR_INIT("ISO-8859-7")    },
    {STR_INIT("iso-8859-8"),     STR_INIT("ISO-8859-8")    },
    {STR_INIT("iso-8859-8-i"),   STR_INIT("ISO-8859-8")    },
    {STR_INIT("iso-8859-9"),     STR_INIT("windows-1254")  },
    {STR_INIT("iso8859-1"),      STR_INIT("windows-1252")  },
    {STR_INIT("iso_8859-1"),     STR_INIT("windows-1252")  },
    {STR_INIT("koi8-r"),         STR_INIT("KOI8-R")        },
    {STR_INIT("koi8-u"),         STR_INIT("KOI8-U")        },
    {STR_INIT("koi8"),           STR_INIT("KOI8-R")        },
    {STR_INIT("ks_c_5601-1987"), STR_INIT("windows-949")   },
    {STR_INIT("latin1"),         STR_INIT("windows-1252")  },
    {STR_INIT("latin2"),         STR_INIT("ISO-8859-2")    },
    {STR_INIT("mac-cyrillic"),   STR_INIT("x-mac-cyrillic")},
    {STR_INIT("maccyrillic"),    STR_INIT("x-mac-cyrillic")},
    {STR_INIT("x-mac-cyrillic"), STR_INIT("x-mac-cyrillic")},
    {STR_INIT("macintosh"),      STR_INIT("macintosh")     },
    {STR_INIT("shift-jis"),      STR_INIT("windows-31j")   },
    {STR_INIT("shift_jis"),      STR_INIT("windows-31j")   },
    {STR_INIT("sjis"),           STR_INIT("windows-31j")   },
    {STR_INIT("tis-620"),        STR_INIT("windows-874")   },
    {STR_INIT("uhc"),            STR_INIT("windows-949")   },
    {STR_INIT("us-ascii"),       STR_INIT("windows-1252")  },
    {STR_INIT("utf-16"),         STR_INIT("UTF-16LE")      },
    {STR_INIT("utf-16be"),       STR_INIT("UTF-16BE")      },
    {STR_INIT("utf-16le"),       STR_INIT("UTF-16LE")      },
    {STR_INIT("utf-32be"),       STR_INIT("UTF-32BE")      },
    {STR_INIT("utf-32le"),       STR_INIT("UTF-32LE")      },
    {STR_INIT("utf-8"),          STR_INIT("UTF-8")         },
    {STR_INIT("utf8"),           STR_INIT("UTF-8")         },
    {STR_INIT("windows-1250"),   STR_INIT("windows-1250")  },
    {STR_INIT("windows-1251"),   STR_INIT("windows-1251")  },
    {STR_INIT("windows-1252"),   STR_INIT("windows-1252")  },
    {STR_INIT("windows-1253"),   STR_INIT("windows-1253")  },
    {STR_INIT("windows-1254"),   STR_INIT("windows-1254")  },
    {STR_INIT("windows-1255"),   STR_INIT("windows-1255")  },
    {STR_INIT("windows-1256"),   STR_INIT("windows-1256")  },
    {STR_INIT("windows-1257"),   STR_INIT("windows-1257")  },
    {STR_INIT("windows-1258"),   STR_INIT("windows-1258")  },
    {STR_INIT("windows-31j"),    STR_INIT("windows-31j")   },
    {STR_INIT("windows-874"),    STR_INIT("windows-874")   },
    {STR_INIT("windows-949"),    STR_INIT("windows-949")   },
    {STR_INIT("x-cp1251"),       STR_INIT("windows-1251")  },
    {STR_INIT("x-cp1252"),       STR_INIT("windows-1252")  },
    {STR_INIT("x-euc-jp"),       STR_INIT("EUC-JP")        },
    {STR_INIT("x-gbk"),          STR_INIT("gb18030")       },
    {STR_INIT("x-sjis"),         STR_INIT("windows-31j")   },
    {STR_INIT("x-x-big5"),       STR_INIT("Big5-HKSCS")    },
};

static const struct {
	struct str mark, name;
} marks[] = {
    {STR_INIT("\xff\xfe\0\0"), STR_INIT("UTF-32LE")},
    {STR_INIT("\0\0\xfe\xff"), STR_INIT("UTF-32BE")},
    {STR_INIT("\xef\xbb\xbf"), STR_INIT("UTF-8")   },
    {STR_INIT("\xff\xfe"),     STR_INIT("UTF-16LE")},
    {STR_INIT("\xfe\xff"),     STR_INIT("UTF-16BE")},
};

struct str
charset_of_label(struct str label)
{
	for (size_t i = 0; i < COUNT(labels); i++)
		if (str_eq_nocase(labels[i].label, label))
			return labels[i].name;
	return (struct str){0};
}

struct str
charset_of_mark(struct str *s)
{
	for (size_t i = 0; i < COUNT(marks); i++) {
		struct str mark = marks[i].mark;

		if (s->len < mark.len ||
		    memcmp(s->ptr, mark.ptr, mark.len) != 0)
			continue;
		*s = str_skip(*s, mark.len);
		return marks[i].name;
	}
	return (struct str){0};
}

struct str
charset_guess(struct str s)
{
	uchardet_t detector = uchardet_new();
	struct str name = {0};

	if (uchardet_handle_data(
		detector, s.ptr, s.len < GUESS_MAX ? s.len : GUESS_MAX) == 0) {
		uchardet_data_end(detector);
		name =
		    charset_of_label(str_from(uchardet_get_charset(detector)));
	}
	uchardet_delete(detector);
	return name;
}

size_t
charset_sequence(struct str s)
{
	const unsigned char *p = (const unsigned char *)s.ptr;
	size_t n;

	if (s.len == 0)
		return 0;
	n = p[0] < 0x80 ? 1 : p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;

	if (n == 1)
		return 1;
	if (p[0] < 0xc2 || p[0] > 0xf4 || n > s.len)
		return 0;
	for (size_t i = 1; i < n; i++)
		if ((p[i] & 0xc0) != 0x80)
			return 0;
	if ((p[0] == 0xe0 && p[1] < 0xa0) || (p[0] == 0xed && p[1] > 0x9f) ||
	    (p[0] == 0xf0 && p[1] < 0x90) || (p[0] == 0xf4 && p[1] > 0x8f))
		return 0;
	return n;
}

unsigned
charset_next(struct str *text)
{
	const unsigned char *p = (const unsigned char *)text->ptr;
	size_t n = charset_sequence(*text);
	unsigned point = n == 1 ? p[0] : p[0] & (0x7fU >> n);

	*text = str_skip(*text, n > 0 ? n : 1);
	for (size_t i = 1; i < n; i++)
		point = point << 6 | (p[i] & 0x3fU);
	return n > 0 ? point : 0xfffd;
}

bool
charset_convert(struct arena *a, struct str s, struct str name, struct str *out)
{
	UErrorCode status = U_ZERO_ERROR;
	UConverter *converter = ucnv_open(arena_cstr(a, name), &status);
	int32_t size, n;
	char *p;

	if (U_FAILURE(status) || s.len > INT32_MAX / 4)
		return false;
	size = (int32_t)s.len * 3 + 16;
	p = arena_bytes(a, (size_t)size);
	n = ucnv_toAlgorithmic(
	    UCNV_UTF8, converter, p, size, s.ptr, (int32_t)s.len, &status);
	ucnv_close(converter);
	if (U_FAILURE(status))
		return false;
	*out = (struct str){p, (size_t)n};
	return true;
}

struct str
charset_without_nul(struct arena *a, struct str s)
{
	char *p;
	size_t n = 0;

	if (s.len == 0 || memchr(s.ptr, '\0', s.len) == NULL)
		return s;
	p = arena_bytes(a, s.len);
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] != '\0')
			p[n++] = s.ptr[i];
	return (struct str){p, n};
}
