"""The page of regions: 34 tiles, numbers and roles apart, and not said told from zero.

What the papers say of a province was copied from them by hand.
"""

from __future__ import annotations

from functools import cache

import pytest
from builders import World, stated
from number_samples import add_numbers
from page_tree import Element, read_page

import kg
from kg.errors import UsageError
from kg.views.region_tiles import COLUMNS, ROWS, TILES

COMMAND = "kg view regions"
CODES = {  # GB/T 2260, the first two digits
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52,
    53, 54, 61, 62, 63, 64, 65, 71, 81, 82,
}  # fmt: skip
PARKS = {
    "jiangsu": 79, "guangdong": 59, "shandong": 43, "zhejiang": 39, "henan": 38, "chongqing": 23,
    "hubei": 22, "sichuan": 22, "anhui": 21, "beijing": 18, "hebei": 18, "fujian": 17, "hunan": 17,
    "shaanxi": 17, "guizhou": 15, "shanghai": 13, "tianjin": 13, "liaoning": 12,
    "inner-mongolia": 10, "guangxi": 8, "heilongjiang": 8, "yunnan": 6, "shanxi": 5, "xinjiang": 4,
    "jilin": 3, "gansu": 1,
}  # fmt: skip
LEFT_OUT = {"jiangxi", "hainan", "tibet", "qinghai", "ningxia", "taiwan", "hongkong", "macau"}
# How many of the 51 rows of Table 2 are cities of a province; the other four are municipalities.
CITIES = {
    "shandong": 15, "jiangsu": 8, "anhui": 4, "guangdong": 3, "jiangxi": 3, "ningxia": 3,
    "hunan": 2, "zhejiang": 2, "fujian": 1, "hebei": 1, "hubei": 1, "jilin": 1, "liaoning": 1,
    "shaanxi": 1, "sichuan": 1,
}  # fmt: skip
MUNICIPALITIES = {"beijing": 202, "shanghai": 84, "chongqing": 74, "tianjin": 33}
PARK_LIST, CITY_LIST = "table-li-2022-parks", "table-li-2022-2-cities"
GAMMA = "table-gamma-output"


@cache
def shipped() -> Element:
    return read_page(kg.load().view("regions", lang="en", command=COMMAND))


@pytest.fixture(scope="module")
def world_with_numbers(template: World, tmp_path_factory: pytest.TempPathFactory) -> World:
    return add_numbers(template.copied_to(tmp_path_factory.mktemp("places") / "world"))


@pytest.fixture(scope="module")
def sample(world_with_numbers: World) -> Element:
    return read_page(world_with_numbers.load().view("regions", lang="en", command=COMMAND))


def tiles(page: Element) -> dict[str, Element]:
    found = page.all("button", class_="tile")
    return {one.attrs["data-key"].removeprefix("region-"): one for one in found}


def value(tile: Element, series: str) -> Element:
    return tile.one("span", data_series=series)


def marks(element: Element) -> dict[tuple[str, str], int]:
    return {
        (one.attrs["data-role"], one.attrs["data-modality"]): int(one.said())
        for one in element.all("span", class_="count")
    }


# The grid.


def test_all_34_units_have_a_tile_of_their_own() -> None:
    assert {int(code[:2]) for code in TILES} == CODES
    assert all(code.endswith("0000") for code in TILES)
    assert len(set(TILES.values())) == len(TILES) == 34
    assert (ROWS, COLUMNS) == (8, 7)


def test_the_codes_are_those_of_the_reference_data() -> None:
    found = kg.load().query(
        "SELECT ?code WHERE { ?r kg:regionLevel kgv:province-level ; kg:gbCode ?code }"
    )
    assert {row["code"]["value"] for row in found.rows} == set(TILES)


