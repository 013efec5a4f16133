"""A checked graph of bottlenecks, actions, measures, policy documents and regions.

    import kg
    g = kg.load()
    for trace in g.trace("算力").traces: ...

Every link says whether a source states it or a curator infers it.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.errors import KgError
    from kg.library import PolicyGraph, load

__all__ = ["KgError", "PolicyGraph", "__version__", "load"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    # Imported when asked for: the query worker starts from this package and needs none of it.
    if name == "KgError":
        from kg import errors

        return errors.KgError
    if name in ("PolicyGraph", "load"):
        from kg import library

        return getattr(library, name)
    raise AttributeError(name)
