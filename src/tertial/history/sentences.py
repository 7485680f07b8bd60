"""Every sentence of every timeline. A verb that is not here cannot be recorded.

{actor} and {subject} are always there; the other words are the event's particulars.
"""

from tertial.foundation.words import N_

SENTENCES = {
    "unit.created": N_("{actor} lade upp {subject}"),
    "unit.renamed": N_("{actor} bytte namn från {old} till {new}"),
    "unit.described": N_("{actor} ändrade beskrivningen av {subject}"),
    "unit.imported": N_("{actor} ändrade {subject} genom filen {file}"),
    "unit.put_back": N_("{actor} ångrade en fil: {subject} är som före den"),
    "unit.moved": N_("{actor} flyttade {subject} från {old} till {new} från och med {on}"),
    "unit.closed": N_("{actor} avslutade {subject} den {on}"),
    "unit.merged": N_("{actor} slog ihop {old} till {subject} från och med {on}"),
    "unit.split": N_("{actor} delade {subject} i {new} från och med {on}"),
    "person.created": N_("{actor} lade upp {subject}"),
    "person.changed": N_("{actor} ändrade uppgifter om {subject}"),
    "person.imported": N_("{actor} ändrade uppgifter om {subject} genom filen {file}"),
    "person.put_back": N_("{actor} ångrade en fil: uppgifterna om {subject} är som före den"),
    "person.closed": N_("{actor} stängde kontot för {subject}"),
    "person.language": N_("{subject} bytte språk till {language}"),
    "administrator.appointed": N_("{actor} gav {subject} nytt lösenord som administratör"),
    "role.given": N_("{actor} gav {subject} rollen {role} för {unit_name}"),
    "role.ended": N_("{actor} avslutade rollen {role} för {subject} i {unit_name}"),
    "role.put_back": N_("{actor} ångrade en fil: rollen {role} för {subject} i {unit_name} är som före den"),
    "deputy.named": N_("{actor} utsåg {deputy} till vikarie för {subject} {valid_from}–{valid_to}"),
    "deputy.ended": N_("{actor} avslutade {deputy} som vikarie för {subject}"),
    "delivery.received": N_("{actor} lämnade in {subject}"),
    "delivery.accepted": N_("{actor} godkände {subject}: {count} ändringar"),
    "delivery.withdrawn": N_("{actor} ångrade {subject}"),
    "delivery.discarded": N_("{actor} kastade {subject} utan att läsa in den"),
    "city.loaded": N_("{actor} läste in stadens profil: {units} enheter och {people} personer"),
}
