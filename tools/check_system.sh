#!/bin/sh
# Prints the Python to use; tells each missing system package in one line with its mend, and then exits with 1.
# Reasons: a shim or an old Python may stand first in PATH, and Debian ships Python without its venv module.

missing=0
tell() {
    echo "alongside: $1" >&2
    missing=1
}

python= without_venv= seen=
for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
    version=$("$candidate" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
    seen=${seen:-$version}
    "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || continue
    if "$candidate" -c 'import venv, ensurepip' 2>/dev/null; then
        python=$candidate
        break
    fi
    without_venv=${without_venv:-$version}
done

if [ -z "$python" ]; then
    if [ -n "$without_venv" ]; then
        tell "Python's venv module is missing. Mend: sudo apt-get install -y python$without_venv-venv"
    elif [ -n "$seen" ]; then
        tell "Python 3.11, 3.12 or 3.13 is needed and this is $seen. Mend: sudo apt-get install -y python3.11 python3.11-venv, or PYTHON=/path/to/python3.12 make run"
    else
        tell "Python 3.11, 3.12 or 3.13 is missing. Mend: sudo apt-get install -y python3 python3-venv"
    fi
fi
# WeasyPrint prints certificates with these, by the names it looks for itself; everything else works without them.
if [ -n "$python" ] && ! "$python" -c 'import ctypes
for name in ("libpango-1.0", "libpangoft2-1.0"):
    for end in (".so.0", ".dylib"):
        try:
            ctypes.CDLL(name + end)
            break
        except OSError:
            pass
    else:
        raise SystemExit(1)' 2>/dev/null; then
    echo >&2 "alongside: Pango is missing, which prints certificates; all else works. Mend: sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
fi
if ! node --version >/dev/null 2>&1; then
    tell "Node.js is missing. Mend: sudo apt-get install -y nodejs npm"
elif ! npm --version >/dev/null 2>&1; then
    tell "npm is missing. Mend: sudo apt-get install -y npm"
fi

[ "$missing" = 0 ] || exit 1
echo "$python"
