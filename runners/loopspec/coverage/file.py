"""The account as a file: what ``loopspec coverage --json`` writes, and ``loopspec report --coverage`` reads."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from loopspec.coverage.account import STATES, Account, Found
from loopspec.coverage.inventory import KINDS, Claim
from loopspec.results.document import read_document

TEXT = {"type": "string"}
SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "required": ["python", "claims", "met", "left_out", "to_do"],
    "properties": {
        "python": TEXT,
        "claims": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["kind", "entry", "detail", "page", "scenarios", "reason"],
                "properties": {
                    "kind": {"enum": list(KINDS)},
                    "entry": TEXT,
                    "detail": TEXT,
                    "page": TEXT,
                    "scenarios": {"type": "array", "items": TEXT},
                    "reason": TEXT,
                },
            },
        },
        "met": {"type": "integer"},
        "left_out": {"type": "integer"},
        "to_do": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["area", "behaviour"],
                "properties": {"area": TEXT, "behaviour": TEXT},
            },
        },
    },
}
"""The parts of such a file that are read."""


def to_json(account: Account) -> str:
    """Write an account as the text of its file."""
    return json.dumps(as_data(account), indent=1) + "\n"


def read_account(path: Path) -> Account:
    """Read such a file. Raises ResultsError, which says where it is wrong."""
    return from_data(read_document(path, "coverage", SCHEMA, "expected what `loopspec coverage --json` writes"))


def as_data(account: Account) -> dict[str, Any]:
    """Return the account as plain data, for JSON."""
    return {
        "python": account.python,
        "counts": {
            page: {
                kind: {state: counts[state] for state in STATES}
                for kind in KINDS
                if (counts := account.count(page, kind))
            }
            for page in account.pages
        },
        "claims": [
            {
                "claim": str(found.claim),
                "kind": found.claim.kind,
                "entry": found.claim.entry,
                "detail": found.claim.detail,
                "page": found.page,
                "state": found.state,
                "scenarios": list(found.scenarios),
                "reason": found.reason,
            }
            for found in account.claims
        ],
        "met": account.met,
        "left_out": account.left_out,
        "to_do": [{"area": area, "behaviour": text} for area, text in account.to_do],
    }


def from_data(data: Mapping[str, Any]) -> Account:
    """Build an account from the data that ``as_data`` made."""
    return Account(
        data["python"],
        tuple(
            Found(Claim(one["kind"], one["entry"], one["detail"]), one["page"], tuple(one["scenarios"]), one["reason"])
            for one in data["claims"]
        ),
        data["met"],
        data["left_out"],
        tuple((one["area"], one["behaviour"]) for one in data["to_do"]),
    )
