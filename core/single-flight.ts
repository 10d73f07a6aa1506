/**
 * Runs `work` once per key for all who ask while it runs. On Workers a promise of one request must not be awaited by another,
 * so there `shared` is false and everybody works for himself.
 */
export function createSingleFlight<Value>(shared: boolean) {
  const flying = new Map<string, Promise<Value>>()
  return (key: string, work: () => Promise<Value>): Promise<Value> => {
    if (!shared) return work()
    const flight = flying.get(key) ?? work().finally(() => flying.delete(key))
    flying.set(key, flight)
    return flight
  }
}
