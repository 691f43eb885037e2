"""Platforms that lack what Linux has, as far as they can be played on Linux."""
