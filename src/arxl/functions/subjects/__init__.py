"""The functions by subject: each one's record, and beside it the function itself."""
