"""What was wrong in a command as it was written, in Swedish: the library that reads the command says it in English."""

import re

_CHOICES = re.compile(r"Invalid value for (.+?): '(.*)' is not one of (.*)\.")
_KINDS = (
    (re.compile(r"No such option: (\S+)(?: \(Possible options?: (.*)\)| Did you mean (.*)\?)?"),
     "Det finns inget val {}"),
    (re.compile(r"No such command (.*)\."), "Det finns inget kommando {}"),
    (re.compile(r"Missing (?:argument|option|parameter) (.*?)\.?"), "Det fattas {}"),
    (re.compile(r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)"), "Det är för mycket på raden: {}"),
    (re.compile(r"Option (\S+) requires an? .*"), "Ett värde fattas efter {}"),
    (re.compile(r"Option (\S+) does not take a value\."), "Inget värde får stå efter {}"),
    (re.compile(r"Invalid value for (.+?): (.*) is not a valid .*\."), "{} kan inte vara {}"),
    (re.compile(r"Invalid value for (.+?): .*"), "{} har ett värde som inte går att använda"),
)  # fmt: skip


def told(message: str) -> str:
    """One sentence; what is not known here is told as it was."""
    if found := _CHOICES.fullmatch(message):
        return f"{_plain(found[1])} kan inte vara {found[2]}, bara {_plain(found[3])}."
    for pattern, sentence in _KINDS:
        if found := pattern.fullmatch(message):
            first, *others = (_plain(part) for part in found.groups() if part)
            if sentence.count("{}") > 1:
                return f"{sentence.format(first, *others)}."
            return f"{sentence.format(first)}." + (f" Menar du {', '.join(others)}?" if others else "")
    return message


def _plain(name: str) -> str:
    return name.replace("'", "").strip()
