import { Refused } from '../shell/ask.ts'

export interface Uploaded {
  readonly id: string
  readonly name: string
  readonly mediaType: string
  readonly sizeBytes: number
}

/** Sends a file; tells how much of it went, 0 to 1. Rejects with what the server refused. */
export function upload(file: File, onProgress: (share: number) => void, to = '/api/files'): Promise<Uploaded> {
  return new Promise((resolve, reject) => {
    // fetch tells nothing while it sends
    const request = new XMLHttpRequest()
    request.open('POST', to)
    request.setRequestHeader('x-file-name', encodeURIComponent(file.name))
    request.responseType = 'json'
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total)
    request.onload = () =>
      request.status === 201
        ? resolve(request.response as Uploaded)
        : reject(new Refused(request.status, request.response))
    request.onerror = () => reject(new Refused(0, null))
    request.send(file)
  })
}
