"""The network and child processes: transports and protocols, streams, TLS, pipes.

Invariant: no module of this chapter is imported before a program uses it.
"""
