"""How much of asyncio's public interface the scenarios use: an inventory, the uses in scenarios, and what is left."""
