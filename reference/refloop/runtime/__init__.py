"""Running a loop: runners, threads, async generators; stepping, guests and virtual time; the bridge to asyncio.

Invariant: only asyncio_bridge.py imports asyncio, and nothing here imports it at start.
"""
