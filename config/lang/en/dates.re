# Dates and periods. Each pattern is tried on the sentence of a count; what
# one has found hides those after it: published, between, from_to, months, years,
# weekdays, days, as_of, since, day, month, year.
#
# Groups: year, month, day, weekday of one date; the same with from_ and to_
# for the two ends of a period; decade, the first year of ten. Months and weekdays are those of units.tsv.
#
# Some begin with what tells at little cost that they cannot match at a letter.

# when something was published, shown or said, which is not when it happened
published:
	(?<! [a-z] ) (?= p[uhro] | re | s[tu] | f[io] | nu | vi | i[mns] | l[ie] | a[snir] | u[pn] | b[ur] | c[eo] | d[ao] | e[sn] | to ) \b (?: (?: published
	| (?: report | statement | study | survey | figure | finding | number | statistic | video | footage | photo | image | list | assessment | update | bulletin | census | analysis | index | estimate | data | document | letter | result | count | toll ) s? ,? \s+ (?: (?: it | they | we | that | which | was | were | has | have | had | been | just | newly ) \s+ ){0,3} released | issued | dated | posted | aired | printed | entitled | unveiled ) \s+ (?: in | on )? \s* (?: (?: early | late | mid ) [\s-]+ )?
	| (?: report | statement | study | survey | interview | article | video | press \s+ release | briefing ) \s+ (?: in | on | of | from ) \s+ )
	(?: \d{1,2} \s+ )? (?: (?&mon) \s* )? (?: \d{1,2} \b ,? \s* )? (?: (?&y) | (?<= [a-z.] \s ) ) \b
	| (?= in | on ) \b (?: in | on ) \s+ (?: \d{1,2} \s+ )? (?: (?&mon) \s+ )? (?: \d{1,2} , \s+ )? (?&y) ,? \s+ (?: a | an | the ) \s+ (?: \w+ \s+ ){0,2} (?: report | video | study | statement | survey ) \s+ (?: was | were ) \s+ (?: published | released | issued )
	(?(DEFINE)
	(?<y> (?: 19 | 20 ) \d{2} \b (?! [,.]\d ) )
	(?<mon> (?: jan(?:uary)? | feb(?:ruary)? | mar(?:ch)? | apr(?:il)? | may | june? | july? | aug(?:ust)? | sept?(?:ember)? | oct(?:ober)? | nov(?:ember)? | dec(?:ember)? ) \b \.? ))

between:
	\b between \s+ (?: mid- | early[\s-]+ | late[\s-]+ | the \s+ start \s+ of \s+ )?
	(?: (?<from_day> \d{1,2}) (?: st|nd|rd|th )? (?= \s+ and \s+ \d{1,2} \s+ (?&mon) ) )?
	(?: (?: (?<from_day> \d{1,2}) \s+ )? (?<from_month> (?&mon)) \s+ (?: (?<from_day> \d{1,2}) (?: st|nd|rd|th )? \b ,? \s* )? )?
	(?<from_year> (?&y))? \s* \b and \s+ (?: mid- | early[\s-]+ | late[\s-]+ | the \s+ end \s+ of \s+ )?
	(?: (?: (?<to_day> \d{1,2}) \s+ )? (?<to_month> (?&mon)) \s* (?: (?<to_day> \d{1,2}) (?: st|nd|rd|th )? \b ,? \s* )? )?
	(?<to_year> (?&y))? \b
	(?(DEFINE)
	(?<y> (?: 19 | 20 ) \d{2} \b (?! [,.]\d ) )
	(?<mon> (?: jan(?:uary)? | feb(?:ruary)? | mar(?:ch)? | apr(?:il)? | may | june? | july? | aug(?:ust)? | sept?(?:ember)? | oct(?:ober)? | nov(?:ember)? | dec(?:ember)? ) \b \.? ))

