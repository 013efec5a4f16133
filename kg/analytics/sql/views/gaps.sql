-- What is not answered, by kind of thing and of gap: one pass over facts that are each a flag.
WITH facts AS (
  SELECT object AS thing, 'answered' AS fact FROM links WHERE link = 'kg:addresses'
  UNION ALL SELECT object, 'stated' FROM links WHERE link = 'kg:statedToAddress'
  UNION ALL SELECT thing, 'measure' FROM measures
  UNION ALL SELECT thing, 'document' FROM documents
  UNION ALL SELECT documents.thing, 'date' FROM documents
            JOIN triples ON triples.subject = documents.document
                        AND triples.predicate = 'kg:issued'
  UNION ALL SELECT reached.thing, 'region' FROM reached
            JOIN links ON links.subject = reached.node AND links.link = 'kg:appliesTo'
  UNION ALL SELECT reached.thing, 'performer' FROM reached
            JOIN links ON links.subject = reached.node AND links.link = 'kg:performedBy'
  UNION ALL SELECT subject, 'answers' FROM links WHERE link = 'kg:addresses'
  UNION ALL SELECT step.object, 'answers' FROM links AS step
            JOIN links AS answer ON answer.subject = step.subject AND answer.link = 'kg:addresses'
            WHERE step.link = 'kg:correspondsTo'
  UNION ALL SELECT object, 'sets out' FROM links WHERE link = 'kg:setOutIn'
  UNION ALL SELECT subject, 'place' FROM links WHERE link = 'kg:appliesTo'
  UNION ALL SELECT subject, 'issuer' FROM triples WHERE predicate = 'kg:issuedBy'
  UNION ALL SELECT subject, 'issued' FROM triples WHERE predicate = 'kg:issued'
),
flags AS (
  SELECT thing,
         MAX(CASE WHEN fact = 'answered' THEN 1 ELSE 0 END) AS answered,
         MAX(CASE WHEN fact = 'stated' THEN 1 ELSE 0 END) AS stated,
         MAX(CASE WHEN fact = 'measure' THEN 1 ELSE 0 END) AS measure,
         MAX(CASE WHEN fact = 'document' THEN 1 ELSE 0 END) AS document,
         MAX(CASE WHEN fact = 'date' THEN 1 ELSE 0 END) AS dated,
         MAX(CASE WHEN fact = 'region' THEN 1 ELSE 0 END) AS region,
         MAX(CASE WHEN fact = 'performer' THEN 1 ELSE 0 END) AS performer,
         MAX(CASE WHEN fact = 'answers' THEN 1 ELSE 0 END) AS answers,
         MAX(CASE WHEN fact = 'sets out' THEN 1 ELSE 0 END) AS sets_out,
         MAX(CASE WHEN fact = 'place' THEN 1 ELSE 0 END) AS place,
         MAX(CASE WHEN fact = 'issuer' THEN 1 ELSE 0 END) AS issuer,
         MAX(CASE WHEN fact = 'issued' THEN 1 ELSE 0 END) AS issued
  FROM facts
  GROUP BY thing
),
asked AS (
  SELECT things.thing, things.kind, rules.gap,
         COALESCE(answered, 0) AS answered, COALESCE(stated, 0) AS stated,
         COALESCE(measure, 0) AS measure, COALESCE(document, 0) AS document,
         COALESCE(dated, 0) AS dated, COALESCE(region, 0) AS region,
         COALESCE(performer, 0) AS performer, COALESCE(answers, 0) AS answers,
         COALESCE(sets_out, 0) AS sets_out, COALESCE(place, 0) AS place,
         COALESCE(issuer, 0) AS issuer, COALESCE(issued, 0) AS issued,
         CASE WHEN things.kind = 'Bottleneck' THEN COALESCE(answered, 0) ELSE 1 END AS begun
  FROM things
  JOIN (VALUES ('Bottleneck', 'no-action'), ('Bottleneck', 'inferred-only'),
               ('Bottleneck', 'no-measure'), ('Bottleneck', 'no-document'),
               ('Bottleneck', 'no-date'), ('Bottleneck', 'no-region'),
               ('Bottleneck', 'no-performer'), ('RecommendedAction', 'no-bottleneck'),
               ('RecommendedAction', 'no-measure'), ('RecommendedAction', 'no-document'),
               ('RecommendedAction', 'no-region'), ('RecommendedAction', 'no-performer'),
               ('AdoptedMeasure', 'answers-nothing'), ('AdoptedMeasure', 'no-document'),
               ('AdoptedMeasure', 'no-region'), ('AdoptedMeasure', 'no-performer'),
               ('PolicyDocument', 'sets-out-nothing'), ('PolicyDocument', 'no-issuer'),
               ('PolicyDocument', 'undated'), ('PolicyDocument', 'place-unsaid')
       ) AS rules(kind, gap) ON rules.kind = things.kind
  LEFT JOIN flags ON flags.thing = things.thing
)
SELECT kind, gap, thing
FROM asked
WHERE CASE gap
        WHEN 'no-action' THEN answered = 0
        WHEN 'inferred-only' THEN answered = 1 AND stated = 0
        WHEN 'no-measure' THEN begun = 1 AND measure = 0
        WHEN 'no-document' THEN (measure = 1 OR kind = 'AdoptedMeasure') AND document = 0
        WHEN 'no-date' THEN document = 1 AND dated = 0
        WHEN 'no-region' THEN begun = 1 AND region = 0
        WHEN 'no-performer' THEN begun = 1 AND performer = 0
        WHEN 'no-bottleneck' THEN answers = 0
        WHEN 'answers-nothing' THEN answers = 0
        WHEN 'sets-out-nothing' THEN sets_out = 0
        WHEN 'no-issuer' THEN issuer = 0
        WHEN 'undated' THEN issued = 0
        WHEN 'place-unsaid' THEN place = 0
      END
