/*
code = "R10"
title = "Priset är inte taxans"
explanation = """
Priset per timme är ett annat än taxan för insatsen i utförarens zon på periodens första dag, eller så finns
ingen sådan taxa."""
version = 1
fills = "line"
reason = "Priset är {price_ore:kr} kr i timmen; taxan {period_from} är {tariff_ore:kr kr|inte satt}."

[[example]]
about = "Rad 1 följer taxan, rad 2 följer förra årets, rad 3 avser en insats utan taxa"
providers = """
provider_id zone
1           1
"""
tariffs = """
service_id zone valid_from valid_to   price_ore
1          1    2025-01-01 2025-12-31 39000
1          1    2026-01-01 2026-12-31 40000
"""
lines = """
line_id service_id price_ore
1       1          40000
2       1          39000
3       2          40000
"""
hits = """
line_id
2
3
"""
*/
select
    lines.line_id, lines.client_id, lines.provider_id, lines.service_id, lines.month, lines.amount_ore,
    lines.price_ore, lines.period_from,
    tariffs.price_ore as tariff_ore
from lines
left join providers on providers.provider_id = lines.provider_id
left join tariffs
    on tariffs.service_id = lines.service_id and tariffs.zone = providers.zone
    and tariffs.valid_from <= lines.period_from and tariffs.valid_to >= lines.period_from
where tariffs.price_ore is null or tariffs.price_ore <> lines.price_ore
