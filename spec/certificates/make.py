"""Make the certificates of the suite anew, with the extra `certificates` of loopspec installed.

Each file but the two authorities holds a private key and the certificates above it. They secure nothing: the keys are
published here. `loopspec render` then puts them into the harness, which has no files at hand.
"""

from __future__ import annotations

import datetime
from pathlib import Path

import trustme

HERE = Path(__file__).parent
LONG_AGO = datetime.datetime(2000, 1, 1)
PAST = datetime.datetime(2001, 1, 1)
FAR_AWAY = datetime.datetime(2999, 1, 1)
OWN_NAMES = ("localhost", "127.0.0.1", "::1")


def main() -> None:
    """Write all files."""
    authority, stranger = trustme.CA(), trustme.CA()
    made = {
        "good": authority.issue_cert(*OWN_NAMES, not_before=LONG_AGO, not_after=FAR_AWAY),
        "wrongname": authority.issue_cert("elsewhere.example", not_before=LONG_AGO, not_after=FAR_AWAY),
        "untrusted": stranger.issue_cert(*OWN_NAMES, not_before=LONG_AGO, not_after=FAR_AWAY),
        "expired": authority.issue_cert(*OWN_NAMES, not_before=LONG_AGO, not_after=PAST),
        "client": authority.issue_cert("client@client.example", not_before=LONG_AGO, not_after=FAR_AWAY),
    }
    for name, certificate in made.items():
        (HERE / f"{name}.pem").write_bytes(certificate.private_key_and_cert_chain_pem.bytes())
    for name, one in {"ca": authority, "strangers-ca": stranger}.items():
        (HERE / f"{name}.pem").write_bytes(one.cert_pem.bytes())


if __name__ == "__main__":
    main()
