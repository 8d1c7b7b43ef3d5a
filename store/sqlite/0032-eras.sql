-- Parts of texts are together by 64 days, so that of a text that is put, which is
-- looked for among those of two weeks, most are found at one place.
CREATE TABLE story_part_new (
    era   INTEGER NOT NULL,                     -- 64 days since 1970
    part  INTEGER NOT NULL,
    story INTEGER NOT NULL REFERENCES document,
    said  INTEGER NOT NULL,
    PRIMARY KEY (era, part, story)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO story_part_new
SELECT said / 5529600, part, story, said FROM story_part ORDER BY 1, 2, 3, 4;
DROP TABLE story_part;
ALTER TABLE story_part_new RENAME TO story_part;
