"""The worksheet functions: the catalogue, and the functions themselves."""
