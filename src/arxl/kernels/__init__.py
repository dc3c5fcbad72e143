"""Arithmetic on arrays: numpy and the standard library, nothing else. No file, clock or setting."""
