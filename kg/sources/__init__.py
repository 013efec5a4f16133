"""Takes a text that a user owns; gives places in it, and its words only after digests matched.

Nothing here knows RDF.
"""
