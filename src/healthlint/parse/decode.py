"""Bytes to text: byte order mark, declared charset, strict UTF-8, then Windows-1252 with a note. Never statistics."""
from __future__ import annotations

import codecs
import re
from functools import cache

from healthlint.digests import sha256
from healthlint.model import Source, SourceError

UNDECLARED = "undeclared-encoding"
"""Note: neither declared nor UTF-8, read as Windows-1252."""
FALSE_CHARSET = "false-charset"
"""Note: the page declares one charset and its bytes are in another."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""UTF-32 stands before UTF-16, whose little-endian mark it begins with."""

_MAGIC = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a zip archive (a Word, EPUB or OpenDocument file is one)",
    b"\xd0\xcf\x11\xe0": "an old Word or Excel file",
    b"{\\rtf": "a Rich Text file",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"\x1f\x8b": "a gzip archive",
    b"\x7fELF": "a program",
}

_HEAD = 4096
"""How far into a file a charset declaration is looked for; browsers read 1,024 bytes."""

_MARKUP = (".html", ".htm", ".xhtml", ".xml")

_LATIN = frozenset({"iso8859-1", "ascii"})
"""Declared names that browsers read as Windows-1252 (WHATWG Encoding Standard, section 4.2)."""


_CHARSETS = _LATIN | {
    "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp866", "cp874", "koi8-r", "koi8-u",
    "mac-roman", "mac-cyrillic", "tis-620", "iso8859-2", "iso8859-3", "iso8859-4", "iso8859-5", "iso8859-6", "iso8859-7", "iso8859-8",
    "iso8859-9", "iso8859-10", "iso8859-11", "iso8859-13", "iso8859-14", "iso8859-15", "iso8859-16", "gbk", "gb2312", "gb18030", "big5",
    "big5hkscs", "shift_jis", "cp932", "euc_jp", "iso2022_jp", "euc_kr", "cp949",
}  # fmt: skip
"""Python names of the charsets of the web. Other codecs (``unicode_escape``, ``idna``) are no charsets and may be hostile."""


def read_source(data: bytes, path: str) -> Source:
    """Decode the bytes of the file at ``path``; ``SourceError`` names what cannot be read, where, and the remedy."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            text = _decode_marked(data, bom, encoding, path)
            exact = text.encode(encoding) == data[len(bom) :]
            return Source(path, text, encoding, bom, exact, "" if exact else sha256(data).hexdigest())
    _refuse_binary(data, path)
    text, encoding, notes = _decode_unmarked(data, path)
    exact = encoding == "utf-8" or _same(text, encoding, data)
    return Source(path, text, encoding, b"", exact, "" if exact else sha256(data).hexdigest(), notes)


def _same(text: str, encoding: str, data: bytes) -> bool:
    try:
        return text.encode(encoding) == data
    except UnicodeEncodeError:
        return False


def _decode_marked(data: bytes, bom: bytes, encoding: str, path: str) -> str:
    try:
        return data[len(bom) :].decode(encoding)
    except UnicodeDecodeError as error:
        at = len(bom) + error.start
        raise SourceError(
            f"{path}: byte {at} is not {encoding.upper()}, though the file begins with that byte order mark. Save it again as UTF-8."
        ) from error


def _refuse_binary(data: bytes, path: str) -> None:
    for magic, name in _MAGIC.items():
        if data.startswith(magic):
            raise SourceError(f"{path}: this is {name}, not text. Export the article as HTML, Markdown or plain text.")
    at = data.find(b"\0")
    if at >= 0:
        line = data.count(b"\n", 0, at) + 1
        raise SourceError(
            f"{path}:{line}: byte {at} is NUL, so it is binary or UTF-16 without a byte order mark. Save the article as UTF-8 text."
        )


def _decode_unmarked(data: bytes, path: str) -> tuple[str, str, tuple[str, ...]]:
    declared = _declared(data, path)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_legacy(data, declared, path)
    if declared == "iso2022_jp" and b"\x1b" in data:  # written in 7-bit escapes: only the declaration tells it from ASCII
        return _decode_legacy(data, declared, path)
    # Valid multi-byte UTF-8 does not arise by chance in another charset, so it outweighs a declaration.
    false = declared not in {"", "utf-8"} and not text.isascii()
    return text, "utf-8", (FALSE_CHARSET,) if false else ()


def _decode_legacy(data: bytes, declared: str, path: str) -> tuple[str, str, tuple[str, ...]]:
    """Bytes that are not UTF-8."""
    if declared and declared != "utf-8":
        for name in ("cp1252", "iso8859-1") if declared in _LATIN else (declared,):
            try:
                return data.decode(name), name, ()
            except UnicodeDecodeError:
                continue
    try:
        return data.decode("cp1252"), "cp1252", (FALSE_CHARSET if declared else UNDECLARED,)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SourceError(
            f"{path}:{line}: byte {error.start} (0x{data[error.start]:02x}) is neither UTF-8 nor Windows-1252. "
            "Save the article as UTF-8, or declare its charset if it is HTML."
        ) from error


def _declared(data: bytes, path: str) -> str:
    """Python's name of the charset that markup declares, empty if none or unknown."""
    if not path.lower().endswith(_MARKUP) and not data[:64].lstrip().startswith(b"<"):
        return ""
    head = data[:_HEAD]
    low = head.lower()
    charset, xml = low.find(b"charset"), b"encoding" in head
    if charset < 0 and not xml:
        return ""
    # The tags before it say nothing of it.
    match = _declaration().search(head, 0 if xml else max(low.rfind(b"<meta", 0, charset), 0))
    if match is None:
        return ""
    name = (match[1] or match[2]).decode("ascii")
    try:
        codec = codecs.lookup(name)
    except LookupError:
        return ""
    # A declaration that can be read as ASCII cannot be in UTF-16 or UTF-32 (WHATWG HTML, "prescan a byte stream").
    if codec.name.startswith(("utf-16", "utf-32", "utf-8")):
        return "utf-8"
    return codec.name if codec.name in _CHARSETS else ""


@cache
def _declaration() -> re.Pattern[bytes]:
    return re.compile(
        rb"<meta\b[^>]{0,300}?\bcharset\s{0,9}=\s{0,9}[\"']?\s{0,9}([A-Za-z0-9._:-]{2,40})|"
        rb"\A\s{0,99}<\?xml\b[^>]{0,200}?\bencoding\s{0,9}=\s{0,9}[\"']([A-Za-z0-9._:-]{2,40})",
        re.IGNORECASE,
    )
