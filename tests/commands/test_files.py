"""Files are replaced as a whole, and what is no regular file is written into and stays what it is."""

from __future__ import annotations

import os
import stat
import sys
import threading
from pathlib import Path

import pytest

from loopspec.files import FileError, is_standard_output, why_not_writable, write

from .nodes import FULL, NULL, device

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="modes, links and devices of Unix")
as_root = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root")
not_as_root = pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write everything")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_file_has_the_mode_that_the_mask_leaves(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write(tmp_path / "new", "text")
    finally:
        os.umask(before)
    assert ((tmp_path / "new").read_text(), mode(tmp_path / "new")) == ("text", 0o640)
    assert [path.name for path in tmp_path.iterdir()] == ["new"]


def test_a_file_is_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("old")
    file.chmod(0o600)
    with file.open() as reader:
        write(file, "new")
        assert reader.read() == "old"  # who reads it sees one content, never a part
    assert (file.read_text(), mode(file)) == ("new", 0o600)


@as_root
def test_a_file_keeps_its_owner(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("old")
    os.chown(file, 12345, 54321)
    write(file, "new")
    assert (file.read_text(), file.stat().st_uid, file.stat().st_gid) == ("new", 12345, 54321)


def test_links_stay_links(tmp_path: Path) -> None:
    folder = tmp_path / "far"
    folder.mkdir()
    file = folder / "file"
    file.write_text("old")
    (tmp_path / "first").symlink_to("far/file")
    (tmp_path / "second").symlink_to("first")
    (tmp_path / "dangling").symlink_to("far/new")
    write(tmp_path / "second", "new")
    write(tmp_path / "dangling", "made")
    assert (file.read_text(), (folder / "new").read_text()) == ("new", "made")
    assert all((tmp_path / name).is_symlink() for name in ("first", "second", "dangling"))


def test_another_hard_link_keeps_the_old_content(tmp_path: Path) -> None:
    (tmp_path / "copy").write_text("old")
    (tmp_path / "file").hardlink_to(tmp_path / "copy")
    write(tmp_path / "file", "new")
    assert ((tmp_path / "file").read_text(), (tmp_path / "copy").read_text()) == ("new", "old")


@pytest.mark.parametrize("through_link", [False, True])
def test_a_device_is_written_into(tmp_path: Path, through_link: bool) -> None:
    null = device(tmp_path, NULL)
    link = tmp_path / "link"
    link.symlink_to(null)
    write(link if through_link else null, "text")
    assert stat.S_ISCHR(null.stat().st_mode)
    assert not why_not_writable(null)


def test_a_full_device_is_told(tmp_path: Path) -> None:
    full = device(tmp_path, FULL)
    with pytest.raises(FileError, match="device-7: cannot be written: No space left on device"):
        write(full, "text")
    assert stat.S_ISCHR(full.stat().st_mode)


def test_a_fifo_is_written_into(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    assert not why_not_writable(fifo)
    found: list[str] = []
    reader = threading.Thread(target=lambda: found.append(fifo.read_text()))
    reader.start()
    write(fifo, "text")
    reader.join(20)
    assert found == ["text"]
    assert stat.S_ISFIFO(fifo.stat().st_mode)


@pytest.mark.parametrize("folder", ["/dev/fd", "/proc/self/fd"])
def test_a_descriptor_is_written_into_where_it_stands(tmp_path: Path, folder: str) -> None:
    if not Path(folder).is_dir():
        pytest.skip(f"no {folder}")
    take, give = os.pipe()
    write(Path(folder, str(give)), "piped")
    os.close(give)
    with os.fdopen(take) as stream:
        assert stream.read() == "piped"
    with (tmp_path / "file").open("w") as stream:
        stream.write("before\n")
        stream.flush()
        (tmp_path / "link").symlink_to(f"{folder}/{stream.fileno()}")
        write(tmp_path / "link", "text\n")
        stream.write("after\n")
    assert (tmp_path / "file").read_text() == "before\ntext\nafter\n"


def test_a_descriptor_that_is_not_open_is_told(tmp_path: Path) -> None:
    assert why_not_writable(Path("/dev/fd/987")) == "cannot be written: Bad file descriptor"
    with pytest.raises(FileError, match="Bad file descriptor"):
        write(Path("/dev/fd/987"), "text")


def test_standard_output_has_its_names(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "link").symlink_to("/dev/stdout")
    for path in (Path("-"), Path("/dev/stdout"), tmp_path / "link"):
        assert is_standard_output(path)
        write(path, "text")
        assert capfd.readouterr().out == "text"
    assert not is_standard_output(Path("/dev/stderr"))
    assert not is_standard_output(tmp_path / "-")


def test_a_file_in_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    assert why_not_writable(tmp_path / "no" / "file") == "its folder is missing or not writable"
    with pytest.raises(FileError, match="no/file: cannot be written: No such file or directory"):
        write(tmp_path / "no" / "file", "text")


@not_as_root
def test_a_file_in_a_folder_that_is_not_writable_is_written_in_place(tmp_path: Path) -> None:
    file = tmp_path / "folder" / "file"
    file.parent.mkdir()
    file.write_text("old and long")
    file.parent.chmod(0o500)
    try:
        assert not why_not_writable(file)
        write(file, "new")
        assert file.read_text() == "new"
        assert why_not_writable(file.with_name("other")) == "its folder is missing or not writable"
    finally:
        file.parent.chmod(0o700)


@not_as_root
def test_a_file_that_is_not_writable_stays(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("old")
    file.chmod(0o400)
    assert why_not_writable(file) == "it is not writable"
    with pytest.raises(FileError, match="file: cannot be written: Permission denied"):
        write(file, "new")
    assert file.read_text() == "old"


def test_a_file_that_cannot_be_replaced_is_written_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where a single file is mounted into a container: EBUSY."""

    def busy(source: Path, to: Path) -> None:
        raise OSError(16, "Device or resource busy")

    monkeypatch.setattr(Path, "replace", busy)
    file = tmp_path / "file"
    file.write_text("old and long")
    write(file, "new")
    assert (file.read_text(), [path.name for path in tmp_path.iterdir()]) == ("new", ["file"])


def test_nothing_is_left_where_the_disk_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fills up in the middle of the writing: the old file stays, and no other one."""
    real = os.fdopen

    def fdopen(handle: int, *arguments: object) -> object:
        os.close(handle)
        return real(os.open(device(tmp_path, FULL), os.O_WRONLY), "wb")

    (tmp_path / "file").write_text("old")
    full = device(tmp_path, FULL)
    full.unlink()
    monkeypatch.setattr(os, "fdopen", fdopen)
    with pytest.raises(FileError, match="file: cannot be written: No space left on device"):
        write(tmp_path / "file", "new")
    assert (tmp_path / "file").read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["device-7", "file"]


def test_lone_surrogates_are_written_as_escapes(tmp_path: Path) -> None:
    write(tmp_path / "file", "a \udc80 b")
    assert (tmp_path / "file").read_text() == "a \\udc80 b"
