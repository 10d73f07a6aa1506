/** The median of what a piece of work takes of this process's time on processors, ms. */
export async function medianMs(work: () => unknown, rounds: number): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const before = process.cpuUsage()
    await work()
    const { user, system } = process.cpuUsage(before)
    times.push((user + system) / 1000)
  }
  return Math.round((times.sort((a, b) => a - b)[rounds >> 1] ?? 0) * 100) / 100
}
