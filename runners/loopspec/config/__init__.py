"""The configuration of a project: ``loopspec.toml``."""
