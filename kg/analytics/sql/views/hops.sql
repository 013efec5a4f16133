-- The steps down a thread; a step against a link's direction goes from its object to its subject.
SELECT CASE WHEN link IN ('kg:addresses', 'kg:statedToAddress') THEN object ELSE subject END AS start,
       CASE WHEN link IN ('kg:addresses', 'kg:statedToAddress') THEN subject ELSE object END AS stop,
       CASE link WHEN 'kg:statedToAddress' THEN 'kg:addresses'
                 WHEN 'kg:statedToCorrespondTo' THEN 'kg:correspondsTo'
                 WHEN 'kg:statedSetOutIn' THEN 'kg:setOutIn'
                 WHEN 'kg:statedToApplyTo' THEN 'kg:appliesTo'
                 ELSE link END AS link,
       MIN(CASE WHEN link LIKE 'kg:stated%' THEN 0 ELSE 1 END) AS inferred
FROM links
WHERE link <> 'kg:performedBy'
GROUP BY 1, 2, 3
