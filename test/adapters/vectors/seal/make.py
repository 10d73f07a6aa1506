#!/usr/bin/env python3
"""Makes the vectors beside this file: PDF and OFD put together here, every digest, certificate and signature by OpenSSL 3.0, no code of the project.

    python3 make.py
"""
import base64, io, os, subprocess, tempfile, zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
os.chdir(HERE)
TMP = tempfile.mkdtemp()
DISTID = '1234567812345678'


def run(*command, given=None):
    done = subprocess.run(command, input=given, capture_output=True)
    if done.returncode != 0:
        raise SystemExit((command, done.stderr.decode(errors='replace')))
    return done.stdout


def put(name, data):
    with open(name, 'wb') as file:
        file.write(data)
    return name


# two authorities, RSA and SM2, each with a certificate for a seal; and one by an intermediate
def key_of(name, kind):
    how = ['-algorithm', 'SM2'] if kind == 'sm2' else ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048']
    run('openssl', 'genpkey', *how, '-out', f'{TMP}/{name}.key')
    return f'{TMP}/{name}.key'


def method(kind):
    return ['-sm3', '-sigopt', f'distid:{DISTID}'] if kind == 'sm2' else ['-sha256']


def authority(name, kind, subject, out):
    run('openssl', 'req', '-x509', '-utf8', '-key', key_of(name, kind), *method(kind), '-subj', subject, '-days', '7300',
        '-addext', 'keyUsage=critical,keyCertSign', '-out', out)
    return out


def issued(name, kind, subject, by, by_certificate, out, extensions='basicConstraints=critical,CA:FALSE'):
    request = f'{TMP}/{name}.csr'
    run('openssl', 'req', '-new', '-utf8', '-key', key_of(name, kind), *method(kind), '-subj', subject, '-out', request)
    put(f'{TMP}/{name}.ext', extensions.encode())
    verify = ['-vfyopt', f'distid:{DISTID}'] if kind == 'sm2' else []
    run('openssl', 'x509', '-req', '-in', request, *verify, *method(kind), '-CA', by_certificate, '-CAkey', f'{TMP}/{by}.key', '-CAcreateserial',
        '-CAserial', f'{TMP}/{by}.srl', '-days', '7000', '-extfile', f'{TMP}/{name}.ext', '-out', out)
    return out


rsa_ca = authority('rsa-ca', 'rsa', '/C=CN/O=示例认证机构/CN=示例 RSA 根', 'rsa-ca.pem')
sm2_ca = authority('sm2-ca', 'sm2', '/C=CN/O=示例认证机构/CN=示例 SM2 根', 'sm2-ca.pem')
rsa = issued('rsa', 'rsa', '/C=CN/O=渝北区医疗保障局/CN=渝北区医疗保障局', 'rsa-ca', rsa_ca, f'{TMP}/rsa.pem')
middle = issued('middle', 'rsa', '/C=CN/CN=示例中间', 'rsa-ca', rsa_ca, f'{TMP}/middle.pem', 'basicConstraints=critical,CA:TRUE')
below = issued('below', 'rsa', '/C=CN/CN=中间之下', 'middle', middle, f'{TMP}/below.pem')
# whoever is no authority issues all the same
false = issued('false', 'rsa', '/C=CN/CN=冒充者', 'rsa', rsa, f'{TMP}/false.pem')
sm2 = issued('sm2', 'sm2', '/C=CN/O=渝北区市场监督管理局/CN=渝北区市场监督管理局', 'sm2-ca', sm2_ca, f'{TMP}/sm2.pem')


def cms(content, name, more=(), md='sha256'):
    put(f'{TMP}/content', content)
    chain = ['-certfile', more] if more else []
    return run('openssl', 'cms', '-sign', '-binary', '-nosmimecap', '-in', f'{TMP}/content', '-signer', f'{TMP}/{name}.pem', '-inkey',
               f'{TMP}/{name}.key', *chain, '-md', md, '-outform', 'DER')


# --- PDF (PDF 32000-1 §12.8) ---
ROOM = 12_000


def plain_pdf():
    objects = [b'<< /Type /Catalog /Pages 2 0 R >>', b'<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
               b'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>']
    out = b'%PDF-1.7\n%\xe2\xe3\xcf\xd3\n'
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b'%d 0 obj\n%s\nendobj\n' % (number, body)
    start = len(out)
    out += b'xref\n0 %d\n0000000000 65535 f \n' % (len(objects) + 1) + b''.join(b'%010d 00000 n \n' % place for place in places)
    return out + b'trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n' % (len(objects) + 1, start)


def sign_pdf(pdf, number, signer, filter=b'adbe.pkcs7.detached', more=(), change=None):
    """An incremental update with a signature dictionary, signed over all that there is then."""
    head = b'%d 0 obj\n<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /%s /ByteRange [0 %s] /Contents ' % (number, filter, b'*' * 32)
    place = len(pdf)
    update = pdf + head + b'<' + b'0' * ROOM + b'>' + b' >>\nendobj\n'
    xref = len(update)
    update += b'xref\n%d 1\n%010d 00000 n \ntrailer << /Size %d /Root 1 0 R /Prev 0 >>\nstartxref\n%d\n%%%%EOF\n' % (number, place, number + 1, xref)
    before = len(pdf) + len(head)
    after = before + ROOM + 2
    words = b'%d %d %d' % (before, after, len(update) - after)
    update = update.replace(b'[0 ' + b'*' * 32 + b']', b'[0 ' + words + b']' + b' ' * (32 - len(words)))
    content = update[:before] + update[after:]
    signature = cms(content, signer, more).hex().encode()
    return update[:before + 1] + signature + b'0' * (ROOM - len(signature)) + update[after - 1:]


