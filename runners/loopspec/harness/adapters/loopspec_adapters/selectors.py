"""The standard library's selector loop on each of the selectors that a system may have."""

import asyncio
import selectors


def epoll_loop() -> asyncio.AbstractEventLoop:
    """Create a loop on epoll (Linux)."""
    return asyncio.SelectorEventLoop(selectors.EpollSelector())


def poll_loop() -> asyncio.AbstractEventLoop:
    """Create a loop on poll."""
    return asyncio.SelectorEventLoop(selectors.PollSelector())


def select_loop() -> asyncio.AbstractEventLoop:
    """Create a loop on select."""
    return asyncio.SelectorEventLoop(selectors.SelectSelector())
