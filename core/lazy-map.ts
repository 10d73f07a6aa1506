/** A map whose values are made when they are first asked for, and kept. */
export function lazyMap<Key, Value>(makers: readonly (readonly [Key, () => Value])[]): ReadonlyMap<Key, Value> {
  const make = new Map(makers)
  const made = new Map<Key, Value>()
  const get = (key: Key): Value | undefined => {
    const maker = make.get(key)
    if (maker && !made.has(key)) made.set(key, maker())
    return made.get(key)
  }
  const all = function* () {
    for (const key of make.keys()) yield [key, get(key) as Value] as [Key, Value]
  }
  return {
    size: make.size,
    get,
    has: (key) => make.has(key),
    keys: () => make.keys(),
    values: () => new Map(all()).values(),
    entries: () => new Map(all()).entries(),
    [Symbol.iterator]: () => new Map(all()).entries(),
    forEach: (work) => {
      for (const [key, value] of all()) work(value, key, made)
    },
  }
}

/** A value that is made when it is first asked for, and kept. */
export function lazily<Value extends object>(make: () => Value): () => Value {
  let made: Value | undefined
  return () => {
    made ??= make()
    return made
  }
}
