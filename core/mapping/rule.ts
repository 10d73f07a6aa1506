import type { Charset } from '../charset.ts'
import type { Condition } from '../condition.ts'
import type { Json } from '../json.ts'
import type { Field, Limit } from '../matter.ts'

/**
 * One line of a mapping, read in both directions.
 *
 * Forward (canonical → region) the source is the canonical form plus what core adds to it:
 * `case.{no,partnerNo,mode,handlingDivision,appliedAt,scope}`, `clerk.{name,at}`, `home.{name,division,orgCode,orgName,phone}`,
 * `message.{id,seq,at}`, `matter.{id,name,basicCode,implementationCode}`, `extra.*` (what only this region asks), `materials[]`,
 * and for progress messages the groups of `Progress`. Backward the same rule puts the region's value at `from`.
 *
 * A blank source writes nothing where the set says `absent: omit`, `''` where it says `absent: empty`, `null` where it says `absent: null`;
 * a list without elements is `[]` in the latter two.
 * `when` is evaluated on the canonical side forward; a rule whose `when` fails counts as blank. Backward a blank target is skipped.
 */
export interface Rule {
  /** dotted path in the region's tree */
  readonly to: string
  /** dotted canonical path; several for coalesce and template; absent for const */
  readonly from?: string | readonly string[]
  /** `copy` where left out */
  readonly op?: OperationName
  readonly when?: Condition
  /** backward only where this holds on the region's tree (for targets whose meaning depends on another) */
  readonly readWhen?: Condition
  /** the region refuses the message without it: blank → a fault that names the canonical field and the region */
  readonly must?: true | Condition
  /** most code points */
  readonly max?: number
  /** most UTF-8 bytes */
  readonly maxBytes?: number
  /** most GBK bytes */
  readonly maxGbkBytes?: number
  /** what the region wants to see where there is nothing (a word of its own, or `''`, `null`, `[]`, `{}`), written where the source is blank and the rule's `when` holds; it is no data, and backward it counts as blank */
  readonly none?: Json
  /** why the region asks (shown at intake); a rule whose `from` starts with `extra.` must have it */
  readonly why?: string
  /** label, type and table at intake for an `extra.` source */
  readonly ask?: {
    readonly label: string
    readonly type: 'text' | 'code' | 'date' | 'boolean' | 'integer'
    readonly table?: string
    readonly options?: Readonly<Record<string, string>>
    /** what a text must keep, by the rules of the form: `{ rule: mobile }`, `{ rule: idNo, idType: '111' }` */
    readonly rules?: Field['rules']
  }
  /** only that way */
  readonly only?: 'out' | 'in'
  readonly args?: Readonly<Record<string, Json>>
}

