/** Where both sides publish the service (§1, §3.1). */
export const SERVICE_PATH = '/kstb/services/KSTBService'

export const NAMESPACE = 'http://service.kstb.zhidao.com'

/** Application and feedback operation of each matter, in the order of §3.1. */
const PAIRS: readonly (readonly [string, string])[] = [
  ['SCJG_SQSLDJJSFW', 'SCJG_SLDJFKJSFW'],
  ['SCJG_SQZZBLJSFW', 'SCJG_ZZBLFKJSFW'],
  ['SCJG_SQSPJYXKJSFW', 'SCJG_SPJYXKFKJSFW'],
  ['RSSB_SQLWPQXKJSFW', 'RSSB_LWPQXKFKJSFW'],
  ['RSSB_SQSBKSLJSFW', 'RSSB_SBKSLFKJSFW'],
  ['RSSB_SQYLGXZYJSFW', 'RSSB_YLGXZYFKJSFW'],
  ['YLBZ_SQYDJYBAJSFW', 'YLBZ_YDJYBAFKJSFW'],
  ['GJJ_SQYDZYJSFW', 'GJJ_YDZYFKJSFW'],
  ['ZAGL_SQQCJSFW', 'ZAGL_QCFKJSFW'],
  ['JTYS_SQCYZGHFJSFW', 'JTYS_CYZGHFFKJSFW'],
]

/** One line of the document's listing holds these operations. */
const LINES: readonly (readonly string[])[] = [...PAIRS, ['TYFW_BZCLJSFW', 'TYFW_CHSQJSFW'], ['TYFW_JDCXFW']]

/** Every operation of the service. */
export const OPERATIONS: readonly string[] = LINES.flat()

/** The service's description at a location, byte for byte as §3.1 prints it. */
export function wsdlText(location: string): string {
  const each = (write: (name: string) => string): string => LINES.map((line) => line.map(write).join('')).join('\n')
  return `<?xml version="1.0" encoding="UTF-8"?>
<wsdl:definitions name="KSTBService" targetNamespace="${NAMESPACE}" xmlns:tns="${NAMESPACE}" xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<wsdl:types><xs:schema targetNamespace="${NAMESPACE}" elementFormDefault="unqualified" version="1.0">
<xs:complexType name="Req"><xs:sequence><xs:element name="sqzcm" type="xs:string"/><xs:element name="information" type="xs:string"/></xs:sequence></xs:complexType>
<xs:complexType name="Resp"><xs:sequence><xs:element name="return" type="xs:string"/></xs:sequence></xs:complexType>
${each((name) => `<xs:element name="${name}" type="tns:Req"/><xs:element name="${name}Response" type="tns:Resp"/>`)}
</xs:schema></wsdl:types>
${each((name) => `<wsdl:message name="${name}"><wsdl:part name="parameters" element="tns:${name}"/></wsdl:message><wsdl:message name="${name}Response"><wsdl:part name="parameters" element="tns:${name}Response"/></wsdl:message>`)}
<wsdl:portType name="KSTBServicePortType">
${each((name) => `<wsdl:operation name="${name}"><wsdl:input message="tns:${name}"/><wsdl:output message="tns:${name}Response"/></wsdl:operation>`)}
</wsdl:portType>
<wsdl:binding name="KSTBServiceSoapBinding" type="tns:KSTBServicePortType"><soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
${each((name) => `<wsdl:operation name="${name}"><soap:operation soapAction="" style="document"/><wsdl:input><soap:body use="literal"/></wsdl:input><wsdl:output><soap:body use="literal"/></wsdl:output></wsdl:operation>`)}
</wsdl:binding>
<wsdl:service name="KSTBService"><wsdl:port name="KSTBServicePort" binding="tns:KSTBServiceSoapBinding"><soap:address location="${location}"/></wsdl:port></wsdl:service>
</wsdl:definitions>`
}
