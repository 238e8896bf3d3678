-- Workbook schema 2: what an internal-audit working paper needs beside the answer itself.

ALTER TABLE systems ADD COLUMN shared TEXT; -- systems with the same word share answers
ALTER TABLE systems ADD COLUMN vendor TEXT;
ALTER TABLE systems ADD COLUMN grounds TEXT; -- JSON object: condition id → why it was answered so

ALTER TABLE answers ADD COLUMN alternative_basis TEXT; -- JSON object
ALTER TABLE answers ADD COLUMN limitation TEXT; -- JSON object

ALTER TABLE evidence ADD COLUMN files INTEGER;
ALTER TABLE evidence ADD COLUMN version TEXT;
ALTER TABLE evidence ADD COLUMN issuer TEXT;
ALTER TABLE evidence ADD COLUMN covers_from TEXT;
ALTER TABLE evidence ADD COLUMN covers_to TEXT;
ALTER TABLE evidence ADD COLUMN sensitivity TEXT;
ALTER TABLE evidence ADD COLUMN interview TEXT; -- JSON object
ALTER TABLE evidence ADD COLUMN custody TEXT; -- JSON array

ALTER TABLE links ADD COLUMN proves TEXT;

ALTER TABLE findings ADD COLUMN also TEXT; -- JSON array of further checks
ALTER TABLE findings ADD COLUMN found_on TEXT;
ALTER TABLE findings ADD COLUMN rating TEXT;
ALTER TABLE findings ADD COLUMN rating_basis TEXT;
ALTER TABLE findings ADD COLUMN repeats TEXT;

ALTER TABLE actions ADD COLUMN started_on TEXT;
ALTER TABLE actions ADD COLUMN done_on TEXT;
ALTER TABLE actions ADD COLUMN verified_on TEXT;
ALTER TABLE actions ADD COLUMN verified_by TEXT;
ALTER TABLE actions ADD COLUMN verification TEXT;
ALTER TABLE actions ADD COLUMN dropped TEXT;

CREATE TABLE earlier_findings (
    uid       TEXT PRIMARY KEY,
    number    INTEGER NOT NULL,
    source    TEXT NOT NULL,
    document  TEXT,
    dated     TEXT,
    condition TEXT NOT NULL,
    clauses   TEXT, -- JSON array
    deadline  TEXT,
    state     TEXT NOT NULL,
    note      TEXT
) STRICT;

CREATE TABLE documents (
    uid         TEXT PRIMARY KEY,
    document    TEXT NOT NULL UNIQUE,
    custodian   TEXT,
    due         TEXT,
    received_on TEXT,
    note        TEXT
) STRICT;

CREATE TABLE reviews (
    uid    TEXT PRIMARY KEY,
    clause TEXT NOT NULL,
    target TEXT NOT NULL,
    state  TEXT NOT NULL,
    by     TEXT NOT NULL,
    at     TEXT NOT NULL,
    note   TEXT,
    seen   TEXT -- JSON
) STRICT;
CREATE UNIQUE INDEX reviews_check ON reviews (clause, target);

CREATE TABLE sign_offs (
    uid    TEXT PRIMARY KEY,
    role   TEXT NOT NULL,
    by     TEXT NOT NULL,
    title  TEXT,
    at     TEXT NOT NULL,
    digest TEXT NOT NULL,
    count  INTEGER NOT NULL,
    note   TEXT
) STRICT;