def test_neighbours_stay_near() -> None:
    def apart(a: int, b: int) -> int:
        (r1, c1), (r2, c2) = TILES[f"{a}0000"], TILES[f"{b}0000"]
        return max(abs(r1 - r2), abs(c1 - c2))

    # Beijing and Tianjin, Guangdong and Guangxi, Sichuan and Chongqing, Fujian and Taiwan,
    # Shanghai and Jiangsu, Tibet and Xinjiang, Hainan and Guangdong.
    pairs = ((11, 12), (44, 45), (51, 50), (35, 71), (31, 32), (54, 65), (46, 44))
    assert [apart(a, b) for a, b in pairs] == [1] * len(pairs)
    # What lies north stands above: Heilongjiang, Jilin, Liaoning; Hainan is in the last row.
    rows = [TILES[f"{code}0000"][0] for code in (23, 22, 21, 46)]
    assert rows == sorted(rows)
    assert rows[-1] == ROWS - 1


def test_every_tile_stands_once_where_the_grid_has_it() -> None:
    found = tiles(shipped())
    assert len(found) == 34
    classes = [tuple(one.attrs["class"].split()[1:]) for one in found.values()]
    assert len(set(classes)) == 34
    assert set(classes) == {(f"row-{row}", f"column-{column}") for row, column in TILES.values()}
    assert found["hongkong"].all("span", class_="long")[0].said() == "Hong Kong"
    assert found["taiwan"].all("span", class_="long")[0].said("zh") == "台湾"
    assert found["macau"].one("span", class_="code").said() == "MO"


# The numbers.


def test_the_parks_of_the_paper() -> None:
    found = tiles(shipped())
    said = {name: value(tile, PARK_LIST) for name, tile in found.items()}
    numbers = {n: int(v.said()) for n, v in said.items() if "left-out" not in v.attrs["class"]}
    assert numbers == PARKS
    assert set(said) - set(numbers) == LEFT_OUT
    lengths = {n: float(said[n].one("rect").attrs["width"].removesuffix("%")) for n in PARKS}
    assert lengths == pytest.approx({n: 100 * v / 79 for n, v in PARKS.items()}, abs=0.001)


def test_what_the_list_leaves_out_is_hatched_and_has_no_bar() -> None:
    for name, tile in tiles(shipped()).items():
        hatched = tile.all("svg", class_="fill", data_series=PARK_LIST)
        assert len(hatched) == (1 if name in LEFT_OUT else 0), name
        assert bool(value(tile, PARK_LIST).all("rect")) is (name not in LEFT_OUT)
    assert "which is not zero" in shipped().one("div", class_="key").said()


def test_the_name_that_is_no_unit_stands_beside_with_both_candidates() -> None:
    beside = shipped().one("section", class_="nowhere")
    lost = beside.one("button", class_="lost")
    assert lost.said("zh") == "“江南” 6 ※"
    led = [one.attrs["data-to"] for one in beside.all("button") if "data-to" in one.attrs]
    assert led == ["region-hainan", "region-jiangxi"]
    found = tiles(shipped())
    perhaps = [n for n, t in found.items() if "perhaps" in value(t, PARK_LIST).said()]
    assert sorted(perhaps) == ["hainan", "jiangxi"]
    assert value(found["jiangxi"], PARK_LIST).said("zh") == "未见于名单 ※ 或即“江南”"
    fill = found["jiangxi"].one("svg", class_="fill", data_series=PARK_LIST).one("rect")
    assert fill.attrs["fill"] == "url(#cross)"


def test_cities_are_counted_and_municipalities_have_their_own_number() -> None:
    found = {name: value(tile, CITY_LIST).said() for name, tile in tiles(shipped()).items()}
    counted = {n: int(said.split()[0]) for n, said in found.items() if said[0].isdigit()}
    assert counted == CITIES
    assert sum(counted.values()) + len(MUNICIPALITIES) == 51
    own = {n: said for n, said in found.items() if said.startswith("itself")}
    assert own == {n: f"itself {v} ※" for n, v in MUNICIPALITIES.items()}
    # The number of a municipality is no count of cities: it has no bar on their scale.
    assert value(tiles(shipped())["beijing"], CITY_LIST).all("rect") == []
    none = {n for n, said in found.items() if said == "no city in the list"}
    assert len(none) == 34 - len(CITIES) - len(MUNICIPALITIES)


