"""Takes ontology and data as files; gives a checked graph, or faults with file and line.

From files to values to triples: inputs → turtle, tables → build, rules →
fragments → cache → store; check beside it, with the shapes in shacl.
"""
