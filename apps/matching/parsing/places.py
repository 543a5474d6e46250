"""Places: "San Francisco, CA", "上海市·浦东新区", "Remote", and whether two of them are one."""

import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from apps.language.folding import squash
from apps.language.terms import TermFinder

_READ = 20_000  # where somebody lives stands at the beginning
_CONTENT = Path(__file__).parent.parent / "content" / "cities.json"
_REMOTE = re.compile(r"\bremote(?:ly)?\b|work from home|\bwfh\b|anywhere|远程|在家办公|居家办公")
_ON_SITE = re.compile(r"on[- ]?site|in[- ]office|no remote|not remote|现场|坐班|不远程|非远程|到岗办公")
_NOWHERE = re.compile(r"^(?:全国|不限|各地|nationwide|unknown|n/?a|tbd|-|—)?$")
_COUNTRIES = re.compile(
    r"^(?:us|usa|united states|uk|united kingdom|eu|europe|emea|apac|china|germany|canada|india|worldwide|global"
    r"|中国|美国|英国|欧洲|德国|加拿大|全球)(?: only)?$"
)
_PROVINCE = re.compile(
    r"^(?:中国\s?[·\-—]?\s?)?(?:[㐀-鿿]{2,3}省|(?:河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南"
    r"|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆)(?:省|(?:壮族|回族|维吾尔)?自治区)?)\s?[·\-—,，/]?\s?(?=[㐀-鿿]{2})"
)
_COUNTRY = re.compile(r"^中国\s?[·\-—,，]?\s?(?=[㐀-鿿]{2})")
_NO_PLACE_AFTER = re.compile(r"^(?:大学|学院|理工|师范|银行|\s+university)", re.IGNORECASE)
_SEVERAL = re.compile(r" ?[/、;；|] ?| (?:or|and|或|和) ")


@dataclass(frozen=True, slots=True)
class Place:
    """`remote` is None when nobody said. Several cities stay as written, parted by "/"."""

    city: str = ""
    region: str = ""
    remote: bool | None = None


@cache
def _city_names() -> list[list[str]]:
    names: list[list[str]] = json.loads(_CONTENT.read_text(encoding="utf-8"))
    return names


@cache
def _canonical() -> dict[str, str]:
    return {squash(name): names[0] for names in _city_names() for name in names}


@cache
def _finder() -> TermFinder:
    return TermFinder(name for names in _city_names() for name in names)


def parse_place(text: str) -> Place:
    """City, region and whether remote, as far as `text` says."""
    plain = squash(text)
    remote = True if _REMOTE.search(plain) else False if _ON_SITE.search(plain) else None
    rest = re.sub(
        r"(?i)\bremote(?:ly)?\b|work from home|\bwfh\b|anywhere|可?远程(?:办公|工作)?|在家办公|居家办公", " ", text
    )
    rest = re.sub(r"(?i)on[- ]?site|in[- ]office|现场办公|坐班|hybrid|混合办公", " ", rest)
    rest = rest.strip(" \t()（）-–—,，/·|:：")
    if _NOWHERE.match(squash(rest)):
        return Place(remote=remote)
    if _COUNTRIES.match(squash(rest)):
        return Place(region=rest, remote=remote)
    city, region = _city_and_region(_COUNTRY.sub("", _PROVINCE.sub("", rest)))
    return Place(city=city, region=region, remote=remote)


def _city_and_region(text: str) -> tuple[str, str]:
    """What the gazetteer knows, in whatever order; else the part before the comma or the 市 is the city."""
    if _SEVERAL.search(" ".join(text.split())):
        return _without_suffix(text), ""
    parts = [part.strip() for part in re.split(r"[,，]", text) if part.strip()]
    known = next((part for part in parts if _is_city(part)), "")
    if known:
        return _without_suffix(known), ", ".join(part for part in parts if part != known)
    begins = next(_finder().each(text[:40]), None)
    if begins is not None and begins.start == 0 and len(parts) == 1:
        region = text[begins.end :].removeprefix("市").strip(" ·-—–")
        return _without_suffix(text[: begins.end]), region
    if len(parts) > 1:
        return parts[0], ", ".join(parts[1:])
    if match := re.match(
        r"^(?P<city>[㐀-鿿]{2,4}?)市?(?:[·\-—\s]{1,3}(?P<one>\S+)|(?<=市)(?P<two>[㐀-鿿]{1,8}[区县市镇]))$", text
    ):
        return match["city"], match["one"] or match["two"] or ""
    return _without_suffix(text), ""


def _is_city(name: str) -> bool:
    return squash(_without_suffix(name)) in _canonical()


def _without_suffix(name: str) -> str:
    return re.sub(r"(?<=[㐀-鿿]{2})市$", "", name)


@lru_cache(maxsize=4096)
def _keys(city: str) -> frozenset[str]:
    cities = [part for part in _SEVERAL.split(" ".join(city.split())) if part.strip()]
    return frozenset(_key(part) for part in cities)


def _key(city: str) -> str:
    """One key for all spellings, also of what was stored as it was typed ("广东-深圳", "深圳南山区")."""
    name = squash(_without_suffix(city.strip()))
    if name not in _canonical():
        name = squash(_city_and_region(_PROVINCE.sub("", name))[0])
    return squash(_canonical().get(name, name))


def same_city(one: str, other: str) -> bool:
    """Whether they name a common city, in either language ("上海" is "Shanghai", "SF" is "San Francisco")."""
    return bool(_keys(one) & _keys(other))


def find_city(text: str) -> str:
    """The first known city that `text` names, as written there, universities and banks aside; "" if none."""
    for term in _finder().each(text[:_READ]):
        if not _NO_PLACE_AFTER.match(text[term.end : term.end + 12]):
            return text[term.start : term.end]
    return ""


def names_of_city(city: str) -> list[str]:
    """How this city may be written, in both languages; itself if we don't know it."""
    key = squash(_canonical().get(squash(city).removesuffix("市"), ""))
    known = next((names for names in _city_names() if squash(names[0]) == key), [])
    return list(dict.fromkeys([city, *known]))
