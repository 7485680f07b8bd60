"""The rules of payment control: one SQL file each, with its explanation, parameters and examples in the header.

`shared/` holds the tables that several rules stand on. Read `docs/formats/payments.md` for the header's form.
"""
