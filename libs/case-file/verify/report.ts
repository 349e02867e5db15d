import type { Facts } from './facts.js';
import { headline, pointOf, type CourtPoint, type Fault } from './finding.js';
import type { Verdict } from './verify.js';

const SHOWN = 12;

/** Exit code of a verdict: 0 intact, 1 tampered, 2 unreadable. */
export const exitCode = ({ kind }: Verdict): number =>
  ({ intact: 0, tampered: 1, unreadable: 2 })[kind];

const TITLE = '电子数据核验报告 · verification report';
const BASIS = '依据:最高人民法院《关于互联网法院审理案件若干问题的规定》第十一条所列六项';

/** One page for people, zh and en, by the six points of the Internet-court rule. */
export const reportOf = (verdict: Verdict): string => {
  if (verdict.kind === 'unreadable')
    return [
      TITLE,
      `结论 · result: unreadable · 无法读取`,
      `  ${verdict.code}: ${verdict.detail}`,
      `    ${verdict.zh}`,
    ].join('\n');
  const faults = verdict.kind === 'tampered' ? verdict.faults : [];
  const { facts, notes } = verdict;
  return [
    `${TITLE}\n${BASIS}`,
    ...conclusion(faults),
    ...notes.flatMap(({ code, en, zh }) => [`  说明 · note: ${code}: ${en}`, `    ${zh}`]),
    ...head(facts),
    trustLine(facts),
    ...POINTS.flatMap((point) => lines(point, faults, facts)),
  ].join('\n');
};

const conclusion = (faults: readonly Fault[]): string[] => {
  const main = headline(faults);
  if (!main) return ['结论 · result: intact · 完好'];
  const all = `${String(faults.length)} ${faults.length === 1 ? 'fault' : 'faults'}`;
  return [
    `结论 · result: tampered · 被改动 (${all})`,
    `  ${main.code}: ${main.where}: ${main.en}`,
    `    ${main.zh}`,
  ];
};

const count = (value: number | undefined): string => (value === undefined ? '–' : String(value));

const head = ({ case: id, version, profile, root, size }: Facts): string[] => [
  `  案件 case ${id} · 版本 version ${String(version)} · 披露范围 profile ${profile}`,
  ...(root === undefined ? [] : [`  日志 log: ${count(size)} entries, root ${root}`]),
];

const trustLine = ({ signer, rootChecked }: Facts): string => {
  if (signer === 'checked')
    return '  签名者与所给公钥已核对 · the signer was compared with the key you gave';
  return rootChecked
    ? '  已与所给校验码核对;签名者未核对 · the log was compared with the code you gave; signer not checked'
    : '  自身一致,签名者未核对 · consistent in itself, signer not checked (give --key or --root)';
};

interface Point {
  readonly number: CourtPoint;
  readonly zh: string;
  readonly en: string;
  /** Whether what the point is about could be read. */
  readonly isRead: (facts: Facts) => boolean;
  /** What the file has to say on the point. */
  readonly says: (facts: Facts) => readonly string[];
}

