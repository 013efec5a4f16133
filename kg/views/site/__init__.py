"""A small static site: start page, every view, every entity, every question, the ontology.

It opens from disk without a server and can be published as it is: no page asks for anything, and
one that is saved or mailed by itself stays whole.
"""

from __future__ import annotations

from kg.views.site.build import build_site

__all__ = ["build_site"]
