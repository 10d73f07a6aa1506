import { HttpFailure } from '../../core/ports.ts'

const NOT_REACHED = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']

/** What OpenSSL says where we do not take the other side's certificate, and where ours and its key do not belong together or are none. */
const OURS =
  /^(ERR_TLS_CERT_ALTNAME_INVALID|ERR_OSSL_.*|CERT_.*|.*_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_.*|HOSTNAME_MISMATCH|INVALID_(CA|PURPOSE))$/

/** Alerts by which the other side ends a handshake for a certificate's sake (RFC 8446 §6.2). */
const THEIRS =
  /_ALERT_(HANDSHAKE_FAILURE|(BAD|UNSUPPORTED)_CERTIFICATE|CERTIFICATE_(REVOKED|EXPIRED|UNKNOWN|REQUIRED)|UNKNOWN_CA|ACCESS_DENIED)$/

/** Node's words for a connection that the other side ended in the middle of the handshake; there is no code for it. */
const IN_HANDSHAKE = 'disconnected before secure TLS connection was established'

/** What became of a message that was not answered. Only where a connection never stood, or its handshake was not brought to an end, is it sure not to have been taken. */
export function toFailure(error: unknown): HttpFailure {
  if (error instanceof HttpFailure) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (NOT_REACHED.includes(code)) return new HttpFailure('connect', false, { cause: error })
  if (OURS.test(code) || THEIRS.test(code) || (error instanceof Error && error.message.includes(IN_HANDSHAKE)))
    return new HttpFailure('tls', false, { cause: error })
  const timedOut =
    code.includes('TIMEOUT') ||
    (error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError'))
  return new HttpFailure(timedOut ? 'timeout' : 'reset', true, { cause: error })
}
