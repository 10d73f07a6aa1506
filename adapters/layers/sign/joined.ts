/* Strings to sign that are a few texts one after another. */

/** 浙江's two-level secret (一级、二级和业务调用相同): app key, the secret of the level, time in ms. MD5, lower-case hex. */
export function appKeyString(appKey: string, secret: string, requestTime: string): string {
  return appKey + secret + requestTime
}

/** A ministry's `security` element: the text of `arguments` with its tags, then the identification key. MD5, lower-case hex. */
export function argumentsString(argumentsXml: string, identKey: string): string {
  return argumentsXml + identKey
}

/** JPAAS: the call's fields in the order of the alphabet, `header` not among them, and no secret: it tells damage, not who sent it. SM3, lower-case hex. */
export function jpaasString(fields: Readonly<Record<string, string>>): string {
  return ['app_id', 'biz_content', 'charset', 'interface_id', 'origin', 'timestamp', 'version']
    .map((name) => `${name}=${fields[name] ?? ''}`)
    .join('&')
}
