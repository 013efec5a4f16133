"""Frames on a pipe: four bytes of length, then the content."""

from __future__ import annotations

import struct
from typing import IO

LENGTH = struct.Struct(">I")


def write_frame(stream: IO[bytes], content: bytes) -> None:
    """Write *content* as one frame and flush."""
    stream.write(LENGTH.pack(len(content)) + content)
    stream.flush()


def read_frame(stream: IO[bytes]) -> bytes | None:
    """Return the next frame, or None at the end of the stream or within a torn frame."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    content = stream.read(length)
    return content if len(content) == length else None
