"""Speed and memory as ratios measured in one run, each against its bound. `python -m bench [name …]`."""
