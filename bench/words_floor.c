/*
 * The least that reading a text can cost with the library made for it: where
 * its words are, by ICU (Unicode UAX 29), each looked at once. Nothing is
 * found in them.
 *
 *	words_floor FILE...
 */
#include <stdio.h>
#include <stdlib.h>

#include <unicode/ubrk.h>
#include <unicode/utext.h>

static size_t
count_words(UBreakIterator *words, const char *text, size_t len)
{
	UErrorCode status = U_ZERO_ERROR;
	UText *utf8 = utext_openUTF8(NULL, text, (int64_t)len, &status);
	size_t n = 0;

	ubrk_setUText(words, utf8, &status);
	if (U_FAILURE(status))
		abort();
	while (ubrk_next(words) != UBRK_DONE)
		n += ubrk_getRuleStatus(words) >= UBRK_WORD_NUMBER;
	utext_close(utf8);
	return n;
}

/* Line by line, as documents come. */
static size_t
read_file(UBreakIterator *words, const char *path)
{
	FILE *file = fopen(path, "rb");
	size_t n = 0, size = 0;
	char *line = NULL;
	ssize_t len;

	if (file == NULL) {
		perror(path);
		exit(1);
	}
	while ((len = getline(&line, &size, file)) > 0)
		n += count_words(words, line, (size_t)len);
	fclose(file);
	free(line);
	return n;
}

int
main(int argc, char **argv)
{
	UErrorCode status = U_ZERO_ERROR;
	UBreakIterator *words = ubrk_open(UBRK_WORD, "en", NULL, 0, &status);
	size_t n = 0;

	if (U_FAILURE(status))
		abort();
	for (int i = 1; i < argc; i++)
		n += read_file(words, argv[i]);
	printf("%zu words\n", n);
	ubrk_close(words);
	return 0;
}
