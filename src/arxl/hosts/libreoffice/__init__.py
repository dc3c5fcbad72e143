"""arxl inside LibreOffice: the engine that lets the macros of Excel run there, and what is built for it."""
