-- Pages that were asked for more than once, or are given up, and not had.
CREATE INDEX item_unread ON item (feed, last_try)
    WHERE reason <> '' AND (failures > 1 OR due IS NULL);
