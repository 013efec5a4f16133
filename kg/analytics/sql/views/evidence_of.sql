-- The evidence of claims, by the end that it speaks for.
SELECT DISTINCT subject AS claim, predicate AS role, object AS evidence
FROM triples
WHERE predicate IN ('kg:linkEvidence', 'kg:subjectEvidence', 'kg:objectEvidence')
