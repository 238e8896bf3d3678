-- To which registered file a signature or timestamp was added, so that a report that was cut back to
-- an earlier signature can be told from one that was never signed further.
ALTER TABLE exports ADD COLUMN added_to TEXT;
