"""The reports of the credit desk (A1 to D3): a job each, listed in `jobs.reports`."""
