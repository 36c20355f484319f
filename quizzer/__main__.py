"""`python -m quizzer`, and the `quizzer` command."""

import gc


def main() -> None:
    """Run the command line.

    While it starts nothing becomes garbage, so looking for some would only cost a tenth of the
    time; the terminal interface, which stays, turns the collector on again.
    """
    gc.disable()
    from quizzer.cli import main as run

    run()


if __name__ == "__main__":
    main()
