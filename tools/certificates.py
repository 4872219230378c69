"""Test certificates: an authority, and certificates that it has signed."""
import shutil
import subprocess
from pathlib import Path


class Certificates:
    """A certificate authority and certificates that it signed for some names, as files in a folder."""

    def __init__(self, folder, names):
        if not shutil.which("openssl"):
            raise SystemExit("no openssl in PATH")
        self.folder = Path(folder)
        self.folder.mkdir(exist_ok=True)
        self._openssl("req", "-x509", *self._key("ca"), "-subj", "/CN=tests", "-days", "2", "-out", self.path("ca.crt"))
        for name, alternatives in names.items():
            self._sign(name, alternatives)

    def path(self, name):
        return str(self.folder / name)

    def _key(self, name):
        return ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", self.path(f"{name}.key")]

    def _sign(self, name, alternatives):
        (self.folder / "names").write_text(f"subjectAltName={alternatives}\n")
        self._openssl("req", *self._key(name), "-subj", f"/CN={name}", "-out", self.path("request"))
        self._openssl("x509", "-req", "-in", self.path("request"), "-CA", self.path("ca.crt"), "-CAkey", self.path("ca.key"),
                      "-CAcreateserial", "-days", "2", "-extfile", self.path("names"), "-out", self.path(f"{name}.crt"))

    @staticmethod
    def _openssl(*arguments):
        subprocess.run(["openssl", *arguments], check=True, capture_output=True)
