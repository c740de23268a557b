"""Builds alongside/ui/static/built: alongside/ui/build.mjs compiles the NHS style sheet in our own colours and font."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def build() -> None:
    """Writes the folder anew."""
    subprocess.run(["node", ROOT / "alongside/ui/build.mjs"], check=True)


if __name__ == "__main__":
    build()
