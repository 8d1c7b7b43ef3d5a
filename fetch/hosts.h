/*
 * The hosts that are asked, each with its queue of transfers. They are found
 * by name in a table whose hash is keyed, since the names come from outside.
 */
#ifndef FETCH_HOSTS_H
#define FETCH_HOSTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/queue.h>

#include "base/str.h"
#include "fetch/timers.h"

struct transfer;
TAILQ_HEAD(transfers, transfer);

struct host {
	struct host *next;  /* of the same bucket */
	struct host *older; /* of all */
	struct transfers waiting;
	struct timer turn; /* while it waits for its next transfer */
	int64_t ended_ms;  /* its last request; 0: it was not asked yet */
	int64_t pace_ms;   /* 0: that of the options */
	int64_t pause_ms;  /* it needs, by the last answer */
	int64_t rest;      /* seconds it wants to be left alone; 0: none */
	bool is_running;
	uint64_t hash;
	struct str name;
	char bytes[];
};

struct hosts {
	struct host **buckets; /* {0} is empty and usable */
	struct host *newest;
	size_t n, n_buckets; /* the latter a power of two */
	uint64_t key;
};

/* The host of that name, which is added if need be. */
struct host *hosts_find(struct hosts *, struct str name);

/* Free the hosts; their queues must be empty. */
void hosts_free(struct hosts *);

#endif
