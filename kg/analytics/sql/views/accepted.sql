-- Claims that carry a link: accepted, and affirming it.
SELECT claim, subject, predicate, object, modality
FROM claims
WHERE status = 'kgv:accepted' AND polarity = 'kgv:affirmed'
