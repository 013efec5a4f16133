-- The documents that set out the measures of a thing, or the measure itself.
SELECT measures.thing, step.object AS document
FROM measures
JOIN links AS step ON step.subject = measures.measure AND step.link = 'kg:setOutIn'
UNION
SELECT subject AS thing, object AS document
FROM links
WHERE link = 'kg:setOutIn'
