import type { Fault } from '../fault.ts'

/** Passwords are counted in characters; better-auth hashes at most this many. */
export const PASSWORD_LENGTH = { least: 10, most: 128 } as const

/** The form of an account's name. It is the person's id as well, so that a case's events can be read for ever. */
export const USERNAME = /^[a-z][a-z0-9_-]{1,39}$/

/** As a person may type it. */
export function readUsername(typed: string): string {
  return typed.trim().toLowerCase()
}

/** What is wrong with a new account's name and password, each in words. */
export function checkAccount({ username, password }: { username: string; password: string }): Fault[] {
  const faults = checkPassword(password, username)
  if (USERNAME.test(username)) return faults
  const message = '账号应以小写字母开头,只含小写字母、数字、- 和 _,2 至 40 个字符'
  return [{ path: 'username', code: 'username', message }, ...faults]
}

/** What is wrong with a new password: too short or long, made of one kind of character, or holding the account's name. */
export function checkPassword(password: string, username: string): Fault[] {
  const { least, most } = PASSWORD_LENGTH
  const length = [...password].length
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/].filter((kind) => kind.test(password)).length
  const messages = [
    length < least ? `密码至少 ${least} 个字符,现有 ${length} 个` : '',
    length > most ? `密码至多 ${most} 个字符` : '',
    kinds < 2 ? '密码应含大写字母、小写字母、数字、其他字符中的至少两种' : '',
    username !== '' && password.toLowerCase().includes(username) ? '密码里不能有账号' : '',
  ]
  return messages
    .filter((message) => message !== '')
    .map((message) => ({ path: 'password', code: 'password', message }))
}
