"""The page of coverage: what it holds, and how it behaves in a real browser without a network."""

from __future__ import annotations

import json
import re
from functools import cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from kg.answers.coverage import Coverage, Kind, Resting, Skipped, State, Taken, cover
from kg.answers.values import Bilingual
from kg.language import Lang
from kg.sources.sections import Section
from kg.views.coverage import CoveragePage, mask, render_coverage

if TYPE_CHECKING:
    from browser_page import Open, Opened

pytest_plugins = ("browser_page",)
COMMAND = "kg sources example --coverage"

TEXT = """# 一 山水之间

**摘要：**山很高，水很长。<sup>①</sup>如前所述，山很高！下面说云。
- 云淡风轻；鸟在飞。Wind & <i>rain</i>.

---

城市\t数量\t备注
北京\t1 073\t

Hills rise high. Rivers run long.
"""


def span(words: str, occurrence: int = 1) -> tuple[int, int]:
    at = -1
    for _ in range(occurrence):
        at = TEXT.index(words, at + 1)
    return at, at + len(words)


def resting(kind: Kind, name: str, modality: str = "") -> Resting:
    label = Bilingual(f"{name}的名称", f"Name of {name}")
    return Resting(f"{kind}-{name}", kind, label, Bilingual("推断", "Inferred"), modality)


def taken(name: str, spans: list[tuple[int, int]], *rests: Resting, printed: str = "") -> Taken:
    text = Bilingual(f"关于{name}的转述", f"Paraphrase of {name}")
    told = Bilingual(printed, printed) if printed else text
    return Taken(f"ev-{name}", tuple(spans), told, rests, bool(printed))


HIGH = taken(
    "high", [span("山很高")], resting("claim", "high", "stated"), resting("entity", "hill")
)
BOTH = taken("both", [span("山很高，水很长")], resting("figure", "length"))
BIRD = taken("bird", [span("鸟在飞"), span("Hills rise")], resting("entity", "bird"))
COUNT = taken("count", [span("1 073"), span("数量")], resting("figure", "count"), printed="1 073")
SKIPPED = (
    Skipped((span("一 山水之间"),), State.FURNITURE),
    Skipped((span("如前所述，山很高！"),), State.REPEATED, ("ev-high",), Bilingual("附", "A note")),
    Skipped((span("下面说云。"),), State.TRANSITION),
)


@cache
def example() -> Coverage:
    units = cover(TEXT, [HIGH, BOTH, BIRD, COUNT], SKIPPED, [Section("一", 0)])
    return Coverage("example", Bilingual("山水之间", "Hills"), tuple(units), "0123456789ab")


@cache
def html(lang: Lang = "zh", *, private: bool = True) -> str:
    return render_coverage(example(), TEXT, lang=lang, command=COMMAND, private=private)


# 0 heading, 1 high and long, 2 repeated, 3 transition, 4 clouds, 5 bird, 6 wind; 7-10 cells
# 城市 数量 备注 北京, 11 the number; 12 hills, 13 rivers.
STATES = [
    "furniture", "evidence", "repeated", "transition", "unaccounted", "evidence", "unaccounted",
    "unaccounted", "evidence", "unaccounted", "unaccounted", "evidence", "evidence", "unaccounted",
]  # fmt: skip


