/*
 * A server to measure against: what bench/feeds.py wrote, from memory, on the
 * loopback addresses, each of which is a host of its own.
 *
 *	server [-a] [-d MIN-MAX] [-k ITEMS] [-p PORT] [-v VERSION] FOLDER
 *
 *	http://127.1xx.1yy.1zz:PORT/N	feed N, modulo their number
 *	/a/VERSION-N-I			the page of its item I
 *	/robots.txt			allows the pages with -a, else not
 *
 * -d has each answer wait, by a hash of its address, so many milliseconds; -k
 * gives the version only to that many items of a feed, else to all. It prints
 * the port and serves until its standard input closes.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/queue.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/attr.h"

#define HOST      "127.100.100.100:10000"
#define TOKEN     HOST "/a/001"
#define HOST_LEN  (sizeof(HOST) - 1)
#define TOKEN_LEN (sizeof(TOKEN) - 1)
#define N_SLOTS   1024 /* milliseconds; no answer waits longer */

struct file {
	char *bytes;
	size_t len;
	size_t *tokens; /* where they are */
	size_t n_tokens;
};

struct files {
	struct file *list;
	size_t n;
};

struct connection {
	TAILQ_ENTRY(connection) entry; /* of a slot */
	int fd;
	bool is_waiting;
	size_t n_read, n_out, n_sent;
	char *out;
	char in[4096];
};
TAILQ_HEAD(connections, connection);

struct server {
	struct files feeds, pages;
	bool allows_pages;
	unsigned min_ms, max_ms, version;
	int n_fresh; /* items of a feed that have this version */
	int epoll, listener;
	struct connections slots[N_SLOTS];
	int64_t slot_ms; /* those up to here have been served */
	size_t n_waiting;
};

static void
die(const char *what)
{
	perror(what);
	exit(1);
}

static void *
need(void *memory)
{
	if (memory == NULL)
		die("memory");
	return memory;
}

static int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void
find_tokens(struct file *f)
{
	const char *p = f->bytes;

	while ((p = strstr(p, TOKEN)) != NULL) {
		f->tokens = need(
		    realloc(f->tokens, (f->n_tokens + 1) * sizeof(*f->tokens)));
		f->tokens[f->n_tokens++] = (size_t)(p - f->bytes);
		p += TOKEN_LEN;
	}
}

static bool
read_file(struct file *f, const char *path)
{
	FILE *in = fopen(path, "rb");

	if (in == NULL)
		return false;
	fseek(in, 0, SEEK_END);
	*f = (struct file){.len = (size_t)ftell(in)};
	rewind(in);
	f->bytes = need(calloc(f->len + 1, 1));
	if (fread(f->bytes, 1, f->len, in) != f->len)
		die(path);
	fclose(in);
	find_tokens(f);
	return true;
}

static void
read_files(struct files *files, const char *folder, const char *form)
{
	char path[512], name[64];
	struct file f;

	for (;;) {
		snprintf(name, sizeof(name), form, files->n);
		snprintf(path, sizeof(path), "%s/%s", folder, name);
		if (!read_file(&f, path))
			return;
		files->list = need(realloc(
		    files->list, (files->n + 1) * sizeof(*files->list)));
		files->list[files->n++] = f;
	}
}

/* What stands after a token in a feed: "-N-I", or it is no item's. */
static bool
is_fresh(const struct server *s, const char *after)
{
	int item;

	return sscanf(after, "-%*d-%d", &item) == 1 && item < s->n_fresh;
}

/* Put in the host that was asked for, and the version. */
static void
fill_in(
    const struct server *s, const struct file *f, const char *host, char *body)
{
	char version[8], *at;

	snprintf(version, sizeof(version), "%03u", s->version % 1000);
	memcpy(body, f->bytes, f->len);
	for (size_t i = 0; i < f->n_tokens; i++) {
		at = body + f->tokens[i];
		memcpy(at, host, HOST_LEN);
		if (is_fresh(s, at + TOKEN_LEN))
			memcpy(at + TOKEN_LEN - 3, version, 3);
	}
}

/* The value of a header line; NULL if there is none. */
static const char *
header(const char *head, const char *name)
{
	size_t len = strlen(name);

	while ((head = strchr(head, '\n')) != NULL) {
		head++;
		if (strncasecmp(head, name, len) == 0 && head[len] == ':')
			return head + len + 1 + (head[len + 1] == ' ');
	}
	return NULL;
}

static void
answer_head(struct connection *c, size_t body, const char *fmt,
    const char *kind, const char *etag)
{
	c->out = need(malloc(512 + body));
	c->n_out = (size_t)snprintf(c->out, 512, fmt, etag, kind, body);
}

