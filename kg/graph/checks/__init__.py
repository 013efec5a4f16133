"""The checks: a module each, listed in one table in `kg.graph.check`."""
