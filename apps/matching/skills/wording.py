"""What the fields of skills are called in the console."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

FIELD_WORDS: dict[str, str | Promise] = {
    "programming": pgettext_lazy("field of skills", "Programming languages"),
    "web": pgettext_lazy("field of skills", "Web"),
    "mobile": pgettext_lazy("field of skills", "Mobile"),
    "backend": pgettext_lazy("field of skills", "Backend"),
    "databases": pgettext_lazy("field of skills", "Databases"),
    "cloud and operations": pgettext_lazy("field of skills", "Cloud and operations"),
    "security": pgettext_lazy("field of skills", "Security"),
    "testing": pgettext_lazy("field of skills", "Testing"),
    "data": pgettext_lazy("field of skills", "Data"),
    "machine learning": pgettext_lazy("field of skills", "Machine learning"),
    "hardware": pgettext_lazy("field of skills", "Hardware"),
    "product": pgettext_lazy("field of skills", "Product"),
    "project management": pgettext_lazy("field of skills", "Project management"),
    "design": pgettext_lazy("field of skills", "Design"),
    "marketing": pgettext_lazy("field of skills", "Marketing"),
    "sales and service": pgettext_lazy("field of skills", "Sales and service"),
    "finance": pgettext_lazy("field of skills", "Finance"),
    "people and legal": pgettext_lazy("field of skills", "People and legal"),
    "medicine": pgettext_lazy("field of skills", "Medicine"),
    "logistics": pgettext_lazy("field of skills", "Logistics"),
    "manufacturing": pgettext_lazy("field of skills", "Manufacturing"),
    "construction": pgettext_lazy("field of skills", "Construction"),
    "education": pgettext_lazy("field of skills", "Education"),
    "languages": pgettext_lazy("field of skills", "Foreign languages"),
    "hospitality": pgettext_lazy("field of skills", "Hospitality"),
    "media and public": pgettext_lazy("field of skills", "Media and public sector"),
    "other": pgettext_lazy("field of skills", "Other"),
}
