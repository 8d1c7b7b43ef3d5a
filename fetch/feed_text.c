#include <stdint.h>
#include <string.h>
#include <uchardet.h>
#include <unicode/ucnv.h>

#include "base/buf.h"
#include "fetch/feed_text.h"

#define DECLARATION_MAX 1024        /* bytes in which it must stand */
#define CHANCE_MAX      16          /* characters that prove nothing yet */
#define GUESS_MAX       (64 * 1024) /* bytes shown to uchardet */

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

/* What the first bytes give away: marks, or "<?" in wider characters. */
static const struct {
	struct str start, name;
	size_t mark; /* bytes to pass over */
} starts[] = {
    {STR_INIT("\xff\xfe\0\0"), STR_INIT("UTF-32LE"), 4},
    {STR_INIT("\0\0\xfe\xff"), STR_INIT("UTF-32BE"), 4},
    {STR_INIT("\xef\xbb\xbf"), STR_INIT("UTF-8"),    3},
    {STR_INIT("\xff\xfe"),     STR_INIT("UTF-16LE"), 2},
    {STR_INIT("\xfe\xff"),     STR_INIT("UTF-16BE"), 2},
    {STR_INIT("<\0\0\0"),      STR_INIT("UTF-32LE"), 0},
    {STR_INIT("\0\0\0<"),      STR_INIT("UTF-32BE"), 0},
    {STR_INIT("<\0?\0"),       STR_INIT("UTF-16LE"), 0},
    {STR_INIT("\0<\0?"),       STR_INIT("UTF-16BE"), 0},
};

static struct str
find_label(struct str label)
{
	for (size_t i = 0; i < COUNT(labels); i++)
		if (str_eq_nocase(labels[i].label, label))
			return labels[i].name;
	return (struct str){0};
}

/* The position of a word, in any case; len if it is not there. */
static size_t
find(struct str s, struct str word)
{
	for (size_t i = 0; i + word.len <= s.len; i++)
		if (str_eq_nocase((struct str){s.ptr + i, word.len}, word))
			return i;
	return s.len;
}

/* The word after "=", in quotes or not. */
static struct str
read_value(struct str s)
{
	size_t n = 0;

	while (s.len > 0 && strchr(" \t=\"'", s.ptr[0]) != NULL &&
	       s.ptr[0] != '\0')
		s = str_skip(s, 1);
	while (n < s.len && strchr(" \t\r\n;,\"'?>", s.ptr[n]) == NULL)
		n++;
	return (struct str){s.ptr, n};
}

static struct str
header_charset(struct str content_type)
{
	return read_value(
	    str_skip(content_type, find(content_type, STR("charset=")) + 8));
}

static struct str
declared_charset(struct str bytes)
{
	struct str s = {bytes.ptr,
	    bytes.len < DECLARATION_MAX ? bytes.len : DECLARATION_MAX};
	const char *end;

	s = str_skip(s, find(s, STR("<?xml")));
	if (s.len == 0 || (end = memchr(s.ptr, '>', s.len)) == NULL)
		return (struct str){0};
	s.len = (size_t)(end - s.ptr);
	return read_value(str_skip(s, find(s, STR("encoding")) + 8));
}

