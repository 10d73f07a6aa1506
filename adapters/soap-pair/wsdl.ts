import { escapeAttribute, XML_DECLARATION } from '../layers/codec/xml.ts'
import type { Options } from './options.ts'

/** The WSDL 1.1 of the service at `location`: SOAP 1.1 document/literal, every operation with two texts in and one out. Laid out as the regions publish it. */
export function writeWsdl(
  { serviceName, namespace, operations }: Pick<Options, 'serviceName' | 'namespace' | 'operations'>,
  location: string,
): string {
  const name = escapeAttribute(serviceName)
  const ns = escapeAttribute(namespace)
  const each = (write: (operation: string) => string) => inPairs(operations.map(write))
  return [
    XML_DECLARATION,
    `<wsdl:definitions name="${name}" targetNamespace="${ns}" xmlns:tns="${ns}" xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:xs="http://www.w3.org/2001/XMLSchema">`,
    `<wsdl:types><xs:schema targetNamespace="${ns}" elementFormDefault="unqualified" version="1.0">`,
    `<xs:complexType name="Req"><xs:sequence><xs:element name="sqzcm" type="xs:string"/><xs:element name="information" type="xs:string"/></xs:sequence></xs:complexType>`,
    `<xs:complexType name="Resp"><xs:sequence><xs:element name="return" type="xs:string"/></xs:sequence></xs:complexType>`,
    ...each((one) => `<xs:element name="${one}" type="tns:Req"/><xs:element name="${one}Response" type="tns:Resp"/>`),
    '</xs:schema></wsdl:types>',
    ...each((one) => message(one) + message(`${one}Response`)),
    `<wsdl:portType name="${name}PortType">`,
    ...each(
      (one) =>
        `<wsdl:operation name="${one}"><wsdl:input message="tns:${one}"/><wsdl:output message="tns:${one}Response"/></wsdl:operation>`,
    ),
    '</wsdl:portType>',
    `<wsdl:binding name="${name}SoapBinding" type="tns:${name}PortType"><soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>`,
    ...each(
      (one) =>
        `<wsdl:operation name="${one}"><soap:operation soapAction="" style="document"/><wsdl:input><soap:body use="literal"/></wsdl:input><wsdl:output><soap:body use="literal"/></wsdl:output></wsdl:operation>`,
    ),
    '</wsdl:binding>',
    `<wsdl:service name="${name}"><wsdl:port name="${name}Port" binding="tns:${name}SoapBinding"><soap:address location="${escapeAttribute(location)}"/></wsdl:port></wsdl:service>`,
    '</wsdl:definitions>',
  ].join('\n')
}

function message(name: string): string {
  return `<wsdl:message name="${name}"><wsdl:part name="parameters" element="tns:${name}"/></wsdl:message>`
}

function inPairs(parts: readonly string[]): string[] {
  return parts.flatMap((part, index) => (index % 2 === 0 ? [part + (parts[index + 1] ?? '')] : []))
}
