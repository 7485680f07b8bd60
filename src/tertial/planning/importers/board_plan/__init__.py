"""The layout family of a district board's plan: goals by level, tables of indicators and activities."""
