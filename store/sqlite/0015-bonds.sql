-- A mention is shown with the text that its own is a copy of, and with the one
-- that it translates: the document, and who published it.
DROP VIEW mention_shown;

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
    coalesce(fm.finding, '') AS finding,
    coalesce((SELECT iif(discarded, 'discarded', 'corrected') FROM amended
        WHERE mention = m.id), '') AS amended,
    m.extractor,
    coalesce((SELECT at FROM extraction WHERE id = m.until), 0) AS ended,
    coalesce(s.public_id, ''), coalesce(su.name, ''),
    coalesce(t.public_id, ''), coalesce(tu.name, ''),
    m.id AS row, m.version AS version_row,
    fm.figure AS figure_row
FROM mention m
JOIN version v ON v.id = m.version
JOIN document d ON d.id = v.document
JOIN source o ON o.id = m.origin
LEFT JOIN source x ON x.id = m.via
LEFT JOIN source u ON u.id = d.publisher
LEFT JOIN source a ON a.id = d.agency
LEFT JOIN document s ON s.id = d.story AND s.id <> d.id
LEFT JOIN source su ON su.id = s.publisher
LEFT JOIN document t ON t.id = d.translation_of
LEFT JOIN source tu ON tu.id = t.publisher
LEFT JOIN facility p ON p.id = m.facility
LEFT JOIN figure_mention fm ON fm.mention = m.id
LEFT JOIN figure f ON f.id = fm.figure;
