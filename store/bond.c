#include "store/bond.h"

const char *const bond_names[BONDS] = {
    "citation", "via", "agency", "same_text", "translation", "own"};

/* Words are joined as a list. */
static void
add(struct mention_row *m, struct buf *words, enum bond bond,
    const char *before, struct str name)
{
	m->bonds |= 1U << bond;
	buf_printf(
	    words, "%s%s%.*s", words->len ? ", " : "", before, STR_ARG(name));
}

/* "has the text of d3kq (Ostrel Post)" */
static void
add_text(struct mention_row *m, struct buf *words, enum bond bond,
    const char *before, const struct kin *kin)
{
	if (kin->document.len == 0)
		return;
	add(m, words, bond, before, kin->document);
	if (kin->publisher.len)
		buf_printf(words, " (%.*s)", STR_ARG(kin->publisher));
}

void
bond_set(struct mention_row *m, struct arena *arena, const struct kin *copied,
    const struct kin *translated)
{
	struct buf words = {.arena = arena};
	const struct origin *origin = &m->mention.origin;

	if (m->figure.len == 0)
		return;
	if (origin->kind != ORIGIN_NONE)
		add(m, &words, BOND_CITATION,
		    origin->kind == ORIGIN_UNNAMED ? "quotes somebody unnamed: "
						   : "quotes ",
		    m->origin_name);
	if (m->mention.via.name.len)
		add(m, &words, BOND_VIA, "has it from ", m->mention.via.name);
	if (m->agency.len)
		add(m, &words, BOND_AGENCY, "carries a text of ", m->agency);
	add_text(m, &words, BOND_SAME_TEXT, "has the text of ", copied);
	add_text(
	    m, &words, BOND_TRANSLATION, "is a translation of ", translated);
	if (m->bonds == 0)
		add(m, &words, BOND_OWN, "is said without a source by ",
		    m->publisher);
	m->bond = buf_str(&words);
}
