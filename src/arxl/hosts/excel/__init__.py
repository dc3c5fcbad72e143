"""arxl inside Excel: what answers it, and what is built for it."""
