const KEY = 'words-to-waves.token';

/**
 * The loopback host's token: taken from the page's address once, kept for this
 * tab, and removed from the address bar so that it is neither bookmarked nor shared.
 */
export function takeToken(): string {
  const query = new URLSearchParams(location.search);
  const token = new URLSearchParams(location.hash.slice(1)).get('token') ?? query.get('token');
  if (token === null) return sessionStorage.getItem(KEY) ?? '';

  sessionStorage.setItem(KEY, token);
  query.delete('token');
  const rest = query.toString();
  history.replaceState(history.state, '', location.pathname + (rest && `?${rest}`));
  return token;
}
