"""Tags that goals may carry across the whole tree: Agenda 2030's seventeen goals and the city's perspectives."""

import re

from tertial.foundation.words import N_

PERSPECTIVES = {
    "equality": N_("Jämställdhet"),
    "child-rights": N_("Barnets rättigheter"),
    "minorities": N_("Nationella minoriteter"),
    "accessibility": N_("Tillgänglighet"),
    "climate": N_("Klimat"),
}
AGENDA = {
    f"agenda-{number}": name
    for number, name in enumerate(
        (
            N_("Ingen fattigdom"),
            N_("Ingen hunger"),
            N_("God hälsa och välbefinnande"),
            N_("God utbildning för alla"),
            N_("Jämställda liv"),
            N_("Rent vatten och sanitet för alla"),
            N_("Hållbar energi för alla"),
            N_("Arbetsvillkor och ekonomisk tillväxt"),
            N_("Industri, innovationer och infrastruktur"),
            N_("Minskad ojämlikhet"),
            N_("Hållbara städer och samhällen"),
            N_("Hållbar konsumtion och produktion"),
            N_("Bekämpa klimatförändringarna"),
            N_("Hav och marina resurser"),
            N_("Ekosystem och biologisk mångfald"),
            N_("Fredliga och inkluderande samhällen"),
            N_("Genomförande och globalt partnerskap"),
        ),
        start=1,
    )
}
TAGS = AGENDA | PERSPECTIVES
_ALSO = {
    "jamstalldhet": "equality",
    "barnratt": "child-rights",
    "minoriteter": "minorities",
    "tillganglighet": "accessibility",
    "klimat": "climate",
}
_NUMBERED = re.compile(r"(?:agenda|sdg|agenda2030)[-:_ ]?(\d{1,2})")


def code_of(tag: str) -> str:
    """One spelling for each tag: agenda:1 and sdg1 are agenda-1; what is unknown stands for itself."""
    found = _NUMBERED.fullmatch(tag.strip().casefold())
    return f"agenda-{int(found[1])}" if found else _ALSO.get(tag.strip().casefold(), tag.strip())


def number_of(code: str) -> int | None:
    """The number of a goal of Agenda 2030; a perspective has none."""
    return int(code.removeprefix("agenda-")) if code in AGENDA else None


def in_order(codes: set[str]) -> list[str]:
    """Agenda 2030 first, by number, then the perspectives, then what the city has made up itself."""
    known = {code: place for place, code in enumerate(TAGS)}
    return sorted(codes, key=lambda code: (known.get(code, len(known)), code))
