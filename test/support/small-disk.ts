import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/**
 * A file system of a few megabytes that only a mount namespace of its own sees. Needs no root where
 * the kernel lets users have namespaces; `isPossible` tells.
 */
export class SmallDisk {
  private constructor(
    private readonly holder: ChildProcess,
    private readonly folder: string,
    /** Runs what follows it inside the namespace. */
    readonly within: readonly string[],
  ) {}

  static isPossible(): boolean {
    const script = 'mount -t tmpfs tmpfs /mnt && command -v nsenter';
    return spawnSync('unshare', [...NAMESPACE, 'sh', '-c', script]).status === 0;
  }

  /** Mounts `size` (`8m`) over `folder`; inside the namespace only. */
  static async mount(folder: string, size: string): Promise<SmallDisk> {
    const script = `mount -t tmpfs -o size=${size} tmpfs "$1" && echo mounted && exec cat`;
    const holder = spawn('unshare', [...NAMESPACE, 'sh', '-c', script, 'sh', folder], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    await once(holder.stdout, 'data');
    const within = ['nsenter', `--target=${String(holder.pid)}`, ...ENTER];
    return new SmallDisk(holder, folder, within);
  }

  resize(size: string): void {
    const [command = '', ...args] = [...this.within, 'mount', '-o', `remount,size=${size}`];
    const { status } = spawnSync(command, [...args, this.folder]);
    if (status !== 0) throw new Error(`the small disk cannot be made ${size}`);
  }

  /** Whoever sees the namespace no more loses the files with it. */
  async unmount(): Promise<void> {
    this.holder.stdin?.end();
    await once(this.holder, 'exit');
  }
}

const NAMESPACE = ['--user', '--map-root-user', '--mount'] as const;
const ENTER = ['--user', '--mount', '--preserve-credentials'] as const;
