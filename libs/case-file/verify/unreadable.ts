/** Why an archive is not looked into further, in the words of the report. */
const REASONS = {
  not_a_zip: '不是 ZIP 压缩包,或其末尾缺失',
  not_a_bag: '其中没有 BagIt 包',
  not_a_case_file: '是 BagIt 包,但不是本系统的卷宗',
  zip_damaged: '压缩包损坏',
  zip_unsupported: '压缩包的格式在此无法读取,请重新打包',
  zip_ambiguous: '压缩包对不同软件显示不同内容',
  zip_too_large: '解压后过大',
  zip_unsafe_name: '含有指向包外的文件名',
  zip_duplicate_name: '含有重复的文件名',
  zip_lookalike_name: '含有形似而实不同的文件名',
} as const satisfies Readonly<Record<string, string>>;

export class Unreadable extends Error {
  constructor(
    readonly code: keyof typeof REASONS,
    readonly detail: string,
  ) {
    super(detail);
    this.name = 'Unreadable';
  }

  get zh(): string {
    return REASONS[this.code];
  }
}
