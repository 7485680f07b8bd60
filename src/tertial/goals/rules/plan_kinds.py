"""The kinds of plans: all are the same objects, with goals, indicators and activities."""

from tertial.foundation.words import N_

OPERATIONAL = "operational"
KINDS = {
    OPERATIONAL: N_("Verksamhetsplan"),
    "climate": N_("Klimatplan"),
    "competence": N_("Kompetensförsörjningsplan"),
    "procurement": N_("Upphandlingsplan"),
    "other": N_("Annan plan"),
}
