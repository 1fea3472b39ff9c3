import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { deskQueries } from './desk/desk-query.ts';
import { startI18n } from './ui/i18n/i18n.ts';
import { startTheme } from './ui/theme-store.ts';
import './ui/styles/index.css';

startTheme();
await startI18n();
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={deskQueries}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
);
