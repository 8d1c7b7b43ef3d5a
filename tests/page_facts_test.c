/* What a page says of its article: title, author, publisher, agency, notes. */
#include "tests/page_build.h"

#define LD(json) "<script type=\"application/ld+json\">" json "</script>"

static void
json_ld_is_trusted_before_meta_and_elements(void **state)
{
	struct article a = read_page(*state,
	    "<html lang=en-GB><head><title>River rises | Tidings</title>"
	    "<meta property=og:site_name content=Tidings>"
	    "<meta property=article:published_time content=2024-12-01>"
	    "<meta name=author content='Wrong Person'>"
	    "<link rel=canonical href=https://tidings.example/river>" LD(
		"{\"@graph\":[{\"@type\":\"WebSite\",\"name\":\"Tidings\"},"
		"{\"@id\":\"#a\",\"@type\":\"Person\",\"name\":\"Ana "
		"Sample\"},"
		"{\"@type\":[\"NewsArticle\"],\"headline\":\"River "
		"rises\",\"datePublished\":\"2024-12-07T10:30:00+02:00\","
		"\"dateModified\":\"2024-12-08T08:00:00Z\","
		"\"articleSection\":\"World\","
		"\"author\":[{\"@id\":\"#a\"},{\"name\":\"Ben "
		"&amp; Co\"}],}]}") "</head><body><p>By Other Person</p>" BODY);

	assert_str(a.title, "River rises");
	assert_str(a.publisher, "Tidings");
	assert_str(a.canonical, "https://tidings.example/river");
	assert_str(a.lang, "en-GB");
	assert_str(a.section, "World");
	assert_true(has(a.author, "Ana Sample"));
	assert_int_equal(a.author_from, FOUND_JSON_LD);
	assert_int_equal(a.published_from, FOUND_JSON_LD);
	assert_int_equal(a.published.at, 1733560200);
	assert_int_equal(a.modified.at, 1733644800);
}

static void
without_json_ld_meta_elements_and_address_are_asked(void **state)
{
	struct article a;

	a = read_page(*state, "<meta property=article:published_time "
			      "content=2024-12-01T00:00:00Z><time "
			      "datetime=2024-12-02>x</time>" BODY);
	assert_int_equal(a.published_from, FOUND_META);
	assert_int_equal(moment_date(a.published).day, 1);
	a = read_page(*state, "<time datetime=2024-12-02>x</time>" BODY);
	assert_int_equal(a.published_from, FOUND_ELEMENT);
	assert_int_equal(moment_date(a.published).day, 2);
	a = read_page(*state,
	    "<div class=post-date>Posted on December 3, 2024</div>" BODY);
	assert_int_equal(moment_date(a.published).day, 3);
	a = read_page(*state,
	    "<div class=date>Published December 1, 2024 <time "
	    "datetime=2024-12-04T09:20Z>today</time></div>" BODY);
	assert_int_equal(a.published.precision, MINUTE);
	a = read_page(*state, BODY);
	assert_int_equal(a.published_from, FOUND_URL);
	assert_int_equal(moment_date(a.published).day, 7);
}

static void
what_is_given_wins(void **state)
{
	struct fixture *f = *state;
	struct input in = {
	    .bytes = STR_INIT("<title>Theirs</title>" BODY),
	    .title = STR_INIT("Ours"),
	    .published = {86400, DAY}
        };
	struct article a;
	struct error err;

	assert_true(
	    page_read(f->langs, 1, f->dates, NULL, &in, &f->arena, &a, &err));
	assert_str(a.title, "Ours");
	assert_int_equal(a.title_from, FOUND_GIVEN);
	assert_int_equal(a.published.at, 86400);
	assert_int_equal(a.published_from, FOUND_GIVEN);
}

static void
a_title_loses_its_sites_name_only(void **state)
{
	static const struct {
		const char *head, *title;
	} cases[] = {
	    {"<title>River rises | Tidings</title>",                            "River rises"    },
	    {"<title>Talks - day two - Tidings</title>",                        "Talks - day two"},
	    {"<title>Talks - day two</title>",                                  "Talks - day two"},
	    {"<meta property=og:site_name content='The Herald'>"
	     "<title>River rises \xe2\x80\x94 The Herald</title>", "River rises"    },
	};
	char page[2000];

	for (size_t i = 0; i < COUNT(cases); i++) {
		snprintf(page, sizeof(page), "%s" BODY, cases[i].head);
		assert_str(read_page(*state, page).title, cases[i].title);
	}
}

static void
the_publisher_is_named_by_the_title_when_nothing_else_does(void **state)
{
	assert_str(read_page(*state, "<title>River rises | Tidings</title>"
				     "<h1>River rises</h1>" BODY)
		       .publisher,
	    "Tidings");
	assert_str(
	    read_page(*state, "<title>Talks - day two</title>" BODY).publisher,
	    "");
}

