/** Something that stops a start, with the command or step that gets the person further. */
export class LaunchError extends Error {
  name = 'LaunchError';

  /**
   * @param {string} message what happened
   * @param {string} remedy what to do
   */
  constructor(message, remedy) {
    super(message);
    this.remedy = remedy;
  }
}

/**
 * Says what stopped a start and what to do about it. A defect is thrown on.
 *
 * @param {unknown} error
 */
export function failLaunch(error) {
  if (!(error instanceof LaunchError)) throw error;
  process.stderr.write(`${error.message}\nTo go on: ${error.remedy}.\n`);
  process.exitCode = 1;
}
