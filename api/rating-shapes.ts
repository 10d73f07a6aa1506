import { z } from 'zod'
import { RATED_STAGES, RATING_CHANNELS, type RatedStage, type RatingChannel } from '../core/ratings/rating.ts'
import { LEVELS, type Level } from '../core/ratings/scale.ts'
import { cursor, limit } from './bodies.ts'
import { openedTicketAnswer } from './ticket-answers.ts'
import { words } from './ticket-bodies.ts'

const time = z.string().meta({ description: '北京时间,RFC 3339' })
const stage = z.enum(Object.keys(RATED_STAGES) as [RatedStage, ...RatedStage[]])
const level = z
  .enum(Object.keys(LEVELS) as [Level, ...Level[]])
  .meta({ description: '满意程度;不收数字,两种标准的数字方向相反' })
const digits = z
  .strictObject({
    gbt39046: z.string().meta({ description: 'GB/T 39046 表 A.8:1 非常满意 … 5 非常不满意' }),
    national: z.string().meta({ description: '全国好差评:5 非常满意 … 1 非常不满意' }),
  })
  .meta({ description: '同一满意程度在两种标准里的数字' })

const given = {
  stage: stage.default('result').meta({ description: '评价的环节;每个环节一次' }),
  level,
  reasons: z
    .array(z.string().regex(/^\d{3}$/, { error: '应是 3 位原因代码' }))
    .max(8)
    .refine((codes) => new Set(codes).size === codes.length, { error: '有重复的原因' })
    .default([])
    .meta({ description: '全国好差评的原因代码,如 209 未在承诺时间办结' }),
  text: words.default('').meta({ description: '意见' }),
}

const proof = {
  no: z.string().regex(/^[\w-]{1,40}$/, { error: '应是凭证上的办件编号' }),
  phoneTail: z.string().regex(/^\d{4}$/, { error: '应是手机号后四位' }),
  code: z.string().regex(/^\d{8}$/, { error: '应是短信里的 8 位评价码' }),
}

/** `POST /api/cases/{no}/ratings`, `POST /public/my/rating` */
export const ratingBody = z.strictObject(given)

/** `POST /public/ratings/open` */
export const raterBody = z.strictObject(proof)

/** `POST /public/ratings` */
export const ownRatingBody = z.strictObject({ ...proof, ...given })

/** `GET /api/ratings` */
export const ratingQuery = z.strictObject({
  stage: stage.exactOptional(),
  level: level.exactOptional(),
  bad: z.literal('1').exactOptional().meta({ description: '只看差评' }),
  cursor,
  limit,
})

const reasons = z.array(z.strictObject({ code: z.string(), text: z.string().nullable() }))
const core = { stage, stageText: z.string(), level, levelText: z.string(), digits, reasons, text: z.string(), at: time }

const rating = z
  .strictObject({
    ...core,
    caseNo: z.string(),
    matter: z.string(),
    region: z.string(),
    channel: z.enum(Object.keys(RATING_CHANNELS) as [RatingChannel, ...RatingChannel[]]),
    channelText: z.string(),
    by: z.string().meta({ description: '代录的人;自评为 applicant' }),
    ticketNo: z.string().nullable().meta({ description: '差评整改工单' }),
  })
  .meta({ id: 'Rating', description: '一次评价(好差评)' })

export const ratingListAnswer = z.strictObject({
  ratings: z.array(rating),
  counts: z.array(z.strictObject({ level, levelText: z.string(), digits, count: z.int() })).meta({
    description: '全部评价按满意程度计数,最满意的在前',
  }),
  cursor: z.string().nullable(),
})

export const caseRatingsAnswer = z.strictObject({
  ratings: z.array(rating),
  invitedAt: time.nullable().meta({ description: '邀请评价的时间;没有邀请的为 null' }),
  endsAt: time.nullable().meta({ description: '评价码到什么时候有效' }),
})

export const takenRatingAnswer = z.strictObject({
  rating,
  ticket: openedTicketAnswer
    .nullable()
    .meta({ description: '差评开出的整改工单与查询码;查询码只显示这一次,请交给申请人' }),
})

export const raterAnswer = z
  .strictObject({
    no: z.string(),
    matter: z.string(),
    region: z.string(),
    statusText: z.string(),
    endsAt: time,
    stages: z.array(z.strictObject({ stage, stageText: z.string(), given: level.nullable() })),
    levels: z.array(
      z.strictObject({
        level,
        levelText: z.string(),
        bad: z.boolean(),
        reasons: reasons.meta({ description: '可选的原因' }),
      }),
    ),
  })
  .meta({ description: '可以评价什么' })

export const ownRatingAnswer = z.strictObject({
  rating: z.strictObject(core),
  ticket: openedTicketAnswer.nullable().meta({ description: '差评:15 个工作日内整改并答复,凭编号与查询码查看' }),
})
