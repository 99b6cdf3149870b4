"""What a data room takes, told by content."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentfair.adapters.documents.room_files import download_name, room_content_type
from patentfair.adapters.documents.store import content_type


def package(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, "<x/>" * 40)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"%PDF-1.7\n", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (package("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml"), "spreadsheetml.sheet"),
        (package("docProps/app.xml", "xl/theme/theme1.xml", "[Content_Types].xml"), "spreadsheetml.sheet"),
        (package("[Content_Types].xml", "word/document.xml"), "wordprocessingml.document"),
        ("配方：硝酸 3%\n温度\t80 ℃".encode(), "text/plain"),
        ("\ufefftemperature,80".encode(), "text/plain"),
        ("汉字".encode()[:4], "text/plain"),
    ],
)
def test_taken(head, kind):
    assert (room_content_type(head) or "").endswith(kind)


@pytest.mark.parametrize(
    "head",
    [
        b"",
        package("a.txt", "xl/workbook.xml"),
        package("evil.exe"),
        package("[Content_Types].xml", "ppt/presentation.xml"),
        b"PK\x03\x04",
        b"MZ\x90\x00\x03",
        b"\x7fELF\x02\x01\x01\x00",
        "中文".encode("gb18030"),
        b"text\x1b[0m",
        b"GIF89a\x00",
    ],
)
def test_not_taken(head):
    assert room_content_type(head) is None


@given(st.binary(max_size=300))
def test_never_raises_and_never_weakens_what_is_taken_elsewhere(head):
    found = room_content_type(head)
    if content_type(head):
        assert found == content_type(head)


@pytest.mark.parametrize(
    ("name", "kind", "handed"),
    [
        ("报告.PDF", "application/pdf", "报告.PDF"),
        ("run.exe", "text/plain", "run.exe.txt"),
        ("page.html", "text/plain", "page.html.txt"),
        ("photo.jpeg", "image/jpeg", "photo.jpeg"),
        ("mandate-3", "application/pdf", "mandate-3.pdf"),
        ("a.pdf", None, "a.pdf.bin"),
    ],
)
def test_a_file_is_handed_out_as_what_it_is(name, kind, handed):
    assert download_name(name, kind) == handed
