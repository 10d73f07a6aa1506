import { useEffect, useRef } from 'react'

/** A definition's text with its lines numbered; the marked line is brought into sight. */
export function Source({
  text,
  label,
  line,
}: {
  readonly text: string
  readonly label: string
  readonly line: number
}) {
  const marked = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    if (line > 0) marked.current?.scrollIntoView({ block: 'center' })
  }, [line])
  return (
    <section
      className="source-box"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
      tabIndex={0}
    >
      <pre className="source">
        {text.split('\n').map((content, index) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
            key={index}
            id={`L${index + 1}`}
            className={index + 1 === line ? 'line line-marked' : 'line'}
            {...(index + 1 === line ? { ref: marked } : {})}
          >
            {content}
            {'\n'}
          </span>
        ))}
      </pre>
    </section>
  )
}
