# What stands in a page beside an article's text, and what a byline, a credit
# and a correction look like. A pattern is tried on one line of a page.

# A byline, with its names: "By Ana Example and Ben Sample".
byline:
	^ \s* (?: (?:words|story|text|report|reporting|photographs|analysis|opinion|written|posted|published|edited)
	\s+ )? by [:\s]+ (?<who> \S.*)

# The same in a text where any line may be a sentence: names of two words or
# more, and no more than what a reporter is.
plain_byline:
	^ \s* (?: (?:written|reported|story|text|words) \s+ )? by [:\s]+
	(?<who> (?-i: \p{Lu}[\w.'’-]* (?: \s+ (?: \p{Lu}[\w.'’-]* | de|van|von|der|al|el|bin|da|di|la ) ){1,4} )
	    (?: \s* (?: , | & | \b and \b ) \s* (?-i: \p{Lu}[\w.'’-]* (?: \s+ \p{Lu}[\w.'’-]* ){0,4} ) ){0,5} )
	\s* (?: [|–—•·-] .{0,60} | , [^,]{0,40} (?:editor|correspondent|reporter|writer) .{0,20} )? $

# What stands between two names.
byline_and:
	\s* [;|/,&•·] \s* | \s+ (?:and|with) \s+

# Where a name ends and something else starts, or what is no name at all.
byline_end:
	^ (?: admin | administrator | editor | editors | staff | staff \s+ (?:writer|reporter) s? | newsroom | news \s+ desk
	| web \s+ desk | guest | editorial \s+ (?:team|staff|board) | contributor s? | author | senior \b.* | chief \b.*
	| (?:[\w-]+ \s+){0,3} (?:editor|correspondent|reporter|writer|columnist|producer|journalist|analyst|bureau|fellow|professor) s?
	| (?:head|director|president|founder|co-?founder|ceo|member) \b .*
	| ph \.? d \.? | m \.? d \.? | jr \.? | m\.?s\.? | m\.?a\.? | mph | mba | msc | bsc | rdn? | ldn? | rn | cfa | cfp | esq\.? ) $
	| \s+ (?: ph \.? d \.? | m\.?s\.? | m\.?d\.? | rdn? | staff \s .* ) $
	| \s+ for \s+ \S .* $
	| \s* \b (?: updated | published | posted | last \s+ modified | reporting \s+ by | edited \s+ by | for \s+ the
	| on \s+ (?: mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec ) ) \b .* $
	| \s+ [-–—] \s+ .* $
	| \s* \( .* $
	| \s+ (?: in | at ) \s+ \p{Lu} .* $
	| \s* \b (?: jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec ) \w* \.? \s+ \d .* $

# Whose copy it is: "Source: Example Agency".
credit:
	^ \W* (?: source s? | credit | agency | via ) \s* : \s* (?<who> \S .{1,80}) $
	| ^ \W* (?: with \s+ (?: additional \s+ )? (?:reporting|input s?|files?) \s+ (?:by|from) ) \s+ (?<who> \S .{1,80}) $

# What the text was translated from: "Translated from the Arabic by Ana Example".
translated:
	^ \W* (?: this \s+ (?:article|story|text|report) \s+ (?:was|is|has \s+ been) \s+ )?
	(?: machine- | automatically \s+ )? translated \s+ from \s+ (?: the \s+ )? (?: original \s+ )? (?<who> \S .{1,120}) $

# Who published the text before: "This article was first published by Example".
first_published:
	^ \W* (?: this \s+ (?:article|story|text|report|piece|essay|post) \s+ (?: (?:was|is|has \s+ been) \s+ )? )?
	(?: originally | first ) \s+ (?: published | appeared | posted ) \s+ (?: by | in | on | at ) \s+
	(?! (?: jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec ) \w* \s+ \d | \d ) (?: the \s+ website \s+ of \s+ )? (?<who> \S [^.]{1,80} )

# The publisher's note of a correction or an update, from the start of a line.
note:
	^ \W* (?: (?:correction s?|clarification|erratum|editor s? ['’]? s? \s+ note | editors['’] \s+ note) \b \s*
	    (?: \( [^)]{1,40} \) | \[ [^]]{1,40} \] | , [^:]{1,40} )? \s* [:.–—-]
	| update d? \s* (?: \( [^)]{1,40} \) )? \s* : \s+ (?: this | an? \s+ (?:earlier|previous) | the \s+ (?:article|story|headline|number|figure|death) )
	| this \s+ (?:article|story|report|piece|post|page|headline) \s+ (?:was|has \s+ been) \s+
	    (?: amended | corrected | updated | edited | changed | revised ) \b
	| an \s+ (?:earlier|previous) \s+ version \s+ of \s+ this \s+ (?:article|story|report|piece|post|headline) \b
	| (?: a | the ) \s+ previous \s+ version \s+ of \s+ this \s+ (?:article|story|report|piece|post) \b )

