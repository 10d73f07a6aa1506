#!/usr/bin/env python3
"""Makes the vectors beside this file: xmlsec1 1.2.37 (libxml2), xmllint and OpenSSL 3.0, no code of the project.

    apt-get install xmlsec1 libxml2-utils && python3 make.py
"""
import base64, json, os, re, subprocess, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
os.chdir(HERE)
TMP = tempfile.mkdtemp()


def run(*command, given=None):
    done = subprocess.run(command, input=given, capture_output=True)
    if done.returncode != 0:
        raise SystemExit((command, done.stderr.decode(errors='replace')))
    return done.stdout


def put(name, text):
    with open(name, 'wb') as file:
        file.write(text if isinstance(text, bytes) else text.encode())
    return name


# --- exclusive canonical form: what xmlsec1 digests for a reference to Id="t" ---
CASES = [
    ('attributes in the order of their namespaces', '<r xmlns:b="urn:b" xmlns:a="urn:z"><t Id="t" b:x="1" a:x="2" z="3" y="4" xmlns:c="urn:c" c:x="5"/></r>', ''),
    ('only the prefixes that are used', '<r xmlns:a="urn:a" xmlns:b="urn:b" xmlns="urn:d"><a:t Id="t"><a:u/><b:v><b:w a:x="1"/></b:v><x/></a:t></r>', ''),
    ('a default namespace that ends', '<r xmlns="urn:d"><t Id="t"><u xmlns=""><v/><w xmlns="urn:d"/></u></t></r>', ''),
    ('no default namespace to end', '<r xmlns:p="urn:p"><p:t Id="t"><u xmlns=""><v/></u></p:t></r>', ''),
    ('a prefix that changes its meaning', '<r xmlns:a="urn:a"><a:t Id="t"><a:u xmlns:a="urn:b"/><a:u/><b:v xmlns:b="urn:b"><a:w xmlns:a="urn:b"/></b:v></a:t></r>', ''),
    ('prefixes in the order of code points', '<r xmlns:a="urn:1" xmlns:B="urn:2" xmlns:_="urn:3" xmlns:é="urn:4"><t Id="t" a:x="1" B:x="2" _:x="3" é:x="4"/></r>', ''),
    ('references and quotes', '<r><t Id="t" q=\'a"b&apos;c&#9;&#10;&#13;&lt;&amp;>\'>&lt;&gt;&amp;&quot;&apos;&#13;&#x4e2d;&#128512;"\'</t></r>', ''),
    ('white space of every kind', '<r><t Id="t"\n\n  a = "x\n\ty"   >\n  a\tb \n<u  />\n</t ></r>', ''),
    ('line ends of other machines', '<r>\r\n<t Id="t" a="x\r\ny\rz">a\r\nb\rc<![CDATA[d\r\ne]]></t>\r\n</r>', ''),
    ('CDATA and comments', '<r><t Id="t">a<!-- b -->c<![CDATA[<d>&amp;]]]]><![CDATA[>]]><!-- e --><u><!----></u></t></r>', ''),
    ('Chinese and characters of four bytes', '<r xmlns:省="urn:sheng"><省:办件 Id="t" 省:名="䶮">𠅤<省:内容>跨省通办</省:内容></省:办件></r>', ''),
    ('xml:lang and xml:space', '<r xml:lang="zh"><t Id="t" xml:space="preserve"> <u xml:lang="en"/> </t></r>', ''),
    ('prefixes that are listed', '<r xmlns:a="urn:a" xmlns:b="urn:b" xmlns="urn:d"><a:t Id="t"><a:u xmlns:b="urn:b2"/><x b="b:y"/></a:t></r>', 'b #default'),
    ('listed prefixes that are not there', '<r xmlns:a="urn:a"><a:t Id="t" q="a"><u xmlns=""/></a:t></r>', 'zz #default a'),
    ('a listed prefix as the name of an attribute', '<r xmlns:a="urn:a" xmlns:b="urn:b"><a:t Id="t" a:b="urn:x"/></r>', 'b'),
    ('an attribute whose name begins with xmlns', '<r><t Id="t" xmlnsa="1" a="2"/></r>', ''),
]


def canonical(xml, prefixes):
    listed = f'<InclusiveNamespaces xmlns="http://www.w3.org/2001/10/xml-exc-c14n#" PrefixList="{prefixes}"/>' if prefixes else ''
    signature = (
        '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo>'
        '<CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>'
        '<SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#hmac-sha256"/>'
        '<Reference URI="#t"><Transforms><Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#">' + listed +
        '</Transform></Transforms><DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><DigestValue/></Reference>'
        '</SignedInfo><SignatureValue/></Signature>')
    end = xml.rindex('</r>')
    file = put(f'{TMP}/c.xml', xml[:end] + signature + xml[end:])
    apex = re.search(r'<(?:[^\s:<>]+:)?([^\s:<>]+)\s+Id="t"', xml).group(1)
    root = re.search(r'<r[^>]* xmlns="([^"]*)"', xml)
    space = root.group(1) if root else ''
    prefix = re.search(r'<(?:([^\s:<>]+):)?[^\s:<>]+\s+Id="t"', xml).group(1)
    if prefix:
        space = re.search(f'xmlns:{prefix}="([^"]*)"', xml).group(1).replace('&amp;', '&').replace('&quot;', '"')
    name = f'{space}:{apex}' if space else apex
    key = put(f'{TMP}/key', b'demo')
    done = run('xmlsec1', '--sign', '--hmackey', key, '--id-attr:Id', name, '--store-references', '--print-debug', '--output', f'{TMP}/o.xml', file)
    return re.search(rb'== PreDigest data - start buffer:\n(.*)\n== PreDigest data - end buffer', done, re.S).group(1).decode()


