"""People, the roles they hold and who stands in for whom, as a file delivers them."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tertial.foundation.day import Span
from tertial.foundation.importer import Header, Row
from tertial.foundation.words import N_
from tertial.organisation.roles import ROLES
from tertial.organisation.rules.columns import Problem, day_in, key_in, plain, slug, text_in

FROM = Header("valid_from", "Från", needed=False, also=("giltig från", "gäller från", "from", "startdatum"))
TO = Header(
    "valid_to", "Till", needed=False, also=("giltig till", "gäller till", "to", "slutdatum", "till och med")
)

PERSON_COLUMNS = (
    Header("key", "Nyckel", needed=False, also=("id", "användarnamn", "user")),
    Header("name", "Namn", also=("person", "förnamn efternamn", "full name")),
    Header("email", "E-post", also=("epost", "e-postadress", "mail", "mejl", "e-mail")),
    Header("title", "Titel", needed=False, also=("befattning", "roll i organisationen")),
)
ROLE_COLUMNS = (
    Header("person", "Person", also=("e-post", "epost", "email", "e-mail", "användare")),
    Header("role", "Roll", also=("behörighet",)),
    Header("unit", "Enhet", also=("enhetsnyckel", "organisation")),
    FROM,
    TO,
)
DEPUTY_COLUMNS = (
    Header("holder", "Ordinarie", also=("person", "för")),
    Header("deputy", "Vikarie", also=("ersättare", "ställföreträdare")),
    FROM,
    TO,
    Header("reason", "Anledning", needed=False, also=("orsak", "skäl")),
)


@dataclass(frozen=True, slots=True)
class PersonRecord:
    key: str
    name: str
    email: str
    title: str = ""
    line: int | None = field(default=None, compare=False)
    given: frozenset[str] = field(default=frozenset(), compare=False)


@dataclass(frozen=True, slots=True)
class RoleRecord:
    person: str
    role: str
    unit: str
    valid_from: date | None = None
    valid_to: date | None = None
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class DeputyRecord:
    holder: str
    deputy: str
    valid_from: date
    valid_to: date
    reason: str = ""
    line: int | None = field(default=None, compare=False)


EMAIL = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9åäö-]+(\.[a-z0-9åäö-]+)+")


def read_people(
    rows: Sequence[Row], known: Mapping[str, str] | None = None
) -> tuple[list[PersonRecord], list[Problem]]:
    """Rows into people. `known` (e-mail → key) are there already: the same e-mail is the same person."""
    known = known or {}
    problems: list[Problem] = []
    records: list[PersonRecord] = []
    emails = {email: (key, None) for email, key in known.items()}
    keys: dict[str, str] = {key: email for email, key in known.items()}
    seen: dict[str, int | None] = {}
    for row in rows:
        person = _person(row, known, problems)
        if person is None:
            continue
        if person.email in seen:
            text = N_("e-postadressen finns redan på rad %(first)s. Behåll en av raderna.")
            problems.append(Problem(row.line, "email", text, {"first": seen[person.email]}))
            continue
        if (
            keys.get(person.key, person.email) != person.email
            and emails.get(person.email, ("",))[0] != person.key
        ):
            text = N_("nyckeln ”%(key)s” används av %(other)s. Ange en egen nyckel för personen.")
            problems.append(Problem(row.line, "key", text, {"key": person.key, "other": keys[person.key]}))
            continue
        seen[person.email] = row.line
        keys[person.key] = person.email
        records.append(person)
    return records, problems


def _person(row: Row, known: Mapping[str, str], problems: list[Problem]) -> PersonRecord | None:
    email = row["email"].lower()
    if not EMAIL.fullmatch(email) or len(email) > 254:
        text = N_("”%(email)s” är ingen e-postadress. Skriv till exempel namn@kommun.se.")
        problems.append(Problem(row.line, "email", text, {"email": email[:60]}))
        return None
    name = text_in(row, "name", problems, longest=200, needed=True)
    key = key_in(row, "key", problems) or known.get(email) or slug(email.partition("@")[0])[:80]
    title = text_in(row, "title", problems, longest=200)
    return PersonRecord(key, name, email, title, row.line, frozenset(row.cells)) if name else None


def role_by_word() -> dict[str, str]:
    """The role by its key or its Swedish name."""
    return {plain(word): key for key, role in ROLES.items() for word in (key, role.name)}


def read_roles(
    rows: Sequence[Row], people: Mapping[str, str], units: Mapping[str, str]
) -> tuple[list[RoleRecord], list[Problem]]:
    """Rows into role holdings. `people`: key and e-mail → key; `units`: key → name."""
    problems: list[Problem] = []
    records: list[RoleRecord] = []
    words = role_by_word()
    unit_keys = _unit_keys(units)
    for row in rows:
        person = _found(row, "person", people, problems)
        role = words.get(plain(row["role"]), "")
        if not role:
            text = N_("rollen ”%(role)s” finns inte. Välj något av: %(roles)s.")
            names = ", ".join(each.name for each in ROLES.values())
            problems.append(Problem(row.line, "role", text, {"role": row["role"][:60], "roles": names}))
        unit = _unit(row, units, unit_keys, problems)
        first, last = days_in(row, problems)
        if person and role and unit:
            records.append(RoleRecord(person, role, unit, first, last, row.line))
    return records, [*problems, *_doubled_roles(records)]


def _unit_keys(units: Mapping[str, str]) -> dict[str, list[str]]:
    keys: dict[str, list[str]] = {}
    for key, name in units.items():
        keys.setdefault(plain(name), []).append(key)
    return keys


def _unit(
    row: Row, units: Mapping[str, str], by_name: Mapping[str, list[str]], problems: list[Problem]
) -> str | None:
    word = row["unit"]
    if word in units:
        return word
    meant = by_name.get(plain(word), [])
    if len(meant) == 1:
        return meant[0]
    if meant:
        text = N_("flera enheter heter ”%(unit)s”. Ange nyckeln: %(keys)s.")
        problems.append(Problem(row.line, "unit", text, {"unit": word, "keys": ", ".join(meant[:5])}))
    else:
        text = N_("enheten ”%(unit)s” finns inte. Ange dess nyckel eller hela namn.")
        problems.append(Problem(row.line, "unit", text, {"unit": word[:80]}))
    return None


def _found(row: Row, column: str, people: Mapping[str, str], problems: list[Problem]) -> str | None:
    key = people.get(row[column]) or people.get(row[column].lower())
    if key is None:
        text = N_("”%(person)s” finns inte bland personerna. Ange nyckel eller e-postadress.")
        problems.append(Problem(row.line, column, text, {"person": row[column][:80]}))
    return key


def days_in(row: Row, problems: list[Problem]) -> tuple[date | None, date | None]:
    first, last = day_in(row, "valid_from", problems), day_in(row, "valid_to", problems)
    if first and last and last < first:
        text = N_("sista dagen %(last)s ligger före första dagen %(first)s.")
        problems.append(Problem(row.line, "valid_to", text, {"last": last, "first": first}))
        return first, None
    return first, last


def _doubled_roles(records: Iterable[RoleRecord]) -> list[Problem]:
    """The same role on the same unit twice at the same time."""
    held: dict[tuple[str, str, str], list[RoleRecord]] = {}
    problems: list[Problem] = []
    for each in records:
        before = held.setdefault((each.person, each.role, each.unit), [])
        same = next((other for other in before if _span(other).overlaps(_span(each))), None)
        if same:
            text = N_("personen har redan rollen på rad %(first)s under samma tid.")
            problems.append(Problem(each.line, "role", text, {"first": same.line}))
        before.append(each)
    return problems


def _span(record: RoleRecord) -> Span:
    return Span(record.valid_from or date.min, record.valid_to)


def check_roles(records: Iterable[RoleRecord], lives: Mapping[str, Span], *, start: date) -> list[Problem]:
    """A role is held while the unit exists. `start` counts where the file gives no first day."""
    problems: list[Problem] = []
    for each in records:
        life = lives[each.unit]
        first = each.valid_from or max(start, life.first)
        if each.valid_to and each.valid_to < first:
            continue
        if not life.covers(Span(first, each.valid_to)):
            text = N_("enheten finns %(first)s–%(last)s men rollen gäller utanför den tiden.")
            params = {"first": life.first, "last": life.last or ""}
            problems.append(Problem(each.line, "valid_to" if life.last else "valid_from", text, params))
    return problems


def read_deputies(rows: Sequence[Row], people: Mapping[str, str]) -> tuple[list[DeputyRecord], list[Problem]]:
    """Rows into deputyships: always between two days."""
    problems: list[Problem] = []
    records: list[DeputyRecord] = []
    for row in rows:
        holder, deputy = (_found(row, column, people, problems) for column in ("holder", "deputy"))
        first, last = days_in(row, problems)
        for column in ("valid_from", "valid_to"):
            if not row[column]:
                problems.append(Problem(row.line, column, N_("cellen är tom men behövs.")))
        if holder and holder == deputy:
            problems.append(Problem(row.line, "deputy", N_("en person kan inte vikariera för sig själv.")))
        elif holder and deputy and first and last:
            reason = text_in(row, "reason", problems, longest=200)
            records.append(DeputyRecord(holder, deputy, first, last, reason, row.line))
    return records, problems


def people_by_word(people: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Key by key and by e-mail, from (key, e-mail)."""
    given: Collection[tuple[str, str]] = list(people)
    return {email.lower(): key for key, email in given} | {key: key for key, _ in given}
