"""Distribution documents (배포용 문서): their sections are encrypted with a key that lies in the file itself.

The rule is Hancom's published one: a record of 256 bytes is masked with the numbers of a simple random generator, its first
four bytes being the seed; the key is 16 of the unmasked bytes, and the cipher AES-128 in ECB mode.
"""

from __future__ import annotations

import struct

from extract.errors import Unreadable
from extract.hwp.records import DISTRIBUTE_DOC_DATA

_SIZE = 256
_BLOCK = 16


def decrypted(data: bytes) -> bytes:
    """The compressed content of a section of a distribution document.

    Raises `Unreadable`: HG902 where its first record is not the key's, HG903 where the `cryptography` package is missing.
    """
    word = struct.unpack_from("<I", data)[0] if len(data) >= 4 + _SIZE else 0
    if word & 0x3FF != DISTRIBUTE_DOC_DATA or word >> 20 != _SIZE:
        raise Unreadable("HG902", "A section of this distribution document (배포용 문서) has no key record: fetch it again.")
    key = _key(data[4 : 4 + _SIZE])
    body = data[4 + _SIZE :]
    return _aes(key, body[: len(body) // _BLOCK * _BLOCK])


def _key(record: bytes) -> bytes:
    """The key inside a distribution record of 256 bytes."""
    (seed,) = struct.unpack_from("<I", record)
    plain = bytes(byte ^ mask for byte, mask in zip(record, masks(seed), strict=True))
    start = 4 + (seed & 0xF)
    return plain[start : start + 16]


def masks(seed: int) -> bytes:
    """The 256 bytes that mask a distribution record: runs of one random byte each; the seed's own four stay bare."""
    out = bytearray()
    while len(out) < _SIZE:
        seed, value = _random(seed)
        seed, run = _random(seed)
        out += bytes([value & 0xFF]) * ((run & 0xF) + 1)
    return bytes(4) + bytes(out[4:_SIZE])


def _random(seed: int) -> tuple[int, int]:
    """The next state and number of the generator that Microsoft's C library has."""
    seed = (seed * 214013 + 2531011) & 0xFFFFFFFF
    return seed, seed >> 16 & 0x7FFF


def _aes(key: bytes, body: bytes) -> bytes:
    try:
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
    except ImportError as error:
        message = (
            "This is a distribution document (배포용 문서); decrypting it needs the package `cryptography`: "
            "install hapgye with its extra, `hapgye[distribution]`, or save the document as PDF."
        )
        raise Unreadable("HG903", message) from error
    cipher = Cipher(algorithms.AES(key), modes.ECB()).decryptor()  # noqa: S305 - the format's rule
    return cipher.update(body) + cipher.finalize()
