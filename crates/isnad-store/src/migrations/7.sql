-- Version 7 of the desk: what a page of the interface shows of a story or of somebody is read
-- without the pages behind it.

-- Stories are made anew from the pages: the next command that needs them tells them. With rows of
-- this size a table by its key (WITHOUT ROWID) is a deep one: each story was looked for in many places.
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
    story     TEXT NOT NULL,           -- JSON: as isnad.stories/1, with spans in bytes
    gathered  TEXT NOT NULL            -- JSON: what its pages hold beside it: events alike, places
);
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

-- Whoever is named on many pages is read newest first, in the order of an index.
ALTER TABLE page_entities ADD COLUMN published TEXT;                 -- as in articles
UPDATE page_entities SET published = (SELECT published FROM articles a WHERE a.page = page_entities.page);
DROP INDEX page_entities_entity;
CREATE INDEX page_entities_entity ON page_entities (entity, published DESC, page);