#define OK_HEAD                                                                \
	"HTTP/1.1 200 OK\r\nETag: %s\r\n"                                      \
	"Last-Modified: Fri, 20 Nov 2026 00:00:00 GMT\r\n"                     \
	"Content-Type: %s; charset=utf-8\r\nContent-Length: %zu\r\n\r\n"

static void
answer_file(struct server *s, struct connection *c, const struct file *f,
    const char *kind, const char *host)
{
	const char *known = header(c->in, "If-None-Match");
	char etag[32];
	int len;

	len = snprintf(etag, sizeof(etag), "\"v%u-%zu\"", s->version, f->len);
	if (known != NULL && strncmp(known, etag, (size_t)len) == 0) {
		answer_head(c, 0,
		    "HTTP/1.1 304 Not Modified\r\nETag: %s\r\n\r\n", "", etag);
		return;
	}
	answer_head(c, f->len, OK_HEAD, kind, etag);
	fill_in(s, f, host, c->out + c->n_out);
	c->n_out += f->len;
}

static void
answer_text(struct connection *c, const char *status, const char *text)
{
	c->out = need(malloc(512));
	c->n_out = (size_t)snprintf(c->out, 512,
	    "HTTP/1.1 %s\r\nContent-Type: text/plain\r\n"
	    "Content-Length: %zu\r\n\r\n%s",
	    status, strlen(text), text);
}

static void
answer(struct server *s, struct connection *c)
{
	const char *path = strchr(c->in, ' '), *host = header(c->in, "Host");
	size_t feed, item;

	path = path != NULL ? path + 1 : "";
	if (strncmp(path, "/robots.txt ", 12) == 0)
		answer_text(c, "200 OK",
		    s->allows_pages ? "User-agent: *\nAllow: /\n"
				    : "User-agent: *\nDisallow: /a/\n");
	else if (host == NULL || strcspn(host, "\r") != HOST_LEN)
		answer_text(c, "400 Bad Request", "");
	else if (sscanf(path, "/a/%*u-%zu-%zu", &feed, &item) == 2 &&
		 s->pages.n > 0)
		answer_file(s, c,
		    &s->pages.list[(feed * 30 + item) % s->pages.n],
		    "text/html", host);
	else if (sscanf(path, "/%zu", &feed) == 1)
		answer_file(s, c, &s->feeds.list[feed % s->feeds.n],
		    "application/xml", host);
	else
		answer_text(c, "404 Not Found", "");
}

static void
forget(struct connection *c)
{
	close(c->fd);
	free(c->out);
	free(c);
}

static void
listen_for(const struct server *s, struct connection *c, uint32_t what)
{
	struct epoll_event e = {.events = what, .data.ptr = c};

	epoll_ctl(s->epoll, EPOLL_CTL_MOD, c->fd, &e);
}

static void
send_answer(struct server *s, struct connection *c)
{
	ssize_t n;

	while (c->n_sent < c->n_out) {
		n = send(c->fd, c->out + c->n_sent, c->n_out - c->n_sent,
		    MSG_NOSIGNAL);
		if (n < 0 && errno == EAGAIN) {
			listen_for(s, c, EPOLLOUT);
			return;
		}
		if (n < 0) {
			forget(c);
			return;
		}
		c->n_sent += (size_t)n;
	}
	free(c->out);
	c->out = NULL;
	c->n_sent = c->n_out = c->n_read = 0;
	listen_for(s, c, EPOLLIN);
}

static unsigned
delay(const struct server *s, const struct connection *c)
{
	uint32_t h = 2166136261u;

	for (const char *p = c->in; *p != '\0' && *p != '\r'; p++)
		h = (h ^ (unsigned char)*p) * 16777619u;
	return s->min_ms + (h >> 8) % (s->max_ms - s->min_ms + 1);
}

static void
take_request(struct server *s, struct connection *c)
{
	int64_t due;

	answer(s, c);
	if (s->max_ms == 0) {
		send_answer(s, c);
		return;
	}
	due = now_ms() + delay(s, c);
	c->is_waiting = true;
	s->n_waiting++;
	TAILQ_INSERT_TAIL(&s->slots[due % N_SLOTS], c, entry);
	listen_for(s, c, 0);
}

static void
serve(struct server *s, struct connection *c)
{
	ssize_t n;

	if (c->is_waiting)
		return;
	if (c->out != NULL) {
		send_answer(s, c);
		return;
	}
	n = recv(c->fd, c->in + c->n_read, sizeof(c->in) - 1 - c->n_read, 0);
	if (n <= 0) {
		forget(c);
		return;
	}
	c->n_read += (size_t)n;
	c->in[c->n_read] = '\0';
	if (strstr(c->in, "\r\n\r\n") != NULL)
		take_request(s, c);
	else if (c->n_read == sizeof(c->in) - 1)
		forget(c);
}

