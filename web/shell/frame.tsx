import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, Suspense, useEffect } from 'react'
import { Loading, Plain } from '../parts/states.tsx'
import { useLanguage } from '../words/language.tsx'
import { Link, useAddress } from './address.tsx'
import { api, auth, read } from './ask.ts'
import { Bell } from './bell.tsx'
import { FaultBoundary } from './fault-boundary.tsx'
import { maySee, PAGES, pageAt } from './pages.ts'
import type { Me } from './session.tsx'
import { useTextSize } from './text-size.tsx'
import './frame.css'

/** What stands around every page of the staff: who and where, the menu, the page. */
export function Frame({ me }: { me: Me }) {
  const { say } = useLanguage()
  const { path } = useAddress()
  const found = pageAt(path)
  const heading = found ? say(found.page.title) : say('app.name')
  useEffect(() => {
    const shown = found?.params['no'] ?? heading
    document.title = `${shown} · ${say('app.name')}`
  }, [found, heading, say])
  if (found?.page.alone && maySee(found.page, me.permissions)) return <PageBody me={me} path={path} />
  return (
    <div className="frame">
      <a className="skip" href="#main">
        {say('app.skip')}
      </a>
      <TopBar me={me} />
      <Menu me={me} path={path} />
      <main id="main" tabIndex={-1}>
        <PageBody me={me} path={path} />
      </main>
    </div>
  )
}

function PageBody({ me, path }: { me: Me; path: string }): ReactNode {
  const { say } = useLanguage()
  const client = useQueryClient()
  const found = pageAt(path)
  if (!found) return <Plain title={say('app.name')} text={say('state.missing')} />
  if (!maySee(found.page, me.permissions)) return <Plain title={say(found.page.title)} text={say('state.forbidden')} />
  const { Component } = found.page
  return (
    <Suspense fallback={<Loading what={say(found.page.title)} />}>
      <FaultBoundary key={path} forget={() => client.removeQueries({ type: 'inactive' })}>
        <Component params={found.params} />
      </FaultBoundary>
    </Suspense>
  )
}

function TopBar({ me }: { me: Me }) {
  const { say, language, choose } = useLanguage()
  const { size, next } = useTextSize()
  const home = useQuery({
    queryKey: ['home'],
    queryFn: () => read(api.home.$get()),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const signOut = async () => {
    await auth['sign-out'].$post()
    // the whole page goes: nothing of what somebody saw stays in memory
    location.assign('/signin')
  }
  return (
    <header className="top-bar">
      <Link className="brand" href="/">
        {say('app.name')}
      </Link>
      <span className="place">
        {home.data?.orgName}
        {me.window ? ` · ${me.window}` : ''}
      </span>
      <span className="person">
        {me.name} · {me.roles.map((role) => say(`role.${role}`)).join('、')}
      </span>
      <span className="tools">
        <Bell />
        <Button size="small" onClick={next}>
          {say('text.size', { size: say(`text.${size}`) })}
        </Button>
        <Button
          size="small"
          lang={language === 'zh' ? 'en' : 'zh-CN'}
          onClick={() => choose(language === 'zh' ? 'en' : 'zh')}
        >
          {say('app.language')}
        </Button>
        <Button size="small" onClick={() => void signOut()}>
          {say('app.signOut')}
        </Button>
      </span>
    </header>
  )
}

function Menu({ me, path }: { me: Me; path: string }) {
  const { say } = useLanguage()
  const items = PAGES.filter((page) => page.menu && maySee(page, me.permissions))
  return (
    <nav className="menu" aria-label={say('app.menu')}>
      <ul>
        {items.map((page) => {
          const here = path === page.path || path.startsWith(`${page.path}/`)
          return (
            <li key={page.path}>
              <Link href={page.path} aria-current={here ? 'page' : undefined}>
                {say(page.title)}
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
