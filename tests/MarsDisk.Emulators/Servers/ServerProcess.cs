using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace MarsDisk.Emulators.Servers;

/// <summary>
/// A server that the tests started: ready when it accepts connections and says so, ended by its own process id, at the latest when the
/// test process ends.
/// </summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private const int LinesKept = 40;
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LookPause = TimeSpan.FromMilliseconds(20);

    private readonly ServerCommand _command;
    private readonly Process _process;
    private readonly Queue<string> _lines = new();
    private volatile bool _saysReady;

    private ServerProcess(ServerCommand command)
    {
        _command = command;
        _saysReady = command.ReadyText is null;
        _process = new Process { StartInfo = StartOf(command) };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        AppDomain.CurrentDomain.ProcessExit += OnExit;
    }

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>The last lines that it printed.</summary>
    public string Output
    {
        get
        {
            lock (_lines)
                return string.Join('\n', _lines);
        }
    }

    /// <summary>Starts it and waits until it accepts connections.</summary>
    /// <param name="command">How.</param>
    /// <param name="port">The port of its command.</param>
    /// <exception cref="EmulatorException">It cannot be started, ended at once, or does not listen in time.</exception>
    public static async Task<ServerProcess> StartAsync(ServerCommand command, int port)
    {
        ArgumentNullException.ThrowIfNull(command);
        var server = new ServerProcess(command);
        try
        {
            server.Start();
            await server.WaitUntilReadyAsync(port).ConfigureAwait(false);
            return server;
        }
        catch (Exception)
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Ends it at once, as a power switch would.</summary>
    public async Task KillAsync()
    {
        Kill();
        await _process.WaitForExitAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        if (IsRunning)
        {
            using var patience = new CancellationTokenSource(EndPatience);
            try
            {
                Commands.Run("sh", ["-c", $"kill -{_command.EndSignal} {_process.Id}"], workingFolder: null);
                await _process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
            }
            catch (Exception error) when (error is OperationCanceledException or EmulatorException)
            {
                Kill();
            }
        }
        _process.Dispose();
    }

    private bool IsRunning
    {
        get
        {
            try
            {
                return !_process.HasExited;
            }
            catch (InvalidOperationException)
            {
                return false;
            }
        }
    }

    private static ProcessStartInfo StartOf(ServerCommand command)
    {
        var start = new ProcessStartInfo(command.Program, command.Arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = command.WorkingFolder ?? "",
        };
        if (command.UserName is { } user)
            start.UserName = user;
        foreach (var (name, value) in command.Environment)
            start.Environment[name] = value;
        return start;
    }

    private void Start()
    {
        try
        {
            _process.Start();
        }
        catch (Win32Exception error)
        {
            throw new EmulatorException($"{_command.Program} could not be started.", error);
        }
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private async Task WaitUntilReadyAsync(int port)
    {
        var begun = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begun) < StartPatience)
        {
            if (_process.HasExited)
                throw new EmulatorException($"{Path.GetFileName(_command.Program)} ended with {_process.ExitCode}:\n{Output}");
            if (_saysReady && await AcceptsAsync(port).ConfigureAwait(false))
                return;
            await Task.Delay(LookPause).ConfigureAwait(false);
        }
        throw new EmulatorException($"{Path.GetFileName(_command.Program)} does not listen on port {port} after {StartPatience.TotalSeconds:F0} s:\n{Output}");
    }

    private static async Task<bool> AcceptsAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port).ConfigureAwait(false);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It ended by itself meanwhile.
        }
    }

    private void OnExit(object? sender, EventArgs arguments)
    {
        if (IsRunning)
            Kill();
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        if (_command.ReadyText is { } ready && line.Contains(ready, StringComparison.Ordinal))
            _saysReady = true;
        lock (_lines)
        {
            if (_lines.Count == LinesKept)
                _lines.Dequeue();
            _lines.Enqueue(line);
        }
    }
}