/* The length of the UTF-8 sequence at the start; 0 if there is none. */
static size_t
sequence(struct str s)
{
	const unsigned char *p = (const unsigned char *)s.ptr;
	size_t n = p[0] < 0x80 ? 1 : p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;

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

/* How many bytes are no UTF-8, and how many characters are beyond ASCII. */
static size_t
count_bad(struct str s, size_t *wide)
{
	size_t n, bad = 0;

	*wide = 0;
	for (size_t i = 0; i < s.len; i += n ? n : 1) {
		n = (unsigned char)s.ptr[i] < 0x80 ? 1
						   : sequence(str_skip(s, i));
		bad += n == 0;
		*wide += n > 1;
	}
	return bad;
}

static bool
convert(struct arena *a, struct str s, struct str name, struct str *out)
{
	UErrorCode status = U_ZERO_ERROR;
	UConverter *converter = ucnv_open(arena_cstr(a, name), &status);
	int32_t size, n;
	char *p;

	if (U_FAILURE(status) || s.len > INT32_MAX / 4)
		return false;
	size = (int32_t)s.len * 3 + 16;
	p = arena_alloc(a, (size_t)size, 1);
	n = ucnv_toAlgorithmic(
	    UCNV_UTF8, converter, p, size, s.ptr, (int32_t)s.len, &status);
	ucnv_close(converter);
	if (U_FAILURE(status))
		return false;
	*out = (struct str){p, (size_t)n};
	return true;
}

/* A byte of windows-1252 beyond ASCII; its unused ones are unreadable. */
static void
add_windows(struct buf *b, unsigned char byte)
{
	static const uint16_t low[32] = {0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e,
	    0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152,
	    0xfffd, 0x017d, 0xfffd, 0xfffd, 0x2018, 0x2019, 0x201c, 0x201d,
	    0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153,
	    0xfffd, 0x017e, 0x0178};
	unsigned c = byte < 0xa0 ? low[byte - 0x80] : byte;

	if (c >= 0x800) {
		buf_char(b, (char)(0xe0 | c >> 12));
		buf_char(b, (char)(0x80 | (c >> 6 & 0x3f)));
	} else {
		buf_char(b, (char)(0xc0 | c >> 6));
	}
	buf_char(b, (char)(0x80 | (c & 0x3f)));
}

/*
 * UTF-8 with stray bytes: what a program for Windows put into it where the
 * text is ASCII otherwise, else unreadable.
 */
static struct str
mend(struct arena *a, struct str s, bool is_windows)
{
	struct buf b = {.arena = a};
	size_t n, good = 0;

	for (size_t i = 0; i < s.len; i += n) {
		n = sequence(str_skip(s, i));
		if (n > 0)
			continue;
		buf_add(&b, (struct str){s.ptr + good, i - good});
		if (is_windows)
			add_windows(&b, (unsigned char)s.ptr[i]);
		else
			buf_add(&b, STR("\xef\xbf\xbd"));
		n = 1;
		good = i + 1;
	}
	buf_add(&b, str_skip(s, good));
	return buf_str(&b);
}

static struct str
guess(struct str s)
{
	uchardet_t detector = uchardet_new();
	struct str name;

	uchardet_handle_data(
	    detector, s.ptr, s.len < GUESS_MAX ? s.len : GUESS_MAX);
	uchardet_data_end(detector);
	name = find_label(str_from(uchardet_get_charset(detector)));
	uchardet_delete(detector);
	return name.len > 0 && !str_eq(name, STR("UTF-8"))
		   ? name
		   : STR("windows-1252");
}

static struct str
start_charset(struct str bytes, size_t *mark)
{
	*mark = 0;
	for (size_t i = 0; i < COUNT(starts); i++)
		if (bytes.len >= starts[i].start.len &&
		    memcmp(bytes.ptr, starts[i].start.ptr,
			starts[i].start.len) == 0) {
			*mark = starts[i].mark;
			return starts[i].name;
		}
	return (struct str){0};
}

static bool
is_wide(struct str name)
{
	return str_eq(name, STR("UTF-16LE")) || str_eq(name, STR("UTF-16BE")) ||
	       str_eq(name, STR("UTF-32LE")) || str_eq(name, STR("UTF-32BE"));
}

/* What header and declaration say, where it can be true of these bytes. */
static struct str
stated_charset(const struct feed_input *in, struct str bytes)
{
	struct str header = find_label(header_charset(in->content_type));
	struct str declared = find_label(declared_charset(bytes));

	if (is_wide(declared)) /* it was read as ASCII */
		declared = STR("UTF-8");
	if (header.len == 0 ||
	    (declared.len > 0 && str_eq(header, STR("windows-1252"))))
		return declared.len > 0 ? declared : header;
	return header;
}

/* A few bytes of these may be UTF-8 by chance. */
static bool
is_double_byte(struct str name)
{
	return str_eq(name, STR("gb18030")) ||
	       str_eq(name, STR("Big5-HKSCS")) ||
	       str_eq(name, STR("windows-949")) ||
	       str_eq(name, STR("windows-31j")) || str_eq(name, STR("EUC-JP"));
}

/* What the bytes are, which may not be what was stated. */
static struct str
weigh_charset(struct str name, struct str s, size_t bad, size_t wide)
{
	bool says_utf8 = str_eq(name, STR("UTF-8"));

	if (bad == 0 &&
	    (name.len == 0 || wide > (is_double_byte(name) ? CHANCE_MAX : 0)))
		return STR("UTF-8");
	if (bad > wide &&
	    (name.len == 0 || (says_utf8 && wide == 0 && bad > CHANCE_MAX)))
		return guess(s);
	return name.len > 0 ? name : STR("UTF-8");
}

static struct str
without_nul(struct arena *a, struct str s)
{
	char *p;
	size_t n = 0;

	if (s.len == 0 || memchr(s.ptr, '\0', s.len) == NULL)
		return s;
	p = arena_alloc(a, s.len, 1);
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] != '\0')
			p[n++] = s.ptr[i];
	return (struct str){p, n};
}

/*
 * Controls from U+0080 to U+009F have no use: they are windows-1252 that was
 * taken for Latin-1 on its way.
 */
static struct str
without_controls(struct arena *a, struct str s)
{
	struct buf b = {.arena = a};
	const char *p = s.ptr, *end = s.ptr + s.len, *good = s.ptr;

	while (p < end && (p = memchr(p, '\xc2', (size_t)(end - p))) != NULL) {
		p++;
		if (p == end || (unsigned char)*p >= 0xa0)
			continue;
		buf_add(&b, (struct str){good, (size_t)(p - 1 - good)});
		add_windows(&b, (unsigned char)*p++);
		good = p;
	}
	if (b.len == 0)
		return s;
	buf_add(&b, (struct str){good, (size_t)(end - good)});
	return buf_str(&b);
}

/* As the encoding standard calls what ICU knows by another name. */
static struct str
standard_name(struct str name)
{
	if (str_eq(name, STR("Big5-HKSCS")))
		return STR("Big5");
	if (str_eq(name, STR("windows-949")))
		return STR("EUC-KR");
	return str_eq(name, STR("windows-31j")) ? STR("Shift_JIS") : name;
}

struct str
feed_text(struct arena *a, const struct feed_input *in, struct str *encoding)
{
	struct str s = in->bytes, name, out;
	size_t mark, bad, wide;

	name = start_charset(s, &mark);
	s = str_skip(s, mark);
	if (name.len == 0)
		name = stated_charset(in, s);
	if (!is_wide(name) && !str_eq(name, STR("ISO-2022-JP"))) {
		bad = count_bad(s, &wide);
		name = weigh_charset(name, s, bad, wide);
		if (bad > 0 && str_eq(name, STR("UTF-8")))
			s = mend(a, s, wide == 0);
	}
	*encoding = standard_name(name);
	if (!str_eq(name, STR("UTF-8")) && convert(a, s, name, &out))
		s = out;
	return without_controls(a, without_nul(a, s));
}
