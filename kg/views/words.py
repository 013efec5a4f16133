"""Words for how a link is known, in both languages, for every view."""

from __future__ import annotations

from kg.answers.values import Modality
from kg.language import Lang, Text

MODALITIES = {
    Modality.STATED: Text("stated", "原文明示"),
    Modality.INFERRED: Text("inferred", "推断"),
    Modality.COLLECTIVE: Text("stated of the set as a whole", "原文就整体而言"),
}
LEVELS = {"high": Text("high", "高"), "medium": Text("medium", "中"), "low": Text("low", "低")}
STATUSES = {
    "proposed": Text("proposed", "待定"),
    "accepted": Text("accepted", "采纳"),
    "refused": Text("refused", "不采纳"),
    "withdrawn": Text("withdrawn", "撤回"),
}
# Between short statements in a row.
BETWEEN: dict[Lang, str] = {"zh": "；", "en": " · "}
