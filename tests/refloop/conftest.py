"""Make refloop and the helpers of these tests importable, wherever pytest was started."""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2] / "reference")]
