"""Fetch what the pages take from npm, at the versions listed, and nothing else.

`make vendor`, or `python tests/house/fetch_vendor.py`: the ordinary `npm pack` of every package in
kg/views/assets/vendor/vendor.toml; what npm says of its integrity, the archive it hands over and
the list must agree before a file is written. To move to another version: change it in the list,
run with `--pin`, which prints the list as it would have to be, read what changed, and paste it.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

VENDOR = Path(__file__).parents[2] / "kg" / "views" / "assets" / "vendor"
LIST = VENDOR / "vendor.toml"


class Mismatch(Exception):
    """What was fetched is not what is listed."""


@dataclass(frozen=True)
class Package:
    """One npm package: *files* are the digests (SHA-256, hex) of those kept, by path within it."""

    name: str
    version: str
    licence: str
    integrity: str
    files: Mapping[str, str]

    @property
    def folder(self) -> Path:
        """Where its files are kept: a scope is no folder of its own."""
        return VENDOR / self.name.removeprefix("@").replace("/", "-")

    def kept(self, path: str) -> Path:
        """Return where the file at *path* within the package is kept."""
        return self.folder / path.rpartition("/")[2]


def read_packages(text: str) -> list[Package]:
    """Return the packages of the list *text*."""
    return [Package(**entry) for entry in tomllib.loads(text)["package"]]


def digest(content: bytes) -> str:
    """Return the SHA-256 of *content* in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def integrity(archive: bytes) -> str:
    """Return what npm calls the integrity of *archive*."""
    return f"sha512-{base64.b64encode(hashlib.sha512(archive).digest()).decode('ascii')}"


def unpack(archive: bytes, package: Package) -> dict[str, bytes]:
    """Return the files of *package* in *archive*; lines end as everywhere in the project."""
    with tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as tar:
        found = {path: tar.extractfile(f"package/{path}") for path in package.files}
        return {path: one.read().replace(b"\r\n", b"\n") for path, one in found.items() if one}


def check(package: Package, archive: bytes, told: str) -> dict[str, bytes]:
    """Return the files of *package*; Mismatch unless *archive*, npm and the list agree."""
    for what, value in (("npm tells", told), ("the archive has", integrity(archive))):
        if value != package.integrity:
            raise Mismatch(f"{package.name}: {what} {value}, the list {package.integrity}")
    files = unpack(archive, package)
    for path, listed in package.files.items():
        if digest(files[path]) != listed:
            raise Mismatch(f"{package.name}: {path} has {digest(files[path])}, the list {listed}")
    return files


def ask_npm(*words: str, folder: str) -> str:
    """Return what npm prints; it runs no script of any package."""
    call = ["npm", *words, "--ignore-scripts", "--json", "--loglevel=error"]
    return subprocess.run(call, cwd=folder, capture_output=True, check=True).stdout.decode("utf-8")


def fetch(package: Package) -> tuple[bytes, str]:
    """Return the archive of *package* and what npm tells of its integrity."""
    wanted = f"{package.name}@{package.version}"
    with tempfile.TemporaryDirectory() as folder:
        told = json.loads(ask_npm("view", wanted, "dist.integrity", folder=folder))
        ask_npm("pack", wanted, folder=folder)
        (archive,) = Path(folder).glob("*.tgz")
        return archive.read_bytes(), str(told)


def pin(package: Package) -> Package:
    """Return *package* with the integrity and the digests of what npm hands over today."""
    archive, told = fetch(package)
    files = unpack(archive, package)
    digests = {path: digest(files[path]) for path in package.files}
    check(found := replace(package, integrity=integrity(archive), files=digests), archive, told)
    return found


def say(package: Package) -> str:
    """Return the entry of *package* in the list."""
    words = ("name", "version", "licence", "integrity")
    head = [f"{word} = {json.dumps(getattr(package, word))}" for word in words]
    files = [f"{json.dumps(path)} = {json.dumps(value)}" for path, value in package.files.items()]
    return "\n".join(["[[package]]", *head, "[package.files]", *files, ""])


def main() -> None:
    """Fetch every package and write its files; with `--pin` print the list instead."""
    packages = read_packages(LIST.read_text(encoding="utf-8"))
    if "--pin" in sys.argv[1:]:
        sys.stdout.write("\n".join(say(pin(package)) for package in packages))
        return
    checked = [(package, check(package, *fetch(package))) for package in packages]
    for package, files in checked:
        package.folder.mkdir(exist_ok=True)
        for path, content in files.items():
            package.kept(path).write_bytes(content)


if __name__ == "__main__":
    main()
