"""How words look: folded forms and sentences.

The lowest layer of `reading`: its files may be imported by any other.
"""
