#!/usr/bin/env python3
"""A bill of materials of the presscut binary: CycloneDX 1.5 as JSON on standard output.

    .ci/sbom.py > presscut.cdx.json

Lists every package that is compiled into the binary for the machine this runs on, with version, licence and the checksum
of Cargo.lock; tests, trainers and build scripts' packages are left out. Reads `cargo metadata` and nothing else.
"""

import json
import pathlib
import subprocess
import tomllib

ROOT = pathlib.Path(__file__).resolve().parent.parent
HOST = next(
    line.removeprefix("host: ")
    for line in subprocess.check_output(["rustc", "-vV"], text=True).splitlines()
    if line.startswith("host: ")
)
METADATA = json.loads(
    subprocess.check_output(
        ["cargo", "metadata", "--format-version", "1", "--locked", "--filter-platform", HOST], cwd=ROOT
    )
)
CHECKSUMS = {
    (package["name"], package["version"]): package.get("checksum")
    for package in tomllib.loads((ROOT / "Cargo.lock").read_text())["package"]
}
PACKAGES = {package["id"]: package for package in METADATA["packages"]}
NODES = {node["id"]: node for node in METADATA["resolve"]["nodes"]}


def runs_in_the_binary(dependency):
    """Whether a dependency is more than a tool of the build, or of tests."""
    is_macro = any("proc-macro" in target["kind"] for target in PACKAGES[dependency["pkg"]]["targets"])
    return not is_macro and any(kind["kind"] is None for kind in dependency["dep_kinds"])


def component(package):
    """A package as CycloneDX has it."""
    name, version = package["name"], package["version"]
    found = {
        "type": "library",
        "bom-ref": f"{name}@{version}",
        "name": name,
        "version": version,
        "purl": f"pkg:cargo/{name}@{version}",
    }
    if package["license"]:
        found["licenses"] = [{"expression": package["license"].replace("/", " OR ")}]
    if checksum := CHECKSUMS.get((name, version)):
        found["hashes"] = [{"alg": "SHA-256", "content": checksum}]
    return found


root = next(id for id, package in PACKAGES.items() if package["name"] == "presscut")
reached, waiting = {root}, [root]
while waiting:
    for dependency in NODES[waiting.pop()]["deps"]:
        if runs_in_the_binary(dependency) and dependency["pkg"] not in reached:
            reached.add(dependency["pkg"])
            waiting.append(dependency["pkg"])

reference = {id: f"{PACKAGES[id]['name']}@{PACKAGES[id]['version']}" for id in reached}
bill = {
    "bomFormat": "CycloneDX",
    "specVersion": "1.5",
    "version": 1,
    "metadata": {"component": {**component(PACKAGES[root]), "type": "application"}},
    "components": sorted((component(PACKAGES[id]) for id in reached - {root}), key=lambda found: found["bom-ref"]),
    "dependencies": sorted(
        (
            {
                "ref": reference[id],
                "dependsOn": sorted(reference[d["pkg"]] for d in NODES[id]["deps"] if d["pkg"] in reached),
            }
            for id in reached
        ),
        key=lambda found: found["ref"],
    ),
}
print(json.dumps(bill, indent=2))
