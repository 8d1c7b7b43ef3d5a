-- What is searched for by when it was published is found by that, and of what
-- else has the words it is seen without reading the texts.
CREATE INDEX version_said ON version (iif(published = 0, fetched, published));
DROP INDEX version_of;
CREATE INDEX version_of ON version (id, document, published, fetched);
