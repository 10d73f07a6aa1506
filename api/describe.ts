import { describeRoute, resolver } from 'hono-openapi'
import type { z } from 'zod'
import { CODES, type Code } from '../core/gateway-error.ts'
import { problemAnswer } from './answers.ts'

/** What a route answers and may refuse, beside what its validators say of its body and query. */
interface Description {
  /** by status: what it means, and the shape of its JSON, or the media type of anything else */
  readonly answers: Readonly<Record<number, readonly [text: string, shape: z.ZodType | keyof typeof MEDIA]>>
  /** refusals of its own; those of every route with its features come by themselves */
  readonly codes?: readonly Code[]
  /** it is for some roles only */
  readonly roles?: boolean
  /** it takes a JSON body */
  readonly json?: boolean
  /** it answers without a token */
  readonly open?: boolean
  /** required request headers and what they are */
  readonly headers?: Readonly<Record<string, string>>
  /** a body that no validator describes: its media type, and its shape where it has one */
  readonly body?: readonly [mediaType: string, shape: z.ZodType | 'binary']
}

const MEDIA = {
  binary: 'application/octet-stream',
  text: 'text/plain',
  html: 'text/html',
  print: 'text/html application/pdf',
  csv: 'text/csv',
  events: 'text/event-stream',
  json: 'application/json',
} as const

/** The description of one route in `/openapi.json`: a Chinese summary, every answer with its shape, every refusal as a problem. */
export function describe(tag: string, summary: string, description: Description) {
  const { headers = {}, body, open } = description
  return describeRoute({
    summary,
    tags: [tag],
    ...(open ? { security: [] } : {}),
    ...(Object.keys(headers).length > 0 ? { parameters: Object.entries(headers).map(headerParameter) } : {}),
    ...(body ? { requestBody: { required: true, content: { [body[0]]: { schema: schemaOf(body[1]) } } } } : {}),
    responses: { ...answersOf(description), ...problemsOf(codesOf(description)) },
  })
}

function headerParameter([name, text]: [string, string]) {
  return { in: 'header' as const, name, required: true, description: text, schema: { type: 'string' as const } }
}

function answersOf({ answers }: Description) {
  return Object.fromEntries(
    Object.entries(answers).map(([status, [text, shape]]) => [
      status,
      {
        description: text,
        content: Object.fromEntries(
          (typeof shape === 'string' ? MEDIA[shape] : 'application/json')
            .split(' ')
            .map((mediaType) => [mediaType, { schema: schemaOf(shape) }]),
        ),
      },
    ]),
  )
}

function schemaOf(shape: z.ZodType | keyof typeof MEDIA) {
  if (shape === 'json') return { type: 'object' as const }
  return typeof shape === 'string' ? { type: 'string' as const } : resolver(shape)
}

function codesOf({ codes = [], roles, json, open }: Description): Code[] {
  return [
    ...(open ? [] : (['unauthorized', 'internal'] as const)),
    ...(roles ? (['forbidden'] as const) : []),
    ...(json ? (['body-invalid', 'media-type', 'body-too-large'] as const) : []),
    ...codes,
  ]
}

function problemsOf(codes: readonly Code[]) {
  const byStatus = Map.groupBy(codes, (code) => CODES[code].status)
  return Object.fromEntries(
    [...byStatus].map(([status, several]) => [
      String(status),
      {
        description: several.map((code) => `${code}:${CODES[code].title}`).join(';'),
        content: { 'application/problem+json': { schema: resolver(problemAnswer) } },
      },
    ]),
  )
}
