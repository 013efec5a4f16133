"""`python -m kg` does what `kg` does."""

from kg.commands.main import main

main()