# A note that takes back the whole article.
retraction:
	^ \W* (?: (?: retraction | retracted | withdrawn ) \b \s* (?: \( [^)]{1,40} \) )? \s* :
	| this \s+ (?:article|story|report|piece|post) \s+ (?:was|has \s+ been|is) \s+ (?: retracted | withdrawn ) \b
	| we \s+ (?: have \s+ )? (?: retracted | withdrawn | retract | withdraw ) \s+ this \s+ (?:article|story|report|piece|post) \b )

# Lines before the first paragraph: dates, bylines, counts.
page_head:
	^ \W* (?: by \s+ (?-i: \p{Lu} ) [^.]{2,60} $ | by \s+ (?-i: \p{Lu} ) .{2,100} \b (?:19|20)\d\d \b .{0,40} $
	| (?: (?:last \s+)? (?:updated?|published|posted|modified|created) | first \s+ (?:published|posted) ) \b (?: .{0,60} | .{0,60} \b (?:19|20)\d\d \b .{0,60} ) $
	| (?:(?:mon|tues?|wed|wednes|thu|thurs|fri|sat|satur|sun) (?:day)? \.? ,? \s+)? (?: \d{1,2} \s+)?
	    (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec) [a-z]* \.? \s .{0,40} \d .{0,30} $
	| \d{1,2} [./-] \d{1,2} [./-] (?:19|20)?\d\d (?: .{0,30} | .{0,160} (?<! [.!?] ) ) $
	| (?:19|20)\d\d - \d\d - \d\d .{0,30} $
	| \d+ \s* (?:min|minute) s? \s* (?:read|ago) .{0,20} $
	| \d+ \s+ (?:hours?|hrs?|days?|weeks?|months?) \s+ ago .{0,20} $
	| reading \s+ time .{0,30} $
	)

