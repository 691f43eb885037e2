"""The command ``loopspec``, also as ``python -m loopspec``."""

import os
import sys


def main() -> None:
    """Run the command line; Ctrl-C gives one line, also while the command line is still loading."""
    try:
        _ensure_utf8()
        from loopspec.cli import main as commands

        commands(prog_name="loopspec")
    except KeyboardInterrupt:
        print("interrupted; nothing had been done by then", file=sys.stderr)
        sys.exit(130)


def _ensure_utf8() -> None:
    """Start again in UTF-8 mode where the locale is ASCII only: names of modules and files may be any text.

    Python does so by itself for the locale C, unless PYTHONUTF8 forbids it. The mode passes on to the workers.
    """
    if sys.getfilesystemencoding() == "ascii":
        os.environ["PYTHONUTF8"] = "1"
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])


if __name__ == "__main__":
    main()