/**
 * The operations. Each declares what is lost: L0 exact, L1 reversible with an annotation, L2 lossy with a declared default, L3 staff must supply it.
 *
 * - `copy` the value as it is (text, number, boolean, object); args `{ charset? }` what the region keeps it in, `{ without: '-' }` a sign left out
 * - `text` number ↔ decimal text; args `{ decimals }` exactly so many places, with `trim` up to so many, `{ by }` times a fixed factor
 * - `scale` a JSON number times a fixed factor; args `{ by }`
 * - `const` args `{ value }`; `filler: true` marks a value that is no data. Backward ignored (a differing value is noted), or the canonical value `back`
 *   where the region's value is that one (any value where the rule has none: what it means that the key is there)
 * - `fixed` args `{ value?, otherwise? }`: this value, or the set's constant at `from`, both ways: another that comes is a fault of the code `otherwise`
 * - `lookup` args `{ table }`; the table's rows say both directions
 * - `boolean` args `{ yes, no }`: true/false ↔ these values; `is` and `isNot` name the canonical values where they are codes (`is: pass`, `is: 长期`)
 * - `date` args `{ format, open? }`; formats `yyyy-MM-dd` `yyyyMMdd` `yyyy-MM-dd HH:mm:ss` `yyyyMMddHHmmss` `rfc3339` (+08:00) `ms` (a number, since 1970, midnight being that of Beijing), and those of `DateFormat` in words or with slashes, without zeros where the letter is single; canonical dates are
 *   `yyyy-MM-dd`, times RFC 3339 +08:00 (`at` is the time of day a date gets where the region wants a time, any time then is read as its date); `open` is the region's word for 长期 (canonical `长期`); `openWhenBlank: true`: 长期/blank ↔ nothing, or with `open` blank ↔ that word
 * - `amountInWords` args `{ by?, jiaoEnd? }`: money ↔ `伍仟壹佰捌拾万元整`, `by` being how many 元 our unit is, `jiaoEnd` what stands behind 角 at the end
 * - `division` args `{ digits: 6 | 12, table? }`; canonical is 12 digits where the path is `case.handlingDivision`, else 6; `table` names codes that the region still
 *   sends and that are divisions no more
 * - `address` args `{ as: 'full' }` one text, read back by the division that a rule before it read · `{ as: 'detail' }` the part below the county, `town` and `belowTown` the name of a town at its head and the rest · `{ as: 'division' }` six digits · `{ as: 'codes' }` list of 12-digit codes from province to county;
 *   `table` names the region's own codes of zones, read back to the county they lie in; `digits: 12` fills the code up; with `of: 'text'` the canonical value
 *   is one text that starts with the names from the province down
 *   `as: 'path'` `省/市/县/乡镇街道/详细`, always five steps; `of: 'text'` as above
 * - `divisionPath` args `{ city?: blank | repeat | none, short? }`: a division as `省/市/县`, with what stands in the middle where there is no city; `short` leaves out blank steps at the end
 * - `coalesce` the first of several sources that is not blank; backward to the first
 * - `template` args `{ text: '{a}——{b}', hash?, cut? }` over target paths already written (`{to:applyerName}`) or sources (`{matter.name}`, translated `{applicant.idType|TABLE}`, of a time its date `{case.appliedAt|day}` or the whole of it `|time`, of an address its text `|full`, some of its characters `{case.no|5-10}`, from its end `{case.no|-6--1}`), with `hash: sm3` its SM3 in hex, with `cut` so many characters of it; never backward
 * - `share` args `{ of, suffix?, alone?, zeros? }`: what this number is of the sum over the list at `of` (`shareholders[].subscribed`), in hundredths to two places, the last element filling up to 100 but with `alone`, zeros at the end kept with `zeros`; never backward
 * - `sum` args `{ of, by? }`, read alone: the sum of that member over the region's list at `to` (each part being said and not the whole), `by` as in `text`
 * - `parts` args `{ text: '{filing.from} 至 {filing.to}', blank?, open?, format?, instead? }` over the sources it names, both ways: `blank` stands for one that is blank, `open` for 长期;
 *   `format` is that of dates, `instead` names by path another source for one that is blank
 * - `ending` args `{ text, is, isNot }`, read alone: one value where the region's text ends so, the other where it does not
 * - `telephone` args `{ landline? }`: a mobile number, or the landline of a second source; backward by its shape to the first source or to `landline`, and where
 *   there is none of these to staff, who must ask for a mobile number (L3)
 * - `joined` args `{ text: '[{material.way|TABLE}]{material.name}', by, end?, once? }` for lists of groups: every element by the template, joined by `by`, with `end` one
 *   more at the end, with `once` the same words once; from `$lines` the lines of the material list; backward ignored
 * - `entries` args `{ words }`: `姓名=甲;服务单位=乙` ↔ a group, whose members are the keys of `words`
 * - `days` args `{ since }`: natural days from that date to the source; backward ignored
 * - `place` args `{ as: 'county' | 'full' }`: the name of a division, or of the division of an address; backward ignored
 * - `present` args `{ yes, no }`: whether the source group is present; backward ignored
 * - `count` args `{ of: 'files' | 'materials' | 'kinds' }` of what the message carries (kinds: different codes), as text unless `as: number`; backward ignored
 * - `size`: how many elements the list has, as text; never backward
 * - `file` args `{ as: 'id' | 'url' | 'expires' | 'base64' | 'md5' | 'sm3' | 'secret' }`: a `FileSlot` for the adapter, or `ownId`, our own id; backward the value becomes the file's reference
 * - `digest` args `{ as: 'hex' | 'rfc9530' }` SHA-256 of the file
 * - `mediaType` args `{ as: 'extension' | 'mime', upper }`
 * - `fieldPath` args `{ notation: dotted | pointer | name | placed | rows, within? }`: a canonical field path ↔ the region's path for that field
 * - `materialCode` args `{ as? }`: slot (and part beside it) ↔ the region's material code; `name` is its name there, written alone, `label` the name of the code that came, read alone
 * - `datePart` args `{ part: year | month | day }`: a date in three values without leading zeros, read back in that order
 * - `month` args `{ format: yyyyMM | yyyy-MM | yyyy年MM月 | yyyy年M月 | yyyy/M }`; canonical is `yyyyMM`
 * - `flags` args `{ words }` by canonical path, the paths being the sources: yes-or-no values ↔ the list of the region's words for those that are yes
 * - `suffixed` args `{ table, marks, suffixes }`: the region's name for a code, a word behind for each mark of the list beside it, both ways
 * - `marked` args `{ table, marks }`: a code and the list of marks beside it ↔ one name; the table's codes are `14`, `14+含裱花`
 * - `organisationCode`: the organisation code inside a unified social credit code, with its hyphen; never backward
 * - `industry`: a code of GB/T 4754 without its letter · `drivingClasses` args `{ by? }`: `A2D` ↔ `A2,D`, without `by` a list
 * - `each` args `{ do: { op, … }, by?, instead?, sorted?, member? }` for lists of plain values: every element by that operation, joined by `by` where the region wants one text (`instead` stands for `by` inside an element),
 *   in the order of our codes where it wants that; with `member` the region has a group for each, the value under that name
 * - `quantity` args `{ units }`: a number with its unit (`{ value, unit }`) ↔ one text, the number before the region's word for the unit
 * - `list` args `{ item: Rule[] }` for lists of groups: `from` and `to` are lists, item rules are relative to one element; `where` picks the canonical elements that
 *   go out, `readWhere` the region's that come back; `one: true` where the canonical side is a single group. Lists with one target follow one another in it.
 *   With `after` those go out that come behind so many (which go elsewhere); with `nth` the region has the nth of those elements as a group of its own; with `text` and `by` it has all of them as one text (`{way}:{amount}` over the elements' targets), with `sorted` in the order of their texts;
 *   A source `$.remark` of an item is that of the whole message, where the region repeats in each element what we have once; such a rule only goes out, and
 *   one on the first element (`to: main[0].BZ`) reads the value and answers for it.
 *   `spread: { list: ways, key: XH }` writes lists of lists as one list: a record for each element of the inner list that an item rule has at `to: ways`, its columns in that
 *   place and those of the outer element repeated; back the records with the same value in the column `key` are one element. `most`: so many records the region takes.
 *   `beside: true` reads into the elements that a rule before it read, place by place (parallel lists).
 */
