#include "store/bond.h"

const char *const bond_names[BONDS] = {
    "citation", "via", "agency", "same_text", "translation", "own"};

unsigned
bonds_of(const struct bond_facts *f)
{
	unsigned bonds = (unsigned)f->attributed << BOND_CITATION |
			 (unsigned)f->via << BOND_VIA |
			 (unsigned)f->agency << BOND_AGENCY |
			 (unsigned)f->copied << BOND_SAME_TEXT |
			 (unsigned)f->translated << BOND_TRANSLATION;

	return bonds ? bonds : 1U << BOND_OWN;
}

/* Words are joined as a list. */
static void
add(struct buf *words, const char *before, struct str name)
{
	buf_printf(
	    words, "%s%s%.*s", words->len ? ", " : "", before, STR_ARG(name));
}

/* "has the text of d3kq (Ostrel Post)" */
static void
add_text(struct buf *words, const char *before, const struct kin *kin)
{
	if (kin->document.len == 0)
		return;
	add(words, before, kin->document);
	if (kin->publisher.len)
		buf_printf(words, " (%.*s)", STR_ARG(kin->publisher));
}

void
bond_set(struct mention_row *m, struct arena *arena, const struct kin *copied,
    const struct kin *translated)
{
	struct buf words = {.arena = arena};
	const struct origin *origin = &m->mention.origin;
	const struct bond_facts facts = {
	    .attributed = origin->kind != ORIGIN_NONE,
	    .via = m->mention.via.name.len > 0,
	    .agency = m->agency.len > 0,
	    .copied = copied->document.len > 0,
	    .translated = translated->document.len > 0};

	if (m->figure.len == 0)
		return;
	m->bonds = bonds_of(&facts);
	if (facts.attributed)
		add(&words,
		    origin->kind == ORIGIN_UNNAMED ? "quotes somebody unnamed: "
						   : "quotes ",
		    m->origin_name);
	if (facts.via)
		add(&words, "has it from ", m->mention.via.name);
	if (facts.agency)
		add(&words, "carries a text of ", m->agency);
	add_text(&words, "has the text of ", copied);
	add_text(&words, "is a translation of ", translated);
	if (m->bonds == 1U << BOND_OWN)
		add(&words, "is said without a source by ", m->publisher);
	m->bond = buf_str(&words);
}
