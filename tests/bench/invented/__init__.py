"""Invented collections of any size that are like a real one: its kinds, links, lengths and lineage, in words that nobody wrote."""
