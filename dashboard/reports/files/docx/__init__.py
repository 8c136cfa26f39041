"""The report as a Word file in the form of Decree 30/2020/NĐ-CP: real styles, numbering and header rows."""

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from dashboard.reports.document import Document
from dashboard.reports.files.docx.body import FIRST_LIST, Body
from dashboard.reports.files.docx.pictures import drawn
from dashboard.reports.files.docx.pieces import paragraph, run
from dashboard.reports.files.paper import Paper, paper
from dashboard.reports.files.zipped import normalised

_HERE = Path(__file__).parent
_NAMESPACES = nsdecls("w", "r", "wp", "a", "pic")
_LANGUAGES = {"vi": "vi-VN", "en": "en-GB"}
_LEFT_OUT = (  # of the library's template: a preview of it, and an older office's styles
    RELATIONSHIP_TYPE.THUMBNAIL,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
    RELATIONSHIP_TYPE.CUSTOM_XML,
)


def render(document: Document) -> bytes:
    """The same bytes for the same document."""
    told = paper(document)
    made = docx.Document()
    for part in (made.part.package, made.part):
        _leave_out(part)
    _replace(made.styles.element, "styles.xml", told.language)
    _replace(made.settings.element, "settings.xml", told.language)
    _replace(made.part.numbering_part.element, "numbering.xml", told.language)
    body = Body(_images(made, told), _Links(made.part.rels), _edges(made, told))
    _fill(made, body.written(told))
    for number in range(body.lists):
        made.part.numbering_part.element.append(_list(FIRST_LIST + number))
    _properties(made.core_properties, told)
    file = io.BytesIO()
    made.save(file)
    return normalised(file.getvalue())


def _leave_out(part: Any) -> None:
    for name in [key for key, relation in part.rels.items() if relation.reltype in _LEFT_OUT]:
        del part.rels[name]


def _replace(element: Any, name: str, language: str) -> None:
    """The library's part with the content of ours."""
    source = (_HERE / name).read_text("utf-8").replace("vi-VN", _LANGUAGES[language])
    for child in list(element):
        element.remove(child)
    for child in list(parse_xml(source.encode())):
        element.append(child)


def _images(made: Any, told: Paper) -> Mapping[str, str]:
    """Each picture's relationship, by its name."""
    return {
        name: made.part.get_or_add_image(io.BytesIO(png))[0] for name, png in drawn(told.pictures).items()
    }


class _Links:
    """The relationship of each address, made once. The library's own look-up reads all of them each time."""

    def __init__(self, relations: Any) -> None:
        self._relations, self._known = relations, dict[str, str]()

    def __call__(self, address: str) -> str:
        if address not in self._known:
            self._known[address] = f"link{len(self._known) + 1}"
            self._relations.add_relationship(
                RELATIONSHIP_TYPE.HYPERLINK, address, self._known[address], is_external=True
            )
        return self._known[address]


def _edges(made: Any, told: Paper) -> str:
    """The page number above, the code below; references to both for every section of the file."""
    section = made.sections[0]
    section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    field += '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
    field += '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    for edge, content in (
        (section.header, paragraph("Header", field)),
        (section.footer, paragraph("Footer", run(told.foot))),
    ):
        element = edge._element  # the library writes no fields
        for child in list(element):
            element.remove(child)
        element.append(_parsed(content))
    kinds = {"headerReference": "", "footerReference": ""}
    for kind in kinds:
        kinds[kind] = section._sectPr.find(f"{{*}}{kind}").get(qn("r:id"))
    return (
        f'<w:headerReference w:type="default" r:id="{kinds["headerReference"]}"/>'
        f'<w:footerReference w:type="default" r:id="{kinds["footerReference"]}"/>'
        f'<w:footerReference w:type="first" r:id="{kinds["footerReference"]}"/>'
    )


def _fill(made: Any, content: str) -> None:
    made.element.replace(made.element.body, parse_xml(f"<w:body {_NAMESPACES}>{content}</w:body>"))


def _parsed(content: str) -> Any:
    return parse_xml(content.replace("<w:p>", f"<w:p {_NAMESPACES}>", 1))


def _list(number: int) -> Any:
    return parse_xml(
        f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="3"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )


def _properties(properties: Any, told: Paper) -> None:
    properties.title = told.title[:255]
    properties.author = properties.last_modified_by = told.author[:255]
    properties.created = properties.modified = told.made.replace(tzinfo=None)
    properties.language = _LANGUAGES[told.language]
    properties.comments, properties.keywords, properties.revision = "", "", 1
