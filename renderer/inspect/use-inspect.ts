import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { failureOf } from '../../src/engine/failure.ts';
import type { LookChannel, LookedLayer, LookRequests } from '../../src/engine/look/protocol.ts';
import { type App, useApp } from '../app.ts';
import { createInspecting, type Inspecting, type InspectState } from './session.ts';

/** One for an app: its three panels show the same, and the start screen need not load it. */
const known = new WeakMap<App, Inspecting>();

export function useInspecting(): Inspecting {
  const app = useApp();
  const made = known.get(app) ?? createInspecting(app);
  known.set(app, made);
  return made;
}

export const useInspect = <T>(select: (state: InspectState) => T): T => useStore(useInspecting(), select);

/** The layer that is looked at. */
export const useLookedLayer = (): LookedLayer | null =>
  useInspect(({ seen, nodeId }) => seen?.layers.find((layer) => layer.nodeId === nodeId) ?? null);

export interface Asked<T> {
  /** Of the newest question that was answered; the one before while another is being answered. */
  readonly value: T | null;
  readonly failure: string | null;
  readonly busy: boolean;
}

/** Asks again whenever `key` changes; `null` asks nothing. Old answers that come late are dropped. */
export function useAsked<T>(key: string | null, ask: (inspecting: Inspecting) => Promise<T>): Asked<T> {
  const inspecting = useInspecting();
  const [state, setState] = useState<Asked<T>>({ value: null, failure: null, busy: false });
  const newest = useRef(ask);
  newest.current = ask;
  useEffect(() => {
    if (key === null) return;
    let dropped = false;
    setState(({ value }) => ({ value, failure: null, busy: true }));
    newest.current(inspecting).then(
      (value) => {
        if (!dropped) setState({ value, failure: null, busy: false });
      },
      (error: unknown) => {
        const { code, message } = failureOf(error);
        if (!dropped) setState(({ value }) => ({ value, failure: code === 'cancelled' ? null : message, busy: false }));
      },
    );
    return () => {
      dropped = true;
    };
  }, [key, inspecting]);
  return state;
}

/** A question about the network and the probe as they are now. */
export function useAnswer<C extends LookChannel>(
  channel: C,
  params: LookRequests[C]['params'] | null,
): Asked<LookRequests[C]['result']> {
  const stamp = useInspect(({ revision, seen }) => (seen ? revision : null));
  const key = params === null || stamp === null ? null : `${channel} ${stamp} ${JSON.stringify(params)}`;
  return useAsked(key, (inspecting) => {
    if (params === null) throw new Error('nothing is asked');
    return inspecting.look().ask(channel, params);
  });
}
