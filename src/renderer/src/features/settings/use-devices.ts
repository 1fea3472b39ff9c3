import { useEffect, useState } from 'react';

export interface Devices {
  readonly microphones: readonly MediaDeviceInfo[];
  readonly speakers: readonly MediaDeviceInfo[];
}

const none: Devices = { microphones: [], speakers: [] };

/** The audio devices of this computer, renewed when one comes or goes. Names are empty until a microphone was allowed. */
export function useDevices(): Devices {
  const [devices, setDevices] = useState(none);
  useEffect(() => {
    const look = async (): Promise<void> => {
      const all = await navigator.mediaDevices.enumerateDevices();
      const real = all.filter((one) => one.deviceId !== 'default' && one.deviceId !== 'communications' && one.deviceId !== '');
      setDevices({ microphones: real.filter((one) => one.kind === 'audioinput'), speakers: real.filter((one) => one.kind === 'audiooutput') });
    };
    const again = (): void => {
      look().catch((error: unknown) => {
        console.warn('devices cannot be listed', error);
        setDevices(none);
      });
    };
    again();
    navigator.mediaDevices.addEventListener('devicechange', again);
    return () => {
      navigator.mediaDevices.removeEventListener('devicechange', again);
    };
  }, []);
  return devices;
}
