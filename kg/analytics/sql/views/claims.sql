-- Claims, a row each; fields counts the rows behind the first seven: a sound claim has seven.
SELECT subject AS claim,
       MAX(CASE WHEN predicate = 'rdf:subject' THEN object END) AS subject,
       MAX(CASE WHEN predicate = 'rdf:predicate' THEN object END) AS predicate,
       MAX(CASE WHEN predicate = 'rdf:object' THEN object END) AS object,
       MAX(CASE WHEN predicate = 'kg:modality' THEN object END) AS modality,
       MAX(CASE WHEN predicate = 'kg:status' THEN object END) AS status,
       MAX(CASE WHEN predicate = 'kg:polarity' THEN object END) AS polarity,
       COUNT(*) AS fields
FROM triples
WHERE predicate IN ('rdf:subject', 'rdf:predicate', 'rdf:object',
                    'kg:modality', 'kg:status', 'kg:polarity')
   OR (predicate = 'rdf:type' AND object = 'kg:Claim')
GROUP BY subject
HAVING MAX(CASE WHEN predicate = 'rdf:type' THEN 1 ELSE 0 END) = 1
