"""Names that nobody takes for real ones, and the words by which they can be searched."""

from __future__ import annotations

import random
from bisect import bisect
from itertools import accumulate

# What each kind of thing is called: the head of its local name, and both languages.
KINDS = {
    "Bottleneck": ("bottleneck", "合成瓶颈", "Synthetic bottleneck"),
    "RecommendedAction": ("action", "合成建议行动", "Synthetic recommendation"),
    "AdoptedMeasure": ("measure", "合成已出台措施", "Synthetic measure"),
    "PolicyDocument": ("document", "合成文件", "Synthetic document"),
    "Case": ("case", "合成案例", "Synthetic case"),
    "Organisation": ("organisation", "合成机构", "Synthetic organisation"),
    "Actor": ("actor", "合成主体", "Synthetic actor"),
    "Technology": ("technology", "合成技术", "Synthetic technology"),
    "Factor": ("factor", "合成要素", "Synthetic factor"),
    "Platform": ("platform", "合成平台", "Synthetic platform"),
    "Indicator": ("indicator", "合成指标", "Synthetic indicator"),
    "ActionSet": ("actions", "合成行动集合", "Synthetic set of actions"),
    "BottleneckSet": ("bottlenecks", "合成瓶颈集合", "Synthetic set of bottlenecks"),
}
# Plants: a label carries one of them, the first ones often, the last ones seldom.
MARKS = (
    ("水韭", "quillwort"), ("蒲苇", "pampas"), ("茜草", "madder"), ("石蒜", "spiderlily"),
    ("桔梗", "bellflower"), ("紫草", "bugloss"), ("白芷", "angelica"), ("菖蒲", "sweetflag"),
    ("鸢尾", "iris"), ("荇菜", "fringeleaf"), ("泽泻", "waterplantain"), ("凤仙", "balsam"),
    ("辛夷", "magnolia"), ("半夏", "pinellia"), ("木槿", "mallow"), ("忍冬", "honeysuckle"),
)  # fmt: skip
MARK_WEIGHTS = tuple(accumulate(1000 // (rank * rank) for rank in range(1, len(MARKS) + 1)))


def draw_mark(rng: random.Random) -> tuple[str, str]:
    """Return a mark in both languages; the seldomest on one label in some four hundred."""
    return MARKS[bisect(MARK_WEIGHTS, rng.randrange(MARK_WEIGHTS[-1]))]


def label(cls: str, number: str, mark: tuple[str, str]) -> tuple[str, str]:
    """Return the labels of thing *number* of class *cls*, Chinese and English."""
    _, zh, en = KINDS[cls]
    return f"{zh} {number} {mark[0]}", f"{en} {number} {mark[1]}"


def name_of(cls: str, number: str) -> str:
    """Return the local name of thing *number* of class *cls*."""
    return f"{KINDS[cls][0]}-synth-{number}"


def paraphrase(place: str) -> tuple[str, str]:
    """Return what the place *place* says, Chinese and English."""
    return f"虚构内容 {place} 的转述", f"Paraphrase of the invented content {place}"


def definition(number: str) -> tuple[str, str]:
    """Return what indicator *number* counts, Chinese and English."""
    return f"虚构指标 {number} 所计之数", f"What the invented indicator {number} counts"


def rationale(number: str) -> tuple[str, str]:
    """Return why claim *number* is inferred, Chinese and English."""
    return (
        f"合成理由 {number}：两处虚构文字说的是同一件事",
        f"Synthetic rationale {number}: the two invented passages name the same object",
    )


def reason(number: str) -> tuple[str, str]:
    """Return why claim *number* was not accepted, Chinese and English."""
    return (
        f"合成原因 {number}：虚构文字未作此说",
        f"Synthetic reason {number}: the invented passages do not say so",
    )
