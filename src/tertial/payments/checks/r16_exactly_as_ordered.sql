/*
code = "R16"
title = "Utfört exakt som beslutat"
explanation = """
Den registrerade tiden för gruppen är på minuten lika med den beslutade för månaden. Vård i verkligheten avviker;
exakt likhet tyder på efterhandsregistrering. Avslagen från början: fasta tidsblock kan ge samma utfall."""
version = 1
on = false
fills = ["client_id", "provider_id", "service_id", "month"]
reason = "Utfört är exakt de {performed} minuter som är beslutade för månaden, i {visits} besök."

[parameters.at_least]
value = 4
about = "Så många besök i månaden krävs för att bedöma"

[[example]]
about = "Två besök à 30 minuter mot beslutade 60 är exakt; mot 61 är det inte"
parameters = "at_least=2"
decisions = """
decision_id client_id minutes_per_month
1           1         60
2           2         61
"""
visits = """
visit_id client_id start_utc        end_utc
1        1         2026-03-02T08:00 2026-03-02T08:30
2        1         2026-03-03T08:00 2026-03-03T08:30
3        2         2026-03-02T08:00 2026-03-02T08:30
4        2         2026-03-03T08:00 2026-03-03T08:30
"""
hits = """
client_id month
1         2026-03-01
"""
*/
with ordered as (
    select
        performed.client_id, performed.provider_id, performed.service_id, performed.month, performed.minutes,
        cast(sum(decisions.minutes_per_month) as bigint) as decided
    from performed
    join decisions
        on decisions.client_id = performed.client_id and decisions.provider_id = performed.provider_id
        and decisions.service_id = performed.service_id
        and decisions.valid_from <= performed.month and decisions.valid_to >= last_day(performed.month)
    group by performed.client_id, performed.provider_id, performed.service_id, performed.month, performed.minutes
)
select
    ordered.client_id, ordered.provider_id, ordered.service_id, ordered.month,
    ordered.minutes           as performed,
    cast(count(*) as bigint)  as visits
from ordered
join visits
    on visits.client_id = ordered.client_id and visits.provider_id = ordered.provider_id
    and visits.service_id = ordered.service_id and visits.month = ordered.month
where ordered.minutes = ordered.decided and ordered.minutes > 0
group by ordered.client_id, ordered.provider_id, ordered.service_id, ordered.month, ordered.minutes
having count(*) >= $at_least
