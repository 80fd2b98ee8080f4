import { Upload } from 'tus-js-client'
import { ApiError, parseJson, type Schemas } from '../../api/client'

/** Sends a file in pieces by the tus protocol; a broken connection goes on where it was. */
export function sendInPieces(
  id: string,
  file: File,
  path: string,
  progress: (sent: number) => void,
  signal: AbortSignal,
): Promise<Schemas['IngestResult']> {
  return new Promise((resolve, reject) => {
    let last = ''
    const upload = new Upload(file, {
      endpoint: '/api/v1/uploads',
      chunkSize: 8_000_000,
      retryDelays: [0, 1000, 3000, 5000, 10_000],
      metadata: {
        filename: file.name,
        filetype: file.type,
        wait: 'false',
        idempotency_key: id,
        ...(path !== file.name ? { origin_path: path } : {}),
      },
      fingerprint: async () => `strata ${file.name} ${file.size} ${file.lastModified}`,
      removeFingerprintOnSuccess: true,
      onProgress: sent => progress(sent),
      onAfterResponse: (_request, response) => {
        last = response.getBody() || last
      },
      onSuccess: () => resolve(parseJson(last) as Schemas['IngestResult']),
      onError: error => {
        const response = 'originalResponse' in error ? error.originalResponse : null
        let problem: Partial<Schemas['Problem']> | undefined
        try {
          problem = parseJson(response?.getBody() ?? '') as Partial<Schemas['Problem']>
        } catch {
          // Not JSON.
        }
        reject(response ? ApiError.of(response.getStatus(), problem) : new ApiError('OFFLINE', 'The server can’t be reached.', 0))
      },
    })
    signal.addEventListener('abort', () => {
      void upload.abort(true)
      reject(new DOMException('Aborted', 'AbortError'))
    })
    void upload.findPreviousUploads().then(previous => {
      if (previous[0]) upload.resumeFromPreviousUpload(previous[0])
      upload.start()
    })
  })
}
