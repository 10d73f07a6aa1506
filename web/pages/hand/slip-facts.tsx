import { minuteText } from '../../parts/time.ts'
import { type AnswerOf, type api, fileAddress } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'

export type Slip = AnswerOf<typeof api.slips.$get>['slips'][number]

/** What a slip says, column by column; its check is for whoever holds the paper. */
export function SlipFacts({ slip }: { slip: Slip }) {
  const say = useSay()
  const rows: (readonly [string, string])[] = [
    [say('hand.way'), say(`hand.way.${slip.way}`)],
    [say('hand.partnerNo'), slip.partnerNo],
    [say('hand.status'), slip.status],
    [say('hand.day'), `${slip.day} ${slip.time}`],
    [say('hand.toldBy'), slip.toldBy],
    ...Object.entries(slip.fields),
    ...slip.defects.map(
      (line, index) => [say('hand.defect', { n: index + 1 }), Object.values(line).join(' · ')] as const,
    ),
    ...Object.entries(slip.licence ?? {}),
  ]
  const files = [slip.scan, slip.document, slip.licenceFile].flatMap((file) => file ?? [])
  return (
    <>
      <dl className="facts" lang="zh-CN">
        {rows
          .filter(([, text]) => text.trim() !== '')
          .map(([name, text]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{text}</dd>
            </div>
          ))}
      </dl>
      {files.length > 0 && (
        <ul>
          {files.map(({ id, name }) => (
            <li key={id}>
              <a href={fileAddress(id)} target="_blank" rel="noreferrer" lang="zh-CN">
                {name}
              </a>
            </li>
          ))}
        </ul>
      )}
      <p className="hint">
        {say('hand.entered', { who: slip.enteredByName, time: minuteText(slip.enteredAt) })}
        {slip.decidedAt &&
          ` · ${say('hand.decided', { who: slip.decidedByName ?? '', time: minuteText(slip.decidedAt) })}`}
        {slip.reason !== '' && ` · ${slip.reason}`}
      </p>
    </>
  )
}
