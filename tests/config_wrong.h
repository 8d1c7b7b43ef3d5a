/* File, what stands in it, and the message: the rows of a table. */
{"tallybook.yaml",
	"pace: 3\n",
	"./tallybook.yaml:1: pace \"3\": expected a time such as 30m, 6h or 1d, from 0s to 1h"},
{"tallybook.yaml",
	"# one\n"
	"\n"
	"max_body: 10\n",
	"./tallybook.yaml:3: max_body \"10\": expected a size such as 10MB, from 1kB to 1GB"},
{"tallybook.yaml",
	"parallel: 0\n",
	"./tallybook.yaml:1: parallel \"0\": expected a number, from 1 to 1000"},
{"tallybook.yaml",
	"recheck: [2h, 1h]\n",
	"./tallybook.yaml:1: recheck \"1h\": expected times such as [6h, 1d, 7d], each longer than the one before"},
{"tallybook.yaml",
	"recheck: 1h\n",
	"./tallybook.yaml:1: field \"recheck\": expected a list, found a single value"},
{"tallybook.yaml",
	"recheck: []\n",
	"./tallybook.yaml:1: field \"recheck\": expected at least one entry"},
{"tallybook.yaml",
	"pace: 1s\n"
	"every: 1h\n"
	"every: 2h\n",
	"./tallybook.yaml:3: field \"every\" is given twice"},
{"tallybook.yaml",
	"- pace: 1s\n",
	"./tallybook.yaml:1: expected fields (\"name: value\"), found a list"},
{"tallybook.yaml",
	"pace: [1s]\n",
	"./tallybook.yaml:1: field \"pace\": expected a single value, found a list"},
{"sources.yaml",
	"# c\n"
	"- key: a\n"
	"  name: A\n"
	"  url: https://a.example.org/\n"
	"  evry: 3m\n",
	"./sources.yaml:5: unknown field \"evry\"; expected one of key, name, url, kind, links, lang, every, private, paused"},
{"sources.yaml",
	"- key: a\n"
	"  name: A\n"
	"  url: https://a.example.org/\n"
	"- key: b\n"
	"  name: B\n"
	"  url: ftp://b.example.org/\n",
	"./sources.yaml:6: url \"ftp://b.example.org/\": expected an address that begins with http:// or https://, without spaces"},
{"sources.yaml",
	"- key: a\n"
	"  name: A\n",
	"./sources.yaml:1: field \"url\" is missing"},
{"sources.yaml",
	"- key: a\n"
	"  name: A\n"
	"  url: http://a.example.org/\n"
	"- key: c\n"
	"  name: A\n"
	"  url: http://c.example.org/\n"
	"- key: a\n"
	"  name: A\n"
	"  url: http://b.example.org/\n",
	"./sources.yaml:7: there is a source with key \"a\" before this one"},
{"sources.yaml",
	"- key: a\n"
	"  name: A\n"
	"  url: http://a.example.org/\n"
	"  every: soon\n",
	"./sources.yaml:4: every \"soon\": expected a time such as 30m, 6h or 1d"},
{"sources.yaml",
	"- key: a\n"
	"  name: A\n"
	"  url: http://a.example.org/\n"
	"  paused: maybe\n",
	"./sources.yaml:4: paused \"maybe\": expected true or false"},
{"sources.yaml",
	"- key: a\n"
	"  name: A\n"
	"  url: http://a.example.org/\n"
	"  links: /news/\n",
	"./sources.yaml:4: links are for a source of kind: page"},
{"sources.yaml",
	"- key: Wire One\n"
	"  name: A\n"
	"  url: http://a.example.org/\n",
	"./sources.yaml:1: key \"Wire One\": expected lower-case letters a-z, digits, '-' and '_', at most 64"},
{"sources.yaml",
	"- key: \"\"\n"
	"  name: A\n"
	"  url: http://a.example.org/\n",
	"./sources.yaml:1: field \"key\" is empty"},
{"sources.yaml",
	"key: a\n",
	"./sources.yaml:1: expected a list, found fields (\"name: value\")"},
{"sources.yaml",
	"- key: \"a\n"
	"  name: A\n",
	"./sources.yaml:1: this is no YAML from here on: found unexpected end of stream; check indentation, quotes and colons"},
{"sources.yaml",
	"- &x {key: a, name: A, url: http://a.example.org/}\n"
	"- *x\n",
	"./sources.yaml:2: aliases (*name) are not taken here; write the entry out"},
{"places.yaml",
	"- key: a\n"
	"  kind: planet\n"
	"  names: [{text: A}]\n",
	"./places.yaml:2: unknown kind \"planet\"; expected one of region, country, territory, adm1, adm2, city, area"},
{"places.yaml",
	"- key: a\n"
	"  kind: city\n"
	"  names:\n"
	"    - {text: A}\n"
	"    - {txt: A}\n",
	"./places.yaml:5: unknown field \"txt\"; expected one of text, lang, kind"},
{"places.yaml",
	"- key: a\n"
	"  kind: city\n",
	"./places.yaml:1: field \"names\" is missing"},
{"places.yaml",
	"- key: a\n"
	"  kind: city\n"
	"  names: []\n",
	"./places.yaml:3: field \"names\": expected at least one entry"},
{"places.yaml",
	"- key: a\n"
	"  kind: city\n"
	"  names: [{text: A, kind: pet}]\n",
	"./places.yaml:3: unknown kind of name \"pet\"; expected preferred, official, variant, transliteration, acronym, nickname or former"},
{"places.yaml",
	"- {key: a, kind: city, names: [{text: A}]}\n"
	"- {key: b, kind: city, parent: c, names: [{text: B}]}\n",
	"./places.yaml:2: unknown parent \"c\"; expected the key of an entry in this file"},
{"metrics.yaml",
	"- {key: a, hxl: x, label: A, extract: killed, leaves: b}\n",
	"./metrics.yaml:1: unknown metric \"b\"; expected a key of metrics.yaml"},
{"metrics.yaml",
	"- {key: a, hxl: x, label: A, extract: killed, digest: often}\n",
	"./metrics.yaml:1: field \"digest\": unknown word \"often\"; expected first, last or never"},
{"metrics.yaml",
	"- {key: a, hxl: x, label: A, extract: killed, event: quake}\n",
	"./metrics.yaml:1: unknown event \"quake\"; expected any, none or a key of events.yaml"},
{"metrics.yaml",
	"- {key: a, parent: b, hxl: \"#x\", label: A, extract: other}\n"
	"- {key: b, parent: a, hxl: \"#x\", label: B, extract: other}\n",
	"./metrics.yaml:1: \"a\" is its own parent, over \"b\""},
{"metrics.yaml",
	"- {key: a, parent: a, hxl: \"#x\", label: A, extract: other}\n",
	"./metrics.yaml:1: \"a\" is its own parent, over \"a\""},
{"metrics.yaml",
	"- {key: c, parent: a, hxl: \"#x\", label: A, extract: other}\n"
	"- {key: a, parent: b, hxl: \"#x\", label: A, extract: other}\n"
	"- {key: b, parent: a, hxl: \"#x\", label: B, extract: other}\n",
	"./metrics.yaml:1: \"c\" has more than 8 parents above it, or they run in a circle"},
{"metrics.yaml",
	"- {key: a, hxl: \"#x\", label: A, extract: other}\n"
	"- {key: a, hxl: \"#x\", label: A, extract: other}\n",
	"./metrics.yaml:2: there is an entry with key \"a\" before this one"},
{"facilities.yaml",
	"- key: a\n"
	"  kind: prison\n"
	"  lat: 91\n"
	"  lon: 3\n"
	"  names: [{text: A}]\n",
	"./facilities.yaml:3: field \"lat\": expected degrees from -90 to 90, beside a \"lon\""},
{"facilities.yaml",
	"- key: a\n"
	"  kind: prison\n"
	"  lat: 9\n"
	"  names: [{text: A}]\n",
	"./facilities.yaml:1: field \"lon\": expected degrees from -180 to 180, beside a \"lat\""},
{"actors.yaml",
	"- key: a\n"
	"  kind: media_outlet\n"
	"  reliability: great\n"
	"  names: [{text: A}]\n",
	"./actors.yaml:3: reliability \"great\": expected low, medium, high or unrated"},
{"groups.yaml",
	"- {key: a, label: A, event: quake}\n",
	"./groups.yaml:1: unknown event \"quake\"; expected a key of events.yaml"},
{"events.yaml",
	"- {key: a, parent: b, label: A}\n",
	"./events.yaml:1: unknown parent \"b\"; expected the key of an entry in this file"},
{"kinds.yaml",
	"- {key: a, of: facility, label: A, holds: fruit}\n",
	"./kinds.yaml:1: unknown metric \"fruit\"; expected a key of metrics.yaml"},
{"kinds.yaml",
	"- {key: a, of: actor, label: A, group: elves}\n",
	"./kinds.yaml:1: unknown group \"elves\"; expected a key of groups.yaml"},
{"metrics.yaml",
	"- {key: a, hxl: x, label: A, extract: killed, abroad: b}\n",
	"./metrics.yaml:1: unknown metric \"b\"; expected a key of metrics.yaml"},
{"kinds.yaml",
	"- {key: a, of: fruit, label: A}\n",
	"./kinds.yaml:1: field \"of\": expected facility, actor or place, found \"fruit\""},
