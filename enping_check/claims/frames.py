"""What the reader remembers while it walks through an article: frames of facts, lists of parts, and what carries on."""

from __future__ import annotations

from dataclasses import dataclass, field

from enping_check.claims.names import Name
from enping_check.claims.timeline import When
from enping_check.model import Quantity, Span


@dataclass(slots=True, eq=False)
class Draft:
    """A claim in the making; the fields are those of :class:`enping_check.model.Claim`."""

    id: int
    kind: str
    at: Span
    quantity: Quantity | None
    name: Name
    when: When
    basis: str = ""
    whole: str | None = None
    aspect: str = ""
    sign: int = 1
    modality: str = "fact"
    bound: str = "stated"
    why: str = ""
    place: str = "body"
    sentence: int = 0
    clause: int = 0
    paragraph: int = 0
    group: int = 0
    frame: int = -1
    links: dict[str, tuple[int, ...]] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Frame:
    """One fact: who, what, when, and the claims made about it so far."""

    id: int
    name: Name
    when: When
    sentence: int
    clause: int
    paragraph: int
    level: Draft | None = None
    base: Draft | None = None  # the value compared with: last year's, last month's
    rate: Draft | None = None  # the latest share or rate of this frame
    rate_base: Draft | None = None
    growth: Draft | None = None
    growth_base: Draft | None = None  # the growth of an earlier period
    change: Draft | None = None
    parts: PartList | None = None  # the list this frame is a member of
    bound: str = "stated"
    printed: str = ""  # the name as the clause printed it, before a list lent it its total's indicator
    rival: Frame | None = None  # an earlier frame that a following growth or change may belong to as well
    inner: bool = False  # stated in a bracket
    segment: int = 0  # which of the sentence's ；-parted stretches it stands in
    loose: bool = False  # a member only if the list went on after ；

    @property
    def dimension(self) -> str:
        """Dimension of the level; empty where none is stated."""
        if self.level is not None and self.level.quantity is not None:
            return self.level.quantity.dimension
        return ""


@dataclass(slots=True, eq=False)
class PartList:
    """A list of parts after a total: ``mode`` is 其中 (of-which), a view (分…看) or a bare list of items."""

    id: int
    mode: str
    sentence: int
    leading: bool  # opens its sentence, so that ；separates its members
    totals: list[Frame] = field(default_factory=list)  # candidates, the nearest first
    members: list[Frame] = field(default_factory=list)
    outer: PartList | None = None
    several: bool = False  # opened after a list of several: which of them is the total is not said
    passing: bool = False  # of one run of values only
    loose: bool = False  # after ；it is not sure that the list goes on
    periods: bool = False  # 分季度看: the members are the total's own, at shorter times
    among: bool = False  # 在…200亿元中，…
    named: bool = False  # 岁出依政事别区分: the words name the total
    announced: int = 0  # how many members the text says there are: 分为四项; 0 where it does not say


@dataclass(frozen=True, slots=True)
class Division:
    """支出按用途分为四项: ``count`` parts of what ``whole`` names (empty: of what was said last), in clause ``clause``."""

    count: int
    whole: str
    clause: int


@dataclass(slots=True)
class Context:
    """What carries on from clause to clause, sentence to sentence, paragraph to paragraph."""

    when: When
    scope: str = ""
    subject: str = ""
    frame: Frame | None = None
    group: list[Frame] = field(default_factory=list)  # the frames of the last list, for 分别
    parts: PartList | None = None
    frames: list[Frame] = field(default_factory=list)
    origin: list[Draft] = field(default_factory=list)  # 由X …: the values a change starts from, within the clause chain
    target: bool = False
    listed: list[str] | str = ""  # subjects that a clause listed, or the words of one that may: they are looked at when a run asks for them
    dates: list[When] = field(default_factory=list)  # periods that the clause before listed, and nothing more
    topic: Name | None = None  # a noun phrase without number that opened the sentence
    sentence: int = 0
    clause: int = 0
    opened: int = 0  # the first clause of the sentence
    paragraph: int = 0
    place: str = "body"
    default_basis: str = ""
    spoken_basis: str = ""  # what the sentence is told on: 从环比看
    inner: bool = False  # inside a bracket
    segment: int = 0
    closed: bool = False  # the sentence is about parts of something that is not stated
    main: When | None = None  # what the article or section is about: a new paragraph goes back to it
    viewed: list[Frame] = field(default_factory=list)  # totals of the last 分…看 list
    spelled: int = -1  # the last sentence that divides by time: 分季度看
    led: int = 0  # the sign of the growths that the sentence ranks (增速最快的是…), which it may then tell without a verb
    quarterly: bool = False  # the sentence opened with 四个季度
    division: Division | None = None  # what the sentence says to be divided into a number of parts
    index_listed: bool = False  # 按指数由低到高依次是: the numbers of the sentence without a unit are of the index
    about: str = ""  # 新能源汽车方面，: the thing that the sentence is about
    leading: str = ""  # 化工泵仍是第一大业务，: the thing that the clauses up to the next ；are about
    reckoned: str = ""  # 按日均算: what the amounts of the sentence that name nothing are for one of
    section: tuple[int, When] | None = None  # the paragraph, and the period that its last 某方面，… began with
    resumed: When | None = None  # the period that the next sentence goes on with, after 去年同期，…

    @property
    def basis(self) -> str:
        """What a growth compares with that does not say so itself."""
        return self.spoken_basis or self.default_basis
