"""Assembling, storing and showing reports: JSON, terminal, HTML, notebook."""
