import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { HttpRequest } from '../../core/ports.ts'
import { createHttpSms } from '../../runtime/http-sms.ts'
import { openSmsFolder } from '../../runtime/node/sms-folder.ts'

const MESSAGE = { id: 'sms-1', phone: '13800000001', text: '【武侯通办】您的社保卡申领已收件' }

function httpSms(status: number, answer: string) {
  const asked: HttpRequest[] = []
  const http = {
    async send(request: HttpRequest) {
      asked.push(request)
      return { status, headers: {}, body: new TextEncoder().encode(answer) }
    },
  }
  const keyring = { secret: async (name: string) => (name === 'sms-gateway' ? new TextEncoder().encode('秘') : null) }
  return { sms: createHttpSms(http, keyring, 'https://sms.example/send'), asked }
}

describe('a text message gateway behind an address', () => {
  it('is asked with id, number, text and key, and its number is kept', async () => {
    const { sms, asked } = httpSms(200, '{"result":"taken","receipt":88}')
    expect(await sms.send(MESSAGE)).toEqual({ is: 'taken', receipt: '88' })
    expect(asked[0]?.url).toBe('https://sms.example/send')
    expect(asked[0]?.headers['authorization']).toBe('Bearer 秘')
    expect(JSON.parse(new TextDecoder().decode(asked[0]?.body))).toEqual(MESSAGE)
  })

  it.each([
    [200, '{"result":"refused","reason":"黑名单"}', { is: 'refused', reason: '黑名单' }],
    [503, 'busy', { is: 'later', reason: '短信平台答了 503' }],
    [200, 'OK', { is: 'later', reason: '短信平台答了 200,读不懂' }],
  ])('that answers %s %s is understood so', async (status, answer, result) => {
    expect(await httpSms(status, answer).sms.send(MESSAGE)).toEqual(result)
  })
})

describe('a folder of text messages', () => {
  it('has one file a message, however often it comes, which only its owner reads', async () => {
    const folder = join(mkdtempSync(join(tmpdir(), 'sms-')), 'out')
    const sms = openSmsFolder(folder)
    await sms.send(MESSAGE)
    expect(await sms.send(MESSAGE)).toEqual({ is: 'taken', receipt: 'sms-1' })
    expect(readdirSync(folder)).toEqual(['sms-1.json'])
    expect(JSON.parse(readFileSync(join(folder, 'sms-1.json'), 'utf8'))).toEqual(MESSAGE)
    expect(statSync(join(folder, 'sms-1.json')).mode & 0o077).toBe(0)
  })
})