static void
names_of_a_byline_are_cleaned(void **state)
{
	static const struct {
		const char *byline, *author;
	} cases[] = {
	    {"By Ana Sample",                    "Ana Sample"           },
	    {"By Ana Sample and Ben Other",      "Ana Sample, Ben Other"},
	    {"Ana Sample, Staff Writer",         "Ana Sample"           },
	    {"By Ana Sample | December 3, 2024", "Ana Sample"           },
	    {"Written by Ana Sample, Ben Other", "Ana Sample, Ben Other"},
	    {"https://social.example/ana",       ""                     },
	};
	char page[2000];

	for (size_t i = 0; i < COUNT(cases); i++) {
		snprintf(page, sizeof(page), "<div class=author>%s</div>" BODY,
		    cases[i].byline);
		assert_str(read_page(*state, page).author, cases[i].author);
	}
}

static void
the_agency_is_found_where_credits_stand(void **state)
{
	static const struct {
		const char *page, *agency;
	} cases[] = {
	    {"<p>PORT NORVIA (NNA) - " P1 "</p><p>" P2 "</p>",
             "Norvia News Agency"								  },
	    {"<p>NNA \xe2\x80\x94 " P1 "</p><p>" P2 "</p>",
             "Norvia News Agency"								  },
	    {BODY "<p>Source: NNA and local media</p>",                        "Norvia News Agency"},
	    {"<div class=byline>By Norvia News Agency</div>" BODY,
             "Norvia News Agency"								  },
	    {"<p>The governor told NNA that the river had risen two metres, "
	     "and that more rain was expected.</p><p>" P2 "</p>",
             ""										    },
	    {BODY,							     ""                  },
	};

	for (size_t i = 0; i < COUNT(cases); i++)
		assert_str(
		    read_page(*state, cases[i].page).agency, cases[i].agency);
}

static void
what_a_text_is_translated_from_is_kept(void **state)
{
	struct article a = read_page(
	    *state, BODY "<p>Translated from the Norvian by Ben Other.</p>");

	assert_str(a.translated_from, "Norvian by Ben Other");
	assert_str(a.text, P1 "\n" P2 "\n");
}

/* A page in a language that has no pack, with a line above or below its text.
 */
static struct article
read_foreign(
    struct fixture *f, const char *lang, const char *above, const char *below)
{
	struct buf page = {.arena = &f->arena};

	buf_printf(&page,
	    "<html lang=%s><body><article><h1>River</h1><p>%s</p>" BODY
	    "<p>%s</p></article>",
	    lang, above, below);
	buf_char(&page, '\0');
	return read_page(f, page.ptr);
}

static void
a_byline_is_read_in_many_languages(void **state)
{
	static const struct {
		const char *lang, *line, *names;
	} cases[] = {
	    {"en",    "By Ana Sample and Ben Other",                                        "Ana Sample, Ben Other" },
 /* As short as a "By" with its names on the next line, and none
  there. */
	    {"en",    "By Ana Bo",							  "Ana Bo"                },
	    {"de",    "Von Ana Muster und Ben van Dorn",
             "Ana Muster, Ben van Dorn"									     },
	    {"fr-CA", "Par Ana Modele et Ben Autre",                                        "Ana Modele, Ben Autre" },
	    {"es",    "Por Ana Muestra y Ben Otro",                                         "Ana Muestra, Ben Otro" },
	    {"pt-BR", "Por Ana Amostra e Ben Outro",                                        "Ana Amostra, Ben Outro"},
	    {"ru",    "Автор: Анна Примерова и Борис Другой",
             "Анна Примерова, Борис Другой"						 },
	    {"ar",    "بقلم: سارة المثال",                                    "سارة المثال" },
 /* The words of another language, a sentence, one word. */
	    {"de",    "Por Ana Muestra y Ben Otro",                                         ""                      },
	    {"de",    "Von den Orten am Fluss sind drei verlassen",                         ""                      },
	    {"fr",    "Par bateau",							 ""                      },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct article a =
		    read_foreign(*state, cases[i].lang, cases[i].line, "");
		assert_str(a.author, cases[i].names);
		if (cases[i].names[0] != '\0')
			assert_int_equal(a.author_from, FOUND_TEXT);
	}
}

