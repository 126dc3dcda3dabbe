"""Consistent articles in the trade's own phrasing, from a seed: true values are drawn unrounded and printed rounded.

``generate(seed)`` → Generated. Every number knows its place, its true value and the relations that state it redundantly. Places, towns,
companies and products are made up.
"""

# ruff: noqa: E501 (wordings and tables are data, a row to a line)
from __future__ import annotations

import math
import random
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction

from tests.benchmarks.paper import Desk, Generated, Look, Number, scale_of

SYLLABLES = "云清安宁和河川阳临永溪泉岭岚沅澄桐禾松潭渠洛澜浦嘉祁漳棠芷荆衡泾沛澧浔"
TOWNS = [
    "石桥镇",
    "沙溪镇",
    "古塘镇",
    "马坪镇",
    "青岩镇",
    "柳湾镇",
    "东陂镇",
    "横岗镇",
    "望江街道",
    "城关街道",
    "榕溪乡",
    "枫林镇",
    "茶亭镇",
    "龙脊乡",
    "白鹭镇",
    "南浦街道",
]
PARKS = ["高新区", "经济开发区", "临港新区", "产业转移工业园", "空港经济区", "循环经济产业园", "综合保税区", "化工园区"]
TRADES = [
    "装备制造",
    "新材料",
    "电子信息",
    "食品加工",
    "生物医药",
    "纺织服装",
    "绿色建材",
    "家具制造",
    "现代化工",
    "新能源",
    "五金卫浴",
    "金属制品",
]
FIRMS = ["{}机械", "{}股份", "{}科技", "{}药业", "{}新材", "{}电气", "{}食品", "{}集团", "{}重工", "{}光电"]
CROPS = ["茶叶", "柑橘", "脐橙", "食用菌", "中药材", "油茶", "猕猴桃", "荔枝", "葡萄", "蓝莓", "辣椒", "百合"]
WEEK = "一二三四五六日"
GLOSSES = {
    "經": "jīng", "調": "diào", "產": "chǎn", "業": "yè", "發": "fā", "實": "shí", "總": "zǒng", "額": "é", "長": "cháng", "資": "zī", "進": "jìn",
    "較": "jiào", "縣": "xiàn", "區": "qū", "萬": "wàn", "億": "yì", "現": "xiàn", "單": "dān", "個": "gè", "點": "diǎn", "農": "nóng", "電": "diàn",
}  # fmt: skip

# name, printed unit, least and greatest printed value, decimals
FLOWS = [
    ("一般公共预算收入", "亿元", 8, 90, 2), ("税收收入", "亿元", 5, 60, 2), ("全社会用电量", "亿千瓦时", 9, 120, 2), ("工业用电量", "亿千瓦时", 6, 80, 2),
    ("港口货物吞吐量", "万吨", 400, 9000, 1), ("快递业务量", "万件", 800, 9900, 1), ("实际使用外资", "万美元", 900, 8000, 0),
    ("技术合同成交额", "亿元", 3, 40, 2), ("商品房销售面积", "万平方米", 20, 300, 1), ("蔬菜产量", "万吨", 8, 90, 2), ("水产品产量", "万吨", 2, 30, 2),
    ("旅游综合收入", "亿元", 10, 95, 2), ("接待游客", "万人次", 90, 950, 1), ("新能源汽车产量", "万辆", 2, 35, 2), ("货运量", "万吨", 900, 8000, 1),
    ("本地生产的水泥", "万吨", 60, 600, 1), ("环保税收入", "万元", 500, 6000, 0), ("到位资金", "亿元", 20, 300, 1), ("卫生健康支出", "亿元", 3, 30, 2),
    ("集装箱吞吐量", "万标箱", 10, 400, 2),
]  # fmt: skip
STOCKS = [
    ("金融机构本外币存款余额", "亿元", 200, 3000, 2), ("各项贷款余额", "亿元", 150, 2500, 2), ("普惠小微贷款余额", "亿元", 30, 400, 2),
    ("民用汽车保有量", "万辆", 5, 90, 2), ("充电桩", "个", 300, 5000, 0), ("高标准农田", "万亩", 10, 90, 2), ("养老床位", "张", 900, 8000, 0),
    ("5G基站", "个", 500, 4000, 0), ("高新技术企业", "家", 60, 900, 0), ("农民专业合作社", "家", 150, 1800, 0), ("科技型中小企业", "家", 90, 1500, 0),
    ("个体工商户", "万户", 1, 15, 2), ("规模以上工业企业", "家", 80, 900, 0), ("公路通车里程", "公里", 900, 6000, 1),
]  # fmt: skip
SHARED = [
    ("工业投资", "亿元", 20, 200, 2), ("规上工业总产值", "亿元", 60, 900, 2), ("外贸进出口总额", "亿元", 20, 400, 2), ("高新技术产品出口", "亿元", 8, 90, 2),
    ("研发经费投入", "亿元", 3, 40, 2), ("固定资产投资", "亿元", 40, 400, 2), ("限上消费品零售额", "亿元", 10, 90, 2), ("工业技改投资", "亿元", 15, 150, 1),
    ("建筑业总产值", "亿元", 20, 200, 2), ("网络零售额", "亿元", 6, 80, 2), ("农产品加工产值", "亿元", 10, 95, 2), ("软件业务收入", "亿元", 5, 60, 2),
]  # fmt: skip
TRADE = {"外贸", "外贸进出口总额", "进出口总额", "外贸进出口", "高新技术产品出口"}
# names of one thing, or of a thing and its part: at most one of them in an article
KIN = [
    TRADE,
    {"货运量", "全社会货运量"},
    {"商品房销售面积", "新建商品房销售面积"},
    {"固定资产投资", "工业投资", "工业技改投资"},
    {"金融机构本外币存款余额", "住户存款"},
]
RATES = [
    "常住人口城镇化率",
    "工业产品产销率",
    "森林覆盖率",
    "城市生活污水集中处理率",
    "空气质量优良天数比例",
    "高中阶段毛入学率",
    "农作物耕种收综合机械化率",
    "规上工业企业资产负债率",
    "自来水普及率",
    "研发投入强度",
]
PRESSURE = [
    "当地有关部门负责人表示，下一步将持续优化营商环境，加大招引力度，推动产业向高端化、智能化、绿色化迈进。",
    "与会人员一致认为，要锚定高质量发展首要任务，以实干实绩交出满意答卷。",
    "{name}深入实施“百千万工程”，统筹抓好“三农”工作，让群众的获得感成色更足。",
    "“下订单、拼交期，车间里一刻也停不下来。”一位企业负责人说。",
    "走进{town}，标准化厂房鳞次栉比，运输车辆穿梭不息，处处一派繁忙景象。",
    "群众反映问题可拨打12345热线，5G专网、G15高速等配套正加快完善。",
    "“十四五”以来，{name}坚持一张蓝图绘到底，一任接着一任干。",
]


class Story:
    """One article in the making: a desk, a place, a period, and the names already used up."""

    def __init__(self, seed: int) -> None:
        rng = random.Random(seed)
        self.rng = rng
        self.desk = Desk(rng, _look(rng))
        self.level = rng.choice(["县", "县", "市", "市", "区"])
        self.short = "".join(rng.sample(SYLLABLES, 2))
        self.name = self.short + self.level
        self.all = "全" + self.level
        self.upper = "全省" if self.level == "市" else "全市"
        self.year = rng.randint(2017, 2025)
        self.period = rng.choice(["year", "year", "year", "half", "three", "months", "quarter"])
        self.month = rng.randint(2, 11)
        self.used: set[str] = set()
        self.seen_period = False

    # words

    def when(self, shift: int = 0) -> str:
        """The article's period, or the same one ``shift`` years away."""
        dash = self.desk.look.range
        year = f"{self.year + shift}年"
        return {
            "year": year,
            "half": year + "上半年",
            "three": year + "前三季度",
            "quarter": year + "一季度",
            "months": f"{year}1{dash}{self.month}月",
        }[self.period]

    def now(self) -> str:
        """The period as an opening, short when it has been named before."""
        dash = self.desk.look.range
        if not self.seen_period:
            self.seen_period = True
            return self.when()
        short = {"year": "全年", "half": "上半年", "three": "前三季度", "quarter": "一季度", "months": f"1{dash}{self.month}月"}[
            self.period
        ]
        return self.rng.choice([self.when(), short, short])

    def before(self) -> str:
        """A word for the base of a year-on-year comparison."""
        return self.rng.choice(["上年", "去年", "上年"] if self.period == "year" else ["上年同期", "去年同期", "上年同期"])

    def take(self, pool: list[tuple[str, str, int, int, int]]) -> tuple[str, Callable[[Fraction], Number], int, int]:
        """An indicator nobody has used in this article: name, maker of numbers from printed-unit values, bounds."""
        free = [row for row in pool if row[0] not in self.used]
        name, unit, low, high, decimals = self.rng.choice(free)
        self.used |= next((kin for kin in KIN if name in kin), {name})
        counted = unit in ("个", "家", "户", "张", "人", "件", "台")
        scale = scale_of(unit)

        def make(value: Fraction) -> Number:
            whole = Fraction(round(value)) if counted else value
            return self.desk.number(whole * scale, unit, decimals, exact=counted)

        return name, make, low, high

    def name_of(self, pool: list[str]) -> str:
        """A name nobody has used in this article."""
        name = self.rng.choice([n for n in pool if n not in self.used])
        self.used.add(name)
        return name

    def firm(self) -> str:
        """A made-up company."""
        return self.rng.choice(FIRMS).format("".join(self.rng.sample("宏远正达瑞丰凯博腾辉嘉信昊鑫卓立恒泽", 2)))

    # values

    def draw(self, low: float, high: float) -> Fraction:
        """A value spread evenly over magnitudes, with far more digits than will be printed."""
        return Fraction(round(math.exp(self.rng.uniform(math.log(low), math.log(high))) * 10**7), 10**7)

    def percent(self, low: float, high: float, decimals: int | None = None) -> Number:
        """A percentage."""
        places = decimals if decimals is not None else self.rng.choice([1, 1, 1, 2])
        return self.desk.number(Fraction(round(self.rng.uniform(low, high) * 10**6), 10**6), "%", places)

    def rate(self, value: Fraction, decimals: int | None = None, unit: str = "%") -> Number:
        """A percentage with a known value."""
        return self.desk.number(value, unit, self.rng.choice([1, 1, 1, 2]) if decimals is None else decimals)

    def growth(self) -> Fraction:
        """A growth in percent that is not too near 0, mostly upward."""
        size = Fraction(round(self.rng.choice([self.rng.uniform(1, 12), self.rng.uniform(1, 12), self.rng.uniform(12, 45)]) * 10**6), 10**6)
        return size if self.rng.random() < 0.75 else -min(size, Fraction(28))

    def verb(self, growth: Fraction) -> str:
        """A word for the direction."""
        return self.rng.choice(["增长", "增长", "增长", "增加"]) if growth > 0 else self.rng.choice(["下降", "下降", "减少", "下滑"])

    def split(self, total: Fraction, count: int) -> list[Fraction]:
        """A total in so many parts, none very small, largest first."""
        weights = sorted((self.rng.uniform(1, 5) for _ in range(count)), reverse=True)
        parts = [total * Fraction(round(w / sum(weights) * 10**9), 10**9) for w in weights[:-1]]
        return [*parts, total - sum(parts)]