export type OperationName =
  | 'copy'
  | 'text'
  | 'scale'
  | 'const'
  | 'fixed'
  | 'lookup'
  | 'boolean'
  | 'date'
  | 'amountInWords'
  | 'division'
  | 'address'
  | 'coalesce'
  | 'template'
  | 'share'
  | 'sum'
  | 'parts'
  | 'ending'
  | 'telephone'
  | 'joined'
  | 'entries'
  | 'days'
  | 'place'
  | 'divisionPath'
  | 'present'
  | 'count'
  | 'size'
  | 'file'
  | 'digest'
  | 'mediaType'
  | 'fieldPath'
  | 'materialCode'
  | 'datePart'
  | 'month'
  | 'flags'
  | 'suffixed'
  | 'marked'
  | 'organisationCode'
  | 'industry'
  | 'drivingClasses'
  | 'each'
  | 'quantity'
  | 'list'

export type DateFormat =
  | 'yyyy-MM-dd'
  | 'yyyyMMdd'
  | 'yyyy-MM-dd HH:mm:ss'
  | 'yyyyMMddHHmmss'
  | 'rfc3339'
  | 'ms'
  | 'yyyy年MM月dd日'
  | 'yyyy年MM月dd日HH时mm分ss秒'
  | 'yyyy年M月d日'
  | 'yyyy年M月d日 HH:mm:ss'
  | 'yyyy/M/d'
  | 'yyyy/M/d H:mm'

/**
 * A code table of a region: rows `[ours, theirs]`. Where several of ours share one of theirs the one marked in `back` is read back;
 * several of theirs for one of ours: the first row goes out. `also` conditions pick a row by other canonical values
 * (`idNo` starting with H: `{ path, startsWith }`; nationality: `{ path, is | isNot }`).
 */
export interface CodeTable {
  readonly name: string
  readonly version: string
  readonly rows: readonly CodeRow[]
  /** canonical codes that the region does not take, with the reason */
  readonly refuses?: Readonly<Record<string, string>>
  /** where theirs is met that no row knows: a fault (default) or this canonical value with a note */
  readonly unknown?: string
}

