"""The register lies on a disk of this computer, or nowhere."""

from pathlib import Path

import pytest

from arxl.errors import Refused
from arxl.register import location
from arxl.register.location import Mount, file_system_of, mounts_of, refuse_unsafe_place, register_path
from arxl.register.store import Register

MOUNTS = r"""proc /proc proc rw 0 0
/dev/sda2 / ext4 rw 0 0
srv:/books /mnt/books nfs4 rw 0 0
//srv/Ana /mnt/Ana\040Mare cifs rw 0 0
ana@srv:/ /home/ana/far fuse.sshfs rw 0 0
rclone: /home/ana/cloud fuse.rclone rw 0 0
/dev/sdb1 /media/stick fuseblk rw 0 0
auto /media/late autofs rw 0 0
/dev/sdc1 /media/late xfs rw 0 0
/dev/sdd1 /mnt/books/local btrfs rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "type"),
    [
        ("/home/ana/C.arxl", "ext4"),
        ("/mnt/books/C.arxl", "nfs4"),
        ("/mnt/bookstore/C.arxl", "ext4"),
        ("/mnt/books/local/2026/C.arxl", "btrfs"),
        ("/mnt/Ana Mare/C.arxl", "cifs"),
        ("/media/late/C.arxl", "xfs"),
    ],
)
def test_the_nearest_and_latest_mount_holds_the_file(path, type):
    assert file_system_of(Path(path), mounts_of(MOUNTS)) == type


def test_without_mounts_there_is_no_file_system():
    assert file_system_of(Path("/C.arxl"), ()) == ""


@pytest.mark.parametrize(
    ("type", "network"),
    [
        *((kind, True) for kind in ("nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "fuse.rclone", "davfs")),
        *((kind, False) for kind in ("ext4", "xfs", "apfs", "ntfs", "fuseblk", "fuse.ntfs-3g", "tmpfs", "overlay", "")),
    ],
)
def test_a_network_drive_is_refused(tmp_path, monkeypatch, type, network):
    monkeypatch.setattr(location, "_mounts", lambda: [Mount(Path(tmp_path.anchor), type)])
    path = tmp_path / "C.arxl"
    if not network:
        refuse_unsafe_place(path)
        return
    with pytest.raises(Refused) as caught:
        Register.at(path, "C", create=True)
    assert str(caught.value) == (
        f"{path}: the register lies on a network drive ({type}). "
        "Name a folder on this computer's own disk in register_path on the Policy sheet."
    )
    assert not path.exists()


@pytest.mark.parametrize("path", ["\\\\srv\\books\\C.arxl", "//srv/books/C.arxl"])
def test_a_network_path_is_refused(path):
    with pytest.raises(Refused, match=r"the register lies on a network drive \(UNC\)"):
        refuse_unsafe_place(Path(path))


@pytest.mark.parametrize(
    "folder",
    [
        "OneDrive",
        "OneDrive - Băcănia Nord SRL",
        "onedrive",
        "Dropbox",
        "Dropbox (Personal)",
        "Google Drive",
        "GoogleDrive-ana@example.com",
        "My Drive",
        "내 드라이브",
        "我的云端硬盘",
        "iCloud Drive",
        "Mobile Documents",
        "Nextcloud",
        "Nextcloud2",
        "ownCloud",
    ],
)
def test_a_synchronised_folder_is_refused_by_its_name(tmp_path, folder):
    path = tmp_path / folder / "Books" / "2026" / "C.arxl"
    path.parent.mkdir(parents=True)
    with pytest.raises(Refused) as caught:
        Register.at(path, "C", create=True)
    assert str(caught.value) == (
        f'{path}: the register lies in the synchronised folder "{tmp_path / folder}". '
        "Name a folder on this computer's own disk in register_path on the Policy sheet."
    )


@pytest.mark.parametrize(
    "marker",
    [".dropbox.cache", ".sync_4711.db", "._sync_ab12.db", ".tmp.driveupload", ".stfolder", ".nextcloudsync.log"],
)
def test_a_synchronised_folder_is_refused_by_what_lies_in_it(tmp_path, marker):
    (tmp_path / "Firm").mkdir()
    (tmp_path / "Firm" / marker).touch()
    path = tmp_path / "Firm" / "Books" / "C.arxl"
    with pytest.raises(Refused, match="synchronised folder"):
        refuse_unsafe_place(path)


@pytest.mark.skipif(not hasattr(Path, "symlink_to"), reason="no symbolic links")
def test_a_link_into_a_synchronised_folder_is_refused(tmp_path):
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "Books").symlink_to(tmp_path / "Dropbox", target_is_directory=True)
    with pytest.raises(Refused, match="Dropbox"):
        refuse_unsafe_place(tmp_path / "Books" / "C.arxl")


@pytest.mark.parametrize("folder", ["Dropboxes", "Cloud accounting", "Old OneDrive", "My Drivers", "Sync"])
def test_a_folder_of_another_name_is_welcome(tmp_path, folder):
    (tmp_path / folder / ".dropbox").mkdir(parents=True)  # Dropbox keeps its settings so in the home folder
    refuse_unsafe_place(tmp_path / folder / "C.arxl")


@pytest.mark.parametrize("company", ["C-01", "Băcănia Nord", "도매상사", "广州经销", "a.b", "0007", "console"])
def test_a_company_id_names_its_file(tmp_path, company):
    path = register_path(tmp_path, company)
    assert (path.parent, path.name) == (tmp_path, f"{company}.arxl")
    Register.at(path, company, create=True).close()


@pytest.mark.parametrize(
    "company",
    [
        *("", " ", ".", "..", "a/b", "../a", "a\\b", "a:b", "a\0b", "a\nb", 'a"b', "a?", "a*", "<a>", "a|b", " a"),
        *("a ", "a.", ".a", "con", "NUL", "com1", "LPT9.old", "x" * 201, "广" * 67, "\ud800"),
    ],
)
def test_what_cannot_be_a_file_name_is_refused(tmp_path, company):
    with pytest.raises(Refused) as caught:
        register_path(tmp_path, company)
    assert str(caught.value) == (
        f'Company: the company id "{company}" cannot be the name of a file. '
        "Use letters, digits and hyphens in the ID on the Company sheet."
    )
