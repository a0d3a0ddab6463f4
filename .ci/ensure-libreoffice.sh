#!/usr/bin/env bash
# LibreOffice recalculates and renders workbooks and Word reports in the tests; poppler reads the pages; the fonts set
# their widths. Chromium opens the reports' web pages.
# Root on Debian: installs what is missing. Otherwise says what is missing; with CI=true that is a failure.
set -euo pipefail
packages=(
    libreoffice-calc-nogui libreoffice-writer-nogui poppler-utils chromium
    fonts-liberation fonts-dejavu-core fonts-crosextra-carlito
)

missing=()
if command -v dpkg-query >/dev/null; then
    for package in "${packages[@]}"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q ' installed$' || missing+=("$package")
    done
fi
office() { dirname "$(readlink -f "$(command -v soffice)")"; }
programs_present() {
    local program
    for program in soffice pdfinfo pdftotext pdftoppm; do command -v "$program" >/dev/null || return 1; done
    [ ! -e "$(office)/libsclo.so" ] || [ -e "$(office)/libswlo.so" ] || return 1 # Calc without Writer
    command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null
}

# A full LibreOffice, or one from elsewhere, does as well.
if programs_present && [ "${CI:-}" != true ]; then exit 0; fi
if programs_present && [ ${#missing[@]} -eq 0 ]; then exit 0; fi

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && [ ${#missing[@]} -gt 0 ]; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -q && apt-get install -qy --no-install-recommends "${missing[@]}" || true
fi
if programs_present; then exit 0; fi

echo "LibreOffice, poppler eller Chromium saknas: prov märkta 'libreoffice' eller 'chromium' körs inte. På Debian: apt-get install ${packages[*]}" >&2
echo "LibreOffice, poppler or Chromium is missing: tests marked 'libreoffice' or 'chromium' will not run. On Debian: apt-get install ${packages[*]}" >&2
[ "${CI:-}" != true ]
