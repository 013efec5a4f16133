"""A source's text as it is counted in: NFC, LF line ends, Unicode code points."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from kg.errors import FileError
from kg.language import Text

BOM = "\ufeff"


@dataclass(frozen=True)
class SourceText:
    """The text of one file: NFC with LF line ends, and the SHA-256 of the file's bytes."""

    path: Path
    text: str
    sha256: str


def normalise(raw: str) -> str:
    """Return *raw* in NFC with LF line ends and without a byte order mark."""
    text = raw.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text)


def read_bytes(path: Path) -> bytes:
    """Return the bytes of *path*; FileError names why they cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileError(
            Text(
                "{path} cannot be read ({error}): check the path and its permissions.",
                "无法读取 {path}（{error}）：请检查路径和权限。",
            ).fill(path=path, error=error.strerror or error)
        ) from error


def decode(content: bytes, path: Path) -> str:
    """Return *content* as text; FileError names the likely encoding when it is not UTF-8."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        likely = likely_encoding(content)
        raise FileError(
            Text(
                "{path} is not UTF-8 (byte {at}); it looks like {likely}: "
                "convert it with 'iconv -f {likely} -t UTF-8'.",
                "{path} 不是 UTF-8（第 {at} 字节），看起来是 {likely}："
                "请用 iconv -f {likely} -t UTF-8 转换。",
            ).fill(path=path, at=error.start, likely=likely)
        ) from error


def likely_encoding(content: bytes) -> str:
    """Return the name of the encoding that *content* most likely has; a hint, never acted upon."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    if content[1::2].count(0) > len(content) // 8:
        return "UTF-16LE"
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return "ISO-8859-1"
    return "GB18030"


def read_text(path: Path) -> SourceText:
    """Read *path* as UTF-8; FileError when it cannot be read or has another encoding."""
    content = read_bytes(path)
    return SourceText(path, normalise(decode(content, path)), hashlib.sha256(content).hexdigest())
