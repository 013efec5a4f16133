"""Where things lie: the shipped ontology and data, the user's cache and configuration."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from kg.errors import FileError, NotFound
from kg.language import Text

PACKAGE = Path(__file__).resolve().parent
SHIPPED = "shipped"


def shipped_root() -> Path:
    """Return the directory that holds `ontology/` and `data/`.

    A checkout has them beside the package, an installed wheel inside it. The checkout is asked
    first: an editable install may carry stale copies.
    """
    beside = PACKAGE.parent
    if (beside / "ontology" / "policy.ttl").is_file() and (beside / "data").is_dir():
        return beside
    return PACKAGE / SHIPPED


def ontology_dir() -> Path:
    """Return the shipped `ontology/`."""
    return shipped_root() / "ontology"


def data_dirs(given: tuple[str, ...] = ()) -> tuple[Path, ...]:
    """Return the data directories to read: those *given*, else `KG_DATA`, else the shipped one.

    The word `shipped` stands for the shipped graph. Raises NotFound for a missing directory.
    """
    names = given or tuple(filter(None, os.environ.get("KG_DATA", "").split(os.pathsep)))
    shipped = shipped_root() / "data"
    dirs = tuple(shipped if n == SHIPPED else Path(n) for n in names or (SHIPPED,))
    for path in dirs:
        if not path.is_dir():
            raise NotFound(
                Text(
                    "There is no data directory {path}: give an existing one, "
                    "or 'shipped' for the shipped graph.",
                    "找不到数据目录 {path}：请给出已有的目录，或用 shipped 表示随附的图谱。",
                ).fill(path=path)
            )
    return dirs


def reference_dir() -> Path:
    """Return the reference data (regions and their codes) that belong to every graph."""
    return shipped_root() / "data" / "reference"


def cache_dir() -> Path:
    """Return the directory for built graphs: `KG_CACHE`, else the user's cache."""
    if given := os.environ.get("KG_CACHE"):
        return Path(given)
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "policy-kg"


def config_file() -> Path:
    """Return the user's configuration file, whether it exists or not."""
    base = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(base) / "policy-kg" / "config.toml"


def copies_dirs(given: tuple[str, ...] = ()) -> tuple[Path, ...]:
    """Return where the user's copies of sources are: *given*, `KG_COPIES`, configuration, or ()."""
    if given:
        return tuple(Path(name) for name in given)
    if env := os.environ.get("KG_COPIES"):
        return tuple(Path(name) for name in env.split(os.pathsep) if name)
    # A remembered directory may have been moved since: it is passed over, `kg sources` shows it.
    return tuple(path for path in map(Path, _configured_copies()) if path.is_dir())


def store_name(given: str = "") -> str:
    """Return what names the store to read: *given*, `KG_STORE`, configuration, or nothing."""
    if word := given or os.environ.get("KG_STORE", ""):
        return word
    store = _configuration().get("store", "")
    if not isinstance(store, str):
        text = Text(
            "{path}: 'store' must be a directory or an address: mend or remove the line.",
            "{path}：store 应为目录或地址：请修正或删除该行。",
        )
        raise FileError(text.fill(path=config_file()))
    return store


def _configuration() -> dict[str, Any]:
    path = config_file()
    if not path.is_file():
        return {}
    import tomllib  # most users have no configuration

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise FileError(
            Text(
                "{path} cannot be read ({error}): mend or remove it.",
                "无法读取 {path}（{error}）：请修正或删除它。",
            ).fill(path=path, error=error)
        ) from error


def _configured_copies() -> list[str]:
    path, copies = config_file(), _configuration().get("copies", [])
    names = [copies] if isinstance(copies, str) else copies
    if not isinstance(names, list):
        text = Text(
            "{path}: 'copies' must be a list of directories: mend or remove the line.",
            "{path}：copies 应为目录列表：请修正或删除该行。",
        )
        raise FileError(text.fill(path=path))
    return [str(name) for name in names]


def write_text(path: Path, content: str) -> None:
    """Write *content* as UTF-8 with LF line ends, whole or not at all; FileError if impossible."""
    write_bytes(path, content.encode("utf-8"))


def write_bytes(path: Path, content: bytes) -> None:
    """Write *content* beside *path* and switch: a reader never sees half a file.

    A link is followed; what is no regular file (a device, a pipe) is written into.
    """
    with open_whole(path) as file:
        file.write(content)


@contextlib.contextmanager
def open_whole(path: Path) -> Iterator[BinaryIO]:
    """Open a file that becomes *path* once all is written to it; an error leaves *path* as it was.

    For what is too large to be held; `write_bytes` says the rest. Raises FileError.
    """
    path = path.resolve()
    # Two that write at once, in one process or on two machines of one cache, never share a name.
    beside = path.with_name(f".{path.name}.{os.getpid()}-{os.urandom(4).hex()}")
    try:
        if path.exists() and not path.is_file():
            with path.open("wb") as file:
                yield file
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as file:
            yield file
        beside.replace(path)
    except BaseException as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        if not isinstance(error, OSError):
            raise
        raise FileError(
            Text(
                "{path} cannot be written ({error}): choose another place.",
                "无法写入 {path}（{error}）：请另选位置。",
            ).fill(path=path, error=error.strerror or error)
        ) from error


def register_copies(directory: Path) -> Path:
    """Remember *directory* as the place of the user's copies; return the configuration file."""
    if not directory.is_dir():
        text = Text(
            "There is no directory {path}: give an existing one.",
            "找不到目录 {path}：请给出已有的目录。",
        )
        raise NotFound(text.fill(path=directory))
    store = _configuration().get("store")
    lines = [f"copies = [{_quoted(str(directory.resolve()))}]"]
    lines += [f"store = {_quoted(store)}"] if isinstance(store, str) else []
    head = '# Written by "kg sources --register".'
    write_text(config_file(), "".join(f"{line}\n" for line in (head, *lines)))
    return config_file()


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