static void
credits_and_notes_are_read_in_many_languages(void **state)
{
	static const struct {
		const char *lang, *line, *agency, *from, *first, *note;
	} cases[] = {
	    {"en", "This article was first published by The Karst Courier.", "",
             "",										       "The Karst Courier", ""},
	    {"en", "Originally published in Norvia Today",                   "",                   "",
             "Norvia Today",												""},
	    {"en", "This article was first published on 3 March 2021.",      "",                   "",
             "",													    ""},
	    {"de", "Quelle: NNA",					    "Norvia News Agency", "", "",                  ""},
	    {"fr", "Source : NNA",					   "Norvia News Agency", "", "",                  ""},
	    {"es", "Fuente: NNA",					    "Norvia News Agency", "", "",                  ""},
	    {"pt", "Fonte: NNA",					     "Norvia News Agency", "", "",                  ""},
	    {"ru", "Источник: NNA",                                  "Norvia News Agency", "", "",                  ""},
	    {"ar", "المصدر: NNA",				      "Norvia News Agency", "", "",                  ""},
	    {"de", "Aus dem Norvischen von Ben Muster",                      "",
             "Norvischen von Ben Muster",							      "",                  ""},
	    {"fr", "Traduit de l'anglais par Ben Autre",                     "",
             "l'anglais par Ben Autre",								"",                  ""},
	    {"es", "Publicado originalmente en Karst Hoy",                   "",                   "", "Karst Hoy",
             ""													       },
	    {"de", "Korrektur: Es sind 45 Boote, nicht 54.",                 "",                   "", "",
             "Korrektur: Es sind 45 Boote, nicht 54."									 },
	    {"fr", "Rectificatif : il s'agit de 45 bateaux.",                "",                   "", "",
             "Rectificatif : il s'agit de 45 bateaux."									},
	    {"ar", "تصحيح: عدد القوارب 45",                   "",                   "", "",
             "تصحيح: عدد القوارب 45"									   },
 /* No colon, no note; another language, no credit. */
	    {"de", "Korrektur des Flusses beginnt",                          "",                   "", "",                  ""},
	    {"de", "Fuente: NNA",					    "",                   "", "",                  ""},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct article a =
		    read_foreign(*state, cases[i].lang, "", cases[i].line);
		assert_str(a.agency, cases[i].agency);
		assert_str(a.translated_from, cases[i].from);
		assert_str(a.first_published_by, cases[i].first);
		assert_str(a.note, cases[i].note);
	}
}

static void
a_correction_becomes_the_note_and_leaves_the_text(void **state)
{
	static const char *const notes[] = {
	    "Correction: An earlier version said that 54 people had left; it "
	    "was 45.",
	    "This article was amended on 9 December 2024 to correct the "
	    "number of boats.",
	    "An earlier version of this story gave another name to the river.",
	    "Editor\xe2\x80\x99s note: the governor's name was misspelt.",
	};
	char page[2000];
	struct article a;

	for (size_t i = 0; i < COUNT(notes); i++) {
		snprintf(page, sizeof(page), "<div>" BODY "<p>%s</p></div>",
		    notes[i]);
		a = read_page(*state, page);
		assert_str(a.note, notes[i]);
		assert_str(a.text, P1 "\n" P2 "\n");
	}
	a = read_page(*state, BODY "<p>Correction: 7 December:</p><p>The river "
				   "is the Maren, not the Oster.</p>");
	assert_str(a.note, "Correction: 7 December:\nThe river is the Maren, "
			   "not the Oster.");
	a = read_page(*state,
	    BODY "<div class=article-correction><p>The river is the Maren, "
		 "not the Oster.</p></div>");
	assert_str(a.note, "The river is the Maren, not the Oster.");
	assert_str(a.text, P1 "\n" P2 "\n");
	a = read_page(*state, "<p>The correction: of course, came late, said "
			      "the governor, who had waited.</p>" BODY);
	assert_int_equal(a.note.len, 0);
}

static void
a_text_only_in_json_ld_is_found(void **state)
{
	struct article a = read_page(*state,
	    LD("{\"@type\":\"NewsArticle\",\"headline\":\"River\","
	       "\"articleBody\":\"" P1 "\\n\\n" P2 "\"}") "<div "
							  "id=app>"
							  "</div>");

	assert_str(a.text, P1 "\n" P2 "\n");
}

#define LD_BODY(start)                                                         \
	LD("{\"@type\":\"NewsArticle\",\"headline\":\"River\","                \
	   "\"articleBody\":\"" start "<p>" P2 "</p>" P2 "<br>" P2 "<br/>"     \
	   "<em>" P2 "</em>\"}")

