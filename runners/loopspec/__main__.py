"""The command ``loopspec``, also as ``python -m loopspec``."""

import sys


def main() -> None:
    """Run the command line; Ctrl-C is told in a line also while the command line is still loading."""
    try:
        from loopspec.cli import main as commands

        commands(prog_name="loopspec")
    except KeyboardInterrupt:
        print("interrupted; nothing had been done by then", file=sys.stderr)
        sys.exit(130)


if __name__ == "__main__":
    main()
