"""The ledger for other programs: JSON over HTTP, described by OpenAPI."""
