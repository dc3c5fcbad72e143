"""Where the register may lie: on a disk of this computer, outside every synchronised folder (practice B4).

A network's file system does not keep SQLite's locks and its order of writes, and a synchronising program replaces the
file behind SQLite's back: both lose entries without a word. Such a place is refused before anything is written.

>>> register_path(Path("books"), "C-01").name
'C-01.arxl'
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from arxl.errors import refused, sentence

ENDING = ".arxl"

# As the kernel names them; a file system in user space bears its name behind "fuse.".
_NETWORK_FILE_SYSTEM = re.compile(
    r"(fuse\.)?(acfs|afpfs|afs|beegfs|ceph|cephfs|cifs|coda|davfs2?|gfs2?|glusterfs|gpfs|lustre|ncpfs|nfs4?|ocfs2"
    r"|orangefs|pvfs2|smb[23]?|smbfs|smbnetfs|sshfs|webdav|webdavfs|vboxsf|vmhgfs|vmhgfs-fuse"
    r"|dbxfs|gcsfuse|gdfs|google-drive-ocamlfuse|gvfsd-fuse|juicefs|mountpoint-s3|onedriver|rclone|s3fs)",
    re.IGNORECASE,
)

# Folder names that the programs give themselves. "My Drive" is Google's, in the six languages.
_SYNCED_FOLDER = re.compile(
    r"onedrive( ?[-–] ?.+)?|dropbox( \(.+\))?|google ?drive([ -].+)?|googledrive-.+|icloud ?drive|com~apple~clouddocs"
    r"|mobile documents|cloudstorage|nextcloud\d*|owncloud\d*|pcloud ?drive|box sync|megasync|seafile|tresorit"
    r"|my drive|mi unidad|contul meu drive|drive-ul meu|내 드라이브|我的云端硬盘|我的雲端硬碟",
    re.IGNORECASE,
)

# What the programs leave in the top folder that they synchronise, under whatever name the user chose.
_SYNC_MARKERS = (
    ".dropbox.cache",
    ".tmp.drivedownload",
    ".tmp.driveupload",
    ".*sync_*.db",  # Nextcloud, ownCloud
    ".nextcloudsync.log",
    ".owncloudsync.log",
    ".stfolder",
    ".849C9593-D756-4E56-8D6E-42412F2A707B",  # OneDrive on macOS and Linux
)

_NOT_IN_A_FILE_NAME = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
_RESERVED_BY_WINDOWS = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
_LONGEST_NAME_BYTES = 200  # file systems allow 255; the journal's ending and a copy's need room


class Mount(NamedTuple):
    """A file system and the folder under which it appears."""

    point: Path
    type: str


def register_path(folder: Path, company: str) -> Path:
    """The register of `company` in `folder`.

    Raises:
        Refused: the company id cannot be the name of a file on every system.
    """
    flawed = (
        not company
        or company != company.strip(" .")
        or bool(_NOT_IN_A_FILE_NAME.search(company))
        or bool(_RESERVED_BY_WINDOWS.fullmatch(company))
        or any("\ud800" <= sign <= "\udfff" for sign in company)
    )
    if flawed or len(company.encode("utf-8", "replace")) > _LONGEST_NAME_BYTES:
        raise refused(
            "Company",
            sentence('the company id "{company}" cannot be the name of a file.', company=company),
            sentence("Use letters, digits and hyphens in the ID on the Company sheet."),
        )
    return folder / f"{company}{ENDING}"


def refuse_unsafe_place(path: Path) -> None:
    """Refuse a register on a network drive or in a synchronised folder.

    Raises:
        Refused: the place and the file system or folder that makes it unsafe.
    """
    real = path.resolve()
    network = _network_file_system(path, real)
    if network:
        raise refused(
            str(path),
            sentence("the register lies on a network drive ({network}).", network=network),
            _OWN_DISK,
        )
    synced = _synced_folder(path.absolute()) or _synced_folder(real)
    if synced is not None:
        raise refused(
            str(path),
            sentence('the register lies in the synchronised folder "{folder}".', folder=str(synced)),
            _OWN_DISK,
        )


def mounts_of(table: str) -> Iterator[Mount]:
    r"""The mounts that /proc/self/mounts lists, in its order.

    >>> [(mount.point.as_posix(), mount.type) for mount in mounts_of(r"srv:/books /mnt/Ana\040M nfs4 rw 0 0")]
    [('/mnt/Ana M', 'nfs4')]
    """
    for line in table.splitlines():
        words = line.split(" ")
        if len(words) >= 3:
            point = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), words[1])
            yield Mount(Path(point), words[2])


def file_system_of(path: Path, mounts: Iterable[Mount]) -> str:
    """The type of the file system that holds `path`; of two mounts on one folder, the later hides the earlier."""
    found = Mount(Path(), "")
    for mount in mounts:
        if path.is_relative_to(mount.point) and len(mount.point.parts) >= len(found.point.parts):
            found = mount
    return found.type


_OWN_DISK = sentence("Name a folder on this computer's own disk in register_path on the Policy sheet.")


def _network_file_system(path: Path, real: Path) -> str:
    if str(path).startswith(("\\\\", "//")) or str(real).startswith("\\\\"):
        return "UNC"
    if sys.platform == "win32":
        return _windows_drive(real)
    found = file_system_of(real, _mounts())
    return found if _NETWORK_FILE_SYSTEM.fullmatch(found) else ""


if sys.platform == "win32":

    def _windows_drive(real: Path) -> str:
        import ctypes

        remote = 4  # DRIVE_REMOTE of GetDriveTypeW
        return real.drive if ctypes.windll.kernel32.GetDriveTypeW(f"{real.drive}\\") == remote else ""


def _mounts() -> list[Mount]:
    if sys.platform == "darwin":
        listed = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False).stdout
        found = re.findall(r"^.+? on (/.*?) \((\w+)", listed, re.MULTILINE)
        return [Mount(Path(point), kind) for point, kind in found]
    table = Path("/proc/self/mounts")
    return list(mounts_of(table.read_text("utf-8", "surrogateescape"))) if table.exists() else []


def _synced_folder(path: Path) -> Path | None:
    for folder in path.parents:
        if _SYNCED_FOLDER.fullmatch(folder.name):
            return folder
        if any(_has(folder, marker) for marker in _SYNC_MARKERS):
            return folder
    return None


def _has(folder: Path, marker: str) -> bool:
    try:
        return any(folder.glob(marker)) if "*" in marker else (folder / marker).exists()
    except OSError:  # a folder that this user may not look into
        return False
