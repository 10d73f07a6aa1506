import { useSay } from '../../words/language.tsx'
import type { People } from './people-page.tsx'

/** What each role may do, as the server goes by it; to be read only. */
export function PermissionTable({ matrix }: { readonly matrix: Pick<People, 'roles' | 'permissions' | 'conflicts'> }) {
  const say = useSay()
  const textOf = (wanted: string | undefined) => matrix.permissions.find(({ id }) => id === wanted)?.text ?? ''
  return (
    <section className="card" aria-labelledby="matrix">
      <h2 id="matrix">{say('people.matrix')}</h2>
      {matrix.conflicts.map(([one, other]) => (
        <p key={`${one} ${other}`}>{say('people.never', { one: textOf(one), other: textOf(other) })}</p>
      ))}
      <div className="scroll">
        <table className="list matrix">
          <thead>
            <tr>
              <th scope="col">{say('people.act')}</th>
              {matrix.roles.map(({ id }) => (
                <th scope="col" key={id}>
                  {say(`role.${id}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {matrix.permissions.map(({ id, text, roles }) => (
              <tr key={id}>
                <th scope="row" lang="zh-CN">
                  {text}
                </th>
                {matrix.roles.map((role) => (
                  <td key={role.id} data-label={say(`role.${role.id}`)}>
                    {roles.includes(role.id) ? say('people.yes') : '—'}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
