# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""What only cases write: names in a folder that each run has anew, and addresses of a certain length."""

import os

LONGEST_PATH = 80  # that a result has in full; of a longer one only the length is told


class CaseText:
    """Between a case, which says $TMP and $ID, and call scripts, which say where that is."""

    def __init__(self, folder):
        self.folder = folder
        self.id = os.path.basename(folder)

    def fill_in(self, given):
        """A step's value as it is in a call script."""
        if isinstance(given, str):
            return given.replace("$TMP", self.folder).replace("$ID", self.id)
        if isinstance(given, list):
            return [self.fill_in(part) for part in given]
        if not isinstance(given, dict):
            return given
        if "path_len" in given:
            start = self.folder + "/"
            return start + "p" * (given["path_len"] - len(start))
        if "bytes_path" in given:
            return {"path_hex": (self.folder + "/").encode().hex() + given["bytes_path"]}
        if "str" in given:
            return given["str"]
        return {key: self.fill_in(value) for key, value in given.items()}

    def take_out(self, got):
        """A result's value as two runs write alike. Paths are bytes, and written as Latin-1."""
        if isinstance(got, str):
            text = got.replace(self.folder, "$TMP").replace(self.id, "$ID")
            if text.startswith("$TMP") and len(text) > LONGEST_PATH:
                return {"path_len": len(got.encode())}
            return text.encode().decode("latin-1")
        if isinstance(got, list):
            return [self.take_out(part) for part in got]
        if not isinstance(got, dict):
            return got
        if "path_hex" in got:
            return bytes.fromhex(got["path_hex"]).replace(self.folder.encode(), b"$TMP").decode("latin-1")
        return {key: self.take_out(value) for key, value in got.items()}
