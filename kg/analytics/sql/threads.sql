-- title.en: Every chain from a bottleneck to its end, with the number of its inferences
-- title.zh: 从每个瓶颈出发的全部链条，各含多少步推断
SELECT bottleneck, link1, node1, link2, node2, link3, node3, link4, node4, hops, inferences
FROM chains
ORDER BY bottleneck, node1, node2 NULLS FIRST, node3 NULLS FIRST, node4 NULLS FIRST,
         link1, link2 NULLS FIRST, link3 NULLS FIRST, link4 NULLS FIRST
