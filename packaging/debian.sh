#!/usr/bin/env bash
# Packs what packaging/build.sh has made into a Debian package: the program, its manual pages, completions for three shells.
#
#   packaging/debian.sh PARTS VERSION DIST
#
# PARTS holds presscut, man/*.1.gz and presscut.{bash,zsh,fish}. Needs dpkg-deb. The time of SOURCE_DATE_EPOCH is that of all
# files, so that the same parts give the same bytes.
set -euo pipefail
parts=$1
version=$2
dist=$3
architecture=$(dpkg --print-architecture)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
chmod 755 "$tree"

install -D -m 755 "$parts/presscut" "$tree/usr/bin/presscut"
install -d "$tree/usr/share/man/man1"
install -m 644 "$parts"/man/*.1.gz "$tree/usr/share/man/man1/"
install -D -m 644 "$parts/presscut.bash" "$tree/usr/share/bash-completion/completions/presscut"
install -D -m 644 "$parts/presscut.zsh" "$tree/usr/share/zsh/vendor-completions/_presscut"
install -D -m 644 "$parts/presscut.fish" "$tree/usr/share/fish/vendor_completions.d/presscut.fish"
install -D -m 644 LICENSE "$tree/usr/share/doc/presscut/copyright"
install -m 644 NOTICE "$tree/usr/share/doc/presscut/"
gzip -9n <CHANGELOG.md >"$tree/usr/share/doc/presscut/changelog.gz"
chmod 644 "$tree/usr/share/doc/presscut/changelog.gz"

# A program that is linked to the C library needs one as new as the newest symbol that it takes from it.
glibc=$(objdump -T "$parts/presscut" 2>/dev/null | grep -o 'GLIBC_[0-9.]*' | sed 's/GLIBC_//' | sort -V | tail -1 || true)
install -d "$tree/DEBIAN"
{
    echo "Package: presscut"
    echo "Version: $version"
    echo "Architecture: $architecture"
    echo "Maintainer: The presscut authors"
    echo "Installed-Size: $(du -sk --apparent-size "$tree/usr" | cut -f1)"
    [ -z "$glibc" ] || echo "Depends: libc6 (>= $glibc), libgcc-s1"
    echo "Section: text"
    echo "Priority: optional"
    echo "Description: An archive of press cuttings in one SQLite file, with a query CLI"
    echo " Scraped news goes in; clean articles, and the people, quotes and dates in them,"
    echo " come out as tables to query with SQL and open in a spreadsheet."
} >"$tree/DEBIAN/control"
(cd "$tree" && find usr -type f -print0 | sort -z | xargs -0 md5sum >DEBIAN/md5sums)
chmod 644 "$tree"/DEBIAN/*
find "$tree" -exec touch --no-dereference --date "@${SOURCE_DATE_EPOCH:-0}" {} +
dpkg-deb --root-owner-group --build "$tree" "$dist/presscut_${version}_$architecture.deb" >/dev/null
