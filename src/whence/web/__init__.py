"""The ledger in the browser: pages, their data, and the interface for other programs."""
