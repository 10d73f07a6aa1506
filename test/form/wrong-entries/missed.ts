/** What nobody can see at intake, with the reason: the entry is as sound as the right one. */
export const MISSED = [
  {
    matter: 'M05',
    region: '420000',
    what: 'somebody else’s mobile',
    change: { 'person.mobile': '13800000009', 'applicant.mobile': '13800000009' },
    path: 'person.mobile',
    why: 'whose number it is only a message to it would show',
  },
  {
    matter: 'M07',
    region: '130000',
    what: 'the house next door',
    change: { 'person.addressAway': '四川省成都市武侯区示例路2号' },
    path: 'person.addressAway',
    why: 'no register of addresses is within reach',
  },
  {
    matter: 'M08',
    region: '610000',
    what: 'a name of the same sound in both places',
    change: { 'person.name': '次人', 'applicant.name': '次人' },
    path: 'person.name',
    why: 'the card is read at the window; the number does not tell the name',
  },
] as const
