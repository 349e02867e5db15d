import type { PolicyView } from '../../libs/detection/policy/policy-view.js';
import type { RunnerPorts } from '../../libs/detection/runner/ports.js';
import { DetectionRunner } from '../../libs/detection/runner/runner.js';

/** The runner at work. A runner judges by the policies it was made with: others take another one. */
export class Runners {
  current: DetectionRunner;

  constructor(
    readonly ports: Omit<RunnerPorts, 'policy' | 'history'>,
    private readonly policies: PolicyView,
  ) {
    this.current = this.make();
  }

  /** One that judges by the policies as they are now on record, to be opened by who runs it. */
  make(): DetectionRunner {
    const { current: policy, history } = this.policies;
    // Before any is on record, the default alone.
    const known = history.length > 0 ? [...history] : undefined;
    return new DetectionRunner({ ...this.ports, policy, history: known });
  }
}