def _look(rng: random.Random) -> Look:
    traditional = rng.random() < 0.3
    return Look(
        traditional=traditional,
        percent=rng.choice(["%"] * 12 + ["％"]),
        thousands=rng.choice([""] * 6 + [","]),
        wide=rng.random() < 0.05,
        gap=rng.choice([""] * 8 + [" "]),
        glosses=traditional and rng.random() < 0.4,
        strip=rng.random() < 0.3,
        comma=rng.choice(["，"] * 9 + [","]),
        range=rng.choice(["—", "-", "至", "—"]),
    )


# sections: each prints a sentence or a few and records what ties its numbers


def share_whole(s: Story) -> None:
    """A part, its whole and its share, the whole named in many ways."""
    d = s.desk
    ind, make, low, high = s.take(SHARED)
    who = s.name_of(PARKS + TOWNS + [t + "产业" for t in TRADES])
    w = s.draw(low, high)
    p = w * Fraction(s.rng.randint(80, 620), 1000)
    whole, part = make(w), make(p)
    share = s.rate(part.value / whole.value * 100)
    d.relate("share", (share, part, whole), lambda a, b, c: b / c * 100 - a)
    d.say(
        d.pick(
            "{t}，{who}完成{ind}{part}，占{all}{ind}（{whole}）的{share}。",
            "{t}{all}{ind}为{whole}，其中{who}{part}，占{share}。",
            "{t}，{all}实现{ind}{whole}。{who}贡献突出，实现{ind}{part}，占{all}{ind}的{share}。",
            "{t}，{who}{ind}达{part}，占{all}{ind}{whole}的比重为{share}。",
            "{t}，{all}{ind}{whole}，{who}完成{part}，占比{share}。",
            "{t}，{who}{ind}{part}，占{all}总量{whole}的{share}。",
            "从区域看，{t}{who}实现{ind}{part}，占{all}{ind}的比重达{share}，{all}{ind}为{whole}。",
            "{t}，{all}完成{ind}{whole}，其中，{who}完成{part}，占{all}的{share}。",
        ),
        t=s.now(), who=who, ind=ind, part=part, whole=whole, share=share, all=s.all,
    )  # fmt: skip


def shares_unstated(s: Story) -> None:
    """Parts and shares of one whole that is not printed."""
    d = s.desk
    ind, make, low, high = s.take(SHARED)
    w = s.draw(low, high) * 2
    count = s.rng.randint(2, 3)
    names = [s.name_of([t + "产业" for t in TRADES]) for _ in range(count)]
    values = s.split(w * Fraction(s.rng.randint(65, 90), 100), count)
    parts = [make(v) for v in values]
    shares = [s.rate(v / w * 100) for v in values]
    for i in range(count):
        for j in range(i + 1, count):
            d.relate("share-unstated", (shares[i], parts[i], parts[j], shares[j]), lambda a, b, c, e: b * e / c - a)
    where = d.pick("全市" if s.level == "市" else s.all, "园区")
    t = s.now()
    style = s.rng.randrange(4)
    d.say("{t}，", t=t)
    for i, (name, part, share) in enumerate(zip(names, parts, shares, strict=True)):
        end = "。" if i == count - 1 else "；"
        d.say(
            (
                "{name}实现{ind}{part}，占{where}{ind}的{share}{end}",
                "{name}完成{ind}{part}，占{where}总量的{share}{end}",
                "{name}{ind}{part}，占{where}{ind}比重{share}{end}",
                "{name}{ind}达{part}，占{where}{ind}的比重为{share}{end}",
            )[style],
            name=name, ind=ind, part=part, share=share, where=where, end=end,
        )  # fmt: skip


def shares_listed(s: Story) -> None:
    """A whole, its exhaustive parts, and their shares in a list."""
    d = s.desk
    names, verb, unit, low, high, what = s.rng.choice(
        [
            (("国有企业", "民营企业", "外商投资企业"), "实现", "亿元", 90, 700, "进出口总额"),
            (("一般贸易", "加工贸易", "其他贸易方式"), "完成", "亿元", 60, 600, "外贸进出口"),
            (("公路", "水路", "铁路"), "完成", "万吨", 900, 9000, "全社会货运量"),
            (("工程类", "货物类", "服务类"), "达到", "亿元", 20, 200, "政府采购规模"),
            (("第一产业", "第二产业", "第三产业"), "完成", "亿元", 60, 600, "固定资产投资"),
        ]
    )
    kin = next((k for k in KIN if what in k), {what})
    if kin & s.used:
        return
    s.used |= kin
    w = s.draw(low, high)
    values = s.split(w, 3)
    s.rng.shuffle(values)
    scale = scale_of(unit)
    whole = d.number(w * scale, unit, 2)
    parts = [d.number(v * scale, unit, 2) for v in values]
    shares = [s.rate(v / w * 100, 1) for v in values]
    for p, x in zip(parts, shares, strict=True):
        d.relate("share-list", (x, p, whole), lambda a, b, c: b / c * 100 - a)
    d.relate("sum", (whole, *parts), lambda t, *ps: sum(ps) - t)
    fields: dict[str, object] = {"t": s.now(), "all": s.all, "what": what, "verb": verb, "w": whole}
    for i in range(3):
        fields |= {f"n{i}": names[i], f"p{i}": parts[i], f"s{i}": shares[i]}
    d.say(
        d.pick(
            "{t}，{all}{what}{w}。其中，{n0}{p0}，占{s0}；{n1}{p1}，占{s1}；{n2}{p2}，占{s2}。",
            "{t}，{all}{what}{verb}{w}，其中{n0}、{n1}、{n2}分别为{p0}、{p1}和{p2}，占比分别为{s0}、{s1}和{s2}。",
            "{t}{all}{what}为{w}，{n0}{p0}，占总量的{s0}；{n1}{p1}，占总量的{s1}；{n2}{p2}，占总量的{s2}。",
            "{t}，{all}{what}{w}，其中：{n0}{p0}，占比{s0}，{n1}{p1}，占比{s1}，{n2}{p2}，占比{s2}。",
        ),
        **fields,
    )


def growth_base(s: Story) -> None:
    """A level, its base and its growth."""
    d = s.desk
    ind, make, low, high = s.take(FLOWS)
    b = s.draw(low, high)
    now, base = make(b * (1 + (g := s.growth()) / 100)), make(b)
    rate = s.rate((now.value / base.value - 1) * 100)
    d.relate("growth", (rate, now, base), lambda g, x, y: (x / y - 1) * 100 - g)
    verb = s.verb(g)
    d.say(
        d.pick(
            "{t}，{all}{ind}{now}，较{pre}的{base}{verb}{rate}。",
            "{t}，{name}{ind}{now}，{pre}为{base}，同比{verb}{rate}。",
            "{t}，{all}{ind}由{pre}的{base}{to}{now}，{verb}{rate}。",
            "{t}{ind}达{now}，比{pre}的{base}{verb}了{rate}。",
            "{t}，{all}{ind}为{now}（{pre}为{base}），同比{verb}{rate}。",
            "{all}{ind}从{then}的{base}{to}{t2}的{now}，{verb}{rate}。",
        ),
        t=s.now(), all=s.all, name=s.name, ind=ind, now=now, base=base, pre=s.before(), verb=verb, rate=rate,
        to=(d.pick("增至", "提高到", "增加到") if g > 0 else d.pick("降至", "减少到", "下降到")), then=s.when(-1), t2=s.when(),
    )  # fmt: skip


