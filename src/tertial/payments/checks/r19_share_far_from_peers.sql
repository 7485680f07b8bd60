/*
code = "R19"
title = "Fakturerad andel av beslutad tid långt från andras"
explanation = """
Utföraren fakturerar en betydligt större eller mindre del av den beslutade tiden än de andra utförarna gör för
samma insats och månad. Avslagen från början: kundgrupper skiljer sig åt. Beslut räknas när de gäller på
periodens första dag."""
version = 1
on = false
fills = ["provider_id", "service_id", "month"]
reason = "Fakturerat är {share} procent av beslutad tid; hos andra utförare {peer_share} procent."

[parameters.points]
value = 25
about = "Så många procentenheters skillnad som krävs för träff"

[[example]]
about = "Utförare 1 fakturerar 50 av 100 beslutade minuter, utförare 2 och 3 fakturerar 90"
decisions = """
decision_id client_id provider_id minutes_per_month
1           1         1           100
2           2         2           100
3           3         3           100
"""
lines = """
line_id client_id provider_id minutes
1       1         1           50
2       2         2           90
3       3         3           90
"""
hits = """
provider_id service_id month
1           1          2026-03-01
"""
*/
with groups as (
    select
        invoiced.provider_id, invoiced.service_id, invoiced.month, invoiced.minutes,
        cast(sum(decisions.minutes_per_month) as bigint) as decided
    from invoiced
    join decisions
        on decisions.client_id = invoiced.client_id and decisions.provider_id = invoiced.provider_id
        and decisions.service_id = invoiced.service_id
        and decisions.valid_from <= invoiced.month and decisions.valid_to >= invoiced.month
    group by invoiced.client_id, invoiced.provider_id, invoiced.service_id, invoiced.month, invoiced.minutes
),
own as (
    select provider_id, service_id, month,
           cast(sum(minutes) as bigint) as minutes, cast(sum(decided) as bigint) as decided
    from groups
    group by provider_id, service_id, month
),
everyone as (
    select service_id, month,
           cast(sum(minutes) as bigint) as minutes, cast(sum(decided) as bigint) as decided
    from own
    group by service_id, month
),
shares as (
    select own.provider_id, own.service_id, own.month,
           100 * own.minutes // own.decided                                                   as share,
           100 * (everyone.minutes - own.minutes) // (everyone.decided - own.decided)         as peer_share
    from own
    join everyone on everyone.service_id = own.service_id and everyone.month = own.month
    where own.decided > 0 and everyone.decided > own.decided
)
select provider_id, service_id, month, share, peer_share
from shares
where abs(share - peer_share) > $points
