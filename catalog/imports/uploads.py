"""Stops an upload that is far too large before it is written to the disk."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

from catalog.imports.limits import MAX_BYTES

# Somewhat more than a file may have: that little too much gets a sentence instead.
MOST = 2 * MAX_BYTES


class SizeLimit(FileUploadHandler):
    """Looks at the length that is announced; the server reads no more than that."""

    def handle_raw_input(
        self, input_data: Any, headers: Any, content_length: int, *args: Any
    ) -> None:
        """Refuse the request as a whole."""
        if content_length > MOST:
            raise RequestDataTooBig("The upload is too large.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Leave what is sent to the handlers that keep it."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to them too."""
