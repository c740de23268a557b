"""The look inside an .xlsx before any reader is given it: sizes stated, unpacking stopped, instructions in XML refused.

A workbook is a zip of XML parts. Only parts that hold values are unpacked here, each to exactly the size it states,
and a
clean copy of these is what the reader gets. So comments, macros, pictures and other files cannot be read even by
mistake.
"""

import io
import re
import zipfile
import zlib

from alongside.interchange.formats.refusals import refused
from alongside.interchange.formats.table import Refusal

MOST_BYTES = 20_000_000
MOST_UNPACKED = 48_000_000
MOST_PARTS = 2_000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WANTED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/_rels/[^/]+\.rels|xl/(workbook|sharedStrings|styles)\.xml"
    r"|xl/worksheets/[^/]+\.xml|xl/externalLinks/_rels/[^/]+\.rels",
    re.IGNORECASE,
)
XML = re.compile(r"\.(xml|rels|vml)$", re.IGNORECASE)
INSTRUCTION = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)


class Stopped(Exception):
    """Unpacking was stopped; the argument is the kind of refusal."""


def look_inside(data: bytes) -> dict[str, bytes] | Refusal:
    """The parts that hold values, by name, or why the file is refused. No part is trusted beyond the size it states."""
    if not data:
        return refused("empty_file")
    if data.startswith(OLE):
        return refused(_inside_ole(data))
    if not data.startswith(b"PK"):
        return refused("not_a_workbook")
    if len(data) > MOST_BYTES:
        return refused("too_large")
    try:
        return _parts(data)
    except Stopped as stop:
        return refused(str(stop))
    # zipfile says “not implemented” of a compression or a version it does not read.
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, IndexError):
        return refused("damaged")


def clean_copy(parts: dict[str, bytes]) -> bytes:
    """The same parts as a plain archive, for the reader."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def _inside_ole(data: bytes) -> str:
    def named(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if named("EncryptedPackage") or named("EncryptionInfo"):
        return "password_protected"
    return "old_excel_format" if named("Workbook") or named("Book") else "not_a_workbook"


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise Stopped("too_large")
    names = [entry.filename for entry in entries]
    if len({name.casefold() for name in names}) != len(names):
        raise Stopped("damaged")
    if "EncryptedPackage" in names or any(entry.flag_bits & 1 for entry in entries):
        raise Stopped("password_protected")
    if "xl/workbook.xml" not in names or "[Content_Types].xml" not in names:
        raise Stopped("not_a_workbook")
    parts = {}
    for entry in entries:
        if not XML.search(entry.filename):
            continue
        content = _unpacked(data, entry)
        if INSTRUCTION.search(_plain(content)):
            raise Stopped("unsafe_xml")
        if WANTED.fullmatch(entry.filename):
            parts[entry.filename] = content
    # Only the name is kept: it says that there are comments, never what they say.
    parts.update({name: b"" for name in names if re.search(r"comments?\d*\.xml$", name, re.IGNORECASE)})
    return parts


def _unpacked(data: bytes, entry: zipfile.ZipInfo) -> bytes:
    """One part, unpacked by hand: a stream that goes on beyond its stated size is a lie, and stopped there."""
    at = entry.header_offset
    if data[at : at + 4] != b"PK\x03\x04":
        raise Stopped("damaged")
    start = (
        at + 30 + int.from_bytes(data[at + 26 : at + 28], "little") + int.from_bytes(data[at + 28 : at + 30], "little")
    )
    packed = data[start : start + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        content = packed
    elif entry.compress_type == zipfile.ZIP_DEFLATED:
        content = zlib.decompressobj(-15).decompress(packed, entry.file_size + 1)
    else:
        raise Stopped("damaged")
    if len(content) > entry.file_size:
        raise Stopped("too_large")
    if len(content) < entry.file_size or zlib.crc32(content) != entry.CRC:
        raise Stopped("damaged")
    return content


def _plain(content: bytes) -> bytes:
    """The part as single bytes, so that an instruction cannot hide in another encoding."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in content[:64]:
        return content.replace(b"\x00", b"")
    declared = re.match(rb"\s*(?:\xef\xbb\xbf)?<\?xml[^>]*encoding\s*=\s*[\"']([^\"']+)", content)
    if declared and declared.group(1).lower() not in (b"utf-8", b"us-ascii", b"ascii", b"utf-16", b"iso-8859-1"):
        raise Stopped("unsafe_xml")
    return content
