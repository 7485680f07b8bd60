"""An amount as printed in a table: as many decimals as it has, at least one."""


def amount(value: float | None) -> str:
    """12345.6 → `12 345,6`; nothing is nothing."""
    if value is None:
        return ""
    text = f"{value:,.6f}".rstrip("0")
    text = f"{text}0" if text.endswith(".") else text
    return text.replace(",", " ").replace(".", ",").replace("-", "−")
