"""Reproducible archives: entries are sorted, have no owner, and carry one timestamp."""
import base64
import gzip
import hashlib
import io
import os
import subprocess
import tarfile
import time
import zipfile
from dataclasses import dataclass

from project import ROOT

RUNS = 0o755
READS = 0o644


@dataclass(frozen=True)
class Member:
    """A file in an archive."""

    data: bytes
    mode: int = READS


def moment():
    """The timestamp of all entries: $SOURCE_DATE_EPOCH, or the time of the commit."""
    if told := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(told)
    return int(subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout)


def gzipped(data):
    """The data compressed, without a name or a time in the gzip header."""
    out = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=out, mtime=0) as file:
        file.write(data)
    return out.getvalue()


def tar(members, when):
    """A tar of members by their names."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, member in sorted(members.items()):
            head = tarfile.TarInfo(name)
            head.size, head.mode, head.mtime = len(member.data), member.mode, when
            archive.addfile(head, io.BytesIO(member.data))
    return out.getvalue()


def read_tar(data):
    """The files of a tar, compressed or not."""
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        return {head.name: Member(archive.extractfile(head).read(), RUNS if head.mode & 0o100 else READS)
                for head in archive if head.isfile()}


def zipped(members, when):
    """A zip of members by their names, in the order in which they are given: in a jar the manifest is first, in a wheel the record last."""
    out = io.BytesIO()
    # Zip times start in 1980 and have even seconds only.
    date = max(time.gmtime(when)[:6], (1980, 1, 1, 0, 0, 0))
    with zipfile.ZipFile(out, "w") as archive:
        for name, member in members.items():
            head = zipfile.ZipInfo(name, date)
            head.create_system, head.external_attr, head.compress_type = 3, (0o100000 | member.mode) << 16, zipfile.ZIP_DEFLATED
            archive.writestr(head, member.data, compresslevel=9)
    return out.getvalue()


def read_zip(data):
    """The files of a zip, in their order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {head.filename: Member(archive.read(head), RUNS if head.external_attr >> 16 & 0o100 else READS)
                for head in archive.infolist() if not head.is_dir()}


def recorded(members):
    """The members of a wheel, followed by their RECORD."""
    [record] = [name for name in members if name.endswith(".dist-info/RECORD")]
    files = {name: member for name, member in members.items() if name != record}
    lines = [f"{name},sha256={urlsafe(member.data)},{len(member.data)}\n" for name, member in files.items()]
    return {**files, record: Member("".join([*lines, f"{record},,\n"]).encode())}


def urlsafe(data):
    """A digest as a wheel's record writes it."""
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
