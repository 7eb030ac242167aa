-- Version 6 of the desk: how often somebody is named stands in columns, and runs say how far they are.

ALTER TABLE entities ADD COLUMN pages     INTEGER NOT NULL DEFAULT 0;  -- that name it
ALTER TABLE entities ADD COLUMN mentions  INTEGER NOT NULL DEFAULT 0;
ALTER TABLE entities ADD COLUMN actor     INTEGER NOT NULL DEFAULT 0;
ALTER TABLE entities ADD COLUMN recipient INTEGER NOT NULL DEFAULT 0;
ALTER TABLE entities ADD COLUMN speaker   INTEGER NOT NULL DEFAULT 0;

UPDATE entities SET (pages, mentions, actor, recipient, speaker) =
    (SELECT count(*), coalesce(sum(p.mentions), 0), coalesce(sum(p.actor), 0),
            coalesce(sum(p.recipient), 0), coalesce(sum(p.speaker), 0)
     FROM page_entities p WHERE p.entity = entities.id);

CREATE INDEX entities_pages ON entities (pages DESC, mentions DESC, id);
CREATE INDEX entities_kind ON entities (kind, pages DESC, mentions DESC, id);

-- The columns follow page_entities, whoever writes it.
CREATE TRIGGER page_entities_came AFTER INSERT ON page_entities BEGIN
    UPDATE entities SET pages = pages + 1, mentions = mentions + new.mentions,
        actor = actor + new.actor, recipient = recipient + new.recipient,
        speaker = speaker + new.speaker
    WHERE id = new.entity;
END;
CREATE TRIGGER page_entities_went AFTER DELETE ON page_entities BEGIN
    UPDATE entities SET pages = pages - 1, mentions = mentions - old.mentions,
        actor = actor - old.actor, recipient = recipient - old.recipient,
        speaker = speaker - old.speaker
    WHERE id = old.entity;
END;
CREATE TRIGGER entities_came AFTER INSERT ON entities BEGIN
    UPDATE entities SET (pages, mentions, actor, recipient, speaker) =
        (SELECT count(*), coalesce(sum(p.mentions), 0), coalesce(sum(p.actor), 0),
                coalesce(sum(p.recipient), 0), coalesce(sum(p.speaker), 0)
         FROM page_entities p WHERE p.entity = new.id)
    WHERE id = new.id;
END;

CREATE INDEX articles_outlet ON articles (outlet, published);

-- Runs that read pages, the last ones only.
CREATE TABLE runs (
    id    INTEGER PRIMARY KEY,
    began TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    seen  TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),  -- last sign of life
    state TEXT NOT NULL DEFAULT 'reading' CHECK (state IN ('reading', 'telling', 'done', 'stopped')),
    pages INTEGER NOT NULL DEFAULT 0,  -- that it took in
    share REAL                         -- of the bytes of its input, from 0 to 1; NULL if unknown
);

-- The search index keeps its words: without them it asked for SQLite 3.43, and older programs could
-- not open the desk at all. What it held is spelt out once more from its terms.
CREATE VIRTUAL TABLE temp.spelt USING fts5vocab(main, words, instance);
CREATE VIRTUAL TABLE found USING fts5 (
    surface, stems,
    tokenize = "unicode61 remove_diacritics 0"
);
INSERT INTO found (rowid, surface, stems)
SELECT doc, coalesce(group_concat(term, ' ' ORDER BY "offset") FILTER (WHERE col = 'surface'), ''),
       coalesce(group_concat(term, ' ' ORDER BY "offset") FILTER (WHERE col = 'stems'), '')
FROM temp.spelt GROUP BY doc;
DROP TABLE temp.spelt;
DROP TABLE words;
ALTER TABLE found RENAME TO words;
