"""A certificate authority for one test run."""

import datetime
import ipaddress
import pathlib

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

NOW = datetime.datetime.now(datetime.timezone.utc)


class Authority:
    """`certificate` is what clients trust."""

    def __init__(self, folder: pathlib.Path):
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = _name("Parley test authority")
        authority = _builder(self._name, self._name, self._key).add_extension(
            x509.BasicConstraints(ca=True, path_length=0), critical=True).sign(self._key, hashes.SHA256())
        self.certificate = self._write("authority.pem", authority)

    def issue(self, host: str) -> tuple[pathlib.Path, pathlib.Path]:
        """Certificate and key files for a host name or an IP address."""
        try:
            alternative = x509.IPAddress(ipaddress.ip_address(host))
        except ValueError:
            alternative = x509.DNSName(host)
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = _builder(_name(host), self._name, key).add_extension(
            x509.SubjectAlternativeName([alternative]), critical=False).sign(self._key, hashes.SHA256())
        key_file = self.folder / f"{host}.key.pem"
        key_file.write_bytes(key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
        return self._write(f"{host}.pem", certificate), key_file

    def _write(self, name: str, certificate: x509.Certificate) -> pathlib.Path:
        path = self.folder / name
        path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        return path


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _builder(subject: x509.Name, issuer: x509.Name, key) -> x509.CertificateBuilder:
    return x509.CertificateBuilder(
        subject_name=subject, issuer_name=issuer, public_key=key.public_key(),
        serial_number=x509.random_serial_number(), not_valid_before=NOW - datetime.timedelta(hours=1),
        not_valid_after=NOW + datetime.timedelta(days=2))
