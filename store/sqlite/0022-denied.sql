-- Who denies whom is said of denials alone; 0009 had said it of every dispute
-- that was there before.
UPDATE dispute SET denier = NULL, denied = NULL WHERE kind <> 'denial';
