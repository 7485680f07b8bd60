"""What is asked, answered, approved, signed and told: the tables of rounds and reports."""

from tertial.reporting.models.answer_files import AnswerFile, AnswerSource
from tertial.reporting.models.answers import Answer, AnswerVersion, Attachment, Quote
from tertial.reporting.models.consolidation import Consolidation, Excerpt, Heading, Summary, SummaryVersion
from tertial.reporting.models.notices import Mail, MailChoice, Notification, Reminder
from tertial.reporting.models.rounds import Exemption, FormVersion, Note, Part, Report, Round, Signature
from tertial.reporting.models.themed import Contact, GivenQuestion

__all__ = [
    "Answer",
    "AnswerFile",
    "AnswerSource",
    "AnswerVersion",
    "Attachment",
    "Consolidation",
    "Contact",
    "Excerpt",
    "Exemption",
    "FormVersion",
    "GivenQuestion",
    "Heading",
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
    "Summary",
    "SummaryVersion",
]
