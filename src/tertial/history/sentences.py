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
    # goals and measures
    "plan.created": N_("{actor} började på {subject}"),
    "plan.copied": N_("{actor} kopierade {count} mål från {old} till {subject}"),
    "plan.adopted": N_("{subject} antogs {on} genom beslut {decision}"),
    "goal.added": N_("{actor} lade till målet {subject}"),
    "goal.changed": N_("{actor} ändrade målet, som löd: {old}"),
    "goal.linked": N_("{actor} lade målet under {above}"),
    "goal.unlinked": N_("{actor} tog bort målet från {above}"),
    "goal.ended": N_("{actor} avslutade målet {on}"),
    "goal.expected": N_("{actor} ändrade målets förväntade resultat: nu {count}"),
    "activity.added": N_("{actor} lade till aktiviteten {subject}"),
    "activity.changed": N_("{actor} ändrade aktiviteten, som löd: {old}"),
    "activity.reported": N_("{actor} rapporterade {status}. {comment}"),
    "goal.measured": N_("{actor} lade till indikatorn {measure}"),
    "goal.unmeasured": N_("{actor} tog bort indikatorn {measure}"),
    "measure.added": N_("{actor} lade upp måttet {subject}"),
    "measure.changed": N_("{actor} ändrade vad {subject} betyder"),
    "target.set": N_("{actor} satte årsmålet {year} för {unit_name}: {new} (förut {old})"),
    "value.given": N_("{actor} lämnade värdet {new} för {unit_name}, {period}"),
    "value.corrected": N_("{actor} rättade {unit_name}, {period}, från {old} till {new}: {reason}"),
    "values.imported": N_("{actor} läste in {count} värden genom filen {file}"),
    "values.withdrawn": N_("{actor} ångrade {count} värden som kom genom en fil"),
    "judged": N_("{actor} bedömde {period}: {light}. {reason}"),
    # what comes in
    "delivery.received": N_("{actor} lämnade in {subject}"),
    "delivery.accepted": N_("{actor} godkände {subject}: {count} ändringar"),
    "delivery.withdrawn": N_("{actor} ångrade {subject}"),
    "delivery.discarded": N_("{actor} kastade {subject} utan att läsa in den"),
    # whole cities
    "city.loaded": N_("{actor} läste in stadens profil: {units} enheter och {people} personer"),
    "chain.loaded": N_(
        "{actor} läste in målkedjan: {goals} mål, {activities} aktiviteter och {values} värden"
    ),
    # plans as documents
    # rounds and reports
    "form.published": N_("{actor} gav ut formuläret {subject}, version {number}"),
    "round.planned": N_("{actor} planerade {subject}"),
    "round.changed": N_("{actor} ändrade dagar eller deltagare i {subject}"),
    "round.opening": N_("{actor} började öppna {subject}"),
    "round.opened": N_("{subject} öppnades med {count} rapporter"),
    "round.closed": N_("{actor} avslutade {subject}"),
    "round.form_changed": N_("{actor} ändrade frågorna i {subject}: {count} nya, besvarade behålls"),
    "round.followed": N_("{actor} förde in organisationens ändringar i {subject}: {count} nya rapporter"),
    "round.measured": N_("{actor} räknade {subject}: {on_time} av {expected} i tid, {late} sena"),
    "report.begun": N_("{actor} påbörjade {part}"),
    "report.part_given": N_("{actor} lämnade över {part} till {person}"),
    "report.done": N_("{actor} markerade {part} som klar"),
    "report.submitted": N_("{actor} lämnade in {count} delar av {subject}"),
    "report.taken_back": N_("{actor} tog tillbaka {count} delar: {reason}"),
    "report.returned": N_("{actor} skickade tillbaka {count} delar: {reason}"),
    "report.approved": N_("{actor} godkände {count} delar av {subject}"),
    "report.unlocked": N_("{actor} låste upp {subject}: {reason}"),
    "report.signed": N_("{actor} signerade {subject}, kontrollsumma {sum}"),
    "report.frozen": N_("{actor} fastställde {subject}, version {number}"),
    "report.correcting": N_("{actor} öppnade {subject} för rättelse: {reason}"),
    "report.reminded": N_("{actor} påminde {people} om {subject}"),
    "report.excused": N_("{actor} undantog {subject}: {reason}"),
    "report.included": N_("{actor} tog bort undantaget för {subject}"),
    "report.noted": N_("{actor} skrev en synpunkt på {part}"),
    "report.attached": N_("{actor} lade till bilagan {file}"),
    "report.detached": N_("{actor} tog bort bilagan {file}"),
    "mail.chosen": N_("{subject} valde {choice} av brev"),
    # themed follow-ups
    # documents that go out
}
