"""Merging and comparing results files, from outside."""
