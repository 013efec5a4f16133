-- Every chain from a bottleneck, as far as links carry it, at most four steps, as kg trace walks.
SELECT things.thing AS bottleneck,
       one.link AS link1, one.stop AS node1, two.link AS link2, two.stop AS node2,
       three.link AS link3, three.stop AS node3, four.link AS link4, four.stop AS node4,
       1 + CASE WHEN two.stop IS NULL THEN 0 ELSE 1 END
         + CASE WHEN three.stop IS NULL THEN 0 ELSE 1 END
         + CASE WHEN four.stop IS NULL THEN 0 ELSE 1 END AS hops,
       one.inferred + COALESCE(two.inferred, 0) + COALESCE(three.inferred, 0)
         + COALESCE(four.inferred, 0) AS inferences
FROM things
JOIN hops AS one ON one.start = things.thing
LEFT JOIN hops AS two ON two.start = one.stop
LEFT JOIN hops AS three ON three.start = two.stop
LEFT JOIN hops AS four ON four.start = three.stop
WHERE things.kind = 'Bottleneck'
