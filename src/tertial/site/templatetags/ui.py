"""Words of the design system in templates; no page needs to load them. Shown with their code on /ui."""

from django import template

from tertial.site.ui import boxes, fields, figures, frame, lists, marks, prose, trees

register = template.Library()

for part in (marks, figures, frame, fields, boxes, lists, prose, trees):
    register.tags |= part.register.tags
    register.filters |= part.register.filters
