/** What the person can ask of the app from its menus, the tray and the keyboard. */
export type AppActions = {
  openJournal(): void;
  /** Brings the window to the front with the catalogue in it. */
  openCatalogue(): void;
  /** Shows the popup, or hides it when it is there. */
  toggleQuick(): void;
  quit(): void;
};
