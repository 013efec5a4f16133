"""What a user may choose about an export; everything else follows from the data."""

from __future__ import annotations

from dataclasses import dataclass

from kg.language import Lang


@dataclass(frozen=True)
class Settings:
    """The language of plain labels, the command to name, and two wishes of spreadsheet users."""

    version: str = ""
    lang: Lang = "en"
    command: str = ""
    bom: bool = False
    spreadsheet_safe: bool = False
