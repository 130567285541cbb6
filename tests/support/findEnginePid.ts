import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

type Process = { readonly pid: number; readonly parent: number; readonly command: string };

/** The engine process below a door's process: the built engine under Node, or Electron's utility process that runs it. */
export function findEnginePid(doorPid: number): number | null {
  const family = descendants(listProcesses(), doorPid);
  return (family.find(isEngineUnderNode) ?? family.find(isUtilityProcess))?.pid ?? null;
}

const isEngineUnderNode = ({ command }: Process) => /\bengine\.js\b/.test(command);
const isUtilityProcess = ({ command }: Process) =>
  /--utility-sub-type=node\.mojom\.NodeService/.test(command);

function listProcesses(): Process[] {
  return process.platform === 'linux' ? listFromProc() : listFromPs();
}

/** A small Linux has no `ps`. */
function listFromProc(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const [, parent] = /^\d+ \(.*\) \S (\d+)/s.exec(readFileSync(`/proc/${name}/stat`, 'utf8')) ?? [];
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return [{ pid: Number(name), parent: Number(parent), command }];
      } catch {
        // It ended while the list was read.
        return [];
      }
    });
}

function listFromPs(): Process[] {
  return execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8', maxBuffer: 2 ** 24 })
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((match) => match !== null)
    .map(([, pid, parent, command]) => ({ pid: Number(pid), parent: Number(parent), command: command! }));
}

function descendants(processes: readonly Process[], pid: number): Process[] {
  const children = processes.filter(({ parent }) => parent === pid);
  return children.flatMap((child) => [child, ...descendants(processes, child.pid)]);
}
