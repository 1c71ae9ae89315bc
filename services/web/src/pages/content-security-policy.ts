/**
 * What a page may load and run: its own files, and the inline script that carries the data of the first rendering.
 * Nothing from elsewhere: a stolen session begins with a foreign script. Trusted Types would refuse the structured data
 * of a listing, which the router writes as HTML when a page is drawn in the browser.
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join("; ");
}
