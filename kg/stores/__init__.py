"""Stores: where triples lie, and one small protocol to read them by.

Takes what names a store (a directory, an address, a file, nothing); gives patterns, guarded
queries, a count and a dump, the same from memory, from disk and from a SPARQL endpoint.
"""
