/** Hands a file to the browser, which keeps it where downloads go. */
export function save(file: { name: string; content: Blob }): void {
  const url = URL.createObjectURL(file.content)
  const link = document.createElement('a')
  link.href = url
  link.download = file.name
  link.click()
  // The browser has taken hold of it by then; earlier some of them save nothing.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
