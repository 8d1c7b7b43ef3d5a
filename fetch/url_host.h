/* The hosts of addresses: names in any script, IPv4 and IPv6 numbers. */
#ifndef FETCH_URL_HOST_H
#define FETCH_URL_HOST_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

/*
 * Read a host as it stands in an address of a special scheme (http, ...) or
 * of another, and write it as the URL standard serialises it.
 */
bool url_host_parse(
    struct arena *, struct str, bool is_special, struct str *out);

/* The value of a hexadecimal digit, or -1. */
int url_hex(char);

/* Is a web address so plain that it is its own serialisation? */
bool url_is_plain(struct str);

#endif
