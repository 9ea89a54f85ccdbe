#!/usr/bin/env bash
# Builds what users install, from one compilation, into dist/: the program in a tar.gz, a Debian package, a Python wheel and a
# software bill of materials, with their SHA-256 sums.
#
#   packaging/build.sh [--native] [DIST]
#
# Needs Rust and a C compiler; the wheel also needs Python 3.11 with its package `wheel` (PYTHON names another one than
# python3), the Debian package dpkg-deb. Where one is missing, it is named and its package left out. On Linux the program is
# linked statically, so that it runs on any Linux of this processor, whatever its C library. With --native it is the program
# that `cargo build --release` makes, for this machine only, as in tests.
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

processor=${target%%-*}
case "$target" in
*-linux-*) wheel_tag=linux_$processor ;;
aarch64-apple-*) wheel_tag=macosx_11_0_arm64 ;;
*-apple-*) wheel_tag=macosx_10_12_$processor ;;
aarch64-*-windows-*) wheel_tag=win_arm64 ;;
*) wheel_tag=win_amd64 ;;
esac
case "$target" in
*-windows-*) program=presscut.exe ;;
*) program=presscut ;;
esac

# The same sources give the same bytes: no time of day, and no paths of this machine.
made_at=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 0)}
if [ "$native" = yes ]; then
    # Without the time, since packages that compile C would be built again for it.
    place=()
    built=target/release/$program
else
    export SOURCE_DATE_EPOCH=$made_at
    cargo_home=${CARGO_HOME:-$HOME/.cargo}
    flags="--remap-path-prefix=$PWD=/presscut --remap-path-prefix=$cargo_home=/cargo"
    case "$target" in
    *-linux-gnu)
        flags="$flags -C target-feature=+crt-static"
        # A program that needs no C library runs on all that the oldest tag promises.
        wheel_tag=manylinux_2_17_$processor.manylinux2014_$processor
        ;;
    esac
    export RUSTFLAGS="$flags"
    export CFLAGS="${CFLAGS:-} -ffile-prefix-map=$PWD=/presscut -ffile-prefix-map=$cargo_home=/cargo"
    # With --target, the flags are those of the program and not of what helps to build it.
    place=(--target "$target")
    built=target/$target/release/$program
fi
cargo build --release --locked "${place[@]}"
export SOURCE_DATE_EPOCH=$made_at

# What the packages hold beside the program.
parts=target/dist
rm -rf "$parts"
mkdir -p "$parts"
strip --strip-all -o "$parts/$program" "$built" 2>/dev/null || cp "$built" "$parts/$program"
if objcopy --only-keep-debug "$built" "$parts/$program.debug" 2>/dev/null; then
    gzip -9n <"$parts/$program.debug" >"$dist/presscut-$version-$target.debug.gz"
fi
"$parts/$program" man --dir "$parts/man" --quiet
gzip -9n "$parts"/man/*.1
for shell in bash zsh fish; do
    "$parts/$program" completions "$shell" >"$parts/presscut.$shell"
done

archive=presscut-$version-$target
# The program alone, for a container or a folder of one's own.
cp "$parts/$program" "$dist/$archive${program#presscut}"
# On macOS, GNU tar has a name of its own.
"$(command -v gtar || command -v tar)" --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" \
    --transform "s,^$parts,$archive,;s,^\([A-Z]\),$archive/\1," \
    -cf - "$parts/$program" "$parts/man" "$parts"/presscut.{bash,zsh,fish} README.md LICENSE NOTICE CHANGELOG.md |
    gzip -9n >"$dist/$archive.tar.gz"

.ci/sbom.py >"$dist/presscut-$version.cdx.json"

if command -v dpkg-deb >/dev/null; then
    packaging/debian.sh "$parts" "$version" "$dist"
else
    echo "no Debian package: dpkg-deb is missing" >&2
fi
python=${PYTHON:-python3}
if "$python" -c "import wheel, tomllib" 2>/dev/null; then
    "$python" packaging/wheel.py "$parts/$program" "$wheel_tag" "$dist/presscut-$version.cdx.json" "$dist" >/dev/null
else
    echo "no wheel: pip install wheel, for a Python of 3.11 or later" >&2
fi
(
    cd "$dist"
    if command -v sha256sum >/dev/null; then sha256sum presscut*; else shasum -a 256 presscut*; fi | tee SHA256SUMS
)
