-- title.en: What does not hold together: a row is a fault
-- title.zh: 图谱自相矛盾之处：每行为一处错误
WITH pairs AS (
  SELECT DISTINCT subject, object,
         CASE WHEN predicate LIKE 'kg:stated%' THEN 'kgv:stated'
              WHEN predicate LIKE 'kg:inferred%' THEN 'kgv:inferred' ELSE '' END AS modality,
         CASE predicate
           WHEN 'kg:statedToAddress' THEN 'kg:addresses'
           WHEN 'kg:inferredToAddress' THEN 'kg:addresses'
           WHEN 'kg:statedToAgreeWith' THEN 'kg:agreesWith'
           WHEN 'kg:inferredToAgreeWith' THEN 'kg:agreesWith'
           WHEN 'kg:statedToApplyTo' THEN 'kg:appliesTo'
           WHEN 'kg:inferredToApplyTo' THEN 'kg:appliesTo'
           WHEN 'kg:statedCategory' THEN 'kg:category'
           WHEN 'kg:inferredCategory' THEN 'kg:category'
           WHEN 'kg:statedToConcern' THEN 'kg:concerns'
           WHEN 'kg:inferredToConcern' THEN 'kg:concerns'
           WHEN 'kg:statedToConflictWith' THEN 'kg:conflictsWith'
           WHEN 'kg:inferredToConflictWith' THEN 'kg:conflictsWith'
           WHEN 'kg:statedToCorrespondTo' THEN 'kg:correspondsTo'
           WHEN 'kg:inferredToCorrespondTo' THEN 'kg:correspondsTo'
           WHEN 'kg:statedExampleIn' THEN 'kg:exampleIn'
           WHEN 'kg:inferredExampleIn' THEN 'kg:exampleIn'
           WHEN 'kg:statedToIllustrate' THEN 'kg:illustrates'
           WHEN 'kg:inferredToIllustrate' THEN 'kg:illustrates'
           WHEN 'kg:statedToImplement' THEN 'kg:implements'
           WHEN 'kg:inferredToImplement' THEN 'kg:implements'
           WHEN 'kg:statedObservedIn' THEN 'kg:observedIn'
           WHEN 'kg:inferredObservedIn' THEN 'kg:observedIn'
           WHEN 'kg:statedOvertakenBy' THEN 'kg:overtakenBy'
           WHEN 'kg:inferredOvertakenBy' THEN 'kg:overtakenBy'
           WHEN 'kg:statedPerformedBy' THEN 'kg:performedBy'
           WHEN 'kg:inferredPerformedBy' THEN 'kg:performedBy'
           WHEN 'kg:statedSetOutIn' THEN 'kg:setOutIn'
           WHEN 'kg:inferredSetOutIn' THEN 'kg:setOutIn'
           WHEN 'kg:statedToSupersede' THEN 'kg:supersedes'
           WHEN 'kg:inferredToSupersede' THEN 'kg:supersedes'
           ELSE predicate END AS link
  FROM triples
  WHERE predicate IN (
    'kg:addresses', 'kg:agreesWith', 'kg:appliesTo', 'kg:category', 'kg:collectivelyAddresses',
    'kg:concerns', 'kg:conflictsWith', 'kg:correspondsTo', 'kg:exampleIn', 'kg:illustrates',
    'kg:implements', 'kg:observedIn', 'kg:overtakenBy', 'kg:performedBy', 'kg:setOutIn',
    'kg:supersedes',
    'kg:statedToAddress', 'kg:statedToAgreeWith', 'kg:statedToApplyTo', 'kg:statedCategory',
    'kg:statedToConcern', 'kg:statedToConflictWith', 'kg:statedToCorrespondTo',
    'kg:statedExampleIn', 'kg:statedToIllustrate', 'kg:statedToImplement', 'kg:statedObservedIn',
    'kg:statedOvertakenBy', 'kg:statedPerformedBy', 'kg:statedSetOutIn', 'kg:statedToSupersede',
    'kg:inferredToAddress', 'kg:inferredToAgreeWith', 'kg:inferredToApplyTo',
    'kg:inferredCategory', 'kg:inferredToConcern', 'kg:inferredToConflictWith',
    'kg:inferredToCorrespondTo', 'kg:inferredExampleIn', 'kg:inferredToIllustrate',
    'kg:inferredToImplement', 'kg:inferredObservedIn', 'kg:inferredOvertakenBy',
    'kg:inferredPerformedBy', 'kg:inferredSetOutIn', 'kg:inferredToSupersede')
),
claimed AS (
  SELECT DISTINCT subject, object, predicate AS link, '' AS modality
  FROM accepted
  UNION ALL
  -- The build writes the stated form where any claim is stated, else the inferred one.
  SELECT subject, object, predicate AS link, MAX(modality) AS modality
  FROM accepted
  WHERE predicate <> 'kg:collectivelyAddresses'
  GROUP BY subject, object, predicate
),
-- Regions and concepts cite an authority of their own: no passage speaks for them.
reference AS (
  SELECT DISTINCT subject AS thing FROM triples
  WHERE predicate IN ('kg:regionLevel', 'kg:membership', 'skos:inScheme')
),
supported AS (
  SELECT accepted.claim, accepted.modality,
         MAX(CASE WHEN role = 'kg:linkEvidence' THEN 1 ELSE 0 END) AS joined,
         MAX(CASE WHEN role = 'kg:subjectEvidence' THEN 1 ELSE 0 END) AS subject,
         MAX(CASE WHEN role = 'kg:objectEvidence' OR reference.thing IS NOT NULL
                  THEN 1 ELSE 0 END) AS object
  FROM accepted
  LEFT JOIN evidence_of ON evidence_of.claim = accepted.claim
  LEFT JOIN reference ON reference.thing = accepted.object
  GROUP BY accepted.claim, accepted.modality
),
known AS (
  SELECT DISTINCT subject AS thing FROM triples WHERE predicate = 'rdf:type'
),
named AS (
  SELECT DISTINCT object AS thing, predicate FROM triples
  WHERE kind = 'iri' AND object LIKE 'kgd:%'
)
SELECT 'claim-fields' AS fault, claim AS thing, CAST(NULL AS STRING) AS link,
       CAST(NULL AS STRING) AS other
