"""Copies what pages need from node_modules into alongside/ui/static/built, without the NHS font and logo.

The font and the logo belong to the NHS; the font would also be fetched from an address outside the trust, which our
content security policy forbids.
"""

import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NHSUK = ROOT / "node_modules/nhsuk-frontend/dist/nhsuk"
HTMX = ROOT / "node_modules/htmx.org/dist/htmx.min.js"
BUILT = ROOT / "alongside/ui/static/built"


def neutral_style(css: str) -> str:
    """The style sheet with a system font and with images beside it."""
    css = re.sub(r"@font-face\s*{[^}]*}", "", css)
    css = css.replace("Frutiger W01,", "").replace("url(/assets/images/", "url(images/")
    if "Frutiger" in css or "//assets.nhs.uk" in css:
        raise SystemExit("nhsuk-frontend names the NHS font in a new way: mend neutral_style in tools/build_static.py.")
    return css


def without_source_map(text: str) -> str:
    """The text without the last line that points to a source map we do not serve."""
    return re.sub(r"\n?(/\*|//)# sourceMappingURL=\S+(\s*\*/)?\s*$", "\n", text)


def build() -> None:
    """Writes the folder anew."""
    shutil.rmtree(BUILT, ignore_errors=True)
    (BUILT / "images").mkdir(parents=True)
    css = without_source_map(neutral_style((NHSUK / "nhsuk-frontend.min.css").read_text()))
    (BUILT / "nhsuk-frontend.min.css").write_text(css)
    for script in (NHSUK / "nhsuk-frontend.min.js", HTMX):
        (BUILT / script.name).write_text(without_source_map(script.read_text()))
    for image in sorted(set(re.findall(r"url\(images/([^)]+)\)", css))):
        shutil.copy(NHSUK / "assets/images" / image, BUILT / "images" / image)


if __name__ == "__main__":
    build()
