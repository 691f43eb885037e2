"""A whole life of a loop: made, run, cleaned up, closed."""


def run(run, n):
    """`asyncio.run` of a coroutine that gives way to nobody, n times."""

    async def main():
        pass

    for _ in range(n):
        run(main())
