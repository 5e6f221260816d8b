/** 2xx (RFC 9110 §15.3). */
export function isSuccess(status: number | null): boolean {
  return status !== null && status >= 200 && status < 300;
}

const phrases: { readonly [status: number]: string } = {
  409: 'Conflict',
  412: 'Precondition Failed',
  423: 'Locked',
  428: 'Precondition Required',
};

/** The reason phrase of the refusals (RFC 9110 §15.5, RFC 4918 §11.3, RFC 6585 §3); empty for others. */
export function reasonPhrase(status: number): string {
  return phrases[status] ?? '';
}
