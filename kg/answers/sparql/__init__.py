"""SPARQL behind one door: a query and its parameters in, a table or triples out.

Takes a graph and a text; gives an `Answer`, or an error that says where the text is wrong.
"""
