# Dates and periods: each pattern is tried on a sentence that holds a number
# and a word of the class date_cue. Groups: year, month, day; from_... and
# to_... for the two ends of a period.

since_year:
	\b since \s+ (?<from_year> (?:19|20)\d{2}) \b
