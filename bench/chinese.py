"""The tables of the measurements in Chinese: the same numbers under Chinese names."""

from __future__ import annotations

import re

WORDS = {
    "trace, p50, of the peer the bare links": "追踪（中位数），对方只给关联",
    "trace, p50": "追踪（中位数）",
    "load into memory": "载入内存",
    "load onto disk": "载入磁盘",
    "peak memory after loading": "载入后的内存峰值",
    "peak memory, loading onto disk": "载入磁盘时的内存峰值",
    "size on disk": "磁盘占用",
    "trace, p50, again": "再次追踪（中位数）",
    "reads of files for a trace, p50, the first time": "首次追踪读文件的次数（中位数）",
    "reads of files for a trace, p50, again": "再次追踪读文件的次数（中位数）",
    "the first trace, p50, of files not read before, waited for": "文件未曾读过，首次追踪等待时间",
    "gaps, one kind": "一类缺口",
    "gaps, no document": "缺口：没有文件",
    "coverage matrix": "覆盖矩阵",
    "coverage matrix, ours in order": "覆盖矩阵，我方按次序给出",
    "coverage matrix, of both the bare cells": "覆盖矩阵，双方只给单元格",
    "search, p50": "搜索（中位数）",
    "search, the first one": "首次搜索",
    "`kg trace` on a store, processor time": "对存储执行 `kg trace` 的处理器时间",
    "`kg check`, first time, processor time": "首次 `kg check` 的处理器时间",
    "importing rdflib with SPARQL": "仅导入带 SPARQL 的 rdflib",
    "kg at 10k triples, the same things": "一万条三元组时的 kg，对象相同",
    "DuckDB, table and indexes": "DuckDB，建表并建索引",
    "pyoxigraph, `bulk_load` and `optimize`": "pyoxigraph，`bulk_load` 后再 `optimize`",
    "networkx, walk": "networkx 遍历",
    "plain dict": "普通字典",
    "a minute": "一分钟",
    ", three texts": "，三段查询",
    "SPARQL prepared": "预编译的 SPARQL",
    "what": "测量项",
    "against": "对照",
    "the other": "对方",
    "kg ÷ other": "kg ÷ 对方",
    "wanted": "目标",
    "kept": "达到",
    "**missed**": "**未达到**",
    "triples": "三元组数",
    "claims": "主张数",
    "memory": "载入后的内存",
    "load": "载入",
    "trace": "追踪（中位数）",
    "matrix": "矩阵",
    "gaps": "缺口（全部）",
    "search, first": "首次搜索",
    "search, index made": "首次搜索（建索引）",
    "search": "搜索（中位数）",
    "check": "检查",
    "check of a store": "检查存储",
    "memory, check of a store": "检查存储时的内存",
    "n^b, b =": "n^b，b =",
    "n the claims, b =": "n 为主张数时，b =",
    "against n·log n": "与 n·log n 相比",
    "**worse**": "**超出**",
    "no worse": "未超出",
}


def translate_cell(cell: str) -> str:
    """Return a cell of a table in Chinese; numbers and names of programs stay."""
    if cell in WORDS:
        return WORDS[cell]
    for english in (", three texts", "SPARQL prepared"):
        cell = cell.replace(english, WORDS[english])
    return re.sub(r"^([\w]+), ", r"\1，", cell)


def translate_table(lines: list[str]) -> list[str]:
    """Return the lines of a table in Chinese."""
    return [
        "|".join(f" {translate_cell(cell.strip())} " if cell.strip() else cell for cell in cells)
        if "---" not in line
        else line
        for line in lines
        for cells in [line.split("|")]
    ]
