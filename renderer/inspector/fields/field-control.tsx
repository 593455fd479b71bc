import type { ReactNode } from 'react';
import type { FieldControlProps } from './field-props.ts';
import { JsonControl } from './json-control.tsx';
import { LayerControl } from './layer-control.tsx';
import { ConstraintControl, InitializerControl, RegularizerControl } from './named-controls.tsx';
import { SimpleControl } from './simple-control.tsx';

/** The control that a parameter's schema asks for. A value of the wrong type shows the default: its error is beneath. */
export function FieldControl(props: FieldControlProps): ReactNode {
  switch (props.field.control) {
    case 'initializer':
      return <InitializerControl {...props} />;
    case 'regularizer':
      return <RegularizerControl {...props} />;
    case 'constraint':
      return <ConstraintControl {...props} />;
    case 'layer':
      return <LayerControl {...props} />;
    case 'json':
      return <JsonControl {...props} />;
    default:
      return <SimpleControl {...props} />;
  }
}
