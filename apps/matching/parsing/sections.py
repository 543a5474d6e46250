import re
from dataclasses import dataclass, field

_HEADINGS = {
    "summary": r"summary|profile|about(?: me)?|personal statement|objective"
    r"|自我评价|个人(?:简介|评价|优势|总结)|自我介绍|关于我",
    "experience": r"(?:work |professional |employment )?(?:experience|history)|employment|internships?"
    r"|工作经[历验]|实习经[历验]|职业经历|任职经历",
    "projects": r"(?:selected |personal |key )?projects?(?: experience)?|项目经[历验]|项目",
    "education": r"education(?:al background)?|academic background|教育(?:背景|经历)|学历|学习经历",
    "skills": r"(?:technical |core |key |professional )?skills?(?: ?& ?tools| and tools)?|technologies|tech stack"
    r"|(?:专业|职业|个人|掌握|核心)?技能(?:特长|清单)?|技术栈|技能证书",
    "languages": r"languages?|语言(?:能力)?",
    "other": r"certifications?|certificates|awards?|honou?rs|publications?|interests|hobbies|references|contact"
    r"|personal details|证书|获奖(?:情况|经历)?|荣誉|兴趣爱好"
    r"|校园经历|社团经历|其他|附加信息|基本信息|个人信息|联系方式",
}
_HEADING = re.compile(
    rf"^[\W\d_]*+(?:{'|'.join(f'(?P<{name}>{words})' for name, words in _HEADINGS.items())})\W*$", re.IGNORECASE
)
_TWO_LANGUAGES = re.compile(
    r"^([a-z &]{3,30}?)[ /|·-]{0,3}([㐀-鿿]{2,10})[:：]?$|^([㐀-鿿]{2,10})[ /|·-]{0,3}([a-z &]{3,30})[:：]?$",
    re.IGNORECASE,
)


@dataclass
class Sections:
    """The parts of a résumé under their headings; `head` are the lines above the first one."""

    head: list[str] = field(default_factory=list)
    summary: str = ""
    experience: str = ""
    projects: str = ""
    education: str = ""
    skills: str = ""
    languages: str = ""
    other: str = ""


def _heading(line: str) -> str | None:
    """Also of one in both languages: "Work Experience 工作经历"."""
    if not 0 < len(line) <= 40:
        return None
    found = _HEADING.match(line)
    name = found.lastgroup if found else None
    if name is None and (match := _TWO_LANGUAGES.match(line)):
        names = {_heading(part) for part in match.groups() if part}
        name = names.pop() if len(names) == 1 else None
    return name


def is_heading(line: str) -> bool:
    """Whether it is the heading of a part of a résumé."""
    return _heading(line) is not None


def cut_into_sections(text: str) -> Sections:
    """Lines go under the last heading before them, in either language."""
    head: list[str] = []
    below: dict[str, list[str]] = {name: [] for name in _HEADINGS}
    lines = head
    for line in text.splitlines():
        name = _heading(line)
        if name is not None:
            lines = below[name]
        elif line or lines is not head:
            lines.append(line)
    return Sections(head=head, **{name: "\n".join(lines).strip() for name, lines in below.items()})
