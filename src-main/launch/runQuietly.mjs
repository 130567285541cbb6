import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';

const KEPT_LINES = 40;

/**
 * Runs a command and keeps its output to itself unless it fails. Rejects with
 * the last lines of what it wrote.
 *
 * @param {readonly [string, ...string[]]} command
 * @param {import('node:child_process').SpawnOptions & { timeoutMs?: number }} options
 * @returns {Promise<void>}
 */
export function runQuietly([file, ...args], { timeoutMs, ...options }) {
  return new Promise((resolve, reject) => {
    let output = '';
    const child = spawn(file, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let isLate = false;
    const timer =
      timeoutMs &&
      setTimeout(() => {
        isLate = true;
        child.kill('SIGKILL');
      }, timeoutMs);
    const keep = (/** @type {Buffer} */ chunk) => {
      output = (output + stripVTControlCharacters(chunk.toString('utf8')))
        .split('\n')
        .slice(-KEPT_LINES)
        .join('\n');
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (code === 0) resolve();
      else if (isLate) reject(new Error(`not done after ${(timeoutMs ?? 0) / 1000} s`));
      else reject(new Error(output.trim() || `${file} ended with ${signal ?? `code ${code}`}`));
    });
  });
}
