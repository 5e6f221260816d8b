/** Node-RED on the loopback address, without tours, telemetry, palette downloads and a nagging front page. */
module.exports = {
  uiPort: Number(process.env.PORT),
  uiHost: '127.0.0.1',
  flowFile: 'flows.json',
  credentialSecret: false,
  telemetry: { enabled: false, updateNotification: false },
  externalModules: { autoInstall: false, palette: { allowInstall: false }, modules: { allowInstall: false } },
  editorTheme: { tours: false, projects: { enabled: false } },
};
