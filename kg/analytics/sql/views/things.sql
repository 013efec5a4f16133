-- The things that gaps are asked of, by their kind.
SELECT DISTINCT subject AS thing, SUBSTRING(object, 4) AS kind
FROM triples
WHERE predicate = 'rdf:type'
  AND object IN ('kg:Bottleneck', 'kg:RecommendedAction', 'kg:AdoptedMeasure', 'kg:PolicyDocument')
