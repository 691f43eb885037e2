"""Read the data inside an HTML report, as its scripts do."""

from __future__ import annotations

import gzip
import json
import re
from base64 import b64decode
from typing import Any


def embedded(page: str) -> dict[str, Any]:
    """The data of a page."""
    (packed,) = re.findall(r'<script type="application/gzip;base64" id="results">([^<]*)</script>', page)
    data: dict[str, Any] = json.loads(gzip.decompress(b64decode(packed)))
    return data
