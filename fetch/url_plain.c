#include <string.h>

#include "fetch/url_host.h"

/*
 * Most links are written as their serialisation is, and need no parsing. These
 * functions know the plainest of them: what they let pass is what the parser
 * would give back, and what they do not know is for the parser. Bits say where
 * a byte may stand as it is.
 */
enum { HOST = 1, PATH = 2, QUERY = 4, FRAGMENT = 8 };

static unsigned
places(char c)
{
	if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')
		return HOST | PATH | QUERY | FRAGMENT;
	if (c >= 'A' && c <= 'Z')
		return PATH | QUERY | FRAGMENT;
	switch (c) {
	case '.':
		return HOST | PATH | QUERY | FRAGMENT;
	case '_':
	case '~':
	case '!':
	case '$':
	case '&':
	case '(':
	case ')':
	case '*':
	case '+':
	case ',':
	case ';':
	case '=':
	case ':':
	case '@':
	case '/':
		return PATH | QUERY | FRAGMENT;
	case '%':
	case '?':
		return QUERY | FRAGMENT;
	default:
		return 0;
	}
}

/* From i on, where the bytes end that may stand in a place. */
static size_t
run(struct str s, size_t i, unsigned place)
{
	while (i < s.len && (places(s.ptr[i]) & place) != 0)
		i++;
	return i;
}

/* A number of an address, 0 to 255 without a needless 0; *i is after it. */
static bool
is_byte(struct str s, size_t *i, size_t end)
{
	size_t start = *i;
	int value = 0;

	while (
	    *i < end && *i - start < 3 && s.ptr[*i] >= '0' && s.ptr[*i] <= '9')
		value = value * 10 + (s.ptr[(*i)++] - '0');
	return *i > start && value <= 255 &&
	       (s.ptr[start] != '0' || *i - start == 1);
}

static bool
is_ipv4(struct str s, size_t i, size_t end)
{
	for (int n = 0; n < 4; n++) {
		if (!is_byte(s, &i, end))
			return false;
		if (n < 3 && (i == end || s.ptr[i++] != '.'))
			return false;
	}
	return i == end;
}

/*
 * Labels of letters, digits and single hyphens, the last of which begins with
 * a letter: nothing that looks like a number or like Punycode.
 */
static bool
is_name(struct str s, size_t i, size_t end)
{
	size_t label = i;

	for (size_t k = i; k < end; k++) {
		if (s.ptr[k] == '.') {
			if (k == label)
				return false;
			label = k + 1;
		} else if (s.ptr[k] == '-' &&
			   (k == label || s.ptr[k - 1] == '-')) {
			return false;
		}
	}
	return label < end && s.ptr[label] >= 'a' && s.ptr[label] <= 'z';
}

/* Four digits or five, up to 65535: no port that a scheme implies. */
static bool
is_high_port(struct str s, size_t i, size_t end)
{
	long value = 0;

	if (end - i < 4 || end - i > 5 || s.ptr[i] == '0')
		return false;
	for (; i < end; i++) {
		if (s.ptr[i] < '0' || s.ptr[i] > '9')
			return false;
		value = value * 10 + (s.ptr[i] - '0');
	}
	return value <= 65535;
}

/* A path without "." and ".." as its parts. */
static bool
is_path(struct str s, size_t i, size_t end)
{
	for (; i + 1 < end; i++)
		if (s.ptr[i] == '/' && s.ptr[i + 1] == '.')
			return false;
	return true;
}

/* Host and port from *i on; *i is after them. */
static bool
is_authority(struct str s, size_t *i)
{
	size_t start = *i, end = run(s, start, HOST);

	*i = end;
	if (!is_name(s, start, end) && !is_ipv4(s, start, end))
		return false;
	if (end == s.len || s.ptr[end] != ':')
		return true;
	*i = run(s, end + 1, HOST);
	return is_high_port(s, end + 1, *i);
}

bool
url_is_plain(struct str s)
{
	size_t start, end;

	if (s.len > 8 && memcmp(s.ptr, "https://", 8) == 0)
		end = 8;
	else if (s.len > 7 && memcmp(s.ptr, "http://", 7) == 0)
		end = 7;
	else
		return false;
	if (!is_authority(s, &end) || end == s.len || s.ptr[end] != '/')
		return false;
	start = end;
	end = run(s, start, PATH);
	if (!is_path(s, start, end))
		return false;
	if (end < s.len && s.ptr[end] == '?')
		end = run(s, end, QUERY);
	if (end < s.len && s.ptr[end] == '#')
		end = run(s, end + 1, FRAGMENT);
	return end == s.len;
}
