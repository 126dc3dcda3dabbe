"""Periods: years, halves, quarters, months, days, five-year plans and holidays, as printed.

Words for time stand in ``data/periods.toml``. A five-year plan is five years from 1953 on, the first (一五) being 1953-1957; the
plans since the sixth begin in the years that end in 1 and 6, so 十四五 is 2021–2025.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from enping_check.language import lexicon
from enping_check.language.numerals import chinese
from enping_check.model import Period, Span

RANGE = "(?:—|~|-|–|至|到)"
_YEAR = r"(?:1[5-9]\d\d|20\d\d|2100)"
_CHINESE_YEAR = "[一二][零〇○一二三四五六七八九]{3}"
_HAN_MONTH = "十[一二]|[正一二三四五六七八九十]"
_HAN_DAY = "二十[一二三四五六七八九]?|三十一?|十[一二三四五六七八九]?|[一二三四五六七八九]"
_MONTH = rf"(?:\d{{1,2}}|{_HAN_MONTH})"
_DAY = rf"(?:\d{{1,2}}|{_HAN_DAY})"
_QUARTER = "[一二三四1-4]"
_WEEKDAYS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "日": 7, "天": 7}
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_NOT_MONTH = "(?![饼球亮色嫂子光老季薪租供费经]|均(?!价))"
_PLANS = {
    "一五": 1,
    "二五": 2,
    "三五": 3,
    "四五": 4,
    "五五": 5,
    "六五": 6,
    "七五": 7,
    "八五": 8,
    "九五": 9,
    "十五": 10,
    "十一五": 11,
    "十二五": 12,
    "十三五": 13,
}
_PLANS |= {"十四五": 14, "十五五": 15, "十六五": 16}

_MULTIPLE_YEARS = re.compile(
    rf"(?P<first>{_YEAR})年?{RANGE}(?P<last>{_YEAR})(?:年(?!代)|(?=冰雪季|雪季|赛季|学年|财年|榨季|采暖季|供暖季|季风|航季))|(?P<hfirst>{_CHINESE_YEAR})年?{RANGE}(?P<hlast>{_CHINESE_YEAR})年"
    rf"|民国(?P<rfirst>\d{{2,3}})年?{RANGE}(?:民国)?(?P<rlast>\d{{2,3}})年(?!代)"
)
_ONE_YEAR = re.compile(
    rf"(?P<year>{_YEAR})(?:年(?:度(?![假过]))?(?!代)|(?=同期)|(?=(?:赛|雪|榨|产|采暖|供暖|渔|冰雪)季|财年|学年))|(?P<han>{_CHINESE_YEAR})年度?(?!代)"
    r"|民国(?P<roc>\d{2,3})年(?:度)?|(?P<bare>1[0-3]\d)年(?=[底度初末]|\d{1,2}月|第[一二三四1-4]季|[上下]半年|前[一二三1-3]季|同期|全年)度?|(?P<short>0\d)年(?!代)"
)
_LISTED_YEAR = re.compile(rf"(?P<year>{_YEAR})(?=(?:[、和及与]{_YEAR}){{1,6}}年|[、和及与](?:今年|去年|前年))")
_PLAN = re.compile(
    r"[“‘「『\"]?(?P<plan>十[一二三四五六]五|(?<=[“‘「『\"])十五(?=[”’」』\"])|(?<=[“‘「『\"])[五六七八九]五(?=[”’」』\"]))[”’」』\"]?"
    r"(?P<tail>时期|期间|前[两三四]年|末期|末|初期|初|开局之年|收官之年|以来|规划期)?"
)
_MONTHS = re.compile(
    rf"(?P<a>{_MONTH})(?:月份?)?{RANGE}(?P<b>{_MONTH})月(?:份)?(?P<end>末|底)?(?!{_DAY}日|\d)"
    rf"|(?P<lead>[前首头])(?P<count>\d{{1,2}}|{_HAN_MONTH}|[两])个?月"
)
_DATES = re.compile(
    rf"(?P<m>{_MONTH})月(?P<d>{_DAY})[日号]?{RANGE}(?:(?P<y2>{_YEAR}年|次年|翌年)?(?P<m2>{_MONTH})月)?(?P<d2>{_DAY})[日号]"
    rf"|(?P<m3>{_MONTH})月(?P<d3>{_DAY})[日号](?!线)"
)
_MONTH_ONLY = re.compile(rf"(?P<m>{_MONTH})月(?:份)?(?:(?P<moment>底|末|初)|上旬|中旬|下旬|中(?=[，。、旬])|当月|以来)?{_NOT_MONTH}")
_QUARTERS = re.compile(
    rf"(?:第?(?P<a>[一1])(?:季度?)?{RANGE}第?(?P<b>[二三四2-4])季度?|前(?P<first>[二两三23])个?季度?|第?(?P<q>{_QUARTER})季度|(?:第|(?<=第)(?<![》”]第))(?P<q3>{_QUARTER})季(?![播节热上综剧开]|收(?![入益录])|录(?!得))|第?(?P<q2>{_QUARTER})季(?=[，。、末度失就国出进工经旅客营产生G物消房零固民全本第与的较比]|\d[\d.,]{{0,12}}[万亿]{{1,2}}[元美港台日人吨辆件]))(?P<moment>末)?"
)
_ONWARD = re.compile(f"{RANGE}第?(?P<b>[三四34])季度?")  # 首季至第四季


def _all_quarters(found: re.Match[str]) -> bool:
    """True for 四季营业收入分别为…: the four of them, where no 三季 stands before."""
    before = found.string[max(0, found.start() - 60) : found.start()]
    return found[0] == "四季" and "三季" not in before and not before.endswith("第")


_ISO = re.compile(r"(?P<y>(?:19|20)\d\d)(?P<sep>[-—/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?![\d.%])")
_WEEKDAY = re.compile("（?(?:星期|周|礼拜)(?P<weekday>[一二三四五六日天])）?")
_CLOCK = re.compile(
    r"(?:当地时间|北京时间)?(?:上午|下午|晚上?|凌晨|清晨|早上|早晨|早|中午|傍晚|夜间|夜)?(?P<hour>\d{1,2})(?:[时点](?!段)(?:(?P<minute>\d{1,2})分?(?!\d)|许|整|半|钟)?|:(?P<minute2>\d\d)(?!\d))"
)
_LISTED_MONTH = re.compile(r"(?P<m>\d{1,2})(?=(?:[、和及]\d{1,2}){1,5}月(?!\d))")
_LISTED_QUARTER = re.compile(rf"第?(?P<q>{_QUARTER})季?度?(?=(?:[、和及]第?{_QUARTER}){{1,3}}季(?:度|[，。、分的]))")
_WITHIN = 24  # characters in which all of these print their 月 or 季
_DAY_ONLY = re.compile(rf"(?P<d>\d{{1,2}})(?:日?{RANGE}(?P<d2>\d{{1,2}}))?日(?![内均游以之龄线前后常元])")
_FISCAL = re.compile("止(?:的)?(?:财政|会计|财务|个)?年度")
_MONTHS_TO = re.compile(rf"(?:止的?|的)(?:过去|前|首|这)?(?P<n>\d{{1,2}}|{_HAN_MONTH}|[两])个月")
_STRETCHES = {(1, 12): "Y", (1, 6): "H1", (7, 12): "H2", (1, 3): "Q1", (4, 6): "Q2", (7, 9): "Q3", (10, 12): "Q4"}
_YEAR_HEADS = frozenset("012一二民")  # what a year printed in digits begins with
_PART_HEADS = frozenset("第前首头正十一二三四五六七八九")  # what a part of a year may begin with, beside digits
_MOMENT = re.compile("年?(?P<moment>末|底|初|中(?![国心等小部央东西医药学高低型旬共文]))")


@cache
def relative_words() -> Mapping[str, tuple[str, str]]:
    """Every word that may open a period without a numeral → (table, value)."""
    data = lexicon.table("periods.toml")
    words: dict[str, tuple[str, str]] = {}
    for offset, listed in data["years"].items():
        words.update(dict.fromkeys(listed.split(), ("year", offset)))
    words.pop("今", None)
    for table in ("parts", "shifts", "holidays"):
        for value, listed in data[table].items():
            words.update(dict.fromkeys(listed.split(), (table, value)))
    words.update(dict.fromkeys(data["inherited"]["words"].split(), ("inherited", "")))
    words.pop("昨", None)
    words.update(dict.fromkeys(data["same"]["words"].split(), ("same", "")))
    words.update(dict.fromkeys(("年末", "年底", "年初", "年中"), ("moment", "")))
    return words


@cache
def _same_words() -> dict[str, list[str]]:
    """First character → the words for 同期, longest first."""
    found: dict[str, list[str]] = {}
    for word in lexicon.words(lexicon.table("periods.toml")["same"]["words"]):
        found.setdefault(word[0], []).append(word)
    return found


@cache
def _holiday_words() -> dict[str, list[tuple[str, str]]]:
    return _by_first("holidays")


@cache
def _part_words() -> dict[str, list[tuple[str, str]]]:
    return _by_first("parts")


def _by_first(table: str) -> dict[str, list[tuple[str, str]]]:
    """First character → the words of a table with what they mean, longest first."""
    pairs = [(word, name) for name, listed in lexicon.table("periods.toml")[table].items() for word in listed.split()]
    found: dict[str, list[tuple[str, str]]] = {}
    for word, name in sorted(pairs, key=lambda pair: -len(pair[0])):
        found.setdefault(word[0], []).append((word, name))
    return found


def _whole(printed: str) -> int:
    """A small whole number in Arabic or Chinese digits."""
    if printed.isdigit() and printed.isascii():
        return int(printed)
    if printed == "正":
        return 1
    read = chinese(printed)
    return int(read[0].value) if read is not None else 0


_UNSAID: dict[str, object] = {"part": "", **Period._field_defaults}  # what a period's pieces may say, where they say nothing


class _Reader:
    """Reads one period at a place; the fields gather as its pieces are found."""

    __slots__ = ("end", "fields", "kind", "position", "text")

    def __init__(self, text: str, position: int) -> None:
        self.text = text
        self.position = position
        self.end = position
        self.kind = "period"
        self.fields: dict[str, object] = {}

    def head(self, word: str | None) -> bool:
        """A year, a plan or a word; False when only a part may follow."""
        text, at = self.text, self.position
        if word is not None:
            table, value = relative_words()[word]
            self.end = at + len(word)
            if table == "year":
                self.fields["offset"] = int(value)
                self.fields["part"] = "Y"
            elif table == "parts":
                self._part(value)
                return False
            elif table == "shifts":
                self.fields["shift"] = value
                return True
            elif table == "holidays":
                self.fields["part"] = "F" + value
                return True
            elif table == "same":
                self.fields["same"] = True
                return True
            elif table == "moment":
                self.fields["moment"] = True
                self.fields["part"] = {"初": "D01-01", "中": "M06"}.get(word[-1], "Y")
                if word[-1] == "初":
                    self._since()
                return True
            return table == "inherited"
        if text[at : at + 1] not in _YEAR_HEADS:
            return False
        if found := _ISO.match(text, at):
            self.kind = "date"
            self.fields["year"] = int(found["y"])
            self.fields["part"] = f"D{int(found['m']):02}-{int(found['d']):02}"
            self.end = found.end()
            self._valid(int(found["m"]), int(found["d"]))
            return True
        if found := _MULTIPLE_YEARS.match(text, at):
            first, last = (found["first"], found["last"]) if found["first"] else (found["hfirst"], found["hlast"])
            if found["rfirst"]:  # 民国110年至113年
                self.fields.update(year=int(found["rfirst"]) + 1911, end_year=int(found["rlast"]) + 1911, part="Y")
            else:
                self.fields.update(year=_digits(first), end_year=_digits(last), part="Y")
            self.end = found.end()
            if self.fields["end_year"] < self.fields["year"]:  # type: ignore[operator]
                self.fields["error"] = "order"
            return True
        if found := _ONE_YEAR.match(text, at):
            self.end = found.end()
            if found["bare"]:
                self.fields["year"] = int(found["bare"]) + 1911
            elif found["roc"]:
                self.fields["year"] = int(found["roc"]) + 1911
            elif found["short"]:
                self.fields["year"] = 2000 + int(found["short"])
            else:
                self.fields["year"] = _digits(found["year"] or found["han"])
            self.fields["part"] = "Y"
            return False
        if found := _LISTED_YEAR.match(text, at):
            self.end = found.end()
            self.fields.update(year=int(found["year"]), part="Y")
            return True
        return False

    def tail(self) -> bool:
        """What may follow a year, or stand alone: a part, a month, a day, 同期, 末."""
        text, at = self.text, self.end
        rest = text[at : at + 1]
        if rest == "的" and text.startswith("同期", at + 1):
            at += 1
        for word in _same_words().get(text[at : at + 1], ()):
            if text.startswith(word, at):
                self.end = at + len(word)
                self.fields["same"] = True
                self.fields["part"] = ""
                return True
        for word, part in _part_words().get(rest, ()):
            if text.startswith(word, at):
                self.end = at + len(word)
                self._part(part)
                return True
        if rest in _PART_HEADS or rest.isdecimal():
            if self._numbered(at):
                return True
        for word, name in _holiday_words().get(rest, ()):
            if text.startswith(word, at):
                self.end = at + len(word)
                self.fields["part"] = "F" + name
                return True
        return False

    def _numbered(self, at: int) -> bool:
        """A quarter, a date, months or a month."""
        text = self.text
        if text.find("月", at, at + _WITHIN) < 0 and text.find("季", at, at + _WITHIN) < 0:
            return False
        if (found := _QUARTERS.match(text, at)) and not _all_quarters(found):
            self._quarter(found)
            return True
        if found := _DATES.match(text, at):
            self._date(found)
            return True
        if found := _MONTHS.match(text, at):
            self._months(found)
            return True
        if found := _MONTH_ONLY.match(text, at):
            self._month(found)
            return True
        if found := _LISTED_QUARTER.match(text, at):
            self.end = found.end()
            self.fields["part"] = f"Q{_whole(found['q'])}"
            return True
        if found := _LISTED_MONTH.match(text, at):
            self.end = found.end()
            self.fields["part"] = f"M{int(found['m']):02}"
            if not 1 <= int(found["m"]) <= 12:
                self.fields["error"] = "month"
            return True
        return False

    def _part(self, part: str) -> None:
        """A part that a word names, and how far it goes on: 首季, 首季至第四季."""
        if part == "Q1" and (onward := _ONWARD.match(self.text, self.end)):
            self.end = onward.end()
            part = f"Q1-Q{_whole(onward['b'])}"
        self.fields["part"] = part

    def _quarter(self, found: re.Match[str]) -> None:
        self.end = found.end()
        if found["a"]:
            self.fields["part"] = f"Q1-Q{_whole(found['b'])}"
        elif found["first"]:
            self.fields["part"] = f"Q1-Q{2 if found['first'] == '两' else _whole(found['first'])}"
        else:
            self.fields["part"] = f"Q{_whole(found['q'] or found['q2'] or found['q3'])}"
        if self.fields["part"] == "Q1-Q2":
            self.fields["part"] = "H1"
        if found["moment"]:
            self.fields["moment"] = True

    def _months(self, found: re.Match[str]) -> None:
        self.end = found.end()
        if found["lead"]:
            count = 2 if found["count"] == "两" else _whole(found["count"])
            first, last = 1, count
        else:
            first, last = _whole(found["a"]), _whole(found["b"])
        if not (1 <= first <= 12 and 1 <= last <= 12):
            self.fields["error"] = "month"
        self.fields["part"] = f"M{first:02}-M{last:02}" if first != last else f"M{first:02}"
        if found["end"]:
            self.fields["moment"] = True

    def _month(self, found: re.Match[str]) -> None:
        self.end = found.end()
        month = _whole(found["m"])
        if not 1 <= month <= 12:
            self.fields["error"] = "month"
        self.fields["part"] = f"M{month:02}"
        if found["moment"]:
            self.fields["moment"] = True

    def _date(self, found: re.Match[str]) -> None:
        self.kind = "date"
        self.end = found.end()
        month, day = _whole(found["m"] or found["m3"]), _whole(found["d"] or found["d3"])
        self.fields["part"] = f"D{month:02}-{day:02}"
        self._valid(month, day)
        if found["d2"]:
            later = _whole(found["m2"]) if found["m2"] else month
            last = _whole(found["d2"])
            self._valid(later, last)
            self.fields["end_part"] = f"D{later:02}-{last:02}"
            if found["y2"] and found["y2"][0].isdigit():
                self.fields["end_year"] = int(found["y2"][:4])
            return
        self._beside()

    def _beside(self) -> None:
        """A weekday and a time of day after a date."""
        if found := _WEEKDAY.match(self.text, self.end):
            self.fields["weekday"] = _WEEKDAYS[found["weekday"]]
            self.end = found.end()
        if found := _CLOCK.match(self.text, self.end):
            self.end = found.end()
            hour, minute = int(found["hour"]), int(found["minute"] or found["minute2"] or 0)
            self.fields["hour"] = hour
            if hour > 24 or (hour == 24 and minute):
                self.fields["error"] = "hour"
            elif minute > 59:
                self.fields["error"] = "minute"

    def _valid(self, month: int, day: int) -> None:
        if not 1 <= month <= 12:
            self.fields["error"] = "month"
        elif not 1 <= day <= _DAYS[month - 1]:
            self.fields["error"] = "day"
        elif month == 2 and day == 29:
            year = self.fields.get("year")
            if isinstance(year, int) and (year % 4 or (year % 100 == 0 and year % 400)):
                self.fields["error"] = "day"

    def _since(self) -> None:
        """今年以来, 年初以来: from the first of January to now."""
        if self.text.startswith("以来", self.end):
            self.end += 2
            self.fields["part"] = "YTD" if self.fields.get("offset", 0) == 0 and "year" not in self.fields else "SINCE"
            self.fields.pop("moment", None)

    def close(self, inherited: bool) -> None:
        """What may still follow: 末, 以来."""
        if inherited:
            return
        bare_year = self.fields.get("part") == "Y"
        if bare_year and (found := _MOMENT.match(self.text, self.end)) and not (found[0][0] == "年" and self.text[self.end - 1] == "年"):
            self.end = found.end()
            self.fields["moment"] = True
            if found["moment"] == "初":
                self.fields["part"] = "D01-01"
                self._since()
            elif found["moment"] == "中":
                self.fields["part"] = "M06"
        elif bare_year and self.text.startswith("以来", self.end):
            if self.fields.get("offset") == 0:
                self._since()
            else:
                self.fields["part"] = "SINCE"
                self.end += 2

    def fiscal(self) -> None:
        """截至3月底止年度: the twelve months that end so are spoken of as a year; 截至8月底止的12个月 are none of the calendar's."""
        part = str(self.fields.get("part", ""))
        if part[:1] not in ("M", "D") or len(part) < 3 or "error" in self.fields:
            return
        if found := _FISCAL.match(self.text, self.end):
            self.fields["part"] = "Y"
        elif found := _MONTHS_TO.match(self.text, self.end):
            months, last = _whole(found["n"].replace("两", "二")), int(part[1:3])
            first = last - months + 1
            self.fields["part"] = _STRETCHES.get((first, last), f"M{first:02}-M{last:02}" if 0 < first < last else f"F{months}M{last:02}")
        else:
            return
        self.end, self.kind = found.end(), "period"
        self.fields.pop("moment", None)

    def done(self) -> Period:
        """The period; spans in the source are the caller's to fill."""
        at = Span(self.position, self.end)
        printed = self.text[self.position : self.end]
        return tuple.__new__(Period, (at, at, printed, printed, self.kind, *(_UNSAID | self.fields).values()))  # in the order of its fields


