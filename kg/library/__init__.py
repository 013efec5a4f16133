"""The library: a graph by what names it, and every question one can ask it.

Takes names as users say them; gives the answers and pages of the rooms below. Commands call it.
"""

from kg.library.graph import PolicyGraph
from kg.library.loading import load, load_version

__all__ = ["PolicyGraph", "load", "load_version"]
