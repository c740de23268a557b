"""Finds a Chromium for the browser tests, installs one where it may, and prints its path."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def works(path: str | Path | None) -> bool:
    """Whether this is a browser that starts (Ubuntu's chromium is a stub where there are no snaps)."""
    if not path or not Path(path).exists():
        return False
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def playwrights_own() -> Path | None:
    """The browser that playwright has downloaded, if it has."""
    cache = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", Path.home() / ".cache/ms-playwright"))
    return max(cache.glob("chromium-*/chrome-linux*/chrome"), default=None)


def found() -> str | None:
    """The browser named by CHROMIUM, or the first one in the path, or playwright's own."""
    if named := os.environ.get("CHROMIUM"):
        return named if works(named) else None
    candidates = [*map(shutil.which, NAMES), playwrights_own()]
    return next((str(path) for path in candidates if works(path)), None)


def driver_starts() -> bool:
    """Whether the Node that playwright brings finds its libraries: on a bare Debian it lacks libatomic."""
    ran = subprocess.run([sys.executable, "-m", "playwright", "--version"], capture_output=True, timeout=60)
    return ran.returncode == 0


def missing() -> list[str]:
    """The Debian packages without which no browser test starts."""
    return [package for package, there in (("chromium", found()), ("libatomic1", driver_starts())) if not there]


def install(packages: list[str]) -> None:
    """With the package manager when root, or else the browser by playwright's own download."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", *packages]):
            subprocess.run(command, stdout=sys.stderr, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"})
    if not found() and driver_starts():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], stdout=sys.stderr)


def main() -> int:
    """Prints the path, or one line with the mend."""
    lacking = missing()
    if lacking and not os.environ.get("CHROMIUM"):
        print(f"Installing {' and '.join(lacking)} for the browser tests ...", file=sys.stderr)
        install(lacking)
        lacking = missing()
    if lacking:
        own = ", or CHROMIUM=/path/to/chromium make test" if "chromium" in lacking else ""
        print(
            f"alongside: the browser tests need {' and '.join(lacking)}. "
            f"Mend: sudo apt-get install -y {' '.join(lacking)}{own}",
            file=sys.stderr,
        )
        return 1
    print(found())
    return 0


if __name__ == "__main__":
    sys.exit(main())
