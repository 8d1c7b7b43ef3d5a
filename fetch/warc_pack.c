#include <libdeflate.h>
#include <stdlib.h>

#include "base/hash.h"
#include "fetch/warc_http.h"
#include "fetch/warc_pack.h"

#define PACKED_MIN ((size_t)1024) /* bytes; less is packed anyhow */

struct packer {
	struct libdeflate_compressor *deflater, *wrapper;
	struct bytes plain, member;
};

struct packer *
packer_open(void)
{
	struct packer *p = calloc(1, sizeof(*p));

	if (p == NULL)
		abort();
	p->deflater = libdeflate_alloc_compressor(1);
	p->wrapper = libdeflate_alloc_compressor(0);
	if (p->deflater == NULL || p->wrapper == NULL)
		abort();
	return p;
}

void
packer_close(struct packer *p)
{
	if (p == NULL)
		return;
	libdeflate_free_compressor(p->deflater);
	libdeflate_free_compressor(p->wrapper);
	bytes_free(&p->plain);
	bytes_free(&p->member);
	free(p);
}

static void
pack(struct packer *p, struct libdeflate_compressor *how,
    const struct warc_text *t, struct bytes *out)
{
	size_t bound;

	p->plain.len = 0;
	bytes_add(&p->plain, t->head);
	bytes_add(&p->plain, t->block);
	bytes_add(&p->plain, STR("\r\n\r\n"));
	bound = libdeflate_gzip_compress_bound(how, p->plain.len);
	bytes_reserve(out, bound);
	out->len += libdeflate_gzip_compress(
	    how, p->plain.ptr, p->plain.len, out->ptr + out->len, bound);
}

void
packer_member(struct packer *p, const struct warc_text *t, struct bytes *out)
{
	pack(p, p->deflater, t, out);
}

/* What the server has packed is only wrapped. */
static struct libdeflate_compressor *
how_to_pack(struct packer *p, struct arena *a, const struct exchange *x)
{
	struct http_message m;
	bool is_packed = x->payload.len >= PACKED_MIN &&
			 http_parse(a, x->answer, &m) && m.coding.len > 0 &&
			 !str_eq_nocase(m.coding, STR("identity"));

	return is_packed ? p->wrapper : p->deflater;
}

static struct str
member(struct packer *p, struct libdeflate_compressor *how,
    const struct warc_text *t, struct arena *a)
{
	p->member.len = 0;
	pack(p, how, t, &p->member);
	return arena_copy(a, bytes_str(&p->member));
}

bool
packer_pack(struct packer *p, struct arena *a, const struct exchange *x,
    struct packed *out, struct error *err)
{
	CLEANUP(arena_free) struct arena texts = {0};
	struct warc_text t;

	*out = (struct packed){.payload = sha256_hex(a, x->payload)};
	if (!warc_new_id(a, &out->record, err) ||
	    !warc_request_text(&texts, x, out->record, &t, err))
		return false;
	out->request = member(p, p->deflater, &t, a);
	if (x->status == 304)
		return true;
	warc_response_text(&texts, x, out->record, out->payload, NULL, &t);
	out->response = member(p, how_to_pack(p, &texts, x), &t, a);
	return true;
}
