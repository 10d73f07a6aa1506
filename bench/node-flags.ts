/** The flags that `npm start` gives Node: collect young and old objects early. Under load this keeps the process under 250 MiB instead of over 400 and costs some 10 % of processor time; it is no limit, a large message still finds its memory. */
export const NODE_FLAGS = ['--max-semi-space-size=4', '--heap-growing-percent=25']
/** What `npm start` tells the C library: one arena for all threads. With one for each, memory freed by one thread is kept from the others, some 25 MiB under load. */
export const NODE_ENV = { MALLOC_ARENA_MAX: '1' }
