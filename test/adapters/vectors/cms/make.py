#!/usr/bin/env python3
"""Makes the vectors beside this file with OpenSSL 3.0, no code of the project; keys and certificates are those of ../wss.

    python3 make.py
"""
import base64, os, subprocess, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
os.chdir(HERE)
TMP = tempfile.mkdtemp()
RSA = ['-signer', '../wss/rsa-cert.pem', '-inkey', '../wss/rsa-key.pem']


def run(*command, given=None):
    done = subprocess.run(command, input=given, capture_output=True)
    if done.returncode != 0:
        raise SystemExit((command, done.stderr.decode(errors='replace')))
    return done.stdout


def put(name, data):
    with open(name, 'wb') as file:
        file.write(data)
    return name


put('content.txt', '办件 510107-20260302-0001\r\n跨省通办\n'.encode())

# signatures: usual; with indefinite lengths, as BouncyCastle writes them; and those that are to be refused
run('openssl', 'cms', '-sign', '-binary', '-in', 'content.txt', *RSA, '-md', 'sha256', '-outform', 'DER', '-out', 'rsa.p7s')
whole = open('rsa.p7s', 'rb').read()
# the three outer elements have heads of four bytes, the object identifier between them eleven
put('rsa-indefinite.p7s', b'\x30\x80' + whole[4:15] + b'\xa0\x80\x30\x80' + whole[23:] + bytes(6))
run('openssl', 'cms', '-verify', '-binary', '-in', 'rsa-indefinite.p7s', '-inform', 'DER', '-content', 'content.txt', '-CAfile', '../wss/rsa-cert.pem', '-purpose', 'any')
run('openssl', 'cms', '-sign', '-binary', '-nodetach', '-in', 'content.txt', *RSA, '-md', 'sha256', '-outform', 'DER', '-out', 'refused-content.p7s')
run('openssl', 'cms', '-sign', '-binary', '-noattr', '-in', 'content.txt', *RSA, '-md', 'sha256', '-outform', 'DER', '-out', 'refused-noattr.p7s')
run('openssl', 'cms', '-sign', '-binary', '-keyid', '-in', 'content.txt', *RSA, '-md', 'sha256', '-outform', 'DER', '-out', 'refused-keyid.p7s')
run('openssl', 'cms', '-sign', '-binary', '-nocerts', '-in', 'content.txt', *RSA, '-md', 'sha256', '-outform', 'DER', '-out', 'refused-nocerts.p7s')
run('openssl', 'cms', '-sign', '-binary', '-in', 'content.txt', *RSA, '-md', 'sha1', '-outform', 'DER', '-out', 'refused-sha1.p7s')
run('openssl', 'cms', '-sign', '-binary', '-in', 'content.txt', *RSA, '-md', 'sha256', '-keyopt', 'rsa_padding_mode:pss', '-outform', 'DER', '-out', 'refused-pss.p7s')
run('openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', f'{TMP}/other.key', '-out', f'{TMP}/other.pem', '-subj', '/CN=other')
run('openssl', 'cms', '-resign', '-binary', '-in', 'rsa.p7s', '-inform', 'DER', '-signer', f'{TMP}/other.pem', '-inkey', f'{TMP}/other.key', '-md', 'sha256', '-outform', 'DER', '-out', 'refused-two.p7s')

# envelopes
run('openssl', 'cms', '-encrypt', '-binary', '-in', 'content.txt', '-aes-256-cbc', '-recip', '../wss/rsa-cert.pem', '-keyopt', 'rsa_padding_mode:oaep', '-keyopt', 'rsa_oaep_md:sha256', '-outform', 'DER', '-out', 'rsa-oaep.p7m')
run('openssl', 'cms', '-encrypt', '-binary', '-in', 'content.txt', '-aes-128-cbc', '-recip', '../wss/rsa-cert.pem', '-keyopt', 'rsa_padding_mode:oaep', '-outform', 'DER', '-out', 'rsa-oaep-sha1.p7m')
run('openssl', 'cms', '-encrypt', '-binary', '-stream', '-in', 'content.txt', '-aes-256-cbc', '-recip', '../wss/rsa-cert.pem', '-keyopt', 'rsa_padding_mode:oaep', '-keyopt', 'rsa_oaep_md:sha256', '-outform', 'DER', '-out', 'rsa-indefinite.p7m')
run('openssl', 'cms', '-encrypt', '-binary', '-in', 'content.txt', '-aes-256-cbc', '-recip', '../wss/rsa-cert.pem', '-outform', 'DER', '-out', 'refused-pkcs1.p7m')
run('openssl', 'cms', '-encrypt', '-binary', '-in', 'content.txt', '-des3', '-recip', '../wss/rsa-cert.pem', '-keyopt', 'rsa_padding_mode:oaep', '-outform', 'DER', '-out', 'refused-des.p7m')


