"""arxl inside Excel: what its buttons do, and what is built for it."""