from_to:
	(?= [0-9] | from | jan | feb | mar | apr | may | jun | jul | aug | sep | oct | nov | dec )
	(?: \b from \s+ (?: mid- | early \s+ | late \s+ )? | (?<= [(\s] ) )
	(?: (?: (?<from_day> \d{1,2}) \s+ )? (?<from_month> (?&mon)) \s+ (?: (?<from_day> \d{1,2}) ,? \s* )? )?
	(?<from_year> (?&y)) \s* (?: to | until | till | through | [-–—] ) \s* (?: mid- | early \s+ | late \s+ )?
	(?: (?: (?<to_day> \d{1,2}) \s+ )? (?<to_month> (?&mon)) \s+ (?: (?<to_day> \d{1,2}) ,? \s* )? )?
	(?<to_year> (?&y)) \b
	(?(DEFINE)
	(?<y> (?: 19 | 20 ) \d{2} \b (?! [,.]\d ) )
	(?<mon> (?: jan(?:uary)? | feb(?:ruary)? | mar(?:ch)? | apr(?:il)? | may | june? | july? | aug(?:ust)? | sept?(?:ember)? | oct(?:ober)? | nov(?:ember)? | dec(?:ember)? ) \b \.? ))

# months, and days of two months; the first may have no year
months:
	(?<! [a-z] ) (?= in | dur | thr | for | fro | bet | jan | feb | mar | apr | may | jun | jul | aug | sep | oct | nov | dec )
	(?: (?: in | during | throughout | for | from | between ) \s+ (?: both \s+ )? (?: (?: early | late | mid ) [\s-]+ )? | (?= (?&mon) \s+ \d ) )
	(?<from_month> (?&mon)) (?: \s+ (?<from_day> \d{1,2}) (?: st|nd|rd|th )? \b )?
	(?: \s* [-–—/] \s* | \s+ (?: and | or | to | until | till | through ) \s+ ) (?: (?: early | late | mid ) [\s-]+ | the \s+ end \s+ of \s+ )?
	(?<to_month> (?&mon)) (?: \s+ (?<to_day> \d{1,2}) (?: st|nd|rd|th )? \b (?! [,.]\d ) )? (?: ,? \s+ (?<to_year> (?&y)) )? \b
	(?(DEFINE)
	(?<y> (?: 19 | 20 ) \d{2} \b (?! [,.]\d ) )
	(?<mon> (?: jan(?:uary)? | feb(?:ruary)? | mar(?:ch)? | apr(?:il)? | may | june? | july? | aug(?:ust)? | sept?(?:ember)? | oct(?:ober)? | nov(?:ember)? | dec(?:ember)? ) \b \.? ))

years:
	(?= in | dur | thr | for | bot ) \b (?: in | during | throughout | for | both ) \s+ (?: both \s+ )? (?<from_year> (?&y)) \s+ (?: and | or ) \s+ (?<to_year> (?&y)) \b
	| (?= the ) \b the \s+ (?: (?: early | late | mid ) [\s-]+ )? (?<decade> (?: 19 | 20 ) \d 0 ) s \b
	(?(DEFINE)
	(?<y> (?: 19 | 20 ) \d{2} \b (?! [,.]\d ) ))

weekdays:
	\b (?<from_weekday> (?&week)) \s+ (?: to | and | or | until | till | through ) \s+ (?<to_weekday> (?&week)) \b
	(?(DEFINE)
	(?<week> (?: mon|tues|wednes|thurs|fri|satur|sun ) day ))

# days of one month or of two
days:
	(?<! [a-z0-9] ) (?= [0-9] | jan | feb | mar | apr | may | jun | jul | aug | sep | oct | nov | dec )
	(?: \b (?<from_day> \d{1,2}) (?: st|nd|rd|th )? (?: , \s+ \d{1,2} (?: st|nd|rd|th )? )*
	(?: \s+ (?<from_month> (?&mon)) (?: ,? \s+ (?<from_year> (?&y)) )? )?
	(?: \s* [-–—/] \s* | \s+ (?: to | and | until | till | through ) \s+ )
	(?<to_day> \d{1,2}) (?: st|nd|rd|th )? \s+ (?<to_month> (?&mon)) (?: ,? \s+ (?<to_year> (?&y)) )?
	| (?<to_month> (?&mon)) \s+ (?<from_day> \d{1,2}) (?: [-–—] | \s+ (?: to | through | and (?= \s+ \d+ (?: [.;] | ,? \s+ (?&y) ) ) ) \s+ )
	(?<to_day> \d{1,2}) \b (?! [,.]\d ) (?: ,? \s+ (?<to_year> (?&y)) )? ) \b
	(?(DEFINE)
	(?<y> (?: 19 | 20 ) \d{2} \b (?! [,.]\d ) )
	(?<mon> (?: jan(?:uary)? | feb(?:ruary)? | mar(?:ch)? | apr(?:il)? | may | june? | july? | aug(?:ust)? | sept?(?:ember)? | oct(?:ober)? | nov(?:ember)? | dec(?:ember)? ) \b \.? ))

as_of:
	(?= as | thr | unt | til | up | by ) \b (?: as \s+ (?:of|at) | through | until | till | up \s+ to | by (?: \s+ the \s+ end \s+ of | \s+ late | \s+ early | \s+ mid- )? ) \s+ (?: the \s+ end \s+ of \s+ )?
	(?: (?<weekday> (?: mon|tues|wednes|thurs|fri|satur|sun ) day )
	| (?: (?<day> \d{1,2}) (?: st|nd|rd|th )? \s+ )? (?<month> (?&mon)) (?: \s+ (?<day> \d{1,2}) (?: st|nd|rd|th )? \b (?! [,.]\d ) )? (?: ,? \s+ (?<year> (?&y)) )?
	| (?<year> (?&y)) ) \b
	(?(DEFINE)
	(?<y> (?: 19 | 20 ) \d{2} \b (?! [,.]\d ) )
	(?<mon> (?: jan(?:uary)? | feb(?:ruary)? | mar(?:ch)? | apr(?:il)? | may | june? | july? | aug(?:ust)? | sept?(?:ember)? | oct(?:ober)? | nov(?:ember)? | dec(?:ember)? ) \b \.? ))

since:
	(?= sin | as | sta | beg | dat ) \b (?: since | as (?= \s+ the \s+ (?: start | beginning | outbreak | onset ) \b ) | starting \s+ in | beginning \s+ in | dating \s+ back \s+ to )
	(?: \s+ (?: the | its | their | a | an | [[:alpha:]'’-]{2,20} ) ){0,9}?
	(?: \s+ (?: in | of | on | from | early | late | mid ) )? [\s-]+
	(?: (?: (?<from_day> \d{1,2}) \s+ )? (?<from_month> (?&mon)) (?: \s+ (?<from_day> \d{1,2}) \b (?! [,.]\d ) )? ,? \s* )?
	(?<from_year> (?&y)) \b
	| (?= sin ) \b since \s+ (?: (?: early | late | mid ) [\s-]+ | last \s+ | the \s+ (?: start | beginning | middle | end ) \s+ of \s+ )?
	(?: (?<weekday> (?: mon|tues|wednes|thurs|fri|satur|sun ) day ) \b
	| (?: (?<from_day> \d{1,2}) (?: st|nd|rd|th )? \s+ )? (?<from_month> (?&mon)) (?: \s+ (?<from_day> \d{1,2}) (?: st|nd|rd|th )? \b (?! [,.]\d ) | \b ) (?! ,? \s+ (?&y) ) )
	| (?= fro ) \b from \s+ (?: (?<from_month> (?&mon)) \s+ )? (?<from_year> (?&y)) \s+ on (?: wards? )? \b
	(?(DEFINE)
	(?<y> (?: 19 | 20 ) \d{2} \b (?! [,.]\d ) )
	(?<mon> (?: jan(?:uary)? | feb(?:ruary)? | mar(?:ch)? | apr(?:il)? | may | june? | july? | aug(?:ust)? | sept?(?:ember)? | oct(?:ober)? | nov(?:ember)? | dec(?:ember)? ) \b \.? ))

day:
	(?<! [a-z0-9] ) (?= [0-9] | jan | feb | mar | apr | may | jun | jul | aug | sep | oct | nov | dec
	| mon | tue | wed | thu | fri | sat | sun | on | late | early )
	\b (?: (?<day> \d{1,2}) (?: st|nd|rd|th )? \s+ (?: of \s+ )? (?<month> (?&mon)) (?: ,? \s+ (?<year> (?&y)) )?
	| (?<month> (?&mon)) \s+ (?<day> \d{1,2}) (?: st|nd|rd|th )? \b (?! [,.]\d ) (?: ,? \s+ (?<year> (?&y)) )?
	| (?: on \s+ | late \s+ | early \s+ )? (?<weekday> (?: mon|tues|wednes|thurs|fri|satur|sun ) day ) ) \b
	(?(DEFINE)
	(?<y> (?: 19 | 20 ) \d{2} \b (?! [,.]\d ) )
	(?<mon> (?: jan(?:uary)? | feb(?:ruary)? | mar(?:ch)? | apr(?:il)? | may | june? | july? | aug(?:ust)? | sept?(?:ember)? | oct(?:ober)? | nov(?:ember)? | dec(?:ember)? ) \b \.? ))

# a month without its year is one only behind a word for time
month:
	\b (?: (?: in | during | of | since | throughout | last | early | late | mid | this )? [\s-]+ (?<month> (?&mon)) (?: ,? \s+ (?: of \s+ )? (?<year> (?&y)) )
	| (?: in | during | throughout | since | last | early | late | mid | this | of (?<= week \s of | weeks \s of | days \s of | half \s of | start \s of | beginning \s of | middle \s of | end \s of ) ) [\s-]+ (?: the \s+ month \s+ of \s+ | early \s+ | late \s+ | mid- )? (?<month> (?&mon)) (?! \s+ \d ) ) \b
	(?(DEFINE)
	(?<y> (?: 19 | 20 ) \d{2} \b (?! [,.]\d ) )
	(?<mon> (?: jan(?:uary)? | feb(?:ruary)? | mar(?:ch)? | apr(?:il)? | may | june? | july? | aug(?:ust)? | sept?(?:ember)? | oct(?:ober)? | nov(?:ember)? | dec(?:ember)? ) \b \.? ))

year:
	(?<! [\d-] ) (?<year> (?: 19 | 20 ) \d{2} ) - (?<month> 0 [1-9] | 1 [0-2] ) - (?<day> [0-3] \d ) (?! [\d-] )
	| \b (?: in | during | throughout | for | of | since | late | early | mid | the | a | to (?<= year \s to | years \s to ) ) [\s-]+ (?<year> (?: 19 | 20 ) \d{2} ) \b (?! [,.]\d )

# a word that is a year, and nothing else
only_year:
	^ (?: 19 | 20 ) \d{2} $
