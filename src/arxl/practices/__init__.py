"""One module a practice: tables, policy, history and an as-of date go in; result tables come out."""
