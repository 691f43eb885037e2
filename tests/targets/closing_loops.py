"""Loops without one of the services that the end of a run asks for, in each way in which it can be lacking."""

import asyncio
from typing import Any, NoReturn


class Refuses(asyncio.SelectorEventLoop):
    """Refuse in the call, as simulation loops do."""

    def shutdown_asyncgens(self) -> Any:
        raise NotImplementedError("no generators here")


class RefusesLate(asyncio.SelectorEventLoop):
    """Refuse when awaited, as an abstract loop does."""

    async def shutdown_asyncgens(self) -> NoReturn:
        raise NotImplementedError


class Absent(asyncio.SelectorEventLoop):
    """Have no such method."""

    def __getattribute__(self, name: str) -> Any:
        if name == "shutdown_default_executor" and name not in super().__getattribute__("__dict__"):
            raise AttributeError(f"'Absent' object has no attribute {name!r}")
        return super().__getattribute__(name)


class Breaks(asyncio.SelectorEventLoop):
    """Have the service, and fail in it: that is a fault, and nothing is passed over."""

    async def shutdown_asyncgens(self) -> None:
        raise OSError("broken")
