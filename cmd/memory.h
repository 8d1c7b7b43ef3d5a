/*
 * How malloc takes memory for a run that will need much of it.
 */
#ifndef CMD_MEMORY_H
#define CMD_MEMORY_H

#define MEMORY_FIRST (8 * 1024 * 1024)  /* bytes: a pack and a document */
#define MEMORY_KEEP  (10 * 1024 * 1024) /* bytes kept although not in use */
#define MEMORY_LARGE (2 * 1024 * 1024)  /* of one piece, that is not kept */

/*
 * Take the first memory in one go, before there are threads, and keep what is
 * freed. A system that gives neither large pages nor pages ahead gives this
 * memory as it is used.
 */
void memory_take(void);

#endif
