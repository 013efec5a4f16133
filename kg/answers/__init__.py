"""Takes a graph; gives answers as values: traces, matches, things, networks, query results.

Nothing here prints or draws. A user's SPARQL enters by one door: guard.
"""
