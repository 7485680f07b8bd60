"""Who may do what: the page for the lawyer. A role is a name, a sentence and what it permits.

A role is held by a person on a unit and counts there and in every unit below. Who holds which role on which
unit is data; what a role permits is this page.
"""

from dataclasses import dataclass
from enum import StrEnum

from tertial.foundation.words import N_


class Permission(StrEnum):
    READ_DRAFT = "read_draft"
    REPORT = "report"
    APPROVE = "approve"
    CONTROL = "control"
    WRITE_FINDING = "write_finding"
    EDIT_UNIT = "edit_unit"
    CHANGE_STRUCTURE = "change_structure"
    EDIT_PEOPLE = "edit_people"
    GIVE_ROLES = "give_roles"
    IMPORT = "import"
    EDIT_GOALS = "edit_goals"
    EDIT_CITY_GOALS = "edit_city_goals"
    READ_LOG = "read_log"
    RUN_ROUNDS = "run_rounds"
    FREEZE = "freeze"


PERMITS = {
    Permission.READ_DRAFT: N_("läsa utkast innan de är godkända"),
    Permission.REPORT: N_("rapportera för enheten"),
    Permission.APPROVE: N_("godkänna eller skicka tillbaka det som enheten lämnar in"),
    Permission.CONTROL: N_("granska siffror och texter och skriva synpunkter på dem"),
    Permission.WRITE_FINDING: N_("skriva iakttagelser"),
    Permission.EDIT_UNIT: N_("ändra enhetens namn och beskrivning"),
    Permission.CHANGE_STRUCTURE: N_("lägga upp, flytta, slå ihop, dela och avsluta enheter"),
    Permission.EDIT_PEOPLE: N_("lägga upp personer och ändra deras uppgifter"),
    Permission.GIVE_ROLES: N_("ge och avsluta roller"),
    Permission.IMPORT: N_("läsa in enheter, personer och roller från fil"),
    Permission.EDIT_GOALS: N_("ändra enhetens egna mål, indikatorer, årsmål och aktiviteter"),
    Permission.EDIT_CITY_GOALS: N_("ändra fullmäktiges mål, indikatorer, årsmål och uppdrag efter beslut"),
    Permission.READ_LOG: N_("läsa hela händelseloggen"),
    Permission.RUN_ROUNDS: N_("öppna rapportomgångar, påminna och göra undantag"),
    Permission.FREEZE: N_("fastställa signerade rapporter och öppna dem för rättelse"),
}


@dataclass(frozen=True, slots=True)
class Role:
    key: str
    name: str
    sentence: str
    permits: frozenset[Permission] = frozenset()


ROLES = {
    role.key: role
    for role in (
        Role(
            "reader",
            N_("Läsare"),
            N_("Läser det som är godkänt i hela staden. Förtroendevalda har den här rollen."),
        ),
        Role(
            "reporter",
            N_("Rapportör"),
            N_("Fyller i och lämnar in för sin enhet. Ser utkast i sin egen linje."),
            frozenset({Permission.READ_DRAFT, Permission.REPORT}),
        ),
        Role(
            "approver",
            N_("Godkännare"),
            N_("Chefen som godkänner det som lämnas in, och som svarar för enhetens namn och beskrivning."),
            frozenset(
                {
                    Permission.READ_DRAFT,
                    Permission.REPORT,
                    Permission.APPROVE,
                    Permission.EDIT_UNIT,
                    Permission.EDIT_GOALS,
                }
            ),
        ),
        Role(
            "controller",
            N_("Controller"),
            N_(
                "Granskar siffror och texter i sin del av staden, sköter planens mål och skriver iakttagelser."
            ),
            frozenset(
                {Permission.READ_DRAFT, Permission.CONTROL, Permission.WRITE_FINDING, Permission.EDIT_GOALS}
            ),
        ),
        Role(
            "city_office",
            N_("Stadsledningskontoret"),
            N_("Håller ihop stadens styrning: ser alla utkast, granskar och ändrar organisationen."),
            frozenset(
                {
                    Permission.READ_DRAFT,
                    Permission.CONTROL,
                    Permission.WRITE_FINDING,
                    Permission.EDIT_UNIT,
                    Permission.CHANGE_STRUCTURE,
                    Permission.IMPORT,
                    Permission.READ_LOG,
                    Permission.EDIT_GOALS,
                    Permission.EDIT_CITY_GOALS,
                    Permission.RUN_ROUNDS,
                    Permission.FREEZE,
                }
            ),
        ),
        Role(
            "auditor",
            N_("Revisor"),
            N_("Läser allt, även utkast och loggen. Skriver bara iakttagelser."),
            frozenset({Permission.READ_DRAFT, Permission.WRITE_FINDING, Permission.READ_LOG}),
        ),
        Role(
            "administrator",
            N_("Administratör"),
            N_("Sköter enheter, personer och roller. Ser inte utkast och godkänner inget."),
            frozenset(
                {
                    Permission.EDIT_UNIT,
                    Permission.CHANGE_STRUCTURE,
                    Permission.EDIT_PEOPLE,
                    Permission.GIVE_ROLES,
                    Permission.IMPORT,
                    Permission.READ_LOG,
                }
            ),
        ),
    )
}

# These two are held for the whole city wherever they are given: the city office and the auditors see all boards.
EVERYWHERE = frozenset({"city_office", "auditor"})
