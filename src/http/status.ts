/** 2xx (RFC 9110 §15.3). */
export function isSuccess(status: number | null): boolean {
  return status !== null && status >= 200 && status < 300;
}
