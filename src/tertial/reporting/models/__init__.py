"""What is asked, answered, approved, signed and told: the tables of rounds and reports."""

from tertial.reporting.models.answers import Answer, AnswerVersion, Attachment, Quote
from tertial.reporting.models.notices import Mail, MailChoice, Notification, Reminder
from tertial.reporting.models.rounds import Exemption, FormVersion, Note, Part, Report, Round, Signature

__all__ = [
    "Answer",
    "AnswerVersion",
    "Attachment",
    "Exemption",
    "FormVersion",
    "Mail",
    "MailChoice",
    "Note",
    "Notification",
    "Part",
    "Quote",
    "Reminder",
    "Report",
    "Round",
    "Signature",
]
