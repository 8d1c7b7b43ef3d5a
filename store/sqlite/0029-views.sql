-- Which figures a figure is compared with is found by when they were said, and
-- among those for some days by these.
DROP INDEX figure_spot;
CREATE INDEX figure_spot ON figure (spot, family, clock, said)
    WHERE superseded_by IS NULL;
CREATE INDEX figure_days ON figure (spot, family, clock, stands, said)
    WHERE superseded_by IS NULL;

-- Parts of a place are elsewhere than what is said of all of it.
DROP INDEX figure_within;
CREATE INDEX figure_within ON figure (family, clock, place_path, stated, spot)
    WHERE superseded_by IS NULL AND clock > 0;
