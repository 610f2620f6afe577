using MarsDisk.Configuration.Node;

namespace MarsDisk.Hosting.Daemon;

/// <summary>Where a daemon keeps its runs and listens for commands: settings first, then the environment (experience.md §2.12).</summary>
/// <param name="Data">Data directory, full path.</param>
/// <param name="Socket">Control socket, full path.</param>
public sealed record DaemonPlaces(string Data, string Socket)
{
    private const string ProgramFolder = "marsdisk";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Folder of the run directories, each named by its run.</summary>
    public string Runs => Path.Combine(Data, "runs");

    /// <summary>Folder of what scenarios leave, each named by its id.</summary>
    public string Scenarios => Path.Combine(Data, "scenarios");

    /// <summary>Folder of the files that a sent scenario may name.</summary>
    public string Files { get; init; } = Path.Combine(Data, "files");

    /// <summary>Decides both places; makes nothing.</summary>
    /// <param name="settings">Settings of the node.</param>
    /// <param name="variables">The environment.</param>
    public static DaemonPlaces Of(NodeConfiguration settings, IReadOnlyDictionary<string, string> variables)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(variables);
        var socket = settings.Control.Socket.Length > 0 ? settings.Control.Socket : Path.Combine(RuntimeDirectory(variables), "control.sock");
        var data = settings.Store.Directory.Length > 0 ? settings.Store.Directory : DataDirectory(variables);
        var places = new DaemonPlaces(Path.GetFullPath(data), Path.GetFullPath(socket));
        return settings.Scenarios.Root.Length > 0 ? places with { Files = Path.GetFullPath(settings.Scenarios.Root) } : places;
    }

    /// <summary>Makes the folder of the socket, for its owner alone when the program invents it.</summary>
    /// <exception cref="UnauthorizedAccessException">The folder belongs to somebody else.</exception>
    public void MakeSocketFolder()
    {
        var folder = Path.GetDirectoryName(Socket)!;
        if (OperatingSystem.IsWindows() || (Directory.Exists(folder) && !folder.StartsWith(Path.GetTempPath(), StringComparison.Ordinal)))
            Directory.CreateDirectory(folder);
        else if (!Directory.Exists(folder))
            Directory.CreateDirectory(folder, OwnerOnly);
        else if (Path.GetFileName(folder) == UserFolder)
            File.SetUnixFileMode(folder, OwnerOnly);            // refused when it belongs to somebody else
    }

    private static string UserFolder => $"{ProgramFolder}-{Environment.UserName}";

    private static string RuntimeDirectory(IReadOnlyDictionary<string, string> variables)
    {
        if (variables.GetValueOrDefault("MARSDISK_RUNTIME_DIR") is { Length: > 0 } own)
            return own;
        return variables.GetValueOrDefault("XDG_RUNTIME_DIR") is { Length: > 0 } ofUser
            ? Path.Combine(ofUser, ProgramFolder)
            : Path.Combine(Path.GetTempPath(), UserFolder);
    }

    private static string DataDirectory(IReadOnlyDictionary<string, string> variables)
    {
        if (variables.GetValueOrDefault("MARSDISK_DATA_DIR") is { Length: > 0 } own)
            return own;
        return variables.GetValueOrDefault("XDG_DATA_HOME") is { Length: > 0 } ofUser
            ? Path.Combine(ofUser, ProgramFolder)
            : Path.Combine(variables.GetValueOrDefault("HOME") ?? Path.GetTempPath(), ".local", "share", ProgramFolder);
    }
}