const POINTS: readonly Point[] = [
  {
    number: 1,
    zh: '(一)系统环境是否安全、可靠',
    en: 'system environment',
    isRead: ({ tool }) => tool !== undefined,
    says: ({ tool, keyId }) => [
      `软件 ${tool ?? '–'},签名密钥 ${keyId ?? '–'};运行环境本身由单位另行说明`,
      `software ${tool ?? '–'}, signing key ${keyId ?? '–'}; the environment itself is for the university to show`,
    ],
  },
  {
    number: 2,
    zh: '(二)生成主体和时间是否明确',
    en: 'who and when',
    isRead: ({ events }) => events !== undefined,
    says: ({ events, first, last, withheld }) => [
      `${count(events)} 个事件,每个均有主体和时间;${first ?? '–'} 至 ${last ?? '–'}`,
      `${count(events)} events, each with actor and time${told(withheld)}`,
    ],
  },
  {
    number: 3,
    zh: '(三)存储、保管是否妥当',
    en: 'storage and custody',
    isRead: ({ events, raw }) => events !== undefined && raw !== undefined,
    says: ({ evidence, raw = 0, rawWithheld = 0, sealed }) => [
      `${count(evidence)} 项证据有保管记录;${count(raw + rawWithheld)} 条平台原始数据,其中 ${count(sealed)} 条可证明在封存账本内`,
      `${count(evidence)} items with custody records; ${count(raw + rawWithheld)} vendor events, ${count(sealed)} of them proven to stand in the sealed ledger`,
      ...(rawWithheld > 0
        ? [
            `其中 ${count(rawWithheld)} 条涉及他人,原文不载,封存后仅留哈希`,
            `${count(rawWithheld)} of the vendor events concern other persons and are not given; once sealed, the hash stays`,
          ]
        : []),
    ],
  },
  {
    number: 4,
    zh: '(四)提取主体、工具和方式,能否重现',
    en: 'extraction, and whether it can be repeated',
    isRead: ({ exportedBy }) => exportedBy !== undefined,
    says: ({ exportedBy = '–', exportedAt = '–', tool = '–', replays, replaysSame }) => {
      const isSigned = replays !== undefined;
      const zh = isSigned
        ? `信号重算 ${count(replaysSame)}/${count(replays)} 结果相同`
        : '信号重算结果未受签名保护';
      const en = isSigned
        ? `${count(replaysSame)} of ${count(replays)} signals recomputed to the same`
        : 'what recomputing the signals led to is not signed';
      return [
        `${exportedBy} 于 ${exportedAt} 用 ${tool} 导出;${zh}`,
        `exported by ${exportedBy} at ${exportedAt} with ${tool}; ${en}`,
      ];
    },
  },
  {
    number: 5,
    zh: '(五)有无增加、删除、修改、不完整',
    en: 'additions, deletions, changes',
    isRead: () => true,
    says: ({ files, redacted = 0 }) => [
      `${count(files)} 个文件及全部事件逐一核对`,
      `${count(files)} files and every event compared with their hashes`,
      ...(redacted > 0
        ? [
            `${count(redacted)} 件文本以隐去他人信息的副本示出,原文不载,仅留哈希`,
            `${count(redacted)} texts are shown as copies without other persons' names; of the originals the hash stays`,
          ]
        : []),
    ],
  },
  {
    number: 6,
    zh: '(六)能否通过特定形式得到验证',
    en: 'verification by a specific form',
    isRead: ({ root }) => root !== undefined,
    says: ({ earlier, timestamp, root = '' }) => [
      `电子签名 Ed25519、哈希树根 ${root.slice(0, 16)}…、与 ${count(earlier)} 个较早检查点相承、可信时间戳 ${timestamp ?? '无'}`,
      `signature, hash tree, ${count(earlier)} earlier checkpoints continued, trusted timestamp ${timestamp === undefined ? 'none' : `${timestamp} (authority not checked: openssl ts -verify)`}`,
    ],
  },
];

const told = (withheld: Facts['withheld'] = {}): string => {
  const parts = Object.entries(withheld).map(([reason, count]) => `${String(count)} ${reason}`);
  return parts.length === 0 ? '' : `; shown by their leaf only: ${parts.join(', ')}`;
};

const lines = (point: Point, all: readonly Fault[], facts: Facts): string[] => {
  const faults = all.filter((one) => pointOf(one) === point.number);
  const isRead = point.isRead(facts);
  const mark =
    faults.length > 0 ? '✗ 有异 faults' : isRead ? '✓ 未见异常 no fault' : '– 未核 not read';
  const more = faults.length - SHOWN;
  return [
    `${point.zh} · ${point.en}: ${mark}`,
    ...faults
      .slice(0, SHOWN)
      .flatMap(({ code, where, en, zh }) => [`  ${code}: ${where}: ${en}`, `    ${zh}`]),
    ...(more > 0 ? [`  … and ${String(more)} more`] : []),
    ...(isRead && faults.length === 0 ? point.says(facts).map((line) => `  ${line}`) : []),
  ];
};
