"""Coverage of asyncio's public interface by the scenarios: an inventory, the uses, and the gaps."""
