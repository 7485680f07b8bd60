"""The states a thing can be in: the symbol whose shape carries the meaning, the word that is always there."""

from dataclasses import dataclass

from tertial.foundation.words import N_


@dataclass(frozen=True, slots=True)
class Status:
    symbol: str
    tone: str
    text: str
    use: str
    shape: str


_GOAL, _WORK, _INVOICE = N_("Mål och indikator"), N_("Arbete"), N_("Faktura")

STATUSES = {
    "helt": Status("helt", "ok", N_("Uppfylls"), _GOAL, N_("Fylld cirkel med bock")),
    "delvis": Status("delvis", "warn", N_("Uppfylls delvis"), _GOAL, N_("Halvfylld cirkel")),
    "inte": Status("inte", "bad", N_("Uppfylls inte"), _GOAL, N_("Romb med kryss")),
    "saknas": Status("saknas", "", N_("Värde saknas"), _GOAL, N_("Streckad cirkel")),
    "ej": Status("tom", "", N_("Ej påbörjad"), _WORK, N_("Tom cirkel")),
    "pagar": Status("pagar", "info", N_("Pågår"), _WORK, N_("Cirkel med tre punkter")),
    "inlamnad": Status("inlamnad", "info", N_("Inlämnad"), _WORK, N_("Cirkel med pil upp")),
    "retur": Status("retur", "warn", N_("Åter för komplettering"), _WORK, N_("Fyrkant med returpil")),
    "godkand": Status("helt", "ok", N_("Godkänd"), _WORK, N_("Fylld cirkel med bock")),
    "signerad": Status("signerad", "ok", N_("Signerad"), _WORK, N_("Tandad rundel med bock")),
    "fast": Status("fast", "ok", N_("Fastställd"), _WORK, N_("Stängt lås med bock")),
    "klar": Status("helt", "ok", N_("Klar"), _WORK, N_("Fylld cirkel med bock")),
    "sen": Status("sen", "bad", N_("Försenad"), _WORK, N_("Triangel med utropstecken")),
    "parkerad": Status("parkerad", "park", N_("Parkerad"), _INVOICE, N_("Fyrkant med paus")),
    "streck": Status("streck", "", N_("Ej aktuellt"), _WORK, N_("Streck")),
}
