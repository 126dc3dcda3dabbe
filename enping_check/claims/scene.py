"""What has been said so far: the frames of the article, how a name finds its frame, and what carries on to the next words."""

from __future__ import annotations

import re
from typing import Final

from enping_check.claims import partitions
from enping_check.claims.frames import Context, Draft, Frame
from enping_check.claims.grammar import Grammar
from enping_check.claims.names import Name, Namer
from enping_check.claims.skeleton import NUMBERS, WHEN, Skeleton, Token
from enping_check.claims.timeline import When
from enping_check.model import Period, Quantity

PLAIN: Final = Name()
_new = tuple.__new__
TOWARDS: Final = re.compile("对(?!外[^贸])[^，对]{1,14}(?:的|之)?$")  # 采矿业对工业增长的贡献率: whose growth the part adds to
_ACCOUNTS: Final = ("企业账目", "企业比率")
_MEAN: Final = re.compile("(?:平均)?(?:均价|单价|价格|价|每[一-鿿]价格?)|人均|均值|平均水平")
VERBAL: Final = re.compile(
    "组建|推动|支持|推进|加快|引进|建设|打造|发挥|深化|启动|实施|开展|加强|完善|强化|落实|促进|培育|壮大|优化|提升|扩大|做|深入|持续|不断|大力|积极|着力|切实|全面|扎实|坚持|抓|通过|围绕|帮助|组织|带动|争取|累计|成功|新(?!材料|能源|一代|兴|型|区|城|疆|零售|媒体|质|经济)|已|共|先后"
)
_BEFORE_TIME: Final = re.compile(f"^(?:，|、)*(?P<subject>[\u4e00-\u9fffA-Za-z]{{2,12}}){WHEN}(?P<rest>[^{NUMBERS}]{{2,}})$")


_EITHER: Final = ("前者", "后者")  # of the two just listed


class Spot:
    """A number where it stands: the clause, its index there, and where the words that speak of it begin.

    ``group`` is the run it is part of, 0 when it stands alone; ``left`` are the words from the number before it, or the clause's
    beginning, to it, ``right`` is the rest of the clause.
    """

    __slots__ = ("begin", "clause", "group", "i", "left", "right", "token")

    def __init__(self, clause: Skeleton, i: int, begin: int, token: Token, group: int) -> None:
        self.clause, self.i, self.begin, self.token, self.group = clause, i, begin, token, group
        self.left = clause.text[begin:i].rstrip(" ")
        self.right = clause.text[i + 1 :].lstrip(" ")


def _member_of(a: Name, b: Name) -> bool:
    """True for 出口 and 进出口, which ends so: a member of a known partition of the other."""
    if a.known is None or b.known is None or a.known.name == b.known.name:
        return False
    one, two = a.known.name, b.known.name
    return any(two in p.totals and any(one in spellings for spellings in p.members) for p in partitions.load().partitions)


