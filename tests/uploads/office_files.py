"""Small office files and archives for tests, made on the spot."""

import io
import zipfile

_RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def packed(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def xlsx(*rows: tuple[str | float, ...], extra: dict[str, str | bytes] | None = None) -> bytes:
    """Texts are shared strings, numbers stand in their cells."""
    texts = [cell for row in rows for cell in row if isinstance(cell, str)]
    cells = [
        "".join(
            f'<c t="s"><v>{texts.index(cell)}</v></c>' if isinstance(cell, str) else f"<c><v>{cell}</v></c>"
            for cell in row
        )
        for row in rows
    ]
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return packed(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.xml": f'<workbook xmlns="{space}" xmlns:r="{_LINKS}"><sheets>'
            '<sheet name="One" sheetId="1" r:id="rId7"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": _RELS.format('<Relationship Id="rId7" Target="worksheets/first.xml"/>'),
            "xl/worksheets/first.xml": f'<worksheet xmlns="{space}"><sheetData>'
            + "".join(f"<row>{row}</row>" for row in cells)
            + "</sheetData></worksheet>",
            "xl/sharedStrings.xml": f'<sst xmlns="{space}">'
            + "".join(f"<si><t>{text}</t></si>" for text in texts)
            + "</sst>",
            **(extra or {}),
        }
    )


def pptx(*paragraphs: str) -> bytes:
    space = "http://schemas.openxmlformats.org/presentationml/2006/main"
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
    return packed(
        {
            "[Content_Types].xml": "<Types/>",
            "ppt/presentation.xml": f'<p:presentation xmlns:p="{space}" xmlns:r="{_LINKS}"><p:sldIdLst>'
            '<p:sldId id="256" r:id="rId2"/></p:sldIdLst></p:presentation>',
            "ppt/_rels/presentation.xml.rels": _RELS.format('<Relationship Id="rId2" Target="slides/slide9.xml"/>'),
            "ppt/slides/slide9.xml": f'<p:sld xmlns:p="{space}" xmlns:a="{drawing}">'
            + "".join(f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>" for text in paragraphs)
            + "</p:sld>",
        }
    )


def zip_in_gbk(name: str) -> bytes:
    """As Windows in Chinese packs it: the name in GBK, and no mark that would say so."""
    whole = packed({"X" * len(name.encode("gbk")): b"hello"})
    return whole.replace(b"X" * len(name.encode("gbk")), name.encode("gbk"))


def entity_bomb() -> bytes:
    """A Word file whose text is an entity that unfolds to a billion laughs."""
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f'<!DOCTYPE x [{entities}]><w:document xmlns:w="{space}"><w:p><w:t>&a9;</w:t></w:p></w:document>'
    return packed({"[Content_Types].xml": "<Types/>", "word/document.xml": body})


def huge_listing() -> bytes:
    """An archive with more files than anybody would list."""
    return packed({f"{number}": b"" for number in range(10_001)})


def deep_bomb() -> bytes:
    """An archive that says it unpacks to more than a gigabyte, in a few kilobytes."""
    whole = bytearray(packed({"zeros": b"0"}))
    place = whole.rindex(b"PK\x01\x02")
    whole[place + 24 : place + 28] = (2**31).to_bytes(4, "little")
    return bytes(whole)