export interface CodeRow {
  readonly ours: string | readonly string[]
  readonly theirs: string
  readonly label: string
  /** which of `ours` is read back (many to one); left out where `ours` is one, or where a person must choose */
  readonly back?: string
  readonly only?: 'out' | 'in'
  readonly also?: { readonly path: string; readonly startsWith?: string; readonly is?: string; readonly isNot?: string }
}

/** How one canonical material becomes the region's; several rules with one `to` split it by part. */
export interface MaterialRule {
  /** the region's material code */
  readonly to: string
  readonly name: string
  readonly slot: string
  readonly part?: string
  /** a line of its own for each element that the matter lets the material come for (`each` there), in their order */
  readonly each?: true
  /** of those elements alone whose members have one of these values; the pieces of the others are not sent */
  readonly where?: Readonly<Record<string, readonly Json[]>>
  readonly formats: readonly ('pdf' | 'jpg' | 'png' | 'ofd')[]
  readonly maxBytes: number
  readonly exempt: readonly ('E' | 'D' | 'P')[]
  /** exemptions after which the region wants no line at all */
  readonly silent?: readonly ('E' | 'D' | 'P')[]
  readonly must?: true | Condition
  readonly when?: Condition
  /** the original travels by post, no file in the message */
  readonly posted?: boolean
  readonly note?: string
}

/** The source under which the lines of the material list stand, as the rules of its items read them. */
export const LINES_MARK = '$lines'

/** The source under which the mapped material list stands for the rule that places it: the list is mapped first, because the form may count it. */
export const MATERIALS_MARK = '$materials'

/** What a region takes of a canonical path, whether or not its form carries it; a path of plain values in a list means each of them. */
export interface Acceptance {
  readonly path: string
  readonly only?: readonly Json[]
  readonly not?: readonly Json[]
  /** how its text must begin */
  readonly starts?: string
  /** it must be there */
  readonly needed?: true
  /** of a list: so many elements, counting those alone whose members have these values */
  readonly most?: number
  readonly where?: Readonly<Record<string, Json>>
  readonly when?: Condition
  readonly why?: string
}

/** What stands where nothing is: an empty text, no key at all, or null. */
export type Absent = 'empty' | 'omit' | 'null'

/** The rules of one region for one matter, from `regions/<code>-<pinyin>/{region,<matter>}.yaml`; compiled once. */
export interface MappingSet {
  readonly region: string
  readonly matter: string
  /** names this text of the rules: `<declared version>+<first 12 hex of its SHA-256>` */
  readonly version: string
  readonly absent: Absent
  /** what the region's texts are written in; a character that it cannot carry stops the message */
  readonly charset: Charset
  /** envelope and form, in the order of the region's document */
  readonly application: readonly Rule[]
  readonly materialList: {
    readonly to: string
    readonly item: readonly Rule[]
    /** where a line holds the files of all materials with its code, one after the other, and what is said of each */
    readonly files?: { readonly to: string; readonly item: readonly Rule[] }
    readonly sort: 'code' | 'listed'
    readonly supplement: 'all' | 'changed'
  }
  /** objects of the tree (`list[].group` of each element) that become `{}`, with `absent: null` null, where all in them is blank; inner ones first */
  readonly emptyGroups: readonly string[]
  /** paths of the tree whose values name the matter, to find the matter of a message that comes in */
  readonly matterCodes: Readonly<Record<string, string>>
  /** sources `const.*` */
  readonly constants: Readonly<Record<string, Json>>
  /** tree paths (`list[].member` of each element) that carry nothing for us and are taken without a rule */
  readonly ignored: readonly string[]
  /** the region's own limits for the matter */
  readonly limits: { readonly statutory?: Limit; readonly promised?: Limit }
  readonly materials: readonly MaterialRule[]
  readonly accepts: readonly Acceptance[]
  readonly supplement: readonly Rule[]
  readonly withdraw: readonly Rule[]
  readonly shipment: readonly Rule[]
  readonly reissue: readonly Rule[]
  readonly progress: readonly Rule[]
  readonly tables: Readonly<Record<string, CodeTable>>
  /** canonical paths the region does not take, with the reason: dropped on purpose */
  readonly dropped: Readonly<Record<string, string>>
  /** named differences declared lossy: path → class and why */
  readonly losses: Readonly<Record<string, string>>
}
