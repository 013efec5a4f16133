-- title.en: The things to which most links lead, and their share of all links of the kind
-- title.zh: 被最多关联指向的对象，及其在同类关联中的占比
WITH degrees AS (
  SELECT link, object AS thing, COUNT(DISTINCT subject) AS links
  FROM links
  WHERE link IN ('kg:addresses', 'kg:correspondsTo', 'kg:setOutIn', 'kg:appliesTo', 'kg:performedBy')
  GROUP BY link, object
),
ranked AS (
  SELECT link, thing, links, SUM(links) OVER (PARTITION BY link) AS total,
         ROW_NUMBER() OVER (PARTITION BY link ORDER BY links DESC, thing) AS place
  FROM degrees
)
SELECT link, thing, links, CAST(total AS BIGINT) AS total, CAST(place AS BIGINT) AS place
FROM ranked
WHERE place <= 3
ORDER BY link, place
