-- title.en: What is not answered: every gap of kg gaps, but for measures that have ended
-- title.zh: 哪些没有得到回应：kg gaps 的各类缺口（不含已到期的措施）
SELECT kind, gap, thing
FROM gaps
ORDER BY kind, gap, thing
