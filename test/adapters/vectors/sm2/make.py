#!/usr/bin/env python3
"""Makes sm2.json with OpenSSL 3.0, no code of the project; the key is that of ../wss.

    python3 make.py
"""
import json, os, subprocess, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
os.chdir(HERE)
TMP = tempfile.mkdtemp()
KEY = '../wss/sm2-key.pem'
MESSAGE = '跨省通办 test'.encode()


def run(*command, given=None):
    done = subprocess.run(command, input=given, capture_output=True)
    if done.returncode != 0:
        raise SystemExit((command, done.stderr.decode(errors='replace')))
    return done.stdout


def put(name, data):
    with open(f'{TMP}/{name}', 'wb') as file:
        file.write(data)
    return f'{TMP}/{name}'


message = put('message', MESSAGE)
digest = put('digest', run('openssl', 'dgst', '-sm3', '-binary', message))
public = put('public', run('openssl', 'pkey', '-in', KEY, '-pubout'))


def sign(user):
    return run('openssl', 'pkeyutl', '-sign', '-inkey', KEY, '-rawin', '-digest', 'sm3', *(['-pkeyopt', f'distid:{user}'] if user else []), '-in', message).hex()


def encrypt():
    return run('openssl', 'pkeyutl', '-encrypt', '-pubin', '-inkey', public, '-pkeyopt', 'digest:sm3', '-in', message).hex()


def short():
    # an x of 31 bytes, which comes once in some 256 times
    while True:
        sealed = encrypt()
        if bytes.fromhex(sealed)[sealed.index('02') // 2 + 1] == 31:
            return sealed


text = run('openssl', 'pkey', '-in', KEY, '-text', '-noout').decode()
hex_after = lambda word: ''.join(text.split(word)[1].split('\n', 1)[1].split('ASN1')[0].split('pub')[0].split()).replace(':', '')
json.dump({
    'message': MESSAGE.hex(),
    'privateKey': hex_after('priv:')[-64:],
    'publicKey': hex_after('pub:'),
    'digest': open(digest, 'rb').read().hex(),
    'signatures': {'usual': sign('1234567812345678'), 'partner': sign('partner@example.cn'), 'empty': sign('')},
    # the digest itself, without SM3 over Z
    'unhashed': run('openssl', 'pkeyutl', '-sign', '-inkey', KEY, '-in', digest).hex(),
    # several, so that coordinates that begin with a 1 bit and such that do not are among them
    'sealed': [*(encrypt() for _ in range(8)), short()],
}, open('sm2.json', 'w'), indent=1)