FROM claims
WHERE fields <> 7 OR subject IS NULL OR predicate IS NULL OR object IS NULL
   OR modality IS NULL OR status IS NULL OR polarity IS NULL
UNION ALL
SELECT 'claim-modality', claim, CAST(NULL AS STRING), modality
FROM claims
WHERE modality NOT IN ('kgv:stated', 'kgv:stated-collectively', 'kgv:inferred')
UNION ALL
SELECT 'claim-without-evidence', claim, CAST(NULL AS STRING), modality
FROM supported
WHERE CASE modality WHEN 'kgv:inferred' THEN subject = 0 OR object = 0 ELSE joined = 0 END
UNION ALL
SELECT 'link-without-claim', pairs.subject, pairs.link, pairs.object
FROM pairs
LEFT JOIN claimed ON claimed.subject = pairs.subject AND claimed.object = pairs.object
                 AND claimed.link = pairs.link AND claimed.modality = pairs.modality
WHERE claimed.subject IS NULL
UNION ALL
SELECT 'claim-without-link', claimed.subject, claimed.link, claimed.object
FROM claimed
LEFT JOIN pairs ON pairs.subject = claimed.subject AND pairs.object = claimed.object
               AND pairs.link = claimed.link AND pairs.modality = claimed.modality
WHERE pairs.subject IS NULL
UNION ALL
SELECT 'dangling', named.thing, named.predicate, CAST(NULL AS STRING)
FROM named
LEFT JOIN known ON known.thing = named.thing
WHERE known.thing IS NULL
ORDER BY fault, thing, link NULLS FIRST, other NULLS FIRST
