/**
 * The directory in which the person typed the command. npm runs scripts in the
 * project's root and says where it was started; any other parent starts us
 * where the person is.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {string} cwd
 * @param {string} script npm's name of the script that we are
 * @returns {string}
 */
export function callerDirectory(env, cwd, script) {
  return (env.npm_lifecycle_event === script && env.INIT_CWD) || cwd;
}
