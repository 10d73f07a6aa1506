/** The flags that `npm start` gives Node. */
export const NODE_FLAGS = ['--max-semi-space-size=16']
