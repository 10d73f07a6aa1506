import { accepted } from '../../core/fault.ts'
import { LinkFailure } from '../../core/links.ts'
import type { Partner, ProtocolAdapter } from '../../core/protocol.ts'
import { collectPackages, decodePackage, encodePackage, mergeCorrection, sendPackage } from './csv-package/index.ts'
import { collectForms, decodeForm, encodeForm, sendForm } from './form-json/index.ts'
import { type CsvPackageOptions, type FormJsonOptions, type Options, readOptions } from './options.ts'

/** Packages of files put into agreed directories, with or without a call that announces them. */
export const fileDrop: ProtocolAdapter<Options> = {
  name: 'file-drop',
  runtimes: ['node'],
  readOptions,
  encode: (message, { options }) =>
    options.dialect === 'form-json' ? encodeForm(message) : encodePackage(message, options),
  decode: (payload, kind, matter, { options }) =>
    options.dialect === 'form-json' ? decodeForm(payload, kind, options) : decodePackage(payload, matter, options),
  send: async (message, partner) =>
    isForm(partner) ? sendForm(message, partner) : sendPackage(message, toPackages(partner)),
  collectEveryMs: ({ drop }) => drop.pollEveryMs,
  probe,
  collect: (partner) => (isForm(partner) ? collectForms(partner) : collectPackages(toPackages(partner))),
  mergeSupplement: (previous, { tree }, _asked, { options }) =>
    options.dialect === 'form-json' ? accepted(tree) : mergeCorrection(previous, tree, options),
  receive: async () => ({ kind: 'answered', response: notByHttp() }),
  reply: async () => notByHttp(),
}

/** Whoever does not let us look at the root is there. */
async function probe({ links, options }: Partner<Options>): Promise<void> {
  await links
    .drop(options.drop)
    .directories('')
    .catch((error: unknown) => {
      if (!(error instanceof LinkFailure) || error.reason !== 'refused') throw error
    })
}

const isForm = (partner: Partner<Options>): partner is Partner<FormJsonOptions> =>
  partner.options.dialect === 'form-json'

/** The dialect that is left. */
const toPackages = (partner: Partner<Options>) => partner as Partner<CsvPackageOptions>

function notByHttp(): Response {
  return new Response('与这个地区只经交换目录收文件,这里不收报文', {
    status: 404,
    headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  })
}
