#!/bin/sh
# Makes docs/pictures/workbook.png, report.png and dossier.png from sample_data: run it at the root of the repository.
# It needs presscut on the path, LibreOffice (soffice), poppler (pdftoppm), Chromium, and python3 with Pillow.
set -eu
pictures=$PWD/docs/pictures samples=$PWD/sample_data
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export PRESSCUT_TODAY=2031-04-20 PRESSCUT_DB=presscut.db
presscut import --quiet "$samples"
cat >week.toml <<'END'
title = "The week of 10 March"
output = "week.html"

[parameters]
from = "2031-03-10"
to = "2031-03-16"

[[sheet]]
name = "Who spoke"
query = "speakers"

[[sheet]]
name = "What was printed"
query = "articles"
END
presscut report --quiet week.toml
presscut dossier --quiet Tomas Okafor -o dossier.html
presscut query --quiet dates-ahead -p from 2031-03-01 --no-manifest -o workbook.xlsx

soffice --headless "-env:UserInstallation=file://$work/profile" --convert-to pdf workbook.xlsx >/dev/null
pdftoppm -png -r 90 -singlefile -H 400 workbook.pdf workbook
for page in week dossier; do
  chromium --headless --no-sandbox --disable-gpu --hide-scrollbars "--user-data-dir=$work/chromium" \
    --window-size=1000,1100 "--screenshot=$page.png" "file://$work/$page.html" 2>/dev/null
done
mv week.png report.png
# Few colours make small files.
for picture in workbook report dossier; do
  python3 -c 'import sys; from PIL import Image
Image.open(sys.argv[1]).convert("RGB").quantize(32).save(sys.argv[2], optimize=True)' "$picture.png" "$pictures/$picture.png"
done
ls -l "$pictures"/*.png