static void
a_text_in_json_ld_is_trusted_where_it_agrees_with_the_page(void **state)
{
	static const char shown[] =
	    "<article><h1>River</h1><p>" P1 "</p><p>" P1 "</p></article>";
	struct fixture *f = *state;
	struct buf agrees = {.arena = &f->arena}, other = {.arena = &f->arena};

	buf_printf(&agrees, "%s%s", LD_BODY(P1), shown);
	buf_printf(&other, "%s%s", LD_BODY(P2), shown);
	buf_char(&agrees, '\0');
	buf_char(&other, '\0');
	assert_str(read_page(f, agrees.ptr).text,
	    P1 "\n" P2 "\n" P2 "\n" P2 "\n" P2 "\n");
	assert_str(read_page(f, other.ptr).text, P1 "\n" P1 "\n");
}

/* The furniture of a text, a line each. */
static struct str
skipped(struct fixture *f, const char *text, struct article *a)
{
	struct buf b = {.arena = &f->arena};

	*a = (struct article){.text = str_from(text)};
	page_skip_furniture(f->lang, f->dates, &f->registry, 0, &f->arena, a);
	assert_int_equal(a->text.len, strlen(text));
	for (size_t i = 0; i < a->n_skipped; i++) {
		buf_add(&b,
		    page_cut(a->text, a->skipped[i].start, a->skipped[i].end));
		buf_char(&b, '\n');
	}
	return b.len ? buf_str(&b) : (struct str){0};
}

static void
furniture_of_a_plain_text_is_passed_over(void **state)
{
	struct article a;

	assert_str(skipped(*state,
		       "River rises in Eastmark\nTue 14 Jan 2025 9:05 am\n"
		       "By Ana Sample\n3 hours ago\nimage source, Tidings\n" P1
		       "\n\nA long night\n" P2 "\n  Leave a Comment  \nYour "
		       "email address will not be published. Required fields "
		       "are marked *\nRiver rises in Eastmark\n",
		       &a),
	    "Tue 14 Jan 2025 9:05 am\nBy Ana Sample\n3 hours ago\nimage "
	    "source, Tidings\nLeave a Comment\nYour email address will not be "
	    "published. Required fields are marked *\nRiver rises in "
	    "Eastmark\n");
	assert_str(a.title, "River rises in Eastmark");
	assert_str(a.author, "Ana Sample");
	assert_int_equal(a.published_from, FOUND_TEXT);
	assert_int_equal(moment_date(a.published).day, 14);
}

static void
a_plain_text_gives_its_note_and_agency_too(void **state)
{
	struct article a;

	assert_str(skipped(*state,
		       "River rises in Eastmark\n" P1 "\n" P2
		       "\nCorrection: it was 45 people, not 54.\n"
		       "Source: NNA\n",
		       &a),
	    "Correction: it was 45 people, not 54.\nSource: NNA\n");
	assert_str(a.note, "Correction: it was 45 people, not 54.");
	assert_str(a.agency, "Norvia News Agency");
}

static void
sentences_of_a_plain_text_are_never_passed_over(void **state)
{
	static const char *const texts[] = {
	    P1 "\n" P2,
	    "By the end of the day 54 people had been found\n" P1,
	    "By Land and Sea, Thousands Leave the Coast\n" P1,
	    "Leave a comment to nobody, said the governor of Eastmark.\n" P1,
	    P1 "\nThe image shows 12 people in a boat.",
	    P1 "\n3 hours ago the river was two metres lower, he said.",
	    P1 "\nShare your opinion with the governor, he said to 30 people.",
	    "54 people missing\n" P1 "\n" P2,
	    "",
	    "\n\n",
	};
	struct article a;

	for (size_t i = 0; i < COUNT(texts); i++)
		assert_str(skipped(*state, texts[i], &a), "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(json_ld_is_trusted_before_meta_and_elements),
	    cmocka_unit_test(
		without_json_ld_meta_elements_and_address_are_asked),
	    cmocka_unit_test(what_is_given_wins),
	    cmocka_unit_test(a_title_loses_its_sites_name_only),
	    cmocka_unit_test(
		the_publisher_is_named_by_the_title_when_nothing_else_does),
	    cmocka_unit_test(names_of_a_byline_are_cleaned),
	    cmocka_unit_test(the_agency_is_found_where_credits_stand),
	    cmocka_unit_test(a_byline_is_read_in_many_languages),
	    cmocka_unit_test(credits_and_notes_are_read_in_many_languages),
	    cmocka_unit_test(a_correction_becomes_the_note_and_leaves_the_text),
	    cmocka_unit_test(a_text_only_in_json_ld_is_found),
	    cmocka_unit_test(
		a_text_in_json_ld_is_trusted_where_it_agrees_with_the_page),
	    cmocka_unit_test(furniture_of_a_plain_text_is_passed_over),
	    cmocka_unit_test(what_a_text_is_translated_from_is_kept),
	    cmocka_unit_test(a_plain_text_gives_its_note_and_agency_too),
	    cmocka_unit_test(sentences_of_a_plain_text_are_never_passed_over),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
