import { FONTS, TYPEFACES } from '../core/documents/print-page.ts'

/** The page that a composite licence's QR code leads to: the code comes behind `#`, which no server and no log sees. Its complaint goes where those about documents go. */
export function licencePage(nonce: string, orgName: string): string {
  const safe = orgName.replaceAll(/[&<>"']/g, '')
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>综合许可证</title>
${FONTS}<style nonce="${nonce}">${STYLE}</style></head>
<body><main><h1>综合许可证（一企一证）</h1><p>${safe}</p><div id="answer" role="status" aria-live="polite"></div>
<form id="ask"><label for="code">二维码里的验证码（26 位）</label><input id="code" autocomplete="off" autocapitalize="characters" spellcheck="false" required minlength="26" maxlength="26"><button>查看</button></form>
<section id="complain" hidden><h2>留言举报</h2><form id="say"><label for="permit">关于哪份证照</label><select id="permit"></select><label for="text">请写明情况</label><textarea id="text" rows="5" required maxlength="1000" aria-describedby="promise"></textarea><label for="mobile">手机号（可不留，只给答复的人看）</label><input id="mobile" inputmode="numeric" autocomplete="tel-national" pattern="1[0-9]{10}" maxlength="11"><p id="promise">当场给回执编号与查询码，15 个工作日内答复。</p><button>提交</button></form><div id="receipt" role="status" aria-live="polite"></div></section>
<section><h2>看留言的答复</h2><form id="read"><label for="no">回执编号</label><input id="no" autocomplete="off" spellcheck="false" required maxlength="40"><label for="key">查询码（10 位）</label><input id="key" autocomplete="off" spellcheck="false" required minlength="10" maxlength="10"><button>看答复</button></form><div id="reply" role="status" aria-live="polite"></div></section></main>
<noscript>请在允许脚本的浏览器里打开本页。</noscript>
<script nonce="${nonce}">${SCRIPT}</script></body></html>
`
}

const STYLE = `body{font:18px/1.6 ${TYPEFACES};margin:0;color:#1d2129;background:#fff}main{margin:0 auto;max-width:34rem;padding:1.5rem 1rem}h1{font-size:1.4rem}h2{font-size:1.15rem;margin:1.6rem 0 .4rem}h3{font-size:1.05rem;margin:0}label{display:block;margin:.8rem 0 .2rem}input,select,textarea{font:inherit;box-sizing:border-box;width:100%;min-height:48px;padding:.3rem .6rem;border:1px solid #6b7785;border-radius:4px;background:#fff;color:inherit}button{font:inherit;min-height:48px;padding:0 1.6rem;margin-top:1rem;border:0;border-radius:4px;background:#0b5cad;color:#fff}:focus-visible{outline:3px solid #0b5cad;outline-offset:2px}dl{display:grid;grid-template-columns:5.5em 1fr;gap:.2rem .8rem;margin:.4rem 0 0}dd{margin:0;overflow-wrap:anywhere}ul{list-style:none;margin:0;padding:0}.box{border:1px solid #c9cdd4;border-left-width:6px;border-radius:4px;padding:.6rem .8rem;margin:.8rem 0;overflow-wrap:anywhere}.good{border-left-color:#1a7f37}.bad{border-left-color:#b3261e}.state{font-weight:700}.good .state{color:#1a7f37}.bad .state{color:#b3261e}`

const SCRIPT = `
const byId = (id) => document.getElementById(id)
const make = (tag, text, kind) => { const node = document.createElement(tag); if (text) node.textContent = text; if (kind) node.className = kind; return node }
const line = (list, name, value) => { if (value) list.append(make('dt', name), make('dd', value)) }
const say = (place, kind, title, ...more) => { const box = make('div', '', 'box ' + kind); box.append(make('h3', title), ...more); byId(place).replaceChildren(box) }
const send = (path, body) => fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }).then(async (response) => ({ status: response.status, body: await response.json() })).catch(() => ({ status: 0, body: {} }))
const problem = (place, answer) => say(place, 'bad', answer.body.detail || '暂时办不了，请稍后再试', make('p', (answer.body.errors || []).map((one) => one.message).join('；') || answer.body.fix || ''))
const minute = (time) => time.slice(0, 16).replace('T', ' ')
let code = location.hash.slice(1)
async function look() {
  const answer = await send('/l', { code })
  if (answer.status !== 200) { byId('complain').hidden = true; return problem('answer', answer) }
  const found = answer.body
  const top = make('dl')
  line(top, '企业', found.company); line(top, '信用代码', found.uscc); line(top, '编号', found.no); line(top, '查看时间', minute(found.checkedAt)); line(top, '电话', found.phone)
  const list = make('ul')
  const choice = [make('option', '整份综合许可证')]
  choice[0].value = ''
  for (const permit of found.permits) {
    const item = make('li', '', 'box ' + (permit.state === 'valid' ? 'good' : 'bad'))
    const facts = make('dl')
    line(facts, '编号', permit.no); line(facts, '颁发机构', permit.issuerName); line(facts, '有效期', (permit.validFrom || permit.issuedOn) + ' 至 ' + (permit.validTo || '—')); line(facts, '标识', permit.certIdentifier)
    item.append(make('h3', permit.name), make('p', (permit.state === 'valid' ? '√ ' : '× ') + permit.stateText, 'state'), facts)
    list.append(item)
    const option = make('option', permit.name + ' ' + permit.no); option.value = permit.no; choice.push(option)
  }
  const note = found.permits.length === 0 ? '里面没有证照' : '其中 ' + found.permits.filter((one) => one.state === 'valid').length + ' 份现在有效，共 ' + found.permits.length + ' 份'
  byId('answer').replaceChildren(top, make('h2', note), list)
  byId('permit').replaceChildren(...choice)
  byId('ask').hidden = true
  byId('complain').hidden = false
}
byId('ask').addEventListener('submit', (event) => { event.preventDefault(); code = byId('code').value.trim(); look() })
byId('say').addEventListener('submit', async (event) => {
  event.preventDefault()
  const mobile = byId('mobile').value.trim()
  const permit = byId('permit').value
  const answer = await send('/public/complaints', { code, text: byId('text').value, ...(permit ? { permit } : {}), ...(mobile ? { mobile } : {}) })
  if (answer.status !== 201) return problem('receipt', answer)
  const facts = make('dl')
  line(facts, '回执编号', answer.body.no); line(facts, '查询码', answer.body.code); if (answer.body.dueAt) line(facts, '答复期限', answer.body.dueAt.slice(0, 10))
  say('receipt', 'good', '已收到您的留言，请抄下', facts)
  byId('say').reset()
  byId('no').value = answer.body.no
})
byId('read').addEventListener('submit', async (event) => {
  event.preventDefault()
  const answer = await send('/public/complaints/read', { no: byId('no').value.trim(), code: byId('key').value.trim() })
  if (answer.status !== 200) return problem('reply', answer)
  const list = make('ul')
  for (const entry of answer.body.entries) list.append(make('li', minute(entry.at) + ' ' + entry.stepText + '：' + entry.text))
  say('reply', 'good', answer.body.stateText, list)
})
if (code) look()
`
