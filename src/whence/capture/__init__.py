"""The doors: one file for each kind of input, every cap in `limits.py`."""
