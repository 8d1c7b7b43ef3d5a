-- What is read, as it is read: one row for each thing, with the names of what
-- it refers to. The order of columns is that of the structs in store.h.

CREATE VIEW figure_shown AS
SELECT f.public_id AS id, f.metric, f.population, f.place,
    coalesce(iif(p.key <> '', p.key, p.public_id), '') AS facility,
    coalesce(p.name, '') AS facility_name,
    f.measure, f.unit, f.modality, f.basis, f.value_low, f.value_high,
    f.qualifier, f.period_start, f.period_end, f.as_of, f.base,
    o.public_id AS origin, o.name AS origin_name, o.kind AS origin_kind,
    o.key AS origin_key, NOT f.attributed AS origin_is_publisher,
    o.unnamed AS origin_unnamed, f.status,
    coalesce((SELECT public_id FROM figure WHERE id = f.part_of), ''),
    coalesce((SELECT public_id FROM figure WHERE id = f.superseded_by), ''),
    f.superseded_how,
    coalesce((SELECT d.public_id FROM dispute_side s
        JOIN dispute d ON d.id = s.dispute
        WHERE s.figure = f.id AND d.state IN ('open', 'narrowed', 'reopened')
        ORDER BY d.id LIMIT 1), ''),
    f.n_mentions, f.n_publishers, f.n_origins, f.first_read, f.said,
    f.said_precision, m.public_id AS mention, m.quote, m.surface, m.counted,
    m.term, coalesce(u.name, '') AS publisher, d.url,
    f.id AS row, f.place_path, p.public_id AS facility_id, f.superseded_by
FROM figure f
JOIN source o ON o.id = f.origin
JOIN mention m ON m.id = f.best
JOIN version v ON v.id = m.version
JOIN document d ON d.id = v.document
LEFT JOIN source u ON u.id = d.publisher
LEFT JOIN facility p ON p.id = f.facility;

CREATE VIEW version_shown AS
SELECT v.public_id AS id, d.public_id AS document, d.url, d.address, v.title,
    v.author, coalesce(p.name, '') AS publisher, coalesce(a.name, '') AS agency,
    v.lang, v.note, v.change, v.raw_sha256, v.text_sha256, v.text, v.archive,
    v.published, v.published_precision, v.modified, v.modified_precision,
    v.fetched, v.status, v.id AS row
FROM version v
JOIN document d ON d.id = v.document
LEFT JOIN source p ON p.id = d.publisher
LEFT JOIN source a ON a.id = d.agency;

CREATE VIEW mention_shown AS
SELECT m.public_id AS id, coalesce(f.public_id, '') AS figure,
    m.number_start, m.number_end, m.surface_start, m.surface_end,
    m.quote_start, m.quote_end, m.cue_start, m.cue_end, m.value_low,
    m.value_high, m.qualifier, m.counted, m.term, m.metric, m.population,
    m.unit, m.measure, m.modality, m.polarity, m.basis, m.speech,
    coalesce(p.name, '') AS facility, m.place, m.period_start, m.period_end,
    m.as_of, m.base, m.attributed, o.unnamed, o.key, o.name,
    coalesce(x.key, '') AS via_key, coalesce(x.name, '') AS via_name,
    m.confidence, m.quote, m.surface, v.public_id AS version,
    d.public_id AS document, coalesce(u.name, '') AS publisher,
    coalesce(a.name, '') AS agency, d.url, v.title, v.published,
    v.published_precision, v.fetched, o.name AS origin_name,
    coalesce(fm.finding, '') AS finding, m.id AS row, m.version AS version_row,
    fm.figure AS figure_row
FROM mention m
JOIN version v ON v.id = m.version
JOIN document d ON d.id = v.document
JOIN source o ON o.id = m.origin
LEFT JOIN source x ON x.id = m.via
LEFT JOIN source u ON u.id = d.publisher
LEFT JOIN source a ON a.id = d.agency
LEFT JOIN facility p ON p.id = m.facility
LEFT JOIN figure_mention fm ON fm.mention = m.id
LEFT JOIN figure f ON f.id = fm.figure;

CREATE VIEW claim_shown AS
SELECT c.public_id AS id, c.kind, o.public_id AS origin, o.name AS origin_name,
    o.kind AS origin_kind, c.cue, c.content,
    coalesce((SELECT f.public_id FROM claim_target t
        JOIN figure f ON f.id = t.figure WHERE t.claim = c.id
        ORDER BY t.figure LIMIT 1),
        (SELECT public_id FROM claim WHERE id = c.target_claim), '') AS target,
    c.target_origin, v.public_id AS version, d.public_id AS document,
    coalesce(u.name, '') AS publisher, d.url, c.content_start, c.content_end,
    v.published, v.published_precision, v.fetched, c.id AS row,
    c.version AS version_row
FROM claim c
JOIN version v ON v.id = c.version
JOIN document d ON d.id = v.document
JOIN source o ON o.id = c.origin
LEFT JOIN source u ON u.id = d.publisher;

CREATE VIEW figure_full AS
SELECT f.id AS row, f.public_id, f.origin, f.attributed, o.unnamed, o.root,
    o.name, o.kind, f.metric, f.family, f.population, f.place, f.place_path,
    coalesce(f.facility, 0), coalesce(p.name, ''), f.unit, f.measure,
    f.modality, f.basis, f.value_low, f.value_high, f.qualifier, f.stated,
    f.period_start, f.period_end, f.as_of, f.base, f.status,
    coalesce(f.part_of, 0), coalesce(f.superseded_by, 0), f.first_read,
    f.said, f.said_precision, f.best, m.surface, coalesce(d.story, d.id)
FROM figure f
JOIN source o ON o.id = f.origin
JOIN mention m ON m.id = f.best
JOIN version v ON v.id = m.version
JOIN document d ON d.id = v.document
LEFT JOIN facility p ON p.id = f.facility;
