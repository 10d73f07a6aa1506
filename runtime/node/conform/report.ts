import type { CheckResult, ConformanceReport, Verdict } from '../../../core/conformance/report.ts'

export const VERDICTS: Readonly<Record<Verdict, string>> = { passed: '通过', failed: '不通过', 'not-run': '未查' }

/** The summary in one sentence. */
export function inWords({ name, summary }: Pick<ConformanceReport, 'name' | 'summary'>): string {
  const { passed, failed, 'not-run': left } = summary
  const rest = left === 0 ? '' : `,${left} 项未查(未查不等于通过)`
  return failed === 0 ? `${name}:${passed} 项通过${rest}` : `${name}:${failed} 项不通过,${passed} 项通过${rest}`
}

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`)

const STYLE =
  'body{font:15px/1.6 sans-serif;margin:2em auto;max-width:70em;padding:0 1em}table{border-collapse:collapse;width:100%}td,th{border:1px solid #bbb;padding:.3em .6em;text-align:left;vertical-align:top}pre{background:#f5f5f5;overflow:auto;padding:.6em;white-space:pre-wrap;word-break:break-all}.passed{color:#176b2c}.failed{color:#a8071a;font-weight:bold}.not-run{color:#666}'

/** The report as a page that stands alone: no script, nothing fetched; whatever the region said is shown as text. */
export function toHtml(report: ConformanceReport): string {
  const { name, region, protocol, against, startedAt, checks } = report
  const title = `${escapeHtml(name)}联调检查报告`
  const rows = checks.map(
    ({ id, title: words, proves, verdict, detail, ms }) =>
      `<tr><td>${escapeHtml(words)}<br><small>${escapeHtml(proves)}</small></td><td class="${verdict}">${VERDICTS[verdict]}</td><td>${escapeHtml(detail)}</td><td>${ms}</td><td><a href="#${id}">证据</a></td></tr>`,
  )
  return [
    `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>${title}</title><style>${STYLE}</style>`,
    `<h1>${title}</h1><p>${escapeHtml(inWords(report))}。</p>`,
    `<p>地区 ${escapeHtml(region)},协议 ${escapeHtml(protocol)},对象 ${against === 'simulator' ? '模拟地区(示例)' : escapeHtml(against)},开始于 ${escapeHtml(startedAt)}。报文均照接口文档样例编造,不含真实个人信息。</p>`,
    `<table><tr><th>检查</th><th>结果</th><th>说明</th><th>毫秒</th><th></th></tr>${rows.join('')}</table>`,
    ...checks.map(evidenceOf),
    '</html>\n',
  ].join('\n')
}

function evidenceOf({ id, title, verdict, fix, exchanges }: CheckResult): string {
  const advice = verdict === 'failed' ? `<p class="failed">怎么办:${escapeHtml(fix)}</p>` : ''
  const shown = exchanges.map(
    ({ direction, operation, httpStatus, ms, request, response, verdict: outcome }) =>
      `<h3>${direction === 'out' ? '本方发出' : '对方发来'} ${escapeHtml(operation)},HTTP ${httpStatus || '无应答'},${ms} 毫秒,${escapeHtml(outcome)}</h3><pre>${escapeHtml(request)}</pre><pre>${escapeHtml(response)}</pre>`,
  )
  return `<h2 id="${id}">${escapeHtml(title)}</h2>${advice}${shown.join('') || '<p>没有报文往来</p>'}`
}
