import { connect } from 'node:net';

/**
 * Sends bytes to a port of 127.0.0.1 and returns everything that comes back
 * until the other side closes. With `hang-up` nothing more is promised to come,
 * which ends a request that is not whole.
 */
export function rawRequest(
  port: number,
  bytes: string | Uint8Array,
  then: 'wait' | 'hang-up' = 'wait',
): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => (answer += text));
    // A reset is how a server may end with a peer that talks nonsense.
    socket.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' || error.code === 'EPIPE' ? resolve(answer) : reject(error),
    );
    socket.on('close', () => resolve(answer));
    if (then === 'wait') socket.write(bytes);
    else socket.end(bytes);
  });
}

/** A GET request line with headers, as text on the wire. */
export function rawGet(target: string, headers: Readonly<Record<string, string>>): string {
  const lines = Object.entries({ ...headers, Connection: 'close' }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  return `GET ${target} HTTP/1.1\r\n${lines.join('')}\r\n`;
}