def change(s: Story) -> None:
    """Now, change and growth: the base is implied, or printed as well."""
    d = s.desk
    ind, make, low, high = s.take(FLOWS + STOCKS)
    b = s.draw(low, high)
    g = s.growth()
    base = make(b)
    now = make(b * (1 + g / 100))
    if now.exact and now.value == base.value:
        now.value += 3
    diff = d.number(now.value - base.value, now.unit, now.decimals, now.exact)
    rate = s.rate((now.value / base.value - 1) * 100)
    up = diff.value > 0
    d.relate("change", (rate, now, diff), lambda g, x, c: c / (x - c) * 100 - g)
    verb = s.verb(diff.value)
    more = d.pick("增加", "净增") if up else "减少"
    fields = {
        "t": s.now(),
        "all": s.all,
        "ind": ind,
        "now": now,
        "d": diff,
        "rate": rate,
        "verb": verb,
        "more": more,
        "pre": s.before(),
        "base": base,
    }
    plainly = [
        "{t}，{all}{ind}{now}，比{pre}{more}{d}，{verb}{rate}。",
        "{t}，{all}{ind}达到{now}，较{pre}{more}{d}，增幅{rate}。" if up else "{t}，{all}{ind}为{now}，较{pre}{more}{d}，降幅{rate}。",
        "{t}{all}{ind}为{now}，同比{more}{d}，{verb}{rate}。",
        "{t}，{all}{ind}同比{more}{d}，达{now}，{verb}{rate}。",
    ]
    printed_base = [
        "{t}，{all}{ind}由{pre}的{base}变为{now}，{more}{d}，{verb}{rate}。",
        "{t}，{all}{ind}{now}，比{pre}的{base}{more}{d}，{verb}{rate}。",
    ]
    template = d.pick(*plainly, *printed_base)
    if "{base}" in template:
        d.relate("change", (diff, now, base), lambda c, x, y: x - y - c)
    d.say(template, **fields)


def new_count(s: Story) -> None:
    """新增n家，总数达到m家，增长g%."""
    d = s.desk
    ind, make, low, high = s.take([r for r in STOCKS if r[4] == 0])
    total = make(s.draw(low, high))
    add = d.number(max(3, round(total.value * Fraction(s.rng.randint(4, 30), 100))), total.unit, 0, exact=True)
    rate = s.rate(add.value / (total.value - add.value) * 100)
    d.relate("change", (rate, total, add), lambda g, x, c: c / (x - c) * 100 - g)
    d.say(
        d.pick(
            "{t}净增{ind}{add}，总数达到{total}，增长{rate}。",
            "{t}，{all}{ind}净增{add}，总量达{total}，比{pre}增长{rate}。",
            "截至{end}，{all}{ind}达{total}，比年初净增{add}，增长{rate}。",
            "{all}{ind}总数达{total}，较{pre}净增{add}，增幅{rate}。",
        ),
        t=s.now(), all=s.all, ind=ind, add=add, total=total, rate=rate, pre=s.before(), end=_end(s),
    )  # fmt: skip


def _end(s: Story) -> str:
    month = {"year": 12, "half": 6, "three": 9, "quarter": 3, "months": s.month}[s.period]
    return f"{s.year}年{month}月底" if s.period != "year" else f"{s.year}年底"


def rates(s: Story) -> None:
    """A rate from one value to another, the difference in points."""
    d = s.desk
    ind = s.name_of(RATES)
    old = s.percent(52, 88, 2) if s.rng.random() < 0.3 else s.percent(52, 88, 1)
    step = Fraction(round(s.rng.uniform(0.6, 6) * 1000), 1000) * (1 if s.rng.random() < 0.75 else -1)
    new = s.rate(old.value + step, old.decimals)
    points = s.rate(step, old.decimals, "个百分点")
    d.relate("points", (points, new, old), lambda p, a, b: a - b - p)
    up = step > 0
    y = f"{s.year - 1}年"
    d.say(
        d.pick(
            "{name}{ind}由{y}的{old}{to}{new}，{move}{points}。",
            "{t}，{all}{ind}为{new}，比{pre}的{old}{move}{points}。",
            "{all}{ind}从{pre}的{old}{to}{new}，{move}{points}。",
            "{t}，{ind}达{new}，较{pre}（{old}）{move}{points}。",
            "{t}{all}{ind}{new}，{pre}为{old}，{move}了{points}。",
        ),
        name=s.name, all=s.all, ind=ind, old=old, new=new, points=points, t=s.now(), pre=s.before(), y=y,
        to=(d.pick("提高到", "提升至", "上升到") if up else d.pick("下降到", "降至", "回落至")),
        move=(d.pick("提高", "提升", "上升") if up else d.pick("下降", "回落", "降低")),
    )  # fmt: skip


def multiples(s: Story) -> None:
    """How many times as much, and doublings."""
    d = s.desk
    ind, make, low, high = s.take(FLOWS)
    b = s.draw(low, high) / 4
    back = s.rng.randint(4, 10)
    kind = s.rng.choice(["is", "grew", "double"])
    ratio = Fraction(2) + Fraction(s.rng.randint(1, 9), 500) if kind == "double" else Fraction(s.rng.randint(2300, 7800), 1000)
    now, base = make(b * ratio), make(b)
    fields = {"now": now, "base": base, "ind": ind, "all": s.all, "y": f"{s.year}年", "y0": f"{s.year - back}年", "name": s.name}
    if kind == "double":
        d.relate("doubling", (now, base), lambda x, y: x - y * Fraction(39, 20), ">=")
        d.say(
            d.pick(
                "{all}{ind}由{y0}的{base}增加到{y}的{now}，翻了一番。",
                "{y}{name}{ind}{now}，比{y0}的{base}翻了一番。",
                "{name}{ind}从{y0}的{base}跃升至{y}的{now}，实现翻番。",
            ),
            **fields,
        )
        return
    value = now.value / base.value - (1 if kind == "grew" else 0)
    times = d.number(value, "倍", s.rng.choice([1, 1, 2]))
    if kind == "grew":
        d.relate("multiple", (times, now, base), lambda k, x, y: x / y - 1 - k)
    else:
        d.relate("multiple", (times, now, base), lambda k, x, y: x / y - k)
    grew = (
        "{all}{ind}由{y0}的{base}增加到{y}的{now}，增长{k}。",
        "{y}，{all}{ind}达到{now}，比{y0}的{base}增长{k}。",
        "{name}{ind}从{y0}的{base}增至{y}的{now}，增长了{k}。",
    )
    same = (
        "{y}，{all}{ind}达到{now}，是{y0}（{base}）的{k}。",
        "{y}{name}{ind}{now}，相当于{y0}{base}的{k}。",
        "{all}{ind}从{y0}的{base}提高到{y}的{now}，是{y0}的{k}。",
    )
    d.say(d.pick(*(grew if kind == "grew" else same)), **fields, k=times)


def average_growth(s: Story) -> None:
    """年均增长 between two stated years."""
    d = s.desk
    ind, make, low, high = s.take(FLOWS)
    years = s.rng.randint(3, 8)
    annual = s.percent(3, 22, 1)
    b = s.draw(low, high) / 3
    now, base = make(b * (1 + annual.value / 100) ** years), make(b)
    y0, y1 = d.number(s.year - years, "年", 0, True), d.number(s.year, "年", 0, True)
    d.relate("average-growth", (annual, now, base, y1, y0), _annual, otherwise=lambda g, x, b, y, z: _annual(g, x, b, y + 1, z))
    d.say(
        d.pick(
            "{all}{ind}由{y0}的{base}增加到{y1}的{now}，年均增长{g}。",
            "从{y0}到{y1}，{name}{ind}从{base}增至{now}，年均增长{g}。",
            "{y1}，{all}{ind}达{now}，{y0}为{base}，年均增长{g}。",
            "{name}{ind}从{y0}的{base}提高到{y1}的{now}，年均增速{g}。",
        ),
        all=s.all, name=s.name, ind=ind, now=now, base=base, y0=y0, y1=y1, g=annual,
    )  # fmt: skip


def _annual(g: Fraction, now: Fraction, base: Fraction, last: Fraction, first: Fraction) -> Fraction:
    """Now − base × (1+g)^n, over base: monotone in each argument."""
    n = int(last - first)
    if n <= 0:
        raise ValueError(n)
    return now / base - (1 + g / 100) ** n


def parts_of(s: Story) -> None:
    """A total and its exhaustive parts."""
    d = s.desk
    rows = [
        ("外贸进出口总额", ("出口", "进口"), "亿元", 20, 500, 2, "外贸"), ("户籍人口", ("男性", "女性"), "人", 90000, 900000, 0, "人口"), ("常住人口", ("城镇人口", "乡村人口"), "万人", 20, 300, 2, "人口"),
        ("社会消费品零售总额", ("城镇", "乡村"), "亿元", 50, 600, 2, "社零"), ("社会消费品零售总额", ("商品零售", "餐饮收入"), "亿元", 50, 600, 2, "社零"),
        ("地区生产总值", ("第一产业增加值", "第二产业增加值", "第三产业增加值"), "亿元", 90, 900, 2, "GDP"), ("粮食总产量", ("夏粮", "早稻", "秋粮"), "万吨", 9, 90, 2, "粮食"),
        ("住户存款", ("活期存款", "定期及其他存款"), "亿元", 90, 900, 2, "住户"), ("新建商品房销售面积", ("住宅", "办公楼", "商业营业用房", "其他"), "万平方米", 30, 300, 2, "商品房"),
    ]  # fmt: skip
    what, names, unit, low, high, decimals, family = s.rng.choice(rows)
    kin = {family, what, *names} | next((k for k in KIN if what in k), set())
    if kin & s.used:
        return
    s.used |= kin
    exact = unit == "人"
    w = s.draw(low, high)
    values = s.split(w, len(names))
    if exact:
        values = [Fraction(round(v)) for v in values]
        w = sum(values, Fraction(0))
    scale = scale_of(unit)
    whole = d.number(w * scale, unit, decimals, exact)
    parts = [d.number(v * scale, unit, decimals, exact) for v in values]
    d.relate("sum", (whole, *parts), lambda t, *ps: sum(ps) - t)
    listed = "、".join(names[:-1]) + s.rng.choice(["和", "、", "及"]) + names[-1]
    t = s.now() if family != "人口" else "截至" + _end(s)
    style = s.rng.randrange(5)
    if family == "GDP" and style < 4:
        style = s.rng.choice([0, 1, 3])
    if style == 0:
        d.say("{t}，{all}{what}{w}，其中{listed}分别为", t=t, all=s.all, what=what, w=whole, listed=listed)
        for i, p in enumerate(parts):
            d.say(("" if not i else "、" if i < len(parts) - 1 else "和") + "{p}", p=p)
        d.say("。")
        return
    if style in (1, 2):
        d.say(("{t}，{all}{what}{w}。其中，" if style == 1 else "{t}，{all}{what}为{w}，其中："), t=t, all=s.all, what=what, w=whole)
    elif style == 3:
        d.say(
            "{t}，{all}实现{what}{w}，" if family not in ("人口", "住户") else "{t}，{all}{what}{w}，", t=t, all=s.all, what=what, w=whole
        )
    else:
        d.say("{t}，{all}", t=t, all=s.all)
    verb = s.rng.choice(["", "", "为", "达"])
    for i, (n, p) in enumerate(zip(names, parts, strict=True)):
        d.say(("" if not i else s.rng.choice(["，", "；"]) if style != 4 else "，") + "{n}{verb}{p}", n=n, verb=verb, p=p)
    if style == 4:
        d.say("，{what}合计{w}", what=what, w=whole)
    d.say("。")


