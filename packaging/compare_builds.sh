#!/usr/bin/env bash
# Builds the committed sources twice, in two folders of other names, and compares every file that users install.
#
#   packaging/compare_builds.sh [FOLDER]
#
# It takes two builds from nothing, and leaves FOLDER (a temporary one unless named) where files differ.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
work=${1:-$(mktemp -d)}
mkdir -p "$work"
for place in one another-place; do
    git clone --quiet --no-hardlinks "$root" "$work/$place/presscut"
    "$work/$place/presscut/packaging/build.sh" "$work/$place/dist" >/dev/null
done
if diff "$work/one/dist/SHA256SUMS" "$work/another-place/dist/SHA256SUMS"; then
    echo "the same bytes twice: $(wc -l <"$work/one/dist/SHA256SUMS") files"
    rm -rf "$work/one" "$work/another-place"
else
    echo "the files above differ: they are in $work" >&2
    exit 1
fi
