"""arxl: receivables of a small distributor, kept in Excel."""

__version__ = "0.1.0"
