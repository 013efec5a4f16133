"""What the pages take from npm is what is listed, licences included, and comes in no other way."""

from __future__ import annotations

import io
import re
import tarfile
from collections.abc import Mapping
from dataclasses import replace

import pytest
from command_line import ROOT
from fetch_vendor import (
    LIST,
    VENDOR,
    Mismatch,
    Package,
    check,
    digest,
    integrity,
    read_packages,
    say,
)

PACKAGES = read_packages(LIST.read_text(encoding="utf-8"))
MIT = re.compile(r"Permission is hereby granted.*", re.DOTALL)


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.name)
def test_the_files_are_those_listed(package: Package) -> None:
    kept = {path: digest(package.kept(path).read_bytes()) for path in package.files}
    assert kept == package.files
    assert re.fullmatch(r"\d+\.\d+\.\d+", package.version)
    assert re.fullmatch(r"sha512-[A-Za-z0-9+/]{86}==", package.integrity)


def test_nothing_stands_there_that_is_not_listed() -> None:
    listed = {package.kept(path) for package in PACKAGES for path in package.files}
    here = {path for path in VENDOR.rglob("*") if path.is_file()}
    assert here - listed == {LIST, VENDOR / "notices.txt"}


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.name)
def test_every_package_has_its_licence_and_stands_in_the_notices(package: Package) -> None:
    assert "MIT" in package.licence.split(" OR ")
    (mit,) = [p for p in package.files if "LICENSE" in p and "APACHE" not in p]
    text = package.kept(mit).read_text(encoding="utf-8")
    assert MIT.search(text)
    notices = (VENDOR / "notices.txt").read_text(encoding="utf-8")
    for line in re.findall(r"^\s*(Copyright \([cC]\) .*?)\s*$", text, re.MULTILINE):
        assert line in notices
    assert f"{package.name} {package.version}" in notices
    assert package.name.removesuffix("/runtime-corejs3") in notices


def test_the_bundle_tells_the_versions_that_are_listed() -> None:
    (script,) = [p.kept(f) for p in PACKAGES for f in p.files if f.endswith(".js")]
    text = script.read_text(encoding="utf-8")
    told = {package.name: package.version for package in PACKAGES}
    assert f"@version {told['vis-network']}\n" in text
    assert f"@version {told['vis-data']}\n" in text
    assert f"core-js/blob/v{told['core-js-pure']}/LICENSE" in text


def archive_of(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as tar:
        for path, content in files.items():
            entry = tarfile.TarInfo(f"package/{path}")
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    return buffer.getvalue()


ARCHIVE = archive_of({"dist/one.js": b"1;\n", "LICENSE": b"MIT\r\n", "install.js": b"no"})
LISTED = Package("one", "1.0.0", "MIT", integrity(ARCHIVE),
                 {"dist/one.js": digest(b"1;\n"), "LICENSE": digest(b"MIT\n")})  # fmt: skip


def test_only_what_is_listed_is_taken_and_lines_end_as_in_the_project() -> None:
    files = check(LISTED, ARCHIVE, LISTED.integrity)
    assert files == {"dist/one.js": b"1;\n", "LICENSE": b"MIT\n"}


@pytest.mark.parametrize(
    ("package", "archive", "told"),
    [
        (LISTED, ARCHIVE, "sha512-other"),
        (LISTED, archive_of({"dist/one.js": b"2;\n", "LICENSE": b"MIT"}), LISTED.integrity),
        (replace(LISTED, files={"LICENSE": digest(b"ISC\n")}), ARCHIVE, LISTED.integrity),
    ],
    ids=["npm", "archive", "file"],
)
def test_what_disagrees_is_not_taken(package: Package, archive: bytes, told: str) -> None:
    with pytest.raises(Mismatch):
        check(package, archive, told)


def test_the_list_is_what_the_command_writes() -> None:
    entries = "\n".join(say(package) for package in PACKAGES)
    assert LIST.read_text(encoding="utf-8").endswith(entries)


def test_no_page_takes_a_script_from_anywhere_else() -> None:
    code = [path.read_text(encoding="utf-8") for path in (ROOT / "kg").rglob("*.py")]
    assert not [text for text in code if "pyvis/lib" in text or 'files("pyvis")' in text]
    templates = [path.read_text(encoding="utf-8") for path in (ROOT / "kg").rglob("*.jinja")]
    assert not [
        text for text in templates if re.search(r"<script[^>]*\bsrc\b|<link\b|@import", text)
    ]
