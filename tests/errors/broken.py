"""Stands for a parser that dies at once: a scene starts it as its child process."""

import sys

if __name__ == "__main__":
    sys.exit(1)
