"""What an administrator fills in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from paripasso.core import tables


class UploadForm(forms.Form):
    """A spreadsheet of people."""

    file = forms.FileField(
        label=_("CSV or XLSX file"),
        help_text=_("Up to 20 MB. The first line names the columns, in Italian or English."),
        error_messages={"required": _("Choose a file first."), "empty": _("This file is empty. Choose another.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,.txt,.tsv"}),
    )
    is_everybody = forms.BooleanField(
        label=_("The file names everybody: mark those it leaves out as missing"), required=False, initial=True
    )

    def clean_file(self) -> UploadedFile[Any]:
        """Refuse what is too large before it is read."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > tables.MOST_BYTES:
            raise forms.ValidationError(
                _("The file is larger than %(megabytes)s MB. Leave out columns we do not need, or split it."),
                params={"megabytes": tables.MOST_BYTES // 1024 // 1024},
            )
        return file
