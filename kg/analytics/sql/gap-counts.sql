-- title.en: How many gaps of each kind there are, and of how many things
-- title.zh: 各类缺口各有多少，涉及对象共多少
SELECT totals.kind, found.gap, found.gaps, totals.looked_at
FROM (SELECT kind, COUNT(*) AS looked_at FROM things GROUP BY kind) AS totals
JOIN (SELECT kind, gap, COUNT(*) AS gaps FROM gaps GROUP BY kind, gap) AS found
  ON found.kind = totals.kind
ORDER BY totals.kind, found.gap
