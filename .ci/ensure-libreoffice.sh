#!/usr/bin/env bash
# LibreOffice recalculates and renders workbooks in the tests; poppler reads the pages; the fonts set their widths.
# Root on Debian: installs what is missing. Otherwise says what is missing; with CI=true that is a failure.
set -euo pipefail
packages=(
    libreoffice-calc-nogui poppler-utils
    fonts-liberation fonts-dejavu-core fonts-crosextra-carlito
)

missing=()
if command -v dpkg-query >/dev/null; then
    for package in "${packages[@]}"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q ' installed$' || missing+=("$package")
    done
fi
programs_present() {
    local program
    for program in soffice pdfinfo pdftotext pdftoppm; do command -v "$program" >/dev/null || return 1; done
}

# A full LibreOffice, or one from elsewhere, does as well.
if programs_present && [ "${CI:-}" != true ]; then exit 0; fi
if programs_present && [ ${#missing[@]} -eq 0 ]; then exit 0; fi

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && [ ${#missing[@]} -gt 0 ]; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -q && apt-get install -qy --no-install-recommends "${missing[@]}" || true
fi
if programs_present; then exit 0; fi

echo "LibreOffice eller poppler saknas: prov märkta 'libreoffice' körs inte. På Debian: apt-get install ${packages[*]}" >&2
echo "LibreOffice or poppler is missing: tests marked 'libreoffice' will not run. On Debian: apt-get install ${packages[*]}" >&2
[ "${CI:-}" != true ]