def structure(s: Story) -> None:
    """The three sectors, GDP, their structure."""
    if "GDP" in s.used:
        return
    s.used |= {"GDP", "地区生产总值"}
    d = s.desk
    w = s.draw(90, 2000)
    values = s.split(w, 3)
    values = [values[2], *s.rng.sample(values[:2], 2)]
    whole = d.number(w * 10**8, "亿元", 2)
    parts = [d.number(v * 10**8, "亿元", 2) for v in values]
    shares = [d.number(v / w * 100, "", 1) for v in values]
    d.relate("sum", (whole, *parts), lambda t, *ps: sum(ps) - t)
    for p, x in zip(parts, shares, strict=True):
        d.relate("structure", (x, p, whole), lambda a, b, c: b / c * 100 - a)
    rate, *gs = _weighted(s, values)
    colon = s.rng.choice([":", "：", "∶"])
    name = s.rng.choice(["地区生产总值", "地区生产总值", "生产总值", "地区生产总值（GDP）"])
    style = s.rng.randrange(3)
    fields: dict[str, object] = {"t": s.now(), "all": s.all, "name": s.name, "gdp": name, "w": whole, "g": rate, "c": colon}
    for i in range(3):
        fields |= {f"p{i}": parts[i], f"s{i}": shares[i], f"g{i}": gs[i]}
    d.say(
        (
            "{t}，{all}实现{gdp}{w}，按可比价格计算，同比增长{g}。其中，第一产业增加值{p0}，增长{g0}；第二产业增加值{p1}，增长{g1}；第三产业增加值{p2}，增长{g2}。三次产业结构为{s0}{c}{s1}{c}{s2}。",
            "初步核算，{t}{name}{gdp}{w}，增长{g}。分产业看，第一、二、三产业增加值分别为{p0}、{p1}和{p2}，分别增长{g0}、{g1}、{g2}，三次产业结构比为{s0}{c}{s1}{c}{s2}。",
            "{t}{all}{gdp}{w}，比上年增长{g}。其中第一产业{p0}，增长{g0}；第二产业{p1}，增长{g1}；第三产业{p2}，增长{g2}。三次产业增加值占{gdp}的比重为{s0}{c}{s1}{c}{s2}。",
        )[style],
        **fields,
    )


def _weighted(s: Story, values: list[Fraction]) -> list[Number]:
    """The growth of a total, then that of its parts (all upward), which the total's must lie between."""
    gs = [s.percent(1.2, 9, 1) for _ in values]
    base = sum(v / (1 + g.value / 100) for v, g in zip(values, gs, strict=True))
    total = s.rate((sum(values) / base - 1) * 100, 1)
    s.desk.relate("growth-outside-parts", (total, *gs), lambda t, *ps: t - min(ps), ">=")
    s.desk.relate("growth-outside-parts", (total, *gs), lambda t, *ps: max(ps) - t, ">=")
    return [total, *gs]


def trade(s: Story) -> None:
    """Imports and exports with growths, balance."""
    if s.used & TRADE:
        return
    s.used |= TRADE
    d = s.desk
    total = s.draw(30, 900)
    out = total * Fraction(s.rng.randint(520, 780), 1000)
    into = total - out
    g_out, g_in = s.growth(), s.growth()
    base = out / (1 + g_out / 100) + into / (1 + g_in / 100)
    t_, o, i = (d.number(v * 10**8, "亿元", s.rng.choice([1, 2]) if k < 0 else 2) for k, v in enumerate((total, out, into)))
    g, go, gi = s.rate((total / base - 1) * 100, 1), s.rate(g_out, 1), s.rate(g_in, 1)
    d.relate("sum", (t_, o, i), lambda t, a, b: a + b - t)
    d.relate("weighted-growth", (g, t_, go, o, gi, i), _weighing)
    balance = d.number((out - into) * 10**8, "亿元", 2)
    d.relate("balance", (balance, o, i), lambda x, a, b: a - b - x)
    growth = "增长" if g.value > 0 else "下降"
    if abs(g.value) < Fraction(1, 2):
        growth = "微增" if g.value > 0 else "微降"
    d.say(
        d.pick(
            "据海关统计，{t}，{name}外贸进出口总值{w}，比{pre}{v}{g}。其中，出口{o}，{vo}{go}；进口{i}，{vi}{gi}；贸易顺差{b}。",
            "{t}，{all}外贸进出口总额{w}，同比{v}{g}，其中出口{o}，{vo}{go}，进口{i}，{vi}{gi}，实现贸易顺差{b}。",
            "{t}{name}货物进出口总额{w}，{v}{g}。其中：出口{o}，{vo}{go}；进口{i}，{vi}{gi}。进出口相抵，贸易顺差{b}。",
            "海关数据显示，{t}{name}实现进出口{w}，同比{v}{g}。出口、进口分别为{o}和{i}，分别{vo}{go}、{vi}{gi}，顺差{b}。",
        ),
        t=s.now(), name=s.name, all=s.all, w=t_, g=g, v=growth, o=o, go=go, vo="增长" if g_out > 0 else "下降", i=i, gi=gi, vi="增长" if g_in > 0 else "下降",
        b=balance, pre=s.before(),
    )  # fmt: skip


def _weighing(g: Fraction, t: Fraction, go: Fraction, o: Fraction, gi: Fraction, i: Fraction) -> Fraction:
    return t / (1 + g / 100) - o / (1 + go / 100) - i / (1 + gi / 100)


def contributions(s: Story) -> None:
    """Growth of a total, contribution rates and pulls that add up."""
    if "贡献" in s.used:
        return
    s.used.add("贡献")
    d = s.desk
    total = s.percent(3.5, 9, 1)
    weights = sorted((s.rng.uniform(0.05, 0.5), s.rng.uniform(1, 2.5), s.rng.uniform(1.2, 3)))
    shares = [Fraction(round(w / sum(weights) * 10**6), 10**6) for w in weights[:-1]]
    shares.append(1 - sum(shares))
    pulls = [d.number(total.value * x, "个百分点", 1 if s.rng.random() < 0.5 else 2) for x in shares]
    for p in pulls:
        p.decimals = pulls[0].decimals
    rates_ = [s.rate(x * 100, 1) for x in shares]
    fields: dict[str, object] = {"t": s.now(), "all": s.all, "g": total}
    for i in range(3):
        fields |= {f"p{i}": pulls[i], f"r{i}": rates_[i]}
    template = d.pick(
        "{t}，{all}经济同比增长{g}，三次产业分别拉动经济增长{p0}、{p1}和{p2}。",
        "{t}，{all}经济增长{g}，其中第一、第二、第三产业分别拉动{p0}、{p1}、{p2}，贡献率分别为{r0}、{r1}和{r2}。",
        "{t}，三次产业对经济增长的贡献率分别为{r0}、{r1}和{r2}。",
        "{t}，{all}经济增长{g}。第一产业对经济增长的贡献率为{r0}，拉动增长{p0}；第二产业贡献率为{r1}，拉动增长{p1}；第三产业贡献率为{r2}，拉动增长{p2}。",
    )
    if "{p0}" in template:
        d.relate("pull", (total, *pulls), lambda t, *ps: sum(ps) - t)
    if "{r0}" in template:
        d.relate("contribution", (rates_[0], *rates_[1:]), lambda *rs: sum(rs) - 100)
    if "{p0}" in template and "{r0}" in template:
        for p, r in zip(pulls, rates_, strict=True):
            d.relate("contribution", (p, total, r), lambda p, t, r: t * r / 100 - p)
    d.say(template, **fields)


