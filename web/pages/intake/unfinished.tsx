import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { sizeText } from '../../parts/size.ts'
import { api, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'

const KEY = ['unfinished-uploads']

/** Files whose upload was broken off with the page: chosen once more they go on from where they were. */
export function Unfinished() {
  const say = useSay()
  const client = useQueryClient()
  // as it was when the page came: what is sent from here is told where it is sent
  const uploads = useQuery({
    queryKey: KEY,
    queryFn: () => read(api.uploads.$get()),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  }).data?.uploads
  const drop = async (id: string) => {
    await api.uploads[':id'].$delete({ param: { id } })
    await client.invalidateQueries({ queryKey: KEY })
  }
  if (!uploads || uploads.length === 0) return null
  return (
    <div className="note">
      <div>
        <p>{say('upload.unfinished', { n: uploads.length })}</p>
        <ul className="plain-list">
          {uploads.map(({ id, name, sizeBytes, received }) => (
            <li key={id}>
              {name} {sizeText(sizeBytes)} ·{' '}
              {say('upload.received', { share: Math.floor((received / sizeBytes) * 100) })}{' '}
              <Button size="small" onClick={() => void drop(id)}>
                {say('upload.drop')}
                <span className="unseen"> {name}</span>
              </Button>
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}
