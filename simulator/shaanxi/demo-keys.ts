/** Account and keys of this simulated region; demonstration values that open nothing else. The account is that of the document, §1 and §2. */
export const DEMO = {
  account: 'wh510107',
  password: 'snDemoPass#2026',
  /** division of the gateway, and ours */
  gateway: '510107',
  own: '610000',
  /** what this server proves itself with; the document has the real one’s fingerprint alone */
  hostKey: `-----BEGIN OPENSSH PRIVATE KEY-----
b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtz
c2gtZWQyNTUxOQAAACDTx0Mh6BZaDGvDIqNw+Xexal2JFvslVy25at7/YkBPKQAA
AJitkHeErZB3hAAAAAtzc2gtZWQyNTUxOQAAACDTx0Mh6BZaDGvDIqNw+Xexal2J
FvslVy25at7/YkBPKQAAAECxdZk8zC7y7oNQ1O6qt3IXitOuvQbHhMJpwXdy/k+M
ytPHQyHoFloMa8Mio3D5d7FqXYkW+yVXLblq3v9iQE8pAAAAEXNoYWFueGktc2lt
dWxhdG9yAQIDBA==
-----END OPENSSH PRIVATE KEY-----
`,
  hostFingerprint: 'SHA256:6zx/kQA+gbMy225MtmtLGRMXaleIk8rSKx0sYz0p6Bw',
  /** whom we let in */
  clientKey: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILv51u32jRKFxpDDRldBYRJGG+JuPDLtwAf+opB78XK/ wh510107',
} as const

/** The private key of the gateway’s account. */
export const GATEWAY_SFTP_KEY = `-----BEGIN OPENSSH PRIVATE KEY-----
b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtz
c2gtZWQyNTUxOQAAACC7+dbt9o0ShcaQw0ZXQWESRhvibjwy7cAH/qKQe/FyvwAA
AJBgCIelYAiHpQAAAAtzc2gtZWQyNTUxOQAAACC7+dbt9o0ShcaQw0ZXQWESRhvi
bjwy7cAH/qKQe/FyvwAAAEBfFX+bogWqOLpE9vMu4fCINbhEQ4aE6vZbRNdPdvcP
Vrv51u32jRKFxpDDRldBYRJGG+JuPDLtwAf+opB78XK/AAAACHdoNTEwMTA3AQID
BAU=
-----END OPENSSH PRIVATE KEY-----
`
