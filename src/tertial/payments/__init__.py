"""Payment control: every invoice line set against ordered and registered time."""
