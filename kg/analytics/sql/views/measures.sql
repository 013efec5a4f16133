-- The adopted measures that answer a thing: at once, or by a recommendation.
SELECT answer.object AS thing, answer.subject AS measure
FROM links AS answer
JOIN things ON things.thing = answer.subject AND things.kind = 'AdoptedMeasure'
WHERE answer.link = 'kg:addresses'
UNION
SELECT answer.object AS thing, step.object AS measure
FROM links AS answer
JOIN links AS step ON step.subject = answer.subject AND step.link = 'kg:correspondsTo'
WHERE answer.link = 'kg:addresses'
UNION
SELECT subject AS thing, object AS measure
FROM links
WHERE link = 'kg:correspondsTo'
