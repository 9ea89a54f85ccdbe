#!/usr/bin/env bash
# Makes schema_NN.db.zst here: an archive of sample_data and of a second scrape, with what people decide, as the given
# presscut writes it. NN is the schema of that presscut.
#
#     tests/data/archives/freeze.sh target/debug/presscut sample_data
set -euo pipefail
presscut=$(realpath "$1")
samples=$(realpath "$2")
here=$(realpath "$(dirname "$0")")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
unset PRESSCUT_DB

# Exit code 3 says that some records were rejected.
import() { "$presscut" import "$@" || [ $? -eq 3 ]; }

cp -r "$samples" sample_data
import sample_data

# The same day, scraped again: a changed text, an article whose date can be two days and one that says which, a cookie
# wall, and a record that breaks off.
cat > later.jsonl <<'RECORDS'
{"url": "https://islandecho.example/news/117", "source": "Island Echo", "title": "Islanders stock up before strike", "published": "2031-03-15", "text": "Shops in Saint Brannock ran out of flour, batteries and candles on Friday as islanders prepared for a strike that could cut them off from Port Arden for weeks.\n\n“People remember 2019,” said Oona Marsh, who runs the grocery on Church Lane.\n\nThe Arden Ferry Company (AFC) has promised two sailings a day. The harbor master of Saint Brannock, Eino Vik, called that “a hope, not a timetable.”"}
{"url": "https://www.harbourdispatch.example/news/9", "source": "Harbour Dispatch", "title": "Pilots ask for a second boat", "published": "03/04/2031", "text": "The pilots of Port Arden asked for a second boat on Tuesday. “One boat is no boat when it is in the yard,” said Captain Ilona Rask, who has led the station for six years. The port said that it would answer within two weeks."}
{"url": "https://www.harbourdispatch.example/news/10", "source": "Harbour Dispatch", "title": "Second boat is bought", "published": "25/04/2031", "text": "The port of Port Arden has bought a second boat for its pilots, it said on Friday. “Now we can mend one and sail the other,” said Rask. It costs 3.1 million crowns and comes from the yard at Lerwin in June."}
{"url": "https://www.harbourdispatch.example/wall", "text": "We value your privacy. We and our partners store and access information on your device. Accept all cookies or manage your choices."}
{"url": "https://www.harbourdispatch.example/news/11", "text": "The pilots of Port
RECORDS
import later.jsonl
# The same articles in another file, so that an archive that notes where else an article was met has something to note.
grep dispatch later.jsonl | head -n 2 > again.jsonl
import again.jsonl

# What people decide, as far as this presscut has commands for it.
schema=$(sqlite3 presscut.db "PRAGMA user_version")
if [ "$schema" -ge 3 ]; then
    "$presscut" rejects --readmit "$(sqlite3 presscut.db "SELECT id FROM rejects WHERE rule = 'cookie wall'")"
fi
if [ "$schema" -ge 4 ]; then
    "$presscut" sources set "Harbour Dispatch" --dayfirst
fi
if [ "$schema" -ge 7 ]; then
    printf '{"url": "https://www.harbourdispatch.example/news/12", "text": "The lock at Lerwin opens at nine."}\n' > undone.jsonl
    import undone.jsonl
    "$presscut" imports undo "$(sqlite3 presscut.db "SELECT max(id) FROM imports")"
fi
if [ "$schema" -ge 9 ]; then
    "$presscut" entities merge "Marek Lind" "Lind" --by ana --why "one secretary"
    "$presscut" entities rename "Eino Vik" "Captain Eino Vik" --by ana
    "$presscut" entities hide "Island Echo" --by ben
    "$presscut" entities undo 3 --by ana
fi
if [ "$schema" -ge 11 ]; then
    quote=$(sqlite3 presscut.db "SELECT id FROM quotes WHERE text LIKE 'One boat is no boat%'")
    "$presscut" quotes fix "$quote" --speaker "Oona Marsh" --by ana --why "the recording"
    "$presscut" quotes undo 1 --by ben
    "$presscut" quotes fix "$quote" --speaker "Ilona Rask" --by ana
fi
"$presscut" check

file=$here/schema_$(printf '%02d' "$schema").db
"$presscut" backup "$work/frozen.db"
zstd -q --ultra -22 -f "$work/frozen.db" -o "$file.zst"
ls -l "$file.zst"
