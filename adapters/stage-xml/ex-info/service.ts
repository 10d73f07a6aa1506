import { writeQualifiedEnvelope } from '../../layers/codec/soap.ts'
import { escapeAttribute, XML_DECLARATION } from '../../layers/codec/xml.ts'

/** The one service and operation of the protocol (3.1). */
export const NAMESPACE = 'http://focus.service.gdbs.example'
export const OPERATION = 'setDataXmlToFocus'

/** A call, its four parameters in their order. */
export function writeCall(parts: {
  readonly deptCode: string
  readonly xml: string
  readonly tableName: string
  readonly identify: string
}): string {
  const { deptCode, xml, tableName, identify } = parts
  return writeQualifiedEnvelope({
    namespace: NAMESPACE,
    name: OPERATION,
    parts: Object.entries({ deptCode, xml, tableName, identify }),
  })
}

/** The answer to a call. */
export function writeReturn(text: string): string {
  return writeQualifiedEnvelope({ namespace: NAMESPACE, name: `${OPERATION}Response`, parts: [['return', text]] })
}

/** The WSDL 1.1 of the service at `location`, laid out as the document prints it. */
export function writeWsdl(location: string): string {
  const texts = (...names: string[]) => names.map((name) => `<xs:element name="${name}" type="xs:string"/>`).join('')
  const element = (name: string, inner: string) =>
    `<xs:element name="${name}"><xs:complexType><xs:sequence>${inner}</xs:sequence></xs:complexType></xs:element>`
  const message = (name: string, part: string) =>
    `<wsdl:message name="${name}"><wsdl:part name="parameters" element="tns:${part}"/></wsdl:message>`
  const [request, response] = [`${OPERATION}Request`, `${OPERATION}Response`]
  const literal = '<soap:body use="literal"/>'
  return [
    XML_DECLARATION,
    `<wsdl:definitions name="FocusService" targetNamespace="${NAMESPACE}" xmlns:tns="${NAMESPACE}" xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:xs="http://www.w3.org/2001/XMLSchema">`,
    `<wsdl:types><xs:schema targetNamespace="${NAMESPACE}" elementFormDefault="qualified" attributeFormDefault="unqualified">`,
    element(OPERATION, texts('deptCode', 'xml', 'tableName', 'identify')),
    element(response, texts('return')),
    '</xs:schema></wsdl:types>',
    message(request, OPERATION),
    message(response, response),
    `<wsdl:portType name="FocusServicePortType"><wsdl:operation name="${OPERATION}"><wsdl:input message="tns:${request}"/><wsdl:output message="tns:${response}"/></wsdl:operation></wsdl:portType>`,
    `<wsdl:binding name="FocusServiceSoap11Binding" type="tns:FocusServicePortType"><soap:binding transport="http://schemas.xmlsoap.org/soap/http" style="document"/><wsdl:operation name="${OPERATION}"><soap:operation soapAction="urn:${OPERATION}" style="document"/><wsdl:input>${literal}</wsdl:input><wsdl:output>${literal}</wsdl:output></wsdl:operation></wsdl:binding>`,
    `<wsdl:service name="FocusService"><wsdl:port name="FocusServiceHttpSoap11Endpoint" binding="tns:FocusServiceSoap11Binding"><soap:address location="${escapeAttribute(location)}"/></wsdl:port></wsdl:service>`,
    '</wsdl:definitions>',
  ].join('\n')
}
