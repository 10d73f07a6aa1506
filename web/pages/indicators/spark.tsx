/** A value of each month; null where there was nothing to make it of. */
export interface Point {
  readonly month: string
  readonly value: number | null
}

const WIDTH = 160
const HEIGHT = 40
const EDGE = 4

/** A small line chart; what it says stands in the table beside it, so that it is hidden from whoever cannot see it. */
export function Spark({ points, target }: { points: readonly Point[]; target: number | null }) {
  const known = points.flatMap(({ value }, index) => (value === null ? [] : [{ index, value }]))
  // one point is no course
  if (known.length < 2) return null
  const values = [...known.map(({ value }) => value), ...(target === null ? [] : [target])]
  const [low, high] = [Math.min(0, ...values), Math.max(...values)]
  const range = high - low || 1
  const x = (index: number) => EDGE + (index * (WIDTH - 2 * EDGE)) / Math.max(1, points.length - 1)
  const y = (value: number) => HEIGHT - EDGE - ((value - low) * (HEIGHT - 2 * EDGE)) / range
  const line = known.map(({ index, value }) => `${x(index).toFixed(1)},${y(value).toFixed(1)}`).join(' ')
  const last = known.at(-1)
  return (
    <svg className="spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" focusable="false">
      {target !== null && <line className="spark-target" x1={EDGE} x2={WIDTH - EDGE} y1={y(target)} y2={y(target)} />}
      <polyline points={line} />
      {known.map(({ index, value }) => (
        <circle key={index} cx={x(index)} cy={y(value)} r={last?.index === index ? 3.5 : 2} />
      ))}
    </svg>
  )
}
