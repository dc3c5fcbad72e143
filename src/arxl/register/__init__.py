"""What was issued, signed, accepted and overridden: append-only, hash-chained, one SQLite file."""
