namespace MarsDisk.Configuration.Node;

/// <summary>Keys <c>marsdisk.store</c>.</summary>
/// <param name="Directory">Folder of the daemon's runs; empty: that of the environment.</param>
/// <param name="FreeSpace">Bytes below which the daemon takes no run, at most 5 % of the disk.</param>
public sealed record StoreSection(string Directory, long FreeSpace);

/// <summary>Keys <c>marsdisk.queue</c>.</summary>
/// <param name="Runs">Runs that may wait for a slot.</param>
public sealed record QueueSection(long Runs);

/// <summary>Keys <c>marsdisk.control</c>.</summary>
/// <param name="Socket">Unix socket of the commands; empty: <c>control.sock</c> in the runtime directory.</param>
/// <param name="Connections">Connections at once.</param>
/// <param name="Watchers">Watchers of events at once.</param>
/// <param name="Body">Bytes of a configuration.</param>
/// <param name="Header">Bytes of the header of a request.</param>
/// <param name="HeaderTime">How long a header may take to arrive.</param>
public sealed record ControlSection(string Socket, long Connections, long Watchers, long Body, long Header, TimeSpan HeaderTime);

/// <summary>Keys <c>marsdisk.health</c>.</summary>
/// <param name="Listen">Loopback address and port for probes; empty: none.</param>
public sealed record HealthSection(string Listen);

/// <summary>Keys <c>marsdisk.scenarios</c>.</summary>
/// <param name="Socket">Unix socket that scenarios are sent to; empty: none.</param>
/// <param name="Listen">Loopback address and port that scenarios are sent to; empty: none.</param>
/// <param name="Root">Folder of the files that a sent scenario may name; empty: <c>files</c> in the data directory.</param>
/// <param name="Max">Scenarios of a listener at once.</param>
/// <param name="AwaitTimeout">How long a sender may be silent or away.</param>
/// <param name="MaxPause">How long the reading of a scenario may be held; 0: any time.</param>
public sealed record ScenariosSection(string Socket, string Listen, string Root, long Max, TimeSpan AwaitTimeout, TimeSpan MaxPause);

/// <summary>Keys <c>marsdisk.drain</c>.</summary>
/// <param name="Pipelines">How long runs may take to stop at their last commit.</param>
/// <param name="All">After this time the process ends anyway.</param>
public sealed record DrainSection(TimeSpan Pipelines, TimeSpan All);

/// <summary>Keys <c>marsdisk.log</c>.</summary>
/// <param name="Level">Least important entries that are written.</param>
/// <param name="Format"><c>json</c>, <c>text</c>, or <c>auto</c>: text on a terminal.</param>
/// <param name="File">File beside standard error; empty: none.</param>
/// <param name="FileSize">Size at which a new file begins.</param>
/// <param name="Files">Files that are kept.</param>
public sealed record LogSection(string Level, string Format, string File, long FileSize, long Files);
