/** The reference page: reads /openapi.json and lists every operation; needs nothing from anywhere else. Its style and script carry the nonce. */
export function referencePage(nonce: string): string {
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>通办网关 · 接口</title>
<style nonce="${nonce}">
body{font:16px/1.6 system-ui,"Noto Sans SC",sans-serif;margin:0 auto;max-width:60rem;padding:1.5rem;color:#1d2129;background:#fff}
h1{font-size:1.5rem}h2{margin-top:2rem;border-bottom:1px solid #c9cdd4}details{border:1px solid #c9cdd4;border-radius:6px;margin:.5rem 0;padding:.25rem .75rem}
summary{cursor:pointer;padding:.35rem 0;overflow-wrap:anywhere}code{font-family:ui-monospace,monospace}.m{display:inline-block;min-width:4rem;font-weight:700;color:#0b57a4}
pre{background:#f2f3f5;padding:.75rem;overflow:auto;border-radius:4px}a{color:#0b57a4}
</style></head><body><h1>通办网关 · 接口</h1><p>OpenAPI 3.1:<a href="/openapi.json">/openapi.json</a>。员工接口须带 <code>Authorization: Bearer 令牌</code>,或在工作台登录。</p><main id="list">正在读取……</main>
<script type="module" nonce="${nonce}">
const doc=await (await fetch('/openapi.json')).json(),list=document.getElementById('list');list.textContent='';
const groups=new Map();
for(const[path,ops]of Object.entries(doc.paths))for(const[method,op]of Object.entries(ops)){const tag=op.tags?.[0]??'其他';groups.set(tag,[...(groups.get(tag)??[]),{path,method,op}])}
for(const[tag,ops]of groups){const h=document.createElement('h2');h.textContent=tag;list.append(h);
for(const{path,method,op}of ops){const d=document.createElement('details'),s=document.createElement('summary'),m=document.createElement('span'),c=document.createElement('code');
m.className='m';m.textContent=method.toUpperCase();c.textContent=path;s.append(m,c,' ',op.summary??'');d.append(s);
const schema=op.requestBody?.content?.['application/json']?.schema;
for(const[title,value]of[['参数',op.parameters],['请求体',schema],['应答',op.responses]])if(value){const p=document.createElement('p'),pre=document.createElement('pre');p.textContent=title;pre.textContent=JSON.stringify(value,null,1);d.append(p,pre)}
list.append(d)}}
</script></body></html>`
}
