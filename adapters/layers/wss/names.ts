/* Names that WS-Security (OASIS WSS SOAP Message Security 1.1, Username Token Profile 1.1) gives; 1.1 kept those of 1.0. */

const OASIS = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss'

/** Namespace of Security, UsernameToken and what is in it. */
export const WSSE = `${OASIS}-wssecurity-secext-1.0.xsd`

/** Namespace of Created, Expires, Timestamp and Id. */
export const WSU = `${OASIS}-wssecurity-utility-1.0.xsd`

/** `Type` of a password that is a digest. */
export const PASSWORD_DIGEST = `${OASIS}-username-token-profile-1.0#PasswordDigest`

/** `EncodingType` of a nonce; also what holds where none is given. */
export const BASE64_BINARY = `${OASIS}-soap-message-security-1.0#Base64Binary`

/** `ValueType` of a certificate in a BinarySecurityToken, and of a reference to it (X.509 Certificate Token Profile 1.1 §3.1). */
export const X509_V3 = `${OASIS}-x509-token-profile-1.0#X509v3`

/** Namespace of Signature and of what is in it. */
export const DS = 'http://www.w3.org/2000/09/xmldsig#'

/** Exclusive canonicalisation without comments: the only one, as a method and as a transform; also the namespace of its InclusiveNamespaces. */
export const EXC_C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#'