pdf = plain_pdf()
once = put('rsa.pdf', sign_pdf(pdf, 4, 'rsa'))
signed = open('rsa.pdf', 'rb').read()
put('cades.pdf', sign_pdf(pdf, 4, 'rsa', b'ETSI.CAdES.detached'))
put('twice.pdf', sign_pdf(signed, 5, 'below', more=middle))
put('below.pdf', sign_pdf(pdf, 4, 'below', more=middle))
put('false.pdf', sign_pdf(pdf, 4, 'false', more=rsa))
put('sha1.pdf', sign_pdf(pdf, 4, 'rsa', b'adbe.pkcs7.sha1'))
put('appended.pdf', signed + b'6 0 obj\n<< /Type /Annot >>\nendobj\n')
put('plain.pdf', pdf)


# --- OFD (GB/T 33190) with an electronic seal's signature (GB/T 38540) ---
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


def sm3(data):
    return run('openssl', 'dgst', '-sm3', '-binary', given=data)


def sm2_sign(data):
    put(f'{TMP}/signed', data)
    return run('openssl', 'pkeyutl', '-sign', '-inkey', f'{TMP}/sm2.key', '-rawin', '-digest', 'sm3', '-pkeyopt', f'distid:{DISTID}', '-in', f'{TMP}/signed')


certificate = run('openssl', 'x509', '-in', sm2, '-outform', 'DER')
ALGORITHM = '1.2.156.10197.1.501'


def ses(signature_xml, older=False):
    seal = der(0x30, der(0x30, der(0x16, b'ES')))
    time = der(0x03, b'\0' + b'20270105020000Z') if older else der(0x18, b'20270105020000Z')
    signed = [der(0x02, b'\4'), seal, time, der(0x03, b'\0' + sm3(signature_xml)), der(0x16, b'/Doc_0/Signs/Sign_0/Signature.xml')]
    if older:
        to_sign = der(0x30, *signed, der(0x04, certificate), oid(ALGORITHM))
        return der(0x30, to_sign, der(0x03, b'\0' + sm2_sign(to_sign)))
    to_sign = der(0x30, *signed)
    return der(0x30, to_sign, der(0x04, certificate), oid(ALGORITHM), der(0x03, b'\0' + sm2_sign(to_sign)))


NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def ofd(name, method=None, older=False, change=(), more=(), signed=True):
    files = {
        'OFD.xml': f'{DECLARATION}<ofd:OFD {NAMESPACE} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo/><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>'
                   + ('<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures>' if signed else '') + '</ofd:DocBody></ofd:OFD>',
        'Doc_0/Document.xml': f'{DECLARATION}<ofd:Document {NAMESPACE}><ofd:Pages/></ofd:Document>',
        'Doc_0/Pages/Page_0/Content.xml': f'{DECLARATION}<ofd:Page {NAMESPACE}>食品经营许可证</ofd:Page>',
    }
    files = {path: text.encode() for path, text in files.items()}
    if signed:
        references = ''.join(f'<ofd:Reference FileRef="/{path}"><ofd:CheckValue>{base64.b64encode(sm3(data)).decode()}</ofd:CheckValue></ofd:Reference>'
                             for path, data in files.items())
        signature = (f'{DECLARATION}<ofd:Signature {NAMESPACE}><ofd:SignedInfo><ofd:Provider ProviderName="x"/><ofd:SignatureMethod>{ALGORITHM}</ofd:SignatureMethod>'
                     f'<ofd:SignatureDateTime>20270105020000Z</ofd:SignatureDateTime><ofd:References CheckMethod="{method or "1.2.156.10197.1.401"}">{references}</ofd:References>'
                     '</ofd:SignedInfo><ofd:SignedValue>SignedValue.dat</ofd:SignedValue></ofd:Signature>').encode()
        files['Doc_0/Signs/Signatures.xml'] = (f'{DECLARATION}<ofd:Signatures {NAMESPACE}><ofd:MaxSignId>1</ofd:MaxSignId>'
                                               '<ofd:Signature ID="1" Type="Seal" BaseLoc="Sign_0/Signature.xml"/></ofd:Signatures>').encode()
        files['Doc_0/Signs/Sign_0/Signature.xml'] = signature
        files['Doc_0/Signs/Sign_0/SignedValue.dat'] = ses(signature, older)
    for path, old, new in change:
        files[path] = files[path].replace(old, new)
    files |= dict(more)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, 'w', zipfile.ZIP_DEFLATED) as into:
        for path, data in files.items():
            into.writestr(zipfile.ZipInfo(path, (2027, 1, 5, 10, 0, 0)), data)
    put(name, archive.getvalue())


CONTENT = 'Doc_0/Pages/Page_0/Content.xml'
ofd('sm2.ofd')
ofd('older.ofd', older=True)
ofd('plain.ofd', signed=False)
ofd('changed.ofd', change=[(CONTENT, '食品'.encode(), '药品'.encode())])
ofd('list-changed.ofd', change=[('Doc_0/Signs/Sign_0/Signature.xml', b'ProviderName="x"', b'ProviderName="y"')])
ofd('appended.ofd', more=[('Doc_0/Annots/Annot_0.xml', f'<ofd:PageAnnot {NAMESPACE}/>'.encode())])
ofd('md5.ofd', method='1.2.840.113549.2.5')
