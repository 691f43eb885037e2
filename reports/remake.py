"""Remakes all that is published in this folder, one script after another, last the page, which has parts of all.

    python reports/remake.py python3.11 python3.12 python3.13 python3.14 python3.15

Takes hours. Each script says what it does and what it keeps, and can be run by itself; loops are run and timed in all
these interpreters (names on the PATH), the rest is of those that its script names.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main() -> None:
    """Run all scripts, up to one that fails."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("pythons", nargs="+", metavar="PYTHON")
    pythons = parser.parse_args().pythons
    for script, words in (
        ("fuzzing", []),
        ("detection", []),
        ("history", []),
        ("speed", pythons),
        ("loops", pythons),
    ):
        done = subprocess.run([sys.executable, HERE / f"{script}.py", *words], check=False)
        if done.returncode:
            sys.exit(f"{script}.py failed, so nothing after it was run")


if __name__ == "__main__":
    main()