def _digits(printed: str) -> int:
    if printed.isdigit() and printed.isascii():
        return int(printed)
    read = chinese(printed)
    return int(read[0].value) if read is not None else 0


def read(text: str, at: int, word: str | None = None) -> Period | None:
    """The period that begins at ``at``, with spans in ``text``; ``word`` is the relative word that stands there, if one does."""
    reader = _Reader(text, at)
    closed = reader.head(word)
    headed = reader.end > at
    if not closed:
        reader.tail()
    if reader.end == at:
        return _plan(text, at) or _day(text, at)
    if headed:
        reader.close(inherited=word is not None and relative_words()[word][0] in ("inherited", "shifts", "same", "moment"))
    reader.fiscal()
    return reader.done()


def _plan(text: str, at: int) -> Period | None:
    found = _PLAN.match(text, at)
    if found is None:
        return None
    number = _PLANS[found["plan"]]
    first = 2021 + 5 * (number - 14)
    end = found.end()
    if not found["tail"] and text[end - 1] in '”’」』"':
        end -= 1
    elif found["tail"] and at and text[at - 1] in '“‘「『"':
        at -= 1
    printed = text[at:end]
    tail = found["tail"] or ""
    moment = tail in ("末", "末期")
    return Period(Span(at, end), Span(at, end), printed, printed, "period", "Y", first, None, first + 4, moment=moment)


def _day(text: str, at: int) -> Period | None:
    found = _DAY_ONLY.match(text, at)
    if found is None or not 1 <= int(found["d"]) <= 31:
        return None
    end = found.end()
    end_part = f"D00-{int(found['d2']):02}" if found["d2"] else ""
    return Period(Span(at, end), Span(at, end), text[at:end], text[at:end], "date", f"D00-{int(found['d']):02}", end_part=end_part)
