"""The command ``loopspec``, also as ``python -m loopspec``."""

import gc
import os
import sys


def main() -> None:
    """Run the command line, and end with the right exit code also when it is interrupted or its output breaks."""
    from loopspec.streams import BrokenOutput, guard_streams

    guard_streams()
    gc.set_threshold(100_000, 50, 100)  # what a command loads stays: Python would look through it ten times
    try:
        try:
            _ensure_utf8()
            from loopspec.cli import main as commands

            commands(prog_name="loopspec")
        finally:
            if sys.stdout is not None:
                sys.stdout.flush()
    except KeyboardInterrupt:  # while the command line is still loading
        print("interrupted; nothing had been done by then", file=sys.stderr)
        sys.exit(130)
    except BrokenOutput as error:
        if error.worth_telling:
            print(error, file=sys.stderr)
        sys.exit(error.code)
    except Exception:  # a mistake of ours; Python's own exit code for it would mean that a target deviates
        import traceback

        traceback.print_exc()
        sys.exit(3)


def _ensure_utf8() -> None:
    """Start again in UTF-8 mode where the locale is ASCII only: names of modules and files may be any text.

    Python does so by itself for the locale C, unless PYTHONUTF8 forbids it. The mode passes on to the workers.
    """
    if sys.getfilesystemencoding() == "ascii":
        os.environ["PYTHONUTF8"] = "1"
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])


if __name__ == "__main__":
    main()
