#!/usr/bin/env bash
# Usage: ensure-python.sh PYTHON. Succeeds when PYTHON is 3.11 or later and can make a virtual environment.
set -euo pipefail
python=$1

if ! command -v "$python" >/dev/null; then
    echo "Python saknas: '$python' finns inte. Installera Python 3.11 eller senare, eller ange den: make PYTHON=python3.12" >&2
    echo "No Python: '$python' was not found. Install Python 3.11 or later, or name it: make PYTHON=python3.12" >&2
    exit 1
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    echo "xlmal behöver Python 3.11 eller senare; '$python' är $version. Ange en nyare: make PYTHON=python3.12" >&2
    echo "xlmal needs Python 3.11 or later; '$python' is $version. Name a later one: make PYTHON=python3.12" >&2
    exit 1
fi

can_make_venv() { "$python" -c 'import ensurepip, venv' 2>/dev/null; }

if ! can_make_venv && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -q && apt-get install -qy --no-install-recommends python3-venv || true
fi
if ! can_make_venv; then
    echo "Python saknar venv. På Debian och Ubuntu: installera paketet python3-venv (apt-get install python3-venv)." >&2
    echo "Python lacks venv. On Debian and Ubuntu: install the package python3-venv (apt-get install python3-venv)." >&2
    exit 1
fi
