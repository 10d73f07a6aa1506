import { ChoiceField } from '../../parts/fields/choice-field.tsx'
import { useForm } from '../../parts/fields/form-context.tsx'
import { useCodes } from '../../parts/names.ts'
import { minuteText, nowText } from '../../parts/time.ts'
import { valueAt } from '../../parts/values.ts'
import { useSay } from '../../words/language.tsx'

/** The text that applicants sign. */
const CONSENT_VERSION = '2026-01'

/** Who the applicant is, by which means, and that they agreed to what is sent and said that it is true. */
export function Verification() {
  const say = useSay()
  const { form, set, faultOf } = useForm()
  const methods = useCodes('CT_VERIFY').data?.rows ?? []
  const results = useCodes('CT_VERIFY_RESULT').data?.rows ?? []
  const method = String(valueAt(form, 'verify.method') ?? '')
  const result = String(valueAt(form, 'verify.result') ?? '')
  const signedAt = valueAt(form, 'consent.signedAt')
  const sign = (signed: boolean) => {
    set('consent.signedAt', signed ? nowText() : '')
    set('consent.version', signed ? CONSENT_VERSION : '')
    set('pledge.signedAt', signed ? nowText() : '')
  }
  const fault = (path: string) => (
    <span className="fault" lang="zh-CN">
      {faultOf(path)}
    </span>
  )
  return (
    <section className="card" aria-labelledby="verification">
      <h2 id="verification">{say('intake.verification')}</h2>
      <div className="field-grid">
        <fieldset className="field" data-field="verify.method" data-todo={method === '' ? 'yes' : 'no'}>
          <legend>{say('intake.method')}</legend>
          <ChoiceField
            id="verify-method"
            options={methods}
            value={method}
            onChange={(code) => set('verify.method', code)}
          />
          {fault('verify.method')}
        </fieldset>
        <fieldset className="field" data-field="verify.result" data-todo={result === '' ? 'yes' : 'no'}>
          <legend>{say('intake.result')}</legend>
          <ChoiceField
            id="verify-result"
            options={results}
            value={result}
            onChange={(code) => set('verify.result', code)}
          />
          {fault('verify.result')}
        </fieldset>
        <div className="field" data-field="consent" data-todo={signedAt ? 'no' : 'yes'}>
          <label className="tick">
            <input type="checkbox" checked={Boolean(signedAt)} onChange={(event) => sign(event.target.checked)} />
            {say('intake.consent')}
          </label>
          {typeof signedAt === 'string' && <span className="hint">{minuteText(signedAt)}</span>}
          {fault('consent.signedAt')}
        </div>
      </div>
    </section>
  )
}
