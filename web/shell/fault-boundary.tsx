import { Component, type ReactNode } from 'react'
import { useSay } from '../words/language.tsx'

interface BoundaryProps {
  readonly children: ReactNode
  /** forgets the answers that could not be shown, before they are asked for again */
  readonly forget?: () => void
}

/** What cannot be shown is said in its place; what stands around it goes on. The fault is still thrown where browsers and tests see it. */
export class FaultBoundary extends Component<BoundaryProps, { broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true }
  }

  override componentDidCatch(error: unknown): void {
    reportError(error)
  }

  override componentWillUnmount(): void {
    if (this.state.broken) this.props.forget?.()
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children
    const retry = () => {
      this.props.forget?.()
      this.setState({ broken: false })
    }
    return <Broken retry={retry} />
  }
}

function Broken({ retry }: { retry: () => void }) {
  const say = useSay()
  return (
    <div role="alert">
      <h1>{say('state.broken')}</h1>
      <p>{say('state.brokenNext')}</p>
      <button type="button" onClick={retry}>
        {say('do.retry')}
      </button>
    </div>
  )
}
