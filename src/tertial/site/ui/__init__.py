"""The design system's words for templates, one module for each kind; templatetags/ui.py hands them to Django."""
