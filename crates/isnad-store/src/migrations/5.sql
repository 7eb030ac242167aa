-- Version 5 of the desk: what lists are sorted and looked up by stands in columns.

-- Stories are made anew from the pages: the next command that needs them tells them.
DELETE FROM settings WHERE name = 'stories';
DROP TABLE story_pages;
DROP TABLE stories;

CREATE TABLE stories (
    id        TEXT PRIMARY KEY,
    place     INTEGER NOT NULL,        -- order in which stories are told
    title     TEXT NOT NULL,
    pages     INTEGER NOT NULL,
    origins   INTEGER NOT NULL,        -- independent ones
    claims    INTEGER NOT NULL,
    conflicts INTEGER NOT NULL,
    newest    TEXT NOT NULL,           -- latest day on which one of its pages was published, or ''
    changed   TEXT NOT NULL,           -- when the last of its pages was added
    story     TEXT NOT NULL            -- JSON: as isnad.stories/1, with spans in bytes
) WITHOUT ROWID;
CREATE INDEX stories_newest ON stories (newest DESC, pages DESC, place);
CREATE INDEX stories_origins ON stories (origins DESC, newest DESC, place);
CREATE INDEX stories_conflicts ON stories (conflicts DESC, origins DESC, place, newest);

CREATE TABLE story_pages (
    story TEXT NOT NULL REFERENCES stories (id) ON DELETE CASCADE,
    page  INTEGER NOT NULL REFERENCES pages (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    PRIMARY KEY (story, page)
) WITHOUT ROWID;
CREATE INDEX story_pages_page ON story_pages (page);

-- What stands between states, over all pages; told with the stories.
CREATE TABLE relations (
    place    INTEGER PRIMARY KEY,      -- order in which relations are told
    kind     TEXT NOT NULL,
    name     TEXT,
    begins   TEXT,
    ends     TEXT,
    alleged  INTEGER NOT NULL,
    relation TEXT NOT NULL             -- JSON: as isnad.ledger/1, with spans in bytes
);
CREATE TABLE relation_parties (
    party    TEXT NOT NULL,
    relation INTEGER NOT NULL REFERENCES relations (place) ON DELETE CASCADE,
    PRIMARY KEY (party, relation)
) WITHOUT ROWID;

-- Whom and what pages name, as they were read: decisions stand in the table decided.
CREATE TABLE entities (
    id      TEXT PRIMARY KEY,
    kind    TEXT NOT NULL,             -- person, state, org, place, agreement, weapon, work, group
    name_en TEXT NOT NULL,
    name_ar TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE page_entities (
    page      INTEGER NOT NULL REFERENCES pages (id) ON DELETE CASCADE,
    entity    TEXT NOT NULL,
    mentions  INTEGER NOT NULL,
    actor     INTEGER NOT NULL,        -- events that it acts in
    recipient INTEGER NOT NULL,
    speaker   INTEGER NOT NULL,        -- quotes that it speaks
    PRIMARY KEY (page, entity)
) WITHOUT ROWID;
CREATE INDEX page_entities_entity ON page_entities (entity, page);

INSERT INTO entities
SELECT e.value ->> '$.id', e.value ->> '$.kind', e.value ->> '$.name_en', e.value ->> '$.name_ar'
FROM records r JOIN json_each(r.record, '$.entities') e WHERE true
ON CONFLICT (id) DO NOTHING;

INSERT INTO page_entities
SELECT page, entity, sum(m), sum(a), sum(t), sum(s) FROM (
    SELECT r.page, f.value ->> '$.entity' AS entity, 1 AS m, 0 AS a, 0 AS t, 0 AS s
    FROM records r JOIN json_each(r.record, '$.mentions') f
    UNION ALL SELECT r.page, v.value, 0, 1, 0, 0
    FROM records r JOIN json_each(r.record, '$.events') f JOIN json_each(f.value, '$.actors') v
    UNION ALL SELECT r.page, v.value, 0, 0, 1, 0
    FROM records r JOIN json_each(r.record, '$.events') f JOIN json_each(f.value, '$.recipients') v
    UNION ALL SELECT r.page, f.value ->> '$.speaker', 0, 0, 0, 1
    FROM records r JOIN json_each(r.record, '$.quotes') f
    UNION ALL SELECT r.page, e.value ->> '$.id', 0, 0, 0, 0
    FROM records r JOIN json_each(r.record, '$.entities') e)
WHERE entity <> '' GROUP BY page, entity;
