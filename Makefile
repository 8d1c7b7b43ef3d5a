# make, make deps, make run, make test, make check, make golden, make install
# make lint, make fuzz, make bench, make eval EVAL=folder

PREFIX	= /usr/local
SYSTEMD	= $(PREFIX)/lib
B	= build
CFLAGS	= -O3 -g
LIBS	= libcurl libcyaml libxml-2.0 libpcre2-8 icu-uc icu-i18n jansson \
	  sqlite3 libcrypto uchardet zlib libdeflate libexttextcat

MODELS	:= $(shell pkg-config --variable=pkgdatadir libexttextcat)

WARN	= -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
	  -Wmissing-prototypes -Wcast-qual -Wwrite-strings -Wundef -Wvla
FLAGS	= -std=c17 -pthread -D_POSIX_C_SOURCE=200809L $(WARN) -I. -I$(B) \
	  $(shell pkg-config --cflags $(LIBS) cmocka) \
	  -DTEXTCAT_MODELS='"$(MODELS)/"'
LDLIBS	= -pthread $(shell pkg-config --libs $(LIBS)) -lm
TESTLIB	= $(shell pkg-config --libs cmocka)

STAGES	= base config extract fetch report store
LIB	= $(patsubst %.c,$(B)/%.o,$(wildcard $(STAGES:=/*.c))) \
	  $(B)/builtin.o $(B)/registry.o
CMD	= $(patsubst %.c,$(B)/%.o,$(wildcard cmd/*.c))
TESTS	= $(patsubst %.c,$(B)/%,$(wildcard tests/*_test.c))
STEPS	= $(patsubst %.c,$(B)/steps/%.o,$(wildcard extract/*.c))
SCRIPTS	= $(wildcard tests/*_test.py)
FUZZ	= $(patsubst %.c,$(B)/%,$(wildcard tests/*_fuzz.c))
BENCH	= $(patsubst %.c,$(B)/%,$(wildcard bench/*.c))
DATA	= $(wildcard config/*.yaml config/lang/*.conf config/lang/*.tsv) \
	  $(sort $(wildcard config/lang/*/*))
BUILTIN	= $(DATA:%=$(B)/%)
SOURCES	= $(wildcard $(addsuffix /*.[ch],$(STAGES) cmd))

all: $(B)/tallybook

# The whole archive, so that one name defined twice is an error. The tables
# built in are full of pointers; packed, the program is a third smaller.
$(B)/tallybook: $(CMD) $(B)/libtallybook.a
	$(CC) $(CFLAGS) $(LDFLAGS) -Wl,-z,pack-relative-relocs -o $@ $(CMD) \
	    -Wl,--whole-archive \
	    $(B)/libtallybook.a -Wl,--no-whole-archive $(LDLIBS)
$(FUZZ): FUZZER = -fsanitize=fuzzer
$(TESTS) $(FUZZ) $(BENCH): %: %.o $(B)/libtallybook.a
	$(CC) $(CFLAGS) $(LDFLAGS) $(FUZZER) -o $@ $^ $(LDLIBS) $(TESTLIB)

# It is preloaded into the program, and has no sanitizers to be loaded first.
$(B)/tests/die.so: tests/die.c
	@mkdir -p $(@D)
	$(CC) $(FLAGS) -O2 -shared -fPIC -o $@ $< -ldl

# One test counts the steps of extract/, which tell it of each block they run.
$(B)/tests/text_steps_test: private LDFLAGS += $(STEPS)
$(B)/tests/text_steps_test: | $(STEPS)
$(B)/steps/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(FLAGS) $(CFLAGS) $(CPPFLAGS) -fsanitize-coverage=trace-pc \
	    -MMD -MP -c -o $@ $<

$(B)/libtallybook.a: $(LIB)
	rm -f $@ && $(AR) rcs $@ $^

$(B)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(FLAGS) $(CFLAGS) $(CPPFLAGS) -MMD -MP -c -o $@ $<
$(B)/%.o: $(B)/%.c Makefile
	$(CC) $(FLAGS) $(CFLAGS) $(CPPFLAGS) -MMD -MP -c -o $@ $<

# What is built in: the files of config/, and in places.yaml what iso-codes adds.
$(B)/config/%: config/%
	@mkdir -p $(@D)
	cp $< $@
$(B)/config/places.yaml: config/places.yaml tools/divisions tools/divisions.tsv
	@mkdir -p $(@D)
	tools/divisions config/places.yaml tools/divisions.tsv > $@
$(B)/builtin.c: $(BUILTIN) tools/embed
	tools/embed $(B)/config $(BUILTIN) > $@
$(B)/registry.c: $(B)/tools/tabulate $(BUILTIN)
	$< $(B)/config > $@
$(B)/tools/tabulate: $(patsubst %.c,$(B)/%.o,$(wildcard tools/*.c base/*.c) \
    $(addprefix config/,folder.c reader.c registry.c registry_load.c value.c) \
    $(addprefix extract/,name_piece.c name_trie.c names_compile.c token.c))
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)
$(B)/sql.h: $(wildcard store/sql/*.sql) tools/sql2h.awk | $(B)
	awk -v table=sql -f tools/sql2h.awk $(filter %.sql,$^) > $@
$(B)/migration.h: $(wildcard store/sqlite/*.sql) tools/sql2h.awk | $(B)
	awk -v table=migration -v whole=1 -f tools/sql2h.awk \
	    $(filter %.sql,$^) > $@
$(patsubst %.c,$(B)/%.o,$(wildcard store/*.c tests/store_*.c)): \
    $(B)/sql.h $(B)/migration.h
$(B):
	mkdir -p $@

deps:
	@tools/deps

run: deps
	@$(MAKE) --no-print-directory -s all
	@tools/demo/run $(B)/tallybook

test: deps
	@$(MAKE) --no-print-directory tests
tests: $(TESTS) $(B)/tests/die.so all
	tests/layers $(SOURCES)
	@$(MAKE) --no-print-directory -O -j$$(($$(nproc) * 2)) \
	    $(TESTS:=.run) $(SCRIPTS:=.run)
	TALLYBOOK=$(B)/tallybook tests/golden/run
$(TESTS:=.run): %.run: %
	@echo "== $*"; $*
$(SCRIPTS:=.run): %.run: %
	@echo "== $*"; TALLYBOOK=$(CURDIR)/$(B)/tallybook python3 $*

check: deps				# the tests again, under the sanitizers
	@$(MAKE) --no-print-directory B=build/check CFLAGS='-O1 -g \
	    -fsanitize=address,undefined -fno-sanitize-recover=all' tests

golden: all $(B)/tests/report_test
	TALLYBOOK=$(B)/tallybook tests/golden/run --write
	TALLYBOOK_GOLDEN=write $(B)/tests/report_test

fuzz:
	$(MAKE) CC=clang B=build/fuzz CFLAGS='-O1 -g \
	    -fsanitize=fuzzer-no-link,address,undefined' \
	    LDFLAGS=-fsanitize=address,undefined fuzzers
fuzzers: $(FUZZ)
	for f in $^; do $$f -max_total_time=$${FUZZ_SECONDS:-60} || exit 1; done

lint:
	clang-format --dry-run -Werror $(SOURCES) $(wildcard bench/*.c tools/*.c)
	clang-tidy --quiet $(filter %.c,$(SOURCES)) -- $(FLAGS)
	mandoc -Tlint -Wwarning man/*

bench: all $(BENCH)
	bench/run $(B)

eval: all
	tools/eval $(B)/tallybook $(EVAL)

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1 \
	    $(DESTDIR)$(PREFIX)/share/man/man5 \
	    $(DESTDIR)$(PREFIX)/share/man/man7
	install -m 755 $(B)/tallybook $(DESTDIR)$(PREFIX)/bin
	install -m 644 man/*.1 $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 644 man/*.5 $(DESTDIR)$(PREFIX)/share/man/man5
	install -m 644 man/*.7 $(DESTDIR)$(PREFIX)/share/man/man7
	install -d $(DESTDIR)$(SYSTEMD)/systemd/system \
	    $(DESTDIR)$(SYSTEMD)/sysusers.d
	sed 's|@PREFIX@|$(PREFIX)|' systemd/tallybook.service \
	    > $(DESTDIR)$(SYSTEMD)/systemd/system/tallybook.service
	install -m 644 systemd/tallybook.timer \
	    $(DESTDIR)$(SYSTEMD)/systemd/system
	install -m 644 systemd/tallybook.sysusers \
	    $(DESTDIR)$(SYSTEMD)/sysusers.d/tallybook.conf

clean:
	rm -rf $(B)

.PHONY: all deps run test tests check golden fuzz fuzzers lint bench \
	$(TESTS:=.run) $(SCRIPTS:=.run) \
	eval install clean
.DELETE_ON_ERROR:
-include $(wildcard $(B)/*.d $(B)/*/*.d $(B)/*/*/*.d)
