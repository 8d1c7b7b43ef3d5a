-- The document of a version, found without reading its text.
CREATE INDEX version_of ON version (id, document);

-- Figures of a metric wherever they are, as they are listed.
CREATE INDEX figure_listed_metric ON figure (metric, said DESC, public_id);
