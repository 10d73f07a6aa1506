import { type ComponentType, lazy } from 'react'
import type { Permission } from '../../core/permissions.ts'
import type { Word } from '../words/zh.ts'

/** What a page is told by its address. */
export interface PageProps {
  readonly params: Readonly<Record<string, string>>
}

export interface Page {
  /** `:name` stands for one segment */
  readonly path: string
  readonly title: Word
  /** whoever has one of these may see it */
  readonly needs: readonly Permission[]
  readonly Component: ComponentType<PageProps>
  /** stands in the menu */
  readonly menu?: true
  /** stands alone: no menu, no bar, nothing that leads elsewhere */
  readonly alone?: true
}

/** Every page for people who are signed in; each is loaded when somebody goes there. The first in the menu that somebody may see is where they land. */
export const PAGES: readonly Page[] = [
  {
    path: '/intake',
    title: 'nav.intake',
    needs: ['case.collect'],
    Component: lazy(() => import('../pages/intake/intake-page.tsx')),
    menu: true,
  },
  {
    path: '/desk',
    title: 'nav.desk',
    needs: ['case.handle'],
    Component: lazy(() => import('../pages/desk/desk-page.tsx')),
    menu: true,
  },
  {
    path: '/bundles',
    title: 'nav.bundles',
    needs: ['case.collect'],
    Component: lazy(() => import('../pages/bundles/bundles-page.tsx')),
    menu: true,
  },
  {
    path: '/bundles/new/:theme',
    title: 'bundle.new',
    needs: ['case.collect'],
    Component: lazy(() => import('../pages/bundles/theme-page.tsx')),
  },
  {
    path: '/bundles/:no',
    title: 'bundle.title',
    needs: ['case.read'],
    Component: lazy(() => import('../pages/bundles/bundle-page.tsx')),
  },
  {
    path: '/cases',
    title: 'nav.cases',
    needs: ['case.read'],
    Component: lazy(() => import('../pages/cases/cases-page.tsx')),
    menu: true,
  },
  {
    path: '/cases/:no',
    title: 'case.title',
    needs: ['case.read'],
    Component: lazy(() => import('../pages/case/case-page.tsx')),
  },
  {
    path: '/cases/:no/correction',
    title: 'correction.title',
    needs: ['case.collect'],
    Component: lazy(() => import('../pages/correction/correction-page.tsx')),
  },
  {
    path: '/cases/:no/receipt',
    title: 'receipt.title',
    needs: ['case.read'],
    Component: lazy(() => import('../pages/print/receipt-page.tsx')),
  },
  {
    path: '/cases/:no/print/:document',
    title: 'print.title',
    needs: ['case.read'],
    Component: lazy(() => import('../pages/print/print-page.tsx')),
  },
  {
    path: '/cases/:no/slips',
    title: 'hand.copy',
    needs: ['case.read'],
    Component: lazy(() => import('../pages/hand/slips-page.tsx')),
  },
  {
    path: '/hand',
    title: 'nav.hand',
    needs: ['task.work', 'slip.enter', 'slip.confirm'],
    Component: lazy(() => import('../pages/hand/hand-page.tsx')),
    menu: true,
  },
  {
    path: '/deliveries',
    title: 'nav.deliveries',
    needs: ['delivery.read'],
    Component: lazy(() => import('../pages/deliveries/deliveries-page.tsx')),
    menu: true,
  },
  {
    path: '/deliveries/:id',
    title: 'delivery.title',
    needs: ['delivery.read'],
    Component: lazy(() => import('../pages/deliveries/delivery-page.tsx')),
  },
  {
    path: '/regions',
    title: 'nav.regions',
    needs: ['definition.read'],
    Component: lazy(() => import('../pages/regions/regions-page.tsx')),
    menu: true,
  },
  {
    path: '/regions/:code',
    title: 'region.title',
    needs: ['definition.read'],
    Component: lazy(() => import('../pages/regions/region-page.tsx')),
  },
  {
    path: '/regions/:code/conform',
    title: 'conform.title',
    needs: ['definition.read'],
    Component: lazy(() => import('../pages/regions/conform-page.tsx')),
  },
  {
    path: '/regions/:code/v/:n',
    title: 'version.version',
    needs: ['definition.read'],
    Component: lazy(() => import('../pages/regions/version-page.tsx')),
  },
  {
    path: '/regions/:code/v/:n/diff/:m',
    title: 'version.version',
    needs: ['definition.read'],
    Component: lazy(() => import('../pages/regions/diff-page.tsx')),
  },
  {
    path: '/tickets',
    title: 'nav.tickets',
    needs: ['ticket.read'],
    Component: lazy(() => import('../pages/tickets/tickets-page.tsx')),
    menu: true,
  },
  {
    path: '/licences',
    title: 'nav.licences',
    needs: ['licence.read'],
    Component: lazy(() => import('../pages/licences/licences-page.tsx')),
    menu: true,
  },
  {
    path: '/licences/composite/:no',
    title: 'composite.title',
    needs: ['licence.read'],
    Component: lazy(() => import('../pages/licences/composite-page.tsx')),
  },
  {
    path: '/reminders',
    title: 'nav.reminders',
    needs: ['case.read'],
    Component: lazy(() => import('../pages/reminders/reminders-page.tsx')),
    menu: true,
  },
  {
    path: '/tools/sign',
    title: 'nav.sign',
    needs: ['signature.explain'],
    Component: lazy(() => import('../pages/signatures/signatures-page.tsx')),
    menu: true,
  },
  {
    path: '/certificates',
    title: 'nav.keys',
    needs: ['signature.explain'],
    Component: lazy(() => import('../pages/signatures/keys-page.tsx')),
    menu: true,
  },
  {
    path: '/people',
    title: 'nav.people',
    needs: ['people.read'],
    Component: lazy(() => import('../pages/people/people-page.tsx')),
    menu: true,
  },
  {
    path: '/health',
    title: 'nav.health',
    needs: ['health.read'],
    Component: lazy(() => import('../pages/health/health-page.tsx')),
    menu: true,
  },
  {
    path: '/settings',
    title: 'nav.settings',
    needs: ['settings.read'],
    Component: lazy(() => import('../pages/settings/settings-page.tsx')),
    menu: true,
  },
  {
    path: '/audit',
    title: 'nav.audit',
    needs: ['audit.read'],
    Component: lazy(() => import('../pages/audit/audit-page.tsx')),
    menu: true,
  },
  {
    path: '/board',
    title: 'nav.board',
    needs: ['board.read'],
    Component: lazy(() => import('../pages/board/board-page.tsx')),
    menu: true,
  },
  {
    path: '/indicators',
    title: 'nav.indicators',
    needs: ['indicator.read'],
    Component: lazy(() => import('../pages/indicators/indicators-page.tsx')),
    menu: true,
  },
  {
    path: '/board/wall',
    title: 'board.wall',
    needs: ['board.read'],
    Component: lazy(() => import('../pages/board/wall-page.tsx')),
    alone: true,
  },
  {
    path: '/admin/regions/new',
    title: 'evidence.title',
    needs: ['definition.publish'],
    Component: lazy(() => import('../pages/evidence/evidence-page.tsx')),
  },
]

/** The page at an address, with what its segments stand for. */
export function pageAt(path: string): { page: Page; params: Record<string, string> } | null {
  const segments = path.split('/')
  for (const page of PAGES) {
    const wanted = page.path.split('/')
    if (wanted.length !== segments.length) continue
    const params: Record<string, string> = {}
    const fits = wanted.every((part, index) => {
      const segment = segments[index] ?? ''
      if (!part.startsWith(':')) return part === segment
      params[part.slice(1)] = segment
      return /^[\w.-]{1,60}$/.test(segment)
    })
    if (fits) return { page, params }
  }
  return null
}

export function maySee(page: Page, permissions: readonly string[]): boolean {
  return page.needs.some((one) => permissions.includes(one))
}
