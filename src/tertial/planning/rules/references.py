"""What a sentence refers to: amounts in millions and appendices by number."""

import re

from tertial.planning.rules.target_text import NUMBER, to_number

_AMOUNT = re.compile(
    rf"({NUMBER}) ?(mnkr|mkr|miljoner kronor|mdkr|miljarder kronor|tkr|tusen kronor|kr\b|kronor)", re.I
)
_TO_MILLIONS = {
    "mdkr": 1000.0,
    "miljarder kronor": 1000.0,
    "tkr": 0.001,
    "tusen kronor": 0.001,
    "kr": 1e-6,
    "kronor": 1e-6,
}
_NUMBER = r"\d{1,3}(?:\.\d{1,2})*"
_APPENDICES = re.compile(
    rf"\bbil(?:ag(?:a|an|or|orna)|\.)(?: nr)? ({_NUMBER}(?:\s*(?:[-–,]|och|samt|till)\s*{_NUMBER})*)", re.I
)


def amount_in(text: str) -> float | None:
    """The first amount of money, in millions."""
    found = _AMOUNT.search(text)
    if not found:
        return None
    return round(to_number(found[1]) * _TO_MILLIONS.get(found[2].lower(), 1.0), 6)


def without_amounts(text: str) -> str:
    """Every amount of money left to fill in, in the form that the check of what is not filled in knows (SPR01)."""
    return _AMOUNT.sub(lambda found: f"[belopp] {found[2]}", text)


def appendices_in(text: str) -> tuple[str, ...]:
    """Every appendix the text refers to, ranges written out."""
    out: list[str] = []
    for found in _APPENDICES.finditer(text):
        parts = re.split(r"\s*(,|och|samt|[-–]|till)\s*", found[1])
        for sign, number in zip(["", *parts[1::2]], parts[::2], strict=True):
            if sign in ("-", "–", "till") and out and number.isdigit() and out[-1].isdigit():
                out += [str(n) for n in range(int(out[-1]) + 1, min(int(number), int(out[-1]) + 60) + 1)]
            else:
                out.append(number)
    return tuple(dict.fromkeys(out))
