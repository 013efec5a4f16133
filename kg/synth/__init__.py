"""Invented policy graphs of any size: a seed in, N-Quads or a data directory and known answers out.

Everything in them is invented and says so in its name. The same seed gives the same bytes on any
machine; one paper is held at a time, however many are written.
"""
