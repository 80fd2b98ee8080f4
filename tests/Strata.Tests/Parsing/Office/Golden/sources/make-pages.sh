#!/usr/bin/env bash
# Makes the golden pages again with LibreOffice, pandoc, groff and Chromium (Debian: libreoffice-writer-nogui libreoffice-calc-nogui
# pandoc groff chromium). The tests only read what is committed; they need none of them.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
convert() { soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to "$1" --outdir "$work" "$2"; cp "$work/$(basename "${2%.*}").$3" "../$4"; }
convert "html:HTML (StarWriter)" letter.fodt html letter-writer.html
convert "xhtml:XHTML Writer File" contract.fodt xhtml contract-writer.xhtml
convert "html:HTML (StarCalc)" workbook.fods html workbook-calc.html
pandoc -s --mathml -t html5 -o ../report-pandoc.html pages/report.md
groff -t -ms -Thtml -P-n -P-l pages/manual.ms > ../manual-groff.html 2> /dev/null
# As a browser keeps a page whose table a script has made.
chromium --headless --no-sandbox --disable-gpu "--user-data-dir=$work/chromium" --dump-dom "file://$PWD/pages/order.html" > ../order-chromium.html 2> /dev/null
