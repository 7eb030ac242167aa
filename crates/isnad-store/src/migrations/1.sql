-- Version 1 of the desk. Spans in the JSON columns are byte offsets into articles.text.

CREATE TABLE pages (
    id          INTEGER PRIMARY KEY,
    source      TEXT NOT NULL UNIQUE,  -- path, address or id; "#2" and so on for further versions
    key         TEXT NOT NULL,         -- first hexadecimal digits of the hash of source, as in ids
    sha256      TEXT NOT NULL,         -- of content
    fingerprint TEXT NOT NULL,         -- of content, form and hints
    form        TEXT NOT NULL CHECK (form IN ('text', 'html')),
    content     TEXT NOT NULL,         -- the page as it arrived, decoded
    hints       TEXT NOT NULL,         -- JSON: what its sender knew
    added       TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
);
CREATE INDEX pages_key ON pages (key);

CREATE TABLE articles (
    page      INTEGER PRIMARY KEY REFERENCES pages (id) ON DELETE CASCADE,
    outlet    TEXT,
    title     TEXT,
    byline    TEXT,
    published TEXT,
    updated   TEXT,
    lang      TEXT NOT NULL,
    url       TEXT,
    text      TEXT NOT NULL,
    article   TEXT NOT NULL            -- JSON: the whole article but its text
);
CREATE INDEX articles_published ON articles (published);

CREATE TABLE records (
    page     INTEGER PRIMARY KEY REFERENCES pages (id) ON DELETE CASCADE,
    pack     TEXT NOT NULL,            -- hash of the pack that made it
    entities INTEGER NOT NULL,
    quotes   INTEGER NOT NULL,
    events   INTEGER NOT NULL,
    figures  INTEGER NOT NULL,
    record   TEXT NOT NULL             -- JSON: what the page says
);

CREATE TABLE work (
    page     INTEGER NOT NULL REFERENCES pages (id) ON DELETE CASCADE,
    stage    TEXT NOT NULL,            -- 'read'
    version  TEXT NOT NULL,            -- of the program and pack that did it
    state    TEXT NOT NULL CHECK (state IN ('done', 'failed')),
    attempts INTEGER NOT NULL DEFAULT 1,
    error    TEXT,
    PRIMARY KEY (page, stage)
) WITHOUT ROWID;
CREATE INDEX work_state ON work (state);

CREATE TABLE stories (
    id        TEXT PRIMARY KEY,
    place     INTEGER NOT NULL,        -- order in which stories are shown
    title     TEXT NOT NULL,
    pages     INTEGER NOT NULL,
    claims    INTEGER NOT NULL,
    conflicts INTEGER NOT NULL,
    story     TEXT NOT NULL            -- JSON: as in isnad.stories/1
) WITHOUT ROWID;

CREATE TABLE story_pages (
    story TEXT NOT NULL REFERENCES stories (id) ON DELETE CASCADE,
    page  INTEGER NOT NULL REFERENCES pages (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    PRIMARY KEY (story, page)
) WITHOUT ROWID;
CREATE INDEX story_pages_page ON story_pages (page);

-- What people decided: a layer of its own, replayed over every new run.
CREATE TABLE decisions (
    id      INTEGER PRIMARY KEY,
    made    TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    who     TEXT NOT NULL,
    kind    TEXT NOT NULL,             -- what is decided: same-story, not-same-story, wrong-fact, ...
    subject TEXT NOT NULL,             -- id of a fact, a page or a story
    value   TEXT,                      -- JSON
    note    TEXT
);
CREATE INDEX decisions_subject ON decisions (subject);

CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- Folded words of titles and texts; rowid is pages.id.
CREATE VIRTUAL TABLE words USING fts5 (
    surface, stems,
    content = '', contentless_delete = 1,
    tokenize = "unicode61 remove_diacritics 0"
);

-- Views for people and for tools such as Datasette. Positions are bytes, as in the records.
CREATE VIEW page_list AS
SELECT p.id, p.source, a.outlet, a.title, a.published, a.lang, a.url,
       r.entities, r.quotes, r.events, r.figures, sp.story, p.added, w.state
FROM pages p
LEFT JOIN articles a ON a.page = p.id
LEFT JOIN records r ON r.page = p.id
LEFT JOIN story_pages sp ON sp.page = p.id
LEFT JOIN work w ON w.page = p.id AND w.stage = 'read';

CREATE VIEW facts AS
SELECT p.key || '.' || l.letter || (f.key + 1) AS id, l.layer, p.source, a.outlet, a.published,
       f.value ->> '$.rule' AS rule,
       CAST(substr(CAST(a.text AS BLOB), (f.value ->> '$.span.start') + 1,
            (f.value ->> '$.span.end') - (f.value ->> '$.span.start')) AS TEXT) AS words,
       f.value AS fact, p.id AS page
FROM (SELECT 'mention' AS layer, 'm' AS letter, '$.mentions' AS path
      UNION ALL SELECT 'quote', 'q', '$.quotes'
      UNION ALL SELECT 'event', 'e', '$.events'
      UNION ALL SELECT 'figure', 'f', '$.figures'
      UNION ALL SELECT 'date', 'd', '$.dates'
      UNION ALL SELECT 'ledger', 'l', '$.ledger'
      UNION ALL SELECT 'attribute', 'a', '$.attributes') l
JOIN records r
JOIN pages p ON p.id = r.page
JOIN articles a ON a.page = r.page
JOIN json_each(r.record, l.path) f;

CREATE VIEW events AS
SELECT id, source, outlet, published, fact ->> '$.kind' AS type, fact ->> '$.mode' AS mode,
       fact -> '$.actors' AS actors, fact -> '$.recipients' AS recipients,
       fact ->> '$.status' AS status, fact ->> '$.date' AS date, fact ->> '$.place' AS place,
       fact ->> '$.claimed_by' AS claimed_by, words, rule
FROM facts WHERE layer = 'event';

CREATE VIEW quotes AS
SELECT id, source, outlet, published, fact ->> '$.speaker' AS speaker, fact ->> '$.kind' AS kind,
       (SELECT json_group_array(v.value ->> '$.who') FROM json_each(fact, '$.via') v) AS via,
       words, rule
FROM facts WHERE layer = 'quote';

CREATE VIEW figures AS
SELECT id, source, outlet, published, fact ->> '$.value' AS value, fact ->> '$.bound' AS bound,
       fact ->> '$.unit' AS unit, fact ->> '$.about' AS about, fact ->> '$.key' AS key, words, rule
FROM facts WHERE layer = 'figure';

CREATE VIEW ledger AS
SELECT id, source, outlet, published, fact ->> '$.kind' AS kind, fact -> '$.parties' AS parties,
       fact ->> '$.name' AS name, fact ->> '$.signed' AS signed,
       fact -> '$.obligations' AS obligations, fact ->> '$.status' AS status, words, rule
FROM facts WHERE layer = 'ledger';

CREATE VIEW mentions AS
SELECT id, source, outlet, published, fact ->> '$.entity' AS entity, words, rule
FROM facts WHERE layer = 'mention';
