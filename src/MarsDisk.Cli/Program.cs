using MarsDisk.Cli.Commands;

// The version is asked for by scripts at every start: it loads nothing else.
return args is ["--version"] ? VersionCommand.Print() : CommandTree.Invoke(args);
