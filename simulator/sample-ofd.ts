/** The head of a zip whose first entry is OFD.xml, stored without compression: enough of an OFD to be taken for one. */
export const SAMPLE_OFD = `PK\u0003\u0004\u0014\u0000${'\u0000'.repeat(20)}\u0007\u0000\u0000\u0000OFD.xml<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"/>`
