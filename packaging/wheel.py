#!/usr/bin/env python3
"""Packs the program that packaging/build.sh has built into a Python wheel.

    packaging/wheel.py PROGRAM PLATFORM_TAG SBOM DIST

The wheel has the program as a script, the small package `presscut` beside it, the licences and the bill of materials. What it
says of itself comes from pyproject.toml and Cargo.toml. Needs Python 3.11 or later and the package `wheel`. maturin would build
the program once more for it: here the wheel, the Debian package and the archive hold the same one.
"""

import pathlib
import shutil
import subprocess
import sys
import tempfile
import tomllib

ROOT = pathlib.Path(__file__).resolve().parent.parent


def metadata(project: dict, version: str) -> str:
    """The core metadata of a package, as `METADATA` has it."""
    fields = [
        ("Metadata-Version", "2.4"),
        ("Name", project["name"]),
        ("Version", version),
        ("Summary", project["description"]),
        ("Keywords", ",".join(project["keywords"])),
        ("License-Expression", project["license"]),
        *(("License-File", file) for file in project["license-files"]),
        *(("Classifier", classifier) for classifier in project["classifiers"]),
        *(("Project-URL", f"{name}, {url}") for name, url in project.get("urls", {}).items()),
        ("Requires-Python", project["requires-python"]),
        ("Description-Content-Type", "text/markdown"),
    ]
    head = "".join(f"{name}: {value}\n" for name, value in fields)
    return head + "\n" + (ROOT / project["readme"]).read_text()


def lay_out(tree: pathlib.Path, program: pathlib.Path, tag: str, sbom: pathlib.Path) -> None:
    """Writes the files of the wheel into an empty folder."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    version = tomllib.loads((ROOT / "Cargo.toml").read_text())["workspace"]["package"]["version"]
    name = f"{project['name']}-{version}"
    shutil.copytree(
        ROOT / "packaging/python/presscut", tree / "presscut", ignore=shutil.ignore_patterns("__pycache__")
    )
    scripts = tree / f"{name}.data/scripts"
    scripts.mkdir(parents=True)
    shutil.copy(program, scripts / ("presscut" + program.suffix))
    (scripts / ("presscut" + program.suffix)).chmod(0o755)
    info = tree / f"{name}.dist-info"
    (info / "licenses").mkdir(parents=True)
    (info / "sboms").mkdir()
    for file in project["license-files"]:
        shutil.copy(ROOT / file, info / "licenses")
    shutil.copy(sbom, info / "sboms/presscut.cdx.json")
    (info / "METADATA").write_text(metadata(project, version))
    (info / "WHEEL").write_text(
        f"Wheel-Version: 1.0\nGenerator: presscut\nRoot-Is-Purelib: false\nTag: py3-none-{tag}\n"
    )


def main() -> None:
    program, tag, sbom, dist = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        tree = pathlib.Path(folder)
        lay_out(tree, pathlib.Path(program), tag, pathlib.Path(sbom))
        # It writes the list of files with their sums, and takes SOURCE_DATE_EPOCH as the time of all.
        subprocess.run([sys.executable, "-m", "wheel", "pack", folder, "--dest-dir", dist], check=True)


main()