class Reader(HTMLParser):
    """Collects tags and the text of what is shown."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.shown: list[str] = []
        self._inside = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        self._inside = "" if tag == self._inside else self._inside

    def handle_data(self, data: str) -> None:
        if self._inside not in ("script", "style"):
            self.shown.append(data)


def test_the_example_is_what_it_is_taken_for() -> None:
    assert [unit.state.value for unit in example().units] == STATES


def test_the_page_asks_for_nothing() -> None:
    page = Reader(html())
    assert not [tag for tag, _ in page.tags if tag in ("link", "img", "iframe", "object", "base")]
    assert not [attrs for _, attrs in page.tags if {"src", "style"} & attrs.keys()]
    assert all(str(a["href"]).startswith("#u") for _, a in page.tags if "href" in a)
    assert not [attrs for _, attrs in page.tags if any(name.startswith("on") for name in attrs)]
    policy = next(a["content"] for tag, a in page.tags if tag == "meta" and a.get("http-equiv"))
    assert policy is not None
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy


def test_the_copy_stands_in_its_order_without_its_signs() -> None:
    found = re.search(r"<article[^>]*>(.*?)</article>", html(), re.S)
    assert found
    shown = re.sub(r'<span class="at">.*?</span>', "", found[1])
    text = re.sub(r"\s+", "", "".join(Reader(shown).shown))
    assert text == (
        "一山水之间摘要：山很高，水很长。①如前所述，山很高！下面说云。"
        "云淡风轻；鸟在飞。Wind&rain.城市数量备注北京1073Hillsrisehigh.Riversrunlong."
    )


def test_overlapping_places_are_told_apart() -> None:
    found = re.findall(r'<mark class="([^"]*)" data-taken="([^"]*)">([^<]*)</mark>', html())
    assert found[:2] == [("claim figure entity", "0 1", "山很高"), ("figure", "1", "，水很长")]
    # One place in two pieces, far apart.
    assert [(k, words) for k, n, words in found if n == "2"] == [
        ("entity", "鸟在飞"), ("entity", "Hills rise"),
    ]  # fmt: skip


def test_what_was_left_out_of_a_sentence_under_evidence_is_marked() -> None:
    label = Skipped((span("摘要"),), State.FURNITURE)
    units = cover(TEXT, [HIGH], [label], [Section("一", 0)])
    coverage = Coverage("example", Bilingual(), tuple(units), "0")
    for private, shown in ((True, "摘要"), (False, "■■")):
        page = render_coverage(coverage, TEXT, lang="zh", command="x", private=private)
        assert f'<span class="left furniture">{shown}</span>' in page


def test_a_table_keeps_its_empty_cells() -> None:
    rows = re.findall(r"<tr>(.*?)</tr>", html())
    assert [row.count("<td>") for row in rows] == [3, 3]
    assert rows[1].endswith("<td></td>")


def test_without_words_the_page_holds_none() -> None:
    page = html(private=False)
    told = "".join(Reader(page).shown)
    assert "山很高" not in told
    assert "rain" not in page
    assert not set("鸟飞云淡风轻") & set(re.sub(r"关于.*?的转述|.的名称", "", told))
    assert 'name="x-private"' not in page
    assert "Paraphrase of high" in told
    assert page.count("■") > 30


def test_a_mask_is_as_wide_and_says_nothing() -> None:
    assert mask("山a 1，\t水") == "■x x■ ■"
    assert mask("") == ""


def test_a_paraphrase_stands_once() -> None:
    assert html().count("关于high的转述") == 1


def test_the_map_is_filled_as_far_as_a_sentence_was_taken() -> None:
    page = CoveragePage(example(), TEXT, masked=True)
    bars = page.bars()
    assert page.length == sum(unit.characters for unit in example().units)
    # 摘要山很高水很长: eight characters, six of them under evidence.
    assert (bars[1]["width"], bars[1]["filled"], bars[1]["kind"]) == (8, 0.75, "claim")
    assert (bars[1]["x"], bars[2]["x"]) == (5, 13)
    assert bars[4]["filled"] == 0


def test_a_figure_stands_where_it_is_printed() -> None:
    page = CoveragePage(example(), TEXT, masked=True)
    # Its second span, the cell that heads it, comes before it in the text.
    assert page.unit_of == {"ev-high": 1, "ev-both": 1, "ev-bird": 5, "ev-count": 11}
    assert [taken.id for taken in page.taken] == ["ev-high", "ev-both", "ev-bird", "ev-count"]


def test_the_counts_are_those_of_the_states() -> None:
    page = CoveragePage(example(), TEXT, masked=True)
    assert [page.count(name) for name in ("claim", "figure", "entity")] == [1, 3, 3]
    assert [page.count(state) for state in ("repeated", "unaccounted")] == [1, 6]
    tiles = [tile["value"] for tile in page.tiles()]
    # 8 of 14; 5 of 12 that state a fact.
    assert tiles[:2] == ["57.1 %", "41.6 %"]


# In the browser.


def panel(opened: Opened) -> str:
    return opened.page.locator("#panel").inner_text()


def focused(opened: Opened) -> Any:
    return opened.page.evaluate("document.activeElement.id")


@pytest.mark.browser
def test_a_click_shows_what_was_taken(open_page: Open) -> None:
    opened = open_page(html(), "#lang=en&theme=light")
    assert "How to read this" in panel(opened)
    opened.page.locator("#u1 mark").first.click()
    told = panel(opened)
    for words in ("一 ¶1", "under evidence", "6 of 8 characters", "Paraphrase of high", "ev-high",
                  "Name of high", "claim-high", "Name of hill", "Paraphrase of both"):  # fmt: skip
        assert words in told
    assert "u=1" in opened.page.url
    opened.page.locator("#u2").click()
    assert "A note" in panel(opened)
    opened.page.locator("#panel a", has_text="ev-high").click()
    assert "Paraphrase of high" in panel(opened)
    assert focused(opened) == "u1"
    opened.page.locator("#u4").click()
    assert "Neither evidence nor a declared reason" in panel(opened)
    opened.assert_clean()


@pytest.mark.browser
def test_the_keyboard_reaches_every_sentence(open_page: Open) -> None:
    opened = open_page(html(), "#lang=en&theme=light&u=1")
    keys = opened.page.keyboard
    assert focused(opened) == "u1"
    for key, expected in (
        ("ArrowDown", "u2"), ("ArrowUp", "u1"), ("End", "u13"), ("Home", "u0"),
        ("n", "u2"), ("n", "u4"), ("n", "u6"), ("p", "u4"), ("p", "u2"), ("p", "u13"), ("n", "u2"),
    ):  # fmt: skip
        keys.press(key)
        assert focused(opened) == expected, key
    keys.press("Escape")
    assert "How to read this" in panel(opened)
    stops = opened.page.locator(".unit[tabindex='0']")
    assert stops.count() == 1
    opened.assert_clean()


@pytest.mark.browser
def test_a_filter_fades_the_rest_and_the_steps_follow_it(open_page: Open) -> None:
    opened = open_page(html(), "#lang=en&theme=light")
    page = opened.page
    assert page.locator("#step").inner_text() == "7 · fact without evidence"
    page.locator('[data-show="figure"]').click()
    assert page.locator("#step").inner_text() == "3 · match"
    assert page.locator("#u1").evaluate("one => getComputedStyle(one).opacity") == "1"
    assert page.locator("#u4").evaluate("one => getComputedStyle(one).opacity") < "0.5"
    page.locator("#next").click()
    page.locator("#next").click()
    assert focused(opened) == "u8"
    again = open_page(html(), page.url[page.url.index("#") :])
    assert again.page.locator("#step").inner_text() == "3 · match"
    assert panel(again) == panel(opened)
    opened.assert_clean()


@pytest.mark.browser
def test_the_map_leads_to_a_sentence(open_page: Open) -> None:
    opened = open_page(html(), "#lang=zh&theme=light")
    box = opened.page.locator("#map").bounding_box()
    assert box is not None
    length = CoveragePage(example(), TEXT, masked=True).length
    # The eighth character of the source lies in its second sentence.
    opened.page.mouse.click(box["x"] + box["width"] * 7.5 / length, box["y"] + 5)
    assert focused(opened) == "u1"


@pytest.mark.browser
@pytest.mark.parametrize("private", [True, False])
@pytest.mark.parametrize("fragment", [
    "#lang=zh&theme=light", "#lang=en&theme=dark&u=1", "#lang=en&theme=light&u=2&list=1",
])  # fmt: skip
def test_nothing_serious_for_axe(open_page: Open, private: bool, fragment: str) -> None:
    opened = open_page(html(private=private), fragment, bypass_csp=True)
    found = Axe().run(opened.page).response["violations"]
    grave = [
        (v["id"], v["nodes"][0]["html"][:200])
        for v in found
        if v["impact"] in ("serious", "critical")
    ]
    assert grave == []


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_fits_its_window(open_page: Open, width: int, lang: str) -> None:
    opened = open_page(html(), f"#lang={lang}&theme=light&u=11", width=width, height=844)
    assert opened.page.evaluate("document.documentElement.scrollWidth") == width
    # What was chosen is not hidden behind the panel or the bar.
    unit, bar = (opened.page.locator(one).bounding_box() for one in ("#u11", ".bar"))
    assert unit is not None
    assert bar is not None
    assert bar["y"] + bar["height"] <= unit["y"] < 844
    if width == 390:
        beside = opened.page.locator("#panel").bounding_box()
        assert beside is not None
        assert unit["y"] + unit["height"] <= beside["y"]


@pytest.mark.browser
def test_print_shows_text_and_list(open_page: Open) -> None:
    opened = open_page(html(), "#lang=zh&theme=dark&u=1")
    opened.page.emulate_media(media="print")
    assert opened.page.locator("#source").is_visible()
    assert opened.page.locator("#taken").is_visible()
    assert opened.page.locator("#panel").is_hidden()
    assert opened.page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


@pytest.mark.browser
def test_without_a_script_all_is_there(open_page: Open) -> None:
    opened = open_page(html(), java_script_enabled=False)
    assert opened.page.locator("#taken").is_visible()
    assert "关于high的转述" in opened.page.locator("#taken").inner_text()
    assert "JavaScript" in opened.page.locator("body").inner_text()


@pytest.mark.browser
def test_an_address_with_nonsense_does_no_harm(open_page: Open) -> None:
    opened = open_page(html(), "#lang=xx&theme=<b>&u=9999&show=nothing&show=%00&list=a")
    assert "如何阅读" in panel(opened)
    assert opened.page.locator(".filtered").count() == 0
    opened.page.evaluate("() => { location.hash = '#u9999' }")
    opened.page.wait_for_timeout(40)
    assert "如何阅读" in panel(opened)
    opened.assert_clean()


ATTACKS = (
    "<script>window.__hacked=1</script>",
    "</script><script>window.__hacked=1</script>",
    '"><img src=x onerror="window.__hacked=1">',
    "<svg onload=window.__hacked=1><a href=javascript:window.__hacked=1>href</a>",
    "{{ 7*7 }}{% raw %}]]><!-- --><style>*{display:none}</style>",
    "\u2028\u202e&lt;b&gt;\x07 words",
)


@pytest.mark.browser
def test_hostile_text_is_shown_and_never_run(open_page: Open) -> None:
    text = "\n".join(attack.replace("\n", " ") for attack in ATTACKS)
    takes, at = [], 0
    for attack in ATTACKS:
        told = Bilingual(attack, attack)
        rests = (Resting(attack, "claim", told, told, attack),)
        takes.append(Taken(attack, ((at, at + len(attack) // 2),), told, rests))
        at += len(attack) + 1
    skips = [Skipped(((0, 9),), State.GARBLED, ATTACKS, Bilingual(attack, attack))]
    units = cover(text, takes, skips, [Section(ATTACKS[0], 0)])
    source = Coverage(
        " ".join(ATTACKS), Bilingual(ATTACKS[1], ATTACKS[2]), tuple(units), ATTACKS[3]
    )
    page = render_coverage(source, text, lang="en", command=" ".join(ATTACKS), private=True)
    opened = open_page(page, "#lang=en&theme=light&list=1")

    def bare(words: str) -> str:
        return re.sub(r"[\x00-\x1f\s\ufffd]+", "", words)

    for number in range(len(units)):
        opened.page.evaluate("(n) => { location.hash = `#u${n}` }", number)
        opened.page.wait_for_timeout(30)
    for where in ("#taken", "footer", "#panel"):
        shown = bare(opened.page.locator(where).first.text_content() or "")
        known = ATTACKS[-1:] if where == "#panel" else ATTACKS
        assert all(bare(attack) in shown for attack in known), where
    copy = bare(opened.page.locator("#source").text_content() or "")
    assert "window.__hacked=1" in copy
    opened.assert_clean()


def test_what_the_script_reads_is_whole() -> None:
    found = re.search(r'id="kg-data">(.*?)</script>', html(), re.S)
    assert found
    units = json.loads(found[1])["units"]
    assert [unit["state"] for unit in units] == STATES
    assert units[1]["taken"] == [0, 1]
    assert units[2]["skipped"] == [1]
