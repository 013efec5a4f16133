-- What the thread of a thing reaches before the region.
SELECT object AS thing, subject AS node FROM links WHERE link = 'kg:addresses'
UNION
SELECT thing, thing AS node FROM things WHERE kind IN ('RecommendedAction', 'AdoptedMeasure')
UNION
SELECT thing, measure AS node FROM measures
UNION
SELECT thing, document AS node FROM documents
