-- Version 2 of the desk: every fact shows the hash of the pack that made it.

DROP VIEW facts;
CREATE VIEW facts AS
SELECT p.key || '.' || l.letter || (f.key + 1) AS id, l.layer, p.source, a.outlet, a.published,
       f.value ->> '$.rule' AS rule,
       CAST(substr(CAST(a.text AS BLOB), (f.value ->> '$.span.start') + 1,
            (f.value ->> '$.span.end') - (f.value ->> '$.span.start')) AS TEXT) AS words,
       f.value AS fact, p.id AS page, r.pack AS pack
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
