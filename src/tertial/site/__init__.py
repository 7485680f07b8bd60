"""The doors: settings, addresses, base templates and components, the command line, the server."""