def test_zero_is_a_number_and_is_not_hatched(world_with_numbers: World, world: World) -> None:
    del world_with_numbers
    add_numbers(world)
    world.edit("sources/gamma/figures.csv", ",13,indicator-output,13,", ",13,indicator-output,0,")
    page = read_page(world.load().view("regions", lang="en", command=COMMAND))
    shanghai, tianjin = tiles(page)["shanghai"], tiles(page)["tianjin"]
    assert value(shanghai, GAMMA).said() == "0 t"
    assert float(value(shanghai, GAMMA).one("rect").attrs["width"].removesuffix("%")) == 0
    assert shanghai.all("svg", class_="fill") == []
    assert value(tianjin, GAMMA).said() == "not in the list"
    assert len(tianjin.all("svg", class_="fill")) == 1


def test_the_invented_list_in_the_tiles(sample: Element) -> None:
    found = tiles(sample)
    assert value(found["beijing"], GAMMA).said() == "30 t"
    width = value(found["shanghai"], GAMMA).one("rect").attrs["width"]
    assert width == "43.333%"  # 13 of 30
    assert value(found["zhejiang"], GAMMA).said() == "not in the list ※ perhaps “江北”"
    assert len([t for t in found.values() if t.all("svg", class_="fill")]) == 32


# The roles.


def test_roles_and_modalities_are_counted_apart(world: World) -> None:
    world.add_claims(
        "alpha",
        stated("claim-alpha-101 action-factor-library appliesTo region-beijing",
               "ev-alpha-library"),
        stated("claim-alpha-102 bottleneck-footprint observedIn region-beijing",
               "ev-alpha-footprint"),
    )  # fmt: skip
    world.lock("alpha")
    page = read_page(world.load().view("regions", lang="en", command=COMMAND))
    found = {name: marks(tile) for name, tile in tiles(page).items() if marks(tile)}
    assert found == {
        # Standards (claim 003) and library; what is seen there is another mark.
        "beijing": {("recommended-for", "stated"): 2, ("bottleneck-observed", "stated"): 1},
        "shanghai": {("document-for", "stated"): 1},
        "zhejiang": {("document-for", "stated"): 1},
    }


def test_the_marks_of_the_shipped_graph() -> None:
    found = {name: marks(tile) for name, tile in tiles(shipped()).items()}
    # li-2022 names Gansu and Jilin among those with few mature firms and few green factories.
    for name in ("gansu", "jilin"):
        assert sum(n for (role, _), n in found[name].items() if role == "bottleneck-observed") == 2
    assert found["guangdong"] == found["taiwan"] == {}
    shanghai = found["shanghai"]
    assert sum(n for (role, _), n in shanghai.items() if role == "document-for") == 9


def test_groups_say_that_their_membership_is_open() -> None:
    group = shipped().one("button", data_key="region-group-west")
    assert "open" in group.attrs["class"].split()
    assert sum(marks(group).values()) > 0
    assert "members" in shipped().one("div", class_="beside").said()
    # What is said of the west is said of no tile.
    applied = [m for t in tiles(shipped()).values() for m in marks(t) if m[0] == "recommended-for"]
    assert applied == []


def test_the_table_holds_every_link_and_number() -> None:
    rows = shipped().one("section", id="twin").all("tr", data_row="")
    links = [one for one in rows if "data-role" in one.attrs]
    profiles = kg.load().regions()
    assert len(links) == sum(len(role.links) for p in profiles for role in p.roles)
    # 27 names and 8 left out; 51 cities and 15 provinces without one.
    assert len(rows) - len(links) == 27 + 8 + 51 + 15


def test_the_first_numbers_are_those_asked_for() -> None:
    html = kg.load().view("regions", "indicator-enterprises-by-maturity", "en", COMMAND)
    heads = read_page(html).one("div", class_="head").all("div", class_="for-series")
    assert [(one.attrs["data-series"], "off" in one.attrs["class"]) for one in heads] == [
        (CITY_LIST, False), (PARK_LIST, True),
    ]  # fmt: skip
    with pytest.raises(UsageError, match="depth"):
        kg.load().view("regions", depth=2)


def test_a_world_without_figures_has_tiles_all_the_same(mini: kg.PolicyGraph) -> None:
    page = read_page(mini.view("regions", lang="en", command=COMMAND))
    found = tiles(page)
    assert len(found) == 34
    assert not any(tile.all("span", class_="value") for tile in found.values())
