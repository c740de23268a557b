"""The site's own keys: read from the environment or from files of one folder, and made once."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

VAR = Path(os.environ.get("ALONGSIDE_VAR", Path(__file__).resolve().parent.parent / "var"))
KEYS = VAR / "keys"
LABELS = {"secret_key": "", "data_keys": "k1:", "audit_key": ""}


def kept_key(name: str, *, make: bool = False) -> str:
    """A key or a password from the environment or from its file; with `make` a missing file is made."""
    if value := os.environ.get(f"ALONGSIDE_{name.upper()}"):
        return value
    if not (KEYS / name).exists():
        if not make:
            mend = "`alongside make-keys` makes it" if name in LABELS else f"put it into {name} in the keys folder"
            raise ImproperlyConfigured(f"There is no {name}: {mend}, or set ALONGSIDE_{name.upper()}.")
        make_key(name)
    return (KEYS / name).read_text().strip()


def make_key(name: str) -> bool:
    """Makes one key in a file that its own account alone may read; False where a file stood already, and stays."""
    KEYS.mkdir(mode=0o700, parents=True, exist_ok=True)
    path, draft = KEYS / name, KEYS / f"{name}.{os.getpid()}"
    draft.write_text(LABELS[name] + secrets.token_urlsafe(48))
    draft.chmod(0o600)
    try:
        os.link(draft, path)
    except FileExistsError:
        return False
    finally:
        draft.unlink()
    return True


def make_keys() -> list[str]:
    """Makes every key that is missing and tells what it did, a line for each: none is ever overwritten."""
    return [f"{name}: {'made' if make_key(name) else 'was there already, and is left as it is'}" for name in LABELS]
