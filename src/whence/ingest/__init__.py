"""Many captures into a ledger, on every core, and again without doing anything twice."""
