/** The sentence names the setting; `serve` prints it and exits with 2. */
export class WrongSetting extends Error {
  constructor(
    readonly setting: string,
    sentence: string,
  ) {
    super(`${setting} ${sentence}`);
    this.name = 'WrongSetting';
  }
}
