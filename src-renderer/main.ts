import { mount } from 'svelte';

import './app.css';
import { createClient } from './lib/client.ts';
import { download } from './lib/download.ts';
import { openTransport } from './lib/transport.ts';
import { Catalogue } from './state/catalogue.svelte.ts';
import { Door } from './state/door.svelte.ts';
import { Engine } from './state/engine.svelte.ts';
import { Feeling } from './state/feeling.svelte.ts';
import { Hearing } from './state/hearing.svelte.ts';
import { Imports } from './state/imports.svelte.ts';
import { Journal } from './state/journal.svelte.ts';
import { Library } from './state/library.svelte.ts';
import { Navigation } from './state/navigation.svelte.ts';
import { PlaylistFile } from './state/playlistFile.svelte.ts';
import { Settings } from './state/settings.svelte.ts';
import { Sitting } from './state/sitting.svelte.ts';
import { Songs } from './state/songs.svelte.ts';
import { Tastes } from './state/tastes.svelte.ts';
import { Toasts } from './state/toasts.svelte.ts';
import MainWindow from './views/MainWindow.svelte';
import QuickMood from './views/QuickMood.svelte';
import Themed from './views/Themed.svelte';

const QUICK_SONGS = 3;

const target = document.getElementById('app')!;
const isQuick = new URLSearchParams(location.search).get('face') === 'quick';

const client = createClient(openTransport());
const toasts = new Toasts();
const settings = new Settings(client);
const engine = new Engine(client);
const door = new Door(client, window.bridge !== undefined);
const feeling = new Feeling(client);
const songs = new Songs(client, toasts);

void settings.load();
void door.load();
mount(Themed, { target: document.head, props: { settings } });

if (isQuick) {
  const sitting = new Sitting(feeling, songs, settings, () => QUICK_SONGS);
  mount(QuickMood, { target, props: { sitting, engine, door, toasts } });
} else {
  const sitting = new Sitting(feeling, songs, settings);
  const journal = new Journal(client, toasts);
  const catalogue = new Catalogue(client);
  const imports = new Imports(client);
  const hearing = new Hearing(client);
  const playlistFile = new PlaylistFile(client, toasts, download);
  const library = new Library(client, toasts);
  const tastes = new Tastes(client, toasts);
  const navigation = new Navigation(window);
  mount(MainWindow, {
    target,
    props: {
      navigation,
      sitting,
      journal,
      catalogue,
      library,
      tastes,
      imports,
      settings,
      hearing,
      engine,
      door,
      playlistFile,
      toasts,
    },
  });
  void journal.load();
  void catalogue.load();
  void hearing.load();
  void imports.resume();
  void library.indexing.load();
  // After a night in the tray, "today" is another day.
  document.addEventListener('visibilitychange', () => void (document.hidden || journal.load()));
}
