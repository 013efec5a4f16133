"""Launch the command line from a checkout: `python cli.py` does what `kg` does."""

from kg.__main__ import main

if __name__ == "__main__":
    main()
