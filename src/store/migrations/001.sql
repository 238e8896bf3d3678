-- Workbook schema 1. Every table is the fold of the journal; the journal is append-only.

CREATE TABLE workbook (
    id           INTEGER PRIMARY KEY CHECK (id = 1),
    pack_id      TEXT NOT NULL,
    pack_version TEXT NOT NULL,
    pack_sha256  TEXT NOT NULL,
    pack         BLOB NOT NULL -- RFC 8785 JSON of the whole pack, zstd
) STRICT;

CREATE TABLE profile (
    field TEXT PRIMARY KEY,
    value TEXT NOT NULL -- JSON
) STRICT;

CREATE TABLE systems (
    uid               TEXT PRIMARY KEY,
    position          INTEGER NOT NULL,
    id                TEXT NOT NULL UNIQUE,
    name              TEXT NOT NULL,
    core              INTEGER CHECK (core IN (0, 1)),
    core_reason       TEXT,
    core_confirmed_by TEXT,
    core_confirmed_on TEXT,
    conditions        TEXT -- JSON object: condition id → yes | no | unasked
) STRICT;

CREATE TABLE answers (
    uid           TEXT PRIMARY KEY,
    clause        TEXT NOT NULL,
    target        TEXT NOT NULL, -- `organisation` or a system id; answers outlive their system
    part          TEXT,
    state         TEXT NOT NULL,
    note          TEXT,
    methods       TEXT, -- JSON array
    sample        TEXT, -- JSON object
    alternative   TEXT,
    risk_accepted TEXT, -- JSON object
    reviewer      TEXT,
    prepared_by   TEXT,
    prepared_at   TEXT
) STRICT;
CREATE UNIQUE INDEX answers_key ON answers (clause, target, coalesce(part, ''));

CREATE TABLE evidence (
    uid         TEXT PRIMARY KEY,
    number      INTEGER NOT NULL,
    kind        TEXT NOT NULL,
    title       TEXT,
    location    TEXT NOT NULL,
    sha256      TEXT,
    size        INTEGER,
    modified    TEXT,
    dated       TEXT,
    valid_until TEXT,
    custodian   TEXT,
    attached_by TEXT,
    attached_at TEXT
) STRICT;

CREATE TABLE links (
    uid      TEXT PRIMARY KEY,
    evidence TEXT NOT NULL REFERENCES evidence (uid) DEFERRABLE INITIALLY DEFERRED,
    clause   TEXT NOT NULL,
    target   TEXT NOT NULL,
    item     TEXT,
    locator  TEXT
) STRICT;
CREATE INDEX links_evidence ON links (evidence);

CREATE TABLE findings (
    uid            TEXT PRIMARY KEY,
    number         INTEGER NOT NULL,
    clause         TEXT NOT NULL,
    target         TEXT NOT NULL,
    condition      TEXT,
    cause          TEXT,
    effect         TEXT,
    recommendation TEXT,
    response       TEXT
) STRICT;

CREATE TABLE actions (
    uid         TEXT PRIMARY KEY,
    finding     TEXT NOT NULL REFERENCES findings (uid) DEFERRABLE INITIALLY DEFERRED,
    description TEXT NOT NULL,
    owner       TEXT,
    due         TEXT,
    done        INTEGER NOT NULL CHECK (done IN (0, 1))
) STRICT;
CREATE INDEX actions_finding ON actions (finding);

CREATE TABLE exports (
    uid       TEXT PRIMARY KEY,
    format    TEXT NOT NULL,
    file      TEXT NOT NULL,
    sha256    TEXT NOT NULL,
    digest    TEXT NOT NULL,
    signed_as TEXT,
    at        TEXT NOT NULL
) STRICT;

CREATE TABLE journal (
    seq         INTEGER PRIMARY KEY,
    hash        TEXT NOT NULL UNIQUE,
    prev        TEXT NOT NULL,
    merged      TEXT,
    step        INTEGER NOT NULL,
    undoes      INTEGER,
    at          TEXT NOT NULL,
    actor       TEXT NOT NULL,
    action      TEXT NOT NULL,
    kind        TEXT NOT NULL,
    uid         TEXT NOT NULL,
    field       TEXT,
    before      TEXT NOT NULL, -- JSON
    after       TEXT NOT NULL, -- JSON
    salt_before TEXT NOT NULL,
    salt_after  TEXT NOT NULL
) STRICT;
CREATE INDEX journal_step ON journal (step);

CREATE TRIGGER journal_rows_are_not_changed BEFORE UPDATE ON journal
BEGIN
    SELECT RAISE(ABORT, 'journal rows are never changed');
END;

CREATE TRIGGER journal_rows_are_not_removed BEFORE DELETE ON journal
BEGIN
    SELECT RAISE(ABORT, 'journal rows are never removed');
END;

-- `INSERT OR REPLACE` removes rows without asking the trigger above.
CREATE TRIGGER journal_rows_are_appended BEFORE INSERT ON journal
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM journal)
BEGIN
    SELECT RAISE(ABORT, 'journal rows are only appended');
END;
