"""Capture to Page: decoding, visible text and its map, main text, furniture, frame, language."""
