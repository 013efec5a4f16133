"""Takes words on a command line; gives one call of the library and prints what it returns.

click lives only here, a module a command.
"""
