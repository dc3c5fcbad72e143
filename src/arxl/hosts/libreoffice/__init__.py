"""arxl inside LibreOffice: what answers it, the engine that lets the macros run there, and what is built for it."""
