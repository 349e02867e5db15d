import { ARTICLE, evidenceOf } from './case-steps.js';
import type { CaseShape, CaseWalk } from './case-walk.js';

/** Of the example's discipline rules: every level has its item. */
export const DISCIPLINE = [
  'school-discipline@1#9-1',
  'school-discipline@1#9-2',
  'school-discipline@1#9-3',
];
export const CONDUCT = 'qhnu-online@1#14';
export const EXPULSION = 'moe-41#52';
export const MEMBERS = ['chen', 'sun', 'zhou'];
export const PANEL = ['an', 'bai', 'cui'];

const ITEMS = [
  ...['network', 'shared_address', 'reinstalled', 'accessibility', 'vpn', 'background_tab'],
  'feed_quality',
];

export interface Aim {
  readonly outcome: string;
  readonly level?: string;
  readonly periodMonths?: number;
  readonly clauses?: readonly string[];
}

/** The full path of a violation case, stage by stage, with a discipline level or without. */
export class FullPath {
  readonly clauses: readonly string[];

  constructor(
    readonly walk: CaseWalk,
    readonly level?: string,
    readonly part = 'participant',
  ) {
    this.clauses = [ARTICLE, CONDUCT, ...(level === undefined ? [] : [...DISCIPLINE, EXPULSION])];
  }

  /** Evidence of two classes, of which one is a document that only people know. */
  async open(): Promise<void> {
    const { walk } = this;
    await walk.run('claim', 'officer:li');
    await walk.run('open_investigation', 'officer:li', { investigators: ['wang'] });
    for (const who of ['li', 'wang'] as const)
      await walk.run('declare_interest', `officer:${who}`, { conflict: false });
    for (const [sourceClass, title] of [
      ['exam_log', '考试日志'],
      ['interview', '谈话记录'],
    ] as const)
      await walk.run('add_evidence', 'officer:li', {
        sourceClass,
        title,
        text: title,
        bearing: 'inculpatory',
      });
  }

  async finding(over: object = {}): Promise<object> {
    return {
      ...{ established: true, part: this.part, facts: '经查实', clauses: this.clauses },
      evidence: await evidenceOf(this.walk),
      exculpatory: ITEMS.map((item) => ({ item, considered: '已核查' })),
      proposed: { outcome: 'grade_void', ...(this.level && { level: this.level }) },
      ...over,
    };
  }

  async approve(over: object = {}): Promise<CaseShape> {
    await this.walk.run(
      'submit_finding',
      'officer:li',
      (await this.finding(over)) as Record<string, unknown>,
    );
    await this.walk.run('declare_interest', 'reviewer:zhao', { conflict: false });
    return this.walk.run('approve_finding', 'reviewer:zhao');
  }

  async notice(): Promise<void> {
    await this.walk.run('issue_notice', 'officer:wang', {
      ...{ facts: '经查实', clauses: this.clauses, evidence: await evidenceOf(this.walk) },
      proposed: { outcome: 'grade_void', ...(this.level && { maxLevel: this.level }) },
      rights: ['statement', 'defence', 'recusal', 'agent'],
    });
    await this.deliver('notice');
  }

  async deliver(document: string): Promise<CaseShape> {
    return this.walk.run('record_delivery', 'officer:li', {
      ...{ document, method: 'direct', delivered: true, deliveredAt: await this.walk.clock() },
      proof: { text: '本人签收' },
    });
  }

  async attachment(
    who: `${string}:${string}` = 'officer:li',
    thirdParty?: string,
  ): Promise<string> {
    const form = new FormData();
    form.set('title', '文件');
    if (thirdParty !== undefined) form.set('thirdParty', thirdParty);
    form.set(
      'file',
      new Blob(['%PDF-1.7 扫描件'], { type: 'application/pdf' }),
      '../../etc/passwd',
    );
    const response = await fetch(
      new URL(`${this.walk.path()}/attachments`, this.walk.as(who).url),
      {
        method: 'POST',
        headers: { authorization: `Bearer dev:${who}` },
        body: form,
      },
    );
    const body = (await response.json()) as { id?: string };
    if (body.id === undefined) throw new Error(JSON.stringify(body));
    return body.id;
  }

  async convene(): Promise<void> {
    const { walk } = this;
    const panel = { members: MEMBERS, chair: 'chen', meetingAt: await walk.clock() };
    await walk.run('convene', 'committee:chen', panel);
    for (const member of MEMBERS)
      await walk.run('declare_interest', `committee:${member}`, { conflict: false });
  }

  async vote(aim: Aim): Promise<void> {
    const { outcome, level } = aim;
    for (const member of MEMBERS)
      await this.walk.run('vote', `committee:${member}`, { outcome, ...(level && { level }) });
  }

  async decision({ clauses = this.clauses, ...aim }: Aim): Promise<Record<string, unknown>> {
    const evidence = await evidenceOf(this.walk);
    return { ...aim, facts: '经查实', clauses, evidence };
  }

  /** From a closed defence to a decision in the student's hands. */
  async decide(aim: Aim): Promise<void> {
    await this.convene();
    await this.vote(aim);
    await this.walk.run('decide', 'committee:chen', await this.decision(aim));
    await this.deliver('decision');
  }

  /** From the flag to a defence that the student gave up. */
  async heard(student: string): Promise<void> {
    await this.open();
    await this.approve();
    await this.notice();
    await this.walk.run('waive_defence', `student:${student}`);
  }

  async appeal(student: string, result: 'upheld' | 'remitted'): Promise<void> {
    const { walk } = this;
    await walk.run('file_appeal', `student:${student}`, { grounds: ['facts'], text: '不是我' });
    for (const member of PANEL)
      await walk.run('declare_interest', `appeals:${member}`, { conflict: false });
    const ruling = { result, grounds: ['facts'], reasons: '已复核', members: PANEL };
    await walk.run('decide_appeal', 'appeals:an', ruling);
    await this.deliver('appeal_decision');
  }

  async province(student: string, result: string): Promise<CaseShape> {
    const { walk } = this;
    await walk.run('file_provincial_appeal', `student:${student}`, { filedAt: await walk.clock() });
    const paper = { result, ground: '省教育厅复查', receivedAt: await walk.clock() };
    const attachment = await this.attachment('appeals:an');
    return walk.run('decide_provincial_appeal', 'appeals:an', { ...paper, attachment });
  }
}
