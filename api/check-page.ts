import { FONTS, TYPEFACES } from '../core/documents/print-page.ts'

/** The page that a document's QR code leads to: the code comes behind `#`, which no server and no log sees. */
export function checkPage(nonce: string, orgName: string): string {
  const safe = orgName.replaceAll(/[&<>"']/g, '')
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>文书核验</title>
${FONTS}<style nonce="${nonce}">body{font:18px/1.6 ${TYPEFACES};margin:0 auto;max-width:34rem;padding:1.5rem;color:#1d2129}h1{font-size:1.4rem}label{display:block;margin:.8rem 0 .2rem}input{font:inherit;width:100%;min-height:44px;padding:.3rem .6rem;border:1px solid #6b7785;border-radius:4px}button{font:inherit;min-height:48px;padding:0 1.6rem;margin-top:1rem;border:0;border-radius:4px;background:#0b5cad;color:#fff}dl{display:grid;grid-template-columns:7em 1fr;gap:.3rem .8rem}dd{margin:0;overflow-wrap:anywhere}.bad{border-left:6px solid #b3261e;padding-left:.8rem}.good{border-left:6px solid #1a7f37;padding-left:.8rem}</style></head>
<body><h1>文书核验</h1><p>${safe}</p><div id="answer" role="status" aria-live="polite"></div>
<form id="ask"><label for="number">文书编号</label><input id="number" autocomplete="off" spellcheck="false" required maxlength="80"><label for="tail">验证码尾号（6 位）</label><input id="tail" autocomplete="off" spellcheck="false" required minlength="6" maxlength="6"><button>核验</button></form>
<noscript>请在允许脚本的浏览器里打开本页。</noscript>
<script nonce="${nonce}">
const answer = document.getElementById('answer')
const line = (list, name, value) => { const dt = document.createElement('dt'); const dd = document.createElement('dd'); dt.textContent = name; dd.textContent = value; list.append(dt, dd) }
const say = (kind, title, more) => { const box = document.createElement('div'); box.className = kind; const h2 = document.createElement('h2'); h2.textContent = title; box.append(h2, more); answer.replaceChildren(box) }
async function check(body) {
  const response = await fetch('/v', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }).catch(() => null)
  if (!response || (response.status !== 200 && response.status !== 404 && response.status !== 400)) return say('bad', '暂时查不到，请稍后再试', '')
  if (response.status !== 200) return say('bad', '没有查到这份文书', '请核对编号与尾号；仍查不到的，不是本单位出具的。')
  const found = await response.json()
  const list = document.createElement('dl')
  line(list, '文书', found.title); line(list, '编号', found.number); line(list, '出具', found.issuer); line(list, '出具时间', found.issuedAt.slice(0, 16).replace('T', ' '))
  line(list, '打印', '第 ' + found.print + ' 次' + (found.latest ? '' : '（之后又打印过）')); line(list, '事项', found.matter); line(list, '地区', found.region); line(list, '办件现在', found.statusText)
  say('good', '是本单位出具的', list)
}
document.getElementById('ask').addEventListener('submit', (event) => { event.preventDefault(); check({ number: document.getElementById('number').value.trim(), tail: document.getElementById('tail').value.trim() }) })
const code = location.hash.slice(1)
if (code) check({ code })
</script></body></html>
`
}
