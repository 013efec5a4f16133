"""Takes answers as values; gives pages and pictures as text, each one file that asks for nothing.

A view never sees a store, and never writes to disk: `render_` functions return text.
"""
