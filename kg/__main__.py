"""The start of the command `kg`, also as `python -m kg`."""

import gc


def main() -> None:
    """Import the command line, and run it."""
    gc.disable()  # what is imported stays: to look through it for garbage costs more than it frees
    from kg.commands.main import main as run

    gc.freeze()
    gc.enable()
    run()


if __name__ == "__main__":
    main()
