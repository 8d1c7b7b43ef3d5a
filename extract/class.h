/*
 * The classes of words that the engine's rules speak of. A pack's files say
 * which words are in them; tallybook-lang(7) says what each is for.
 */
#ifndef EXTRACT_CLASS_H
#define EXTRACT_CLASS_H

enum class { CLASS_NONE, N_CLASSES };

/* The class of that name in a pack's file; CLASS_NONE if there is none. */
#include "base/str.h"
enum class class_find(struct str name);

#endif