/* Send what is due since the last time. */
static void
serve_slots(struct server *s)
{
	int64_t now = now_ms();
	struct connections *slot;
	struct connection *c;

	for (; s->slot_ms <= now; s->slot_ms++) {
		slot = &s->slots[s->slot_ms % N_SLOTS];
		while ((c = TAILQ_FIRST(slot)) != NULL) {
			TAILQ_REMOVE(slot, c, entry);
			c->is_waiting = false;
			s->n_waiting--;
			send_answer(s, c);
		}
	}
}

/* Only those of this machine: the listener is bound to every address. */
static bool
is_loopback(const struct sockaddr_in *peer)
{
	return ntohl(peer->sin_addr.s_addr) >> 24 == 127;
}

static void
welcome(struct server *s)
{
	struct sockaddr_in peer = {0};
	socklen_t len = sizeof(peer);
	struct epoll_event e = {.events = EPOLLIN};
	struct connection *c;
	int fd, on = 1;

	while (
	    (fd = accept(s->listener, (struct sockaddr *)&peer, &len)) >= 0) {
		if (!is_loopback(&peer)) {
			close(fd);
			continue;
		}
		fcntl(fd, F_SETFL, O_NONBLOCK);
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
		c = need(calloc(1, sizeof(*c)));
		c->fd = fd;
		e.data.ptr = c;
		if (epoll_ctl(s->epoll, EPOLL_CTL_ADD, fd, &e) != 0)
			die("epoll");
	}
}

static void
run(struct server *s)
{
	struct epoll_event events[256];
	int n;

	s->slot_ms = now_ms();
	for (;;) {
		n = epoll_wait(
		    s->epoll, events, COUNT(events), s->n_waiting > 0 ? 1 : -1);
		for (int i = 0; i < n; i++) {
			if (events[i].data.ptr == &s->epoll)
				return;
			if (events[i].data.ptr == &s->listener)
				welcome(s);
			else
				serve(s, events[i].data.ptr);
		}
		serve_slots(s);
	}
}

static void
watch(struct server *s, int fd, void *what)
{
	struct epoll_event e = {.events = EPOLLIN, .data.ptr = what};

	if (epoll_ctl(s->epoll, EPOLL_CTL_ADD, fd, &e) != 0)
		die("epoll");
}

static void
start(struct server *s, uint16_t port)
{
	struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(port)};
	socklen_t len = sizeof(a);
	int on = 1;

	s->listener = socket(AF_INET, SOCK_STREAM, 0);
	fcntl(s->listener, F_SETFL, O_NONBLOCK);
	setsockopt(s->listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (bind(s->listener, (struct sockaddr *)&a, len) != 0 ||
	    listen(s->listener, 4096) != 0 ||
	    getsockname(s->listener, (struct sockaddr *)&a, &len) != 0)
		die("listen");
	s->epoll = epoll_create1(0);
	watch(s, s->listener, &s->listener);
	watch(s, STDIN_FILENO, &s->epoll);
	printf("%u\n", ntohs(a.sin_port));
	fflush(stdout);
}

static void
allow_many_files(void)
{
	struct rlimit limit;

	getrlimit(RLIMIT_NOFILE, &limit);
	limit.rlim_cur = limit.rlim_max;
	setrlimit(RLIMIT_NOFILE, &limit);
}

int
main(int argc, char **argv)
{
	struct server s = {.version = 1, .n_fresh = 1000};
	uint16_t port = 0;
	int option;

	while ((option = getopt(argc, argv, "ad:k:p:v:")) != -1) {
		if (option == 'a')
			s.allows_pages = true;
		else if (option == 'd')
			sscanf(optarg, "%u-%u", &s.min_ms, &s.max_ms);
		else if (option == 'k')
			s.n_fresh = atoi(optarg);
		else if (option == 'p')
			port = (uint16_t)atoi(optarg);
		else if (option == 'v')
			s.version = (unsigned)atoi(optarg);
		else
			return 2;
	}
	if (optind != argc - 1 || s.min_ms > s.max_ms || s.max_ms >= N_SLOTS)
		return 2;
	for (size_t i = 0; i < N_SLOTS; i++)
		TAILQ_INIT(&s.slots[i]);
	allow_many_files();
	read_files(&s.feeds, argv[optind], "%zu.xml");
	read_files(&s.pages, argv[optind], "p%zu.html");
	if (s.feeds.n == 0)
		die("no feeds");
	start(&s, port);
	run(&s);
	return 0;
}