def averages(s: Story) -> None:
    """Yield, price, per household, per worker, per day."""
    d = s.desk
    crop = s.name_of(CROPS)
    town = s.name_of(TOWNS)
    choice = s.rng.randrange(6)
    if choice == 0:
        area = d.number(s.draw(2000, 90000), "亩", 0)
        each = s.draw(300, 3000)
        total = d.number(area.value * each / 1000, "吨", 1)
        y = d.number(each, "公斤", 1)
        d.relate("average", (y, total, area), lambda e, t, a: t * 1000 / a - e)
        d.say(
            d.pick(
                "{town}{crop}种植面积{a}，总产量{t}，平均亩产{y}。",
                "今年，{town}种植{crop}{a}，亩产{y}，总产量达{t}。",
                "{town}发展{crop}{a}，总产{t}，亩均产量{y}。",
                "目前，{town}{crop}采收面积{a}，平均亩产{y}，总产量{t}。",
            ),
            town=town, crop=crop, a=area, t=total, y=y,
        )  # fmt: skip
    elif choice == 1:
        weight = d.number(s.draw(80, 9000), "吨", 1)
        price = d.number(s.draw(3, 60) * 1000, "元/吨", 0)
        value = d.number(weight.value * price.value, "万元", 1)
        d.relate("average", (price, value, weight), lambda p, v, w: v / w - p)
        d.say(
            d.pick(
                "{town}销售{crop}{w}，均价{p}，销售额{v}。",
                "截至目前，{town}已销售{crop}{w}，销售收入{v}，平均单价{p}。",
                "{town}{crop}销量{w}，平均价格{p}，实现销售额{v}。",
                "{town}售出{crop}{w}，平均售价{p}，销售额达{v}。",
            ),
            town=town, crop=crop, w=weight, p=price, v=value,
        )  # fmt: skip
    elif choice in (2, 3):
        homes = d.number(s.rng.randint(120, 3800), "户", 0, True)
        each = d.number(s.draw(2000, 42000), "元", 0)
        total = d.number(homes.value * each.value, "万元", 1)
        d.relate("average", (each, total, homes), lambda e, t, h: t / h - e)
        d.say(
            d.pick(
                "{town}{crop}产业带动农户{h}，共增收{t}，户均增收{e}。",
                "{crop}产业带动{town}{h}群众增收{t}，户均增收{e}。",
                "合作社共有社员{h}，分红{t}，户均分红{e}。",
                "{town}今年向{h}农户兑现补贴{t}，户均{e}。",
            ),
            town=town, crop=crop, h=homes, e=each, t=total,
        )  # fmt: skip
    elif choice == 4:
        days = d.number(s.rng.randint(5, 8), "天", 0, True)
        per = s.draw(1, 12)
        total = d.number(days.value * per * 10**4, "万人次", 2)
        each = d.number(per * 10**4, "万人次", 2)
        d.relate("average", (each, total, days), lambda e, t, n: t / n - e)
        d.say(
            d.pick("假期{n}，{name}景区共接待游客{t}，日均接待{e}。", "{n}假期里，{name}累计接待游客{t}，日均{e}。"),
            n=days,
            name=s.name,
            t=total,
            e=each,
        )
    else:
        area = d.number(s.draw(20, 900), "亩", 1)
        per = s.draw(80, 600)
        total = d.number(area.value * per * 10**4, "亿元", 2)
        each = d.number(per * 10**4, "万元", 1)
        d.relate("average", (each, total, area), lambda e, t, a: t / a - e)
        d.say(
            d.pick("{firm}项目占地{a}，总投资{t}，亩均投资{e}。", "{firm}新厂区用地{a}，年产值{t}，亩均产值{e}。", "项目用地面积{a}，计划投资{t}，亩均投资强度{e}。"),
            firm=s.firm(), a=area, t=total, e=each,
        )  # fmt: skip


def conversions(s: Story) -> None:
    """Areas, weights, currencies."""
    d = s.desk
    if s.rng.random() < 0.35:
        area = d.number(s.draw(800, 90000), "亩", 0)
        ha = d.number(area.value / 15, "公顷", 1)
        d.relate("conversion", (ha, area), lambda h, a: a / 15 - h)
        d.say(
            d.pick(
                "{town}完成造林{a}（{h}）。",
                "{town}高标准农田建设面积{a}，折合{h}。",
                "{town}新增绿地{a}（合{h}）。",
                "{town}耕地面积{h}（{a}）。",
            ),
            town=s.name_of(TOWNS),
            a=area,
            h=ha,
        )
    elif s.rng.random() < 0.6:
        rate = d.number(Fraction(s.rng.randint(63000, 73000), 10000), "元", 4)
        usd = d.number(s.draw(0.5, 40) * 10**8, "亿美元", 2)
        cny = d.number(usd.value * rate.value, "亿元", 2)
        d.relate("conversion", (cny, usd, rate), lambda c, u, r: u * r - c)
        d.say(
            d.pick(
                "按1美元兑{r}人民币计算，{firm}获得的{u}订单折合人民币{c}。",
                "{firm}签下{u}合同，折合人民币{c}（按1美元兑换人民币{r}计）。",
                "{firm}海外营收{u}，约合人民币{c}，汇率按1美元折{r}人民币。",
            ).replace("约合", "折合"),
            firm=s.firm(), u=usd, c=cny, r=rate,
        )  # fmt: skip
    else:
        jin = s.draw(0.5, 30)
        a = d.number(jin * 10**8, "亿斤", 2)
        b = d.number(jin * 10**8 / 2000, "万吨", 2)
        d.relate("conversion", (b, a), lambda t, j: j / 2000 - t)
        d.say(
            d.pick("{name}粮食仓容达{a}（{b}）。", "{name}全年收购稻谷{a}，折合{b}。", "{name}收储秋粮{a}（合{b}）。"),
            name=s.name,
            a=a,
            b=b,
        )


def ranks(s: Story) -> None:
    """Ranked values."""
    d = s.desk
    ind, make, low, high = s.take(SHARED)
    names = [s.name_of(TOWNS + PARKS) for _ in range(3)]
    values = sorted((s.draw(low, high) / 2 for _ in range(3)), reverse=True)
    values = [v * Fraction(100 + 12 * (2 - i), 100) for i, v in enumerate(values)]
    nums = [make(v) for v in values]
    d.relate("rank", (nums[0], nums[1]), lambda a, b: a - b, ">=")
    d.relate("rank", (nums[1], nums[2]), lambda a, b: a - b, ">=")
    fields: dict[str, object] = {"t": s.now(), "all": s.all, "ind": ind}
    for i in range(3):
        fields |= {f"n{i}": names[i], f"v{i}": nums[i]}
    d.say(
        d.pick(
            "{t}，{n0}、{n1}、{n2}{ind}居{all}前三位，分别为{v0}、{v1}和{v2}。",
            "{t}，{n0}{ind}{v0}，居{all}第一；{n1}{v1}，居第二；{n2}{v2}，居第三。",
            "从{ind}看，{t}{n0}以{v0}位居{all}首位，{n1}以{v1}位列第二，{n2}以{v2}排名第三。",
            "{t}{ind}排名前三的分别是{n0}（{v0}）、{n1}（{v1}）和{n2}（{v2}）。",
        ),
        **fields,
    )


def first_time(s: Story) -> None:
    """首次突破 with last year's value below and this year's above."""
    d = s.desk
    ind, make, *_ = s.take([r for r in FLOWS + STOCKS if r[1] in ("亿元", "万吨")])
    mark = s.rng.choice([30, 50, 100, 200, 300, 500])
    now, base = (
        make(Fraction(mark) * Fraction(s.rng.randint(1008, 1090), 1000)),
        make(Fraction(mark) * Fraction(s.rng.randint(880, 985), 1000)),
    )
    line = d.number(mark * now.scale, now.unit, 0)
    d.relate("first", (now, line), lambda a, m: a - m, ">=")
    d.relate("first", (line, base), lambda m, b: m - b, ">=")
    d.say(
        d.pick(
            "{t}，{all}{ind}首次突破{m}，达到{now}，{pre}为{base}。",
            "{t}，{name}{ind}达{now}，首次突破{m}大关，而{pre}仅为{base}。",
            "{all}{ind}由{pre}的{base}增至{now}，首次突破{m}。",
            "{t}，{name}{ind}{now}，首次迈上{m}台阶，{pre}为{base}。",
        ),
        t=s.now(), all=s.all, name=s.name, ind=ind, m=line, now=now, base=base, pre=s.before(),
    )  # fmt: skip


def growth_shift(s: Story) -> None:
    """Growth now, growth before, the shift in points."""
    d = s.desk
    ind, make, low, high = s.take(FLOWS + SHARED)
    dash = d.look.range
    old, new = s.percent(3, 14, 1), s.percent(3, 14, 1)
    if abs(new.value - old.value) < Fraction(6, 10):
        new.value = old.value + Fraction(23, 10)
    shift = s.rate(new.value - old.value, 1, "个百分点")
    up = shift.value > 0
    d.relate("growth-shift", (shift, new, old), lambda p, a, b: a - b - p)
    month = s.month if s.period == "months" else s.rng.randint(3, 11)
    earlier = {
        "year": f"1{dash}11月",
        "half": "一季度",
        "three": "上半年",
        "quarter": f"1{dash}2月",
        "months": f"1{dash}{max(2, month - 1)}月",
    }[s.period]
    if s.period == "months" and s.month == 2:
        earlier = "上年"
    level = make(s.draw(low, high))
    d.say(
        d.pick(
            "{t}，{all}{ind}{level}，同比增长{new}，增速比{early}（{old}）{move}{p}。",
            "{t}，{all}{ind}增长{new}，增速较{early}的{old}{move}{p}。",
            "{t}，{ind}同比增长{new}，{early}增长{old}，增速{move}{p}。",
            "{t}，{all}完成{ind}{level}，增长{new}，增幅比{pre}的{old}{move}{p}。",
        ),
        t=s.when(), all=s.all, ind=ind, level=level, new=new, old=old, p=shift, early=earlier, pre=s.before(),
        move=(d.pick("加快", "提高", "提升") if up else d.pick("回落", "放缓", "下降")),
    )  # fmt: skip


