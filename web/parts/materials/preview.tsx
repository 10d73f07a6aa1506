import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { useSay } from '../../words/language.tsx'
import { Dialog } from '../dialog.tsx'
import { Failed, Loading } from '../states.tsx'

/** A file to look at: pictures as they are, the rest in the browser's own viewer. */
export function Preview({ name, address, onClose }: { name: string; address: string; onClose: () => void }) {
  const say = useSay()
  const { data, error } = useQuery({
    queryKey: ['file', address],
    queryFn: async () => {
      const response = await fetch(address)
      if (!response.ok) throw new Error(String(response.status))
      return response.blob()
    },
    gcTime: 0,
  })
  const [url, setUrl] = useState('')
  useEffect(() => {
    if (!data) return
    const made = URL.createObjectURL(data)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [data])
  return (
    <Dialog title={name} onClose={onClose}>
      {error && <Failed what={name} error={error} />}
      {!data && !error && <Loading what={name} />}
      {url !== '' &&
        (data?.type.startsWith('image/') ? (
          <img className="sheet" src={url} alt={name} />
        ) : (
          <iframe className="sheet" src={url} title={name} />
        ))}
      <div className="row">
        <Button data-first onClick={onClose}>
          {say('do.close')}
        </Button>
        <a href={address} download>
          {say('case.download')}
        </a>
      </div>
    </Dialog>
  )
}
