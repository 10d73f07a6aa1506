import { z } from 'zod'
import { zodIssues } from '../../core/definitions/zod-faults.ts'
import { accepted, type Checked, faulty } from '../../core/fault.ts'
import { packageShape } from '../layers/csv-package/format.ts'

const key = z.string().min(1)

/** What a word of the region's for a case's status needs beside it on a slip. */
const status = z.strictObject({
  /** columns that must be filled */
  needs: z.array(key).default([]),
  /** the document that belongs to it; no telephone brings it */
  paper: z.string().default(''),
  /** lines of what is to be mended */
  defects: z.boolean().default(false),
  licence: z.boolean().default(false),
  /** matters of which a telephone call is not enough for it */
  notByTelephone: z.array(key).default([]),
})

const options = z.strictObject({
  ...packageShape,
  /** how often it is looked whether a person has done it, where nobody rang */
  lookEveryMs: z.int().positive(),
  /** what is printed: how much of the list's digest the code and the footers show, what the code says, lines of the sheet on a page, columns of a material */
  dossier: z.strictObject({
    code: key,
    digestLetters: z.int().min(8).max(64),
    footerLetters: z.int().min(4).max(64),
    linesPerPage: z.int().positive(),
    item: z.strictObject({ code: key, name: key, form: key, copies: key, pages: key }),
  }),
  /** slips: columns of what each says, the text and length of its check, and what each status needs */
  slip: z.strictObject({
    columns: z.strictObject({
      caseNo: key,
      partnerNo: key,
      status: key,
      at: key,
      documentType: key,
      documentFile: key,
    }),
    /** columns that always say the same */
    constants: z.record(z.string(), z.string()),
    check: z.strictObject({ text: key, letters: z.int().min(4).max(16) }),
    /** columns that may be filled beside, each with an example */
    fields: z.record(z.string(), z.string()),
    statuses: z.record(z.string(), status),
  }),
})

export type Options = z.infer<typeof options>

/** Reads the options of a way that people go. */
export function readOptions(raw: unknown): Checked<Options> {
  const parsed = z.object({ options }).safeParse({ options: raw })
  return parsed.success ? accepted(parsed.data.options) : faulty(zodIssues(parsed.error))
}
