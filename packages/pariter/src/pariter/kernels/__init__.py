"""Algorithms on plain arrays: they know graphs and whole numbers, but neither people nor policies."""
