"""Remakes all that is published in this folder, one script after another, last the page, which has parts of all.

    python reports/remake.py python3.11 python3.12 python3.13 python3.14 python3.15

Takes hours. Each script says what it does and what it keeps, and can be run by itself; loops and their history are run
in all these interpreters (names on the PATH), the rest is of those that its script names.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main(pythons: list[str]) -> None:
    """Run all scripts. Raises CalledProcessError when one fails."""
    for script, words in (
        ("fuzzing", []),
        ("detection", []),
        ("history", pythons),
        ("speed", pythons),
        ("loops", pythons),
    ):
        subprocess.run([sys.executable, HERE / f"{script}.py", *words], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
