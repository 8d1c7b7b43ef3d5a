/*
 * Is an address part of the public internet? By the special-purpose
 * registries of IANA (RFC 6890), and by what an IPv4 address wrapped in an
 * IPv6 one (mapped, NAT64, 6to4) leads to.
 */
#ifndef FETCH_ADDRESS_H
#define FETCH_ADDRESS_H

#include <stdbool.h>
#include <sys/socket.h>

bool address_is_public(const struct sockaddr *);

/* The same for an address in text, "192.0.2.1" or "[2001:db8::1]". */
bool address_text_is_public(const char *);

#endif
