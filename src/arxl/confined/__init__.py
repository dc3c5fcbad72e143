"""Strangers' files are parsed in a child process with limits on memory and time. What they are is not known here."""
