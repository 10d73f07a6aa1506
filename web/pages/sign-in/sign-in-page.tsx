import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect } from 'react'
import { Note } from '../../parts/note.tsx'
import { SignInForm } from '../../parts/sign-in-form.tsx'
import { useAddress } from '../../shell/address.tsx'
import { auth, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'
import { Entrance } from './entrance.tsx'

export default function SignInPage({ state }: { state: { readonly provider: string | null } | null }) {
  const say = useSay()
  const { query } = useAddress()
  const client = useQueryClient()
  useEffect(() => {
    document.title = `${say('signin.title')} · ${say('app.name')}`
  }, [say])
  const toProvider = async () => location.assign((await read(auth['sign-in'].social.$post())).url)
  return (
    <Entrance title={say('signin.title')}>
      {query.get('problem') === 'provider' && <Note tone="bad">{say('signin.providerFailed')}</Note>}
      <SignInForm onDone={() => client.invalidateQueries({ queryKey: ['me'] })} />
      {state?.provider && (
        <Button block onClick={() => void toProvider()}>
          {say('signin.provider', { name: state.provider })}
        </Button>
      )}
    </Entrance>
  )
}
