"""The demonstration: an illustrative plan, made-up people, and a history played through services.

What it holds stands in fixtures/demo; the format is described in docs/demonstration.md.
"""
