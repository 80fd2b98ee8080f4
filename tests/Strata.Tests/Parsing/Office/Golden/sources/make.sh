#!/usr/bin/env bash
# Makes the golden files again with LibreOffice (Debian: libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui).
# The tests only read what is committed; they need no LibreOffice.
set -euo pipefail
cd "$(dirname "$0")"
profile=$(mktemp -d)
trap 'rm -rf "$profile"' EXIT
convert() { soffice "-env:UserInstallation=file://$profile" --headless --convert-to "$1" --outdir .. "$2"; }
convert "docx:MS Word 2007 XML" letter.fodt
convert xlsx workbook.fods
convert "xls:MS Excel 97" workbook.fods
convert "pptx:Impress MS PowerPoint 2007 XML" deck.fodp
convert "docx:MS Word 2007 XML" contract.fodt
soffice "-env:UserInstallation=file://$profile" --headless --convert-to "docx:MS Word 2007 XML" "--infilter=HTML (StarWriter)" --outdir .. minutes.html
convert "docx:MS Word 2007 XML" tables.fodt
convert xlsx ledger.fods
convert xlsx stock.fods
convert "xls:MS Excel 97" stock.fods
convert xlsx hidden.fods
convert "xls:MS Excel 97" hidden.fods
# What the PDFs say is compared with what their originals say.
for original in contract.docx letter.docx minutes.docx workbook.xlsx stock.xlsx deck.pptx; do soffice "-env:UserInstallation=file://$profile" --headless --convert-to pdf --outdir . "../$original"; done
# What the programs that read them are given damaged.
for format in odt rtf; do soffice "-env:UserInstallation=file://$profile" --headless --convert-to "$format" --outdir . letter.fodt; done
