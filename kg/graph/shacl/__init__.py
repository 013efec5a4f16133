"""Takes shapes as Turtle and the triples of a graph; gives what of the graph does not fit them.

A walk over patterns for the part of SHACL Core that our shapes use. It never guesses: a shape that
holds anything else, and a comparison without a plain answer, are named, for pySHACL to judge.
"""