def integers(s: Story) -> None:
    """A count among a count."""
    d = s.desk
    what, unit = s.rng.choice(
        [
            ("高新技术企业", "家"),
            ("专精特新企业", "家"),
            ("重点项目", "个"),
            ("行政村", "个"),
            ("科技特派员", "人"),
            ("家庭农场", "家"),
            ("幼儿园", "所"),
            ("技改项目", "个"),
        ]
    )
    if what in s.used:
        return
    s.used.add(what)
    who = s.name_of(PARKS + TOWNS)
    whole = d.number(s.rng.randint(24, 420), unit, 0, True)
    part = d.number(max(2, round(whole.value * Fraction(s.rng.randint(8, 80), 100))), unit, 0, True)
    share = s.rate(part.value / whole.value * 100, 1)
    fields: dict[str, object] = {"who": who, "all": s.all, "what": what, "part": part, "whole": whole, "share": share}
    d.relate("count-share", (share, part, whole), lambda a, b, c: b / c * 100 - a)
    d.say(
        d.pick(
            "{who}现有{what}{part}，占{all}{whole}的{share}。",
            "{all}{whole}{what}中，{who}有{part}，占比{share}。".replace("{whole}{what}", "{whole}{what}"),
            "{all}共有{what}{whole}，其中{who}{part}，占{share}。",
            "截至目前，{all}{what}共{whole}，{who}{part}，占{all}的{share}。",
            "{all}{what}总数达{whole}，其中{who}有{part}，占总数的{share}。",
        ),
        **fields,
    )


def quarters(s: Story) -> None:
    """Quarters or halves and their sum."""
    d = s.desk
    ind, make, low, high = s.take([r for r in FLOWS if r[1].startswith("亿") or r[1] == "万吨"])
    values = s.split(s.draw(low, high), 2)
    s.rng.shuffle(values)
    a, b = (make(v) for v in values)
    total = make(sum(values, Fraction(0)))
    d.relate("running", (total, a, b), lambda t, x, y: x + y - t)
    y = f"{s.year - 1}年"
    d.say(
        d.pick(
            "{y}一季度，{all}{ind}{a}，二季度{b}，上半年合计{t}。",
            "{y}上半年{all}{ind}为{a}，下半年为{b}，全年共{t}。",
            "{y}一、二季度，{all}{ind}分别为{a}和{b}，上半年累计{t}。",
            "{y}，{all}{ind}{t}，其中上半年{a}，下半年{b}。",
        ),
        y=y, all=s.all, ind=ind, a=a, b=b, t=total,
    )  # fmt: skip


def plan(s: Story) -> None:
    """完成年度任务X的g%."""
    d = s.desk
    ind, make, low, high = s.take(SHARED + FLOWS[:3])
    goal = d.number(Fraction(s.rng.randint(low, high)) * make(Fraction(1)).scale, make(Fraction(1)).unit, 0)
    done = make(goal.value / goal.scale * Fraction(s.rng.randint(300, 1180), 1000))
    rate = s.rate(done.value / goal.value * 100, 1)
    d.relate("plan", (rate, done, goal), lambda r, a, b: a / b * 100 - r)
    d.say(
        d.pick(
            "{t}，{all}完成{ind}{done}，完成年度任务{goal}的{rate}。",
            "{t}，{all}{ind}{done}，占年度计划{goal}的{rate}。",
            "{t}，{name}{ind}完成{done}，为年度目标（{goal}）的{rate}。",
            "{all}{ind}年度任务{goal}，{t}已完成{done}，完成率{rate}。",
        ),
        t=s.now(), all=s.all, name=s.name, ind=ind, done=done, goal=goal, rate=rate,
    )  # fmt: skip


def income(s: Story) -> None:
    """Urban and rural income with growths, and their ratio."""
    if "收入" in s.used:
        return
    s.used.add("收入")
    d = s.desk
    rural = d.number(s.draw(12000, 32000), "元", 0)
    urban = d.number(rural.value * Fraction(s.rng.randint(1600, 2700), 1000), "元", 0)
    gr, gu = s.percent(4, 9, 1), s.percent(3, 7, 1)
    ratio = d.number(urban.value / rural.value, "", 2)
    template = d.pick(
        "{t}，{all}城镇居民人均可支配收入{u}，增长{gu}；农村居民人均可支配收入{r}，增长{gr}。城乡居民收入比为{k}。",
        "{t}，{all}城镇、农村居民人均可支配收入分别为{u}和{r}，分别增长{gu}和{gr}，城乡收入比{k}（以农村居民收入为1）。",
        "{t}，城镇居民人均可支配收入{u}，同比增长{gu}，农村居民人均可支配收入{r}，同比增长{gr}，城乡居民人均收入倍差{k}。",
    )
    d.relate("ratio", (ratio, urban, rural), lambda k, u, r: u / r - k)
    d.say(template, t=s.now(), all=s.all, u=urban, r=rural, gu=gu, gr=gr, k=ratio)


def company(s: Story) -> None:
    """A company's report: revenue, profit, with bases and margins."""
    d = s.desk
    firm = s.firm()
    if firm in s.used:
        return
    s.used.add(firm)
    b = s.draw(2, 90)
    g = s.growth()
    now, base = d.number(b * (1 + g / 100) * 10**8, "亿元", 2), d.number(b * 10**8, "亿元", 2)
    rate = s.rate((now.value / base.value - 1) * 100, 2)
    profit = d.number(now.value * Fraction(s.rng.randint(40, 210), 1000), "亿元", 2)
    margin = s.rate(profit.value / now.value * 100, 2)
    d.relate("growth", (rate, now, base), lambda g, x, y: (x / y - 1) * 100 - g)
    d.relate("margin", (margin, profit, now), lambda m, p, r: p / r * 100 - m)
    d.say(
        d.pick(
            "{firm}{y}年实现营业收入{now}，{pre}为{base}，同比{v}{g}；实现净利润{p}，净利率{m}。",
            "{firm}公告，{y}年营业收入{now}，较{pre}的{base}{v}{g}；净利润{p}，净利润率为{m}。",
            "{y}年，{firm}营收由{pre}的{base}变为{now}，同比{v}{g}，净利润{p}，占营收的{m}。",
            "年报显示，{firm}{y}年营业收入{now}，比{pre}的{base}{v}{g}，净利润{p}，占营业收入的{m}。",
        ),
        firm=firm, y=s.year, now=now, base=base, pre=d.pick("上年", "去年", "上年同期") if s.rng.random() < 0.5 else f"{s.year - 1}年", v="增长" if g > 0 else "下降", g=rate, p=profit, m=margin,
    )  # fmt: skip


def yields(s: Story) -> None:
    """A crop's area, output and value, each with growth; shares by town."""
    d = s.desk
    crop = s.name_of(CROPS)
    total = s.draw(3000, 60000)
    whole = d.number(total, "吨", 0)
    town = s.name_of(TOWNS)
    part = d.number(total * Fraction(s.rng.randint(90, 550), 1000), "吨", 0)
    share = s.rate(part.value / whole.value * 100, 1)
    d.relate("share", (share, part, whole), lambda a, b, c: b / c * 100 - a)
    d.say(
        d.pick(
            "{all}{crop}产量{w}，其中{town}{p}，占{all}{crop}产量的{s}。",
            "{t}，{all}{crop}总产{w}，{town}就有{p}，占{s}。",
            "{town}是{crop}主产区，产量{p}，占{all}{crop}总产量{w}的{s}。",
            "{t}{town}{crop}产量{p}，占{all}（{w}）的{s}。",
        ),
        t=s.now(), all=s.all, crop=crop, town=town, w=whole, p=part, s=share,
    )  # fmt: skip


def spans(s: Story) -> None:
    """连续N年, 周年, weekdays."""
    d = s.desk
    style = s.rng.randrange(4)
    if style == 0:
        n = s.rng.randint(3, 9)
        a, k, b = d.number(s.year - n + 1, "年", 0, True), d.number(n, "年", 0, True), d.number(s.year, "年", 0, True)
        d.relate("span", (k, a, b), lambda k, x, y: y - x + 1 - k, "exact")
        d.say(
            d.pick(
                "{a}至{b}，{name}连续{k}获评全省综合考核优秀单位。",
                "从{a}到{b}，{name}已连续{k}获得县域考核优秀等次。",
                "自{a}至{b}，{name}连续{k}被评为平安建设先进单位。",
            ),
            a=a,
            b=b,
            k=k,
            name=s.name,
        )
    elif style == 1:
        n = s.rng.choice([5, 10, 15, 20, 25, 30, 40])
        a, k, b = d.number(s.year - n, "年", 0, True), d.number(n, "周年", 0, True), d.number(s.year, "年", 0, True)
        d.relate("span", (k, a, b), lambda k, x, y: y - x - k, "exact")
        d.say(
            d.pick(
                "{name}开发区于{a}成立，{b}迎来建区{k}。",
                "{a}，{name}农商行挂牌；{b}是其成立{k}。",
                "{b}是{name}商会成立{k}，商会创办于{a}。",
            ),
            a=a,
            b=b,
            k=k,
            name=s.name,
        )
    else:
        day = date(s.year, 1, 5) + timedelta(days=s.rng.randrange(330))
        y, m, dd = d.number(day.year, "年", 0, True), d.number(day.month, "月", 0, True), d.number(day.day, "日", 0, True)
        wd = d.number(day.isoweekday(), "", 0, True)
        wd.printed = str(day.isoweekday())
        d.relate("weekday", (y, m, dd, wd), _weekday, "exact")
        d.say(
            d.pick(
                "{y}{m}{d}（星期{w}），{name}举行重大项目集中签约活动。",
                "{y}{m}{d}（周{w}），{name}召开经济运行调度会。",
                "{y}{m}{d}星期{w}，{name}举办招商推介会。",
            ),
            y=y, m=m, d=dd, w=WEEK[day.weekday()], name=s.name,
        )  # fmt: skip


