"""The design system's words for templates, a module for each kind; templatetags/ui.py hands them over."""
