import { Component, type ErrorInfo, type ReactNode } from 'react';
import { CrashNote } from './crash-note.tsx';

interface State {
  readonly error: Error | null;
}

/** Keeps one part's failure from taking the window with it, and the work from being lost. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(thrown: unknown): State {
    return { error: thrown instanceof Error ? thrown : new Error(String(thrown)) };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    console.error(error, info.componentStack);
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return <CrashNote error={error} onRetry={() => this.setState({ error: null })} />;
  }
}