def _weekday(year: Fraction, month: Fraction, day: Fraction, weekday: Fraction) -> Fraction:
    return Fraction(date(int(year), int(month), int(day)).isoweekday()) - weekday


def headline(s: Story) -> Callable[[Story], None]:
    """A headline whose number the body states again; returns the body's section."""
    d = s.desk
    ind, make, low, high = s.take(FLOWS)
    b = s.draw(low, high)
    g = s.growth()
    now = make(b * (1 + g / 100))
    rate = s.rate(g, 1)
    verb = "增长" if g > 0 else "下降"
    now2, rate2 = d.again(now, kind="headline"), d.again(rate, kind="headline")
    d.say(
        d.pick("{name}{t}{ind}{now} 同比{v}{g}", "{name}{t}{ind}同比{v}{g}，达{now}", "{t}{name}{ind}{now}，{v}{g}", "{name}：{t}{ind}{now}，同比{v}{g}"),
        name=s.name, t=s.when(), ind=ind, now=now, g=rate, v=verb,
    )  # fmt: skip

    def body(story: Story) -> None:
        story.desk.say(
            story.desk.pick(
                "{t}，{all}{ind}{now}，同比{v}{g}。", "据统计，{t}，{name}{ind}达{now}，同比{v}{g}。", "{t}{all}{ind}{now}，比{pre}{v}{g}。"
            ),
            t=story.when(), all=story.all, name=story.name, ind=ind, now=now2, g=rate2, v=verb, pre=story.before(),
        )  # fmt: skip

    return body


def restated(s: Story) -> Callable[[Story], None]:
    """A fact of one paragraph that a later one repeats."""
    d = s.desk
    ind, make, low, high = s.take(FLOWS + SHARED)
    now = make(s.draw(low, high))
    g = s.growth()
    rate = s.rate(g, 1)
    now2, rate2 = d.again(now), d.again(rate)
    verb = "增长" if g > 0 else "下降"
    d.say(
        d.pick("{t}，{all}{ind}{now}，同比{v}{g}。", "{t}，{all}完成{ind}{now}，比{pre}{v}{g}。", "{t}{name}{ind}达{now}，{v}{g}。"),
        t=s.when(), all=s.all, name=s.name, ind=ind, now=now, g=rate, v=verb, pre=s.before(),
    )  # fmt: skip

    def later(story: Story) -> None:
        story.desk.say(
            story.desk.pick(
                "回头看，{t}{all}{ind}{now}，同比{v}{g}，来之不易。",
                "{t}，{all}{ind}{now}、{v}{g}，成为经济运行中的亮点。",
                "该负责人介绍，{t}，{all}{ind}达到{now}，同比{v}{g}。",
                "值得一提的是，{t}{all}{ind}{now}，同比{v}{g}。",
            ),
            t=story.when(), all=story.all, ind=ind, now=now2, g=rate2, v=verb,
        )  # fmt: skip

    return later


def plain_facts(s: Story) -> None:
    """Numbers that nothing else states: they dilute, as in real news."""
    d = s.desk
    ind, make, low, high = s.take(FLOWS + SHARED)
    level = make(s.draw(low, high))
    g = s.growth()
    fields: dict[str, object] = {
        "t": s.now(),
        "all": s.all,
        "ind": ind,
        "level": level,
        "v": s.verb(g),
        "g": s.rate(g, 1),
        "town": s.name_of(TOWNS),
        "n": d.number(s.rng.randint(3, 60), "个", 0, True),
    }
    d.say(
        d.pick(
            "{t}，{all}{ind}{level}，同比{v}{g}。",
            "{t}{all}完成{ind}{level}，{v}{g}。",
            "{town}新签约项目{n}。{t}，{all}{ind}{level}。",
            "{t}，{ind}同比{v}{g}。",
        ),
        **fields,
    )


def share_shift(s: Story) -> None:
    """比重由a提升至b, with the points between."""
    d = s.desk
    what = s.name_of(
        [
            "高技术制造业增加值占规上工业增加值",
            "民营企业进出口占进出口总值",
            "先进制造业投资占工业投资",
            "税收收入占一般公共预算收入",
            "线上零售额占社会消费品零售总额",
        ]
    )
    old = s.percent(18, 62, 1)
    step = Fraction(round(s.rng.uniform(0.7, 5) * 1000), 1000) * s.rng.choice([1, 1, -1])
    new = s.rate(old.value + step, 1)
    points = s.rate(step, 1, "个百分点")
    d.relate("share-shift", (points, new, old), lambda p, a, b: a - b - p)
    up = step > 0
    d.say(
        d.pick(
            "{what}的比重由{pre}的{old}{to}{new}，{move}{p}。",
            "{t}，{what}比重为{new}，较{pre}的{old}{move}{p}。",
            "{what}的比重从{old}{to}{new}，{move}了{p}。",
            "{t}，{what}的比重达{new}，比{pre}{move}{p}，{pre}为{old}。",
        ),
        what=what, pre=s.before(), old=old, new=new, p=points, t=s.now(),
        to=(d.pick("提升至", "上升到", "提高到") if up else d.pick("降至", "下降到")), move=(d.pick("提高", "提升", "上升") if up else d.pick("下降", "降低", "回落")),
    )  # fmt: skip


def compared(s: Story) -> None:
    """A growth against that of the place above, in points."""
    d = s.desk
    ind, *_ = s.take(SHARED + FLOWS[:3])
    mine, theirs = s.percent(5, 13, 1), s.percent(1.5, 4.5, 1)
    gap = s.rate(mine.value - theirs.value, 1, "个百分点")
    d.relate("compared", (gap, mine, theirs), lambda p, a, b: a - b - p)
    d.say(
        d.pick(
            "{t}，{all}{ind}增长{a}，高于{upper}平均水平（{b}）{p}。",
            "{t}，{all}{ind}同比增长{a}，比{upper}的{b}高{p}。",
            "{t}，{name}{ind}增长{a}，增速高于{upper}{p}，{upper}增长{b}。",
            "{t}，{upper}{ind}增长{b}，{name}增长{a}，快于{upper}{p}。",
        ),
        t=s.now(), all=s.all, name=s.name, ind=ind, a=mine, b=theirs, p=gap, upper=s.upper,
    )  # fmt: skip


def some_parts(s: Story) -> None:
    """Parts that are not all of the whole, with growths."""
    d = s.desk
    ind, make, low, high = s.take(SHARED)
    w = s.draw(low, high)
    whole = make(w)
    names = [s.name_of([t + "产业" for t in TRADES]) for _ in range(3)]
    parts = [make(v) for v in s.split(w * Fraction(s.rng.randint(35, 80), 100), 3)]
    gs = [s.growth() for _ in range(3)]
    for p in parts:
        d.relate("part", (whole, p), lambda t, x: t - x, ">=")
    fields: dict[str, object] = {"t": s.now(), "all": s.all, "ind": ind, "w": whole}
    for i in range(3):
        fields |= {f"n{i}": names[i], f"p{i}": parts[i], f"g{i}": s.rate(gs[i], 1), f"v{i}": "增长" if gs[i] > 0 else "下降"}
    d.say(
        d.pick(
            "{t}，{all}{ind}{w}，其中{n0}{p0}，{v0}{g0}；{n1}{p1}，{v1}{g1}；{n2}{p2}，{v2}{g2}。",
            "{t}，{all}{ind}{w}。其中，{n0}、{n1}、{n2}分别为{p0}、{p1}和{p2}，分别{v0}{g0}、{v1}{g1}和{v2}{g2}。",
            "{t}，{all}完成{ind}{w}。分行业看，{n0}{p0}，同比{v0}{g0}；{n1}{p1}，同比{v1}{g1}；{n2}{p2}，同比{v2}{g2}。",
            "{t}，{all}{ind}{w}，{n0}、{n1}、{n2}等重点产业分别完成{p0}、{p1}、{p2}。",
        ),
        **fields,
    )


