"""A pytest plugin: every new loop of asyncio is refloop's.  For other projects' own test suites.

PYTHONPATH=tests/peer python -m pytest -p refloop_everywhere path/to/their/tests
"""

import stand_in

stand_in.install("bridge")


def pytest_report_header() -> str:
    import asyncio

    loop = asyncio.new_event_loop()
    loop.close()
    return f"event loop: {type(loop).__mro__[1].__module__}"
