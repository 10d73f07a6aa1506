import { useSay } from '../../words/language.tsx'
import type { Report } from './indicators-page.tsx'
import { type Point, Spark } from './spark.tsx'

type About = Report['indicators'][number]
type Figure = Report['all'][number]

/** One figure: its value, whether it reaches its target, its course by month as a chart and as a table, its formula with what it was made of. */
export function IndicatorCard({ about, figure, points }: { about: About; figure: Figure; points: readonly Point[] }) {
  const say = useSay()
  const { id, name, formula, unit, target, better } = about
  const text = (value: number | null) =>
    value === null ? '—' : `${value.toLocaleString('en-US')}${say(`indicators.unit.${unit}`)}`
  return (
    <article className="card indicator" aria-labelledby={`indicator-${id}`} data-indicator={id}>
      <h3 id={`indicator-${id}`} lang="zh-CN">
        {name}
      </h3>
      <p className="indicator-value number">
        {figure.value === null ? <span className="hint">{say('indicators.none')}</span> : text(figure.value)}
      </p>
      <p className="hint">
        {better && say(`indicators.better.${better}`)}
        {target !== null && ` · ${say('indicators.target', { target: text(target) })}`}
        {figure.reaches !== null && (
          <strong className={figure.reaches ? 'reached' : 'missed'}>
            {' '}
            <span aria-hidden="true">{figure.reaches ? '√' : '×'}</span>{' '}
            {say(figure.reaches ? 'indicators.reached' : 'indicators.missed')}
          </strong>
        )}
      </p>
      <Spark points={points} target={target} />
      <details>
        <summary>
          {say('indicators.formula')}
          <span className="unseen" lang="zh-CN">
            {' '}
            {name}
          </span>
        </summary>
        <p lang="zh-CN">{formula}</p>
        <Parts about={about} figure={figure} />
      </details>
      {points.length > 1 && (
        <details>
          <summary>
            {say('indicators.table')}
            <span className="unseen" lang="zh-CN">
              {' '}
              {name}
            </span>
          </summary>
          <table className="months">
            <caption className="unseen">{say('indicators.chart', { name })}</caption>
            <thead>
              <tr>
                <th scope="col">{say('indicators.month')}</th>
                <th scope="col">{say('indicators.value')}</th>
              </tr>
            </thead>
            <tbody>
              {points.map(({ month, value }) => (
                <tr key={month}>
                  <th scope="row">{month}</th>
                  <td className="number">{text(value)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </article>
  )
}

/** What a figure was made of. */
function Parts({ about, figure }: { about: About; figure: Figure }) {
  const say = useSay()
  const { numerator, denominator } = figure
  return (
    <dl className="facts">
      {numerator !== null && (
        <div>
          <dt>{say('indicators.numerator')}</dt>
          <dd>
            {numerator} <span lang="zh-CN">{about.numeratorText}</span>
          </dd>
        </div>
      )}
      {denominator !== null && (
        <div>
          <dt>{say(numerator === null ? 'indicators.counts' : 'indicators.denominator')}</dt>
          <dd>
            {denominator} <span lang="zh-CN">{about.denominatorText}</span>
          </dd>
        </div>
      )}
    </dl>
  )
}
