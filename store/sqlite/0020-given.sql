-- What a source gave is counted, and what is new of it, without reading texts.
DROP INDEX version_feed;
CREATE INDEX version_feed ON version (feed, fetched, document, change)
    WHERE feed IS NOT NULL;
