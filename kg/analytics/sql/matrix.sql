-- title.en: The coverage matrix: bottlenecks against actions, with the claims, sources and policy documents behind a cell
-- title.zh: 覆盖矩阵：瓶颈与行动逐格对照，列出每格背后的主张、来源和政策文件数
WITH cells AS (
  SELECT accepted.object AS bottleneck, accepted.subject AS action,
         COUNT(CASE WHEN modality = 'kgv:stated' THEN 1 END) AS stated,
         COUNT(CASE WHEN modality = 'kgv:inferred' THEN 1 END) AS inferred
  FROM accepted
  JOIN things ON things.thing = accepted.object AND things.kind = 'Bottleneck'
  WHERE accepted.predicate = 'kg:addresses'
  GROUP BY accepted.object, accepted.subject
),
behind AS (
  SELECT accepted.object AS bottleneck, accepted.subject AS action,
         COUNT(DISTINCT told.object) AS sources
  FROM accepted
  JOIN evidence_of ON evidence_of.claim = accepted.claim
  JOIN triples AS placed
    ON placed.subject = evidence_of.evidence AND placed.predicate = 'kg:inSource'
  JOIN triples AS told ON told.subject = placed.object AND told.predicate = 'kg:textOf'
  WHERE accepted.predicate = 'kg:addresses'
  GROUP BY accepted.object, accepted.subject
),
steps AS (
  SELECT subject AS action, object AS measure FROM links WHERE link = 'kg:correspondsTo'
  UNION
  SELECT thing AS action, thing AS measure FROM things WHERE kind = 'AdoptedMeasure'
),
papers AS (
  SELECT steps.action, COUNT(DISTINCT links.object) AS documents
  FROM steps
  JOIN links ON links.subject = steps.measure AND links.link = 'kg:setOutIn'
  GROUP BY steps.action
)
SELECT cells.bottleneck, cells.action, cells.stated, cells.inferred,
       COALESCE(behind.sources, 0) AS sources, COALESCE(papers.documents, 0) AS documents
FROM cells
LEFT JOIN behind ON behind.bottleneck = cells.bottleneck AND behind.action = cells.action
LEFT JOIN papers ON papers.action = cells.action
ORDER BY cells.bottleneck, cells.action
