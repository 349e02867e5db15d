/** What a reader should know although it is no fault. `code` is stable; the sentences are for people. */
export interface Note {
  readonly code: 'repacked' | 'unpacked' | 'passed_over' | 'tags_unsigned';
  readonly en: string;
  readonly zh: string;
}

const REST = {
  faults: { en: 'what differs in its files is told below', zh: '其中文件有何不同见下文' },
  signed: { en: 'the content of every file is unchanged', zh: '其中每个文件的内容均未改变' },
  listed: { en: 'every file is as its manifest says', zh: '其中每个文件均与清单相符' },
} as const;

export type Rest = keyof typeof REST;

export const repacked = (rest: Rest): Note => ({
  code: 'repacked',
  en: `the archive is not byte for byte the one exported: packed anew, or its folder renamed; ${REST[rest].en}`,
  zh: `压缩包本身与导出时不同(重新打包,或文件夹改名);${REST[rest].zh}`,
});

export const unpacked = (rest: Rest): Note => ({
  code: 'unpacked',
  en: `this is an unpacked folder, not the archive that was exported; ${REST[rest].en}`,
  zh: `所核为解包后的文件夹,而非导出的压缩包;${REST[rest].zh}`,
});

export const passedOver = (paths: readonly string[]): Note => ({
  code: 'passed_over',
  en: `files that operating systems leave behind, no part of the case file: ${some(paths)}`,
  zh: `操作系统附加的文件,不属于本卷宗,未予核对:${some(paths)}`,
});

export const tagsUnsigned = (paths: readonly string[]): Note => ({
  code: 'tags_unsigned',
  en: `made by an earlier release that did not sign them: ${some(paths)} could have been changed by whoever packed the file`,
  zh: `由较早版本导出,下列文件未受签名保护,打包者可能改动:${some(paths)}`,
});

const SHOWN = 8;

const some = (paths: readonly string[]): string =>
  paths.length > SHOWN ? `${paths.slice(0, SHOWN).join(', ')} …` : paths.join(', ');
