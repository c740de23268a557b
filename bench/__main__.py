"""`python -m bench [pages] [placement] [pipeline]`: everything, or what is named, each in a process of its own."""

import os
import subprocess
import sys

EVERYTHING = ("pages", "placement", "pipeline")


def main() -> int:
    wanted = sys.argv[1:] or EVERYTHING
    if unknown := set(wanted) - set(EVERYTHING):
        print(f"There is no bench called {', '.join(sorted(unknown))}: choose from {', '.join(EVERYTHING)}.")
        return 2
    for name in wanted:
        print(f"\n== {name} (load {', '.join(f'{load:.2f}' for load in os.getloadavg())} on {os.cpu_count()} cores)")
        if code := subprocess.run([sys.executable, "-m", f"bench.{name}"]).returncode:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
