"""Exact arithmetic over rounded numbers: what can be true together, what cannot, and which single slip would explain it.

The engine knows intervals and relations and nothing of where they come from. A printed 43 % is the interval [42.5, 43.5]; a
relation holds when some values inside all the intervals satisfy it.

>>> from fractions import Fraction
>>> from enping_check.engine import Candidate, Constraint, Network, Var, possible, repairs, unique
>>> from enping_check.interval import Interval
>>> def printed(text):
...     places = len(text.partition(".")[2])
...     return Interval.around(Fraction(text), Fraction(1, 2 * 10**places))
>>> share = Constraint(Var("part") * 100, "=", Var("share") * Var("whole"))
>>> possible(share, {"part": printed("440"), "whole": printed("1000"), "share": printed("44")})
True
>>> possible(share, {"part": printed("440"), "whole": printed("1000"), "share": printed("43")})
False

Several relations make a network. Two shares of one whole that nobody stated:

>>> network = Network()
>>> for name, text in {"a": "31.3", "a share": "35.6", "b": "20.5", "b share": "32.3"}.items():
...     network.add_variable(name, printed(text))
>>> network.add(Constraint(Var("a") * 100, "=", Var("a share") * Var("whole")), tag="share of a")
>>> network.add(Constraint(Var("b") * 100, "=", Var("b share") * Var("whole")), tag="share of b")
>>> conflict = network.conflict()
>>> conflict.variables, conflict.tags
(('a', 'a share', 'b', 'b share'), ('share of a', 'share of b'))
>>> low, high = conflict.implied("b share").low, conflict.implied("b share").high
>>> f"{float(low):.2f} to {float(high):.2f}"
'23.19 to 23.44'
>>> found = repairs(conflict.constraints, conflict.box, {"b share": [Candidate(printed("23.3"), "digit", "23.3")]})
>>> unique(found).payload
'23.3'
"""

from enping_check.engine.conflict import Conflict, implied_by, minimal
from enping_check.engine.constraint import Constraint, implied
from enping_check.engine.expression import Const, Expression, Name, Var, root, total
from enping_check.engine.integers import integer_ratio_feasible
from enping_check.engine.network import Narrowing, Network
from enping_check.engine.repair import Candidate, Repair, Slip, digit_origins, digit_slips, repairs, swaps, unique
from enping_check.engine.satisfaction import possible, satisfiable
from enping_check.engine.verdict import CANNOT_FAIL, FAILS, HOLDS, LAST_DIGIT, Readings, Verdict, judge
from enping_check.interval import EMPTY, EVERYTHING, Interval

__all__ = [
    "CANNOT_FAIL",
    "EMPTY",
    "EVERYTHING",
    "FAILS",
    "HOLDS",
    "LAST_DIGIT",
    "Candidate",
    "Conflict",
    "Const",
    "Constraint",
    "Expression",
    "Interval",
    "Name",
    "Narrowing",
    "Network",
    "Readings",
    "Repair",
    "Slip",
    "Var",
    "Verdict",
    "digit_origins",
    "digit_slips",
    "implied",
    "implied_by",
    "integer_ratio_feasible",
    "judge",
    "minimal",
    "possible",
    "repairs",
    "root",
    "satisfiable",
    "swaps",
    "total",
    "unique",
]
