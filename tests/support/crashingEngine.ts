/** An engine process for tests: does as the method says. With `--refuse` it does not open, with `--crash` it ends before it is ready. */
import { serveEngine } from '../../src-main/processes/serveEngine.ts';

const end = serveEngine(
  async (method, input) => {
    switch (method) {
      case 'die':
        process.exit(3);
        break;
      case 'hang':
        return new Promise(() => {});
      case 'announce':
        end.announce({ name: 'journal.change', value: {} });
        return { ok: true, value: null };
      case 'pid':
        return { ok: true, value: process.pid };
    }
    return { ok: true, value: input };
  },
  async () => {},
);

if (process.argv.includes('--crash')) process.exit(4);
if (process.argv.includes('--refuse')) {
  await end.refuse({ code: 'profile-in-use', message: 'Another instance of the app holds this profile.' });
  process.exit(0);
}
end.ready();
