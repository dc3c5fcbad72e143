"""Stands for a parser that never answers: a scene starts it as its child process."""

import time

if __name__ == "__main__":
    time.sleep(60)
