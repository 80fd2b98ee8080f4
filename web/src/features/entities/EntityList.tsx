export function EntityList() {
  return null
}
