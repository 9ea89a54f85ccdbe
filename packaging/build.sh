#!/usr/bin/env bash
# Builds what users install, from one compilation, into dist/: the program in a tar.gz, a Debian package, a Python wheel and a
# software bill of materials, with their SHA-256 sums.
#
#   packaging/build.sh [--native] [DIST]
#
# Needs Rust and a C compiler; the wheel also needs maturin, the Debian package dpkg-deb. Where one is missing, it is named
# and its package left out. The program is linked statically, so it runs on any Linux of this processor,
# whatever its C library. With --native it is linked as `cargo build --release` does, and that build is used: for this
# machine only, as in tests.
set -euo pipefail
cd "$(dirname "$0")/.."

native=no
if [ "${1:-}" = --native ]; then
    native=yes
    shift
fi
dist=${1:-dist}
target=$(rustc --version --verbose | sed -n 's/^host: //p')
version=$(sed -n '/^\[workspace.package\]/,/^\[/s/^version = "\(.*\)"/\1/p' Cargo.toml)
mkdir -p "$dist"

# The same sources give the same bytes: no time of day, and no paths of this machine.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 0)}
export SOURCE_DATE_EPOCH
if [ "$native" = yes ]; then
    place=()
    built=target/release/presscut
    wheel_tag=linux
else
    cargo_home=${CARGO_HOME:-$HOME/.cargo}
    flags="--remap-path-prefix=$PWD=/presscut --remap-path-prefix=$cargo_home=/cargo"
    case "$target" in
    *-linux-gnu) flags="$flags -C target-feature=+crt-static" ;;
    esac
    export RUSTFLAGS="$flags"
    export CFLAGS="${CFLAGS:-} -ffile-prefix-map=$PWD=/presscut -ffile-prefix-map=$cargo_home=/cargo"
    # With --target, the flags are those of the program and not of what helps to build it.
    place=(--target "$target")
    built=target/$target/release/presscut
    wheel_tag=manylinux2014
fi
cargo build --release --locked "${place[@]}" -p presscut

# What the packages hold beside the program.
parts=target/dist
rm -rf "$parts"
mkdir -p "$parts"
strip --strip-all -o "$parts/presscut" "$built" 2>/dev/null || cp "$built" "$parts/presscut"
if objcopy --only-keep-debug "$built" "$parts/presscut.debug" 2>/dev/null; then
    gzip -9n <"$parts/presscut.debug" >"$dist/presscut-$version-$target.debug.gz"
fi
"$parts/presscut" man --dir "$parts/man" --quiet
gzip -9n "$parts"/man/*.1
for shell in bash zsh fish; do
    "$parts/presscut" completions "$shell" >"$parts/presscut.$shell"
done

archive=presscut-$version-$target
# The program alone, for a container or a folder of one's own.
cp "$parts/presscut" "$dist/$archive"
tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" \
    --transform "s,^$parts,$archive,;s,^\([A-Z]\),$archive/\1," \
    -cf - "$parts/presscut" "$parts/man" "$parts"/presscut.{bash,zsh,fish} README.md LICENSE NOTICE CHANGELOG.md |
    gzip -9n >"$dist/$archive.tar.gz"

if command -v dpkg-deb >/dev/null; then
    packaging/debian.sh "$parts" "$version" "$dist"
else
    echo "no Debian package: dpkg-deb is missing" >&2
fi
if command -v maturin >/dev/null; then
    maturin build --release --locked "${place[@]}" --compatibility "$wheel_tag" --auditwheel skip --out "$dist"
else
    echo "no wheel: pip install maturin" >&2
fi
.ci/sbom.py >"$dist/presscut-$version.cdx.json"
(cd "$dist" && sha256sum presscut* >SHA256SUMS && cat SHA256SUMS)