put('c14n.json', json.dumps([{'name': n, 'xml': x, 'prefixes': p, 'canonical': canonical(x, p)} for n, x, p in CASES], ensure_ascii=False, indent=1) + '\n')

# --- keys and certificates ---
SUBJECT = '/C=CN/O=示例/CN=demo'
run('openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'rsa-key.pem', '-out', 'rsa-cert.pem', '-days', '36500', '-utf8', '-subj', SUBJECT)
put('sm2-key.pem', run('openssl', 'pkcs8', '-topk8', '-nocrypt', given=run('openssl', 'ecparam', '-genkey', '-name', 'SM2', '-noout')))
run('openssl', 'req', '-x509', '-new', '-key', 'sm2-key.pem', '-sm3', '-sigopt', 'distid:1234567812345678', '-out', 'sm2-cert.pem', '-days', '36500', '-utf8', '-subj', SUBJECT)

# --- messages ---
OASIS = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss'
BODY = '<S:Body xmlns:S="http://schemas.xmlsoap.org/soap/envelope/" xmlns:u="%s-wssecurity-utility-1.0.xsd" u:Id="b1"><d:apply xmlns:d="http://example.cn/demo"><d:name>甄示例 &amp; 𠅤</d:name><d:xml><![CDATA[<a>1</a>]]></d:xml></d:apply></S:Body>' % OASIS
TIME = '<u:Timestamp xmlns:u="%s-wssecurity-utility-1.0.xsd" u:Id="t1"><u:Created>2027-01-05T02:00:00Z</u:Created><u:Expires>2027-01-05T02:05:00Z</u:Expires></u:Timestamp>' % OASIS


def reference(to, digest_name, digest, listed=''):
    return (f'<ds:Reference URI="#{to}"><ds:Transforms><ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#">{listed}</ds:Transform></ds:Transforms>'
            f'<ds:DigestMethod Algorithm="{digest_name}"></ds:DigestMethod><ds:DigestValue>{digest}</ds:DigestValue></ds:Reference>')


def signed_info(method, references):
    return ('<ds:SignedInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"></ds:CanonicalizationMethod>'
            f'<ds:SignatureMethod Algorithm="{method}"></ds:SignatureMethod>{references}</ds:SignedInfo>')


def envelope(certificate, info, value):
    pem = open(certificate).read()
    token = ''.join(pem.split('-----')[2].split('\n'))
    return (f'<?xml version="1.0" encoding="UTF-8"?>\n<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n <S:Header><wsse:Security xmlns:wsse="{OASIS}-wssecurity-secext-1.0.xsd" S:mustUnderstand="1">'
            f'<wsse:BinarySecurityToken xmlns:u="{OASIS}-wssecurity-utility-1.0.xsd" EncodingType="{OASIS}-soap-message-security-1.0#Base64Binary" ValueType="{OASIS}-x509-token-profile-1.0#X509v3" u:Id="x1">{token}</wsse:BinarySecurityToken>'
            f'{TIME}<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#">{info}<ds:SignatureValue>{value}</ds:SignatureValue><ds:KeyInfo><wsse:SecurityTokenReference><wsse:Reference URI="#x1" ValueType="{OASIS}-x509-token-profile-1.0#X509v3"/></wsse:SecurityTokenReference></ds:KeyInfo></ds:Signature>'
            f'</wsse:Security></S:Header>\n {BODY}\n</S:Envelope>\n')


# RSA by xmlsec1, with the InclusiveNamespaces that WSS4J writes
SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256'
LISTED = '<ec:InclusiveNamespaces xmlns:ec="http://www.w3.org/2001/10/xml-exc-c14n#" PrefixList="S xsi"></ec:InclusiveNamespaces>'
info = signed_info('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', reference('b1', SHA256, '', LISTED) + reference('t1', SHA256, ''))
put(f'{TMP}/template.xml', envelope('rsa-cert.pem', info, ''))
IDS = ['--id-attr:Id', 'http://schemas.xmlsoap.org/soap/envelope/:Body', '--id-attr:Id', f'{OASIS}-wssecurity-utility-1.0.xsd:Timestamp', '--id-attr:Id', f'{OASIS}-wssecurity-secext-1.0.xsd:BinarySecurityToken']
run('xmlsec1', '--sign', '--privkey-pem', 'rsa-key.pem', *IDS, '--output', 'rsa-sha256.xml', f'{TMP}/template.xml')


# SM2: canonical forms by xmllint, digests and signature by OpenSSL
def c14n(text):
    return run('xmllint', '--exc-c14n', put(f'{TMP}/part.xml', text))


def sm3(text):
    return base64.b64encode(run('openssl', 'dgst', '-sm3', '-binary', given=c14n(text))).decode()


def raw(signature):
    integers, at = [], 2
    while at < len(signature):
        size = signature[at + 1]
        integers.append(int.from_bytes(signature[at + 2:at + 2 + size], 'big').to_bytes(32, 'big'))
        at += 2 + size
    return b''.join(integers)


SM = 'http://www.chinaport.gov.cn/2022/04/xmldsig'
info = signed_info(f'{SM}#sm2-sm3', reference('b1', f'{SM}#sm3', sm3(BODY)) + reference('t1', f'{SM}#sm3', sm3(TIME)))
put(f'{TMP}/info', c14n(info))
value = run('openssl', 'pkeyutl', '-sign', '-inkey', 'sm2-key.pem', '-rawin', '-digest', 'sm3', '-pkeyopt', 'distid:1234567812345678', '-in', f'{TMP}/info')
put('sm2-sm3.xml', envelope('sm2-cert.pem', info, base64.b64encode(raw(value)).decode()))
