/*
code = "R7"
title = "Samma sak fakturerad två gånger"
explanation = """
En annan fakturarad med lägre radnummer har samma kund, insats, period och belopp, på vilken faktura och hos
vilken utförare den än står. Den lägsta raden är den som gäller; de andra är träffar."""
version = 1
fills = "line"
reason = "Samma kund, insats, period och belopp ({amount_ore:kr} kr) finns redan på rad {first_line_id}."

[[example]]
about = "Rad 3 upprepar rad 1 hos en annan utförare; rad 2 har ett annat belopp"
lines = """
line_id invoice_id provider_id amount_ore
1       1          1           50000
2       1          1           50001
3       2          2           50000
"""
hits = """
line_id provider_id amount_ore
3       2           50000
"""
*/
with repeated as (
    select client_id, service_id, period_from, period_to, amount_ore, min(line_id) as first_line_id
    from lines
    group by client_id, service_id, period_from, period_to, amount_ore
    having count(*) > 1
)
select
    lines.line_id, lines.client_id, lines.provider_id, lines.service_id, lines.month, lines.amount_ore,
    repeated.first_line_id
from lines
join repeated
    on repeated.client_id = lines.client_id and repeated.service_id = lines.service_id
    and repeated.period_from = lines.period_from and repeated.period_to = lines.period_to
    and repeated.amount_ore = lines.amount_ore
where lines.line_id > repeated.first_line_id
