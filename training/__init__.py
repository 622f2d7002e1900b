"""Corpora → heads → ONNX. May import whence, never the reverse."""
