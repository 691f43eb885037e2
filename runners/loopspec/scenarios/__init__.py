"""Reads the rules: YAML files to immutable scenarios, every fault with its place."""
