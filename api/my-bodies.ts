import { z } from 'zod'
import { mobile, words } from './ticket-bodies.ts'

const no = z
  .string()
  .max(60)
  .refine((text) => /^[0-9A-Za-z０-９Ａ-Ｚａ-ｚ\s-]{4,60}$/u.test(text), { error: '应是凭证上的编号' })
  .meta({ description: '凭证上的编号' })
const tail = z.string().regex(/^\d{4}$/, { error: '应是手机号的后四位' })

/** `POST /public/my/codes` */
export const askCodeBody = z.strictObject({ no, tail })

/** `POST /public/my/session` */
export const openSessionBody = z.strictObject({
  no,
  tail,
  code: z.string().regex(/^\d{6}$/, { error: '应是短信里的 6 位数字' }),
})

/** `POST /public/my/supplement` */
export const mendBody = z.strictObject({
  answers: z
    .array(
      z.strictObject({
        index: z.int().min(0).max(200).meta({ description: '补正要求的第几项,从 0 起' }),
        fileId: z
          .string()
          .regex(/^[\w-]{1,60}$/, { error: '应是上传得到的编号' })
          .exactOptional(),
        text: words.refine((text) => text.length <= 200, { error: '最多 200 个字' }).exactOptional(),
      }),
    )
    .max(200),
})

/** `POST /public/my/complaint` */
export const myComplaintBody = z.strictObject({
  text: words.refine((text) => text !== '', { error: '不能为空' }),
  mobile: mobile.exactOptional().meta({ description: '愿意留的手机号,只给答复的人看' }),
})