# Lines that are never a sentence of the text, wherever they stand.
page_line:
	^ \W* (?: advertisement s? | advertising | ad | sponsored (?: \s+ content )? | story \s+ continues \s+ below .{0,30}
	| article \s+ continues \s+ (?:below|after) .{0,40} | continue \s+ reading .{0,60} | read \s+ more | read \s+ also .{0,160}
	| (?:also|see) \s+ (?:read|also|more) \s* : .{0,200} | read \s+ (?:more|also|next|the \s+ full \s+ (?:story|article)) \s* (?: : .{0,200} | here \W* )?
	| (?:related|recommended) \s* (?: (?:stories|story|articles?|content|coverage|posts?|news|reading|links|topics) )? \s* (?: : .{0,200} )?
	| don['’]?t \s+ miss \s* : .{0,200} | (?:watch|listen) \s* : .{0,200}
	| share \s+ (?:this|your|on|via|it) \b .{0,60} | share | tweet | print | e-?mail | save | comments? | (?:view|show|load|see|post|add|leave) \s+ (?:all \s+|more \s+|a \s+|your \s+)? comments? .{0,20}
	| follow \s+ (?:us|me|him|her|them|@) .{0,100} | (?:like|find) \s+ us \s+ on .{0,60} | sign \s+ up \s+ (?:for|to|here|now) .{0,160} | subscribe (?: \s+ (?:to|now|for|here) .{0,160} )?
	| click \s+ here \s+ (?:to|for) .{0,120} | click \s+ to \s+ (?:share|print|email|enlarge|view) .{0,100} | scroll \s+ (?:down|to) .{0,40} | skip \s+ to \s+ .{0,40} | back \s+ to \s+ top
	| (?:image|photo|picture|video|photograph|file \s+ photo|file) \s* (?: : | (?:source|credit s?|caption|description|provided|copyright|by|via|courtesy) \s* [:,] ) .{0,200}
	| (?:getty \s+ images|shutterstock|ap \s+ photo) .{0,60}
	| this \s+ video \s+ (?:can|could) \s* not \s+ be \s+ played .{0,60} | play \s+ video .{0,80} | duration \s+ \d.{0,20} | \d{1,2} : \d\d (?: : \d\d )?
	| all \s+ rights \s+ reserved .{0,60} | copyright \s+ (?:©|\(c\)|\d{4}) .{0,100} | © .{0,120}
	| your \s+ e-?mail \s+ address \s+ will \s+ not \s+ be \s+ published .{0,80} | required \s+ fields \s+ are \s+ marked .{0,20}
	| caption s? | (?: (?:image|photo|slide) \s+ )? \d+ \s+ (?:of|/) \s+ \d+ | \d+ \s* / \s* \d+ | by | print (?: \s+ (?:this \s+)? (?:article|page|story) )? | text \s+ size | order \s+ reprints | view \s+ (?:all|gallery|on \s+ \w+) .{0,20} | enlarge (?: \s+ \w+)?
	| (?:hide|toggle|show) \s+ captions? | open \s+ (?:image|photo) .{0,40} | copy \s+ (?:link|url) .{0,20} | gift \s+ (?:this \s+)? article | listen .{0,30} | jump \s+ to .{0,40} | in \s+ this \s+ (?:article|story)
	| (?:last \s+)? updated \b (?: [^.]{0,30} \d{1,2} [:.] \d\d | [^.]{0,40} \b (?:19|20) \d\d ) .{0,20}
	| https?:// \S+
	| (?: additional \s+ )? (?:reporting|editing|writing|compiled|edited|reported|written) \s+ by \s [^.]{3,160} \.? .{0,60}
	| (?:reach|contact|e-?mail|write \s+ to|follow) \s [^.]{0,120} (?: @ | https?:// | \b on \s+ (?:twitter|facebook|instagram|x) \b ) .{0,160}
	| (?-i: DON['’]T \s MISS | READ \s MORE | SEE \s ALSO | ALSO \s READ | RELATED ) \s* [:|–—-]? \s+ .{5,200}
	| (?-i: MORE | WATCH | READ ) \s* [:|–—-] \s .{5,200}
	| .{0,200} [(\[] \s* (?:image|photo|picture|pic|file|credit)s? (?: \s+ (?:credit|source|by|courtesy))? \s* [:/] [^)\]]{1,80} [)\]]
	| .{0,200} / \s* (?: (?-i: AFP | AP | Reuters | REUTERS | EPA | Getty ) ) (?: \s+ images | \s+ photo | \s+ via \s .{1,30} )? \s* \)?
	| [^.]{0,120} \b (?:getty \s+ images|shutterstock) \b [^.]{0,80} | (?:instagram|twitter|facebook|youtube|tiktok) \s? / \s? .{2,60}
	| [^.]{0,160} \b click \s+ here | (?:please \s+ )? log \s+ in \s+ again \b .{0,160} | session \s+ expired
	| read \s+ (?: our | the ) \s+ (?: [\w-]+ \s+ ){0,5} (?: review | guide | original \s+ article \b .{0,40} )
	| .{0,60} \d \s* shares? \s* \d+ \s* views? | .{0,80} \b (?:on|for|from) \s+ ios \s+ (?:or|and) \s+ android
	| .{0,200} [.] \s+ (?: image | photo (?: graph )? | picture | credit ) s? \s* : \s+ [^.]{3,80}
	| loading \W* | close | menu | more | next | previous | tags? | topics? | filed \s+ under .{0,100} | tags? \s* : .{0,200} | topics? \s* : .{0,200} | tags \s [^.,]{1,60} , [^.,]{1,60} , [^.]{1,160} | related \s+ \w+ : .{1,100}
	| \d+ \s+ (?:shares?|comments?|views?|likes?) ) \W* $

# Lines after which there is no text any more.
page_tail:
	^ \W* (?: leave \s+ (?:a|your) \s+ (?:comment|reply) .{0,40} | share \s+ your \s+ opinion | (?:join|start) \s+ the \s+ (?:discussion|conversation) .{0,40} | comments? (?: \s* \(? \d+ \)? )?
	| (?:related|recommended|more|latest|popular|trending|top|similar) \s+ (?:stories|story|articles?|content|coverage|posts?|news|reading|links|topics|videos?) .{0,40}
	| more \s+ (?:from|on|in|about|like) \s .{1,60} | more \s+ (?: \w+ \s+ ){1,3} (?:stories|articles|news|coverage) | want \s+ more \s .{1,80} \? | you \s+ (?:may|might) \s+ (?:also \s+)? (?:like|enjoy|be \s+ interested) .{0,60} | (?:read|up) \s+ next .{0,60} | most \s+ (?:read|popular|viewed|shared) .{0,40} | what \s+ to \s+ read \s+ next .{0,20}
	| about \s+ the \s+ authors? .{0,40} | (?:sign|signed) \s+ up \s .{0,80} | tags? | topics? | newsletter .{0,40}
	| post \s+ navigation | scroll \s+ to \s+ top | have \s+ your \s+ say .{0,40} ) \W* $

# Lines of a text saved from a page that are no part of it.
plain_line:
	^ \W* (?: (?:image|photo|picture) \s+ (?:source|credit s?|caption|description|provided|copyright) \b [^.]{0,200} \.?
	| image \s+ description \s* , .{0,200}
	| \d+ \s+ (?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?) \s+ ago
	| play \s+ (?:the \s+)? video \b .{0,240} | duration \s+ [\d:,. ]{3,20} | \d{1,2} : \d\d (?: : \d\d )?
	| (?:last \s+)? (?:updated|published|posted) \s+ (?:on|at|:)? .{0,50} \d .{0,30}
	| leave \s+ (?:a|your) \s+ (?:comment|reply) .{0,20} | share \s+ your \s+ opinion | share \s+ this (?: \s+ (?:article|story|post|page) )? | share | tweet
	| your \s+ e-?mail \s+ address \s+ will \s+ not \s+ be \s+ published .{0,80} | required \s+ fields \s+ are \s+ marked .{0,20}
	| (?:post|add|view|show) \s+ (?:all \s+|a \s+)? comments? | \d+ \s+ comments? | comments? | scroll \s+ to \s+ top | back \s+ to \s+ top | skip \s+ to \s+ (?:main \s+)? content
	| advertisement s? | sponsored (?: \s+ content )? | read \s+ (?:more|also) (?: \s* : .{0,160} )? | also \s+ read \s* : .{0,160} | related \s+ (?:stories|articles|posts|news|content)
	| sign \s+ up \s+ (?:for|to) \s+ [^.]{0,100} | subscribe (?: \s+ (?:now|here|to \s+ our [^.]{0,80}) )? | follow \s+ us \s+ on [^.]{0,60}
	| save \s+ my \s+ name , .{0,120} | notify \s+ me \s+ of .{0,80} | all \s+ rights \s+ reserved | (?:©|copyright \s+ ©?) \s* \d{4} .{0,80}
	| (?:mon|tue|wed|thu|fri|sat|sun) [a-z]* \.? ,? \s+ \d{1,2} \s+ (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec) [a-z]* \s+ \d{4} .{0,50}
	) \W* $

# A paragraph among the last of a text that is about the text, its author or
# its outlet: tried on the last few only, where a sentence may look like it.
page_end:
	^ (?! .* \b (?: kill | arrest | detain | imprison | jail | injur | wound | abduct | died | missing | said | says | told ) ) \W* (?: .{0,160} \b (?: may | can ) \s+ be \s+ (?:reached|contacted|followed|emailed) \s+ (?:at|by|on|via) \b
	| .{0,160} \b (?:follow|find|contact|e-?mail|reach|write \s+ to|connect \s+ with) \s+ (?:him|her|us|me|(?:the|this) \s+ (?:author|reporter|writer)) \b .{0,20} \b (?:at|on|via|by|twitter|facebook|instagram|linkedin) \b
	| .{0,80} \b (?:follow|contact|e-?mail) \s+ (?-i: \p{Lu} ) [^.]{0,60} (?: @ | \b on \s+ (?:twitter|facebook|instagram|x|threads|snapchat) \b | via \s+ e-?mail )
	| (?-i: \p{Lu} ) [^.]{3,80} (?: \b is | ['’]s ) \s+ (?: an? | the ) \s+ (?: [\w&'’-]+ \s+ ){0,6} (?: writer | reporter | journalist | columnist | correspondent | contributor | editor | freelancer | blogger | producer ) \b
	| (?-i: \p{Lu} ) [^.]{3,80} , \s+ (?: an? | the ) \s+ [^.]{0,80} \b (?: writer | reporter | journalist | columnist | correspondent | editor ) s? , \s+ (?: covers | writes | has )
	| (?-i: \p{Lu} [\w.'’-]+ \s+ \p{Lu} ) [^.]{1,60} \s (?: writes | covers | reports ) \s+ (?: about | on | for | the ) \b
	| (?-i: \p{Lu} ) [^.:]{2,60} : \s+ [\w.-]+ @ | (?:have|got|do \s+ you \s+ have) \s+ (?:a|any) \s+ (?:tip|story|question|correction) s? \b
	| this \s+ (?:article|story|post|piece|report) \s+ (?: was \s+ )? (?: originally | first ) \s+ published \s+ (?: on \s+ )? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)
	| (?: this \s+ (?:document|content|material|article) \s+ is \s+ (?:subject \s+ to \s+ copyright|protected|copyrighted) | (?:content|material) s? \s+ (?:may|must|can) \s+ not \s+ be \s+ (?:published|reproduced) )
	| (?: citation | journal \s+ information | more \s+ information | provided \s+ by | doi | journal (?: \s+ reference)? ) \s* : | (?: references | sources | further \s+ reading | see \s+ also ) \s* :? \s* $ | \d+ \s+ sources $
	| disclaimer \s* : | (?: get | have ) \s+ it \s+ delivered \b | .{0,120} \b (?: weekly | daily ) \s+ newsletter \b
	| (?: the \s+ )? (?: views | opinions ) (?: \s+ (?:and|or) \s+ opinions)? \s+ (?: expressed | in \s+ this | here ) \b
	| .{0,120} \b (?: sign \s+ up | subscribe | register ) \s+ (?: (?:here|now|today|free) \s+ )? (?: for | to ) \b .{0,80} (?: newsletter | inbox | e-?mail | updates | alerts | channel | podcast | briefing | magazine | \b today )
	| .{0,160} \b (?: to|in|into|straight \s+ to ) \s+ your \s+ (?: e-?mail \s+ )? inbox \b | special \s+ offer \b | our \s+ journalism \s+ needs | support \s+ (?:our|independent|local|quality) \s+ (?:\w+ \s+)?journalism | please \s+ (?:consider|subscribe|support|donate)
	| (?: for | want ) \s+ more \s [^.?]{2,120} [,?] \s* (?: visit | sign | check | follow | subscribe | read | click | see | go | head | make \s+ sure ) | (?: read | see | find | get | discover ) \s+ more \s+ (?: from | about | at | on | of ) \s .{0,120} $
	| (?: comments | replies ) \s+ (?: are | have \s+ been ) \s+ (?: now \s+ )? (?: closed | off | turned | disabled | moderated | pre ) | comments \s+ on \s+ this \s+ \w+ \s+ are | (?: join | have ) \s+ (?: the \s+ conversation | your \s+ say ) | (?: what \s+ do \s+ you \s+ think | let \s+ us \s+ know | tell \s+ us ) \b .{0,80} \b comments?
	| (?: this | our ) \s+ (?:website|site|article|post|story) \s+ (?: may \s+ )? (?: uses | contain s? ) \s+ (?:cookies|affiliate) | (?: we | \w+ ) \s+ (?: may \s+ )? (?: earn | receive ) s? \s+ (?: an? \s+ )? (?: affiliate \s+ )? (?: commission | compensation )
	| available \s+ (?:on|at) \s+ (?:apple|spotify|google) | also \s+ available \s+ on | watch \s+ the \s+ (?:full \s+ )? (?:video|interview|episode)
	| for \s+ more \s+ information \s* (?: : | , | please | visit | go | see | and \s+ to \s+ register )
	| (?! .* \b (?: associated \s+ press | reuters | afp | agency | wire ) ) .{3,120} \b contributed \s+ to \s+ this \s+ (?:report|story|article|piece) \b
	| (?: this \s+ (?:episode|podcast|segment) | lead \s+ image | styling | photographs? | illustration s? ) (?: \s+ was | \s* : )
	| \w+ ['’] s \s+ mission \s+ is \s+ to \b | the \s+ [\w\s]{3,40} ['’]s \s+ (?:primary\s+)?(?:journalistic\s+)? mission \s+ is
	| [—–-]{1,2} \s* (?-i: \p{Lu} ) [^.(]{2,60} $ )
