import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import soap from 'soap'
import type { Behaviour, Simulator } from '../../simulator/contract.ts'
import { startSimulator } from '../../simulator/hubei/index.ts'

/** A sample of the document, byte for byte. */
export const sample = (name: string): string =>
  readFileSync(new URL(`./vectors/hubei/${name}`, import.meta.url), 'utf8')

/** The code with which the gateway calls 湖北, §2.1. */
export const REGISTRATION_CODE = '9b1f6c52d0e84a7f8c3d5e6a7b8c9d01'

/** A moment that the document writes as `yyyyMMddHHmmss` in Beijing. */
export const at = (text: string): number =>
  Date.parse(text.replace(/(....)(..)(..)(..)(..)(..)/, '$1-$2-$3T$4:$5:$6+08:00'))

/** The content of an element in a text; empty where there is none. */
export const inside = (text: string, name: string): string =>
  new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1] ?? ''

/** `sid[no].ZDM code` of everything that an answer complains of. */
export function complaints(answer: string): string[] {
  return [...answer.matchAll(/<RECORD no="(\d+)" sid="(\d+)" code[^>]*>(.*?)<\/RECORD>/g)].flatMap(
    ([, no, sid, text]) =>
      [...(text ?? '').matchAll(/<CW><ZDM>([^<]*)<\/ZDM><CODE>([^<]*)<\/CODE>/g)].map(
        ([, field, code]) => `${sid}[${no}].${field} ${code}`,
      ),
  )
}

const HEAD =
  '<BBH>V2.1</BBH><FSDW_SJGSDWDM>510107000000</FSDW_SJGSDWDM><FSDW_SJGSDWMC>成都市武侯区政务服务中心</FSDW_SJGSDWMC><JSDW_SJGSDWDM>420000000000</JSDW_SJGSDWDM><JSDW_SJGSDWMC>湖北省跨省通办平台</JSDW_SJGSDWMC>'

/** A package of the gateway: head of a case at a time, `data` as it is given. */
export const packageOf = (category: string, caseNumber: string, time: string, data: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><PACKAGE><PACKAGEHEAD>${HEAD}<ZAGLYWFLDM>${category}</ZAGLYWFLDM><YWXTBH>${caseNumber}</YWXTBH><XTYWQYFW>2</XTYWQYFW><FSSJ>${time}</FSSJ></PACKAGEHEAD><DATA>${data}</DATA></PACKAGE>`

/** A record with its fields in the order given. */
export const recordOf = (sid: string, fields: Readonly<Record<string, string>>, no = 1): string =>
  `<RECORD no="${no}" sid="${sid}">${Object.entries(fields)
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join('')}</RECORD>`

/** The Base64 of the document's sample PDF, 303 bytes. */
export const SAMPLE_PDF = inside(sample('9.3-accepted.xml'), 'CLNR')

/** A file of a package. */
export const fileOf = (code: string, name: string, no = 1, form = '4'): string =>
  recordOf(
    '011000',
    { CLLBDM: code, CLMC: name, CLGS: 'pdf', CLNR: SAMPLE_PDF, SXH: String(no), CLXSDM: form, MTJDM: 'N' },
    no,
  )

interface Call {
  readonly operation: string
  readonly registrationCode: string
  readonly information: string
}

/** The answer of a side to a message: its head with the sides exchanged, and its own number. */
export function answerTo(information: string, code: string, number: string): string {
  const swapped = information
    .replace(/<DATA>.*<\/DATA>/s, '<DATA></DATA>')
    .replace(
      /<FSDW_SJGSDWDM>(.*?)<\/FSDW_SJGSDWDM><FSDW_SJGSDWMC>(.*?)<\/FSDW_SJGSDWMC><JSDW_SJGSDWDM>(.*?)<\/JSDW_SJGSDWDM><JSDW_SJGSDWMC>(.*?)<\/JSDW_SJGSDWMC>/,
      '<FSDW_SJGSDWDM>$3</FSDW_SJGSDWDM><FSDW_SJGSDWMC>$4</FSDW_SJGSDWMC><JSDW_SJGSDWDM>$1</JSDW_SJGSDWDM><JSDW_SJGSDWMC>$2</JSDW_SJGSDWMC>',
    )
  const sid = /<RECORD no="1" sid="(\d+)"/.exec(information)?.[1] ?? ''
  return swapped
    .replace('</PACKAGEHEAD>', `<CODE>${code}</CODE><MSG>样例</MSG></PACKAGEHEAD>`)
    .replace(
      '<DATA>',
      ['10', '-61'].includes(code)
        ? `<DATA><RECORD no="1" sid="${sid}" code="${code}" msg="样例"><YWLSH>${number}</YWLSH></RECORD>`
        : '<DATA>',
    )
}

/** A gateway that takes everything and keeps it; `answer` decides otherwise. */
async function startStandIn() {
  const calls: Call[] = []
  const standIn = {
    calls,
    url: '',
    answer: ({ information }: Call): string | Promise<string> => answerTo(information, '10', 'WH202603050001'),
    /** the feedback types taken, in order */
    types: () => calls.map(({ information }) => inside(information, 'FKLXDM')),
  }
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  standIn.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const wsdl = sample('service.wsdl')
  const method =
    (operation: string) =>
    async ({ sqzcm, information }: { sqzcm: string; information: string }) => {
      const call = { operation, registrationCode: sqzcm, information }
      calls.push(call)
      return { return: await standIn.answer(call) }
    }
  const names = [...wsdl.matchAll(/<wsdl:operation name="([^"]+)"><wsdl:input message/g)].map(([, name = '']) => name)
  const port = Object.fromEntries(names.map((name) => [name, method(name)]))
  await new Promise<void>((resolve) =>
    soap.listen(server, '/kstb/services/KSTBService', { KSTBService: { KSTBServicePort: port } }, wsdl, () =>
      resolve(),
    ),
  )
  return {
    standIn,
    close: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

/** The simulator beside a stand-in gateway, with a clock that the test sets and a SOAP client of the library. */
export async function openStage(options: { behaviour?: Behaviour; time?: string; stepDelayMs?: number } = {}) {
  const clock = { now: at(options.time ?? '20260302091532') }
  const { standIn, close } = await startStandIn()
  const simulator: Simulator = await startSimulator({
    gatewayUrl: standIn.url,
    behaviour: options.behaviour ?? 'ok',
    stepDelayMs: options.stepDelayMs ?? 1,
    slowMs: 60,
    now: () => clock.now,
  })
  const location = `${simulator.url}/kstb/services/KSTBService`
  const client = await soap.createClientAsync(`${location}?wsdl`, { disableCache: true })
  return {
    clock,
    gateway: standIn,
    simulator,
    location,
    /** the `return` of an operation */
    async call(operation: string, information: string, sqzcm = REGISTRATION_CODE): Promise<string> {
      const method = client[`${operation}Async`] as (args: object, options: object) => Promise<[{ return: string }]>
      return (await method({ sqzcm, information }, { proxy: false, timeout: 10_000 }))[0].return
    },
    /** posts an envelope as it is */
    post: (body: string, timeoutMs = 10_000): Promise<Response> =>
      fetch(location, {
        method: 'POST',
        headers: { 'content-type': 'text/xml; charset=UTF-8', soapaction: '""' },
        body,
        signal: AbortSignal.timeout(timeoutMs),
      }),
    async close() {
      await simulator.close()
      await close()
    },
  }
}

export type Stage = Awaited<ReturnType<typeof openStage>>