def single_month(s: Story) -> None:
    """One month beside the months so far: never to be confused."""
    d = s.desk
    ind, make, low, high = s.take(FLOWS)
    so_far = s.draw(low, high)
    month = s.rng.randint(3, 11)
    a, b = make(so_far * Fraction(s.rng.randint(60, 180), 1000 * month // 6 + 1000)), make(so_far)
    g1, g2 = s.growth(), s.growth()
    d.relate("part", (b, a), lambda t, x: t - x, ">=")
    d.say(
        d.pick(
            "{y}{m}月份，{all}{ind}{a}，同比{v1}{g1}；1{dash}{m}月累计{b}，{v2}{g2}。",
            "{y}1{dash}{m}月，{all}{ind}{b}，同比{v2}{g2}；其中{m}月当月{a}，{v1}{g1}。",
            "{y}{m}月，{all}{ind}{a}，同比{v1}{g1}，前{m}个月累计{b}，同比{v2}{g2}。",
        ),
        y=f"{s.year}年", m=month, all=s.all, ind=ind, a=a, b=b, dash=d.look.range,
        v1="增长" if g1 > 0 else "下降", v2="增长" if g2 > 0 else "下降", g1=s.rate(g1, 1), g2=s.rate(g2, 1),
    )  # fmt: skip


def target(s: Story) -> None:
    """A fact of this year and a target for the next: two different things."""
    d = s.desk
    ind, make, low, high = s.take(FLOWS + SHARED)
    now = s.draw(low, high)
    g = s.growth()
    d.say(
        d.pick(
            "{y}，{all}{ind}{a}，{v}{g}；{next}力争达到{b}，增长{h}左右。",
            "{next}，{all}计划实现{ind}{b}，增长{h}以上。{y}，这一数字为{a}，{v}{g}。",
            "{y}，{name}{ind}{a}，同比{v}{g}。按照规划，到{far}，{ind}突破{c}。",
            "{next}预期目标：{ind}增长{h}左右。{y}{all}{ind}{a}，{v}{g}。",
        ),
        y=f"{s.year}年", next=f"{s.year + 1}年", far=f"{s.year + 5}年", all=s.all, name=s.name, ind=ind, a=make(now), b=make(now * Fraction(108, 100)),
        c=d.number(math.ceil(now / 100 * 2) * 100 * make(Fraction(1)).scale, make(Fraction(1)).unit, 0), g=s.rate(g, 1), v="增长" if g > 0 else "下降", h=d.number(Fraction(8), "%", 0),
    )  # fmt: skip


def hedged(s: Story) -> None:
    """A round threshold first, the exact figure after it."""
    d = s.desk
    ind, make, *_ = s.take([r for r in FLOWS + SHARED if r[1] == "亿元"])
    mark = s.rng.choice([20, 30, 40, 50, 60, 80, 120, 150])
    now = make(Fraction(mark) * Fraction(s.rng.randint(1005, 1060), 1000))
    line = d.number(mark * now.scale, now.unit, 0)
    d.relate("hedge", (now, line), lambda a, m: a - m, ">=")
    d.say(
        d.pick(
            "{t}，{name}{ind}突破{m}。数据显示，{t2}{all}{ind}达{now}。",
            "{t}，{all}{ind}超过{m}，为{now}。",
            "超{m}！{t}{all}{ind}{now}。",
            "{t}，{all}{ind}站上{m}台阶，达到{now}。",
        ),
        t=s.when(), t2=s.when(), name=s.name, all=s.all, ind=ind, m=line, now=now,
    )  # fmt: skip


def structure_shift(s: Story) -> None:
    """由a:b:c调整为d:e:f: two structures, each adding to 100."""
    if "结构" in s.used or "GDP" in s.used:
        return
    s.used |= {"结构", "GDP", "地区生产总值"}
    d = s.desk
    old, new = ([v * 100 for v in s.split(Fraction(1), 3)] for _ in range(2))
    olds, news = ([d.number(v, "", 1) for v in values] for values in (old, new))
    for row in (olds, news):
        d.relate("structure", (row[0], row[1], row[2]), lambda a, b, c: a + b + c - 100)
    fields: dict[str, object] = {
        "c": s.rng.choice([":", "：", "∶"]),
        "y0": f"{s.year - s.rng.randint(3, 6)}年",
        "y": f"{s.year}年",
        "all": s.all,
    }
    for i in range(3):
        fields |= {f"a{i}": olds[i], f"b{i}": news[i]}
    d.say(
        d.pick(
            "{all}三次产业结构由{y0}的{a0}{c}{a1}{c}{a2}调整为{y}的{b0}{c}{b1}{c}{b2}。",
            "三次产业结构从{y0}的{a0}{c}{a1}{c}{a2}优化为{b0}{c}{b1}{c}{b2}。",
            "{y}，{all}三次产业比例由{y0}的{a0}{c}{a1}{c}{a2}演变为{b0}{c}{b1}{c}{b2}。",
            "三次产业结构比由{a0}{c}{a1}{c}{a2}调整到{b0}{c}{b1}{c}{b2}。",
        ),
        **fields,
    )


SECTIONS: dict[str, list[Callable[[Story], None]]] = {
    "news": [
        compared,
        some_parts,
        single_month,
        target,
        hedged,
        share_whole,
        share_whole,
        growth_base,
        change,
        integers,
        integers,
        averages,
        ranks,
        first_time,
        new_count,
        spans,
        plan,
        yields,
        plain_facts,
        conversions,
        multiples,
        shares_unstated,
    ],
    "communique": [
        share_shift,
        compared,
        some_parts,
        single_month,
        structure,
        parts_of,
        parts_of,
        growth_base,
        change,
        trade,
        rates,
        income,
        contributions,
        shares_listed,
        average_growth,
        plain_facts,
        growth_shift,
        new_count,
        share_whole,
    ],
    "customs": [
        share_shift,
        some_parts,
        single_month,
        compared,
        trade,
        shares_listed,
        share_whole,
        growth_base,
        growth_shift,
        multiples,
        plain_facts,
        ranks,
    ],
    "company": [some_parts, hedged, company, company, change, growth_base, conversions, averages, share_whole, average_growth, integers],
    "report": [
        share_shift,
        target,
        structure_shift,
        hedged,
        compared,
        structure,
        average_growth,
        multiples,
        first_time,
        rates,
        growth_base,
        new_count,
        plan,
        quarters,
        contributions,
        spans,
        shares_unstated,
        parts_of,
        growth_shift,
    ],
    "farm": [hedged, target, averages, averages, yields, yields, conversions, parts_of, growth_base, ranks, change, integers],
}
TITLES = {
    "news": ["{name}：产业提质 县域经济添活力", "{name}加快打造现代产业集群", "{name}经济运行稳中有进"],
    "communique": ["{name}{year}年国民经济和社会发展统计公报", "{name}{when}经济运行情况", "{when}{name}经济形势分析"],
    "customs": ["{name}外贸韧性持续显现", "{when}{name}外贸运行情况"],
    "company": ["{name}上市公司观察", "{name}企业年报扫描"],
    "report": ["{name}政府工作报告", "在{name}人民代表大会上的工作报告"],
    "farm": ["{name}：小特产做成大产业", "{name}乡村产业一线观察"],
}
HEADS = ["产业发展", "经济运行", "项目建设", "对外开放", "民生改善", "乡村振兴", "财政金融", "科技创新"]


def generate(seed: int) -> Generated:
    """The article of that seed."""
    s = Story(seed)
    rng, d = s.rng, s.desk
    genre = rng.choice(list(SECTIONS))
    sections = rng.sample(SECTIONS[genre], min(len(SECTIONS[genre]), rng.randint(4, 8)))
    later: list[Callable[[Story], None]] = []
    used: list[str] = []
    if rng.random() < 0.3:
        later.append(headline(s))
        used.append("headline")
        sections = [later.pop(), *sections]
    else:
        d.say(rng.choice(TITLES[genre]), name=s.name, year=s.year, when=s.when())
    d.say("\n")
    if rng.random() < 0.3:
        d.say("本报讯（记者 {a} 通讯员 {b}）", a=rng.choice(["林远", "周小禾", "何一川"]), b=rng.choice(["陈立", "黄子安", "吴桐"]))
    if rng.random() < 0.3:
        sections.insert(0, lambda story: later.append(restated(story)))
        used.append("restatement")
    heads = rng.sample(HEADS, len(HEADS)) if genre in ("communique", "report") and rng.random() < 0.6 else []
    for place, section in enumerate(sections):
        if heads and place and place % 2 == 0:
            d.say("\n{n}、{head}\n", n="一二三四五六七八"[place // 2 - 1], head=heads[place // 2 - 1])
        section(s)
        used.append(getattr(section, "__name__", "restated"))
        roll = rng.random()
        if roll < 0.25:
            d.say(rng.choice(PRESSURE).replace("{name}", s.name).replace("{town}", rng.choice(TOWNS)))
        if roll < 0.6:
            d.say("\n")
    if later:
        d.say("\n")
        for each in later:
            each(s)
    d.say("\n")
    return _finish(s, genre, used)


def _finish(s: Story, genre: str, used: list[str]) -> Generated:
    d = s.desk
    text = "".join(d.parts)
    if d.look.comma != "，":
        text = text.replace("，", d.look.comma)
    if d.look.traditional:
        text = _traditional(text)
    if d.look.glosses:
        text = _gloss(s, text)
    d.numbers.sort(key=lambda n: n.start)
    relations = tuple(r for r in d.relations if all(n.printed for n in r.numbers))
    return Generated(text, tuple(d.numbers), relations, genre, tuple(used))


_converter: list[object] = []


def _traditional(text: str) -> str:
    from opencc import OpenCC  # a test dependency

    if not _converter:
        _converter.append(OpenCC("s2t"))
    convert = _converter[0].convert  # type: ignore[attr-defined]
    whole = convert(text)
    return whole if len(whole) == len(text) else "".join(c if len(t := convert(c)) != 1 else t for c in text)


def _gloss(s: Story, text: str) -> str:
    """Puts a reading in brackets behind some characters and moves the numbers' places along; never within a printed number."""
    out: list[str] = []
    moves: list[tuple[int, int]] = []
    for place, char in enumerate(text):
        out.append(char)
        if char in GLOSSES and s.rng.random() < 0.15:
            out.append(f"({GLOSSES[char]})")
            moves.append((place, len(GLOSSES[char]) + 2))
    for number in s.desk.numbers:
        shift = sum(size for place, size in moves if place < number.start)
        number.start += shift
        number.end += shift
        number.stop += shift + sum(size for place, size in moves if number.start - shift <= place < number.stop)
    return "".join(out)


def main() -> None:
    """Prints the articles of the seeds given."""
    import sys

    for seed in map(int, sys.argv[1:] or ["1"]):
        made = generate(seed)
        print(made.text)
        for n in made.numbers:
            print("   ", n.printed + n.unit, ",".join(made.kinds_of(n)) or "-", "" if made.text[n.start : n.end] == n.printed else "PLACE?")


if __name__ == "__main__":
    main()
