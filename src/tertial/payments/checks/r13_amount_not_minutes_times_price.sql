/*
code = "R13"
title = "Beloppet stämmer inte med tid och pris"
explanation = """
Beloppet skiljer sig från minuter gånger timpris med ett öre eller mer. Mindre skillnader är avrundning, åt
vilket håll den än är gjord."""
version = 1
fills = "line"
reason = "{minutes} minuter à {price_ore:kr} kr i timmen är {expected:kr} kr, men beloppet är {amount_ore:kr} kr."

[parameters.rounding]
value = 1
about = "Skillnad i öre från vilken det inte är avrundning"

[[example]]
about = "10 minuter à 100 öre är 16,67 öre: 16 och 17 är avrundningar, 15 och 18 är det inte"
lines = """
line_id minutes price_ore amount_ore
1       10      100       16
2       10      100       17
3       10      100       15
4       10      100       18
"""
hits = """
line_id amount_ore
3       15
4       18
"""
*/
select
    line_id, client_id, provider_id, service_id, month, amount_ore,
    minutes, price_ore,
    (minutes * price_ore + 30) // 60 as expected
from lines
where abs(60 * amount_ore - minutes * price_ore) >= 60 * $rounding