class Scene:
    """Frames, names and claims of one article as its words are read; ``drafts`` collects the claims."""

    def __init__(
        self, grammar: Grammar, namer: Namer, reference: int | None, horizon: int | None, groups: dict[str, tuple[str, ...]]
    ) -> None:
        self.grammar = grammar
        self.namer = namer
        self.reference = reference
        self.horizon = horizon  # a year after this one is still to come; None where that is not known
        self.groups = groups  # group words: 城乡 → 城镇, 农村
        self.drafts: list[Draft] = []
        start = When(reference, 0, "Y", named=False) if reference is not None else When(None, 0, "Y", named=False)
        self.context = Context(when=start)
        self._start = start
        self._stripped: dict[str, tuple[str, str, bool]] = {}  # what a phrase is without its basis: asked for more than once
        self._lists = 0
        self._runs = 0
        self._clause_items: list[Frame] = []
        self._whole: Draft | None = None  # the value of a share's whole, printed between 占 and the share
        self._whole_text = ""
        self._moving = ""  # which way a value told with 从 is said to have gone since, where the clause has not told how far
        self._whole_verb = ""
        self._whole_owner = ""  # the words before that verb
        self._gone_to: Period | None = None  # the period that the clause has gone to
        self._crossed: Draft | None = None
        self._awaited = True  # a number is still to come in the sentence: only then does it matter what a clause without one is about
        self._wide = False  # the sentence speaks of the whole place: 全市, 我县
        self._opening = True
        self._portioned = (-1, -1)  # the sentence and clause that says 换成比例
        self._opened = -1
        self._ahead = ""  # the words of the clause before this one

    def _add(
        self,
        kind: str,
        token: Token,
        frame: Frame,
        *,
        sign: int = 1,
        aspect: str = "",
        basis: str = "",
        when: When | None = None,
        group: int = 0,
    ) -> Draft:
        """Adds a claim of a frame, with what the sentence says of all its claims."""
        context = self.context
        bound = frame.bound if frame.sentence == context.sentence or frame.bound == "unclear" else "far"
        draft = Draft(  # by position: names would cost as much again
            len(self.drafts), kind, token.at, token.quantity, frame.name, when or frame.when, basis, None, aspect, sign,
            "target" if context.target else "fact", bound, "", context.place, context.sentence, context.clause, context.paragraph,
            group, frame.id, {},
        )  # fmt: skip
        self.drafts.append(draft)
        return draft

    def _frame(self, name: Name, when: When) -> Frame:
        """A new frame; it becomes the current one only when a claim makes it so."""
        context = self.context
        frames = context.frames
        frame = Frame(len(frames), name, when, context.sentence, context.clause, context.paragraph)
        frame.printed, frame.inner, frame.segment = name.full, context.inner, context.segment
        frames.append(frame)
        return frame

    def _own_or_new(self) -> Frame:
        """The current frame when it has no value yet, else a new one of the same thing."""
        context, frame = self.context, self.context.frame
        if frame is not None and frame.sentence == context.sentence and frame.level is None and frame.base is None:
            return frame
        return self._frame(
            context.topic or (frame.name if frame is not None and frame.sentence == context.sentence else PLAIN), context.when
        )

    def _named_frame(self, text: str) -> Frame:
        """The frame a noun phrase names: an echo of one in the sentence, the current one when empty, else a new one."""
        context = self.context
        named = self.namer.clean(text)
        if not named:
            return context.frame if context.frame is not None else self._frame(context.topic or PLAIN, context.when)
        return self._echo(named) or self._frame(self._name(text), context.when)

    def _adopt(self, frame: Frame, name: Name) -> Frame:
        """从3.4万人次到13.8万人次，观赛人数翻了两番: what the values before were of is told only now."""
        name = self._resolve_name(name)
        frame.name, frame.printed = name, name.full
        for draft in self.drafts[-6:]:
            if draft.frame == frame.id:
                draft.name = name
        return frame

    def _nameless(self) -> Frame | None:
        """The current frame where it has a value to start from and no name yet."""
        frame = self.context.frame
        if frame is None or frame.sentence != self.context.sentence or frame.name.full or frame.base is None:
            return None
        return frame

    def _waiting(self, quantity: Quantity) -> Frame | None:
        """The nameless frame when it has only the value to compare with, measured as this one is."""
        frame = self._nameless()
        if frame is None or frame.level is not None or frame.base is None or frame.base.quantity is None:
            return None
        return frame if frame.base.quantity.base_unit == quantity.base_unit else None

    def _only_how_many(self, named: str) -> bool:
        """数量翻番, 总数增长12%: the word speaks of the level the sentence has just told; 均价 of an average."""
        frame = self.context.frame
        if frame is None or frame.level is None or frame.sentence != self.context.sentence:
            return False
        priced = frame.level.aspect == "average" and named in ("均价", "单价", "平均单价", "单产")
        return priced or named in self.namer.lexicon.general

    def _rate_frame(self, text: str) -> Frame:
        """As ``_named_frame``, but an echoed frame that has a rate already gives way to a new one."""
        context = self.context
        named = self.namer.clean(text)
        if not named:
            return context.frame if context.frame is not None else self._frame(context.topic or PLAIN, context.when)
        frame = self._echo(named)
        return frame if frame is not None and frame.rate is None else self._frame(self._name(text), context.when)

    def _echo(self, named: str) -> Frame | None:
        """A frame of this sentence whose name is ``named`` or ends with it; None when none or several fit."""
        context = self.context
        if named in _EITHER and len(context.group) == 2 and context.group[0].sentence >= context.sentence - 1:
            return context.group[_EITHER.index(named)]
        wanted = self.namer.split(named)
        name = wanted.full
        hits = []
        # 进出口增长9.6%，其中出口增长…: after 其中 a name that the total's ends with is a part, not the total
        divided = context.parts.totals if context.parts is not None and context.parts.mode == "其中" else ()
        for frame in reversed(context.frames[-24:]):
            if frame.sentence != context.sentence:
                break
            full = frame.name.full
            if wanted.scope and frame.name.subject and not wanted.subject and frame.name.scope != wanted.scope:
                continue  # 民营企业进出口增加…，全市进出口增加…: of the place, not of the enterprises
            if (
                frame.printed and (frame.printed == name or (len(name) >= 3 and frame.printed.startswith(name) and wanted.known is None))
            ) or (
                name
                and full
                and (
                    full == name
                    or (frame.name.indicator == name and not (frame.name.subject and self._place_named(name)))
                    or (
                        len(name) >= 2
                        and full.endswith(name)
                        and frame is context.frame
                        and frame not in divided
                        and not _member_of(wanted, frame.name)
                    )
                )
            ):
                hits.append(frame)
            elif frame is context.frame and frame.level is not None and frame.level.aspect == "average" and _MEAN.fullmatch(name):
                hits.append(frame)  # 平均每台7465元，均价上涨4.8%
        if not hits and name and (nameless := self._nameless()) is not None and nameless.level is not None:
            return self._adopt(nameless, wanted)
        return hits[0] if hits else None

    def _place_named(self, name: str) -> bool:
        """甲县86家、乙县38家: 甲县 is a place, though 乙县 has it for a measure."""
        return name.endswith(self.namer.lexicon.place_suffixes)

    def _name(self, text: str, *, carry: bool = True) -> Name:
        """The name a noun phrase gives, with the subject printed before a period (某县上半年…); carries what it leaves out."""
        name = self.namer.split(text)
        if match := _BEFORE_TIME.match(text):
            subject = self.namer.clean(match["subject"])
            rest = self.namer.split(match["rest"])
            if (
                2 <= len(subject) <= 12
                and rest.full
                and not self.namer.scope(subject)[0]
                and not VERBAL.match(subject)
                and not self.namer.indicators.suffix(subject)
            ):
                name = rest._replace(subject=subject, actor=True)
        if not carry:
            return name
        return self._resolve_name(name)

    def _keeper(self, name: Name) -> Name | None:
        """某公司营业收入…，净利润…: whose accounts the sentence is about, when this is another of them."""
        last = self.context.frame
        if last is None or last.sentence != self.context.sentence or not last.name.subject or name.known is None or last.name.known is None:
            return None
        return last.name if name.known.topic in _ACCOUNTS and last.name.known.topic in _ACCOUNTS else None

    def _resolve_name(self, name: Name) -> Name:
        """Carries scope and subject into a name that states none; keeps what it states for the ones to come."""
        context = self.context
        if (
            context.topic is not None
            and name.known is None
            and name.full
            and not name.subject
            and context.topic.full
            and len(name.full) <= 1
        ):
            name = name._replace(indicator=context.topic.full)
        about = context.leading or context.about
        if about and not name.subject and not name.scope and name.indicator in self.namer.lexicon.measures:
            name = name._replace(subject=about)
        if context.topic is not None and not name.full:
            name = context.topic._replace(scope=name.scope or context.topic.scope, increment=name.increment, stock=name.stock)
        if not name.subject and not name.scope and context.topic is not None and context.topic.actor and name.full:
            name = name._replace(subject=context.topic.subject)
        if name.actor and VERBAL.match(name.subject):
            name = name._replace(subject="", actor=False)
        if name.actor:
            context.subject = name.subject
        if name.scope:
            context.scope = name.scope
            if not name.subject:
                context.subject = ""
        if len(name.subject) >= 3 and name.subject.endswith(self.namer.lexicon.place_suffixes) and not VERBAL.match(name.subject):
            context.subject = name.subject
        elif not name.subject and not name.scope:
            _, _, indicator, known, increment, stock, actor = name
            if (owner := self._keeper(name)) is not None:
                return _new(Name, (owner.scope, owner.subject, indicator, known, increment, stock, actor))
            if context.subject:
                if (beside := self._beside_actor(name)) is not None:
                    return beside
                return _new(Name, ("", context.subject, indicator, known, increment, stock, actor))
            if context.scope:
                return _new(Name, (context.scope, "", indicator, known, increment, stock, actor))
        return name

    def _beside_actor(self, name: Name) -> Name | None:
        """（乘用车实现销售a万辆，）商用车销售b万辆: another that did the same, of which the first is no owner."""
        frame = self.context.frame
        done = frame.name.indicator if frame is not None and frame.name.subject == self.context.subject else ""
        if frame is None or len(done) < 2 or name.known is not None or not name.indicator.endswith(done):
            return None
        other = name.indicator[: -len(done)]
        alike = len(other) >= 2 and other[-1] == frame.name.subject[-1:]
        return name._replace(subject=other, indicator=done, known=frame.name.known) if alike else None

    def _topical(self, text: str) -> Name | None:
        """The first known indicator a clause without numbers names, with the words before it."""
        opening = self.namer.indicators.opening(text, 24)
        if not opening:
            return None
        name = self.namer.split(opening)
        owner = name.known is not None and name.known.name.endswith(self.namer.lexicon.place_suffixes)
        if owner or (name.known is not None and text.startswith("的", len(opening))):
            # 产业园完成项目投资, 人民医院的门诊量: whose, and then what
            measure = self.namer.indicators.opening(text[len(opening) :], 24)
            return self.namer.split(opening + measure) if measure else name
        return name
