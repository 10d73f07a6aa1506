/** An address of the canonical form. */
export interface Address {
  /** six digits, a county or a city without counties */
  readonly division: string
  /** what comes below the county */
  readonly detail: string
}

/** The names of a place from the top; a level that it does not have is ''. */
export interface DivisionParts {
  readonly province: string
  /** '' for municipalities and for counties directly under a province */
  readonly city: string
  readonly county: string
}

export interface Divisions {
  /** six-digit code → the place's own name (武侯区) */
  readonly divisionNames: ReadonlyMap<string, string>
  /** a place's own name by its 6 or 12 digit code */
  divisionName(code: string): string | undefined
  /** its names from the province down; undefined where the table lacks the place or one above it */
  divisionParts(code: string): DivisionParts | undefined
  /** one text: province, city, county, detail; undefined where the division is unknown */
  fullAddress(address: Address): string | undefined
}

const MUNICIPALITIES = new Set(['11', '12', '31', '50'])

/** Cities that have no counties (东莞, 中山, 儋州, 嘉峪关). */
const CITIES_WITHOUT_COUNTIES = new Set(['441900', '442000', '460400', '620200'])

/** Reads places out of the names by six-digit code (GB/T 2260). */
export function createDivisions(divisionNames: ReadonlyMap<string, string>): Divisions {
  const divisionName = (code: string): string | undefined => divisionNames.get(code.slice(0, 6))
  const divisionParts = (code: string): DivisionParts | undefined => {
    const six = code.slice(0, 6)
    const province = divisionNames.get(provinceOf(six))
    const own = divisionNames.get(six)
    if (province === undefined || own === undefined) return undefined
    if (six.endsWith('0000')) return { province, city: '', county: '' }
    if (six.endsWith('00')) return { province, city: own, county: '' }
    if (MUNICIPALITIES.has(six.slice(0, 2)) || six.slice(2, 4) === '90') return { province, city: '', county: own }
    const city = divisionNames.get(`${six.slice(0, 4)}00`)
    return city === undefined ? undefined : { province, city, county: own }
  }
  return {
    divisionNames,
    divisionName,
    divisionParts,
    fullAddress: ({ division, detail }) => {
      const parts = divisionParts(division)
      return parts && `${parts.province}${parts.city}${parts.county}${detail}`
    },
  }
}

/** The six-digit code of the province that a 6 or 12 digit code lies in. */
export function provinceOf(code: string): string {
  return `${code.slice(0, 2)}0000`
}

/** Whether an address can name this place: a county, or a city that has none. */
export function isCountyLevel(division: string): boolean {
  return !division.endsWith('00') || CITIES_WITHOUT_COUNTIES.has(division)
}

/** A place's name as it stands in the names of firms: 四川, 成都, 武侯, 新疆, 恩施. */
export function shortPlaceName(name: string): string {
  const short = name
    .replace(/(特别行政区|(壮族|回族|维吾尔)?自治区|[\u4e00-\u9fff]{1,3}族自治[州县])$/, '')
    .replace(/(?<=..)(省|市|地区|区|县|旗|盟)$/, '')
  return short === '' ? name : short
}
