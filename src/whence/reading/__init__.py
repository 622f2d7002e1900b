"""What a page says, read: one file, one finding; `reader.py` composes them."""
