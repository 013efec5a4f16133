-- The links of the thread, and their stated forms, as the build writes them for accepted claims.
SELECT subject, predicate AS link, object
FROM triples
WHERE predicate IN ('kg:addresses', 'kg:statedToAddress', 'kg:correspondsTo',
                    'kg:statedToCorrespondTo', 'kg:setOutIn', 'kg:statedSetOutIn',
                    'kg:appliesTo', 'kg:statedToApplyTo', 'kg:performedBy')
