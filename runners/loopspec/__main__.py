"""``python -m loopspec``."""

from loopspec.cli import main

main(prog_name="loopspec")
