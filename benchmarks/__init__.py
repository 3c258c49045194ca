"""Entente and its peers on the same work in one run (KERNEL section 4, ANCHORS): figures, ratios, targets met or not.

`python -m benchmarks` runs everything; nothing here is imported by the product.
"""
