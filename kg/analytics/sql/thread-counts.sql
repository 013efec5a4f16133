-- title.en: How many chains there are, by their length and the number of their inferences
-- title.zh: 链条共有多少，按长度和推断步数计
SELECT hops, inferences, COUNT(*) AS chains, COUNT(DISTINCT bottleneck) AS bottlenecks
FROM chains
GROUP BY hops, inferences
ORDER BY hops, inferences
