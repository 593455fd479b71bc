import { PbfWriter } from 'pbf';

/** What a run was set to, by name. */
export type Settings = Readonly<Record<string, number | string | boolean>>;

export interface SettingsLog {
  readonly settings: Settings;
  /** Seconds since 1970. */
  readonly startedAt: number;
}

/** Tag and plugin under which the HParams tab looks for a run's settings. */
export const settingsTag = '_hparams_/session_start_info';

/**
 * Of a `Summary.Value`: `HParamsPluginData` (`tensorboard/plugins/hparams/plugin_data.proto`) as metadata, beside an empty
 * tensor, which TensorBoard wants and does not read.
 */
export function writeSettings(log: SettingsLog, writer: PbfWriter): void {
  writer.writeStringField(valueField.tag, settingsTag);
  writer.writeMessage(
    valueField.metadata,
    (content, metadata) =>
      metadata.writeMessage(
        1,
        (bytes, plugin) => {
          plugin.writeStringField(1, 'hparams');
          plugin.writeBytesField(2, bytes);
        },
        content,
      ),
    pluginData(log),
  );
  writer.writeMessage(valueField.tensor, (type, tensor) => tensor.writeVarintField(1, type), float32);
}

const valueField = { tag: 1, tensor: 8, metadata: 9 } as const;
const float32 = 1;

function pluginData(log: SettingsLog): Uint8Array {
  const writer = new PbfWriter();
  writer.writeMessage(3, writeStart, log);
  return writer.finish();
}

function writeStart({ settings, startedAt }: SettingsLog, writer: PbfWriter): void {
  for (const entry of Object.entries(settings)) writer.writeMessage(1, writeSetting, entry);
  writer.writeDoubleField(5, startedAt);
}

/** An entry of `map<string, google.protobuf.Value>`. */
function writeSetting([name, value]: readonly [string, Settings[string]], writer: PbfWriter): void {
  writer.writeStringField(1, name);
  writer.writeMessage(
    2,
    (setting, put) => {
      if (typeof setting === 'number') put.writeDoubleField(2, setting);
      else if (typeof setting === 'string') put.writeStringField(3, setting);
      else put.writeBooleanField(4, setting);
    },
    value,
  );
}
