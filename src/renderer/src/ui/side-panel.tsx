import { Drawer } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { Icon } from './icon.tsx';

/** A drawer from the right that covers nothing else and never blocks a call: no mask, Esc closes. */
export function SidePanel({
  open,
  title,
  closeLabel,
  onClose,
  testid,
  children,
}: {
  open: boolean;
  title: string;
  closeLabel: string;
  onClose: () => void;
  testid: string;
  children: ReactNode;
}): ReactElement {
  return (
    <Drawer
      open={open}
      onClose={onClose}
      placement="right"
      size={404}
      mask={false}
      closable={false}
      destroyOnHidden
      title={<h2 className="panel-title">{title}</h2>}
      rootClassName="side-panel"
      extra={
        <button type="button" className="btn ghost icon" aria-label={closeLabel} onClick={onClose}>
          <Icon name="x" size={14} />
        </button>
      }
    >
      <div data-testid={testid} className="panel-body">
        {children}
      </div>
    </Drawer>
  );
}
