/*
code = "R2"
title = "Utförd tid överstiger beslutad tid"
explanation = """
Den registrerade tiden för en kund, utförare, insats och månad är mer än tio procent över den beslutade.
Ett beslut som gäller en del av månaden räknas efter sina dagar. Grupper helt utan beslut tas av R3 och R14."""
version = 1
fills = ["client_id", "provider_id", "service_id", "month"]
reason = "Utfört {performed} minuter, men beslutat för månaden är {ordered} minuter."

[parameters.percent]
value = 110
about = "Så många procent av beslutad tid som får utföras"

[[example]]
about = "31 minuter i månaden: 34 minuter är inom tio procent, 35 är det inte"
decisions = """
decision_id client_id minutes_per_month
1           1         31
2           2         31
"""
visits = """
visit_id client_id start_utc        end_utc
1        1         2026-03-02T08:00 2026-03-02T08:34
2        2         2026-03-02T08:00 2026-03-02T08:35
"""
hits = """
client_id month
2         2026-03-01
"""

[[example]]
about = "Ett beslut för tio av månadens 31 dagar ger tio trettioförstadelar; utan beslut ingen träff"
decisions = """
decision_id client_id valid_from valid_to   minutes_per_month
1           1         2026-03-01 2026-03-10 310
"""
visits = """
visit_id client_id start_utc        end_utc
1        1         2026-03-02T08:00 2026-03-02T09:51
2        2         2026-03-02T08:00 2026-03-02T12:00
"""
hits = """
client_id
1
"""
*/
with decided as (
    select
        performed.client_id, performed.provider_id, performed.service_id, performed.month,
        performed.minutes,
        date_diff('day', performed.month, last_day(performed.month)) + 1 as days_in_month,
        cast(sum(decisions.minutes_per_month * (1 + date_diff('day',
            greatest(decisions.valid_from, performed.month),
            least(decisions.valid_to, last_day(performed.month))))) as bigint) as minute_days
    from performed
    join decisions
        on decisions.client_id = performed.client_id and decisions.provider_id = performed.provider_id
        and decisions.service_id = performed.service_id
        and decisions.valid_from <= last_day(performed.month) and decisions.valid_to >= performed.month
    group by performed.client_id, performed.provider_id, performed.service_id, performed.month, performed.minutes
)
select
    client_id, provider_id, service_id, month,
    minutes                      as performed,
    minute_days // days_in_month as ordered
from decided
where 100 * minutes * days_in_month > $percent * minute_days
