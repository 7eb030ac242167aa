-- Version 3 of the desk: decisions on entities reach every view.

-- What an entity is called since the decisions: on one page, or (source = '') on all others. Made
-- anew from the table decisions whenever one is added.
CREATE TABLE decided (
    entity TEXT NOT NULL,              -- id that a page was read with
    source TEXT NOT NULL,
    now    TEXT NOT NULL,
    PRIMARY KEY (entity, source)
) WITHOUT ROWID;

DROP VIEW events;
CREATE VIEW events AS
SELECT id, source, outlet, published, fact ->> '$.kind' AS type, fact ->> '$.mode' AS mode,
       (SELECT json_group_array(coalesce(o.now, a.now, v.value)) FROM json_each(fact, '$.actors') v
        LEFT JOIN decided o ON o.entity = v.value AND o.source = facts.source
        LEFT JOIN decided a ON a.entity = v.value AND a.source = '') AS actors,
       (SELECT json_group_array(coalesce(o.now, a.now, v.value)) FROM json_each(fact, '$.recipients') v
        LEFT JOIN decided o ON o.entity = v.value AND o.source = facts.source
        LEFT JOIN decided a ON a.entity = v.value AND a.source = '') AS recipients,
       fact ->> '$.status' AS status, fact ->> '$.date' AS date, fact ->> '$.place' AS place,
       fact ->> '$.claimed_by' AS claimed_by, words, rule
FROM facts WHERE layer = 'event';

DROP VIEW quotes;
CREATE VIEW quotes AS
SELECT id, facts.source, outlet, published, coalesce(o.now, a.now, fact ->> '$.speaker') AS speaker,
       fact ->> '$.kind' AS kind,
       (SELECT json_group_array(v.value ->> '$.who') FROM json_each(fact, '$.via') v) AS via,
       words, rule
FROM facts
LEFT JOIN decided o ON o.entity = fact ->> '$.speaker' AND o.source = facts.source
LEFT JOIN decided a ON a.entity = fact ->> '$.speaker' AND a.source = ''
WHERE layer = 'quote';

DROP VIEW mentions;
CREATE VIEW mentions AS
SELECT id, facts.source, outlet, published, coalesce(o.now, a.now, fact ->> '$.entity') AS entity,
       words, rule
FROM facts
LEFT JOIN decided o ON o.entity = fact ->> '$.entity' AND o.source = facts.source
LEFT JOIN decided a ON a.entity = fact ->> '$.entity' AND a.source = ''
WHERE layer = 'mention';