# GM/T 0010: structures put together here, every digest, signature and cipher by OpenSSL
def der(tag, *parts):
    content = b''.join(parts)
    size = len(content)
    length = bytes([size]) if size < 128 else bytes([0x80 | (size.bit_length() + 7) // 8]) + size.to_bytes((size.bit_length() + 7) // 8, 'big')
    return bytes([tag]) + length + content


def oid(dotted):
    first, second, *rest = map(int, dotted.split('.'))
    octets = []
    for number in [first * 40 + second, *rest]:
        part = [number & 127]
        while number > 127:
            number >>= 7
            part.insert(0, 128 | number & 127)
        octets += part
    return der(0x06, bytes(octets))


SM2 = ['-pkeyopt', 'distid:1234567812345678']
certificate = base64.b64decode(''.join(open('../wss/sm2-cert.pem').read().split('-----')[2].split()))


def issuer_and_serial():
    listing = run('openssl', 'asn1parse', '-inform', 'DER', given=certificate).decode().splitlines()
    rows = [(int(line.split(':')[0]), line) for line in listing]
    serial = rows[4]
    issuer = [row for row in rows if 'd=2' in row[1] and 'SEQUENCE' in row[1]][1]
    cut = lambda row: certificate[row[0]:row[0] + int(row[1].split('hl=')[1].split()[0]) + int(row[1].split('l=')[2].split()[0])]
    return der(0x30, cut(issuer), cut(serial))


sm3 = run('openssl', 'dgst', '-sm3', '-binary', 'content.txt')
attributes = sorted([
    der(0x30, oid('1.2.840.113549.1.9.3'), der(0x31, oid('1.2.156.10197.6.1.4.2.1'))),
    der(0x30, oid('1.2.840.113549.1.9.5'), der(0x31, der(0x17, b'270105020000Z'))),
    der(0x30, oid('1.2.840.113549.1.9.4'), der(0x31, der(0x04, sm3))),
])
put(f'{TMP}/signed', der(0x31, *attributes))
signature = run('openssl', 'pkeyutl', '-sign', '-inkey', '../wss/sm2-key.pem', '-rawin', '-digest', 'sm3', *SM2, '-in', f'{TMP}/signed')
digest = der(0x30, oid('1.2.156.10197.1.401'), der(0x05))
signer = der(0x30, der(0x02, b'\1'), issuer_and_serial(), digest, der(0xa0, *attributes), der(0x30, oid('1.2.156.10197.1.301.1'), der(0x05)), der(0x04, signature))
signed = der(0x30, der(0x02, b'\1'), der(0x31, digest), der(0x30, oid('1.2.156.10197.6.1.4.2.1')), der(0xa0, certificate), der(0x31, signer))
put('sm2.p7s', der(0x30, oid('1.2.156.10197.6.1.4.2.2'), der(0xa0, signed)))

key, iv = bytes(range(16)), bytes(range(16, 32))
put(f'{TMP}/key', key)
public = put(f'{TMP}/public.pem', run('openssl', 'pkey', '-in', '../wss/sm2-key.pem', '-pubout'))
wrapped = run('openssl', 'pkeyutl', '-encrypt', '-pubin', '-inkey', public, '-pkeyopt', 'digest:sm3', '-in', f'{TMP}/key')
sealed = run('openssl', 'enc', '-sm4-cbc', '-K', key.hex(), '-iv', iv.hex(), '-in', 'content.txt')
recipient = der(0x30, der(0x02, b'\1'), issuer_and_serial(), der(0x30, oid('1.2.156.10197.1.301.3')), der(0x04, wrapped))
content = der(0x30, oid('1.2.156.10197.6.1.4.2.1'), der(0x30, oid('1.2.156.10197.1.104.2'), der(0x04, iv)), der(0x80, sealed))
enveloped = der(0x30, der(0x02, b'\1'), der(0x31, recipient), content)
put('sm2.p7m', der(0x30, oid('1.2.156.10197.6.1.4.2.3'), der(0xa0, enveloped)))
