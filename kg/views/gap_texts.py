"""What a gap is called, and what its reason means, in both languages."""

from __future__ import annotations

from kg.answers.gaps import Reason
from kg.language import Text

GAPS = {
    "no-action": Text("no action addresses it", "没有行动应对"),
    "inferred-only": Text("actions by inference only, none stated", "只有推断的行动，原文未明示"),
    "no-measure": Text("no measure reported as adopted", "未见报道已出台的措施"),
    "measure-ended": Text("every measure had ended by its own words", "所有措施按其自述均已到期"),
    "no-document": Text("no document sets out its measures", "没有文件载明其措施"),
    "no-date": Text("no document with a date", "相关文件均无日期"),
    "no-region": Text("no region named on its thread", "其链条上未指明地区"),
    "no-performer": Text("no performer named on its thread", "其链条上未指明执行者"),
    "no-bottleneck": Text("addresses no bottleneck", "不针对任何瓶颈"),
    "answers-nothing": Text(
        "answers no bottleneck, at once or by a recommendation", "既不直接也不经由建议回应任何瓶颈"
    ),
    "sets-out-nothing": Text("cited, but no measure is set out in it", "被引用，但未见载明措施"),
    "no-issuer": Text("no issuer named", "未指明发布机构"),
    "undated": Text("no date of issue", "无发布日期"),
    "place-unsaid": Text("no region named for it", "未指明适用地区"),
}
REASONS = {
    Reason.DENIED: Text("denied", "原文否定"),
    Reason.NOT_SAID: Text("not said", "原文未说"),
    Reason.NOT_LOOKED_FOR: Text("not looked for", "未曾查找"),
}
# A legend in one sentence each: the three are easily taken for one another.
REASONS_EXPLAINED = {
    Reason.DENIED: Text("an accepted claim denies the link", "有已采纳的主张否定该关联"),
    Reason.NOT_SAID: Text(
        "a source was read for this link and does not say it; this is no “no”",
        "来源曾就此关联读过而未言及；这不等于否定",
    ),
    Reason.NOT_LOOKED_FOR: Text("no source of it was read for this link", "其来源未曾就此关联阅读"),
}
